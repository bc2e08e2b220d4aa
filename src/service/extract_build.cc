#include "service/extract_build.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "service/extract_file.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

// Up to this many persons are looked up one by one, more by going through the register.
constexpr std::size_t kFewPersons = 2'000;
constexpr int kPersonsPage = 1'000;

constexpr std::uint32_t kNoKey = std::numeric_limits<std::uint32_t>::max();
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

Error Inconsistent(std::int64_t settlement) {
  return Error{ErrorCode::kStoreCorrupt, {}, "settlement " + std::to_string(settlement)};
}

// Brings what the file holds and what was read since into one order and writes it.
class Builder {
 public:
  Builder(Region& region, store::Reader& reader, const Extract* old, CollectedRows rows,
          const store::AreaState& area)
      : region_(region), reader_(reader), new_(std::move(rows)), area_(area) {
    if (old == nullptr) return;
    old_ = old->cases();
    old_last_ = old->last_settlement();
  }

  Status Write(const std::string& path) {
    if (const Status keyed = GiveKeys(); !keyed.ok()) return keyed.error();
    if (const Status taken = TakeBack(); !taken.ok()) return taken.error();
    if (const Status found = FindOffices(); !found.ok()) return found.error();
    Order();
    NumberOffices();
    return WriteFile(path);
  }

 private:
  std::size_t old_persons() const { return old_.persons(); }

  // The old row of a settlement.
  std::optional<std::uint32_t> OldRow(std::int64_t settlement) {
    if (old_row_.empty()) {
      old_row_.assign(static_cast<std::size_t>(old_last_) + 1, kNoKey);
      for (std::size_t row = 0; row < old_.rows(); ++row) {
        old_row_[static_cast<std::size_t>(old_.settlement[row])] = static_cast<std::uint32_t>(row);
      }
    }
    const std::uint32_t row = old_row_[static_cast<std::size_t>(settlement)];
    return row == kNoKey ? std::nullopt : std::optional(row);
  }

  // Each person gets a running number: the one of the file, which the settlement before leads to,
  // or a new one.
  Status GiveKeys() {
    key_of_person_.assign(static_cast<std::size_t>(area_.persons) + 1, kNoKey);
    keys_ = old_persons();
    for (std::size_t i = 0; i < new_.rows.size(); ++i) {
      CollectedRow& row = new_.rows[i];
      if (row.person >= key_of_person_.size()) return Inconsistent(row.settlement);
      std::uint32_t& key = key_of_person_[row.person];
      const std::int64_t previous = new_.previous.empty() ? 0 : new_.previous[i];
      if (key == kNoKey && previous == 0) key = static_cast<std::uint32_t>(keys_++);
      if (key == kNoKey) {
        const auto before = previous <= old_last_ ? OldRow(previous) : std::nullopt;
        if (!before) return Inconsistent(row.settlement);
        key = static_cast<std::uint32_t>(settle::PersonOfRow(old_, *before));
      }
      row.person = key;
    }
    return Done{};
  }

  Status TakeBack() {
    if (!new_.reversed.empty()) removed_.resize(old_.rows());
    for (const std::int64_t settlement : new_.reversed) {
      if (settlement <= old_last_) {
        const auto row = OldRow(settlement);
        if (!row) return Inconsistent(settlement);
        removed_[*row] = true;
        continue;
      }
      const auto row = std::lower_bound(
          new_.rows.begin(), new_.rows.end(), settlement,
          [](const CollectedRow& each, std::int64_t number) { return each.settlement < number; });
      if (row == new_.rows.end() || row->settlement != settlement) return Inconsistent(settlement);
      row->standing = false;
    }
    return Done{};
  }

  bool IsRemoved(std::size_t row) const { return !removed_.empty() && removed_[row]; }

  // The offices of those who have new settlements, as the register has them now.
  Status FindOffices() {
    office_.assign(keys_, 0);
    offices_ = old_.words == nullptr ? std::vector<std::string>{} : old_.words->offices;
    std::copy(old_.office.begin(), old_.office.end(), office_.begin());
    for (std::size_t i = 0; i < offices_.size(); ++i) {
      office_number_.emplace(offices_[i], static_cast<std::uint16_t>(i));
    }
    std::vector<std::int64_t> wanted;
    for (std::size_t person = 0; person < key_of_person_.size(); ++person) {
      if (key_of_person_[person] != kNoKey) wanted.push_back(static_cast<std::int64_t>(person));
    }
    return wanted.size() <= kFewPersons ? LookUp(wanted) : GoThroughRegister();
  }

  Status LookUp(const std::vector<std::int64_t>& wanted) {
    store::Needs needs;
    needs.persons = wanted;
    const Result<store::Loaded> loaded = reader_.Load(needs);
    if (!loaded.ok()) return loaded.error();
    return TakeOffices(loaded->persons);
  }

  Status GoThroughRegister() {
    for (std::int64_t after = 0;;) {
      const auto page = reader_.FindPersons("", after, kPersonsPage);
      if (!page.ok()) return page.error();
      if (page->empty()) return Done{};
      if (const Status taken = TakeOffices(*page); !taken.ok()) return taken;
      after = page->back().person;
    }
  }

