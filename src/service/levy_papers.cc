#include "service/levy_papers.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/policy_at.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kFirstForm = 1;

Error Damaged() { return Error{ErrorCode::kStoreCorrupt, {}, "record"}; }

bool IsForm(std::int64_t form) { return kFirstForm <= form && form <= kFiguresForm; }

void PackFigures(store::Packer& out, std::int64_t form, const LevyFigures& figures) {
  for (const LevyFigure& figure : FiguresOfForm(form)) out.Amount(figures.*figure.amount);
}

LevyFigures UnpackFigures(store::Unpacker& in, std::int64_t form) {
  LevyFigures figures;
  for (const LevyFigure& figure : FiguresOfForm(form)) figures.*figure.amount = in.Amount();
  return figures;
}

std::string PackBill(const LevyBill& bill, std::int64_t entry) {
  store::Packer out;
  out.Number(bill.form).Day(bill.month.first).Text(bill.employer).Number(bill.number);
  out.Kind(bill.kind).Number(bill.reverses).Day(bill.run.first).Number(bill.seen);
  out.At(bill.at).Text(bill.by);
  out.Text(bill.reason).Text(bill.scheme).Text(bill.unit_kind).Text(bill.organisation);
  out.Text(bill.pack).Digest(bill.pack_digest).Day(bill.due).Number(bill.persons);
  PackFigures(out, bill.form, bill.sums);
  out.Number(static_cast<std::int64_t>(bill.groups.size()));
  for (const LevyGroupSum& group : bill.groups) {
    out.Text(group.category).Number(group.persons);
    PackFigures(out, bill.form, group.figures);
  }
  out.Number(static_cast<std::int64_t>(bill.sheets.size()));
  for (const std::int64_t person : bill.sheets) out.Number(person);
  return out.Digest(bill.lines).Number(entry).Take();
}

// Adds a claim of `amount` on what is due to a fund, or takes it back when it is negative.
void AppendClaim(const std::string& scheme, std::string_view fund, Money amount,
                 std::vector<ledger::Posting>& postings) {
  if (amount == Money{}) return;
  const bool more = amount.fen > 0;
  const Money size = more ? amount : -amount;
  const std::string name(fund);
  const Money none;
  postings.push_back(
      {{scheme, name, ledger::Role::kReceivable}, more ? size : none, more ? none : size});
  postings.push_back(
      {{scheme, name, ledger::Role::kLevied}, more ? none : size, more ? size : none});
}

// Gives `amount` of the pooled fund over to the fund of large illnesses, or back when it is
// negative.
void AppendTransfer(const std::string& scheme, Money amount,
                    std::vector<ledger::Posting>& postings) {
  if (amount == Money{}) return;
  using ledger::Role;
  const Money size = amount < Money{} ? -amount : amount;
  std::vector<ledger::Posting> made = {
      {{scheme, "pooled", Role::kBenefits}, size, {}},
      {{scheme, "pooled", Role::kBank}, {}, size},
      {{scheme, "large_illness", Role::kBank}, size, {}},
      {{scheme, "large_illness", Role::kIncome}, {}, size},
  };
  if (amount < Money{}) made = ledger::ReversalOf(made);
  postings.insert(postings.end(), made.begin(), made.end());
}

}  // namespace

const std::vector<LevyFigure>& AllLevyFigures() {
  static const std::vector<LevyFigure> kFigures = {
      {"base", {"缴费基数", "base"}, &LevyFigures::base},
      {"employer", {"单位缴费", "employer's part"}, &LevyFigures::employer},
      {"person", {"个人缴费", "person's part"}, &LevyFigures::person},
      {"account", {"划入个人账户", "to the personal account"}, &LevyFigures::account},
      {"pooled", {"划入统筹基金", "to the pooled fund"}, &LevyFigures::pooled},
      {"large_illness_employer",
       {"大病基金（单位）", "large illness, employer"},
       &LevyFigures::large_illness_employer},
      {"large_illness_person",
       {"大病基金（个人）", "large illness, person"},
       &LevyFigures::large_illness_person},
      {"civil_servant", {"公务员补助", "civil-servant subsidy"}, &LevyFigures::civil_servant},
      {"large_illness_pooled",
       {"大病基金（统筹基金划入）", "large illness, out of the pooled fund"},
       &LevyFigures::large_illness_pooled},
  };
  return kFigures;
}

