#include "policy/edit.h"

#include <algorithm>
#include <set>

#include "policy/yaml_patch.h"

namespace tongchou::policy {

namespace {

Error Bad(Text detail, std::string where = {}) {
  return Error{ErrorCode::kBadEdit, std::move(detail), std::move(where)};
}

Error CannotWrite() {
  return Bad({"此处的写法不能用表格修改，请在文件中直接修改",
              "it is written in a way that a form cannot change; change it in the file"});
}

// One file of a pack as a tree, to be changed and written again.
struct OpenFile {
  int index = 0;
  Node before, after;
};

Result<OpenFile> Open(const PackSource& source, int index) {
  if (index < 0 || index >= static_cast<int>(source.files.size())) return ErrorCode::kUnknownValue;
  Findings findings(source.files);
  std::optional<Node> root = ParseYaml(source.files[index].bytes, index, findings);
  if (!root || findings.error_count() > 0) {
    return Bad({"文件本身有错误，先改正", "the file has errors of its own; correct them first"},
               source.files[index].path);
  }
  return OpenFile{index, *root, *root};
}

Result<PackSource> Write(const PackSource& source, const OpenFile& file) {
  const std::optional<std::string> text =
      PatchYaml(source.files[file.index].bytes, file.before, file.after);
  if (!text) return CannotWrite();
  PackSource changed = source;
  changed.files[file.index].bytes = *text;
  return changed;
}

bool StandsAt(const Node& node, Place place) {
  return node.place.line == place.line && node.place.column == place.column;
}

// The map at `place`, or under the key at `place`, that has an entry `key`; or nullptr. A map and
// its own first word may share a place; the key tells them apart.
Node* MapAt(Node& node, Place place, std::string_view key) {
  if (StandsAt(node, place) && ValueOf(node, key) != nullptr) return &node;
  for (Node& item : node.items) {
    if (Node* found = MapAt(item, place, key)) return found;
  }
  for (Entry& entry : node.entries) {
    if (StandsAt(entry.key, place) && ValueOf(entry.value, key) != nullptr) return &entry.value;
    if (Node* found = MapAt(entry.value, place, key)) return found;
  }
  return nullptr;
}

std::optional<Date> DayOf(const Node& map, std::string_view key) {
  const Node* node = ValueOf(map, key);
  if (node == nullptr) return std::nullopt;
  const Result<Date> day = ParseDate(node->text);
  return day.ok() ? std::optional<Date>(*day) : std::nullopt;
}

void Remove(Node& map, std::string_view key) {
  std::erase_if(map.entries, [&](const Entry& entry) { return entry.key.text == key; });
}

// Sets the scalar `key`; a new one goes behind `after`.
void Put(Node& map, std::string_view key, const std::string& text, std::string_view after) {
  if (Node* node = ValueOf(map, key); node != nullptr && node->is_scalar()) {
    node->text = text;
    return;
  }
  Remove(map, key);
  auto at = std::find_if(map.entries.begin(), map.entries.end(),
                         [&](const Entry& entry) { return entry.key.text == after; });
  if (at != map.entries.end()) ++at;
  map.entries.insert(at, NewEntry(std::string(key), NewScalar(text)));
}

Node NewMap(std::vector<Entry> entries) { return {NodeKind::kMap, {}, {}, {}, std::move(entries)}; }

Node TextMap(const Text& text) {
  return NewMap({NewEntry("zh", NewScalar(text.zh)), NewEntry("en", NewScalar(text.en))});
}

bool FitsIn(std::string_view text) { return text.size() <= kLongestWritten; }

Status CheckClause(const ClauseEdit& clause) {
  if (clause.document.empty() != clause.article.empty()) {
    return Bad({"依据要写明文件与条款", "a clause needs its document and its article"});
  }
  if (clause.reason.zh.empty() != clause.reason.en.empty()) {
    return Bad({"理由要写中文与英文", "a reason is written in Chinese and in English"});
  }
  if (clause.document.empty() && clause.reason.zh.empty()) {
    return Bad({"没有写依据", "no clause is given"});
  }
  if (!FitsIn(clause.document) || !FitsIn(clause.article) || !FitsIn(clause.reason.zh) ||
      !FitsIn(clause.reason.en)) {
    return Bad({"文字过长", "a text is too long"});
  }
  return Done{};
}

// The entries `source` and `assumed` of a map become those of `clause`, where they stood.
void PutClause(Node& map, const ClauseEdit& clause) {
  const bool cites = !clause.document.empty(), assumes = !clause.reason.zh.empty();
  Node* source = ValueOf(map, "source");
  Node* assumed = ValueOf(map, "assumed");
  if (cites && source != nullptr && ValueOf(*source, "document") != nullptr &&
      ValueOf(*source, "article") != nullptr) {
    ValueOf(*source, "document")->text = clause.document;
    ValueOf(*source, "article")->text = clause.article;
  } else if (cites) {
    const Node made = NewMap({NewEntry("document", NewScalar(clause.document)),
                              NewEntry("article", NewScalar(clause.article))});
    if (source != nullptr) {
      *source = made;
    } else {
      map.entries.push_back(NewEntry("source", made));
    }
  }
  assumed = ValueOf(map, "assumed");
  if (assumes && assumed != nullptr) {
    *assumed = TextMap(clause.reason);
  } else if (assumes) {
    map.entries.push_back(NewEntry("assumed", TextMap(clause.reason)));
  }
  if (!cites) Remove(map, "source");
  if (!assumes) Remove(map, "assumed");
}

// The leaf of `table` at the members `at`, or nullptr.
Node* LeafAt(Node& table, const std::vector<std::string>& at) {
  Node* node = &table;
  for (const std::string& member : at) {
    if (node == nullptr || !node->is_map()) return nullptr;
    node = ValueOf(*node, member);
  }
  return node;
}

std::size_t LeavesOf(const Node& table, std::size_t axes) {
  if (axes == 0) return 1;
  std::size_t leaves = 0;
  for (const Entry& entry : table.entries) leaves += LeavesOf(entry.value, axes - 1);
  return leaves;
}

// Writes one value; a value with a clause of its own keeps or changes it.
Status PutCell(Node& leaf, const std::string& value, const ClauseEdit* clause) {
  Node* written = leaf.is_map() ? ValueOf(leaf, "value") : &leaf;
  if (written == nullptr || !written->is_scalar()) {
    return Bad(
        {"这是一条文字规定，请在文件中直接修改", "this is a rule in words; change it in the file"});
  }
  if (clause == nullptr) {
    written->text = value;
    return Done{};
  }
  if (leaf.is_map()) {
    written->text = value;
    PutClause(leaf, *clause);
    return Done{};
  }
  Node made = NewMap({NewEntry("value", NewScalar(value))});
  PutClause(made, *clause);
  leaf = std::move(made);
  return Done{};
}

Status PutCells(Node& period, const TableEdit& edit) {
  Node* table = ValueOf(period, "table");
  if (table == nullptr) table = ValueOf(period, "value");
  if (table == nullptr) return CannotWrite();
  std::set<std::vector<std::string>> changed;
  for (const CellEdit& cell : edit.cells) changed.insert(cell.at);
  const std::size_t axes = edit.cells.empty() ? 0 : edit.cells.front().at.size();
  const bool whole = edit.cells.empty() || changed.size() == LeavesOf(*table, axes);
  for (const CellEdit& cell : edit.cells) {
    if (cell.value.empty() || !FitsIn(cell.value)) {
      return Bad({"值为空或过长", "a value is empty or too long"});
    }
    Node* leaf = LeafAt(*table, cell.at);
    if (leaf == nullptr) return ErrorCode::kUnknownValue;
    // With the whole table changed, its clause is that of the period.
    if (whole && edit.clause && leaf->is_map() && ValueOf(*leaf, "value") != nullptr) {
      *leaf = NewScalar(cell.value);
      continue;
    }
    const Status put = PutCell(*leaf, cell.value, !whole && edit.clause ? &*edit.clause : nullptr);
    if (!put.ok()) return put;
  }
  if (whole && edit.clause) PutClause(period, *edit.clause);
  return Done{};
}

// The item of `periods` that holds on `day` or was the last before it, or -1.
int HoldingOn(const Node& periods, Date day) {
  int found = -1;
  for (std::size_t i = 0; i < periods.items.size(); ++i) {
    const std::optional<Date> from = DayOf(periods.items[i], "from");
    if (from && *from <= day) found = static_cast<int>(i);
  }
  return found;
}

// The list of periods of the table at `place` in the file, or nullptr.
Node* PeriodsAt(OpenFile& file, Place place) {
  Node* table = MapAt(file.after, place, "values");
  if (table == nullptr) return nullptr;
  Node* periods = ValueOf(*table, "values");
  return periods->is_list() ? periods : nullptr;
}

// Makes of the period or adjustment `index` two: the second begins on `day`.
Node& CutAt(Node& list, std::size_t index, Date day) {
  Node second = list.items[index];
  Put(second, "from", ToString(day), {});
  list.items.insert(list.items.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(second));
  return list.items[index + 1];
}

// The list of adjustments that has the one at `place`, and its index there; or nullptr.
Node* ListWith(Node& node, Place place, std::size_t* index) {
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (StandsAt(node.items[i], place) && ValueOf(node.items[i], "for") != nullptr) {
      *index = i;
      return &node;
    }
  }
  for (Node& item : node.items) {
    if (Node* found = ListWith(item, place, index)) return found;
  }
  for (Entry& entry : node.entries) {
    if (Node* found = ListWith(entry.value, place, index)) return found;
  }
  return nullptr;
}

bool IsKind(std::string_view key) { return key == "factor" || key == "minus" || key == "plus"; }

}  // namespace

