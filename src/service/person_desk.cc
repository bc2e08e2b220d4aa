#include "service/person_desk.h"

#include <algorithm>
#include <utility>

#include "base/id_number.h"
#include "service/desk_work.h"
#include "service/ids.h"
#include "service/import_work.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/scoped_reads.h"
#include "service/visit_work.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestName = 150;
constexpr std::string_view kIdentityCard = "01";

store::RecordKey KeyOf(const std::string& id) { return {store::RecordKind::kPersonRequest, id}; }

Identity IdentityOf(const store::PersonRow& row) {
  return {row.name, row.certificate_type, row.certificate, row.gender, row.birth};
}

void PackIdentity(const Identity& identity, store::Packer& out) {
  out.Text(identity.name).Text(identity.certificate_type).Text(identity.certificate);
  out.Kind(identity.gender).Day(identity.birth);
}

Identity UnpackIdentity(store::Unpacker& in) {
  Identity identity;
  identity.name = in.Text();
  identity.certificate_type = in.Text();
  identity.certificate = in.Text();
  identity.gender = in.Kind(Gender::kFemale);
  identity.birth = in.Day();
  return identity;
}

// Everything that names a person is in the sealed part.
store::RecordRow RecordOf(const PersonRequest& request) {
  store::RecordRow row;
  row.kind = store::RecordKind::kPersonRequest;
  row.code = request.id;
  row.version = request.version;
  store::Packer out;
  out.Number(kForm).Text(request.psn_no).Text(request.documents);
  PackReview(request, out);
  row.body = out.Take();
  store::Packer secret;
  PackIdentity(request.before, secret);
  PackIdentity(request.wanted, secret);
  row.secret = secret.Take();
  return row;
}

// The identity that the form asks for; sex and birth of other documents stay as they are.
Result<Identity> WantedBy(const IdentityForm& form, const Person& person) {
  struct Row {
    const char* name;
    const std::string& text;
    std::size_t longest;
  };
  for (const Row& row :
       {Row{"name", form.name, kLongestName}, Row{"cert_no", form.certificate, kLongestText},
        Row{"documents", form.documents, kLongestText}, Row{"reason", form.reason, kLongestText}}) {
    if (row.text.empty()) return Refuse(ErrorCode::kMissingField, row.name);
    if (row.text.size() > row.longest) return Refuse(ErrorCode::kFieldTooLong, row.name);
  }
  Identity wanted{form.name, form.certificate_type, form.certificate, person.gender, person.birth};
  if (wanted.certificate_type.empty()) wanted.certificate_type = person.certificate_type;
  if (wanted.certificate_type != kIdentityCard) return wanted;
  const Result<Date> birth = BirthOfIdNumber(wanted.certificate);
  if (!birth.ok()) return Refuse(ErrorCode::kBadIdNumber, "cert_no");
  wanted.birth = *birth;
  wanted.gender = IsMansIdNumber(wanted.certificate) ? Gender::kMale : Gender::kFemale;
  return wanted;
}

// Refuses a certificate that somebody else holds.
Status CheckFree(const Work& work, const std::string& certificate, std::int64_t person) {
  const std::int64_t owner = work.set.OwnerOf(certificate);
  if (owner == 0 || owner == person) return Done{};
  return Refuse(ErrorCode::kDuplicateId, "cert_no");
}

}  // namespace

