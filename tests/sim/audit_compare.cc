#include "sim/audit_compare.h"

#include <fmt/core.h>

namespace tongchou::sim {
namespace {

std::string Flag(bool value) { return value ? "yes" : "no"; }

void CompareSettlement(const BookedSettlement& booked, const store::SettlementRow& row,
                       bool knows_rules, const SchemeWords& scheme, Findings& findings) {
  const std::string what = fmt::format("settlement {}", booked.number);
  if (StoredAmounts(row) != booked.amounts) findings.Add(what + ": other figures");
  const struct {
    const char* name;
    std::int64_t is, should_be;
  } numbers[] = {
      {"person", row.person, booked.person},
      {"visit", row.visit, booked.visit},
      {"moment", row.at.ms, booked.at.ms},
      {"date", row.date.days(), booked.date.days()},
      {"year", row.year, booked.year},
      {"reverses", row.reverses, booked.reverses},
      {"previous", row.previous, booked.previous},
      {"entry", row.entry, booked.entry},
      {"balance after", row.balance_after.fen, booked.balance_after},
      {"level", row.inputs.level, booked.level},
  };
  for (const auto& number : numbers) {
    findings.Expect(what + " " + number.name, number.is, number.should_be);
  }
  findings.Expect(what + " provider", row.provider, booked.provider);
  findings.Expect(what + " message", row.msgid, booked.msgid);
  findings.Expect(what + " scheme", row.scheme, booked.scheme);
  findings.Expect(what + " benefit", row.benefit, booked.benefit);
  findings.Expect(what + " mid-stay", Flag(row.mid_stay), Flag(booked.mid_stay));
  findings.Expect(what + " pharmacy", Flag(row.pharmacy), Flag(booked.pharmacy));
  if (booked.reverses != 0) return;
  findings.Expect(what + " balance before", row.inputs.balance_before.fen, booked.balance_before);
  findings.Expect(what + " frozen", Flag(row.inputs.facts.frozen), Flag(booked.frozen));
  const settle::YearTotals& before = row.inputs.totals_before;
  findings.Expect(what + " stays before", before.stays, booked.year_before.totals.stays);
  for (std::size_t i = 0; i < scheme.total_names.size(); ++i) {
    const auto found = booked.year_before.totals.layers.find(scheme.total_names[i]);
    const AuditTotal total =
        found == booked.year_before.totals.layers.end() ? AuditTotal() : found->second;
    findings.Expect(what + " paid before", before.layers[i].paid_fen, total.paid);
    if (knows_rules) {
      findings.Expect(what + " entered before", before.layers[i].entered_fen, total.entered);
    }
  }
}

void CompareSettlements(const World& world, const AuditBook& book,
                        const SettlementRows& settlements, Findings& findings) {
  findings.Expect("number of settlements", static_cast<std::int64_t>(settlements.size()),
                  static_cast<std::int64_t>(book.settlements().size()));
  for (const BookedSettlement& booked : book.settlements()) {
    const auto row = settlements.find(booked.number);
    if (row == settlements.end()) {
      findings.Add(fmt::format("settlement {} is missing", booked.number));
      continue;
    }
    CompareSettlement(booked, row->second, book.knows_rules(), *world.FindScheme(booked.scheme),
                      findings);
    findings.Expect(fmt::format("settlement {} pack", booked.number),
                    ToHex(row->second.pack_digest), world.pack_digest);
  }
}

void CompareYear(const std::string& what, const store::YearRow& row, const BookedYear& booked,
                 const SchemeWords& scheme, bool knows_rules, Findings& findings) {
  const struct {
    const char* name;
    std::int64_t is, should_be;
  } numbers[] = {{"settlements", row.settlements, booked.settlements},
                 {"stays", row.totals.stays, booked.totals.stays},
                 {"total", row.total.fen, booked.total},
                 {"funds", row.funds.fen, booked.funds},
                 {"account", row.account.fen, booked.account},
                 {"cash", row.cash.fen, booked.cash}};
  for (const auto& number : numbers) {
    findings.Expect(what + " " + number.name, number.is, number.should_be);
  }
  for (std::size_t i = 0; i < row.totals.layers.size(); ++i) {
    AuditTotal total;
    if (i < scheme.total_names.size()) {
      const auto found = booked.totals.layers.find(scheme.total_names[i]);
      if (found != booked.totals.layers.end()) total = found->second;
    }
    findings.Expect(what + " paid", row.totals.layers[i].paid_fen, total.paid);
    if (knows_rules) {
      findings.Expect(what + " entered", row.totals.layers[i].entered_fen, total.entered);
    }
  }
}

void CompareCoverage(const std::string& what, const std::vector<store::Coverage>& is,
                     const std::vector<store::Coverage>& should_be, Findings& findings) {
  findings.Expect(what + " intervals", static_cast<std::int64_t>(is.size()),
                  static_cast<std::int64_t>(should_be.size()));
  for (std::size_t i = 0; i < std::min(is.size(), should_be.size()); ++i) {
    const bool same = is[i].scheme == should_be[i].scheme &&
                      is[i].category == should_be[i].category &&
                      is[i].range == should_be[i].range && is[i].frozen == should_be[i].frozen;
    if (!same) findings.Add(fmt::format("{}: interval {} differs", what, i));
  }
}

void ComparePerson(const World& world, const AuditBook& book, std::int64_t number,
                   const store::Loaded& loaded, Findings& findings) {
  const BookedPerson& booked = book.persons()[static_cast<std::size_t>(number - 1)];
  const std::string what = fmt::format("person {}", number);
  for (const store::PersonRow& row : loaded.persons) {
    if (row.person != number) continue;
    findings.Expect(what + " certificate", row.certificate, booked.certificate);
    CompareCoverage(what, row.coverage, booked.coverage, findings);
  }
  store::AccountRow account;
  for (const store::AccountRow& row : loaded.accounts) {
    if (row.person == number) account = row;
  }
  findings.Expect(what + " balance", account.balance.fen, booked.balance);
  findings.Expect(what + " movements", account.movements,
                  static_cast<std::int64_t>(booked.movements.size()));
  findings.Expect(what + " standing", account.standing, booked.standing);
  findings.Expect(what + " open stay", account.open_stay, booked.open_stay);
  if (account.balance.fen < 0) findings.Add(what + ": the account is below zero");
  std::size_t years = 0;
  for (const store::YearRow& row : loaded.years) {
    if (row.person != number) continue;
    ++years;
    const auto found = booked.years.find({row.scheme, row.year});
    const std::string which = fmt::format("{} {} {}", what, row.scheme, row.year);
    if (found == booked.years.end()) {
      findings.Add(which + ": nothing was settled in it");
    } else {
      CompareYear(which, row, found->second, *world.FindScheme(row.scheme), book.knows_rules(),
                  findings);
    }
  }
  findings.Expect(what + " years", static_cast<std::int64_t>(years),
                  static_cast<std::int64_t>(booked.years.size()));
}

void ComparePersons(const World& world, const AuditBook& book, store::Reader& reader,
                    Findings& findings) {
  const auto count = static_cast<std::int64_t>(book.persons().size());
  for (std::int64_t number = 1; number <= count; ++number) {
    store::Needs needs;
    needs.persons = {number};
    const Result<store::Loaded> loaded = reader.Load(needs);
    if (!loaded.ok() || loaded->persons.empty()) {
      findings.Add(fmt::format("person {} is missing", number));
      continue;
    }
    ComparePerson(world, book, number, *loaded, findings);
  }
}

void CompareMovements(const AuditBook& book, store::Reader& reader, Findings& findings) {
  std::map<std::int64_t, std::size_t> seen;
  const Status status = reader.EachMovement([&](const store::MovementRow& row) {
    const std::string what = fmt::format("movement {} of person {}", row.number, row.person);
    const std::size_t place = seen[row.person]++;
    const bool known =
        row.person >= 1 && row.person <= static_cast<std::int64_t>(book.persons().size()) &&
        place < book.persons()[static_cast<std::size_t>(row.person - 1)].movements.size();
    if (!known) {
      findings.Add(what + " was never booked");
      return true;
    }
    const BookedMovement& booked =
        book.persons()[static_cast<std::size_t>(row.person - 1)].movements[place];
    findings.Expect(what + " number", row.number, static_cast<std::int64_t>(place) + 1);
    findings.Expect(what + " kind", static_cast<std::int64_t>(row.kind),
                    static_cast<std::int64_t>(booked.kind));
    findings.Expect(what + " amount", row.amount.fen, booked.amount);
    findings.Expect(what + " balance", row.balance_after.fen, booked.balance_after);
    findings.Expect(what + " settlement", row.settlement, booked.settlement);
    findings.Expect(what + " entry", row.entry, booked.entry);
    findings.Expect(what + " moment", row.at.ms, booked.at.ms);
    return true;
  });
  if (!status.ok()) findings.Add("movements cannot be read");
  for (std::size_t i = 0; i < book.persons().size(); ++i) {
    const auto person = static_cast<std::int64_t>(i) + 1;
    findings.Expect(fmt::format("movements of person {}", person),
                    static_cast<std::int64_t>(seen[person]),
                    static_cast<std::int64_t>(book.persons()[i].movements.size()));
  }
}

void CompareVisit(const BookedVisit& booked, const store::Loaded& loaded, Findings& findings) {
  const std::string what = fmt::format("visit {}", booked.number);
  const store::VisitRow& row = loaded.visits.front();
  findings.Expect(what + " person", row.person, booked.person);
  findings.Expect(what + " provider", row.provider, booked.provider);
  findings.Expect(what + " kind", static_cast<int>(row.kind), static_cast<int>(booked.kind));
  findings.Expect(what + " status", static_cast<int>(row.status), static_cast<int>(booked.status));
  findings.Expect(what + " begin", row.begin.ms, booked.begin.ms);
  findings.Expect(what + " end", row.end.value_or(Moment{}).ms, booked.end.value_or(Moment{}).ms);
  findings.Expect(what + " closed", Flag(row.closed), Flag(booked.closed));
  if (row.settlements != booked.settlements) findings.Add(what + ": other settlements");
  findings.Expect(what + " batches", static_cast<std::int64_t>(row.batches.size()),
                  static_cast<std::int64_t>(booked.batches.size()));
  findings.Expect(what + " batches with lines", static_cast<std::int64_t>(loaded.batches.size()),
                  static_cast<std::int64_t>(booked.batches.size()));
  if (row.batches.size() != booked.batches.size() || loaded.batches.size() != row.batches.size()) {
    return;
  }
  for (std::size_t i = 0; i < booked.batches.size(); ++i) {
    const BookedBatch& batch = booked.batches[i];
    const std::string which = fmt::format("{} batch {}", what, i + 1);
    findings.Expect(which + " name", row.batches[i].batch, batch.name);
    findings.Expect(which + " settlement", row.batches[i].settlement, batch.settlement);
    findings.Expect(which + " withdrawn", Flag(row.batches[i].withdrawn), Flag(batch.withdrawn));
    bool same = loaded.batches[i].lines.size() == batch.lines.size();
    for (std::size_t j = 0; same && j < batch.lines.size(); ++j) {
      store::UploadLine line = loaded.batches[i].lines[j].line;
      line.detail = batch.lines[j].detail;  // not loaded with the lines
      same = line == batch.lines[j];
    }
    if (!same) findings.Add(which + ": other lines");
  }
}

void CompareVisits(const AuditBook& book, store::Reader& reader, Findings& findings) {
  for (const BookedVisit& booked : book.visits()) {
    store::Needs needs;
    needs.visits = needs.visit_lines = {booked.number};
    const Result<store::Loaded> loaded = reader.Load(needs);
    if (!loaded.ok() || loaded->visits.empty()) {
      findings.Add(fmt::format("visit {} is missing", booked.number));
      continue;
    }
    CompareVisit(booked, *loaded, findings);
  }
}

void CompareCounts(const AuditBook& book, store::Reader& reader, Findings& findings) {
  const Result<store::Loaded> loaded = reader.Load({});
  if (!loaded.ok()) return findings.Add("the area cannot be read");
  const auto size = [](const auto& rows) { return static_cast<std::int64_t>(rows.size()); };
  findings.Expect("number of persons", loaded->area.persons, size(book.persons()));
  findings.Expect("number of visits", loaded->area.visits, size(book.visits()));
  findings.Expect("last settlement", loaded->area.settlements, size(book.settlements()));
  findings.Expect("last entry", loaded->area.entries, size(book.entries()));
}

}  // namespace

SettlementRows ReadSettlements(store::Reader& reader, Findings& findings) {
  SettlementRows rows;
  const Status status = reader.EachSettlement([&](const store::SettlementRow& row) {
    rows[row.settlement] = row;
    return true;
  });
  if (!status.ok()) findings.Add("settlements cannot be read");
  return rows;
}

Amounts StoredAmounts(const store::SettlementRow& row) {
  const settle::Figures& figures = row.figures;
  Amounts amounts{figures.total.fen,
                  figures.full_self_pay.fen,
                  figures.over_ceiling.fen,
                  figures.first_self_pay.fen,
                  figures.eligible.fen,
                  figures.deductible.fen,
                  figures.funds_paid.fen,
                  figures.burden.fen,
                  figures.account.fen,
                  figures.cash.fen,
                  {}};
  for (std::size_t i = 0; i < row.layer_funds.size(); ++i) {
    amounts.layers.push_back(figures.layer_paid[i].fen);
  }
  return amounts;
}

void Compare(const World& world, const AuditBook& book, const SettlementRows& settlements,
             store::Reader& reader, Findings& findings) {
  CompareCounts(book, reader, findings);
  CompareSettlements(world, book, settlements, findings);
  ComparePersons(world, book, reader, findings);
  CompareMovements(book, reader, findings);
  CompareVisits(book, reader, findings);
  CompareJournal(world, book, settlements, reader, findings);
}

}  // namespace tongchou::sim
