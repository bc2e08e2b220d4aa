// Persons: search, one person's page, and the settlements of one.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "console/account_json.h"
#include "console/api.h"
#include "console/office_json.h"
#include "console/settlement_json.h"
#include "console/words.h"
#include "service/arrears.h"
#include "service/audit.h"
#include "service/scoped_reads.h"
#include "service/year_layers.h"

namespace tongchou::console {

namespace {

constexpr std::size_t kLongestSearch = 64;
constexpr std::size_t kLongestCursor = 256;
constexpr int kMovements = 20;

json::value EmployerJson(const service::Region& region, const std::string& code) {
  if (code.empty()) return nullptr;
  const std::optional<service::Employer> employer = FindEmployer(region, code);
  return json::string(employer ? employer->name : code);
}

// The coverage of today, or the last one.
const service::Coverage* CoverageShown(const service::Person& person, Date today) {
  const service::Coverage* coverage = CoverageOn(person, today);
  if (coverage == nullptr && !person.coverage.empty()) coverage = &person.coverage.back();
  return coverage;
}

json::object PersonItemJson(const service::Region& region, const Words& words,
                            const service::Person& person) {
  json::object item;
  item["psn_no"] = person.psn_no;
  item["name"] = person.name;
  item["sex"] = SexJson(person.gender);
  item["birth_date"] = DateJson(person.birth);
  item["cert_no_masked"] = MaskedCertificate(person.certificate);
  item["scheme"] = nullptr;
  item["category"] = nullptr;
  item["employer"] = nullptr;
  if (const service::Coverage* coverage = CoverageShown(person, region.today())) {
    item["scheme"] = words.Scheme(coverage->scheme);
    item["category"] = words.Category(coverage->scheme, coverage->category);
    item["employer"] = EmployerJson(region, coverage->employer);
  }
  item["status"] = StatusCode(StatusOn(person, region.today()));
  return item;
}

json::object CoverageJson(const service::Region& region, const Words& words,
                          const service::Coverage& coverage) {
  json::object made;
  made["scheme"] = words.Scheme(coverage.scheme);
  made["category"] = words.Category(coverage.scheme, coverage.category);
  made["from"] = DateJson(coverage.range.from);
  made["through"] = EndJson(coverage.range.through);
  const bool ended = coverage.range.through < region.today();
  made["status"] = ended ? "ended" : coverage.frozen ? "frozen" : "active";
  made["reason"] = nullptr;
  if (!coverage.reason.empty()) made["reason"] = TextJson(service::FreezeReason(coverage));
  made["employer"] = EmployerJson(region, coverage.employer);
  return made;
}

Answer AccountJson(Console& console, const service::Person& person) {
  const Result<std::vector<service::AccountMovement>> movements =
      FindMovements(console.region(), person.psn_no, kMovements);
  if (!movements.ok()) return movements.error();
  if (movements->empty() && person.balance == Money{}) return json::value(nullptr);
  json::array rows;
  for (const service::AccountMovement& movement : *movements) {
    rows.push_back(MovementJson(movement));
  }
  return json::value{{"balance", AmountJson(person.balance)}, {"movements", std::move(rows)}};
}

json::array LayersJson(const Words& words, const std::string& scheme,
                       const std::vector<service::YearLayer>& layers) {
  json::array made;
  for (const service::YearLayer& layer : layers) {
    json::object row;
    row["layer"] = NamedJson(layer.layer, layer.title);
    row["benefit"] = words.Benefit(scheme, layer.benefit);
    row["fund"] = words.Fund(scheme, layer.fund);
    row["entered"] = AmountJson(layer.entered);
    row["paid"] = AmountJson(layer.paid);
    row["cap"] = layer.cap ? AmountJson(*layer.cap) : json::value(nullptr);
    made.push_back(std::move(row));
  }
  return made;
}

Answer YearJson(Console& console, const Words& words, const service::Person& person) {
  const Result<service::YearOfPerson> year = GetYearOfPerson(console.region(), person);
  if (!year.ok()) return year.error();
  const service::PersonYear& sums = year->sums;
  json::object totals{{"count", sums.settlements},
                      {"total", AmountJson(sums.total)},
                      {"fund", AmountJson(sums.funds)},
                      {"account", AmountJson(sums.account)},
                      {"cash", AmountJson(sums.cash)}};
  return json::value{{"year", std::to_string(sums.year)},
                     {"stays", sums.stays},
                     {"totals", std::move(totals)},
                     {"layers", LayersJson(words, sums.scheme, year->layers)}};
}

}  // namespace

Answer ListPersons(Console& console, const Call& call) {
  const Result<std::string> text = TextQuery(call.request, "q", kLongestSearch * 4);
  if (!text.ok()) return text.error();
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  service::Region& region = console.region();
  const Result<service::PersonPage> page =
      FindPersons(region, call.scope(), *text, *cursor, *limit);
  if (!page.ok()) return page.error();
  const Status audited = RecordAudit(region, call.session.user, "person.search",
                                     SearchNote(*text, page->persons.size()));
  if (!audited.ok()) return audited.error();
  const Words words(region, region.today());
  json::array items;
  for (const service::Person& person : page->persons) {
    items.push_back(PersonItemJson(region, words, person));
  }
  return json::value(ListJson(std::move(items), page->next));
}

Answer GetPerson(Console& console, const Call& call) {
  service::Region& region = console.region();
  const Result<service::Person> person =
      service::GetPerson(region, call.scope(), std::string(call.request.Param("psn_no")));
  if (!person.ok()) return person.error();
  const Status audited = RecordAudit(region, call.session.user, "person.read", person->psn_no);
  if (!audited.ok()) return audited.error();
  const Words words(region, region.today());
  Answer account = AccountJson(console, *person);
  if (!account.ok()) return account;
  Answer year = YearJson(console, words, *person);
  if (!year.ok()) return year;
  Answer office = OfficeJson(region, person->organisation);
  if (!office.ok()) return office;
  const service::Coverage* today = CoverageOn(*person, region.today());
  json::array coverage;
  for (const service::Coverage& one : person->coverage) {
    coverage.push_back(CoverageJson(region, words, one));
  }
  std::ranges::reverse(coverage);
  json::object made;
  made["psn_no"] = person->psn_no;
  made["name"] = person->name;
  made["sex"] = SexJson(person->gender);
  made["birth_date"] = DateJson(person->birth);
  made["cert_type"] = CertificateTypeJson(person->certificate_type);
  made["cert_no_masked"] = MaskedCertificate(person->certificate);
  made["aid"] = AidJson(today == nullptr ? settle::Aid::kNone : today->aid);
  made["office"] = *std::move(office);
  made["civil_servant"] = today != nullptr && today->civil_servant;
  made["status"] = StatusCode(StatusOn(*person, region.today()));
  made["coverage"] = std::move(coverage);
  made["account"] = *std::move(account);
  made["year"] = *std::move(year);
  return json::value(std::move(made));
}

Answer ShowCertificate(Console& console, const Call& call) {
  service::Region& region = console.region();
  const Result<service::Person> person =
      service::GetPerson(region, call.scope(), std::string(call.request.Param("psn_no")));
  if (!person.ok()) return person.error();
  const Status audited = RecordAudit(region, call.session.user, "person.identify", person->psn_no);
  if (!audited.ok()) return audited.error();
  return json::value{{"cert_no", person->certificate}};
}

Answer ListPersonSettlements(Console& console, const Call& call) {
  service::SettlementQuery query;
  query.psn_no = call.request.Param("psn_no");
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  query.before = *cursor;
  query.limit = *limit;
  const Result<service::Person> person =
      service::GetPerson(console.region(), call.scope(), query.psn_no);
  if (!person.ok()) return person.error();
  const Result<service::SettlementPage> page =
      FindSettlements(console.region(), call.scope(), query);
  if (!page.ok()) return page.error();
  Result<json::object> list = ExplainedListJson(console.region(), *page);
  if (!list.ok()) return list.error();
  return json::value(*std::move(list));
}

}  // namespace tongchou::console