Result<RowResult> RegisterMember(Region& region, const Desk& desk, const ImportRow& row,
                                 std::int32_t year, const std::string& reason) {
  if (reason.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "reason");
  const std::int32_t wages_of = year == 0 ? region.today().year() : year;
  const ReadRow read = ReadCells(region, row, "");
  RowResult result;
  Command command = DeskCommand(region, desk.actor, "register_member");
  command.needs = [&](const WorkingSet& set, store::Needs& needs) { NeedRow(read, set, needs); };
  command.execute = [&](Work& work) -> Result<Executed> {
    const ImportWork::Seen nobody;
    result = ImportWork(work, desk, wages_of, reason, nobody).Apply(read).result;
    if (result.error) return *result.error;
    return Executed{{}, 0, result.psn_no};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return result;
}

Result<PersonRequest> RequestIdentity(Region& region, const Desk& desk, const IdentityForm& form) {
  const Result<Person> person = GetPerson(region, desk.scope, form.psn_no);
  if (!person.ok()) return person.error();
  const Result<Identity> wanted = WantedBy(form, *person);
  if (!wanted.ok()) return wanted.error();
  const auto before = IdentityRequestsOf(region, desk.scope, form.psn_no);
  if (!before.ok()) return before.error();
  for (const PersonRequest& other : *before) {
    if (other.state == RequestState::kWaiting) return Refuse(ErrorCode::kRequestWaiting, other.id);
  }
  const std::int64_t number = IdNumber(region.area_number(), IdKind::kPerson, form.psn_no);
  PersonRequest request;
  request.id = PaperCode(form.psn_no, before->size() + 1);
  request.psn_no = form.psn_no;
  request.wanted = *wanted;
  request.documents = form.documents;
  request.reason = form.reason;
  request.requested_by = desk.actor;
  Command command = DeskCommand(region, desk.actor, "request_identity");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(KeyOf(request.id));
    needs.persons.push_back(number);
    needs.certificates.push_back(request.wanted.certificate);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    if (work.set.FindRecord(KeyOf(request.id)) != nullptr) {
      return Refuse(ErrorCode::kRequestWaiting, request.id);
    }
    const Result<const store::PersonRow*> row = FindPersonIn(work, form.psn_no);
    if (!row.ok()) return row.error();
    const Status free = CheckFree(work, request.wanted.certificate, number);
    if (!free.ok()) return free.error();
    request.before = IdentityOf(**row);
    if (request.before == request.wanted) return Refuse(ErrorCode::kBadParameter, "name");
    request.requested_at = work.at;
    work.set.Put(RecordOf(request));
    AddToDeskList(work, store::RecordKind::kPersonRequest, request.id);
    return Executed{{}, 0, request.id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return request;
}

Result<PersonRequest> DecideIdentity(Region& region, const Desk& desk, const std::string& id,
                                     bool approve, const std::string& note) {
  if (note.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "note");
  const std::string psn_no = PersonOfPaper(id);
  const auto known = IdentityRequestsOf(region, desk.scope, psn_no);
  const bool nobody = !known.ok() && known.error().code == ErrorCode::kUnknownPerson;
  if (nobody) return Refuse(ErrorCode::kUnknownRequest, id);
  if (!known.ok()) return known.error();
  const auto asked = std::ranges::find(*known, id, &PersonRequest::id);
  if (asked == known->end()) return Refuse(ErrorCode::kUnknownRequest, id);
  const std::int64_t number = IdNumber(region.area_number(), IdKind::kPerson, psn_no);
  PersonRequest request = *asked;
  Command command =
      DeskCommand(region, desk.actor, approve ? "approve_identity" : "refuse_identity");
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(KeyOf(id));
    needs.persons.push_back(number);
    needs.certificates.push_back(asked->wanted.certificate);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* row = work.set.FindRecord(KeyOf(id));
    if (row == nullptr) return Refuse(ErrorCode::kUnknownRequest, id);
    Result<PersonRequest> read = PersonRequestOf(*row);
    if (!read.ok()) return read.error();
    request = *std::move(read);
    const Status decided = Decide(id, {desk.actor, approve, note, work.at}, request);
    if (!decided.ok()) return decided.error();
    const Result<const store::PersonRow*> person = FindPersonIn(work, psn_no);
    if (!person.ok()) return person.error();
    if (approve) {
      const Status free = CheckFree(work, request.wanted.certificate, number);
      if (!free.ok()) return free.error();
      store::PersonRow changed = **person;
      changed.name = request.wanted.name;
      changed.certificate_type = request.wanted.certificate_type;
      changed.certificate = request.wanted.certificate;
      changed.gender = request.wanted.gender;
      changed.birth = request.wanted.birth;
      work.set.Put(changed);
    }
    work.set.Put(RecordOf(request));
    return Executed{{}, 0, id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return request;
}

Result<std::vector<PersonRequest>> IdentityRequestsOf(Region& region, const Scope& scope,
                                                      const std::string& psn_no) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = PapersOf(**reader, store::RecordKind::kPersonRequest, psn_no);
  if (!rows.ok()) return rows.error();
  std::vector<PersonRequest> requests;
  for (const store::RecordRow& row : *rows) {
    Result<PersonRequest> request = PersonRequestOf(row);
    if (!request.ok()) return request.error();
    requests.push_back(*std::move(request));
  }
  return requests;
}

Result<PersonRequestPage> FindIdentityRequests(Region& region, const Scope& scope,
                                               const std::string& month, const std::string& after,
                                               int limit) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto list = FindDeskList(**reader, store::RecordKind::kPersonRequest, month, after, limit);
  if (!list.ok()) return list.error();
  PersonRequestPage page;
  page.next = list->next;
  for (const store::RecordRow& row : list->papers) {
    Result<PersonRequest> request = PersonRequestOf(row);
    if (!request.ok()) return request.error();
    const Result<Person> person = GetPerson(region, scope, request->psn_no);
    if (!person.ok() && person.error().code != ErrorCode::kUnknownPerson) return person.error();
    if (person.ok()) page.requests.push_back(*std::move(request));
  }
  return page;
}

Result<PersonRequest> PersonRequestOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  PersonRequest request;
  request.id = row.code;
  request.version = row.version;
  request.psn_no = in.Text();
  request.documents = in.Text();
  UnpackReview(in, request);
  store::Unpacker secret(row.secret);
  request.before = UnpackIdentity(secret);
  request.wanted = UnpackIdentity(secret);
  if (!known || !in.done() || !secret.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return request;
}

}  // namespace tongchou::service
