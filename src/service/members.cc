#include "service/members.h"

#include "service/ids.h"
#include "service/member_change.h"
#include "service/region.h"

namespace tongchou::service {

Result<MemberPage> FindMembers(Region& region, const std::string& employer,
                               const std::string& after, int limit) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const std::int64_t area = region.area_number();
  const Result<std::vector<store::PersonRow>> rows =
      (*reader)->Members(employer, IdNumber(area, IdKind::kPerson, after), limit + 1);
  if (!rows.ok()) return rows.error();
  MemberPage page;
  for (const store::PersonRow& row : *rows) {
    if (page.members.size() == static_cast<std::size_t>(limit)) {
      page.next = page.members.back().psn_no;
      break;
    }
    Member member{IdText(area, IdKind::kPerson, row.person), row.name, {}, {}};
    for (const store::Coverage& interval : row.coverage) {
      if (interval.employer == employer) member.coverage = interval;
    }
    if (const auto* wage = WageOf(row, employer, region.today().year())) member.wage = *wage;
    page.members.push_back(std::move(member));
  }
  return page;
}

}  // namespace tongchou::service
