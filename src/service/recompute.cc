#include "service/recompute.h"

#include <algorithm>
#include <map>
#include <utility>

#include "service/desk_work.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/policy_shelf.h"
#include "service/policy_variant.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr int kMostPapers = 1000;

// Changes the paper `id` within one transaction.
using Step = std::function<Status(Work&, Recompute&)>;
Result<Recompute> Change(Region& region, const std::string& actor, const char* action,
                         const std::string& id, const Step& step) {
  Recompute made;
  Command command = DeskCommand(region, actor, action);
  command.needs = [&](const WorkingSet&, store::Needs& needs) {
    needs.records.push_back(RecomputeKey(id));
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* row = work.set.FindRecord(RecomputeKey(id));
    if (row == nullptr) return Refuse(ErrorCode::kUnknownRecompute, id);
    Result<Recompute> paper = RecomputeOf(*row);
    if (!paper.ok()) return paper.error();
    const Status done = step(work, *paper);
    if (!done.ok()) return done.error();
    work.set.Put(RecordOf(*paper));
    made = *std::move(paper);
    return Executed{{}, 0, id};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return made;
}

Status CheckHolds(const Region& region, const Recompute& paper) {
  return IsOutdated(region, paper) ? Status(Refuse(ErrorCode::kRecomputeOutdated, paper.id))
                                   : Done{};
}

RedoRules RulesBy(const Region& region, const policy::Pack& pack, Date from) {
  return {&pack, from, [&region](const Sm3Digest& digest) {
            return region.policies().FindByDigest(ToHex(digest));
          }};
}

// One list while it is drawn up.
class Drawing {
 public:
  Drawing(Region& region, Recompute paper) : region_(region), paper_(std::move(paper)) {
    sheet_.number = 1;
  }

  Status Take(const PersonRedo& redo) {
    if (redo.left_out) {
      sheet_.left_out.push_back(*redo.left_out);
    } else if (!redo.chain.empty()) {
      sheet_.persons.push_back(PersonOf(redo));
      lines_ += sheet_.persons.back().lines.size();
    }
    const bool full =
        lines_ >= kRecomputeSheetLines || sheet_.left_out.size() >= kRecomputeSheetLines;
    return full ? Flush() : Done{};
  }

  Result<Recompute> Finish() {
    const Status flushed = Flush();
    if (!flushed.ok()) return flushed.error();
    if (paper_.id.empty()) return ErrorCode::kNothingToRecompute;
    return Change(region_, paper_.requested_by, "draw_recompute", paper_.id,
                  [&](Work&, Recompute& stored) -> Status {
                    const std::int64_t version = stored.version;
                    stored = paper_;
                    stored.version = version;
                    stored.drawn = true;
                    return Done{};
                  });
  }

 private:
  // Puts the head under the next free number.
  Status Begin() {
    Result<std::unique_ptr<store::Reader>> reader = ReadNow(region_);
    if (!reader.ok()) return reader.error();
    const auto known = (*reader)->RecordsUnder(store::RecordKind::kRecompute,
                                               RecomputePrefix(region_.pack().id), "", kMostPapers);
    if (!known.ok()) return known.error();
    paper_.id = RecomputeId(region_.pack().id, known->size() + 1);
    Command command = DeskCommand(region_, paper_.requested_by, "begin_recompute");
    command.needs = [&](const WorkingSet&, store::Needs& needs) {
      needs.records.push_back(RecomputeKey(paper_.id));
    };
    command.execute = [&](Work& work) -> Result<Executed> {
      // Somebody else draws one up at the same moment.
      if (work.set.FindRecord(RecomputeKey(paper_.id)) != nullptr) return ErrorCode::kStaleVersion;
      paper_.requested_at = work.at;
      work.set.Put(RecordOf(paper_));
      return Executed{{}, 0, paper_.id};
    };
    return Submit(region_, command);
  }

  Status Flush() {
    if (sheet_.persons.empty() && sheet_.left_out.empty()) return Done{};
    if (paper_.id.empty()) {
      const Status begun = Begin();
      if (!begun.ok()) return begun;
    }
    sheet_.paper = paper_.id;
    const store::RecordRow row = RecordOf(sheet_);
    Command command = DeskCommand(region_, paper_.requested_by, "draw_recompute_sheet");
    command.needs = [&](const WorkingSet&, store::Needs& needs) {
      needs.records.push_back({row.kind, row.code});
    };
    command.execute = [&](Work& work) -> Result<Executed> {
      work.set.Put(row);
      return Executed{{}, 0, row.code};
    };
    const Status stored = Submit(region_, command);
    if (!stored.ok()) return stored;
    paper_.sheets.push_back(Sm3(row.body));
    AddTo(sheet_, paper_.sums);
    sheet_ = {};
    sheet_.number = static_cast<std::int32_t>(paper_.sheets.size()) + 1;
    lines_ = 0;
    return Done{};
  }

  Region& region_;
  Recompute paper_;
  RecomputeSheet sheet_;
  std::size_t lines_ = 0;
};

// Goes through everybody's settlements.
Status DrawEverybody(const RedoRules& rules, Drawing& drawing, store::Reader& reader,
                     const RecomputeProgress& progress) {
  const Result<store::RowCounts> counts = reader.Counts();
  if (!counts.ok()) return counts.error();
  const Sm3Digest target = DigestFromHex(rules.pack->digest);
  std::int64_t person = 0, seen = 0;
  StandingRows standing;
  const auto end_person = [&]() -> Status {
    const bool affected = std::ranges::any_of(standing.rows(), [&](const auto& row) {
      return row.date >= rules.from && row.pack_digest != target;
    });
    if (!affected) return Done{};
    return drawing.Take(RedoPerson(rules, standing.rows()));
  };
  Status taken = Done{};
  constexpr std::int64_t kEvery = 1000;
  const Status scanned = reader.EachSettlement([&](const store::SettlementRow& row) {
    if (row.person != person) {
      taken = end_person();
      if (!taken.ok()) return false;
      standing = {};
      person = row.person;
    }
    standing.Add(row);
    if (++seen % kEvery == 0 && progress) progress(seen, counts->settlements);
    return true;
  });
  if (!scanned.ok()) return scanned;
  return taken.ok() ? end_person() : taken;
}

Result<RecomputeSheet> ReadSheet(store::Reader& reader, const Recompute& paper,
                                 std::int32_t number) {
  if (number < 1 || static_cast<std::size_t>(number) > paper.sheets.size()) {
    return Refuse(ErrorCode::kUnknownRecompute, paper.id);
  }
  store::Needs needs;
  needs.records.push_back(RecomputeSheetKey(paper.id, number));
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  const bool same =
      loaded->records.size() == 1 &&
      Sm3(loaded->records[0].body) == paper.sheets[static_cast<std::size_t>(number) - 1];
  if (!same) return Refuse(ErrorCode::kStoreCorrupt, RecomputeSheetKey(paper.id, number).code);
  return RecomputeSheetOf(loaded->records[0]);
}

Result<std::map<std::int64_t, RecomputedPerson>> ReadDone(store::Reader& reader,
                                                          const Recompute& paper,
                                                          const RecomputeSheet& sheet) {
  store::Needs needs;
  for (const RecomputePerson& person : sheet.persons) {
    needs.records.push_back(RecomputedKey(paper.id, person.person));
  }
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  std::map<std::int64_t, RecomputedPerson> done;
  for (const store::RecordRow& row : loaded->records) {
    Result<RecomputedPerson> person = RecomputedOf(row);
    if (!person.ok()) return person.error();
    done[person->person] = *std::move(person);
  }
  return done;
}

Result<RecomputedPerson> PostOne(Region& region, const std::string& actor, const RedoRules& rules,
                                 const Recompute& paper, const RecomputePerson& person) {
  RecomputedPerson made;
  Command command = DeskCommand(region, actor, "post_recompute");
  command.needs = [&](const WorkingSet& set, store::Needs& needs) {
    NeedPosting(paper, person, set, needs);
  };
  command.execute = [&](Work& work) -> Result<Executed> {
    Result<RecomputedPerson> posted = PostPerson(work, rules, paper, person);
    if (!posted.ok()) return posted.error();
    made = *std::move(posted);
    return Executed{{}, 0, RecomputedKey(paper.id, person.person).code};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return made;
}

// Marks `difference` as paid by the next entry.
void MarkPaid(const Work& work, const std::string& reference, Difference& difference) {
  difference.paid_at = work.at;
  difference.paid_by = work.actor;
  difference.reference = reference;
  difference.paid_entry = work.set.NextEntry();
}

// Pays what is open of one person's paper. Refusals: kRecomputeState.
Result<Money> PayOne(Region& region, const std::string& actor, const std::string& id,
                     std::int64_t person, const std::string& reference) {
  Money amount;
  const store::RecordKey key = RecomputedKey(id, person);
  Command command = DeskCommand(region, actor, "pay_recompute");
  command.needs = [&](const WorkingSet&, store::Needs& needs) { needs.records.push_back(key); };
  command.execute = [&](Work& work) -> Result<Executed> {
    const store::RecordRow* row = work.set.FindRecord(key);
    if (row == nullptr) return Refuse(ErrorCode::kRecomputeState, id);
    Result<RecomputedPerson> paper = RecomputedOf(*row);
    if (!paper.ok()) return paper.error();
    if (!paper->HasOpen()) return Refuse(ErrorCode::kRecomputeState, id);
    amount = paper->OpenAmount();
    if (paper->open()) {
      MarkPaid(work, reference, *paper);
      work.set.AddEntry(PaidEntry(*paper));
    }
    for (TakenBack& back : paper->taken_back) {
      if (!back.open()) continue;
      MarkPaid(work, reference, back);
      work.set.AddEntry(PaidEntry(*paper, back));
    }
    work.set.Put(RecordOf(*paper));
    return Executed{{}, 0, key.code};
  };
  const Status submitted = Submit(region, command);
  if (!submitted.ok()) return submitted.error();
  return amount;
}

// Every person of the list, sheet by sheet, with what is done. `visit` may refuse.
using VisitPerson = std::function<Status(const RecomputePerson&, const RecomputedPerson*)>;
Status EachPerson(Region& region, const Recompute& paper, const RecomputeProgress& progress,
                  const VisitPerson& visit) {
  std::int64_t seen = 0;
  for (std::size_t i = 1; i <= paper.sheets.size(); ++i) {
    Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
    if (!reader.ok()) return reader.error();
    const auto sheet = ReadSheet(**reader, paper, static_cast<std::int32_t>(i));
    if (!sheet.ok()) return sheet.error();
    const auto done = ReadDone(**reader, paper, *sheet);
    if (!done.ok()) return done.error();
    reader->reset();
    for (const RecomputePerson& person : sheet->persons) {
      const auto known = done->find(person.person);
      const Status visited = visit(person, known == done->end() ? nullptr : &known->second);
      if (!visited.ok()) return visited;
      if (progress) progress(++seen, paper.sums.persons);
    }
  }
  return Done{};
}

}  // namespace

bool IsOutdated(const Region& region, const Recompute& paper) {
  return paper.variant.empty() && region.pack().digest != ToHex(paper.pack_digest);
}

Result<RedoRules> RulesOf(const Region& region, const Recompute& paper) {
  const policy::Pack* pack = region.policies().FindByDigest(ToHex(paper.pack_digest));
  if (pack == nullptr) return Refuse(ErrorCode::kPackNotLoaded, ToHex(paper.pack_digest));
  return RulesBy(region, *pack, paper.from);
}

Result<Recompute> DrawRecompute(Region& region, const std::string& actor,
                                const RecomputeOrder& order, const RecomputeProgress& progress) {
  if (order.reason.empty()) return Refuse(ErrorCode::kMissingField, "reason");
  if (order.reason.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "reason");
  if (order.from > region.today()) return Refuse(ErrorCode::kTimeInFuture, "from");
  const Result<PolicyVariant> variant = FindVariant(region, order.variant);
  if (!variant.ok()) return variant.error();
  // Money moves by what is published only, and by the rules of this area.
  const policy::Pack* pack = region.policies().FindByDigest(variant->pack->digest);
  if (pack == nullptr || pack->area != region.area()) {
    return Refuse(ErrorCode::kUnknownVersion, order.variant);
  }
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const Result<store::Loaded> state = (*reader)->Load({});
  if (!state.ok()) return state.error();
  Recompute paper;
  paper.variant = order.variant;
  paper.pack = pack->id;
  paper.pack_digest = DigestFromHex(pack->digest);
  paper.from = order.from;
  paper.seen = state->area.settlements;
  paper.requested_by = actor;
  paper.reason = order.reason;
  const RedoRules rules = RulesBy(region, *pack, order.from);
  Drawing drawing(region, std::move(paper));
  const Status drawn = DrawEverybody(rules, drawing, **reader, progress);
  if (!drawn.ok()) return drawn.error();
  return drawing.Finish();
}

Result<std::vector<Recompute>> FindRecomputes(Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->RecordsUnder(store::RecordKind::kRecompute,
                                            RecomputePrefix(region.pack().id), "", kMostPapers);
  if (!rows.ok()) return rows.error();
  std::vector<Recompute> papers;
  for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
    Result<Recompute> paper = RecomputeOf(*row);
    if (!paper.ok()) return paper.error();
    papers.push_back(*std::move(paper));
  }
  return papers;
}

