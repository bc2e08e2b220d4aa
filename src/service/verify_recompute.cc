#include "service/verify_recompute.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "service/recompute.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 500;

// Calls `visit` with every paper under `prefix`.
Status EachRecord(store::Reader& reader, const std::string& prefix,
                  const std::function<Status(const store::RecordRow&)>& visit) {
  std::string after;
  while (true) {
    const auto rows = reader.RecordsUnder(store::RecordKind::kRecompute, prefix, after, kPage);
    if (!rows.ok()) return rows.error();
    for (const store::RecordRow& row : *rows) {
      const Status visited = visit(row);
      if (!visited.ok()) return visited;
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) return Done{};
    after = rows->back().code;
  }
}

class Verifier {
 public:
  Verifier(Region& region, store::Reader& reader, Book& book, Findings& findings)
      : region_(region), reader_(reader), book_(book), findings_(findings) {}

  Status Run() {
    Status status = EachRecord(reader_, "", [&](const store::RecordRow& row) {
      if (row.code.starts_with(kPersonPrefix)) return Person(row);
      if (row.code.starts_with(kRedonePrefix)) return Redone(row);
      return row.code.starts_with("=") ? Status(Done{}) : Paper(row);
    });
    if (status.ok() && !listed_.empty()) status = Settlements();
    if (!status.ok()) return status;
    for (const auto& [key, person] : done_) {
      Differs(key.first, "有未列入清单的人员单据", "it has the paper of somebody who is not on it");
    }
    for (const auto& [settlement, back] : taken_back_) {
      Differs(std::to_string(settlement), "没有撤销，却记有撤销差额",
              "the difference of a settlement is taken back, but not the settlement");
    }
    for (std::size_t i = 0; i < book_.marks.size(); ++i) {
      const EntryMark& mark = book_.marks[i];
      if (mark.kind != ledger::EntryKind::kRecompute || mark.booked) continue;
      findings_.Add(
          fmt::format("凭证 {} 所记的追溯重算单据不存在", i + 1),
          fmt::format("journal: entry {} books a recomputation that is not there", i + 1));
    }
    return Done{};
  }

 private:
  using Key = std::pair<std::string, std::int64_t>;  // paper, person

  void Differs(const std::string& paper, const std::string& zh, const std::string& en) {
    findings_.Add("追溯重算 " + paper + "：" + zh, "recomputation " + paper + ": " + en);
  }

  // Whether the entry with this number is exactly `entry`, and nobody else's.
  bool Claim(std::int64_t number, ledger::Entry entry) {
    const auto index = static_cast<std::size_t>(number - 1);
    if (number < 1 || index >= book_.marks.size() || book_.marks[index].booked) return false;
    EntryMark& mark = book_.marks[index];
    mark.booked = true;
    entry.area = region_.area_number();
    entry.number = number;
    entry.previous = mark.previous;
    return ledger::DigestOf(entry) == mark.digest;
  }

  // Whether `difference` is booked by the entries that it names.
  bool Booked(const Difference& difference, const ledger::Entry& due, const ledger::Entry& paid) {
    const bool nothing = due.postings.empty();
    const bool booked = nothing ? difference.entry == 0 : Claim(difference.entry, due);
    return !difference.paid_at ? booked : Claim(difference.paid_entry, paid) && booked;
  }

  Status Person(const store::RecordRow& row) {
    Result<RecomputedPerson> person = RecomputedOf(row);
    if (!person.ok()) return person.error();
    bool booked = Booked(*person, DueEntry(*person), PaidEntry(*person));
    for (const TakenBack& back : person->taken_back) {
      booked = Booked(back, DueEntry(*person, back), PaidEntry(*person, back)) && booked;
      taken_back_[back.settlement] = back;
    }
    if (!booked) Differs(row.code, "与其凭证不符", "its entries do not book it");
    done_[{person->paper, person->person}] = *std::move(person);
    return Done{};
  }

  Status Redone(const store::RecordRow& row) {
    const Result<Replaced> replaced = ReplacedOf(row);
    if (!replaced.ok()) return replaced.error();
    replaced_[{replaced->paper, replaced->original}] = *replaced;
    by_redone_[replaced->redone] = *replaced;
    done_again_.insert(replaced->original);
    return Done{};
  }

  // One that was interrupted while it was drawn up binds nobody.
  Status Paper(const store::RecordRow& row) {
    Result<Recompute> paper = RecomputeOf(row);
    if (!paper.ok()) return paper.error();
    if (!paper->drawn) return Done{};
    store::Needs needs;
    for (std::size_t i = 1; i <= paper->sheets.size(); ++i) {
      needs.records.push_back(RecomputeSheetKey(paper->id, static_cast<std::int32_t>(i)));
    }
    Result<store::Loaded> loaded = reader_.Load(needs);
    if (!loaded.ok()) return loaded.error();
    std::ranges::sort(loaded->records, {}, &store::RecordRow::code);
    RecomputeSums sums;
    bool same = loaded->records.size() == paper->sheets.size();
    for (std::size_t i = 0; same && i < paper->sheets.size(); ++i) {
      same = Sm3(loaded->records[i].body) == paper->sheets[i];
      const Result<RecomputeSheet> sheet = RecomputeSheetOf(loaded->records[i]);
      if (!sheet.ok()) return sheet.error();
      AddTo(*sheet, sums);
      for (const RecomputePerson& person : sheet->persons) {
        listed_[person.person].push_back({paper->id, person});
      }
    }
    if (!same) Differs(paper->id, "清单与其摘要不符", "a sheet is not the one that was drawn up");
    if (same && !(sums == paper->sums)) {
      Differs(paper->id, "合计与清单不符", "its sums are not those of its sheets");
    }
    papers_[paper->id] = *std::move(paper);
    return Done{};
  }

