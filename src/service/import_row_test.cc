#include "service/import_row.h"

#include <gtest/gtest.h>

#include "base/id_number.h"
#include "service/import_file.h"

namespace tongchou::service {
namespace {

class ImportRowTest : public testing::Test {
 protected:
  ImportRowTest()
      : library_(*policy::Library::Load(std::string(TONGCHOU_SOURCE_DIR) + "/policies")) {
    row_.row = 2;
    row_.name = "欧阳䶮";
    row_.certificate = MakeIdNumber("990100", Date(1984, 2, 29), 8);
    row_.category = "在职";
    row_.wage = "12,345.60";
    row_.begin = "20260301";
  }

  Result<ImportMember> Read() const {
    return ReadImportRow(*library_->Find("demo-city"), row_, "employee", "E1");
  }
  std::string Refused() const {
    const auto member = Read();
    if (member.ok()) return "accepted";
    return std::string(InfoOf(member.error().code).text_code) + " " + member.error().where;
  }

  std::shared_ptr<const policy::Library> library_;
  ImportRow row_;
};

TEST_F(ImportRowTest, CellsBecomeValues) {
  row_.certificate.back() = row_.certificate.back() == 'X' ? 'x' : row_.certificate.back();
  const auto member = Read();
  ASSERT_TRUE(member.ok()) << member.error().where;
  EXPECT_EQ(member->birth, Date(1984, 2, 29));
  EXPECT_EQ(member->gender, store::Gender::kFemale);
  EXPECT_EQ(member->scheme, "employee");
  EXPECT_EQ(member->category, "active");
  EXPECT_EQ(member->wage, Money{1'234'560});
  EXPECT_EQ(member->begin, Date(2026, 3, 1));
  EXPECT_EQ(member->employer, "E1");
}

TEST_F(ImportRowTest, DaysAreReadAsOfficesWriteThem) {
  for (const char* day : {"2026-03-01", "2026/3/1", "2026.3.1", "20260301", "2026年3月1日"}) {
    row_.begin = day;
    const auto member = Read();
    ASSERT_TRUE(member.ok()) << day;
    EXPECT_EQ(member->begin, Date(2026, 3, 1)) << day;
  }
  for (const char* day : {"2026-02-30", "1/3/2026", "2026", "202603", "soon", "20260301x"}) {
    row_.begin = day;
    EXPECT_EQ(Refused(), "bad_date begin") << day;
  }
}

TEST_F(ImportRowTest, WhatIsWrongIsNamedByItsColumn) {
  const ImportRow good = row_;
  const auto with = [&](std::string ImportRow::*cell, const std::string& text) {
    row_ = good;
    row_.*cell = text;
    return Refused();
  };
  EXPECT_EQ(with(&ImportRow::name, ""), "missing_field name");
  EXPECT_EQ(with(&ImportRow::certificate, ""), "missing_field cert_no");
  EXPECT_EQ(with(&ImportRow::certificate, "110105491231002"), "bad_id_number cert_no");
  EXPECT_EQ(with(&ImportRow::birth, "1984-02-28"), "person_differs birth_date");
  EXPECT_EQ(with(&ImportRow::scheme, "公积金"), "unknown_scheme scheme");
  EXPECT_EQ(with(&ImportRow::category, ""), "missing_field category");
  EXPECT_EQ(with(&ImportRow::category, "董事"), "unknown_category category");
  EXPECT_EQ(with(&ImportRow::wage, "-1"), "bad_amount wage");
  EXPECT_EQ(with(&ImportRow::wage, "5200.005"), "bad_amount wage");
  EXPECT_EQ(with(&ImportRow::end, "2026-02-01"), "bad_period end");
  EXPECT_EQ(with(&ImportRow::category, "active"), "accepted");
}

TEST(ImportFileTest, RowsAreNumberedAsInTheFileAndOtherColumnsPassedOver) {
  const auto rows = ReadImportFile(
      "\xef\xbb\xbf身份证号码,name,备注,人员类别\r\n1,\"张,三\",x,在职\r\n,,,\r\n2,李四\r\n");
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ((*rows)[0].name, "张,三");
  EXPECT_EQ((*rows)[0].category, "在职");
  EXPECT_EQ((*rows)[1].row, 4);
}

TEST(ImportFileTest, AFileInGb18030IsRead) {
  const auto rows = ReadImportFile(
      "\xd0\xd5\xc3\xfb,\xc9\xed\xb7\xdd\xd6\xa4\xba\xc5\xc2\xeb,\xc8\xcb\xd4\xb1\xc0\xe0\xb1\xf0"
      "\n\xd5\xc5\xc8\xfd,1,\xd4\xda\xd6\xb0\n");
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ((*rows)[0].name, "张三");
}

TEST(ImportFileTest, WrongColumnsAndEncodingsAreRefused) {
  EXPECT_EQ(ReadImportFile("").error().code, ErrorCode::kBadColumns);
  EXPECT_EQ(ReadImportFile("姓名,身份证号码\n").error().where, "category");
  EXPECT_EQ(ReadImportFile("姓名,name,身份证号码,人员类别\n").error().code, ErrorCode::kBadColumns);
  EXPECT_EQ(ReadImportFile("\xff\xff").error().code, ErrorCode::kBadEncoding);
}

TEST(ImportFileTest, TheTemplateAndTheRefusedRowsCanBeReadAgain) {
  EXPECT_EQ(ReadImportFile(ImportTemplate())->size(), 1U);
  RowResult refused;
  refused.row = 7;
  refused.error = Error{ErrorCode::kBadAmount, {}, "wage"};
  refused.cells.name = "张\"三,";
  refused.cells.certificate = "1";
  refused.cells.category = "=1+1";
  const auto rows = ReadImportFile(RefusedFile({refused}));
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ((*rows)[0].name, "张\"三,");
  EXPECT_EQ((*rows)[0].category, "'=1+1") << "not a formula any more";
}

}  // namespace
}  // namespace tongchou::service
