#include "service/sign_in.h"

#include <algorithm>
#include <utility>

#include "service/committer.h"
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

}  // namespace

Result<User> SignIn(Region& region, const std::string& login, const std::string& password) {
  const Result<std::vector<store::UserRow>> rows = Rows(region);
  if (!rows.ok()) return rows.error();
  const auto found = std::find_if(rows->begin(), rows->end(),
                                  [&](const store::UserRow& row) { return row.login == login; });
  const std::string hash = found == rows->end() ? std::string() : found->password_hash;
  if (!IsPassword(hash, password)) return ErrorCode::kWrongCredentials;
  return User{found->login, found->name, found->roles};
}

Status AddUser(Region& region, const std::string& actor, const User& user,
               const std::string& password) {
  if (password.size() < kShortestPassword) return ErrorCode::kWeakPassword;
  const Result<std::vector<store::UserRow>> rows = Rows(region);
  if (!rows.ok()) return rows.error();
  for (const store::UserRow& row : *rows) {
    if (row.login == user.login) return Refuse(ErrorCode::kDuplicateId, user.login);
  }
  // Hashed here: the committer must not wait for it.
  Result<std::string> hash = HashPassword(password);
  if (!hash.ok()) return hash.error();
  Command command;
  command.actor = actor;
  command.action = "add_user";
  command.at = region.clock().Now();
  command.execute = [&](Work& work) -> Result<Executed> {
    work.set.Add(store::UserRow{user.login, user.name, user.roles, *hash});
    return Executed{{}, 0, user.login};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return Done{};
}

Result<std::vector<User>> AllUsers(Region& region) {
  const Result<std::vector<store::UserRow>> rows = Rows(region);
  if (!rows.ok()) return rows.error();
  std::vector<User> users;
  for (const store::UserRow& row : *rows) users.push_back({row.login, row.name, row.roles});
  return users;
}

std::string RandomToken() { return RandomHex(kTokenBytes); }

}  // namespace tongchou::service
