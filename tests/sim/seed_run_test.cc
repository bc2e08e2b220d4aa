// The simulator itself: clean on sound code, the same for the same seed, and able to fail.
#include "sim/seed_run.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "sim/audit_rules.h"

namespace tongchou::sim {
namespace {

std::shared_ptr<const policy::Library> AllPacks() {
  static const auto kLibrary = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies").value();
  return kLibrary;
}

RunOptions OptionsOf(StoreFactory factory) {
  RunOptions options;
  options.library = AllPacks();
  options.commands = 400;
  options.factory = std::move(factory);
  options.verify_every = 1;
  return options;
}

std::string FirstFinding(const SeedReport& report) {
  return report.audit.clean() ? "" : report.audit.findings.front();
}

TEST(Simulator, SeedsOfEveryPackAreClean) {
  const RunOptions options = OptionsOf(InMemory());
  std::int64_t settlements = 0;
  std::int64_t judged = 0;
  for (std::uint64_t seed = 1; seed <= 14; ++seed) {
    const SeedReport report = RunSeed(options, seed);
    EXPECT_EQ(FirstFinding(report), "") << "seed " << seed << " " << report.pack;
    settlements += report.audit.settlements;
    judged += report.audit.judged;
  }
  EXPECT_GT(settlements, 100);
  EXPECT_GT(judged, 100);
}

TEST(Simulator, EveryVerbIsAcceptedEveryFaultIsPlannedAndCapsAreMet) {
  RunOptions options = OptionsOf(InMemory());
  options.commands = 5'000;
  const SeedReport report = RunSeed(options, 2);
  for (std::size_t i = 0; i < kVerbCount; ++i) {
    EXPECT_GT(report.accepted[i], 0) << NameOf(static_cast<Verb>(i));
  }
  for (std::size_t i = 0; i < kFaultCount; ++i) {
    EXPECT_GT(report.faults[i], 0) << NameOf(static_cast<FaultKind>(i));
  }
  EXPECT_GT(report.audit.frozen, 0);
  EXPECT_GT(report.audit.beyond_cap, 0);
}

// The memory of a machine whose power never goes.
StoreFactory InMemoryForGood() {
  return [](std::uint64_t seed) -> StoreOpener {
    return [sound = InMemory()(seed)](Down) { return sound(Down::kProcess); };
  };
}

// The same seed has the same history, on whichever store.
TEST(Simulator, ASeedGivesOneHistory) {
  const std::string folder =
      (std::filesystem::path(testing::TempDir()) / "simulator-test").string();
  RunOptions options = OptionsOf(InMemoryForGood());
  options.commands = 200;
  options.with_lines = true;
  const SeedReport first = RunSeed(options, 4);
  EXPECT_EQ(RunSeed(options, 4).lines, first.lines);
  EXPECT_NE(RunSeed(options, 6).lines, first.lines);
  options.factory = InSqlite(folder);
  const SeedReport on_file = RunSeed(options, 4);
  EXPECT_EQ(FirstFinding(on_file), "");
  EXPECT_EQ(on_file.lines, first.lines);
  std::filesystem::remove_all(folder);
}

// A store that does not keep what it was given.
class BreakingStore final : public store::Store {
 public:
  using Break = void (*)(store::Changes&);

  BreakingStore(std::unique_ptr<store::Store> sound, Break damage)
      : sound_(std::move(sound)), damage_(damage) {}

  Result<std::vector<store::AreaPack>> Areas() override { return sound_->Areas(); }
  Result<store::Loaded> Load(std::int64_t area, const store::Needs& needs) override {
    return sound_->Load(area, needs);
  }
  Status Commit(const store::Changes& changes) override {
    store::Changes damaged = changes;
    damage_(damaged);
    return sound_->Commit(damaged);
  }
  Result<std::unique_ptr<store::Reader>> Read(std::int64_t area) override {
    return sound_->Read(area);
  }
  Status Compact() override { return sound_->Compact(); }

