#include "service/recompute_text.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "service/ids.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

namespace json = boost::json;

std::string NumberOf(const Recompute& paper) { return paper.id.substr(paper.id.find('/') + 1); }

std::string TakenBackText(std::int64_t area, const RecomputedPerson& person) {
  std::string text;
  for (const TakenBack& back : person.taken_back) {
    text += fmt::format("  机构已撤销 · undone by the provider: {}  差额 · due {}\n",
                        IdText(area, IdKind::kSettlement, back.settlement), ToYuan(back.amount()));
  }
  return text;
}

}  // namespace

std::string_view StateCode(const Recompute& paper) {
  if (!paper.drawn) return "unfinished";
  if (paper.state == RequestState::kWaiting) return "waiting";
  if (paper.state == RequestState::kRefused) return "refused";
  return paper.posted_at ? "posted" : "approved";
}

std::string_view StageCode(const RecomputeRow& row) {
  if (!row.done) return "listed";
  if (row.done->stage == PersonStage::kSkipped) return "skipped";
  return row.done->HasOpen() ? "posted" : "settled";
}

std::string JsonOf(const Recompute& paper) {
  const RecomputeSums& sums = paper.sums;
  return json::serialize(json::object{{"number", NumberOf(paper)},
                                      {"state", StateCode(paper)},
                                      {"pack", paper.pack},
                                      {"digest", ToHex(paper.pack_digest)},
                                      {"from", ToString(paper.from)},
                                      {"reason", paper.reason},
                                      {"persons", sums.persons},
                                      {"settlements", sums.settlements},
                                      {"left_out", sums.left_out},
                                      {"to_pay", ToYuan(sums.to_pay)},
                                      {"to_recover", ToYuan(sums.to_recover)},
                                      {"posted", paper.posted},
                                      {"skipped", paper.skipped}});
}

std::string TextOf(const Recompute& paper) {
  const RecomputeSums& sums = paper.sums;
  std::string text = fmt::format(
      "{}  {}  {} {}  自 · from {}  {}\n"
      "  人数 · persons {}  结算 · settlements {}  未列入 · left out {}\n"
      "  应补付 · to pay {}  应收回 · to recover {}\n",
      NumberOf(paper), StateCode(paper), paper.pack, ToHex(paper.pack_digest).substr(0, 12),
      ToString(paper.from), paper.reason, sums.persons, sums.settlements, sums.left_out,
      ToYuan(sums.to_pay), ToYuan(sums.to_recover));
  for (const FundChange& fund : sums.funds) {
    text += fmt::format("  {}.{}: {} -> {}\n", fund.scheme, fund.fund, ToYuan(fund.paid.before),
                        ToYuan(fund.paid.after));
  }
  if (paper.posted_at) {
    text += fmt::format("  已入账 · posted {}  跳过 · skipped {}\n", paper.posted, paper.skipped);
  }
  return text;
}

std::string TextOf(const Region& region, const RecomputePage& page) {
  const std::int64_t area = region.area_number();
  std::string text;
  for (const RecomputeRow& row : page.rows) {
    text +=
        fmt::format("{}  {}  差额 · due {}  {}\n", IdText(area, IdKind::kPerson, row.listed.person),
                    row.name, ToYuan(row.listed.due()), StageCode(row));
    if (row.done) text += TakenBackText(area, *row.done);
    for (const RecomputeLine& line : row.listed.lines) {
      text += fmt::format("  {}  {}  {}  {} -> {}\n",
                          IdText(area, IdKind::kSettlement, line.settlement), ToString(line.date),
                          line.provider, ToYuan(line.funds.before), ToYuan(line.funds.after));
    }
  }
  for (const LeftOut& one : page.left_out) {
    text +=
        fmt::format("未列入 · left out: {}  {}  {}\n", IdText(area, IdKind::kPerson, one.person),
                    IdText(area, IdKind::kSettlement, one.settlement),
                    one.why == LeftOutWhy::kElsewhere
                        ? "异地就医，由异地清算处理 · treated elsewhere: through its clearing"
                        : one.code);
  }
  return text;
}

std::string RecomputeCsvHead() {
  return "psn_no,setl_id,date,provider,scheme,benefit,total,funds_before,funds_after,"
         "account_before,account_after,cash_before,cash_after,stage\n";
}

std::string CsvOf(const Region& region, const RecomputePage& page) {
  const std::int64_t area = region.area_number();
  std::string text;
  for (const RecomputeRow& row : page.rows) {
    for (const RecomputeLine& line : row.listed.lines) {
      text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                          IdText(area, IdKind::kPerson, row.listed.person),
                          IdText(area, IdKind::kSettlement, line.settlement), ToString(line.date),
                          line.provider, line.scheme, line.benefit, ToYuan(line.total),
                          ToYuan(line.funds.before), ToYuan(line.funds.after),
                          ToYuan(line.account.before), ToYuan(line.account.after),
                          ToYuan(line.cash.before), ToYuan(line.cash.after), StageCode(row));
    }
  }
  return text;
}

}  // namespace tongchou::service
