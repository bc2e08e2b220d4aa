// Special groups: who is on which list, health files, standards of a year, exempt units.
#include <algorithm>
#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "console/special_json.h"
#include "service/audit.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestFindings = 4000;

Result<service::SpecialGroup> GroupOf(const Call& call) {
  const service::SpecialGroupRow* row = service::FindSpecialGroup(call.request.Param("group"));
  if (row == nullptr) return Error{ErrorCode::kBadParameter, {}, "group"};
  return row->group;
}

Result<service::StandardKind> KindOf(const Call& call) {
  for (const auto kind : {service::StandardKind::kCadre, service::StandardKind::kOffsite}) {
    if (call.request.Param("kind") == CodeOf(kind)) return kind;
  }
  return Error{ErrorCode::kBadParameter, {}, "kind"};
}

struct TextRow {
  const char* name;
  std::string* text;
};
Status ReadTexts(const Body& body, std::initializer_list<TextRow> rows,
                 std::size_t longest = kLongestText) {
  for (const TextRow& row : rows) {
    Result<std::string> text = body.Text(row.name, longest);
    if (!text.ok()) return text.error();
    *row.text = *std::move(text);
  }
  return Done{};
}

}  // namespace

Answer ListSpecialMembers(Console& console, const Call& call) {
  const Result<service::SpecialGroup> group = GroupOf(call);
  if (!group.ok()) return group.error();
  const auto day = DayQuery(call.request, "day");
  if (!day.ok()) return day.error();
  service::Region& region = console.region();
  const auto rows = service::FindSpecial(region, call.scope(), *group, *day);
  if (!rows.ok()) return rows.error();
  json::array items;
  for (const service::SpecialMemberRow& row : *rows) {
    json::object made = MemberJson(region, row.member, &row.person);
    if (RowOf(*group).cadre) {
      const auto managed = service::ManagedOfPerson(region, call.scope(), row.member.psn_no);
      if (!managed.ok()) return managed.error();
      made["managed"] = AmountJson(managed->balance());
    }
    items.push_back(std::move(made));
  }
  return json::value(ListJson(std::move(items), ""));
}

Answer AddSpecialMember(Console& console, const Call& call) {
  const Result<service::SpecialGroup> group = GroupOf(call);
  if (!group.ok()) return group.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::SpecialForm form;
  form.group = *group;
  const Status read = ReadTexts(*body, {{"psn_no", &form.psn_no},
                                        {"name", &form.name},
                                        {"cert_no", &form.certificate},
                                        {"payer", &form.payer},
                                        {"documents", &form.documents}});
  if (!read.ok()) return read.error();
  const Result<Date> from = body->Day("from");
  if (!from.ok()) return from.error();
  form.from = *from;
  const auto made = service::ListSpecial(console.region(), DeskOf(call), form);
  if (!made.ok()) return made.error();
  return json::value(MemberJson(console.region(), *made, nullptr));
}

Answer EndSpecialMember(Console& console, const Call& call) {
  const Result<service::SpecialGroup> group = GroupOf(call);
  if (!group.ok()) return group.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<Date> day = body->Day("day");
  if (!day.ok()) return day.error();
  std::string reason;
  const Status read = ReadTexts(*body, {{"reason", &reason}});
  if (!read.ok()) return read.error();
  const auto made = service::UnlistSpecial(console.region(), DeskOf(call), *group,
                                           std::string(call.request.Param("psn_no")), *day, reason);
  if (!made.ok()) return made.error();
  return json::value(MemberJson(console.region(), *made, nullptr));
}

Answer ListCheckups(Console& console, const Call& call) {
  const auto file = service::CheckupsOf(console.region(), DeskOf(call),
                                        std::string(call.request.Param("psn_no")));
  if (!file.ok()) return file.error();
  json::array items;
  for (const service::Checkup& checkup : *file) items.push_back(CheckupJson(checkup));
  return json::value(ListJson(std::move(items), ""));
}

