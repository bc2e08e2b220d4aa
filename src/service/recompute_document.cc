#include "service/recompute_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/ids.h"
#include "service/policy_at.h"
#include "service/reference_data.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

// Chooses the words of one language.
class Writer {
 public:
  Writer(Region& region, PrintedIn language)
      : region_(region), reference_(region.reference().Newest()), language_(language) {}

  std::string Say(const Text& text) const { return text.*language_; }

  std::string ProviderName(const std::string& code) const {
    const store::Provider* provider = reference_->FindProvider(code);
    return provider == nullptr ? code : provider->name;
  }

  DocumentFact Basis(const Recompute& paper) const {
    return {Say({"依据", "Basis"}), paper.reason};
  }

  DocumentTable Lines(const std::vector<RecomputeLine>& lines, bool with_provider) const {
    DocumentTable table;
    table.columns = {
        {Say({"原结算编号", "Settlement"}), 4, false}, {Say({"日期", "Day"}), 3, false},
        {Say({"总费用", "Total"}), 2, true},           {Say({"原基金", "Funds before"}), 2, true},
        {Say({"现基金", "Funds now"}), 2, true},       {Say({"原现金", "Cash before"}), 2, true},
        {Say({"现现金", "Cash now"}), 2, true}};
    if (with_provider)
      table.columns.insert(table.columns.begin() + 2, {Say({"医疗机构", "Provider"}), 3, false});
    for (const RecomputeLine& line : lines) {
      std::vector<std::string>& row = table.rows.emplace_back();
      row = {IdText(region_.area_number(), IdKind::kSettlement, line.settlement),
             ToString(line.date)};
      if (with_provider) row.push_back(ProviderName(line.provider));
      for (const Money amount :
           {line.total, line.funds.before, line.funds.after, line.cash.before, line.cash.after}) {
        row.push_back(ToYuan(amount));
      }
    }
    return table;
  }

  static Text AboutAccount(const RecomputePerson& person) {
    Money back;
    for (const RecomputeLine& line : person.lines) back += -line.account.difference();
    if (back == Money{}) {
      return {"原由个人账户支付的部分不变。", "What your account paid stays as it was."};
    }
    return {"个人账户按原支付额封顶，新的个人负担用不完的 " + ToYuan(back) + " 元已退回个人账户。",
            "Your account pays at most what it paid then: " + ToYuan(back) +
                " yuan that your new share no longer takes went back to it."};
  }

  DocumentSheet ToPerson(const Recompute& paper, const RecomputeRow& row) const {
    const RecomputedPerson& done = *row.done;
    const Money amount = done.amount();
    DocumentSheet sheet;
    sheet.title = Say({"医疗费用追溯重算通知书", "Notice of settlements done again"});
    sheet.number = paper.id;
    sheet.facts = {{Say({"姓名", "Name"}), row.name},
                   {Say({"人员编号", "Person no."}),
                    IdText(region_.area_number(), IdKind::kPerson, row.listed.person)},
                   Basis(paper),
                   {Say({"重算入账日", "Booked on"}), ToString(DayOf(done.at))}};
    const std::string yuan = ToYuan(amount < Money{} ? -amount : amount);
    const Text outcome =
        amount == Money{} ? Text{"您的现金负担没有变化。", "What you paid in cash does not change."}
        : amount < Money{}
            ? Text{"按新规定您应少享受基金支付，须退回 " + yuan + " 元。",
                   "Under the rules that apply you owe " + yuan + " yuan back."}
            : Text{"按新规定您当时多付了现金，应补付您 " + yuan + " 元。",
                   "Under the rules that apply you paid too much in cash: you receive " + yuan +
                       " yuan."};
    sheet.paragraphs = {
        Say({"因政策追溯适用，下列结算已撤销并按新规定重新结算。",
             "A change of policy applies to "
             "the past: the settlements below were taken back and done again under it."}),
        Say(outcome)};
    sheet.tables = {Lines(row.listed.lines, true)};
    if (done.paid_at) {
      sheet.closing.push_back(
          Say({"已于 " + ToString(DayOf(*done.paid_at)) + " 结清。" + done.reference,
               "Settled on " + ToString(DayOf(*done.paid_at)) + ". " + done.reference}));
    }
    for (const TakenBack& back : done.taken_back) {
      const std::string number =
          IdText(region_.area_number(), IdKind::kSettlement, back.settlement);
      const std::string day = ToString(DayOf(back.at)), due = ToYuan(-back.amount());
      sheet.closing.push_back(
          Say({"结算 " + number + " 已于 " + day +
                   " 由医疗机构撤销，当时所付现金由其退还，已计的差额 " + due + " 元一并收回。",
               "Settlement " + number + " was undone by the provider on " + day +
                   ", which gives back what you paid there; its difference of " + due +
                   " yuan is taken back."}));
    }
    sheet.closing.push_back(Say(AboutAccount(row.listed)));
    sheet.signatures = {Say({"经办人", "Clerk"}), Say({"签收人", "Received by"})};
    return sheet;
  }

