#include "service/policy_edit.h"

#include <algorithm>

#include "policy/load.h"
#include "policy/pack_reader.h"
#include "service/policy_diff.h"
#include "service/policy_tables.h"

namespace tongchou::service {

namespace {

Result<policy::PackSource> SetAdjustment(const policy::PackSource& source, const PolicyEdit& edit,
                                         policy::Place place) {
  policy::AdjustmentEdit made{place, edit.from, {}, {}, edit.clause};
  if (edit.cells.size() == 1) {
    const std::string& words = edit.cells.front().value;
    const std::size_t blank = words.find(' ');
    made.kind = words.substr(0, blank);
    if (blank != std::string::npos) made.value = words.substr(blank + 1);
  }
  return policy::EditAdjustment(source, made);
}

Result<policy::PackSource> Apply(const policy::PackSource& source, const PolicyEdit& edit) {
  if (edit.kind == PolicyEdit::Kind::kDocument) return policy::AddDocument(source, edit.document);
  const PackView view = ViewFiles(source);
  const std::vector<PolicyTable> tables = TablesOf(view);
  const PolicyTable* table = FindTable(tables, edit.value);
  if (table == nullptr) return ErrorCode::kUnknownValue;
  const policy::Place place = table->table->place;
  if (edit.kind == PolicyEdit::Kind::kRemove) {
    return policy::RemovePeriod(source, place, edit.from);
  }
  if (table->adjustment) return SetAdjustment(source, edit, place);
  return policy::EditTable(source, {place, edit.from, edit.cells, edit.clause});
}

bool WasMeant(const PolicyChange& change, const std::vector<PolicyEdit>& edits) {
  // A share of another value, such as the average wage, follows it without being written anew.
  if (change.before && change.after && change.kind() == ChangeKind::kValue &&
      change.before->text == change.after->text) {
    return true;
  }
  return std::any_of(edits.begin(), edits.end(), [&](const PolicyEdit& edit) {
    // An adjustment cut in two moves the numbers of those behind it.
    const std::size_t cut = edit.value.find(".adjust.");
    if (cut != std::string::npos) return change.id.starts_with(edit.value.substr(0, cut + 8));
    return change.id == edit.value && change.from >= edit.from;
  });
}

}  // namespace

PackView ViewFiles(const policy::PackSource& source) {
  policy::Findings findings(source.files);
  policy::Pack pack;
  pack.id = source.id;
  pack.model =
      std::make_shared<policy::PackModel>(policy::ReadPack(source.id, source.files, findings));
  return ViewPack(pack);
}

Result<policy::PackSource> EditPolicy(const policy::PackSource& source,
                                      const std::vector<PolicyEdit>& edits) {
  policy::PackSource changed = source;
  for (const PolicyEdit& edit : edits) {
    Result<policy::PackSource> next = Apply(changed, edit);
    if (!next.ok()) {
      Error error = next.error();
      if (error.where.empty()) error.where = edit.value;
      return error;
    }
    changed = std::move(*next);
  }
  const policy::LoadedPack before = policy::LoadPack(source), after = policy::LoadPack(changed);
  if (before.error_count > 0 || after.error_count > 0) return changed;
  for (const PolicyChange& change :
       DiffPacks(ViewPack(before.pack), ViewPack(after.pack)).changes) {
    if (WasMeant(change, edits)) continue;
    return Error{ErrorCode::kBadEdit,
                 {"这样修改还会改变别处的数值，请在文件中直接修改",
                  "this would change another value too; change it in the file"},
                 change.id};
  }
  return changed;
}

}  // namespace tongchou::service