  Status Settlements() {
    std::int64_t person = 0;
    std::vector<store::SettlementRow> rows;
    const Status scanned = reader_.EachSettlement([&](const store::SettlementRow& row) {
      if (row.person != person) {
        EndPerson(person, rows);
        rows.clear();
        person = row.person;
      }
      if (listed_.contains(person)) rows.push_back(row);
      return true;
    });
    if (scanned.ok()) EndPerson(person, rows);
    for (const auto& [left, lists] : listed_) {
      for (const auto& [paper, listed] : lists) {
        Differs(paper, "列有没有结算的人员", "it lists somebody without settlements");
      }
    }
    return scanned;
  }

  void EndPerson(std::int64_t person, const std::vector<store::SettlementRow>& rows) {
    const auto found = listed_.find(person);
    if (found == listed_.end()) return;
    for (const auto& [paper, listed] : found->second) CheckListed(papers_.at(paper), listed, rows);
    listed_.erase(found);
    for (const store::SettlementRow& row : rows) CheckTakenBack(row, rows);
  }

  // What reverses a settlement that was done again, other than doing it again once more, takes its
  // difference back.
  void CheckTakenBack(const store::SettlementRow& reversal,
                      const std::vector<store::SettlementRow>& rows) {
    const auto redone = by_redone_.find(reversal.reverses);
    if (redone == by_redone_.end() || done_again_.contains(reversal.reverses)) return;
    std::int64_t counter = redone->second.original;
    for (auto at = by_redone_.find(counter); at != by_redone_.end();
         at = by_redone_.find(counter)) {
      counter = at->second.original;
    }
    const auto back = taken_back_.find(reversal.reverses);
    const auto stood =
        std::ranges::find(rows, reversal.reverses, &store::SettlementRow::settlement);
    const auto first = std::ranges::find(rows, counter, &store::SettlementRow::settlement);
    const bool same = back != taken_back_.end() && stood != rows.end() && first != rows.end() &&
                      back->second.reversal == reversal.settlement &&
                      back->second.due == ChangeBetween(*stood, *first);
    if (back != taken_back_.end()) taken_back_.erase(back);
    if (!same) {
      Differs(redone->second.paper, "机构撤销的结算与其差额不符",
              "what a provider took back is not booked as what it was");
    }
  }

  void CheckListed(const Recompute& paper, const RecomputePerson& listed,
                   const std::vector<store::SettlementRow>& rows) {
    const Result<RedoRules> rules = RulesOf(region_, paper);
    if (!rules.ok()) {
      Differs(paper.id, "政策版本未装载，无法复算", "its version of the policy is not loaded");
      return;
    }
    StandingRows standing;
    for (const store::SettlementRow& row : rows) {
      if (row.settlement <= paper.seen) standing.Add(row);
    }
    const PersonRedo redo = RedoPerson(*rules, standing.rows());
    if (redo.left_out || !(PersonOf(redo) == listed)) {
      Differs(paper.id, fmt::format("人员 {} 复算结果与清单不同", listed.person),
              fmt::format("the list of person {} is not what the rules give", listed.person));
      return;
    }
    const auto done = done_.find({paper.id, listed.person});
    if (done == done_.end()) return;
    if (done->second.stage == PersonStage::kPosted) {
      bool same = done->second.amount() == listed.due();
      for (const service::Redone& one : redo.chain) same = same && Stands(paper.id, one, rows);
      if (!same) {
        Differs(paper.id, fmt::format("人员 {} 的入账与清单不符", listed.person),
                fmt::format("what was posted of person {} is not what is listed", listed.person));
      }
    }
    done_.erase(done);
  }

  // Whether the settlement that stands for `one` has its figures.
  bool Stands(const std::string& paper, const service::Redone& one,
              const std::vector<store::SettlementRow>& rows) const {
    const auto replaced = replaced_.find({paper, one.before.settlement});
    if (replaced == replaced_.end()) return false;
    const auto row =
        std::ranges::find(rows, replaced->second.redone, &store::SettlementRow::settlement);
    const auto reversal =
        std::ranges::find(rows, replaced->second.reversal, &store::SettlementRow::settlement);
    return row != rows.end() && reversal != rows.end() && row->reverses == 0 &&
           reversal->reverses == one.before.settlement && row->figures == one.after.figures &&
           row->pack_digest == one.after.pack_digest && row->date == one.before.date &&
           row->visit == one.before.visit;
  }

  struct Listed {
    std::string paper;
    RecomputePerson person;
  };

  Region& region_;
  store::Reader& reader_;
  Book& book_;
  Findings& findings_;
  std::map<std::string, Recompute> papers_;
  std::map<std::int64_t, std::vector<Listed>> listed_;  // by person
  std::map<Key, RecomputedPerson> done_;
  std::map<Key, Replaced> replaced_;  // by paper and original
  std::map<std::int64_t, Replaced> by_redone_;
  std::unordered_set<std::int64_t> done_again_;   // originals
  std::map<std::int64_t, TakenBack> taken_back_;  // by the settlement as it stood
};

}  // namespace

Result<std::unordered_set<std::int64_t>> RedoneSettlements(store::Reader& reader) {
  std::unordered_set<std::int64_t> redone;
  const Status read = EachRecord(reader, kRedonePrefix, [&](const store::RecordRow& row) -> Status {
    const Result<Replaced> replaced = ReplacedOf(row);
    if (!replaced.ok()) return replaced.error();
    redone.insert(replaced->redone);
    return Done{};
  });
  if (!read.ok()) return read.error();
  return redone;
}

Status VerifyRecomputes(Region& region, store::Reader& reader, Book& book, Findings& findings) {
  return Verifier(region, reader, book, findings).Run();
}

}  // namespace tongchou::service
