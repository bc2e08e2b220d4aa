// Text: one sentence in the two languages that every user-facing text is written in.
//
// A value; thread-safe as any value is.
#ifndef TONGCHOU_BASE_TEXT_H_
#define TONGCHOU_BASE_TEXT_H_

#include <string>

namespace tongchou {

struct Text {
  std::string zh;
  std::string en;

  bool operator==(const Text&) const = default;
};

}  // namespace tongchou

#endif  // TONGCHOU_BASE_TEXT_H_
