#include "service/policy_findings.h"

#include <algorithm>
#include <set>

#include "service/policy_coverage.h"
#include "service/policy_edit.h"
#include "service/policy_tables.h"

namespace tongchou::service {

namespace {

// Where the value of `change` stands after it: its period, or its table.
policy::Place PlaceOf(const PolicyChange& change, const std::vector<PolicyTable>& tables) {
  const PolicyTable* table = FindTable(tables, change.id);
  if (table == nullptr) return {0, 0, 0};
  for (const PeriodView& period : table->table->periods) {
    if (period.from <= change.from && change.from <= period.through) return period.place;
  }
  return table->table->place;
}

// A warning W09 for every value that is another one on a day before `today`, once a table and day.
void WarnOfThePast(const PolicyDiff& diff, const PackView& view, Date today,
                   policy::Findings& findings) {
  const std::vector<PolicyTable> tables = TablesOf(view);
  std::set<std::pair<std::string, Date>> said;
  for (const PolicyChange& change : diff.changes) {
    if (change.from >= today || !said.emplace(change.id, change.from).second) continue;
    Text where;
    for (const Text& part : change.place) {
      where.zh += (where.zh.empty() ? "" : " · ") + part.zh;
      where.en += (where.en.empty() ? "" : " · ") + part.en;
    }
    const std::string day = ToString(change.from);
    findings.Add(policy::FindingCode::kW09, PlaceOf(change, tables),
                 {where.zh + "：自 " + day + " 起改变，早于今天 " + ToString(today),
                  where.en + ": changes from " + day + ", before today, " + ToString(today)});
  }
}

void Append(const std::vector<policy::Finding>& more, std::vector<policy::Finding>& findings) {
  findings.insert(findings.end(), more.begin(), more.end());
}

}  // namespace

PolicyFindings FindingsOf(const policy::Pack& base, const policy::PackSource& source, Date today) {
  policy::LoadedPack loaded = policy::LoadPack(source);
  PolicyFindings made;
  made.findings = std::move(loaded.findings);
  made.error_count = loaded.error_count;
  if (made.error_count > 0) {
    made.view = ViewFiles(source);
    made.diff = {SummaryOf(base), made.view.summary, {}};
    return made;
  }
  made.view = ViewPack(loaded.pack);
  Append(UnreachedBands(loaded.pack, source), made.findings);
  made.diff = DiffPacks(ViewPack(base), made.view);
  policy::Findings past(source.files);
  WarnOfThePast(made.diff, made.view, today, past);
  Append(past.all(), made.findings);
  const auto library = policy::Library::FromSources({source});
  if (library.ok()) made.examples = RunExamples(**library, (*library)->packs().front());
  return made;
}

}  // namespace tongchou::service