std::span<const LevyFigure> FiguresOfForm(std::int64_t form) {
  constexpr std::size_t kOfFirstForm = 8;
  const std::span<const LevyFigure> all = AllLevyFigures();
  return form == kFirstForm ? all.first(kOfFirstForm) : all;
}

void AddFigures(const LevyFigures& more, LevyFigures& sum) {
  for (const LevyFigure& figure : AllLevyFigures()) sum.*figure.amount += more.*figure.amount;
}

LevyFigures Negated(const LevyFigures& figures) {
  LevyFigures negated;
  for (const LevyFigure& figure : AllLevyFigures()) {
    negated.*figure.amount = -(figures.*figure.amount);
  }
  return negated;
}

Money TotalOf(const LevyFigures& figures) {
  return figures.employer + figures.person + figures.large_illness_employer +
         figures.large_illness_person + figures.civil_servant;
}

Date Month::last() const { return Plus(1).first.PlusDays(-1); }

Month Month::Plus(int months) const {
  const auto moved = first.ymd().year() / first.ymd().month() + std::chrono::months(months);
  return {Date(std::chrono::sys_days(moved / std::chrono::day{1}))};
}

std::string ToString(Month month) {
  return fmt::format("{:04}-{:02}", month.first.year(), month.first.month());
}

Result<Month> ParseMonth(std::string_view text) {
  const Result<Date> first = ParseDate(std::string(text) + "-01");
  if (!first.ok()) return Refuse(ErrorCode::kBadDate, "month");
  return Month{*first};
}

std::string NumberOf(const LevyBill& bill) {
  return fmt::format("{:04}{:02}-{}-{}", bill.month.first.year(), bill.month.first.month(),
                     bill.employer, bill.number);
}

std::string BillPrefix(Month month, const std::string& employer) {
  return fmt::format("{}/{}/", ToString(month), employer);
}

store::RecordKey BillKey(Month month, const std::string& employer, int number) {
  return {store::RecordKind::kLevyBill,
          fmt::format("{}{:03}", BillPrefix(month, employer), number)};
}

store::RecordKey SheetKey(Month month, const std::string& employer, int number, std::size_t sheet) {
  return {store::RecordKind::kLevyLines,
          fmt::format("{}{:03}/{:05}", BillPrefix(month, employer), number, sheet)};
}

Result<store::RecordKey> KeyOfNumber(const std::string& number) {
  const Error unknown = Refuse(ErrorCode::kUnknownBill, number);
  const std::size_t first = number.find('-');
  const std::size_t last = number.rfind('-');
  if (first != 6 || last <= first + 1 || last + 1 == number.size()) return unknown;
  const auto month = ParseMonth(number.substr(0, 4) + "-" + number.substr(4, 2));
  int count = 0;
  for (const char digit : number.substr(last + 1)) {
    if (digit < '0' || digit > '9' || count > 999) return unknown;
    count = count * 10 + (digit - '0');
  }
  if (!month.ok()) return unknown;
  return BillKey(*month, number.substr(first + 1, last - first - 1), count);
}

store::RecordRow RecordOf(const LevyBill& bill) {
  store::RecordRow row;
  row.kind = store::RecordKind::kLevyBill;
  row.code = BillKey(bill.month, bill.employer, bill.number).code;
  row.body = PackBill(bill, bill.entry);
  return row;
}

