// Sample rows for tests of stores and codecs: every field set, so that none can be forgotten.
#ifndef TONGCHOU_STORE_SAMPLE_ROWS_TESTING_H_
#define TONGCHOU_STORE_SAMPLE_ROWS_TESTING_H_

#include <string>

#include "store/audit_chain.h"
#include "store/store.h"

namespace tongchou::store {

inline PersonRow SamplePerson(std::int64_t number) {
  PersonRow row;
  row.person = number;
  row.name = "张" + std::to_string(number);
  row.certificate_type = "01";
  row.certificate = "C" + std::to_string(number);
  row.gender = Gender::kFemale;
  row.birth = Date(1969, 2, 28);
  Coverage coverage;
  coverage.scheme = "employee";
  coverage.category = "active";
  coverage.employer = "E1";
  coverage.range = {Date(2026, 1, 1), kForever};
  coverage.aid = settle::Aid::kDestitute;
  coverage.civil_servant = true;
  coverage.insured_since = Date(2001, 5, 1);
  coverage.frozen = true;
  coverage.reason = "欠费";
  row.coverage = {coverage};
  row.organisation = "C1/T2";
  row.wages = {{"E1", 2026, {520'000}, Moment{1'767'225'600'000}, {}},
               {"E1", 2026, {530'000}, Moment{1'767'225'600'001}, "稽核"}};
  row.changed = 12;
  return row;
}

inline Employer SampleEmployer() {
  Employer row;
  row.code = "E1";
  row.name = "示范机械有限公司";
  row.unit_kind = "enterprise";
  row.organisation = "C1";
  row.credit_code = "91350100M000100Y43";
  row.address = "一路1号";
  row.contact = "李四";
  row.phone = "123";
  row.legal_person = "王五";
  row.bank_name = "某银行";
  row.bank_account = "6222";
  row.documents = "营业执照";
  row.event_day = Date(2026, 1, 2);
  row.registered_at = Moment{1'767'225'600'123};
  row.state = EmployerState::kCancelled;
  row.requests = 3;
  row.late = true;
  return row;
}

inline FeeLineRow SampleLine(const std::string& sn) {
  FeeLineRow row;
  row.line.sn = sn;
  row.line.init_sn = "0";
  row.line.item_code = "A1";
  row.line.quantity_e4 = -15'000;
  row.line.price_e6 = 3'333'333;
  row.line.amount = {-500};
  row.line.approval = Approval::kApproved;
  row.line.at = Moment{1'767'225'600'123};
  row.line.detail = R"({"rxno":"1"})";
  row.item_name = "甲药";
  row.list_type = "101";
  row.charge_type = "09";
  row.fee_class = settle::FeeClass::kB;
  row.limited_use = true;
  row.unit_ceiling = Money{100};
  row.first_ratio = Ratio{100'000};
  row.split = {{1}, {2}, {3}, {-506}};
  return row;
}

inline FeeBatchRow SampleBatch(std::int64_t visit, std::int32_t seq) {
  return {visit, seq, "B1", {SampleLine("1"), SampleLine("2")}};
}

inline VisitRow SampleVisit(std::int64_t number, std::int64_t person) {
  VisitRow row;
  row.visit = number;
  row.person = person;
  row.provider = "H1";
  row.kind = VisitKind::kStay;
  row.status = VisitStatus::kDischarged;
  row.scheme = "employee";
  row.benefit = "inpatient";
  row.med_type = "21";
  row.number = "Z1";
  row.begin = Moment{1'767'225'600'000};
  row.end = Moment{1'767'312'000'000};
  row.referral = settle::Referral::kUnreferred;
  row.disease_code = "I10";
  row.disease_name = "高血压";
  row.detail = "{}";
  row.diagnoses = "[]";
  row.batches = {{1, "B1", 7, false, {}}, {2, "B2", 0, true, {3, 5}}};
  row.settlements = {7, 8};
  row.closed = true;
  return row;
}

inline SettlementRow SampleSettlement(std::int64_t number, std::int64_t person,
                                      std::int64_t reverses) {
  SettlementRow row;
  row.settlement = number;
  row.person = person;
  row.visit = number;
  row.provider = "H1";
  row.msgid = "m" + std::to_string(number);
  row.at = Moment{1'767'225'600'000 + number};
  row.date = Date(2026, 1, 1);
  row.begin = Date(2025, 12, 30);
  row.end = Date(2026, 1, 2);
  row.scheme = "employee";
  row.category = "active";
  row.benefit = "inpatient";
  row.med_type = "21";
  row.pack = "demo-city";
  row.pack_digest = Sm3("pack");
  row.year = 2026;
  row.stay_number = 2;
  row.mid_stay = true;
  row.pharmacy = true;
  row.reverses = reverses;
  row.previous = 3;
  row.entry = number;
  row.figures.total = {100};
  row.figures.eligible = {90};
  row.figures.layer_paid[0] = {30};
  row.figures.funds_paid = {30};
  row.figures.cash = {-70};
  row.layer_funds = {"pooled", "large_amount"};
  row.layer_ids = {"basic", "large"};
  row.balance_after = {5};
  row.inputs.facts = {1, 44, 12, settle::Aid::kLowIncome, true, true};
  row.inputs.level = 3;
  row.inputs.referral = settle::Referral::kReferred;
  row.inputs.use_account = true;
  row.inputs.lines = {{{50}, settle::FeeClass::kB, Money{40}, Ratio{100'000}},
                      {{50}, settle::FeeClass::kC, {}, {}}};
  row.inputs.totals_before.stays = 1;
  row.inputs.totals_before.layers[2] = {1'000, -5};
  row.inputs.balance_before = {6};
  return row;
}

inline YearRow SampleYear(std::int64_t person) {
  YearRow row;
  row.person = person;
  row.scheme = "employee";
  row.year = 2026;
  row.totals.stays = 3;
  row.totals.layers[15] = {123'456, 654'321};
  row.settlements = 4;
  row.total = {100};
  row.funds = {30};
  row.account = {10};
  row.cash = {60};
  return row;
}

inline ledger::Entry SampleEntry(const AreaState& state, std::int64_t number) {
  ledger::Entry entry;
  entry.area = 990'100;
  entry.at = Moment{1'767'225'600'000 + number};
  entry.day = Date(2026, 1, 1);
  entry.kind = ledger::EntryKind::kSettlement;
  entry.source = "s" + std::to_string(number);
  entry.content = Sm3("content");
  entry.postings = {{{"employee", "pooled", ledger::Role::kBenefits}, {30}, {}},
                    {{"employee", "pooled", ledger::Role::kPayable}, {}, {30}}};
  return *ledger::MakeEntry(entry, state.entries + 1, state.head);
}

// A crossing of the side of treatment, asked and without an outcome.
inline CrossingRow SampleCrossing(std::int64_t number) {
  CrossingRow row;
  row.number = row.outbox = number;
  row.neighbour = 990'200;
  row.key = {"H1", "x" + std::to_string(number)};
  row.infno = "2207";
  row.body = Sm3("body");
  row.request = "order";
  row.at = Moment{1'767'225'600'000};
  return row;
}

// One of each row of the write path for person `number`, as the commit after `state` writes them.
inline Changes SampleChanges(const AreaState& state, std::int64_t number) {
  Changes changes;
  changes.area = 990'100;
  changes.persons = {SamplePerson(number)};
  AccountRow account;
  account.person = number;
  account.balance = {5};
  account.movements = 1;
  account.standing = number;
  changes.accounts = {account};
  changes.years = {SampleYear(number)};
  changes.visits = {SampleVisit(number, number)};
  changes.batches = {SampleBatch(number, 1)};
  changes.settlements = {SampleSettlement(number, number, 0)};
  changes.entries = {SampleEntry(state, number)};
  changes.turnovers = {
      {Date(2026, 1, 1), {"employee", "pooled", ledger::Role::kBenefits}, {30}, {}}};
  DayTotalRow day;
  day.day = Date(2026, 1, 1);
  day.scheme = "employee";
  day.benefit = "inpatient";
  day.count = 1;
  day.total = {100};
  changes.days = {day};
  MovementRow movement;
  movement.person = number;
  movement.number = 1;
  movement.amount = {5};
  movement.balance_after = {5};
  changes.movements = {movement};
  changes.answers = {{{"H1", "m" + std::to_string(number)},
                      "2207",
                      Sm3("body"),
                      number,
                      Moment{1},
                      R"({"infcode":0,"certno":"C1"})"}};
  AuditRow audit{number, Moment{1}, "H1", "2207", "s", {}};
  audit.digest = AuditDigest(state.audit_head, changes.area, audit);
  changes.audits = {audit};
  changes.state = state;
  changes.state.persons = changes.state.visits = changes.state.settlements = number;
  changes.state.audits = number;
  changes.state.entries = changes.entries[0].number;
  changes.state.head = changes.entries[0].digest;
  changes.state.audit_head = audit.digest;
  return changes;
}

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SAMPLE_ROWS_TESTING_H_
