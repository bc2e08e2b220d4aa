#include "service/special_list.h"

#include <algorithm>
#include <utility>

#include "base/id_number.h"
#include "service/audit.h"
#include "service/desk_work.h"
#include "service/dues_book.h"
#include "service/employers.h"
#include "service/enrol.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/scoped_reads.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestFindings = 4000;
constexpr int kPage = 500;

Status CheckTexts(std::initializer_list<std::pair<const char*, const std::string*>> rows) {
  for (const auto& [name, text] : rows) {
    if (text->empty()) return Refuse(ErrorCode::kMissingField, name);
    if (text->size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, name);
  }
  return Done{};
}

Status CheckPayer(Region& region, const Scope& scope, const std::string& code) {
  const Result<Employer> employer = GetEmployer(region, scope, code);
  if (!employer.ok()) return employer.error();
  const bool cancelled = employer->state == EmployerState::kCancelled;
  return cancelled ? Status(Refuse(ErrorCode::kEmployerCancelled, code)) : Status(Done{});
}

// The coverage of a cadre from `form.from` on; what was before ends the day before.
Status CoverCadre(const SpecialForm& form, const std::string& scheme,
                  std::vector<Coverage>& coverage) {
  for (Coverage& interval : coverage) {
    if (interval.range.through < form.from) continue;
    if (interval.range.from >= form.from) return Refuse(ErrorCode::kBadCoverage, "from");
    interval.range.through = form.from.PlusDays(-1);
  }
  Coverage cadre;
  cadre.scheme = scheme;
  cadre.category = RowOf(form.group).code;
  cadre.employer = form.payer;
  cadre.range = {form.from, kForever};
  cadre.insured_since = form.from;
  coverage.push_back(std::move(cadre));
  return Done{};
}

// Somebody new, with nothing but who it is.
Result<store::PersonRow> NewPersonOf(const Work& work, const SpecialForm& form) {
  const Result<Date> birth = BirthOfIdNumber(form.certificate);
  if (!birth.ok()) return Refuse(ErrorCode::kBadIdNumber, "cert_no");
  if (work.set.OwnerOf(form.certificate) != 0) return Refuse(ErrorCode::kDuplicateId, "cert_no");
  store::PersonRow person;
  person.name = form.name;
  person.certificate_type = "01";
  person.certificate = form.certificate;
  person.birth = *birth;
  person.gender = IsMansIdNumber(form.certificate) ? store::Gender::kMale : store::Gender::kFemale;
  person.organisation = work.reference.FindEmployer(form.payer)->organisation;
  return person;
}

Result<SpecialMember> MemberIn(const Work& work, SpecialGroup group, const std::string& psn_no) {
  const store::RecordRow* row = work.set.FindRecord(MemberKey(group, psn_no));
  if (row != nullptr) return MemberOf(*row);
  SpecialMember member;
  member.group = group;
  member.psn_no = psn_no;
  return member;
}

// On the list of any of these groups on `day` or later.
Status CheckNotListed(const Work& work, const std::string& psn_no, const SpecialForm& form) {
  for (const SpecialGroupRow& row : AllSpecialGroups()) {
    if (row.cadre != RowOf(form.group).cadre) continue;
    const Result<SpecialMember> other = MemberIn(work, row.group, psn_no);
    if (!other.ok()) return other.error();
    if (other->Within({form.from, kForever}) != nullptr) {
      return Refuse(ErrorCode::kDuplicateId, psn_no);
    }
  }
  return Done{};
}

