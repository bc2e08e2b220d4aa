// Users of the console: their passwords (Argon2id), their roles, signing in.
//
// Thread-safe. Sessions are the console's business.
#ifndef TONGCHOU_SERVICE_SIGN_IN_H_
#define TONGCHOU_SERVICE_SIGN_IN_H_

#include <string>
#include <vector>

#include "base/result.h"

namespace tongchou::service {

class Region;

struct User {
  std::string login;
  std::string name;
  std::vector<std::string> roles;  // clerk, finance, leader, auditor, admin
  std::string organisation = {};   // path of where the user works; empty: the whole area
};

// Refusals: kWrongCredentials, the same for an unknown login and a wrong password (and as slow).
Result<User> SignIn(Region& region, const std::string& login, const std::string& password);

// Refusals: kDuplicateId, kWeakPassword (shorter than 8 characters), kBadParameter (a login with a
// "/"), kUnknownOrganisation.
Status AddUser(Region& region, const std::string& actor, const User& user,
               const std::string& password);

// Replaces the password of a user who knows the present one. Refusals: kUnknownUser,
// kWrongPassword, kWeakPassword (see CheckPassword).
Status ChangePassword(Region& region, const std::string& login, const std::string& present,
                      const std::string& wanted);

// What people must keep to when they choose a password: at least 10 characters of three kinds
// (small and capital letters, digits, others) or at least 20 of any; without the login; not the
// present one. Refusals: kWeakPassword, which says what is missing.
Status CheckPassword(const std::string& login, const std::string& present,
                     const std::string& wanted);

Result<std::vector<User>> AllUsers(Region& region);

// 32 unguessable hexadecimal digits, for sessions and first passwords.
std::string RandomToken();

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SIGN_IN_H_
