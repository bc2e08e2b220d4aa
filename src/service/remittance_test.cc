#include "service/remittance.h"

#include <gtest/gtest.h>

#include <memory>

#include "policy/library.h"
#include "policy/pack_model.h"

namespace tongchou::service {
namespace {

using policy::RemittanceFormat;

constexpr Date kToday(2026, 4, 8);

RemittanceFormat Tax() {
  RemittanceFormat format;
  format.id = "tax";
  format.title = {"税务", "tax office"};
  format.in_force = {Date(2026, 1, 1), Date(2026, 12, 31)};
  format.separator = '|';
  format.skip_lines = 1;
  format.date = policy::DateForm::kChinese;
  format.amount = policy::AmountUnit::kFen;
  format.columns = {{"date", "日期"}, {"amount", "金额"}, {"reference", "流水"}};
  return format;
}

policy::Pack PackOf(std::vector<RemittanceFormat> formats) {
  policy::PackModel model;
  model.remittance = std::move(formats);
  policy::Pack pack;
  pack.model = std::make_shared<policy::PackModel>(std::move(model));
  return pack;
}

ReceiptCells Cells(std::string day, std::string amount) {
  ReceiptCells cells;
  cells.day = std::move(day);
  cells.amount = std::move(amount);
  return cells;
}

TEST(RemittanceTest, ADayAndAnAmountInFenBecomeOurs) {
  const ReceiptCells own = InOwnForm(Tax(), Cells("2026年04月08日", "5"));
  EXPECT_EQ(own.day, "2026-04-08");
  EXPECT_EQ(own.amount, "0.05");
  EXPECT_EQ(InOwnForm(Tax(), Cells("", "123456")).amount, "1234.56");
}

TEST(RemittanceTest, WhatIsNotInTheFormIsRefusedAndSaysWhatWasExpected) {
  const ReceiptCells own = InOwnForm(Tax(), Cells("2026-04-08", "12.34"));
  EXPECT_NE(own.day.find("YYYY年MM月DD日"), std::string::npos);
  ReceiptCells line = own;
  line.reference = "R1";
  EXPECT_EQ(ReadReceipt(line, kToday).error().where, "date");
  line.day = "2026-04-08";
  EXPECT_EQ(ReadReceipt(line, kToday).error().where, "amount");
}

TEST(RemittanceTest, AFileIsReadInTheFormThatItsColumnsFit) {
  const policy::Pack pack = PackOf({Tax()});
  const auto file =
      ReadRemittance("税务局\n流水|日期|别的|金额\nT1|2026年04月08日|x|100\n", pack, kToday, "");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->format, "tax");
  ASSERT_EQ(file->rows.size(), 1U);
  EXPECT_EQ(file->rows[0].row, 3) << "as the file counts its lines";
  EXPECT_EQ(file->rows[0].reference, "T1");
  EXPECT_EQ(file->rows[0].amount, "1.00");
  const auto own = ReadRemittance("date,amount,reference\n2026-04-08,1.00,R1\n", pack, kToday, "");
  ASSERT_TRUE(own.ok());
  EXPECT_EQ(own->format, kOwnForm);
}

TEST(RemittanceTest, AFormIsReadOnItsDaysOnly) {
  const policy::Pack pack = PackOf({Tax()});
  EXPECT_EQ(FormatsOn(pack, Date(2027, 1, 1)).size(), 0U);
  EXPECT_EQ(FindFormat(pack, Date(2027, 1, 1), "tax").error().code, ErrorCode::kNoSuchFormat);
  EXPECT_EQ(ReadRemittance("税务局\n流水|日期|金额\n", pack, Date(2027, 1, 1), "").error().code,
            ErrorCode::kBadColumns);
}

TEST(RemittanceTest, AFileThatFitsNoneIsToldWhatItHasAndWhatWasExpected) {
  const auto refused = ReadRemittance("甲,乙,丙\n1,2,3\n", PackOf({Tax()}), kToday, "");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kBadColumns);
  for (const std::string word : {"甲", "税务", "流水", "银行流水号"}) {
    EXPECT_NE(refused.error().Chinese().find(word), std::string::npos) << word;
  }
}

}  // namespace
}  // namespace tongchou::service
