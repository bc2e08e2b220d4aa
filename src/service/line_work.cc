#include "service/line_work.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <unordered_map>

#include "service/policy_at.h"
#include "settle/settle_one.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kMostLines = 1000;

// Covered as the item's limits and the hospital's approval say (hosp_appr_flag).
bool IsCovered(const store::CatalogueItem& item, Approval approval) {
  return item.limited_use ? approval == Approval::kApproved : approval != Approval::kRefused;
}

// A line while its batch is being made: what is left of the originals so far.
class Remainders {
 public:
  explicit Remainders(const std::vector<const store::FeeBatchRow*>& open) {
    for (const NetLine& line : NetLines(open)) left_[line.row->line.sn] = line;
  }
  void Add(const store::FeeLineRow& row, const std::string& batch) {
    left_[row.line.sn] = {&row, row.line.quantity_e4, row.line.amount, &batch};
  }
  NetLine* Find(const std::string& sn) {
    const auto found = left_.find(sn);
    return found == left_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_map<std::string, NetLine> left_;
};

Status CheckAmount(const UploadLine& line) {
  const Result<Money> amount = LineAmount(line.price_e6, line.quantity_e4);
  if (!amount.ok()) return Refuse(amount.error().code, line.sn);
  if (*amount != line.amount) {
    return Error{
        ErrorCode::kLineAmountMismatch,
        {"单价×数量为" + ToYuan(*amount) + "，明细金额为" + ToYuan(line.amount),
         "price × quantity is " + ToYuan(*amount) + ", the line says " + ToYuan(line.amount)},
        line.sn};
  }
  return Done{};
}

Result<store::FeeLineRow> MakeCharge(const LineContext& context, const UploadLine& line) {
  if (line.quantity_e4 < 0 || line.price_e6 < 0) return Refuse(ErrorCode::kBadAmount, line.sn);
  if (const Status amount = CheckAmount(line); !amount.ok()) return amount.error();
  const store::CatalogueItem* item = context.reference.FindItem(line.item_code, DayOf(line.at));
  if (item == nullptr) return Refuse(ErrorCode::kUnknownItem, line.item_code);
  store::FeeLineRow row;
  row.line = line;
  row.item_name = item->name;
  row.list_type = item->list_type;
  row.charge_type = item->charge_type;
  row.fee_class = IsCovered(*item, line.approval) ? item->fee_class : settle::FeeClass::kC;
  row.limited_use = item->limited_use;
  row.unit_ceiling = item->unit_ceiling[static_cast<std::size_t>(context.level - 1)];
  row.first_ratio = item->first_ratio;
  row.split = settle::SplitLine(context.benefit, EngineLine(row, line.quantity_e4, line.amount));
  return row;
}

// A refund takes from what is left of its original; its split is the change that this makes.
Result<store::FeeLineRow> MakeRefund(const LineContext& context, const UploadLine& line,
                                     const std::string& batch, Remainders& remainders) {
  NetLine* original = remainders.Find(line.init_sn);
  const bool fits = original != nullptr && line.quantity_e4 < 0 && *original->batch == batch &&
                    original->row->line.item_code == line.item_code &&
                    original->row->line.price_e6 == line.price_e6 &&
                    original->quantity_e4 + line.quantity_e4 >= 0 && line.amount.fen <= 0;
  if (!fits) return Refuse(ErrorCode::kBadRefund, line.sn);
  const std::int64_t quantity_left = original->quantity_e4 + line.quantity_e4;
  const Money amount_left = original->amount + line.amount;
  // The refund that closes a line may take exactly what the roundings before it left.
  const bool closes = quantity_left == 0 && amount_left.fen == 0;
  if (!closes) {
    if (const Status amount = CheckAmount(line); !amount.ok()) return amount.error();
  }
  if (amount_left.fen < 0 || (quantity_left == 0 && amount_left.fen != 0)) {
    return Refuse(ErrorCode::kBadRefund, line.sn);
  }
  const auto split_of = [&](std::int64_t quantity, Money amount) {
    return settle::SplitLine(context.benefit, EngineLine(*original->row, quantity, amount));
  };
  store::FeeLineRow row = *original->row;
  row.line = line;
  row.split =
      split_of(quantity_left, amount_left) - split_of(original->quantity_e4, original->amount);
  original->quantity_e4 = quantity_left;
  original->amount = amount_left;
  return row;
}

// Refuses what cannot be decided line by line.
Status CheckSns(const std::vector<UploadOrder::Batch>& uploaded,
                const std::vector<const store::FeeBatchRow*>& present) {
  std::set<std::string_view> taken;
  for (const store::FeeBatchRow* batch : present) {
    for (const store::FeeLineRow& row : batch->lines) taken.insert(row.line.sn);
  }
  std::size_t lines = 0;
  for (const UploadOrder::Batch& batch : uploaded) {
    lines += batch.lines.size();
    for (const UploadLine& line : batch.lines) {
      if (!taken.insert(line.sn).second) return Refuse(ErrorCode::kDuplicateId, line.sn);
    }
  }
  if (lines == 0) return ErrorCode::kNoLines;
  if (lines > kMostLines) return ErrorCode::kTooManyLines;
  return Done{};
}

}  // namespace

