#include <map>

#include "gateway/json_writer.h"
#include "gateway/shown_card.h"
#include "gateway/transactions.h"
#include "gateway/words.h"
#include "service/cards.h"
#include "service/persons.h"

namespace tongchou::gateway {
namespace {

constexpr std::string_view kByIdentityCard = "02";

// The person whose card is shown; a certificate that stands beside it must be the same person's.
Result<service::Person> FindCardHolder(const Call& call, const WireValue& data,
                                       const std::string& card) {
  const Result<std::string> holder = service::PersonOfCard(call.region, card);
  if (!holder.ok()) return holder.error();
  Result<service::Person> person = service::GetPerson(call.region, *holder);
  if (!person.ok()) return person;
  const std::string_view certificate = data.Text("certno");
  if (!certificate.empty() && certificate != person->certificate) {
    return Error{ErrorCode::kPersonDiffers, {}, "certno"};
  }
  return person;
}

// The person whom the certificate names. HN sends `certno` always; others only the number of the
// document that was shown.
Result<service::Person> FindByCertificate(const Call& call, const WireValue& data) {
  std::string certificate(data.Text("certno"));
  const std::string_view shown = data.Text("mdtrt_cert_type");
  if (certificate.empty() && shown == kByIdentityCard) certificate = data.Text("mdtrt_cert_no");
  if (certificate.empty()) {
    return Error{ErrorCode::kMissingField,
                 {"certno（证件号码）为必填项：本统筹区按证件号码查找参保人",
                  "certno is required: persons are found by their certificate here"},
                 "data.certno"};
  }
  return service::FindPersonByCertificate(call.region, certificate);
}

Result<service::Person> FindPerson(const Call& call, const WireValue& data) {
  const std::optional<std::string> card = CardShownIn(data);
  Result<service::Person> person =
      card ? FindCardHolder(call, data, *card) : FindByCertificate(call, data);
  if (!person.ok()) return person;
  const std::string_view name = data.Text("psn_name");
  if (!name.empty() && name != person->name) {
    return Error{ErrorCode::kPersonDiffers, {}, "psn_name"};
  }
  return person;
}

void WriteBase(const service::Person& person, Date today, JsonWriter& json) {
  json.BeginObject("baseinfo");
  json.Text("psn_no", person.psn_no);
  json.Text("psn_cert_type", person.certificate_type);
  json.Text("certno", person.certificate);
  json.Text("psn_name", person.name);
  json.Text("gend", GenderCode(person.gender));
  json.Text("naty", "");
  json.Text("brdy", ToString(person.birth));
  json.Decimal("age", AgeOn(today, person.birth) * 10, 1);
  json.Text("exp_content", "");
  json.EndObject();
}

std::string_view StatusCode(const service::Coverage& coverage, Date today) {
  if (!coverage.range.Contains(today)) return "4";
  return coverage.frozen ? "2" : "1";
}

void WriteInsured(const Call& call, const service::Person& person,
                  const service::Coverage& coverage, Date today, JsonWriter& json) {
  const policy::WireMap& wire = call.region.pack().wire;
  const bool open = coverage.range.through == kForever;
  const auto employer = service::FindEmployer(call.region, coverage.employer);
  json.BeginObject();
  json.Amount("balc", person.balance);
  json.Text("insutype", CodeOf(wire.insutype_to_scheme, coverage.scheme));
  json.Text("psn_type", CodeOf(wire.psn_type_to_category, coverage.category));
  json.Text("psn_insu_stas", StatusCode(coverage, today));
  json.Text("psn_insu_date", ToString(coverage.range.from));
  json.Text("paus_insu_date", open ? "" : ToString(coverage.range.through));
  json.Text("cvlserv_flag", coverage.civil_servant ? "1" : "0");
  json.Text("insuplc_admdvs", call.region.area());
  json.Text("emp_name", employer ? employer->name : "");
  json.EndObject();
}

// One row for each scheme: what holds today, else what held last. With `begntime` also what held
// at that time or since.
void WriteCoverage(const Call& call, const service::Person& person, const WireValue& data,
                   JsonWriter& json) {
  const Date today = call.region.today();
  const std::optional<Date> since = DayOf(data, "begntime");
  std::map<std::string, const service::Coverage*> now;
  for (const service::Coverage& coverage : person.coverage) {
    const service::Coverage*& best = now[coverage.scheme];
    if (best == nullptr || !best->range.Contains(today)) best = &coverage;
  }
  json.BeginList("insuinfo");
  for (const service::Coverage& coverage : person.coverage) {
    const bool wanted = since && coverage.range.through >= *since;
    if (now[coverage.scheme] == &coverage || wanted) {
      WriteInsured(call, person, coverage, today, json);
    }
  }
  json.EndList();
}

void WriteIdentities(const Call& call, const service::Person& person, JsonWriter& json) {
  static constexpr std::string_view kWords[] = {"none", "low_income", "destitute"};
  json.BeginList("idetinfo");
  for (const service::Coverage& coverage : person.coverage) {
    if (coverage.aid == settle::Aid::kNone) continue;
    const std::string_view word = kWords[static_cast<std::size_t>(coverage.aid)];
    const bool open = coverage.range.through == kForever;
    json.BeginObject();
    json.Text("psn_idet_type", CodeOf(call.region.pack().wire.aid_to_identity, word));
    json.Text("psn_type_lv", "");
    json.Text("memo", "");
    json.Text("begntime", ToString(MomentOf(coverage.range.from)));
    json.Text("endtime", open ? "" : ToString(MomentOf(coverage.range.through)));
    json.EndObject();
  }
  json.EndList();
}

// The same call about a person of `region`.
Call At(const Call& call, service::Region& region) {
  return {region,     call.here,     call.areas,     call.transaction, call.envelope, call.provider,
          call.input, call.received, call.reference, call.key,         call.notes};
}

std::string Describe(const Call& call, const service::Person& person, const WireValue& data) {
  JsonWriter json;
  json.BeginObject();
  WriteBase(person, call.region.today(), json);
  WriteCoverage(call, person, data, json);
  WriteIdentities(call, person, json);
  json.EndObject();
  return json.Take();
}

// Nobody here: another area may know.
bool IsUnknown(const Error& error) {
  return error.code == ErrorCode::kUnknownPerson || error.code == ErrorCode::kUnknownCard;
}

// In the other areas, after the provider's own knows nobody.
Result<std::string> FindElsewhere(const Call& call, const WireValue& data, const Error& unknown) {
  for (const ServedArea& area : call.areas) {
    if (area.region == &call.region) continue;
    const Call there = At(call, *area.region);
    const Result<service::Person> person = FindPerson(there, data);
    if (person.ok()) return Describe(there, *person, data);
    if (!IsUnknown(person.error())) return person.error();
  }
  return unknown;
}

}  // namespace

Result<std::string> QueryPerson(const Call& call) {
  const WireValue& data = call.input.Row("data");
  const Result<service::Person> person = FindPerson(call, data);
  if (person.ok()) return Describe(call, *person, data);
  // Before it has asked, a hospital's program knows no area but its own.
  const bool elsewhere = IsUnknown(person.error()) && !call.across();
  return elsewhere ? FindElsewhere(call, data, person.error()) : person.error();
}

}  // namespace tongchou::gateway
