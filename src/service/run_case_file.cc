#include "service/run_case_file.h"

#include <ostream>

#include "policy/library.h"
#include "service/levy_case.h"
#include "service/settle_case_json.h"

namespace tongchou::service {

namespace {

using Runner = int (*)(const policy::Library&, std::istream&, std::ostream&, std::ostream&);

int RunPlain(const policy::Library& library, std::istream& in, std::ostream& out,
             std::ostream& err) {
  return RunSettleFile(library, in, out, err);
}

int RunExplained(const policy::Library& library, std::istream& in, std::ostream& out,
                 std::ostream& err) {
  return RunSettleFile(library, in, out, err, Explain::kYes);
}

Runner RunnerOf(CaseKind kind) {
  switch (kind) {
    case CaseKind::kSettle:
      return RunPlain;
    case CaseKind::kSettleExplained:
      return RunExplained;
    case CaseKind::kLevy:
      return RunLevyFile;
    case CaseKind::kLateFee:
      return RunLateFeeFile;
    case CaseKind::kPrefund:
      return RunPrefundFile;
  }
  TC_CHECK(false && "no such kind of case");
}

}  // namespace

int RunCaseFile(CaseKind kind, const std::string& packs_folder, std::istream& in, std::ostream& out,
                std::ostream& err) {
  const auto library = policy::Library::Load(packs_folder);
  if (!library.ok()) {
    err << library.error().English() << '\n';
    return 1;
  }
  return RunnerOf(kind)(**library, in, out, err);
}

}  // namespace tongchou::service