Result<Money> LineAmount(std::int64_t price_e6, std::int64_t quantity_e4) {
  // millionths of a yuan × ten-thousandths = 1e-10 yuan = 1e-8 fen.
  constexpr Int128 kPerFen = 100'000'000;
  const Int128 exact = Int128{price_e6} * quantity_e4;
  const Int128 limit = Int128{kMaxFen} * kPerFen;
  if (exact > limit || exact < -limit) return ErrorCode::kAmountOverflow;
  return Money{DivideRoundHalfAway(exact, kPerFen)};
}

settle::FeeLine EngineLine(const store::FeeLineRow& row, std::int64_t quantity_e4, Money amount) {
  constexpr Int128 kPerUnit = 10'000;
  settle::FeeLine line;
  line.amount = amount;
  line.fee_class = row.fee_class;
  line.first_ratio = row.first_ratio;
  if (row.unit_ceiling) {
    // Beyond what an amount may be, a ceiling is no limit.
    const Int128 ceiling = Int128{row.unit_ceiling->fen} * quantity_e4;
    if (ceiling <= Int128{kMaxFen} * kPerUnit) {
      line.ceiling = Money{DivideRoundHalfAway(ceiling, kPerUnit)};
    }
  }
  return line;
}

std::vector<NetLine> NetLines(const std::vector<const store::FeeBatchRow*>& batches) {
  std::vector<NetLine> lines;
  std::unordered_map<std::string_view, std::size_t> place;
  for (const store::FeeBatchRow* batch : batches) {
    for (const store::FeeLineRow& row : batch->lines) {
      if (row.line.init_sn.empty()) {
        place[row.line.sn] = lines.size();
        lines.push_back({&row, row.line.quantity_e4, row.line.amount, &batch->batch});
        continue;
      }
      const auto original = place.find(row.line.init_sn);
      TC_CHECK(original != place.end());
      lines[original->second].quantity_e4 += row.line.quantity_e4;
      lines[original->second].amount += row.line.amount;
    }
  }
  // A line that was refunded altogether is not settled; one that was free of charge is.
  std::erase_if(lines, [](const NetLine& line) {
    return line.quantity_e4 == 0 && line.row->line.quantity_e4 != 0;
  });
  return lines;
}

std::vector<const store::FeeBatchRow*> UnsettledBatches(
    const store::VisitRow& visit, const std::vector<const store::FeeBatchRow*>& batches,
    const std::string& batch) {
  std::vector<const store::FeeBatchRow*> open;
  for (const store::FeeBatchRow* row : batches) {
    const auto state =
        std::find_if(visit.batches.begin(), visit.batches.end(),
                     [&](const store::BatchState& known) { return known.seq == row->seq; });
    TC_CHECK(state != visit.batches.end());
    const bool wanted = batch.empty() || state->batch == batch;
    if (wanted && state->settlement == 0 && !state->withdrawn) open.push_back(row);
  }
  return open;
}

Result<std::vector<store::FeeBatchRow>> MakeBatches(
    const LineContext& context, const std::vector<UploadOrder::Batch>& uploaded,
    const std::vector<const store::FeeBatchRow*>& present,
    const std::vector<const store::FeeBatchRow*>& open) {
  if (const Status sns = CheckSns(uploaded, present); !sns.ok()) return sns.error();
  Remainders remainders(open);
  std::vector<store::FeeBatchRow> batches(uploaded.size());
  for (std::size_t i = 0; i < uploaded.size(); ++i) {
    batches[i].batch = uploaded[i].batch;
    // Remainders point into the rows: they must not move while the batch grows.
    batches[i].lines.reserve(uploaded[i].lines.size());
    for (const UploadLine& line : uploaded[i].lines) {
      Result<store::FeeLineRow> row = line.init_sn.empty()
                                          ? MakeCharge(context, line)
                                          : MakeRefund(context, line, batches[i].batch, remainders);
      if (!row.ok()) return row.error();
      batches[i].lines.push_back(*std::move(row));
      if (line.init_sn.empty()) remainders.Add(batches[i].lines.back(), batches[i].batch);
    }
  }
  return batches;
}

settle::LineSplit operator+(const settle::LineSplit& a, const settle::LineSplit& b) {
  return {a.full_self_pay + b.full_self_pay, a.over_ceiling + b.over_ceiling,
          a.first_self_pay + b.first_self_pay, a.eligible + b.eligible};
}

settle::LineSplit operator-(const settle::LineSplit& a, const settle::LineSplit& b) {
  return {a.full_self_pay - b.full_self_pay, a.over_ceiling - b.over_ceiling,
          a.first_self_pay - b.first_self_pay, a.eligible - b.eligible};
}

}  // namespace tongchou::service
