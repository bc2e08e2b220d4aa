#include "store/row_codec.h"

#include "store/packing.h"

namespace tongchou::store {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::int64_t kVisitForm = 2;   // 1: batches without the settlements taken back
constexpr std::int64_t kPersonForm = 3;  // 1: without organisation and sealed; 2: without wages

Error Damaged(std::string_view what) {
  return Error{ErrorCode::kStoreCorrupt, {}, std::string(what)};
}

void PackOptionalMoney(Packer& out, const std::optional<Money>& amount) {
  out.Flag(amount.has_value());
  if (amount) out.Amount(*amount);
}

std::optional<Money> UnpackOptionalMoney(Unpacker& in) {
  if (!in.Flag()) return std::nullopt;
  return in.Amount();
}

void PackOptionalRatio(Packer& out, const std::optional<Ratio>& ratio) {
  out.Flag(ratio.has_value());
  if (ratio) out.Number(ratio->millionths);
}

std::optional<Ratio> UnpackOptionalRatio(Unpacker& in) {
  if (!in.Flag()) return std::nullopt;
  return Ratio{in.Number()};
}

void PackSplit(Packer& out, const settle::LineSplit& split) {
  out.Amount(split.full_self_pay).Amount(split.over_ceiling);
  out.Amount(split.first_self_pay).Amount(split.eligible);
}

settle::LineSplit UnpackSplit(Unpacker& in) {
  settle::LineSplit split;
  split.full_self_pay = in.Amount();
  split.over_ceiling = in.Amount();
  split.first_self_pay = in.Amount();
  split.eligible = in.Amount();
  return split;
}

void PackCoverage(Packer& out, const Coverage& coverage) {
  out.Text(coverage.scheme).Text(coverage.category).Text(coverage.employer);
  out.Day(coverage.range.from).Day(coverage.range.through).Kind(coverage.aid);
  out.Flag(coverage.civil_servant).Day(coverage.insured_since).Flag(coverage.frozen);
  out.Text(coverage.reason);
}

Coverage UnpackCoverage(Unpacker& in) {
  Coverage coverage;
  coverage.scheme = in.Text();
  coverage.category = in.Text();
  coverage.employer = in.Text();
  coverage.range.from = in.Day();
  coverage.range.through = in.Day();
  coverage.aid = in.Kind(settle::Aid::kDestitute);
  coverage.civil_servant = in.Flag();
  coverage.insured_since = in.Day();
  coverage.frozen = in.Flag();
  coverage.reason = in.Text();
  return coverage;
}

void PackWage(Packer& out, const WageDeclaration& wage) {
  out.Text(wage.employer).Number(wage.year).Amount(wage.wage).At(wage.at).Text(wage.reason);
}

WageDeclaration UnpackWage(Unpacker& in) {
  WageDeclaration wage;
  wage.employer = in.Text();
  wage.year = static_cast<std::int32_t>(in.Number());
  wage.wage = in.Amount();
  wage.at = in.At();
  wage.reason = in.Text();
  return wage;
}

// The texts of an employer's file, in the order in which they are kept.
constexpr std::string Employer::*kEmployerTexts[] = {
    &Employer::organisation, &Employer::credit_code,  &Employer::address,
    &Employer::contact,      &Employer::phone,        &Employer::legal_person,
    &Employer::bank_name,    &Employer::bank_account, &Employer::documents};

void PackNumbers(Packer& out, const std::vector<std::int64_t>& numbers) {
  out.Number(static_cast<std::int64_t>(numbers.size()));
  for (const std::int64_t number : numbers) out.Number(number);
}

std::vector<std::int64_t> UnpackNumbers(Unpacker& in) {
  std::vector<std::int64_t> numbers;
  const std::size_t count = in.Count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) numbers.push_back(in.Number());
  return numbers;
}

void PackBatchState(Packer& out, const BatchState& batch) {
  out.Number(batch.seq).Text(batch.batch).Number(batch.settlement).Flag(batch.withdrawn);
  PackNumbers(out, batch.reversed);
}

BatchState UnpackBatchState(Unpacker& in, std::int64_t form) {
  BatchState batch;
  batch.seq = static_cast<std::int32_t>(in.Number());
  batch.batch = in.Text();
  batch.settlement = in.Number();
  batch.withdrawn = in.Flag();
  if (form >= kVisitForm) batch.reversed = UnpackNumbers(in);
  return batch;
}

void PackPosting(Packer& out, const ledger::Posting& posting) {
  out.Text(posting.account.scheme).Text(posting.account.fund).Kind(posting.account.role);
  if (posting.account.role == ledger::Role::kDueTo) out.Number(posting.account.neighbour);
  out.Amount(posting.debit).Amount(posting.credit);
}

ledger::Posting UnpackPosting(Unpacker& in) {
  ledger::Posting posting;
  posting.account.scheme = in.Text();
  posting.account.fund = in.Text();
  posting.account.role = in.Kind(ledger::Role::kInsured);
  if (posting.account.role == ledger::Role::kDueTo) posting.account.neighbour = in.Number();
  posting.debit = in.Amount();
  posting.credit = in.Amount();
  return posting;
}

}  // namespace