  Status TakeOffices(const std::vector<store::PersonRow>& persons) {
    for (const store::PersonRow& person : persons) {
      const auto number = static_cast<std::size_t>(person.person);
      if (number >= key_of_person_.size() || key_of_person_[number] == kNoKey) continue;
      const auto [found, is_new] = office_number_.try_emplace(
          person.organisation, static_cast<std::uint16_t>(offices_.size()));
      if (is_new) offices_.push_back(person.organisation);
      if (offices_.size() > std::numeric_limits<std::uint16_t>::max()) {
        return ErrorCode::kNotSupported;
      }
      office_[key_of_person_[number]] = found->second;
    }
    return Done{};
  }

  // New rows by person; persons by their first settlement. That is the order of the file whether it
  // grew or was made at once.
  void Order() {
    std::vector<std::int64_t> first(keys_, kNever);
    for (std::size_t person = 0; person < old_persons(); ++person) {
      for (std::size_t row = old_.first_row[person]; row < old_.first_row[person + 1]; ++row) {
        if (IsRemoved(row)) continue;
        first[person] = old_.settlement[row];
        break;
      }
    }
    new_first_.assign(keys_ + 1, 0);
    for (const CollectedRow& row : new_.rows) {
      if (!row.standing) continue;
      first[row.person] = std::min(first[row.person], row.settlement);
      ++new_first_[row.person + std::size_t{1}];
    }
    for (std::size_t key = 0; key < keys_; ++key) new_first_[key + 1] += new_first_[key];
    new_order_.resize(new_first_[keys_]);
    std::vector<std::uint32_t> next(new_first_.begin(), new_first_.end() - 1);
    for (std::size_t i = 0; i < new_.rows.size(); ++i) {
      const CollectedRow& row = new_.rows[i];
      if (row.standing) new_order_[next[row.person]++] = static_cast<std::uint32_t>(i);
    }
    for (std::size_t key = 0; key < keys_; ++key) {
      if (first[key] != kNever) order_.push_back(static_cast<std::uint32_t>(key));
    }
    std::sort(order_.begin(), order_.end(),
              [&](std::uint32_t one, std::uint32_t other) { return first[one] < first[other]; });
  }

  // Only offices of persons who are in the file, by path.
  void NumberOffices() {
    std::map<std::string, std::uint16_t> used;
    for (const std::uint32_t key : order_) used.emplace(offices_[office_[key]], 0);
    new_.words.offices.clear();
    for (auto& [path, number] : used) {
      number = static_cast<std::uint16_t>(new_.words.offices.size());
      new_.words.offices.push_back(path);
    }
    std::vector<std::uint16_t> numbers(offices_.size());
    for (std::size_t i = 0; i < offices_.size(); ++i) {
      const auto found = used.find(offices_[i]);
      if (found != used.end()) numbers[i] = found->second;
    }
    for (const std::uint32_t key : order_) office_[key] = numbers[office_[key]];
  }

  // A row as it is written, wherever it comes from.
  struct OutRow {
    CollectedRow row;
    std::span<const settle::PackedLine> lines;
    std::span<const std::int64_t> payments;
  };

  template <typename Visit>
  void EachRowOf(std::uint32_t key, Visit visit) const {
    if (key < old_persons()) EachOldRow(key, visit);
    for (std::uint32_t i = new_first_[key]; i < new_first_[key + std::size_t{1}]; ++i) {
      const CollectedRow& row = new_.rows[new_order_[i]];
      visit(OutRow{row, std::span(new_.lines).subspan(row.first_line, row.line_count),
                   std::span(new_.payments).subspan(row.first_payment, LayersOf(row.case_class))});
    }
  }

  template <typename Visit>
  void EachOldRow(std::uint32_t key, Visit visit) const {
    std::size_t line = old_.first_line[key];
    std::size_t payment = old_.first_payment[key];
    for (std::size_t at = old_.first_row[key]; at < old_.first_row[key + std::size_t{1}]; ++at) {
      const CollectedRow row{.settlement = old_.settlement[at],
                             .total_fen = old_.total_fen[at],
                             .eligible_fen = old_.eligible_fen[at],
                             .fixed_eligible_fen = old_.fixed_eligible_fen[at],
                             .begin = old_.begin[at],
                             .end = old_.end[at],
                             .provider = old_.provider[at],
                             .case_class = old_.case_class[at],
                             .line_count = old_.line_count[at],
                             .age = old_.age[at],
                             .years_insured = old_.years_insured[at]};
      const std::size_t layers = LayersOf(row.case_class);
      if (!IsRemoved(at)) {
        visit(OutRow{row, old_.lines.subspan(line, row.line_count),
                     old_.payments_fen.subspan(payment, layers)});
      }
      line += row.line_count;
      payment += layers;
    }
  }

  std::size_t LayersOf(std::uint16_t case_class) const {
    return new_.words.classes[case_class].layer_funds.size();
  }