 private:
  const std::unique_ptr<store::Store> sound_;
  const Break damage_;
};

bool Reverses(const store::Changes& changes) {
  for (const store::SettlementRow& row : changes.settlements) {
    if (row.reverses != 0) return true;
  }
  return false;
}

struct Damage {
  const char* name;
  BreakingStore::Break apply;
};

const Damage kDamages[] = {
    {"TheAnswerIsNotKept", [](store::Changes& changes) { changes.answers.clear(); }},
    {"AnAnswerIsKeptForAnotherBody",
     [](store::Changes& changes) {
       for (store::AnswerRow& row : changes.answers) row.body[0] ^= 1;
     }},
    {"AnotherAnswerIsKept",
     [](store::Changes& changes) {
       for (store::AnswerRow& row : changes.answers) row.answer += " ";
     }},
    {"ATurnoverIsAddedTwice",
     [](store::Changes& changes) {
       for (store::TurnoverRow& row : changes.turnovers) row.debit += row.debit;
     }},
    {"AnUndoLeavesTheYear",
     [](store::Changes& changes) {
       if (Reverses(changes)) changes.years.clear();
     }},
    {"AnUndoLeavesTheRunningTotal",
     [](store::Changes& changes) {
       if (!Reverses(changes)) return;
       for (store::YearRow& row : changes.years) row.totals.layers[0].entered_fen += 1;
     }},
    {"AMovementIsNotKept", [](store::Changes& changes) { changes.movements.clear(); }},
    {"ABalanceIsAFenTooHigh",
     [](store::Changes& changes) {
       for (store::AccountRow& row : changes.accounts) {
         if (row.balance.fen > 0) row.balance += Money{1};
       }
     }},
    {"ADailyTotalIsNotKept", [](store::Changes& changes) { changes.days.clear(); }},
    {"TheAuditTrailIsNotKept", [](store::Changes& changes) { changes.audits.clear(); }},
    {"ASettlementIsAFenTooHigh",
     [](store::Changes& changes) {
       for (store::SettlementRow& row : changes.settlements) row.figures.funds_paid += Money{1};
     }},
    {"AnEntryIsChanged",
     [](store::Changes& changes) {
       for (ledger::Entry& entry : changes.entries) entry.at.ms += 1;
     }},
    {"AStayRemainsOpen",
     [](store::Changes& changes) {
       for (store::VisitRow& row : changes.visits) row.status = store::VisitStatus::kOpen;
     }},
};

class SimulatorFinds : public testing::TestWithParam<Damage> {};

TEST_P(SimulatorFinds, TheBreak) {
  const BreakingStore::Break damage = GetParam().apply;
  RunOptions options = OptionsOf([damage](std::uint64_t seed) -> StoreOpener {
    const StoreOpener sound = InMemory()(seed);
    return
        [sound, damage](Down down) { return std::make_unique<BreakingStore>(sound(down), damage); };
  });
  options.verify_every = 0;  // the auditor alone
  std::size_t found = 0;
  for (std::uint64_t seed = 2; seed <= 6; seed += 2) {
    found += RunSeed(options, seed).audit.findings.size();
  }
  EXPECT_GT(found, 0u);
}

INSTANTIATE_TEST_SUITE_P(Breaks, SimulatorFinds, testing::ValuesIn(kDamages),
                         [](const auto& of) { return std::string(of.param.name); });

TEST(Simulator, ShrinkingFindsTheShortestHistory) {
  const RunOptions options = OptionsOf([](std::uint64_t seed) -> StoreOpener {
    const StoreOpener sound = InMemory()(seed);
    return [sound](Down down) {
      return std::make_unique<BreakingStore>(
          sound(down), [](store::Changes& changes) { changes.movements.clear(); });
    };
  });
  const std::int64_t shortest = Shrink(options, 2, 400);
  EXPECT_LT(shortest, 100);
  EXPECT_FALSE(RunSeed(options, 2, shortest).audit.clean());
}

// 10 000.00 in a hospital of level 3: (10 000 - 900) × 85 %; the second stay has half the
// deductible and meets what is left of the year's cap.
TEST(AuditRules, AStayByHand) {
  AuditCase facts;
  facts.scheme = "employee";
  facts.category = "active";
  facts.benefit = "inpatient";
  facts.level = 3;
  facts.use_account = true;
  facts.balance = 100;
  facts.lines = {{1'000'000, settle::FeeClass::kA, {}, {}}};
  AuditTotals totals;
  const Amounts first = SettleByRules(facts, totals);
  EXPECT_EQ(first.deductible, 90'000);
  EXPECT_EQ(first.layers, (std::vector<std::int64_t>{773'500, 0, 0, 0, 0}));
  EXPECT_EQ(first.account, 100);
  EXPECT_EQ(first.cash, 1'000'000 - 773'500 - 100);
  EXPECT_EQ(totals.stays, 1);
  EXPECT_EQ(totals.layers["inpatient.pooled"], (AuditTotal{1'000'000, 773'500}));

  totals.layers["inpatient.pooled"].paid = 39'999'915;  // 0.85 below the cap
  const Amounts second = SettleByRules(facts, totals);
  EXPECT_EQ(second.deductible, 45'000);
  EXPECT_EQ(second.layers[0], 85);
  EXPECT_EQ(second.layers[1], Part(1'000'000 - 45'000 - 100, 900'000));
}

}  // namespace
}  // namespace tongchou::sim