Result<Recompute> GetRecompute(Region& region, const std::string& id) {
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.records.push_back(RecomputeKey(id));
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->records.empty()) return Refuse(ErrorCode::kUnknownRecompute, id);
  return RecomputeOf(loaded->records[0]);
}

Result<RecomputePage> GetRecomputeSheet(Region& region, const std::string& id,
                                        std::int32_t number) {
  const Result<Recompute> paper = GetRecompute(region, id);
  if (!paper.ok()) return paper.error();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  Result<RecomputeSheet> sheet = ReadSheet(**reader, *paper, number);
  if (!sheet.ok()) return sheet.error();
  const auto done = ReadDone(**reader, *paper, *sheet);
  if (!done.ok()) return done.error();
  store::Needs needs;
  for (const RecomputePerson& person : sheet->persons) needs.persons.push_back(person.person);
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  RecomputePage page;
  page.left_out = std::move(sheet->left_out);
  for (RecomputePerson& person : sheet->persons) {
    RecomputeRow& row = page.rows.emplace_back();
    const auto named = std::ranges::find(loaded->persons, person.person, &store::PersonRow::person);
    if (named != loaded->persons.end()) row.name = named->name;
    if (const auto known = done->find(person.person); known != done->end()) {
      row.done = known->second;
    }
    row.listed = std::move(person);
  }
  return page;
}

