#include "service/sign_in.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "service/committer.h"
#include "service/organisations.h"
#include "service/password.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kShortestPassword = 8;
constexpr std::size_t kTokenBytes = 16;

Result<std::vector<store::UserRow>> Rows(Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  return (*reader)->Users();
}

// Writes `row` with the hash of `password`.
Status PutUser(Region& region, const std::string& actor, const char* action, store::UserRow row,
               const std::string& password) {
  // Hashed here: the committer must not wait for it.
  Result<std::string> hash = HashPassword(password);
  if (!hash.ok()) return hash.error();
  row.password_hash = *std::move(hash);
  Command command;
  command.actor = actor;
  command.action = action;
  command.at = region.clock().Now();
  command.execute = [&](Work& work) -> Result<Executed> {
    work.set.Add(row);
    return Executed{{}, 0, row.login};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

}  // namespace

Result<User> SignIn(Region& region, const std::string& login, const std::string& password) {
  const Result<std::vector<store::UserRow>> rows = Rows(region);
  if (!rows.ok()) return rows.error();
  const auto found = std::find_if(rows->begin(), rows->end(),
                                  [&](const store::UserRow& row) { return row.login == login; });
  const std::string hash = found == rows->end() ? std::string() : found->password_hash;
  if (!IsPassword(hash, password)) return ErrorCode::kWrongCredentials;
  return User{found->login, found->name, found->roles, found->organisation};
}

Status AddUser(Region& region, const std::string& actor, const User& user,
               const std::string& password) {
  if (password.size() < kShortestPassword) return ErrorCode::kWeakPassword;
  if (user.login.find('/') != std::string::npos) return Refuse(ErrorCode::kBadParameter, "login");
  const Result<std::vector<store::UserRow>> rows = Rows(region);
  if (!rows.ok()) return rows.error();
  for (const store::UserRow& row : *rows) {
    if (row.login == user.login) return Refuse(ErrorCode::kDuplicateId, user.login);
  }
  const Status known = CheckOrganisation(region, user.organisation);
  if (!known.ok()) return known;
  return PutUser(region, actor, "add_user",
                 {user.login, user.name, user.roles, {}, user.organisation}, password);
}

Status CheckPassword(const std::string& login, const std::string& present,
                     const std::string& wanted) {
  constexpr std::size_t kShortest = 10;
  constexpr std::size_t kLongEnough = 20;
  constexpr int kKinds = 3;
  const auto has = [&](int (*is)(int)) {
    return std::ranges::any_of(wanted, [is](unsigned char c) { return is(c) != 0; }) ? 1 : 0;
  };
  const auto is_other = [](int c) { return std::isalnum(c) != 0 ? 0 : 1; };
  const int kinds = has(std::islower) + has(std::isupper) + has(std::isdigit) + has(is_other);
  const bool strong =
      wanted.size() >= kLongEnough || (wanted.size() >= kShortest && kinds >= kKinds);
  if (!strong) {
    return Error{
        ErrorCode::kWeakPassword,
        {"新密码须至少10个字符并含大写、小写、数字、符号中的三类，或至少20个字符",
         "a new password has at least 10 characters of three kinds (small, capital, digit, "
         "other), or at least 20"},
        "new"};
  }
  if (wanted.find(login) != std::string::npos || wanted == present) {
    return Error{ErrorCode::kWeakPassword,
                 {"新密码不能含用户名，也不能与原密码相同",
                  "a new password does not contain the user name and is not the present one"},
                 "new"};
  }
  return Done{};
}

Status ChangePassword(Region& region, const std::string& login, const std::string& present,
                      const std::string& wanted) {
  const Result<std::vector<store::UserRow>> rows = Rows(region);
  if (!rows.ok()) return rows.error();
  const auto found = std::ranges::find(*rows, login, &store::UserRow::login);
  if (found == rows->end()) return Refuse(ErrorCode::kUnknownUser, login);
  if (!IsPassword(found->password_hash, present)) return ErrorCode::kWrongPassword;
  if (const Status strong = CheckPassword(login, present, wanted); !strong.ok()) return strong;
  return PutUser(region, login, "change_password", *found, wanted);
}

Result<std::vector<User>> AllUsers(Region& region) {
  const Result<std::vector<store::UserRow>> rows = Rows(region);
  if (!rows.ok()) return rows.error();
  std::vector<User> users;
  for (const store::UserRow& row : *rows)
    users.push_back({row.login, row.name, row.roles, row.organisation});
  return users;
}

std::string RandomToken() { return RandomHex(kTokenBytes); }

}  // namespace tongchou::service