std::string PackPerson(const PersonRow& row) {
  Packer out;
  out.Number(kPersonForm).Number(row.person).Text(row.name);
  out.Text(row.certificate_type).Text(row.certificate).Kind(row.gender).Day(row.birth);
  out.Number(static_cast<std::int64_t>(row.coverage.size()));
  for (const Coverage& coverage : row.coverage) PackCoverage(out, coverage);
  out.Text(row.organisation).Text(row.sealed);
  out.Number(static_cast<std::int64_t>(row.wages.size()));
  for (const WageDeclaration& wage : row.wages) PackWage(out, wage);
  return out.Number(row.changed).Take();
}

Result<PersonRow> UnpackPerson(std::string_view bytes) {
  Unpacker in(bytes);
  const std::int64_t form = in.Number();
  if (form < 1 || form > kPersonForm) return Damaged("person");
  PersonRow row;
  row.person = in.Number();
  row.name = in.Text();
  row.certificate_type = in.Text();
  row.certificate = in.Text();
  row.gender = in.Kind(Gender::kFemale);
  row.birth = in.Day();
  const std::size_t count = in.Count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) row.coverage.push_back(UnpackCoverage(in));
  if (form >= 2) {
    row.organisation = in.Text();
    row.sealed = in.Text();
  }
  if (form >= 3) {
    const std::size_t wages = in.Count();
    for (std::size_t i = 0; i < wages && in.ok(); ++i) row.wages.push_back(UnpackWage(in));
    row.changed = in.Number();
  }
  if (!in.done()) return Damaged("person");
  return row;
}

std::string PackEmployer(const Employer& row) {
  Packer out;
  out.Number(kForm);
  for (const auto text : kEmployerTexts) out.Text(row.*text);
  out.Day(row.event_day).At(row.registered_at).Kind(row.state).Number(row.requests);
  return out.Flag(row.late).Take();
}

Status UnpackEmployer(std::string_view bytes, Employer& row) {
  if (bytes.empty()) return Done{};
  Unpacker in(bytes);
  const bool known = in.Number() == kForm;
  for (const auto text : kEmployerTexts) row.*text = in.Text();
  row.event_day = in.Day();
  row.registered_at = in.At();
  row.state = in.Kind(EmployerState::kCancelled);
  row.requests = static_cast<std::int32_t>(in.Number());
  row.late = in.Flag();
  if (!known || !in.done()) return Damaged("employer");
  return Done{};
}

std::string PackItem(const CatalogueItem& row) {
  Packer out;
  out.Number(kForm).Text(row.code).Text(row.name).Day(row.from).Kind(row.fee_class);
  for (const std::optional<Money>& ceiling : row.unit_ceiling) PackOptionalMoney(out, ceiling);
  PackOptionalRatio(out, row.first_ratio);
  out.Flag(row.limited_use).Text(row.list_type).Text(row.charge_type);
  return out.Take();
}

Result<CatalogueItem> UnpackItem(std::string_view bytes) {
  Unpacker in(bytes);
  if (in.Number() != kForm) return Damaged("catalogue_item");
  CatalogueItem row;
  row.code = in.Text();
  row.name = in.Text();
  row.from = in.Day();
  row.fee_class = in.Kind(settle::FeeClass::kC);
  for (std::optional<Money>& ceiling : row.unit_ceiling) ceiling = UnpackOptionalMoney(in);
  row.first_ratio = UnpackOptionalRatio(in);
  row.limited_use = in.Flag();
  row.list_type = in.Text();
  row.charge_type = in.Text();
  if (!in.done()) return Damaged("catalogue_item");
  return row;
}

std::string PackVisit(const VisitRow& row) {
  Packer out;
  out.Number(kVisitForm).Number(row.visit).Number(row.person).Text(row.provider);
  out.Kind(row.kind).Kind(row.status).Text(row.scheme).Text(row.benefit).Text(row.med_type);
  out.Text(row.number).At(row.begin).Flag(row.end.has_value());
  if (row.end) out.At(*row.end);
  out.Kind(row.referral).Text(row.disease_code).Text(row.disease_name);
  out.Text(row.detail).Text(row.diagnoses).Number(static_cast<std::int64_t>(row.batches.size()));
  for (const BatchState& batch : row.batches) PackBatchState(out, batch);
  out.Flag(row.closed);
  PackNumbers(out, row.settlements);
  return out.Take();
}

Result<VisitRow> UnpackVisit(std::string_view bytes) {
  Unpacker in(bytes);
  const std::int64_t form = in.Number();
  if (form != kForm && form != kVisitForm) return Damaged("visit");
  VisitRow row;
  row.visit = in.Number();
  row.person = in.Number();
  row.provider = in.Text();
  row.kind = in.Kind(VisitKind::kStay);
  row.status = in.Kind(VisitStatus::kCancelled);
  row.scheme = in.Text();
  row.benefit = in.Text();
  row.med_type = in.Text();
  row.number = in.Text();
  row.begin = in.At();
  if (in.Flag()) row.end = in.At();
  row.referral = in.Kind(settle::Referral::kUnreferred);
  row.disease_code = in.Text();
  row.disease_name = in.Text();
  row.detail = in.Text();
  row.diagnoses = in.Text();
  const std::size_t batches = in.Count();
  for (std::size_t i = 0; i < batches && in.ok(); ++i) {
    row.batches.push_back(UnpackBatchState(in, form));
  }
  row.closed = in.Flag();
  row.settlements = UnpackNumbers(in);
  if (!in.done()) return Damaged("visit");
  return row;
}

