// FieldLists: what the interface specification says about every field of the transactions we
// support: node, type, length, dictionary, and whether the edition in use requires it.
//
// Read once at start from the data built into the program; immutable, therefore thread-safe.
#ifndef TONGCHOU_GATEWAY_FIELD_LIST_H_
#define TONGCHOU_GATEWAY_FIELD_LIST_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tongchou::gateway {

// The codes that a field may hold, of every edition.
struct Dictionary {
  std::vector<std::string> codes;

  // Whether `code` is one of them; "1" and "01" are the same.
  bool Contains(std::string_view code) const;
};

enum class FieldType : std::uint8_t { kText, kNumber, kDay, kTime };

struct Field {
  std::string code;  // "psn_no"
  std::string name;  // "人员编号"
  FieldType type = FieldType::kText;
  int length = 0;  // kText: characters; kNumber: digits; 0: any
  int places = 0;  // kNumber: decimals
  const Dictionary* dictionary = nullptr;
  bool required = false;
};

struct Node {
  std::string name;  // "data"; empty: the fields stand without a node
  bool is_list = false;
  std::vector<Field> fields;

  const Field* Find(std::string_view code) const;
};

struct Transaction {
  std::string infno;
  std::vector<Node> in, out;

  const Node& Out(std::string_view name) const;
};

class FieldLists {
 public:
  // `edition`: "HN", "JX" or "HB". Refusals: kNoSuchEdition.
  static Result<FieldLists> Load(std::string_view edition);

  FieldLists(FieldLists&&) = default;
  FieldLists& operator=(FieldLists&&) = default;

  const Transaction& envelope() const { return envelope_; }

  // Of `infno`, or nullptr.
  const Transaction* Find(std::string_view infno) const;

 private:
  FieldLists() = default;

  std::map<std::string, Dictionary, std::less<>> dictionaries_;  // fields point into it
  std::map<std::string, Transaction, std::less<>> transactions_;
  Transaction envelope_;
};

// The rows of a table of api/nhsa, split at tabs, without the line of column names.
std::vector<std::vector<std::string_view>> RowsOf(std::string_view table);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_FIELD_LIST_H_