Result<Recompute> DecideRecompute(Region& region, const std::string& actor, const std::string& id,
                                  bool approve, const std::string& note) {
  if (note.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "note");
  return Change(region, actor, approve ? "approve_recompute" : "refuse_recompute", id,
                [&](Work& work, Recompute& paper) -> Status {
                  if (!paper.drawn) return Refuse(ErrorCode::kRecomputeState, id);
                  if (approve) {
                    const Status holds = CheckHolds(region, paper);
                    if (!holds.ok()) return holds;
                  }
                  return Decide(id, {actor, approve, note, work.at}, paper);
                });
}

Result<Recompute> PostRecompute(Region& region, const std::string& actor, const std::string& id,
                                const RecomputeProgress& progress) {
  const Result<Recompute> paper = GetRecompute(region, id);
  if (!paper.ok()) return paper.error();
  if (!paper->drawn || paper->state != RequestState::kApproved) {
    return Refuse(ErrorCode::kRecomputeState, id);
  }
  const Status holds = CheckHolds(region, *paper);
  if (!holds.ok()) return holds.error();
  const Result<RedoRules> rules = RulesOf(region, *paper);
  if (!rules.ok()) return rules.error();
  std::int64_t posted = 0, skipped = 0;
  const Status all =
      EachPerson(region, *paper, progress,
                 [&](const RecomputePerson& person, const RecomputedPerson* done) -> Status {
                   if (done != nullptr && done->stage == PersonStage::kPosted) {
                     ++posted;
                     return Done{};
                   }
                   const auto made = PostOne(region, actor, *rules, *paper, person);
                   if (!made.ok()) return made.error();
                   ++(made->stage == PersonStage::kPosted ? posted : skipped);
                   return Done{};
                 });
  if (!all.ok()) return all.error();
  return Change(region, actor, "end_recompute", id, [&](Work& work, Recompute& stored) -> Status {
    stored.posted_at = work.at;
    stored.posted_by = actor;
    stored.posted = posted;
    stored.skipped = skipped;
    return Done{};
  });
}

