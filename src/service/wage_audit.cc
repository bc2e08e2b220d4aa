#include "service/wage_audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/id_number.h"
#include "service/desk_work.h"
#include "service/ids.h"
#include "service/import_row.h"
#include "service/member_change.h"
#include "service/members.h"
#include "service/policy_at.h"
#include "service/reference_data.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestName = 150;
constexpr int kMostMembers = 200;  // a page
constexpr std::size_t kPersonsAtOnce = 500;
constexpr std::int32_t kFirstYear = 1990, kLastYear = 2200;

store::RecordKey KeyOf(const std::string& id) { return {store::RecordKind::kWageAudit, id}; }

void PackAmount(const std::optional<Money>& amount, store::Packer& out) {
  out.Flag(amount.has_value());
  if (amount) out.Amount(*amount);
}

std::optional<Money> UnpackAmount(store::Unpacker& in) {
  if (!in.Flag()) return std::nullopt;
  return in.Amount();
}

// Everything that names a person is in the sealed part.
store::RecordRow RecordOf(const WageAudit& audit) {
  store::RecordRow row;
  row.kind = store::RecordKind::kWageAudit;
  row.code = audit.id;
  row.version = audit.version;
  store::Packer out;
  out.Number(kForm).Text(audit.employer).Number(audit.year).Text(audit.documents);
  for (const std::int64_t count : audit.counts) out.Number(count);
  out.Amount(audit.missing);
  PackReview(audit, out);
  row.body = out.Take();
  store::Packer secret;
  secret.Number(static_cast<std::int64_t>(audit.lines.size()));
  for (const AuditLine& line : audit.lines) {
    secret.Number(line.row).Text(line.psn_no).Text(line.name).Text(line.certificate);
    secret.Kind(line.finding);
    PackAmount(line.declared, secret);
    PackAmount(line.audited, secret);
  }
  row.secret = secret.Take();
  return row;
}

Result<WageAudit> AuditOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  WageAudit audit;
  audit.id = row.code;
  audit.version = row.version;
  audit.employer = in.Text();
  audit.year = static_cast<std::int32_t>(in.Number());
  audit.documents = in.Text();
  for (std::int64_t& count : audit.counts) count = in.Number();
  audit.missing = in.Amount();
  UnpackReview(in, audit);
  store::Unpacker secret(row.secret);
  const std::size_t count = secret.Count();
  for (std::size_t i = 0; i < count && secret.ok(); ++i) {
    AuditLine line;
    line.row = secret.Number();
    line.psn_no = secret.Text();
    line.name = secret.Text();
    line.certificate = secret.Text();
    line.finding = secret.Kind(AuditFinding::kNotOnPayroll);
    line.declared = UnpackAmount(secret);
    line.audited = UnpackAmount(secret);
    audit.lines.push_back(std::move(line));
  }
  if (!known || !in.done() || !secret.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return audit;
}

// A row of the payroll, read.
struct Paid {
  std::int64_t row = 0;
  std::string name, certificate;
  Money wage;
};

Error OfRow(ErrorCode code, std::int64_t row, const char* field) {
  const ErrorInfo& info = InfoOf(code);
  return {code,
          {fmt::format("第 {} 行：{}", row, info.zh), fmt::format("row {}: {}", row, info.en)},
          fmt::format("rows/{}/{}", row, field)};
}

Result<Paid> ReadRow(const PayrollRow& row) {
  Paid paid{row.row, row.name, row.certificate, {}};
  if (row.name.empty()) return OfRow(ErrorCode::kMissingField, row.row, "name");
  if (row.name.size() > kLongestName) return OfRow(ErrorCode::kFieldTooLong, row.row, "name");
  if (row.certificate.empty()) return OfRow(ErrorCode::kMissingField, row.row, "cert_no");
  if (paid.certificate.back() == 'x') paid.certificate.back() = 'X';
  if (!BirthOfIdNumber(paid.certificate).ok()) {
    return OfRow(ErrorCode::kBadIdNumber, row.row, "cert_no");
  }
  if (row.wage.empty()) return OfRow(ErrorCode::kMissingField, row.row, "wage");
  const Result<Money> wage = ReadAmount(row.wage);
  if (!wage.ok()) return OfRow(ErrorCode::kBadAmount, row.row, "wage");
  paid.wage = *wage;
  return paid;
}

