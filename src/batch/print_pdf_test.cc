#include "batch/print_pdf.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace tongchou::batch {
namespace {

using service::Document;
using service::DocumentSheet;
using service::DocumentTable;

Document NoticeOf(int rows) {
  DocumentTable table{
      .title = "明细 Lines",
      .columns = {{.title = "姓名", .share = 2}, {.title = "金额", .amount = true}}};
  for (int i = 0; i < rows; ++i) table.rows.push_back({fmt::format("职工{}", i), "1,234.56"});
  table.sums = {"合计", "9,999.99"};
  const DocumentSheet sheet{
      .title = "缴费通知单",
      .number = "202603-E00001-1",
      .facts = {{"单位", "示范纺织厂"}, {"到期日", "2026-04-10"}, {"户数", "1"}},
      .paragraphs = {"请于到期日前缴纳。"},
      .tables = {table},
      .closing = {"逾期按日加收滞纳金。"},
      .signatures = {"经办人", "复核人"}};
  return {.title = "缴费通知单",
          .issuer = "示范市医保中心",
          .at = {1'780'000'000'000},
          .sheets = {sheet, sheet}};
}

std::size_t PagesOf(const std::string& pdf) {
  std::size_t pages = 0;
  for (std::size_t at = pdf.find("/Type /Page "); at != std::string::npos;
       at = pdf.find("/Type /Page ", at + 1)) {
    ++pages;
  }
  return pages;
}

TEST(PrintPdf, EachSheetBeginsOnAPage) {
  const std::string pdf = PrintPdf(NoticeOf(3));
  EXPECT_TRUE(pdf.starts_with("%PDF-"));
  EXPECT_EQ(PagesOf(pdf), 2u);
}

TEST(PrintPdf, LongTablesRunOverPages) {
  const std::size_t pages = PagesOf(PrintPdf(NoticeOf(300)));
  EXPECT_GE(pages, 2u * 7);
  EXPECT_LE(pages, 2u * 12);
}

TEST(PrintPdf, TheSameDocumentGivesTheSameBytes) {
  EXPECT_EQ(PrintPdf(NoticeOf(60)), PrintPdf(NoticeOf(60)));
}

TEST(PrintPdfDeathTest, ARowWithTooFewCellsIsADefect) {
  Document document = NoticeOf(1);
  document.sheets[0].tables[0].rows[0].pop_back();
  EXPECT_DEATH(PrintPdf(document), "IsWhole");
}

}  // namespace
}  // namespace tongchou::batch
