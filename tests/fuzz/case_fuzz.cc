// Fuzz target of the case files: any bytes as a line of each kind of case. What is read as a case
// is answered; the identities hold on every settlement, and a refused encounter changed nothing.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "policy/library.h"
#include "service/levy_case.h"
#include "service/settle_case.h"
#include "service/settle_case_json.h"

namespace {

using tongchou::Money;
using tongchou::policy::Library;
using tongchou::service::CaseAnswer;
using tongchou::service::EncounterAnswer;

const Library& Packs() {
  static const auto library = Library::Load(TONGCHOU_SOURCE_DIR "/policies");
  if (!library.ok()) std::abort();
  return **library;
}

void Expect(bool holds) {
  if (!holds) std::abort();
}

void CheckIdentities(const EncounterAnswer& answer) {
  const auto& figures = answer.figures;
  Expect(figures.total ==
         figures.full_self_pay + figures.over_ceiling + figures.first_self_pay + figures.eligible);
  Expect(figures.eligible == figures.funds_paid + figures.burden);
  Expect(figures.total == figures.funds_paid + figures.account + figures.cash);
  Money funds;
  for (const auto& payment : answer.funds) funds += payment.amount;
  Expect(funds == figures.funds_paid);
  Expect(answer.account_balance >= Money{0});
}

void RunSettle(std::string_view line) {
  const auto settle_case = tongchou::service::ParseSettleCase(line);
  if (!settle_case.ok()) return;
  const CaseAnswer answer = RunSettleCase(Packs(), *settle_case);
  Expect(answer.results.size() == settle_case->encounters.size());
  for (const EncounterAnswer& result : answer.results) {
    if (!result.error) CheckIdentities(result);
  }
  Expect(!WriteAnswer(answer).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  RunSettle(line);
  for (const auto answer : {tongchou::service::AnswerLevyCase, tongchou::service::AnswerLateFeeCase,
                            tongchou::service::AnswerPrefundCase}) {
    const auto text = answer(Packs(), line);
    Expect(!text.ok() || text->front() == '{');
  }
  return 0;
}
