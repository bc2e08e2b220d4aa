// Verifying notices: each names exactly what was open when it was made, follows on the one before
// it, and the ladder stands where the last one left it. Belongs to one thread.
#ifndef TONGCHOU_SERVICE_VERIFY_NOTICES_H_
#define TONGCHOU_SERVICE_VERIFY_NOTICES_H_

#include <string>
#include <vector>

#include "policy/library.h"
#include "service/dunning.h"

namespace tongchou::service {

// The notices of one employer against its dues while they are replayed. A notice stands between two
// changes of the dues by its time; at the same moment any order is taken that fits.
class NoticeReplay {
 public:
  // `papers` by number; `pack`, which outlives this, has the rules of receipts of `scheme`.
  NoticeReplay(std::vector<DunningPaper> papers, const policy::Pack& pack, std::string scheme);

  // Something changes `dues` at `at`: the notices before it must name what they are now.
  void Before(Moment at, const Dues& dues);
  // Nothing changes `dues` any more. The ids of the notices that do not fit; with the ladder of
  // `stored` that is not the last notice's, the employer itself.
  std::vector<std::string> Finish(const Dues& dues, const Dues& stored);

 private:
  bool Names(const DunningPaper& paper, const Dues& dues) const;
  bool Follows(std::size_t index) const;

  std::vector<DunningPaper> papers_;
  const policy::Pack& pack_;
  const std::string scheme_;
  std::size_t next_ = 0;
  std::vector<std::string> wrong_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_NOTICES_H_