Result<PackSource> EditTable(const PackSource& source, const TableEdit& edit) {
  if (edit.cells.empty() && !edit.clause) return Bad({"没有任何改动", "nothing is changed"});
  if (edit.clause) {
    const Status clause = CheckClause(*edit.clause);
    if (!clause.ok()) return clause.error();
  }
  Result<OpenFile> file = Open(source, edit.table.file);
  if (!file.ok()) return file.error();
  Node* periods = PeriodsAt(*file, edit.table);
  if (periods == nullptr) return ErrorCode::kUnknownValue;
  const int held = HoldingOn(*periods, edit.from);
  if (held < 0) {
    return Bad({"此日之前没有数值，更早的数值请在文件中写",
                "there is no value before this day; write earlier values in the file"},
               ToString(edit.from));
  }
  const auto index = static_cast<std::size_t>(held);
  Node* period = &periods->items[index];
  if (*DayOf(*period, "from") != edit.from) {
    const std::optional<Date> through = DayOf(*period, "through");
    if (through && *through >= edit.from) {
      ValueOf(*period, "through")->text = ToString(edit.from.PlusDays(-1));
      period = &CutAt(*periods, index, edit.from);
      Put(*period, "through", ToString(*through), "from");
    } else {
      period = &CutAt(*periods, index, edit.from);
      Remove(*period, "through");
    }
  }
  const Status put = PutCells(*period, edit);
  if (!put.ok()) return put.error();
  return Write(source, *file);
}

