// The packed rows of the papers of special groups.
#include <fmt/format.h>

#include "service/special_papers.h"
#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

using store::Packer;
using store::RecordKey;
using store::RecordKind;
using store::RecordRow;
using store::Unpacker;

Error Damaged() { return Error{ErrorCode::kStoreCorrupt, {}, "record"}; }

RecordRow RowOf(RecordKey key, std::string body, std::int64_t version) {
  RecordRow row;
  row.kind = key.kind;
  row.code = std::move(key.code);
  row.body = std::move(body);
  row.version = version;
  return row;
}

void PackTime(const std::optional<Moment>& at, Packer& out) {
  out.Flag(at.has_value());
  if (at) out.At(*at);
}

std::optional<Moment> UnpackTime(Unpacker& in) {
  if (!in.Flag()) return {};
  return in.At();
}

}  // namespace

RecordKey MemberKey(SpecialGroup group, const std::string& psn_no) {
  return {RecordKind::kSpecialMember, fmt::format("{}/{}", RowOf(group).code, psn_no)};
}
RecordKey StandardKey(StandardKind kind, std::int32_t year) {
  return {RecordKind::kYearStandard, fmt::format("{}/{:04}", CodeOf(kind), year)};
}
RecordKey HardshipKey(std::int32_t year, const std::string& employer) {
  return {RecordKind::kHardship, fmt::format("{:04}/{}", year, employer)};
}
RecordKey ManagedKey(const std::string& psn_no) { return {RecordKind::kManaged, psn_no}; }
RecordKey CreditKeyOf(const std::string& bill) { return {RecordKind::kManagedCredit, bill}; }
RecordKey ClaimKey(const std::string& id) { return {RecordKind::kSpecialClaim, id}; }
RecordKey CheckupKey(const std::string& id) { return {RecordKind::kCheckup, id}; }

RecordRow RecordOf(const SpecialMember& member) {
  Packer out;
  out.Number(kForm).Kind(member.group).Text(member.psn_no);
  out.Number(static_cast<std::int64_t>(member.spans.size()));
  for (const SpecialSpan& span : member.spans) {
    out.Day(span.range.from).Day(span.range.through).Text(span.payer).Text(span.documents);
    out.Text(span.reason).Text(span.by).At(span.at);
  }
  return RowOf(MemberKey(member.group, member.psn_no), out.Take(), member.version);
}

Result<SpecialMember> MemberOf(const RecordRow& row) {
  Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  SpecialMember member;
  member.version = row.version;
  member.group = in.Kind(SpecialGroup::kSoldier);
  member.psn_no = in.Text();
  member.spans.resize(in.Count());
  for (SpecialSpan& span : member.spans) {
    span.range.from = in.Day();
    span.range.through = in.Day();
    span.payer = in.Text();
    span.documents = in.Text();
    span.reason = in.Text();
    span.by = in.Text();
    span.at = in.At();
  }
  if (!known || !in.done()) return Damaged();
  return member;
}

RecordRow RecordOf(const YearStandard& standard) {
  Packer out;
  out.Number(kForm).Kind(standard.kind).Number(standard.year).Number(standard.cost_year);
  out.Flag(standard.stored).Amount(standard.cost).Number(standard.heads);
  out.Number(standard.share.millionths).Amount(standard.adjustment).Text(standard.documents);
  out.Number(standard.seen);
  PackReview(standard, out);
  return RowOf(StandardKey(standard.kind, standard.year), out.Take(), standard.version);
}

Result<YearStandard> StandardOf(const RecordRow& row) {
  Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  YearStandard standard;
  standard.version = row.version;
  standard.kind = in.Kind(StandardKind::kOffsite);
  standard.year = static_cast<std::int32_t>(in.Number());
  standard.cost_year = static_cast<std::int32_t>(in.Number());
  standard.stored = in.Flag();
  standard.cost = in.Amount();
  standard.heads = in.Number();
  standard.share = {in.Number()};
  standard.adjustment = in.Amount();
  standard.documents = in.Text();
  standard.seen = in.Number();
  UnpackReview(in, standard);
  if (!known || !in.done()) return Damaged();
  return standard;
}

RecordRow RecordOf(const Hardship& hardship) {
  Packer out;
  out.Number(kForm).Number(hardship.year).Text(hardship.employer).Text(hardship.payer);
  out.Text(hardship.documents);
  PackReview(hardship, out);
  return RowOf(HardshipKey(hardship.year, hardship.employer), out.Take(), hardship.version);
}

Result<Hardship> HardshipOf(const RecordRow& row) {
  Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Hardship hardship;
  hardship.version = row.version;
  hardship.year = static_cast<std::int32_t>(in.Number());
  hardship.employer = in.Text();
  hardship.payer = in.Text();
  hardship.documents = in.Text();
  UnpackReview(in, hardship);
  if (!known || !in.done()) return Damaged();
  return hardship;
}

RecordRow RecordOf(const ManagedAccount& account) {
  Packer out;
  out.Number(kForm).Text(account.psn_no);
  out.Number(static_cast<std::int64_t>(account.moves.size()));
  for (const ManagedMove& move : account.moves) {
    out.Day(move.day).Kind(move.kind).Amount(move.amount).Number(move.year).Text(move.source);
    out.Number(move.entry);
  }
  return RowOf(ManagedKey(account.psn_no), out.Take(), account.version);
}

