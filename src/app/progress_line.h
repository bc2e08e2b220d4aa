// ProgressLine: says how far a long piece of work is: one line that is written over on a terminal,
// a line for each tenth of the work elsewhere.
//
// One thread at a time.
#ifndef TONGCHOU_APP_PROGRESS_LINE_H_
#define TONGCHOU_APP_PROGRESS_LINE_H_

#include <cstdint>
#include <string>

#include "base/text.h"

namespace tongchou::app {

class ProgressLine {
 public:
  ProgressLine();

  void Show(const Text& doing, std::int64_t done, std::int64_t total);

  // Ends the line.
  void Finish();

 private:
  const bool terminal_;
  std::int64_t shown_ = -1;  // in percent, or in tenths
  std::string doing_;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_PROGRESS_LINE_H_