Result<RecomputePayment> PayRecompute(Region& region, const std::string& actor,
                                      const std::string& id, const std::string& psn_no,
                                      const std::string& reference,
                                      const RecomputeProgress& progress) {
  if (reference.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, "reference");
  const Result<Recompute> paper = GetRecompute(region, id);
  if (!paper.ok()) return paper.error();
  const std::int64_t only = IdNumber(region.area_number(), IdKind::kPerson, psn_no);
  bool found = psn_no.empty();
  RecomputePayment payment;
  const auto pay = [&](const RecomputePerson& person, const RecomputedPerson* done) -> Status {
    if (!psn_no.empty() && person.person != only) return Done{};
    found = true;
    const bool open = done != nullptr && done->HasOpen();
    if (!open) return psn_no.empty() ? Status(Done{}) : Refuse(ErrorCode::kRecomputeState, psn_no);
    const Result<Money> paid = PayOne(region, actor, id, person.person, reference);
    if (!paid.ok()) return paid.error();
    ++payment.persons;
    (*paid < Money{} ? payment.recovered : payment.paid) += *paid < Money{} ? -*paid : *paid;
    return Done{};
  };
  const Status all = EachPerson(region, *paper, progress, pay);
  if (!all.ok()) return all.error();
  if (!found) return Refuse(ErrorCode::kUnknownPerson, psn_no);
  return payment;
}

Result<std::vector<RecomputeLink>> RecomputeLinks(Region& region,
                                                  const std::vector<std::string>& setl_ids) {
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  for (const std::string& id : setl_ids) {
    const std::int64_t number = IdNumber(area, IdKind::kSettlement, id);
    needs.records.push_back(ReplacedKey(number));
    needs.records.push_back(RedoneKey(number));
  }
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  std::map<std::string, std::string> reasons;
  std::vector<RecomputeLink> links;
  for (const store::RecordRow& row : loaded->records) {
    const Result<Replaced> replaced = ReplacedOf(row);
    if (!replaced.ok()) return replaced.error();
    if (!reasons.contains(replaced->paper)) {
      const Result<Recompute> paper = GetRecompute(region, replaced->paper);
      if (!paper.ok()) return paper.error();
      reasons[replaced->paper] = paper->reason;
    }
    links.push_back({replaced->paper, reasons[replaced->paper],
                     IdText(area, IdKind::kSettlement, replaced->original),
                     IdText(area, IdKind::kSettlement, replaced->reversal),
                     IdText(area, IdKind::kSettlement, replaced->redone)});
  }
  return links;
}

}  // namespace tongchou::service