// Puts the person and the list's paper into the set.
Result<SpecialMember> ListIn(Work& work, const Desk& desk, const SpecialForm& form) {
  store::PersonRow person;
  std::string psn_no = form.psn_no;
  if (psn_no.empty()) {
    Result<store::PersonRow> made = NewPersonOf(work, form);
    if (!made.ok()) return made.error();
    person = *std::move(made);
  } else {
    const Result<const store::PersonRow*> known = FindPersonIn(work, psn_no);
    if (!known.ok()) return known.error();
    person = **known;
    const Status free = CheckNotListed(work, psn_no, form);
    if (!free.ok()) return free.error();
  }
  if (RowOf(form.group).cadre) {
    const auto rules = SpecialRulesOn(work.region.pack(), form.from);
    if (!rules.ok()) return rules.error();
    if (!(*rules)->cadres) return Refuse(ErrorCode::kNoSpecialRules, work.region.pack().id);
    const Status covered = CoverCadre(form, (*rules)->cadres->scheme, person.coverage);
    if (!covered.ok()) return covered.error();
    person.changed = work.set.state().version + 1;
    if (person.person == 0) person.person = work.set.NewPerson();
    work.set.Put(person);
    psn_no = IdText(work.set.area(), IdKind::kPerson, person.person);
  } else if (CoverageIn(person.coverage, form.from, "") == nullptr) {
    return Refuse(ErrorCode::kNoCoverage, ToString(form.from));
  }
  Result<SpecialMember> member = MemberIn(work, form.group, psn_no);
  if (!member.ok()) return member;
  member->spans.push_back(
      {{form.from, kForever}, form.payer, form.documents, {}, desk.actor, work.at});
  work.set.Put(RecordOf(*member));
  return member;
}

Status EndIn(Work& work, SpecialGroup group, const std::string& psn_no, Date day,
             const std::string& reason, SpecialMember& member) {
  Result<SpecialMember> read = MemberIn(work, group, psn_no);
  if (!read.ok()) return read.error();
  member = *std::move(read);
  if (member.spans.empty() || member.spans.back().range.through != kForever) {
    return Refuse(ErrorCode::kNotOfGroup, psn_no);
  }
  SpecialSpan& span = member.spans.back();
  if (day < span.range.from) return Refuse(ErrorCode::kBadPeriod, "day");
  span.range.through = day;
  span.reason = reason;
  if (RowOf(group).cadre) {
    const Result<const store::PersonRow*> known = FindPersonIn(work, psn_no);
    if (!known.ok()) return known.error();
    store::PersonRow person = **known;
    for (Coverage& interval : person.coverage) {
      const bool ours =
          interval.category == RowOf(group).code && interval.range.through == kForever;
      if (ours) interval.range.through = day;
    }
    person.changed = work.set.state().version + 1;
    work.set.Put(person);
  }
  work.set.Put(RecordOf(member));
  return Done{};
}

}  // namespace

Result<SpecialMember> ListSpecial(Region& region, const Desk& desk, const SpecialForm& form) {
  Status checked = CheckTexts({{"payer", &form.payer}, {"documents", &form.documents}});
  if (checked.ok() && form.psn_no.empty()) {
    checked = CheckTexts({{"name", &form.name}, {"cert_no", &form.certificate}});
  }
  if (!checked.ok()) return checked.error();
  if (form.from == Date()) return Refuse(ErrorCode::kMissingField, "from");
  if (form.psn_no.empty() && !RowOf(form.group).cadre) {
    return Refuse(ErrorCode::kMissingField, "psn_no");
  }
  const Status payer = CheckPayer(region, desk.scope, form.payer);
  if (!payer.ok()) return payer.error();
  if (!form.psn_no.empty()) {
    const Result<Person> person = GetPerson(region, desk.scope, form.psn_no);
    if (!person.ok()) return person.error();
  }
  SpecialMember member;
  Command command = DeskCommand(region, desk.actor, "list_special");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    if (form.psn_no.empty()) {
      needs.certificates.push_back(form.certificate);
      return;
    }
    needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, form.psn_no));
    for (const SpecialGroupRow& row : AllSpecialGroups()) {
      needs.records.push_back(MemberKey(row.group, form.psn_no));
    }
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<SpecialMember> made = ListIn(work, desk, form);
    if (!made.ok()) return made.error();
    member = *std::move(made);
    return Executed{{}, 0, MemberKey(member.group, member.psn_no).code};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return member;
}

Result<SpecialMember> UnlistSpecial(Region& region, const Desk& desk, SpecialGroup group,
                                    const std::string& psn_no, Date day,
                                    const std::string& reason) {
  const Status checked = CheckTexts({{"reason", &reason}});
  if (!checked.ok()) return checked.error();
  if (day == Date()) return Refuse(ErrorCode::kMissingField, "day");
  const Result<Person> person = GetPerson(region, desk.scope, psn_no);
  if (!person.ok()) return person.error();
  SpecialMember member;
  Command command = DeskCommand(region, desk.actor, "unlist_special");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.persons.push_back(IdNumber(region.area_number(), IdKind::kPerson, psn_no));
    needs.records.push_back(MemberKey(group, psn_no));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const Status ended = EndIn(work, group, psn_no, day, reason, member);
    if (!ended.ok()) return ended.error();
    return Executed{{}, 0, MemberKey(group, psn_no).code};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return member;
}

