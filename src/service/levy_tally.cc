// Adding up the bills of a run.
#include "service/levy_run.h"

namespace tongchou::service {
namespace {

using Parts = std::map<std::string, LevyPart>;

void AddPart(Parts& parts, const std::string& name, std::int64_t persons,
             const LevyFigures& figures) {
  LevyPart& part = parts[name];
  part.name = name;
  part.persons += persons;
  AddFigures(figures, part.figures);
}

std::vector<LevyPart> Values(const Parts& parts) {
  std::vector<LevyPart> values;
  for (const auto& [name, part] : parts) values.push_back(part);
  return values;
}

}  // namespace

void LevyTally::Add(const EmployerDrafts& drafts) {
  if (!drafts.drafts.empty()) ++report_.sum.employers;
  for (const LevyDraft& draft : drafts.drafts) Add(draft.bill);
  for (const LevyProblem& problem : drafts.problems) {
    if (report_.problems.size() < kMostProblems) {
      report_.problems.push_back(problem);
    } else {
      ++report_.more_problems;
    }
  }
}

LevyReport LevyTally::Report(Month month) {
  report_.month = month;
  report_.organisations = Values(organisations_);
  report_.categories = Values(categories_);
  report_.unit_kinds = Values(unit_kinds_);
  return std::move(report_);
}

void LevyTally::Add(const LevyBill& bill) {
  ++report_.sum.bills;
  report_.sum.persons += bill.persons;
  if (bill.kind == BillKind::kSupplementary) ++report_.sum.supplementary;
  AddFigures(bill.sums, report_.sum.figures);
  AddPart(organisations_, OfficeBelow({}, bill.organisation), bill.persons, bill.sums);
  AddPart(unit_kinds_, bill.unit_kind, bill.persons, bill.sums);
  for (const LevyGroupSum& group : bill.groups) {
    AddPart(categories_, group.category, group.persons, group.figures);
  }
}

}  // namespace tongchou::service
