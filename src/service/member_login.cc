#include "service/member_login.h"

#include <algorithm>
#include <utility>

#include "service/desk_work.h"
#include "service/password.h"
#include "service/payout_papers.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/scoped_reads.h"
#include "service/sign_in.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::size_t kLongestReason = 400;
constexpr std::size_t kCodeBytes = 6;

struct LoginRow {
  MemberLogin login;
  std::string hash;  // of the code or the password; empty: nothing signs in
  std::int64_t version = 0;
};

struct StateRow {
  LoginState state;
  std::string_view code;
  Text title;
};
constexpr std::size_t kStates = 5;
const StateRow& RowOf(LoginState state) {
  static const StateRow kRows[kStates] = {
      {LoginState::kNone, "none", {"未开通", "not opened"}},
      {LoginState::kCode, "code", {"已发一次性码", "one-time code given"}},
      {LoginState::kInUse, "in_use", {"使用中", "in use"}},
      {LoginState::kClosed, "closed", {"已关闭", "closed"}},
      {LoginState::kLeft, "left", {"已离开，自动关闭", "closed: the person has left"}},
  };
  return kRows[static_cast<std::size_t>(state)];
}

store::RecordKey LoginKey(const std::string& psn_no) {
  return {store::RecordKind::kMemberLogin, psn_no};
}

store::RecordRow RecordOf(const LoginRow& row) {
  const MemberLogin& login = row.login;
  store::Packer out;
  out.Number(kForm).Kind(login.state).Text(login.opened_by).At(login.opened_at);
  out.At(login.code_until).Text(login.closed_by).Text(login.closed_reason);
  out.Flag(login.closed_at.has_value());
  if (login.closed_at) out.At(*login.closed_at);
  return {store::RecordKind::kMemberLogin, login.psn_no, out.Take(), row.hash, row.version};
}

Result<LoginRow> LoginRowOf(const store::RecordRow& record) {
  store::Unpacker in(record.body);
  const bool known = in.Number() == kForm;
  LoginRow row;
  row.version = record.version;
  row.hash = record.secret;
  row.login.psn_no = record.code;
  row.login.state = in.Kind(LoginState::kClosed);
  row.login.opened_by = in.Text();
  row.login.opened_at = in.At();
  row.login.code_until = in.At();
  row.login.closed_by = in.Text();
  row.login.closed_reason = in.Text();
  if (in.Flag()) row.login.closed_at = in.At();
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return row;
}

// A payout that ends a membership stands since the login was opened.
Result<bool> HasLeft(store::Reader& reader, const MemberLogin& login) {
  const auto rows = PapersOf(reader, store::RecordKind::kPayout, login.psn_no);
  if (!rows.ok()) return rows.error();
  for (const store::RecordRow& row : *rows) {
    const Result<Payout> payout = PayoutOf(row);
    if (!payout.ok()) return payout.error();
    const bool leaves = payout->standing() && RowOf(payout->form.kind).leaves;
    if (leaves && payout->posted_at > login.opened_at) return true;
  }
  return false;
}

// The login as it is kept, or a new one; kLeft when it has ended by itself.
Result<LoginRow> Read(Region& region, const std::string& psn_no) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records = {LoginKey(psn_no)};
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  LoginRow none;
  none.login.psn_no = psn_no;
  if (loaded->records.empty()) return none;
  Result<LoginRow> row = LoginRowOf(loaded->records.front());
  if (!row.ok() || row->hash.empty()) return row;
  const Result<bool> left = HasLeft(**reader, row->login);
  if (!left.ok()) return left.error();
  if (*left) row->login.state = LoginState::kLeft;
  return row;
}

bool IsOpen(LoginState state) { return state == LoginState::kCode || state == LoginState::kInUse; }

// Changes the login in one transaction; `change` refuses or changes it.
using Change = std::function<Status(const Work&, LoginRow&)>;
Status Put(Region& region, const std::string& actor, const char* action, const std::string& psn_no,
           const Change& change) {
  Command command = DeskCommand(region, actor, action);
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records = {LoginKey(psn_no)};
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* record = work.set.FindRecord(LoginKey(psn_no));
    LoginRow row;
    row.login.psn_no = psn_no;
    if (record != nullptr) {
      Result<LoginRow> read = LoginRowOf(*record);
      if (!read.ok()) return read.error();
      row = *std::move(read);
    }
    const Status changed = change(work, row);
    if (!changed.ok()) return changed.error();
    work.set.Put(RecordOf(row));
    return Executed{{}, 0, psn_no};
  };
  return Submit(region, command);
}

