#include "gateway/input.h"

#include <gtest/gtest.h>

#include <string>

namespace tongchou::gateway {
namespace {

constexpr const char* kLine =
    R"({"feedetl_sn":1,"mdtrt_id":"M1","psn_no":"P1","chrg_bchno":"B1","rx_circ_flag":"0",
        "fee_ocur_time":"2026-02-10 09:30:00","med_list_codg":"X1","medins_list_codg":"X1",
        "det_item_fee_sumamt":12.50,"cnt":"2","pric":"6.25","bilg_dept_codg":"A01",
        "bilg_dept_name":"内科","bilg_dr_codg":"D1","bilg_dr_name":"李","hosp_appr_flag":"1",
        "tcmdrug_used_way":"2","etip_flag":"0","dscg_tkdrug_flag":"0","matn_fee_flag":"0"})";

class InputTest : public testing::Test {
 protected:
  Result<Input> Read(const char* infno, const std::string& json) const {
    return Input::Read(*lists_.Find(infno), ReadJson(json).value());
  }
  // The refusal of a 2204 line in which `from` is replaced by `to`.
  Error LineRefusal(const std::string& from, const std::string& to) const {
    std::string line = kLine;
    line.replace(line.find(from), from.size(), to);
    const auto input = Read("2204", "{\"feedetail\":[" + std::string(kLine) + "," + line + "]}");
    EXPECT_FALSE(input.ok()) << to;
    return input.ok() ? Error{ErrorCode::kBadCase, {}, {}} : input.error();
  }

  FieldLists lists_ = FieldLists::Load("HN").value();
};

TEST_F(InputTest, AListNodeMayComeAsOneObject) {
  const Input input = Read("2204", "{\"feedetail\":" + std::string(kLine) + "}").value();
  ASSERT_EQ(input.Rows("feedetail").size(), 1u);
  const WireValue& row = input.Row("feedetail");
  EXPECT_EQ(row.Text("feedetl_sn"), "1");
  EXPECT_EQ(AmountOf(row, "det_item_fee_sumamt"), Money{1250});
  EXPECT_EQ(NumberOf(row, "cnt", 4), 20000);
  EXPECT_EQ(NumberOf(row, "pric", 6), 6250000);
  EXPECT_FALSE(TextOf(row, "rxno"));
}

TEST_F(InputTest, AnObjectNodeMayComeAsAListOfOneOrBare) {
  const char* data = R"({"mdtrt_id":"M1","chrg_bchno":"0000","psn_no":"P1"})";
  for (const std::string& json : {"{\"data\":" + std::string(data) + "}",
                                  "{\"data\":[" + std::string(data) + "]}", std::string(data)}) {
    EXPECT_EQ(Read("2205", json).value().Row("data").Text("mdtrt_id"), "M1") << json;
  }
}

TEST_F(InputTest, MissingNodesAndRowsAreRefused) {
  for (const char* json :
       {"{}", R"({"feedetail":[]})", R"({"feedetail":""})", R"({"feedetail":null})"}) {
    EXPECT_EQ(Read("2204", json).error().code, ErrorCode::kMissingField) << json;
  }
  for (const char* json :
       {R"({"feedetail":"x"})", R"({"feedetail":[[]]})", R"({"feedetail":[1]})"}) {
    EXPECT_EQ(Read("2204", json).error().code, ErrorCode::kBadFieldType) << json;
  }
}

TEST_F(InputTest, RefusalsNameRowFieldAndReason) {
  const Error error = LineRefusal(R"("2")", R"("two")");
  EXPECT_EQ(error.code, ErrorCode::kBadNumber);
  EXPECT_EQ(error.where, "feedetail[2].cnt");
  EXPECT_NE(error.Chinese().find("feedetail[2].cnt（数量）"), std::string::npos);
  EXPECT_NE(error.Chinese().find("two"), std::string::npos);
  EXPECT_NE(error.English().find("feedetail[2].cnt"), std::string::npos);
}

TEST_F(InputTest, EveryKindOfBadFieldHasItsCode) {
  EXPECT_EQ(LineRefusal(R"("mdtrt_id":"M1")", R"("mdtrt_id":"")").code, ErrorCode::kMissingField);
  EXPECT_EQ(LineRefusal(R"("mdtrt_id":"M1")", R"("mdtrt_id":{"a":1})").code,
            ErrorCode::kBadFieldType);
  EXPECT_EQ(LineRefusal(R"("mdtrt_id":"M1")", R"("mdtrt_id":true)").code, ErrorCode::kBadFieldType);
  EXPECT_EQ(LineRefusal("M1", std::string(31, 'M')).code, ErrorCode::kFieldTooLong);
  EXPECT_EQ(LineRefusal(R"("hosp_appr_flag":"1")", R"("hosp_appr_flag":"7")").code,
            ErrorCode::kNotInDictionary);
  EXPECT_EQ(LineRefusal("12.50", "12.505").code, ErrorCode::kBadNumber);
  EXPECT_EQ(LineRefusal("12.50", "1.25e1").code, ErrorCode::kBadNumber);
  EXPECT_EQ(LineRefusal("12.50", "99999999999.00").code, ErrorCode::kBadNumber);
  EXPECT_EQ(LineRefusal("\"6.25\"", "\"-6.25\"").code, ErrorCode::kBadNumber);
  EXPECT_EQ(LineRefusal("2026-02-10 09", "2026-02-30 09").code, ErrorCode::kBadDate);
}

TEST_F(InputTest, LengthCountsCharactersNotBytes) {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "内";
  std::string line = kLine;
  line.replace(line.find("内科"), std::string("内科").size(), name);
  EXPECT_TRUE(Read("2204", "{\"feedetail\":" + line + "}").ok());
}

TEST_F(InputTest, UnknownNodesAndFieldsAreIgnored) {
  const Input input = Read("2205", R"({"data":{"mdtrt_id":"M1","chrg_bchno":"0000","psn_no":"P1",
                                        "med_type":"no code","new":{"a":[1]}},"other":7})")
                          .value();
  EXPECT_EQ(input.Row("data").items.size(), 3u);
  EXPECT_EQ(input.Row("data").Text("med_type"), "");
}

}  // namespace
}  // namespace tongchou::gateway