// The whole payroll, by certificate; a person stands in it once.
using Payroll = std::unordered_map<std::string, Paid>;
Result<Payroll> ReadPayroll(const std::vector<PayrollRow>& rows) {
  if (rows.empty()) return Refuse(ErrorCode::kMissingField, "rows");
  if (rows.size() > kMostPayrollRows) return Refuse(ErrorCode::kTooManyLines, "rows");
  Payroll payroll;
  for (const PayrollRow& row : rows) {
    const Result<Paid> paid = ReadRow(row);
    if (!paid.ok()) return paid.error();
    if (!payroll.emplace(paid->certificate, *paid).second) {
      return OfRow(ErrorCode::kDuplicateRow, row.row, "cert_no");
    }
  }
  return payroll;
}

Status CheckForm(const NewWageAudit& wanted) {
  if (wanted.year < kFirstYear || wanted.year > kLastYear) {
    return Refuse(ErrorCode::kBadParameter, "year");
  }
  if (wanted.documents.empty()) return Refuse(ErrorCode::kMissingField, "documents");
  if (wanted.documents.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "documents");
  if (wanted.reason.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "reason");
  return Done{};
}

// Refuses an employer that the scope does not cover. A cancelled one may be audited.
Status CheckPlace(const Region& region, const Scope& scope, const std::string& code) {
  const auto reference = region.reference().Get();
  const store::Employer* employer = reference->FindEmployer(code);
  const bool seen = employer != nullptr && scope.Covers(employer->organisation);
  return seen ? Status(Done{}) : Refuse(ErrorCode::kUnknownEmployer, code);
}

// The numbers of everybody who is, was or will be covered with the employer.
Result<std::vector<std::int64_t>> MembersOf(Region& region, const std::string& employer) {
  std::vector<std::int64_t> members;
  std::string after;
  do {
    const Result<MemberPage> page = FindMembers(region, employer, after, kMostMembers);
    if (!page.ok()) return page.error();
    for (const Member& member : page->members) {
      members.push_back(IdNumber(region.area_number(), IdKind::kPerson, member.psn_no));
    }
    after = page->next;
  } while (!after.empty());
  return members;
}

bool WasCovered(const store::PersonRow& person, const NewWageAudit& wanted) {
  const Date first(wanted.year, 1, 1), last(wanted.year, 12, 31);
  return std::ranges::any_of(person.coverage, [&](const store::Coverage& interval) {
    return interval.employer == wanted.employer && interval.range.from <= last &&
           first <= interval.range.through;
  });
}

// The wage that the employer declared last for the year.
std::optional<Money> DeclaredBy(const store::PersonRow& person, const NewWageAudit& wanted) {
  const store::WageDeclaration* declared = DeclaredFor(person.wages, wanted.employer, wanted.year);
  return declared == nullptr ? std::optional<Money>() : declared->wage;
}

AuditFinding FindingOf(const std::optional<Money>& declared, Money audited) {
  if (!declared) return AuditFinding::kUndeclared;
  if (*declared == audited) return AuditFinding::kSame;
  return *declared < audited ? AuditFinding::kUnder : AuditFinding::kOver;
}

// Compares inside of the transaction, so that nothing is found that has changed meanwhile.
class Comparison {
 public:
  Comparison(const Work& work, const NewWageAudit& wanted, WageAudit& audit)
      : work_(work), wanted_(wanted), audit_(audit) {}

  Status AddPaid(const Paid& paid) {
    AuditLine line{paid.row, "",       paid.name, paid.certificate, AuditFinding::kNotInsured,
                   {},       paid.wage};
    const std::int64_t owner = work_.set.OwnerOf(paid.certificate);
    const store::PersonRow* person = owner == 0 ? nullptr : work_.set.FindPerson(owner);
    if (person != nullptr && WasCovered(*person, wanted_)) {
      if (person->name != paid.name) return OfRow(ErrorCode::kPersonDiffers, paid.row, "name");
      line.psn_no = IdText(work_.set.area(), IdKind::kPerson, owner);
      line.declared = DeclaredBy(*person, wanted_);
      line.finding = FindingOf(line.declared, paid.wage);
    }
    Add(std::move(line));
    return Done{};
  }