std::string PackLines(const std::vector<FeeLineRow>& lines) {
  Packer out;
  out.Number(kForm).Number(static_cast<std::int64_t>(lines.size()));
  for (const FeeLineRow& row : lines) {
    const UploadLine& line = row.line;
    out.Text(line.sn).Text(line.init_sn).Text(line.item_code).Number(line.quantity_e4);
    out.Number(line.price_e6).Amount(line.amount).Kind(line.approval).At(line.at);
    out.Text(row.item_name).Text(row.list_type).Text(row.charge_type).Kind(row.fee_class);
    out.Flag(row.limited_use);
    PackOptionalMoney(out, row.unit_ceiling);
    PackOptionalRatio(out, row.first_ratio);
    PackSplit(out, row.split);
  }
  return out.Take();
}

Result<std::vector<FeeLineRow>> UnpackLines(std::string_view bytes) {
  Unpacker in(bytes);
  if (in.Number() != kForm) return Damaged("fee_batch");
  std::vector<FeeLineRow> lines(in.Count());
  for (FeeLineRow& row : lines) {
    if (!in.ok()) break;
    UploadLine& line = row.line;
    line.sn = in.Text();
    line.init_sn = in.Text();
    line.item_code = in.Text();
    line.quantity_e4 = in.Number();
    line.price_e6 = in.Number();
    line.amount = in.Amount();
    line.approval = in.Kind(Approval::kRefused);
    line.at = in.At();
    line.detail.clear();
    row.item_name = in.Text();
    row.list_type = in.Text();
    row.charge_type = in.Text();
    row.fee_class = in.Kind(settle::FeeClass::kC);
    row.limited_use = in.Flag();
    row.unit_ceiling = UnpackOptionalMoney(in);
    row.first_ratio = UnpackOptionalRatio(in);
    row.split = UnpackSplit(in);
  }
  if (!in.done()) return Damaged("fee_batch");
  return lines;
}

std::string PackDetails(const std::vector<FeeLineRow>& lines) {
  Packer out;
  out.Number(kForm).Number(static_cast<std::int64_t>(lines.size()));
  for (const FeeLineRow& row : lines) out.Text(row.line.detail);
  return out.Take();
}

Status UnpackDetails(std::string_view bytes, std::vector<FeeLineRow>& lines) {
  Unpacker in(bytes);
  if (in.Number() != kForm || in.Count() != lines.size()) return Damaged("fee_batch");
  for (FeeLineRow& row : lines) row.line.detail = in.Text();
  if (!in.done()) return Damaged("fee_batch");
  return Done{};
}

std::string PackYear(const YearRow& row) {
  Packer out;
  out.Number(kForm).Number(row.totals.stays).Number(row.settlements).Amount(row.total);
  out.Amount(row.funds).Amount(row.account).Amount(row.cash);
  for (const settle::LayerTotal& layer : row.totals.layers) {
    out.Number(layer.entered_fen).Number(layer.paid_fen);
  }
  return out.Take();
}

Result<YearRow> UnpackYear(std::string_view bytes) {
  Unpacker in(bytes);
  if (in.Number() != kForm) return Damaged("person_year");
  YearRow row;
  row.totals.stays = static_cast<std::int32_t>(in.Number());
  row.settlements = in.Number();
  row.total = in.Amount();
  row.funds = in.Amount();
  row.account = in.Amount();
  row.cash = in.Amount();
  for (settle::LayerTotal& layer : row.totals.layers) {
    layer.entered_fen = in.Number();
    layer.paid_fen = in.Number();
  }
  if (!in.done()) return Damaged("person_year");
  return row;
}

std::string PackEntry(const ledger::Entry& entry) {
  Packer out;
  out.Number(kForm).At(entry.at).Day(entry.day).Kind(entry.kind).Text(entry.source);
  out.Digest(entry.content).Digest(entry.previous);
  out.Number(static_cast<std::int64_t>(entry.postings.size()));
  for (const ledger::Posting& posting : entry.postings) PackPosting(out, posting);
  return out.Take();
}

Result<ledger::Entry> UnpackEntry(std::string_view bytes) {
  Unpacker in(bytes);
  if (in.Number() != kForm) return Damaged("journal");
  ledger::Entry entry;
  entry.at = in.At();
  entry.day = in.Day();
  entry.kind = in.Kind(ledger::EntryKind::kRecompute);
  entry.source = in.Text();
  entry.content = in.Digest();
  entry.previous = in.Digest();
  const std::size_t count = in.Count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) entry.postings.push_back(UnpackPosting(in));
  if (!in.done()) return Damaged("journal");
  return entry;
}

}  // namespace tongchou::store
