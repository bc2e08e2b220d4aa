// Verifying the journal: the chain, the balance of each entry, every day's turnover.
#ifndef TONGCHOU_SERVICE_VERIFY_BOOK_H_
#define TONGCHOU_SERVICE_VERIFY_BOOK_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "store/store.h"

namespace tongchou::service {

// What was found to differ; beyond kMaxDifferences only counted.
class Findings {
 public:
  void Add(std::string zh, std::string en);
  std::vector<Text> TakeTexts() { return std::move(texts_); }
  std::int64_t more() const { return more_; }

 private:
  std::vector<Text> texts_;
  std::int64_t more_ = 0;
};

// What is kept of an entry to compare settlements with.
struct EntryMark {
  Sm3Digest previous{}, digest{};
  ledger::EntryKind kind = ledger::EntryKind::kContribution;
  bool booked = false;  // some settlement claims it
};

struct Book {
  std::int64_t entries = 0;
  std::vector<EntryMark> marks;  // of entry n at n-1
  std::map<ledger::Account, store::TurnoverRow> turnovers;
};

// Refusals: store_* codes. `step` is called for every entry.
Result<Book> VerifyBook(store::Reader& reader, std::int64_t area, const std::function<void()>& step,
                        Findings& findings);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_BOOK_H_