  // A member whom the payroll does not name.
  void AddUnpaid(std::int64_t number) {
    const store::PersonRow* person = work_.set.FindPerson(number);
    if (person == nullptr || !WasCovered(*person, wanted_)) return;
    const std::optional<Money> declared = DeclaredBy(*person, wanted_);
    if (!declared) return;  // nobody is levied on nothing: the retired
    Add({0,
         IdText(work_.set.area(), IdKind::kPerson, number),
         person->name,
         person->certificate,
         AuditFinding::kNotOnPayroll,
         declared,
         {}});
  }

 private:
  void Add(AuditLine line) {
    ++audit_.counts[static_cast<std::size_t>(line.finding)];
    if (line.finding == AuditFinding::kSame) return;
    const bool less =
        line.finding == AuditFinding::kUnder || line.finding == AuditFinding::kUndeclared;
    if (less) audit_.missing = audit_.missing + (*line.audited - line.declared.value_or(Money{}));
    audit_.lines.push_back(std::move(line));
  }

  const Work& work_;
  const NewWageAudit& wanted_;
  WageAudit& audit_;
};

Status Compare(const Work& work, const NewWageAudit& wanted, const Payroll& payroll,
               const std::vector<std::int64_t>& members, WageAudit& audit) {
  audit.counts = {};
  audit.missing = {};
  audit.lines.clear();
  Comparison comparison(work, wanted, audit);
  for (const auto& [certificate, paid] : payroll) {
    const Status added = comparison.AddPaid(paid);
    if (!added.ok()) return added;
  }
  for (const std::int64_t member : members) {
    const store::PersonRow* person = work.set.FindPerson(member);
    const bool paid = person != nullptr && payroll.contains(person->certificate);
    if (!paid) comparison.AddUnpaid(member);
  }
  std::ranges::sort(audit.lines, {}, [](const AuditLine& line) {
    return std::pair(line.row == 0, std::pair(line.row, line.psn_no));
  });
  return Done{};
}

bool IsDeclaredAnew(const AuditLine& line) {
  return line.finding == AuditFinding::kUnder || line.finding == AuditFinding::kOver ||
         line.finding == AuditFinding::kUndeclared;
}

// Declares the audited wages of `lines` in one transaction.
Status Declare(Region& region, const std::string& actor, const WageAudit& audit,
               const std::vector<AuditLine>& lines) {
  std::vector<std::int64_t> persons;
  for (const AuditLine& line : lines) {
    persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, line.psn_no));
  }
  const std::string reason = fmt::format("稽核 {}", audit.id);
  Command command = DeskCommand(region, actor, "declare_audited_wages");
  command.needs = [&](const WorkingSet&, store::Needs& needs) { needs.persons = persons; };
  command.execute = [&](Work& work) -> Result<Executed> {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const store::PersonRow* row = work.set.FindPerson(persons[i]);
      if (row == nullptr) continue;  // a merged number: the audit stays readable
      store::PersonRow person = *row;
      const MemberTerms terms{audit.year, reason, DayOf(work.at), work.at,
                              work.set.state().version + 1};
      if (!CorrectWage(audit.employer, *lines[i].audited, terms, person)) continue;
      work.set.Put(person);
    }
    return Executed{{}, 0, audit.id};
  };
  return Submit(region, command);
}

Status DeclareAll(Region& region, const std::string& actor, const WageAudit& audit) {
  std::vector<AuditLine> lines;
  const auto flush = [&]() -> Status {
    const Status declared = lines.empty() ? Done{} : Declare(region, actor, audit, lines);
    lines.clear();
    return declared;
  };
  for (const AuditLine& line : audit.lines) {
    if (!IsDeclaredAnew(line)) continue;
    lines.push_back(line);
    if (lines.size() < kPersonsAtOnce) continue;
    const Status flushed = flush();
    if (!flushed.ok()) return flushed;
  }
  return flush();
}

}  // namespace

std::string_view WordOf(AuditFinding finding) {
  static constexpr std::string_view kWords[kAuditFindings] = {
      "same", "under", "over", "undeclared", "not_insured", "not_on_payroll"};
  return kWords[static_cast<std::size_t>(finding)];
}

Text TitleOf(AuditFinding finding) {
  static const Text kTitles[kAuditFindings] = {
      {"相符", "the same"},      {"少报", "under-reported"},
      {"多报", "over-reported"}, {"未申报", "not declared"},
      {"未参保", "not insured"}, {"工资表中没有", "not on the payroll"}};
  return kTitles[static_cast<std::size_t>(finding)];
}

