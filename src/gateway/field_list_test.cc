#include "gateway/field_list.h"

#include <gtest/gtest.h>

#include "gateway/nhsa_data.h"

namespace tongchou::gateway {
namespace {

TEST(FieldListTest, KnowsWhatTheSpecificationSays) {
  const FieldLists lists = FieldLists::Load("HN").value();
  const Transaction* settle = lists.Find("2207");
  ASSERT_NE(settle, nullptr);
  ASSERT_EQ(settle->in.size(), 1u);
  EXPECT_EQ(settle->in[0].name, "data");
  EXPECT_FALSE(settle->in[0].is_list);
  const Field* total = settle->in[0].Find("medfee_sumamt");
  ASSERT_NE(total, nullptr);
  EXPECT_EQ(total->name, "医疗费总额");
  EXPECT_EQ(total->type, FieldType::kNumber);
  EXPECT_EQ(total->length, 16);
  EXPECT_EQ(total->places, 2);
  EXPECT_TRUE(total->required);
  EXPECT_TRUE(lists.Find("2204")->in[0].is_list);
  EXPECT_TRUE(lists.Find("2302")->in[0].is_list);
  EXPECT_FALSE(lists.Find("2205")->in[0].is_list);
  EXPECT_EQ(lists.Find("9999"), nullptr);
  EXPECT_EQ(lists.Find("envelope"), nullptr);
}

TEST(FieldListTest, EditionsDifferInWhatTheyRequire) {
  const auto required = [](const char* edition, const char* infno, const char* node_field) {
    const FieldLists lists = FieldLists::Load(edition).value();
    return lists.Find(infno)->in[0].Find(node_field)->required;
  };
  EXPECT_TRUE(required("HN", "2206", "certno"));
  EXPECT_FALSE(required("JX", "2206", "certno"));
  EXPECT_FALSE(required("HB", "2206", "certno"));
  EXPECT_TRUE(required("JX", "1101", "certno"));
  EXPECT_FALSE(required("HB", "1101", "certno"));
  EXPECT_EQ(FieldLists::Load("XX").error().code, ErrorCode::kNoSuchEdition);
}

TEST(FieldListTest, DictionariesTakeEveryEditionAndNumberOfDigits) {
  const FieldLists lists = FieldLists::Load("HN").value();
  const Node& node = lists.Find("2206")->in[0];
  const Dictionary* types = node.Find("med_type")->dictionary;
  ASSERT_NE(types, nullptr);
  for (const char* code : {"11", "12", "21", "2101", "41"}) EXPECT_TRUE(types->Contains(code));
  EXPECT_FALSE(types->Contains("9999"));
  const Dictionary* ways = node.Find("psn_setlway")->dictionary;
  EXPECT_TRUE(ways->Contains("1"));
  EXPECT_TRUE(ways->Contains("01"));
  EXPECT_FALSE(ways->Contains("99"));
  EXPECT_FALSE(ways->Contains(""));
}

TEST(FieldListTest, EveryPathLeadsToASupportedTransaction) {
  const FieldLists lists = FieldLists::Load("HN").value();
  for (const auto& row : RowsOf(PathsTable())) {
    ASSERT_EQ(row.size(), 2u);
    EXPECT_NE(lists.Find(row[0]), nullptr) << row[0];
  }
}

TEST(FieldListTest, EveryExceptionOfAnEditionNamesAListedField) {
  const FieldLists lists = FieldLists::Load("HN").value();
  for (const auto& row : RowsOf(ProfilesTable())) {
    const Transaction* transaction = lists.Find(row.at(1));
    ASSERT_NE(transaction, nullptr) << row.at(1);
    bool found = false;
    for (const Node& node : transaction->in) {
      found = found || (node.name == row.at(2) && node.Find(row.at(3)) != nullptr);
    }
    EXPECT_TRUE(found) << row.at(1) << " " << row.at(3);
  }
}

}  // namespace
}  // namespace tongchou::gateway
