// History: one person's settlements in order, each run again; what they leave behind is what the
// store must have.
//
// Not thread-safe.
#ifndef TONGCHOU_SERVICE_VERIFY_HISTORY_H_
#define TONGCHOU_SERVICE_VERIFY_HISTORY_H_

#include <map>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "service/region.h"
#include "service/verify_book.h"
#include "store/store.h"

namespace tongchou::service {

class History {
 public:
  // `redone`: settlements that stand for one done again; their account was not asked anew, and its
  // balance is not among their inputs.
  History(const Region& region, const std::unordered_set<std::int64_t>& redone, Findings& findings)
      : region_(&region), redone_(&redone), findings_(&findings) {}

  // The next settlement or reversal of the person.
  void Add(const store::SettlementRow& row);

  // The latest standing settlement; 0: none.
  std::int64_t standing() const { return standing_.empty() ? 0 : standing_.back().settlement; }
  const std::map<std::pair<std::string, std::int32_t>, store::YearRow>& years() const {
    return years_;
  }

 private:
  void AddSettlement(const store::SettlementRow& row, store::YearRow& year);
  void AddReversal(const store::SettlementRow& row, store::YearRow& year);
  void Differs(const store::SettlementRow& row, const std::string& zh, const std::string& en);

  const Region* region_;
  const std::unordered_set<std::int64_t>* redone_;
  Findings* findings_;
  std::vector<store::SettlementRow> standing_;
  std::map<std::pair<std::string, std::int32_t>, store::YearRow> years_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_HISTORY_H_
