// SealedReader: the reader of a SealedStore. Opens what comes out of the reader behind it.
//
// Used by one thread at a time, as every reader.
#ifndef TONGCHOU_STORE_SEALED_READER_H_
#define TONGCHOU_STORE_SEALED_READER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/seal_key.h"
#include "store/store.h"

namespace tongchou::store {

// Asks a store or a reader behind for rows.
using LoadBehind = std::function<Result<Loaded>(const Needs&)>;

// What `load` has for `needs`, asked for in its sealed form and opened.
Result<Loaded> LoadOpened(const KeyRing& keys, std::int64_t area, const Needs& needs,
                          const LoadBehind& load);

class SealedReader final : public Reader {
 public:
  SealedReader(std::unique_ptr<Reader> behind, std::shared_ptr<const KeyRing> keys,
               std::int64_t area)
      : behind_(std::move(behind)), keys_(std::move(keys)), area_(area) {}

  Result<Loaded> Load(const Needs& needs) override;
  Result<std::vector<RecordRow>> Records(RecordKind kind) override;
  Result<std::vector<RecordRow>> RecordsUnder(RecordKind kind, const std::string& prefix,
                                              const std::string& after, int limit) override;
  Result<std::optional<PersonRow>> PersonByCertificate(const std::string& certificate) override;
  Result<std::vector<PersonRow>> FindPersons(const std::string& text, std::int64_t after,
                                             int limit) override;
  Result<std::vector<VisitRow>> VisitsOfPerson(std::int64_t person, int limit) override;
  Result<std::vector<AnswerRow>> Answers(const MessageKey& after, int limit) override;
  Result<std::vector<CrossingRow>> OpenCrossings(std::int64_t after, int limit) override;

  // These hold nothing that is sealed, or, of crossings, orders that nobody asks them for.
  Result<std::vector<Employer>> Employers() override { return behind_->Employers(); }
  Result<std::vector<Provider>> Providers() override { return behind_->Providers(); }
  Result<std::vector<CatalogueItem>> Catalogue() override { return behind_->Catalogue(); }
  Result<std::vector<UserRow>> Users() override { return behind_->Users(); }
  Result<std::vector<PersonRow>> Members(const std::string& employer, std::int64_t after,
                                         int limit) override {
    return behind_->Members(employer, after, limit);
  }
  Result<RowCounts> Counts() override { return behind_->Counts(); }
  Result<std::vector<MovementRow>> Movements(std::int64_t person, int limit) override {
    return behind_->Movements(person, limit);
  }
  Result<std::vector<SettlementRow>> FindSettlements(const SettlementFilter& filter) override {
    return behind_->FindSettlements(filter);
  }
  Result<std::vector<TurnoverRow>> Turnovers(Date from, Date through) override {
    return behind_->Turnovers(from, through);
  }
  Result<std::vector<ledger::Entry>> FindEntries(const EntryFilter& filter) override {
    return behind_->FindEntries(filter);
  }
  Result<std::vector<DayTotalRow>> Days(Date from, Date through) override {
    return behind_->Days(from, through);
  }
  Result<std::optional<Moment>> LatestSettlement() override { return behind_->LatestSettlement(); }
  Result<std::vector<AuditRow>> Audits(std::int64_t below, int limit) override {
    return behind_->Audits(below, limit);
  }
  Status EachEntry(const std::function<bool(const ledger::Entry&)>& visit) override {
    return behind_->EachEntry(visit);
  }
  Status EachSettlement(const std::function<bool(const SettlementRow&)>& visit) override {
    return behind_->EachSettlement(visit);
  }
  Status EachNewSettlement(std::int64_t after,
                           const std::function<bool(const SettlementRow&)>& visit) override {
    return behind_->EachNewSettlement(after, visit);
  }
  Status EachMovement(const std::function<bool(const MovementRow&)>& visit) override {
    return behind_->EachMovement(visit);
  }
  Status EachAccount(const std::function<bool(const AccountRow&)>& visit) override {
    return behind_->EachAccount(visit);
  }
  Status EachAudit(const std::function<bool(const AuditRow&)>& visit) override {
    return behind_->EachAudit(visit);
  }
  Status EachYear(const std::function<bool(const YearRow&)>& visit) override {
    return behind_->EachYear(visit);
  }
  Result<std::vector<CrossingRow>> Crossings(const CrossingFilter& filter) override {
    return behind_->Crossings(filter);
  }
  Status EachCrossing(const std::function<bool(const CrossingRow&)>& visit) override {
    return behind_->EachCrossing(visit);
  }

 private:
  std::unique_ptr<Reader> behind_;
  std::shared_ptr<const KeyRing> keys_;
  std::int64_t area_;
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SEALED_READER_H_
