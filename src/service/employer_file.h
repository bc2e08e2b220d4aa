// The pure part of employers: checking a form, and requests as they are kept.
#ifndef TONGCHOU_SERVICE_EMPLOYER_FILE_H_
#define TONGCHOU_SERVICE_EMPLOYER_FILE_H_

#include <span>
#include <string>

#include "service/employers.h"

namespace tongchou::service {

inline constexpr std::size_t kLongestText = 400;  // bytes of any text of a file

// The texts of a file as a form names them.
struct EmployerText {
  const char* name;
  std::string Employer::*text;
  bool required = false;
};
std::span<const EmployerText> EmployerTexts();

// Whether `form` can be a file on the day `today`. Refusals: as OpenEmployer, but for what needs
// the register.
Status CheckForm(const Employer& form, Date today);

store::RecordRow RecordOf(const EmployerRequest& request);
// Refusals: kStoreCorrupt.
Result<EmployerRequest> RequestOf(const store::RecordRow& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_EMPLOYER_FILE_H_