Result<ManagedAccount> ManagedOf(const RecordRow& row) {
  Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  ManagedAccount account;
  account.version = row.version;
  account.psn_no = in.Text();
  account.moves.resize(in.Count());
  for (ManagedMove& move : account.moves) {
    move.day = in.Day();
    move.kind = in.Kind(ManagedKind::kSurplus);
    move.amount = in.Amount();
    move.year = static_cast<std::int32_t>(in.Number());
    move.source = in.Text();
    move.entry = in.Number();
  }
  if (!known || !in.done()) return Damaged();
  return account;
}

RecordRow RecordOf(const ManagedCredit& credit) {
  Packer out;
  out.Number(kForm).Text(credit.dues).Text(credit.bill).Number(credit.year).Text(credit.scheme);
  out.Text(credit.by).Number(static_cast<std::int64_t>(credit.lines.size()));
  for (const ManagedCredit::Line& line : credit.lines) out.Text(line.psn_no).Amount(line.amount);
  out.Number(static_cast<std::int64_t>(credit.entries.size()));
  for (std::size_t i = 0; i < credit.entries.size(); ++i) {
    out.Number(credit.entries[i]).At(credit.times[i]);
  }
  return RowOf(CreditKeyOf(credit.bill), out.Take(), credit.version);
}

Result<ManagedCredit> ManagedCreditOf(const RecordRow& row) {
  Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  ManagedCredit credit;
  credit.version = row.version;
  credit.dues = in.Text();
  credit.bill = in.Text();
  credit.year = static_cast<std::int32_t>(in.Number());
  credit.scheme = in.Text();
  credit.by = in.Text();
  credit.lines.resize(in.Count());
  for (ManagedCredit::Line& line : credit.lines) {
    line.psn_no = in.Text();
    line.amount = in.Amount();
  }
  const std::size_t bookings = in.Count();
  for (std::size_t i = 0; i < bookings; ++i) {
    credit.entries.push_back(in.Number());
    credit.times.push_back(in.At());
  }
  if (!known || !in.done()) return Damaged();
  return credit;
}

RecordRow RecordOf(const SpecialClaim& claim) {
  Packer out;
  out.Number(kForm).Text(claim.psn_no).Kind(claim.kind).Number(claim.year).Text(claim.unit);
  out.Amount(claim.bills).Amount(claim.eligible).Text(claim.documents);
  PackReview(claim, out);
  out.Amount(claim.managed).Amount(claim.pooled).Amount(claim.limit);
  out.Text(claim.scheme).Text(claim.pack).Digest(claim.pack_digest).At(claim.posted_at);
  out.Number(claim.entry).Number(claim.reversal_entry).Text(claim.reversed_by);
  out.Text(claim.reversal_reason);
  PackTime(claim.reversed_at, out);
  RecordRow row = RowOf(ClaimKey(claim.id), out.Take(), claim.version);
  row.secret = Packer().Text(claim.receiver_account).Take();
  return row;
}

Result<SpecialClaim> ClaimOf(const RecordRow& row) {
  Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  SpecialClaim claim;
  claim.id = row.code;
  claim.version = row.version;
  claim.psn_no = in.Text();
  claim.kind = in.Kind(SpecialClaimKind::kSurplus);
  claim.year = static_cast<std::int32_t>(in.Number());
  claim.unit = in.Text();
  claim.bills = in.Amount();
  claim.eligible = in.Amount();
  claim.documents = in.Text();
  UnpackReview(in, claim);
  claim.managed = in.Amount();
  claim.pooled = in.Amount();
  claim.limit = in.Amount();
  claim.scheme = in.Text();
  claim.pack = in.Text();
  claim.pack_digest = in.Digest();
  claim.posted_at = in.At();
  claim.entry = in.Number();
  claim.reversal_entry = in.Number();
  claim.reversed_by = in.Text();
  claim.reversal_reason = in.Text();
  claim.reversed_at = UnpackTime(in);
  Unpacker secret(row.secret);
  claim.receiver_account = secret.Text();
  if (!known || !in.done() || !secret.done()) return Damaged();
  return claim;
}

RecordRow RecordOf(const Checkup& checkup) {
  Packer out;
  out.Number(kForm).Day(checkup.day).Text(checkup.by).At(checkup.at);
  RecordRow row = RowOf(CheckupKey(checkup.id), out.Take(), 0);
  // Everything about somebody's health is in the sealed part.
  row.secret = Packer().Text(checkup.place).Text(checkup.doctor).Text(checkup.findings).Take();
  return row;
}

Result<Checkup> CheckupOf(const RecordRow& row) {
  Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  Checkup checkup;
  checkup.id = row.code;
  checkup.day = in.Day();
  checkup.by = in.Text();
  checkup.at = in.At();
  Unpacker secret(row.secret);
  checkup.place = secret.Text();
  checkup.doctor = secret.Text();
  checkup.findings = secret.Text();
  if (!known || !in.done() || !secret.done()) return Damaged();
  return checkup;
}

}  // namespace tongchou::service