Result<PackSource> RemovePeriod(const PackSource& source, Place table, Date from) {
  Result<OpenFile> file = Open(source, table.file);
  if (!file.ok()) return file.error();
  Node* periods = PeriodsAt(*file, table);
  if (periods == nullptr) return ErrorCode::kUnknownValue;
  const int held = HoldingOn(*periods, from);
  if (held < 0 || *DayOf(periods->items[static_cast<std::size_t>(held)], "from") != from) {
    return Error{ErrorCode::kUnknownValue, {}, ToString(from)};
  }
  if (held == 0) {
    return Bad({"第一段时间不能取消", "the first period cannot be taken back"}, ToString(from));
  }
  const auto index = static_cast<std::size_t>(held);
  Node& before = periods->items[index - 1];
  const Node* through = ValueOf(periods->items[index], "through");
  if (ValueOf(before, "through") != nullptr) {
    if (through == nullptr) {
      Remove(before, "through");
    } else {
      ValueOf(before, "through")->text = through->text;
    }
  }
  periods->items.erase(periods->items.begin() + held);
  return Write(source, *file);
}

Result<PackSource> EditAdjustment(const PackSource& source, const AdjustmentEdit& edit) {
  if (!IsKind(edit.kind) || edit.value.empty() || !FitsIn(edit.value)) {
    return Bad({"调整写作 factor、minus 或 plus 加一个值",
                "an adjustment is factor, minus or plus and a value"});
  }
  if (edit.clause) {
    const Status clause = CheckClause(*edit.clause);
    if (!clause.ok()) return clause.error();
  }
  Result<OpenFile> file = Open(source, edit.adjustment.file);
  if (!file.ok()) return file.error();
  std::size_t index = 0;
  Node* list = ListWith(file->after, edit.adjustment, &index);
  if (list == nullptr) return ErrorCode::kUnknownValue;
  Node* adjustment = &list->items[index];
  const std::optional<Date> from = DayOf(*adjustment, "from");
  const std::optional<Date> through = DayOf(*adjustment, "through");
  if (through && *through < edit.from) {
    return Bad({"这条调整此日已不适用", "the adjustment does not hold on this day any more"},
               ToString(edit.from));
  }
  if (from ? *from < edit.from : edit.from != Date()) {
    Put(*adjustment, "through", ToString(edit.from.PlusDays(-1)), from ? "from" : "for");
    adjustment = &CutAt(*list, index, edit.from);
    Remove(*adjustment, "through");
    if (through) Put(*adjustment, "through", ToString(*through), "from");
  }
  for (Entry& entry : adjustment->entries) {
    if (!IsKind(entry.key.text)) continue;
    entry.key.text = edit.kind;
    entry.value.text = edit.value;
  }
  if (edit.clause) PutClause(*adjustment, *edit.clause);
  return Write(source, *file);
}

