#include "gateway/field_list.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "gateway/nhsa_data.h"

namespace tongchou::gateway {
namespace {

constexpr std::string_view kEnvelope = "envelope";
constexpr std::string_view kBaseEdition = "HN";  // fields.tsv is this one

std::string_view WithoutZeros(std::string_view code) {
  while (code.size() > 1 && code.front() == '0') code.remove_prefix(1);
  return code;
}

std::string_view TakeUntil(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

int Whole(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

FieldType TypeOf(std::string_view letter) {
  if (letter == "N") return FieldType::kNumber;
  if (letter == "D") return FieldType::kDay;
  if (letter == "T") return FieldType::kTime;
  TC_CHECK(letter == "C");
  return FieldType::kText;
}

Node& NodeOf(std::vector<Node>& nodes, std::string_view name, bool is_list) {
  for (Node& node : nodes) {
    if (node.name == name) return node;
  }
  return nodes.emplace_back(Node{std::string(name), is_list, {}});
}

void SetRequirement(Transaction& transaction, std::string_view node, std::string_view field,
                    bool required) {
  for (Node& each : transaction.in) {
    if (each.name != node) continue;
    for (Field& candidate : each.fields) {
      if (candidate.code == field) candidate.required = required;
    }
  }
}

}  // namespace

std::vector<std::vector<std::string_view>> RowsOf(std::string_view table) {
  std::vector<std::vector<std::string_view>> rows;
  while (!table.empty()) {
    std::string_view line = TakeUntil(table, '\n');
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string_view>& row = rows.emplace_back();
    while (true) {
      const bool last = line.find('\t') == std::string_view::npos;
      row.push_back(TakeUntil(line, '\t'));
      if (last) break;
    }
  }
  return rows;
}

bool Dictionary::Contains(std::string_view code) const {
  return std::ranges::any_of(
      codes, [&](const std::string& known) { return WithoutZeros(known) == WithoutZeros(code); });
}

const Field* Node::Find(std::string_view code) const {
  const auto found = std::ranges::find(fields, code, &Field::code);
  return found == fields.end() ? nullptr : &*found;
}

const Node& Transaction::Out(std::string_view name) const {
  const auto found = std::ranges::find(out, name, &Node::name);
  TC_CHECK(found != out.end());
  return *found;
}

const Transaction* FieldLists::Find(std::string_view infno) const {
  const auto found = transactions_.find(infno);
  return found == transactions_.end() ? nullptr : &found->second;
}

Result<FieldLists> FieldLists::Load(std::string_view edition) {
  FieldLists lists;
  for (const auto& row : RowsOf(DictionariesTable())) {
    lists.dictionaries_[std::string(row.at(0))].codes.emplace_back(row.at(2));
  }
  for (const auto& row : RowsOf(FieldsTable())) {
    const std::string infno(row.at(0));
    Transaction& transaction = infno == kEnvelope ? lists.envelope_ : lists.transactions_[infno];
    transaction.infno = infno;
    Node& node = NodeOf(row.at(1) == "in" ? transaction.in : transaction.out, row.at(2),
                        row.at(3) == "list");
    std::string_view length = row.at(7);
    Field field{std::string(row.at(4)), std::string(row.at(5)), TypeOf(row.at(6))};
    field.length = Whole(TakeUntil(length, ','));
    field.places = Whole(length);
    field.required = row.at(9) == "required";
    const auto dictionary = lists.dictionaries_.find(row.at(8));
    if (dictionary != lists.dictionaries_.end()) field.dictionary = &dictionary->second;
    node.fields.push_back(std::move(field));
  }
  bool known = edition == kBaseEdition;
  for (const auto& row : RowsOf(ProfilesTable())) {
    if (row.at(0) != edition) continue;
    known = true;
    SetRequirement(lists.transactions_.at(std::string(row.at(1))), row.at(2), row.at(3),
                   row.at(4) == "required");
  }
  if (!known) return Error{ErrorCode::kNoSuchEdition, {}, std::string(edition)};
  return lists;
}

}  // namespace tongchou::gateway
