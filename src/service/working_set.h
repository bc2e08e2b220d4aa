// WorkingSet: what one batch knows, and what it will write. Commands read from it and change it;
// later commands of the batch see what earlier ones did. Nothing of it is durable until its changes
// are committed.
//
// Rows are loaded in rounds (WantedBy): asking twice for the same thing loads it once.
// Not thread-safe: it belongs to the committer, or to one trial.
#ifndef TONGCHOU_SERVICE_WORKING_SET_H_
#define TONGCHOU_SERVICE_WORKING_SET_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "store/store.h"

namespace tongchou::service {

class WorkingSet {
 public:
  explicit WorkingSet(std::int64_t area) : area_(area) {}

  // Leaves in `needs` only what was not asked for before; false when nothing is left.
  bool WantedBy(store::Needs& needs);
  // Takes in what was loaded. The area's state is that of the first round; false when another
  // process has moved it on since, so that what is known does not belong together any more.
  [[nodiscard]] bool Merge(store::Loaded loaded);

  std::int64_t area() const { return area_; }
  const store::AreaState& state() const { return state_; }

  // What is known, or nullptr. Pointers hold until the next change of that kind of row.
  const store::AnswerRow* FindAnswer(const store::MessageKey& key) const;
  const store::PersonRow* FindPerson(std::int64_t person) const;
  const store::VisitRow* FindVisit(std::int64_t visit) const;
  const store::SettlementRow* FindSettlement(std::int64_t settlement) const;
  const store::CrossingRow* FindCrossing(const store::MessageKey& key) const;
  const store::RecordRow* FindRecord(const store::RecordKey& key) const;
  // The person with this certificate; 0: nobody.
  std::int64_t OwnerOf(const std::string& certificate) const;
  // A new row (version 0) when there is none.
  store::AccountRow AccountOf(std::int64_t person) const;
  store::YearRow YearOf(std::int64_t person, const std::string& scheme, std::int32_t year) const;
  // In order of their seq.
  std::vector<const store::FeeBatchRow*> BatchesOf(std::int64_t visit) const;

  void SetPack(const std::string& pack);  // of the area, from now on
  std::int64_t NewPerson() { return ++state_.persons; }
  std::int64_t NewVisit() { return ++state_.visits; }
  std::int64_t NewCrossing() { return ++state_.crossings; }
  // The numbers that the next AddSettlement and AddEntry will have.
  std::int64_t NextSettlement() const { return state_.settlements + 1; }
  std::int64_t NextEntry() const { return state_.entries + 1; }

  void Put(const store::PersonRow& row);
  void Put(const store::AccountRow& row);
  void Put(const store::YearRow& row);
  void Put(const store::VisitRow& row);
  void Put(const store::RecordRow& row);
  void Put(const store::CrossingRow& row);
  void Add(store::FeeBatchRow row);
  void Add(store::SettlementRow row);
  void Add(const store::MovementRow& row) { changes_.movements.push_back(row); }
  void Add(store::AnswerRow row);
  void Add(const store::DayTotalRow& row);
  void AddAudit(Moment at, std::string actor, std::string action, std::string subject);
  // New, or in place of the version that is known; once in a batch.
  void Put(store::Employer row) { changes_.employers.push_back(std::move(row)); }
  void Add(store::Provider row) { changes_.providers.push_back(std::move(row)); }
  void Add(store::CatalogueItem row) { changes_.catalogue.push_back(std::move(row)); }
  void Add(store::UserRow row) { changes_.users.push_back(std::move(row)); }
  // Numbers, chains and books a balanced entry; one that is not balanced is a defect of ours, as
  // every booking of money is made by the ledger.
  void AddEntry(ledger::Entry draft);

  bool has_changes() const { return changed_; }
  // Everything to be committed. The set is spent afterwards.
  store::Changes TakeChanges();

 private:
  template <typename Row>
  struct Kept {
    Row row;
    bool changed = false;
  };
  using YearKey = std::tuple<std::int64_t, std::string, std::int32_t>;
  using DayKey = std::tuple<Date, std::string, std::string, std::int32_t, bool>;

  std::int64_t area_;
  bool has_state_ = false;
  bool changed_ = false;
  store::AreaState state_;
  std::set<store::MessageKey> asked_messages_, asked_crossings_;
  std::set<std::string> asked_certificates_;
  std::set<std::int64_t> asked_persons_, asked_visits_, asked_lines_, asked_settlements_;
  std::set<store::RecordKey> asked_records_;
  std::map<store::MessageKey, store::AnswerRow> answers_;
  std::unordered_map<std::int64_t, Kept<store::PersonRow>> persons_;
  std::unordered_map<std::int64_t, Kept<store::AccountRow>> accounts_;
  std::map<YearKey, Kept<store::YearRow>> years_;
  std::unordered_map<std::int64_t, Kept<store::VisitRow>> visits_;
  std::map<std::pair<std::int64_t, std::int32_t>, store::FeeBatchRow> batches_;
  std::unordered_map<std::int64_t, store::SettlementRow> settlements_;
  std::map<store::MessageKey, Kept<store::CrossingRow>> crossings_;  // of the side of treatment
  std::unordered_map<std::string, std::int64_t> certificates_;       // whose
  std::map<store::RecordKey, Kept<store::RecordRow>> records_;
  std::map<std::pair<Date, ledger::Account>, store::TurnoverRow> turnovers_;
  std::map<DayKey, store::DayTotalRow> days_;
  store::Changes changes_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_WORKING_SET_H_
