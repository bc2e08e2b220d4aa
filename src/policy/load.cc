#include "policy/load.h"

#include "base/check.h"
#include "policy/checks.h"
#include "policy/compile.h"
#include "policy/pack_reader.h"

namespace tongchou::policy {
namespace {

// A model with what it was read from. Whoever computes with packs has no use for the files.
struct ReadModel : PackModel {
  std::vector<PackFile> files;
};

}  // namespace

LoadedPack LoadPack(const PackSource& source) {
  LoadedPack loaded;
  Findings findings(source.files);
  auto model = std::make_shared<ReadModel>(
      ReadModel{ReadPack(source.id, source.files, findings), source.files});
  CheckModel(*model, source, findings);
  Pack& pack = loaded.pack;
  pack.id = source.id;
  pack.title = model->title;
  pack.area = model->area;
  pack.digest = DigestOf(source);
  pack.in_force = model->in_force;
  pack.wire = model->wire;
  // Values that could not be read are missing from the model; compiling it would only repeat that.
  if (findings.error_count() == 0) {
    Compiled compiled = CompilePack(*model, pack.digest, findings);
    if (findings.error_count() == 0) {
      CheckCompiled(*model, compiled, findings);
      pack.epochs = std::move(compiled.epochs);
      pack.levy = std::move(compiled.levy);
      pack.fixed = std::move(compiled.fixed);
      pack.prefund = std::move(compiled.prefund);
      pack.accounts = std::move(compiled.accounts);
      pack.special = std::move(compiled.special);
    }
  }
  pack.model = std::move(model);
  loaded.findings = findings.all();
  loaded.error_count = findings.error_count();
  return loaded;
}

std::span<const PackFile> FilesOf(const Pack& pack) {
  TC_CHECK(pack.model != nullptr);
  return static_cast<const ReadModel&>(*pack.model).files;
}

}  // namespace tongchou::policy