Result<WageAudit> AuditWages(Region& region, const Desk& desk, const NewWageAudit& wanted) {
  const Status place = CheckPlace(region, desk.scope, wanted.employer);
  if (!place.ok()) return place.error();
  const Status form = CheckForm(wanted);
  if (!form.ok()) return form.error();
  const Result<Payroll> payroll = ReadPayroll(wanted.rows);
  if (!payroll.ok()) return payroll.error();
  const auto before = WageAuditsOf(region, desk.scope, wanted.employer);
  if (!before.ok()) return before.error();
  for (const WageAudit& other : *before) {
    if (other.state == RequestState::kWaiting) return Refuse(ErrorCode::kRequestWaiting, other.id);
  }
  const auto members = MembersOf(region, wanted.employer);
  if (!members.ok()) return members.error();
  WageAudit audit;
  audit.id = PaperCode(wanted.employer, before->size() + 1);
  audit.employer = wanted.employer;
  audit.year = wanted.year;
  audit.documents = wanted.documents;
  audit.reason = wanted.reason;
  audit.requested_by = desk.actor;
  Command command = DeskCommand(region, desk.actor, "audit_wages");
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    needs.records.push_back(KeyOf(audit.id));
    needs.persons = *members;
    for (const auto& [certificate, paid] : *payroll) {
      needs.certificates.push_back(certificate);
      const std::int64_t owner = set.OwnerOf(certificate);
      if (owner != 0) needs.persons.push_back(owner);
    }
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    if (work.set.FindRecord(KeyOf(audit.id)) != nullptr) {
      return Refuse(ErrorCode::kRequestWaiting, audit.id);
    }
    const Status compared = Compare(work, wanted, *payroll, *members, audit);
    if (!compared.ok()) return compared.error();
    audit.requested_at = work.at;
    work.set.Put(RecordOf(audit));
    return Executed{{}, 0, audit.id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return audit;
}

Result<WageAudit> DecideWageAudit(Region& region, const Desk& desk, const std::string& id,
                                  bool approve, const std::string& note) {
  if (note.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "note");
  Result<WageAudit> audit = GetWageAudit(region, desk.scope, id);
  if (!audit.ok()) return audit;
  WageAudit asked = *audit;
  const Status may = Decide(id, {desk.actor, approve, note, region.clock().Now()}, asked);
  if (!may.ok()) return may.error();
  if (approve) {
    const Status declared = DeclareAll(region, desk.actor, *audit);
    if (!declared.ok()) return declared.error();
  }
  Command command =
      DeskCommand(region, desk.actor, approve ? "approve_wage_audit" : "refuse_wage_audit");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(KeyOf(id));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* row = work.set.FindRecord(KeyOf(id));
    if (row == nullptr) return Refuse(ErrorCode::kUnknownRequest, id);
    audit = AuditOf(*row);
    if (!audit.ok()) return audit.error();
    const Status decided = Decide(id, {desk.actor, approve, note, work.at}, *audit);
    if (!decided.ok()) return decided.error();
    work.set.Put(RecordOf(*audit));
    return Executed{{}, 0, id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return audit;
}

Result<WageAudit> GetWageAudit(Region& region, const Scope& scope, const std::string& id) {
  const auto audits = WageAuditsOf(region, scope, id.substr(0, id.find('/')));
  const bool nobody = !audits.ok() && audits.error().code == ErrorCode::kUnknownEmployer;
  if (nobody) return Refuse(ErrorCode::kUnknownRequest, id);
  if (!audits.ok()) return audits.error();
  const auto found = std::ranges::find(*audits, id, &WageAudit::id);
  if (found == audits->end()) return Refuse(ErrorCode::kUnknownRequest, id);
  return *found;
}

Result<std::vector<WageAudit>> WageAuditsOf(Region& region, const Scope& scope,
                                            const std::string& employer) {
  const Status place = CheckPlace(region, scope, employer);
  if (!place.ok()) return place.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = PapersOf(**reader, store::RecordKind::kWageAudit, employer);
  if (!rows.ok()) return rows.error();
  std::vector<WageAudit> audits;
  for (const store::RecordRow& row : *rows) {
    Result<WageAudit> audit = AuditOf(row);
    if (!audit.ok()) return audit.error();
    audits.push_back(*std::move(audit));
  }
  return audits;
}

}  // namespace tongchou::service