  struct Counts {
    ExtractHead head;
    std::uint64_t lines = 0, payments = 0;
  };

  Counts Count() const {
    Counts counts;
    counts.head.area = region_.area_number();
    counts.head.last_settlement = area_.settlements;
    counts.head.persons = order_.size();
    for (const std::uint32_t key : order_) {
      EachRowOf(key, [&](const OutRow& each) {
        ExtractHead& head = counts.head;
        const std::int32_t low = std::min(each.row.begin, each.row.end);
        const std::int32_t high = std::max(each.row.begin, each.row.end);
        head.first_day = head.rows == 0 ? low : std::min(head.first_day, low);
        head.last_day = head.rows == 0 ? high : std::max(head.last_day, high);
        ++head.rows;
        counts.lines += each.lines.size();
        counts.payments += each.payments.size();
      });
    }
    return counts;
  }

  static std::array<std::uint64_t, kSections> SizesOf(const Counts& counts, std::size_t words) {
    std::array<std::uint64_t, kSections> sizes{};
    const auto set = [&](std::initializer_list<Section> sections, std::uint64_t size) {
      for (const Section section : sections) sizes[static_cast<std::size_t>(section)] = size;
    };
    const std::uint64_t rows = counts.head.rows;
    const std::uint64_t persons = counts.head.persons;
    set({Section::kWords}, words);
    set({Section::kFirstRow, Section::kFirstLine, Section::kFirstPayment}, 8 * (persons + 1));
    set({Section::kOffice}, 2 * persons);
    set({Section::kSettlement, Section::kTotal, Section::kEligible, Section::kFixedEligible},
        8 * rows);
    set({Section::kBegin, Section::kEnd, Section::kProvider}, 4 * rows);
    set({Section::kCaseClass, Section::kLineCount}, 2 * rows);
    set({Section::kAge, Section::kYearsInsured}, rows);
    set({Section::kLines}, 8 * counts.lines);
    set({Section::kPayments}, 8 * counts.payments);
    return sizes;
  }

  Status WriteFile(const std::string& path) const {
    const std::string words = PackWords(new_.words);
    const Counts counts = Count();
    auto writer = ExtractWriter::Create(path, counts.head, SizesOf(counts, words.size()));
    if (!writer.ok()) return writer.error();
    ExtractWriter& out = **writer;
    out.AddBytes(Section::kWords, words);
    std::uint64_t rows = 0;
    std::uint64_t lines = 0;
    std::uint64_t payments = 0;
    const auto starts = [&] {
      out.Add(Section::kFirstRow, rows);
      out.Add(Section::kFirstLine, lines);
      out.Add(Section::kFirstPayment, payments);
    };
    for (const std::uint32_t key : order_) {
      starts();
      out.Add(Section::kOffice, office_[key]);
      EachRowOf(key, [&](const OutRow& each) {
        WriteRow(out, each);
        ++rows;
        lines += each.lines.size();
        payments += each.payments.size();
      });
    }
    starts();
    return out.Finish();
  }

  static void WriteRow(ExtractWriter& out, const OutRow& each) {
    const CollectedRow& row = each.row;
    out.Add(Section::kSettlement, row.settlement);
    out.Add(Section::kBegin, row.begin);
    out.Add(Section::kEnd, row.end);
    out.Add(Section::kCaseClass, row.case_class);
    out.Add(Section::kAge, row.age);
    out.Add(Section::kYearsInsured, row.years_insured);
    out.Add(Section::kProvider, row.provider);
    out.Add(Section::kTotal, row.total_fen);
    out.Add(Section::kEligible, row.eligible_fen);
    out.Add(Section::kFixedEligible, row.fixed_eligible_fen);
    out.Add(Section::kLineCount, row.line_count);
    for (const settle::PackedLine line : each.lines) out.Add(Section::kLines, line);
    for (const std::int64_t payment : each.payments) out.Add(Section::kPayments, payment);
  }

  Region& region_;
  store::Reader& reader_;
  settle::PastCases old_;
  std::int64_t old_last_ = 0;
  CollectedRows new_;
  const store::AreaState area_;

  std::vector<std::uint32_t> old_row_;        // by settlement; made when it is needed
  std::vector<std::uint32_t> key_of_person_;  // of those with new settlements
  std::size_t keys_ = 0;
  std::vector<bool> removed_;  // by old row; empty: none
  std::vector<std::string> offices_;
  std::map<std::string, std::uint16_t> office_number_;
  std::vector<std::uint16_t> office_;     // by key
  std::vector<std::uint32_t> new_first_;  // by key: its first place in new_order_
  std::vector<std::uint32_t> new_order_;  // new rows that stand, by key
  std::vector<std::uint32_t> order_;      // keys in the order of the file
};

}  // namespace

Status WriteExtract(Region& region, store::Reader& reader, const Extract* former,
                    CollectedRows rows, const store::AreaState& area, const std::string& path) {
  return Builder(region, reader, former, std::move(rows), area).Write(path);
}

}  // namespace tongchou::service
