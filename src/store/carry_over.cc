#include "store/carry_over.h"

#include <algorithm>
#include <utility>

namespace tongchou::store {
namespace {

constexpr int kPersonsAtOnce = 1000;

// Another process may commit between the load and the commit; it is then done again.
Status CommitOn(Store& store, std::int64_t area, Changes& changes) {
  constexpr int kTries = 8;
  Status committed = ErrorCode::kStaleVersion;
  for (int i = 0; i < kTries; ++i) {
    const Result<Loaded> loaded = store.Load(area, {});
    if (!loaded.ok()) return loaded.error();
    const std::int64_t carried = changes.state.carried;
    changes.area = area;
    changes.state = loaded->area;
    changes.state.carried = carried;
    committed = store.Commit(changes);
    if (committed.ok() || committed.error().code != ErrorCode::kStaleVersion) break;
  }
  return committed;
}

}  // namespace

void AddEmployments(const PersonRow& person, std::vector<EmploymentRow>& employments) {
  const std::size_t first = employments.size();
  for (const Coverage& coverage : person.coverage) {
    EmploymentRow row{coverage.employer, person.person};
    const bool known = std::find(employments.begin() + static_cast<std::ptrdiff_t>(first),
                                 employments.end(), row) != employments.end();
    if (!row.employer.empty() && !known) employments.push_back(std::move(row));
  }
}

Status CarryOver(Store& store, std::int64_t area) {
  const Result<Loaded> loaded = store.Load(area, {});
  if (!loaded.ok()) return loaded.error();
  const AreaState& state = loaded->area;
  if (state.version == 0 || state.carried >= kCarried) return Done{};
  std::int64_t last = 0;
  while (true) {
    Result<std::unique_ptr<Reader>> reader = store.Read(area);
    if (!reader.ok()) return reader.error();
    const Result<std::vector<PersonRow>> persons = (*reader)->FindPersons("", last, kPersonsAtOnce);
    reader->reset();
    if (!persons.ok()) return persons.error();
    Changes changes;
    changes.state.carried = persons->empty() ? kCarried : state.carried;
    for (const PersonRow& person : *persons) AddEmployments(person, changes.employments);
    const Status committed = CommitOn(store, area, changes);
    if (!committed.ok() || persons->empty()) return committed;
    last = persons->back().person;
  }
}

}  // namespace tongchou::store