Answer AddCheckup(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::Checkup form;
  Status read = ReadTexts(*body, {{"place", &form.place}, {"doctor", &form.doctor}});
  if (read.ok()) read = ReadTexts(*body, {{"findings", &form.findings}}, kLongestFindings);
  if (!read.ok()) return read.error();
  const Result<Date> day = body->Day("day");
  if (!day.ok()) return day.error();
  form.day = *day;
  const auto made = service::AddCheckup(console.region(), DeskOf(call),
                                        std::string(call.request.Param("psn_no")), form);
  if (!made.ok()) return made.error();
  return json::value(CheckupJson(*made));
}

Answer ShowStandard(Console& console, const Call& call) {
  const Result<service::StandardKind> kind = KindOf(call);
  if (!kind.ok()) return kind.error();
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  service::Region& region = console.region();
  const auto computed = service::ComputeStandard(region, *kind, *year);
  if (!computed.ok()) return computed.error();
  const auto kept = service::FindStandard(region, *kind, *year);
  if (!kept.ok()) return kept.error();
  json::object made;
  made["computed"] = StandardJson(region, *computed);
  made["kept"] = *kept ? json::value(StandardJson(region, **kept)) : json::value(nullptr);
  return json::value(std::move(made));
}

Answer RequestStandard(Console& console, const Call& call) {
  const Result<service::StandardKind> kind = KindOf(call);
  if (!kind.ok()) return kind.error();
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::StandardForm form;
  form.kind = *kind;
  form.year = *year;
  const Status read = ReadTexts(*body, {{"documents", &form.documents}, {"reason", &form.reason}});
  if (!read.ok()) return read.error();
  const Result<Money> cost = AmountOf(*body, "cost");
  if (!cost.ok()) return cost.error();
  const Result<std::int64_t> heads = body->Number("heads");
  if (!heads.ok()) return heads.error();
  const Result<Money> adjustment = AmountOf(*body, "adjustment", /*sign=*/true);
  if (!adjustment.ok()) return adjustment.error();
  form.cost = *cost;
  form.heads = *heads;
  form.adjustment = *adjustment;
  form.stored = form.cost == Money{} && form.heads == 0;
  const auto made = service::RequestStandard(console.region(), DeskOf(call), form);
  if (!made.ok()) return made.error();
  return json::value(StandardJson(console.region(), *made));
}

Answer DecideStandard(Console& console, const Call& call) {
  const Result<service::StandardKind> kind = KindOf(call);
  if (!kind.ok()) return kind.error();
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const Result<Verdict> decision = VerdictOf(call);
  if (!decision.ok()) return decision.error();
  const auto made = service::DecideStandard(console.region(), DeskOf(call), *kind, *year,
                                            decision->approve, decision->note);
  if (!made.ok()) return made.error();
  return json::value(StandardJson(console.region(), *made));
}

Answer ListHardships(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const auto found = service::FindHardships(console.region(), call.scope(), *year);
  if (!found.ok()) return found.error();
  json::array items;
  for (const service::Hardship& one : *found) {
    items.push_back(HardshipJson(console.region(), one));
  }
  return json::value(ListJson(std::move(items), ""));
}

Answer RequestHardship(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::Hardship form;
  form.year = *year;
  const Status read = ReadTexts(*body, {{"employer", &form.employer},
                                        {"payer", &form.payer},
                                        {"documents", &form.documents},
                                        {"reason", &form.reason}});
  if (!read.ok()) return read.error();
  const auto made = service::RequestHardship(console.region(), DeskOf(call), form);
  if (!made.ok()) return made.error();
  return json::value(HardshipJson(console.region(), *made));
}

Answer DecideHardship(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const Result<Verdict> decision = VerdictOf(call);
  if (!decision.ok()) return decision.error();
  const auto made = service::DecideHardship(console.region(), DeskOf(call), *year,
                                            std::string(call.request.Param("employer")),
                                            decision->approve, decision->note);
  if (!made.ok()) return made.error();
  return json::value(HardshipJson(console.region(), *made));
}

}  // namespace tongchou::console