Result<std::vector<SpecialMember>> AllSpecial(store::Reader& reader, SpecialGroup group) {
  const std::string prefix = std::string(RowOf(group).code) + "/";
  std::vector<SpecialMember> all;
  std::string after;
  while (true) {
    const auto rows = reader.RecordsUnder(store::RecordKind::kSpecialMember, prefix, after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      Result<SpecialMember> member = MemberOf(row);
      if (!member.ok()) return member.error();
      all.push_back(*std::move(member));
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) return all;
    after = rows->back().code;
  }
}

Result<std::vector<SpecialMemberRow>> FindSpecial(Region& region, const Scope& scope,
                                                  SpecialGroup group, std::optional<Date> day) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  Result<std::vector<SpecialMember>> all = AllSpecial(**reader, group);
  if (!all.ok()) return all.error();
  std::vector<SpecialMemberRow> rows;
  for (SpecialMember& member : *all) {
    if (day && member.On(*day) == nullptr) continue;
    Result<Person> person = GetPerson(region, scope, member.psn_no);
    if (!person.ok() && person.error().code != ErrorCode::kUnknownPerson) return person.error();
    if (person.ok()) rows.push_back({std::move(member), *std::move(person)});
  }
  return rows;
}

Result<Checkup> AddCheckup(Region& region, const Desk& desk, const std::string& psn_no,
                           Checkup form) {
  const Status checked = CheckTexts({{"place", &form.place}, {"doctor", &form.doctor}});
  if (!checked.ok()) return checked.error();
  if (form.findings.empty()) return Refuse(ErrorCode::kMissingField, "findings");
  if (form.findings.size() > kLongestFindings) {
    return Refuse(ErrorCode::kFieldTooLong, "findings");
  }
  if (form.day == Date()) return Refuse(ErrorCode::kMissingField, "day");
  if (form.day > region.today()) return Refuse(ErrorCode::kTimeInFuture, "day");
  const Result<Person> person = GetPerson(region, desk.scope, psn_no);
  if (!person.ok()) return person.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto before = PapersOf(**reader, store::RecordKind::kCheckup, psn_no);
  if (!before.ok()) return before.error();
  form.id = PaperCode(psn_no, before->size() + 1);
  form.by = desk.actor;
  Command command = DeskCommand(region, desk.actor, "add_checkup");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(CheckupKey(form.id));
    for (const SpecialGroupRow& row : AllSpecialGroups()) {
      needs.records.push_back(MemberKey(row.group, psn_no));
    }
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    if (work.set.FindRecord(CheckupKey(form.id)) != nullptr) return ErrorCode::kStaleVersion;
    bool cadre = false;
    for (const SpecialGroupRow& row : AllSpecialGroups()) {
      const Result<SpecialMember> member = MemberIn(work, row.group, psn_no);
      if (!member.ok()) return member.error();
      cadre = cadre || (row.cadre && member->On(form.day) != nullptr);
    }
    if (!cadre) return Refuse(ErrorCode::kNotOfGroup, psn_no);
    form.at = work.at;
    work.set.Put(RecordOf(form));
    return Executed{{}, 0, form.id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return form;
}

Result<std::vector<Checkup>> CheckupsOf(Region& region, const Desk& desk,
                                        const std::string& psn_no) {
  const Result<Person> person = GetPerson(region, desk.scope, psn_no);
  if (!person.ok()) return person.error();
  const Status audited = RecordAudit(region, desk.actor, "read_health_file", psn_no);
  if (!audited.ok()) return audited.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = PapersOf(**reader, store::RecordKind::kCheckup, psn_no);
  if (!rows.ok()) return rows.error();
  std::vector<Checkup> file;
  for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
    Result<Checkup> checkup = CheckupOf(*row);
    if (!checkup.ok()) return checkup.error();
    file.push_back(*std::move(checkup));
  }
  return file;
}

}  // namespace tongchou::service