  DocumentSheet ToProvider(const Recompute& paper, const std::string& provider,
                           const std::vector<RecomputeLine>& lines) const {
    DocumentSheet sheet;
    sheet.title = Say({"追溯重算告知书", "Notice of settlements done again"});
    sheet.number = paper.id;
    sheet.facts = {{Say({"医疗机构", "Provider"}), ProviderName(provider)},
                   {Say({"机构编号", "Code"}), provider},
                   Basis(paper)};
    sheet.paragraphs = {Say(
        {"下列结算已由经办机构按新规定重新结算。贵机构应收款总额不变，差额由经办机构直接与参保人"
         "结清，贵机构无须补收或退款。如需撤销，照常按原结算编号撤销，退还参保人当时所付的现金。",
         "The agency has done the settlements below again. What you receive in sum does not "
         "change: the difference is settled between the agency and the person. Neither charge "
         "nor refund anybody. To undo one, undo it by its number as ever and give back the cash "
         "that was paid at your counter."})};
    sheet.tables = {Lines(lines, false)};
    return sheet;
  }

 private:
  Region& region_;
  std::shared_ptr<const ReferenceSnapshot> reference_;
  PrintedIn language_;
};

Document Made(DocumentSheet sheet, const std::string& issuer, Moment at) {
  Document document{sheet.title, issuer, at, {}};
  document.sheets.push_back(std::move(sheet));
  return document;
}

}  // namespace

Result<Document> PersonNotice(Region& region, const std::string& id, const std::string& psn_no,
                              const std::string& issuer, PrintedIn language) {
  const Result<Recompute> paper = GetRecompute(region, id);
  if (!paper.ok()) return paper.error();
  const std::int64_t person = IdNumber(region.area_number(), IdKind::kPerson, psn_no);
  for (std::size_t i = 1; i <= paper->sheets.size(); ++i) {
    const auto page = GetRecomputeSheet(region, id, static_cast<std::int32_t>(i));
    if (!page.ok()) return page.error();
    for (const RecomputeRow& row : page->rows) {
      if (row.listed.person != person) continue;
      const bool posted = row.done && row.done->stage == PersonStage::kPosted;
      if (!posted) return Refuse(ErrorCode::kRecomputeState, psn_no);
      return Made(Writer(region, language).ToPerson(*paper, row), issuer, row.done->at);
    }
  }
  return Refuse(ErrorCode::kUnknownPerson, psn_no);
}

Result<Document> ProviderNotice(Region& region, const std::string& id, const std::string& provider,
                                const std::string& issuer, PrintedIn language) {
  const Result<Recompute> paper = GetRecompute(region, id);
  if (!paper.ok()) return paper.error();
  const bool listed = std::ranges::find(paper->sums.providers, provider,
                                        &ProviderChange::provider) != paper->sums.providers.end();
  if (!listed) return Refuse(ErrorCode::kUnknownProvider, provider);
  if (!paper->posted_at) return Refuse(ErrorCode::kRecomputeState, id);
  std::vector<RecomputeLine> lines;
  for (std::size_t i = 1; i <= paper->sheets.size(); ++i) {
    const auto page = GetRecomputeSheet(region, id, static_cast<std::int32_t>(i));
    if (!page.ok()) return page.error();
    for (const RecomputeRow& row : page->rows) {
      if (!row.done || row.done->stage != PersonStage::kPosted) continue;
      std::ranges::copy_if(row.listed.lines, std::back_inserter(lines),
                           [&](const RecomputeLine& line) { return line.provider == provider; });
    }
  }
  return Made(Writer(region, language).ToProvider(*paper, provider, lines), issuer,
              *paper->posted_at);
}

}  // namespace tongchou::service