Result<PackSource> AddDocument(const PackSource& source, const DocumentEdit& edit) {
  const std::string path = source.id + "/area.yaml";
  const auto found = std::find_if(source.files.begin(), source.files.end(),
                                  [&](const PackFile& file) { return file.path == path; });
  Result<OpenFile> file = Open(source, static_cast<int>(found - source.files.begin()));
  if (!file.ok()) return file.error();
  Node* documents = ValueOf(file->after, "documents");
  if (documents == nullptr || !documents->is_map()) return CannotWrite();
  if (edit.id.empty() || edit.title.zh.empty() || edit.title.en.empty() || !FitsIn(edit.id) ||
      !FitsIn(edit.title.zh) || !FitsIn(edit.title.en) || !FitsIn(edit.number)) {
    return Bad(
        {"文件要有标识与中英文名称", "a document needs an id and a title in both languages"});
  }
  if (ValueOf(*documents, edit.id) != nullptr) {
    return Bad({"已有文件用此标识", "another document has this id"}, edit.id);
  }
  Node made = NewMap({NewEntry("title", TextMap(edit.title))});
  if (!edit.number.empty()) made.entries.push_back(NewEntry("number", NewScalar(edit.number)));
  documents->entries.push_back(NewEntry(edit.id, std::move(made)));
  return Write(source, *file);
}

}  // namespace tongchou::policy
