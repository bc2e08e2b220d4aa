// Bills and lines as they are kept, in the form of today and in the one before the pooled fund's
// part of the premium of large illnesses; what a bill books.
#include "service/levy_papers.h"

#include <gtest/gtest.h>

#include <map>

#include "store/packing.h"

namespace tongchou::service {
namespace {

LevyFigures SomeFigures() {
  LevyFigures figures;
  figures.base = {654'321};
  figures.employer = {52'346};
  figures.person = {13'086};
  figures.account = {13'086};
  figures.pooled = {52'346};
  figures.large_illness_employer = {600};
  figures.large_illness_person = {300};
  figures.civil_servant = {100};
  return figures;
}

LevyBill SomeBill(const LevyFigures& figures) {
  LevyBill bill;
  bill.month = {Date(2026, 3, 1)};
  bill.employer = "E00001";
  bill.run = bill.month;
  bill.by = "finance";
  bill.scheme = "employee";
  bill.pack = "demo-city";
  bill.due = Date(2026, 4, 10);
  bill.persons = 1;
  bill.sums = figures;
  bill.groups = {{"active", 1, figures}};
  bill.entry = 7;
  return bill;
}

// What is due to whom within one fund: debits less credits.
std::map<std::string, std::int64_t> SumsByFund(const ledger::Entry& entry) {
  std::map<std::string, std::int64_t> sums;
  for (const ledger::Posting& posting : entry.postings) {
    sums[posting.account.fund] += posting.debit.fen - posting.credit.fen;
  }
  return sums;
}

// The eight figures of form 1, as they were packed before there was a ninth.
void PackOldFigures(store::Packer& out, const LevyFigures& figures) {
  out.Amount(figures.base).Amount(figures.employer).Amount(figures.person);
  out.Amount(figures.account).Amount(figures.pooled);
  out.Amount(figures.large_illness_employer).Amount(figures.large_illness_person);
  out.Amount(figures.civil_servant);
}

// A bill with one group and a sheet from person 5 on, as form 1 kept it.
std::string OldBody(const LevyBill& bill, std::int64_t entry) {
  store::Packer out;
  out.Number(1).Day(bill.month.first).Text(bill.employer).Number(bill.number);
  out.Kind(bill.kind).Number(bill.reverses).Day(bill.run.first).Number(bill.seen);
  out.At(bill.at).Text(bill.by).Text(bill.reason).Text(bill.scheme).Text(bill.unit_kind);
  out.Text(bill.organisation).Text(bill.pack).Digest(bill.pack_digest).Day(bill.due);
  out.Number(bill.persons);
  PackOldFigures(out, bill.sums);
  out.Number(1).Text("active").Number(1);
  PackOldFigures(out, bill.sums);
  return out.Number(1).Number(5).Digest(bill.lines).Number(entry).Take();
}

TEST(LevyPapersTest, ABillIsKeptWithThePartOfThePooledFund) {
  LevyFigures figures = SomeFigures();
  figures.large_illness_pooled = {400};
  const Result<LevyBill> read = BillOf(RecordOf(SomeBill(figures)));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->sums, figures);
  EXPECT_EQ(read->groups.front().figures, figures);
  EXPECT_EQ(ContentOf(*read), ContentOf(SomeBill(figures)));
  EXPECT_EQ(TotalOf(figures), TotalOf(SomeFigures())) << "nobody is to pay the pooled fund's part";
}

TEST(LevyPapersTest, ABillOfTheFirstFormReadsAsItWasAndStillHasItsDigest) {
  const LevyBill bill = SomeBill(SomeFigures());
  store::RecordRow row;
  row.kind = store::RecordKind::kLevyBill;
  row.body = OldBody(bill, bill.entry);
  const Result<LevyBill> read = BillOf(row);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->sums, SomeFigures());
  EXPECT_EQ(read->sheets, std::vector<std::int64_t>{5});
  EXPECT_EQ(RecordOf(*read).body, row.body);
  EXPECT_EQ(ContentOf(*read), Sm3(OldBody(bill, 0))) << "what its entry of the journal vouches for";
}

TEST(LevyPapersTest, LinesOfTheFirstFormReadAndArePackedAsTheyWere) {
  LevyBill bill = SomeBill(SomeFigures());
  bill.form = 1;
  const std::vector<LevyLine> lines = {{{5, "active", {654'321}, 2026, 40, true}, SomeFigures()}};
  store::Packer out;
  out.Number(1).Number(1).Number(5).Text("active").Amount({654'321}).Number(2026).Number(40);
  out.Flag(true);
  PackOldFigures(out, SomeFigures());
  const std::string old = out.Take();
  EXPECT_EQ(SheetsOf(lines, bill).front().body, old);
  store::RecordRow row;
  row.body = old;
  const auto read = LinesOf(row);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, lines);
}

TEST(LevyPapersTest, AnUnknownFormIsRefused) {
  store::Packer out;
  store::RecordRow row;
  row.body = out.Number(3).Take();
  EXPECT_EQ(BillOf(row).error().code, ErrorCode::kStoreCorrupt);
  EXPECT_EQ(LinesOf(row).error().code, ErrorCode::kStoreCorrupt);
}

TEST(LevyPapersTest, ThePooledFundGivesItsPartOverAndEachFundBalancesForItself) {
  LevyFigures figures = SomeFigures();
  figures.large_illness_pooled = {400};
  for (const LevyFigures& sums : {figures, Negated(figures)}) {
    const ledger::Entry entry = EntryOf(SomeBill(sums));
    EXPECT_TRUE(ledger::CheckPostings(entry.postings).ok());
    for (const auto& [fund, sum] : SumsByFund(entry)) EXPECT_EQ(sum, 0) << fund;
    const std::int64_t moved = sums.large_illness_pooled.fen;
    std::map<std::string, std::int64_t> by_account;
    for (const ledger::Posting& posting : entry.postings) {
      by_account[CodeOf(posting.account)] += posting.debit.fen - posting.credit.fen;
    }
    EXPECT_EQ(by_account["employee.pooled.benefits"], moved);
    EXPECT_EQ(by_account["employee.pooled.bank"], -moved);
    EXPECT_EQ(by_account["employee.large_illness.bank"], moved);
    EXPECT_EQ(by_account["employee.large_illness.income"], -moved);
    EXPECT_EQ(by_account["employee.large_illness.receivable"], moved < 0 ? -900 : 900);
  }
}

}  // namespace
}  // namespace tongchou::service
