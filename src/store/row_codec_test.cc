#include "store/row_codec.h"

#include <gtest/gtest.h>

#include <limits>

#include "store/packing.h"
#include "store/sample_rows_testing.h"

namespace tongchou::store {
namespace {

TEST(Packing, NumbersOfEverySizeComeBack) {
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{63}, std::int64_t{64},
        std::int64_t{1} << 40, std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min()}) {
    const std::string bytes = Packer().Number(value).Take();
    Unpacker in(bytes);
    EXPECT_EQ(in.Number(), value);
    EXPECT_TRUE(in.done());
  }
}

TEST(Packing, DamageIsSeenAndNeverReadPast) {
  Unpacker endless("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff");
  endless.Number();
  EXPECT_FALSE(endless.ok());
  const std::string claims = Packer().Number(1'000'000).Take();
  Unpacker longer(claims);
  EXPECT_TRUE(longer.Text().empty());
  EXPECT_FALSE(longer.ok());
  EXPECT_EQ(longer.Number(), 0);
}

// Every form comes back exactly, and cut anywhere it is refused.
template <typename Unpack>
void ExpectRefusedWhenCut(const std::string& bytes, const Unpack& unpack) {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(unpack(std::string_view(bytes).substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(unpack(bytes + "x").ok());
}

TEST(RowCodec, Person) {
  const PersonRow row = SamplePerson(7);
  const std::string bytes = PackPerson(row);
  EXPECT_EQ(*UnpackPerson(bytes), row);
  ExpectRefusedWhenCut(bytes, UnpackPerson);
}

TEST(RowCodec, APersonOfTheFormBeforeWagesIsRead) {
  PersonRow row = SamplePerson(7);
  row.wages.clear();
  row.changed = 0;
  std::string bytes = PackPerson(row);
  bytes.resize(bytes.size() - 2);  // no wages, no change
  bytes[0] = 4;                    // form 2
  EXPECT_EQ(*UnpackPerson(bytes), row);
}

TEST(RowCodec, Employer) {
  Employer row;
  row.code = SampleEmployer().code;
  row.name = SampleEmployer().name;
  row.unit_kind = SampleEmployer().unit_kind;
  const Employer bare = row;
  const std::string bytes = PackEmployer(SampleEmployer());
  ASSERT_TRUE(UnpackEmployer(bytes, row).ok());
  EXPECT_EQ(row, SampleEmployer());
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    EXPECT_FALSE(UnpackEmployer(std::string_view(bytes).substr(0, size), row).ok()) << size;
  }
  row = bare;
  ASSERT_TRUE(UnpackEmployer("", row).ok()) << "one of before there were files";
  EXPECT_EQ(row, bare);
}

TEST(RowCodec, Visit) {
  const VisitRow row = SampleVisit(7, 8);
  const std::string bytes = PackVisit(row);
  EXPECT_EQ(PackVisit(*UnpackVisit(bytes)), bytes);
  ExpectRefusedWhenCut(bytes, UnpackVisit);
}

// A visit as programs before form 2 packed it.
std::string PackFirstForm(const VisitRow& row) {
  Packer out;
  out.Number(1).Number(row.visit).Number(row.person).Text(row.provider);
  out.Kind(row.kind).Kind(row.status).Text(row.scheme).Text(row.benefit).Text(row.med_type);
  out.Text(row.number).At(row.begin).Flag(true).At(*row.end);
  out.Kind(row.referral).Text(row.disease_code).Text(row.disease_name);
  out.Text(row.detail).Text(row.diagnoses).Number(static_cast<std::int64_t>(row.batches.size()));
  for (const BatchState& batch : row.batches) {
    out.Number(batch.seq).Text(batch.batch).Number(batch.settlement).Flag(batch.withdrawn);
  }
  out.Flag(row.closed).Number(static_cast<std::int64_t>(row.settlements.size()));
  for (const std::int64_t settlement : row.settlements) out.Number(settlement);
  return out.Take();
}

TEST(RowCodec, VisitOfTheFirstFormIsStillRead) {
  VisitRow row = SampleVisit(7, 8);
  for (BatchState& batch : row.batches) batch.reversed.clear();
  const std::string old = PackFirstForm(row);
  EXPECT_EQ(PackVisit(*UnpackVisit(old)), PackVisit(row));
  ExpectRefusedWhenCut(old, UnpackVisit);
}

TEST(RowCodec, LinesAndTheirDetails) {
  const FeeBatchRow row = SampleBatch(7, 1);
  const std::string bytes = PackLines(row.lines);
  std::vector<FeeLineRow> lines = *UnpackLines(bytes);
  ASSERT_TRUE(UnpackDetails(PackDetails(row.lines), lines).ok());
  EXPECT_EQ(PackLines(lines), bytes);
  EXPECT_EQ(lines[1].line, row.lines[1].line);
  ExpectRefusedWhenCut(bytes, UnpackLines);
  lines.pop_back();
  EXPECT_FALSE(UnpackDetails(PackDetails(row.lines), lines).ok());
}

TEST(RowCodec, Settlement) {
  const SettlementRow row = SampleSettlement(7, 8, 3);
  const std::string bytes = PackSettlement(row);
  const SettlementRow read = *UnpackSettlement(bytes);
  EXPECT_EQ(PackSettlement(read), bytes);
  EXPECT_EQ(read.figures, row.figures);
  EXPECT_EQ(read.inputs.totals_before, row.inputs.totals_before);
  ExpectRefusedWhenCut(bytes, UnpackSettlement);
}

// What others have booked under a digest keeps its bytes: only those treated elsewhere have the
// form that names the area.
TEST(RowCodec, SettlementOfSomebodyTreatedElsewhere) {
  SettlementRow row = SampleSettlement(7, 8, 3);
  const std::string at_home = PackSettlement(row);
  EXPECT_EQ(at_home.substr(0, 1), Packer().Number(1).Take());
  row.treated = 990'200;
  row.crossing = 12;
  const std::string bytes = PackSettlement(row);
  const SettlementRow read = *UnpackSettlement(bytes);
  EXPECT_EQ(read.treated, 990'200);
  EXPECT_EQ(read.crossing, 12);
  EXPECT_EQ(PackSettlement(read), bytes);
  ExpectRefusedWhenCut(bytes, UnpackSettlement);
}

TEST(RowCodec, Crossing) {
  CrossingRow row = SampleCrossing(7);
  row.state = CrossingState::kAnswered;
  row.figures = {"990200300000000001",
                 Date(2026, 1, 1),
                 "employee",
                 {100},
                 {-60},
                 {40},
                 {{"pooled", {-60}}, {"account", {40}}}};
  row.entry = 9;
  row.refusal = "no_coverage";
  const std::string bytes = PackCrossing(row);
  const CrossingRow read = *UnpackCrossing(bytes);
  EXPECT_EQ(PackCrossing(read), bytes);
  EXPECT_EQ(read.key, row.key);
  EXPECT_EQ(read.figures.due(), Money{-20});
  EXPECT_EQ(read.figures.payments[1].fund, "account");
  ExpectRefusedWhenCut(bytes, UnpackCrossing);
}

TEST(RowCodec, WhatIsDueToAnotherAreaNamesIt) {
  ledger::Entry entry = SampleEntry({}, 1);
  entry.postings[1].account = {"employee", "pooled", ledger::Role::kDueTo, 990'200};
  EXPECT_EQ(UnpackEntry(PackEntry(entry))->postings, entry.postings);
  ExpectRefusedWhenCut(PackEntry(entry), UnpackEntry);
}

TEST(RowCodec, YearAndItemAndEntry) {
  const std::string year = PackYear(SampleYear(7));
  EXPECT_EQ(PackYear(*UnpackYear(year)), year);
  ExpectRefusedWhenCut(year, UnpackYear);
  CatalogueItem item;
  item.code = "A1";
  item.unit_ceiling = {Money{1}, std::nullopt, Money{3}};
  item.first_ratio = Ratio{5};
  EXPECT_EQ(*UnpackItem(PackItem(item)), item);
  const ledger::Entry entry = SampleEntry({}, 1);
  ledger::Entry read = *UnpackEntry(PackEntry(entry));
  read.area = entry.area;
  read.number = entry.number;
  EXPECT_EQ(ledger::DigestOf(read), entry.digest);
  ExpectRefusedWhenCut(PackEntry(entry), UnpackEntry);
}

}  // namespace
}  // namespace tongchou::store