Result<LevyBill> BillOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  LevyBill bill;
  bill.form = in.Number();
  if (!IsForm(bill.form)) return Damaged();
  bill.month = {in.Day()};
  bill.employer = in.Text();
  bill.number = static_cast<std::int32_t>(in.Number());
  bill.kind = in.Kind(BillKind::kReversal);
  bill.reverses = static_cast<std::int32_t>(in.Number());
  bill.run = {in.Day()};
  bill.seen = in.Number();
  bill.at = in.At();
  bill.by = in.Text();
  bill.reason = in.Text();
  bill.scheme = in.Text();
  bill.unit_kind = in.Text();
  bill.organisation = in.Text();
  bill.pack = in.Text();
  bill.pack_digest = in.Digest();
  bill.due = in.Day();
  bill.persons = in.Number();
  bill.sums = UnpackFigures(in, bill.form);
  bill.groups.resize(in.Count());
  for (LevyGroupSum& group : bill.groups) {
    group.category = in.Text();
    group.persons = in.Number();
    group.figures = UnpackFigures(in, bill.form);
  }
  bill.sheets.resize(in.Count());
  for (std::int64_t& person : bill.sheets) person = in.Number();
  bill.lines = in.Digest();
  bill.entry = in.Number();
  if (!in.done()) return Damaged();
  return bill;
}

std::vector<store::RecordRow> SheetsOf(const std::vector<LevyLine>& lines, LevyBill& bill) {
  std::vector<store::RecordRow> sheets;
  std::vector<std::string> bodies;
  bill.sheets.clear();
  for (std::size_t begin = 0; begin < lines.size(); begin += kSheetLines) {
    const std::size_t end = std::min(lines.size(), begin + kSheetLines);
    store::Packer out;
    out.Number(bill.form).Number(static_cast<std::int64_t>(end - begin));
    for (std::size_t i = begin; i < end; ++i) {
      const LevyInput& input = lines[i].input;
      out.Number(input.person).Text(input.category).Amount(input.wage).Number(input.wage_year);
      out.Number(input.age).Flag(input.due);
      PackFigures(out, bill.form, lines[i].figures);
    }
    store::RecordRow& row = sheets.emplace_back();
    row.kind = store::RecordKind::kLevyLines;
    row.code = SheetKey(bill.month, bill.employer, bill.number, bill.sheets.size()).code;
    row.body = out.Take();
    bill.sheets.push_back(lines[begin].input.person);
    bodies.push_back(row.body);
  }
  bill.lines = DigestOfSheets(bodies);
  return sheets;
}

Result<std::vector<LevyLine>> LinesOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const std::int64_t form = in.Number();
  if (!IsForm(form)) return Damaged();
  std::vector<LevyLine> lines(in.Count());
  for (LevyLine& line : lines) {
    line.input.person = in.Number();
    line.input.category = in.Text();
    line.input.wage = in.Amount();
    line.input.wage_year = static_cast<std::int32_t>(in.Number());
    line.input.age = static_cast<std::int32_t>(in.Number());
    line.input.due = in.Flag();
    line.figures = UnpackFigures(in, form);
    if (!in.ok()) return Damaged();
  }
  if (!in.done()) return Damaged();
  return lines;
}

Sm3Digest DigestOfSheets(const std::vector<std::string>& bodies) {
  std::string digests;
  for (const std::string& body : bodies) digests += ToBytes(Sm3(body));
  return Sm3(digests);
}

Sm3Digest ContentOf(const LevyBill& bill) { return Sm3(PackBill(bill, 0)); }

ledger::Entry EntryOf(const LevyBill& bill) {
  ledger::Entry entry;
  entry.at = bill.at;
  entry.day = DayOf(bill.at);
  entry.kind = ledger::EntryKind::kLevy;
  entry.source = NumberOf(bill);
  entry.content = ContentOf(bill);
  const LevyFigures& sums = bill.sums;
  AppendClaim(bill.scheme, ledger::kAccountFund, sums.account, entry.postings);
  AppendClaim(bill.scheme, "pooled", sums.pooled, entry.postings);
  AppendClaim(bill.scheme, "large_illness", sums.large_illness_employer + sums.large_illness_person,
              entry.postings);
  AppendClaim(bill.scheme, "civil_servant", sums.civil_servant, entry.postings);
  AppendTransfer(bill.scheme, sums.large_illness_pooled, entry.postings);
  return entry;
}

}  // namespace tongchou::service
