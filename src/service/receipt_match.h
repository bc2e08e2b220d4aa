// Whose a receipt is, and which bill it pays.
//
// Pure; an index is built once and then thread-safe.
#ifndef TONGCHOU_SERVICE_RECEIPT_MATCH_H_
#define TONGCHOU_SERVICE_RECEIPT_MATCH_H_

#include <optional>
#include <string>
#include <unordered_map>

#include "service/dues.h"
#include "service/receipt_row.h"
#include "service/reference_data.h"

namespace tongchou::service {

// Who the payer of a line is, and the bill that it names.
struct Payer {
  std::string employer;
  std::optional<levy::BillRef> bill;
};

// Whose bill a number names, as the number says it; nothing for a text that is no number.
std::optional<NamedBill> BillNamed(const std::string& number);

class PayerIndex {
 public:
  // `reference` outlives it.
  explicit PayerIndex(const ReferenceSnapshot& reference);

  // The employer in force that the line names: by a bill's number in its column or in the note, by
  // code or credit code, by name. Refusals: kUnknownBill (a number that cannot be one),
  // kUnknownPayer (nobody, several of that name, or the bill is another employer's),
  // kEmployerCancelled.
  Result<Payer> Find(const ReceiptLine& line) const;

 private:
  const ReferenceSnapshot& reference_;
  std::unordered_map<std::string, std::string> by_credit_code_;
  std::unordered_map<std::string, std::string> by_name_;  // empty: of several
};

struct Match {
  MatchRule rule = MatchRule::kNone;
  std::optional<levy::BillRef> first;  // the bill to be paid before others
};

// By which rule the line pays. Refusals: kUnknownBill (the bill it names is not owed: it was never
// made, or it was reversed).
Result<Match> FindMatch(const policy::LevyRules& rules, const Dues& dues, const Payer& payer,
                        const ReceiptLine& line);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RECEIPT_MATCH_H_