// Sets a password where `before` still holds; hashed by the caller, who need not hurry.
Status SetPassword(Region& region, const char* action, const LoginRow& before,
                   const std::string& wanted) {
  const std::string& psn_no = before.login.psn_no;
  Result<std::string> hash = HashPassword(wanted);
  if (!hash.ok()) return hash.error();
  return Put(region, ActorOfMember(psn_no), action, psn_no,
             [&](const Work&, LoginRow& row) -> Status {
               // Somebody else has used the code meanwhile, or a clerk has closed the login.
               if (row.hash != before.hash) return ErrorCode::kWrongCredentials;
               row.hash = *hash;
               row.login.state = LoginState::kInUse;
               return Done{};
             });
}

}  // namespace

std::string_view CodeOf(LoginState state) { return RowOf(state).code; }
const Text& TitleOf(LoginState state) { return RowOf(state).title; }

std::string ActorOfMember(const std::string& psn_no) { return "member/" + psn_no; }

Result<LoginCode> OpenLogin(Region& region, const Desk& desk, const std::string& psn_no,
                            const std::string& certificate) {
  const Result<Person> person = GetPerson(region, desk.scope, psn_no);
  if (!person.ok()) return person.error();
  if (person->certificate != certificate) return Refuse(ErrorCode::kPersonDiffers, "cert_no");
  LoginCode given;
  given.code = RandomHex(kCodeBytes);
  const Result<std::string> hash = HashPassword(given.code);
  if (!hash.ok()) return hash.error();
  const Status put = Put(region, desk.actor, "open_member_login", psn_no,
                         [&](const Work& work, LoginRow& row) -> Status {
                           given.until = {work.at.ms + kCodeLastsMs};
                           row.hash = *hash;
                           row.login.state = LoginState::kCode;
                           row.login.opened_by = desk.actor;
                           row.login.opened_at = work.at;
                           row.login.code_until = given.until;
                           row.login.closed_by.clear();
                           row.login.closed_reason.clear();
                           row.login.closed_at.reset();
                           return Done{};
                         });
  if (!put.ok()) return put.error();
  return given;
}

Status CloseLogin(Region& region, const Desk& desk, const std::string& psn_no,
                  const std::string& reason) {
  if (reason.empty()) return Refuse(ErrorCode::kMissingField, "reason");
  if (reason.size() > kLongestReason) return Refuse(ErrorCode::kFieldTooLong, "reason");
  const Result<Person> person = GetPerson(region, desk.scope, psn_no);
  if (!person.ok()) return person.error();
  return Put(region, desk.actor, "close_member_login", psn_no,
             [&](const Work& work, LoginRow& row) -> Status {
               if (!IsOpen(row.login.state)) return Refuse(ErrorCode::kNoLogin, psn_no);
               row.hash.clear();
               row.login.state = LoginState::kClosed;
               row.login.closed_by = desk.actor;
               row.login.closed_reason = reason;
               row.login.closed_at = work.at;
               return Done{};
             });
}

Result<MemberLogin> LoginOf(Region& region, const Scope& scope, const std::string& psn_no) {
  const Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  const Result<LoginRow> row = Read(region, psn_no);
  if (!row.ok()) return row.error();
  return row->login;
}

Result<Person> MemberSignIn(Region& region, const std::string& certificate,
                            const std::string& password, const std::string& wanted) {
  Result<Person> person = FindPersonByCertificate(region, certificate);
  if (!person.ok() && person.error().code != ErrorCode::kUnknownPerson) return person;
  Result<LoginRow> row = person.ok() ? Read(region, person->psn_no) : LoginRow{};
  if (!row.ok()) return row.error();
  if (!IsPassword(row->hash, password)) return ErrorCode::kWrongCredentials;
  if (!IsOpen(row->login.state)) return Refuse(ErrorCode::kNoLogin, person->psn_no);
  if (row->login.state == LoginState::kInUse) return person;
  if (region.clock().Now() > row->login.code_until) return ErrorCode::kCodeExpired;
  if (wanted.empty()) return ErrorCode::kPasswordToBeSet;
  const Status strong = CheckPassword(certificate, password, wanted);
  if (!strong.ok()) return strong.error();
  const Status set = SetPassword(region, "set_member_password", *row, wanted);
  if (!set.ok()) return set.error();
  return person;
}

Status ChangeMemberPassword(Region& region, const std::string& psn_no, const std::string& present,
                            const std::string& wanted) {
  const Result<LoginRow> row = Read(region, psn_no);
  if (!row.ok()) return row.error();
  if (row->login.state != LoginState::kInUse) return Refuse(ErrorCode::kNoLogin, psn_no);
  if (!IsPassword(row->hash, present)) return ErrorCode::kWrongPassword;
  if (const Status strong = CheckPassword(psn_no, present, wanted); !strong.ok()) return strong;
  return SetPassword(region, "change_password", *row, wanted);
}

Status CheckLoginHolds(Region& region, const std::string& psn_no) {
  const Result<LoginRow> row = Read(region, psn_no);
  if (!row.ok()) return row.error();
  if (row->login.state != LoginState::kInUse) return Refuse(ErrorCode::kNoLogin, psn_no);
  return Done{};
}

}  // namespace tongchou::service
