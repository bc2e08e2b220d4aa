#include "gateway/gateway.h"

#include <fmt/format.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "gateway/authentic.h"
#include "gateway/call.h"
#include "gateway/envelope.h"
#include "gateway/json_writer.h"
#include "gateway/nhsa_data.h"
#include "gateway/shown_card.h"
#include "gateway/transactions.h"
#include "gateway/wire_time.h"
#include "service/reference_data.h"

namespace tongchou::gateway {
namespace {

constexpr std::string_view kCallService = "/fsi/api/rsfComIfsService/callService";
constexpr std::string_view kBelow = "/fsi/api/";

struct Gateway {
  std::vector<ServedArea> areas;  // the first one answers what names none of them
  FieldLists lists;
  GatewayOptions options;
  std::vector<std::unique_ptr<Authentic>> authentic;  // of each area
  std::atomic<std::uint64_t> sequence{0};

  // inf_refmsgid: area, time, and a number that tells apart what comes within one second.
  std::string NextReference(Moment now) {
    constexpr std::size_t kSeconds = 14;
    constexpr std::uint64_t kNumbers = 10'000'000'000;
    const std::uint64_t number = sequence.fetch_add(1) % kNumbers;
    return fmt::format("{}{}{:010}", areas.front().region->area(), StampOf(now).substr(0, kSeconds),
                       number);
  }
};

Error UnknownTransaction(const std::string& infno) {
  return Error{ErrorCode::kUnknownTransaction,
               {fmt::format("不支持的交易编号 {}，请核对 infno", infno),
                fmt::format("transaction {} is not supported; check infno", infno)},
               "infno"};
}

Status MaySend(const Service& service, const service::Provider& provider) {
  const bool pharmacy = provider.kind == service::ProviderKind::kPharmacy;
  if (service.sent_by == SentBy::kHospital && pharmacy) {
    return Error{ErrorCode::kWrongProviderKind,
                 {fmt::format("零售药店不能办理 {}，请用药店交易 2101–2103", service.infno),
                  fmt::format("a pharmacy may not send {}; use 2101 to 2103", service.infno)},
                 provider.code};
  }
  if (service.sent_by == SentBy::kPharmacy && !pharmacy) {
    return Error{ErrorCode::kWrongProviderKind,
                 {fmt::format("医疗机构不能办理 {}，请用门诊或住院交易", service.infno),
                  fmt::format("a hospital may not send {}; use the outpatient or inpatient "
                              "transactions",
                              service.infno)},
                 provider.code};
  }
  return Done{};
}

// The area whose code is `code`; nothing when it is not one of ours.
std::optional<std::size_t> FindArea(const Gateway& gateway, const std::string& code) {
  for (std::size_t i = 0; i < gateway.areas.size(); ++i) {
    if (gateway.areas[i].region->area() == code) return i;
  }
  return std::nullopt;
}

// The area of the provider: the one that the envelope names, else the one that knows it. A code
// that is none of ours (a district, say) is taken as saying nothing.
std::size_t HereOf(const Gateway& gateway, const Envelope& envelope) {
  if (const auto named = FindArea(gateway, envelope.treated)) return *named;
  for (std::size_t i = 0; i < gateway.areas.size(); ++i) {
    if (service::FindProvider(*gateway.areas[i].region, envelope.provider)) return i;
  }
  return 0;
}

// Marks a message about somebody insured elsewhere.
std::shared_ptr<const service::Guest> GuestOf(service::Region& here, const Envelope& envelope) {
  auto guest = std::make_shared<service::Guest>();
  guest->area = here.area_number();
  guest->provider = envelope.provider;
  guest->msgid = envelope.msgid;
  guest->reference = here.reference().Newest();
  return guest;
}

// From the envelope to the output. Moves the input out of the envelope.
Result<std::string> Answer(Gateway& gateway, std::size_t here, Envelope& envelope, Moment received,
                           const std::string& reference, CallNotes& notes) {
  const Service* service = FindService(envelope.infno);
  const Transaction* transaction = gateway.lists.Find(envelope.infno);
  if (service == nullptr || transaction == nullptr) return UnknownTransaction(envelope.infno);
  const ServedArea& area = gateway.areas[here];
  const std::optional<service::Provider> provider =
      service::FindProvider(*area.region, envelope.provider);
  if (!provider) {
    return Error{ErrorCode::kUnknownProvider,
                 {fmt::format("没有定点医药机构 {}，请核对 fixmedins_code", envelope.provider),
                  fmt::format("no institution {}; check fixmedins_code", envelope.provider)},
                 "fixmedins_code"};
  }
  if (const Status may = MaySend(*service, *provider); !may.ok()) return may.error();
  const Sm3Digest digest = DigestOf(envelope);
  const Result<Input> input = Input::Read(*transaction, std::exchange(envelope.input, {}));
  if (!input.ok()) return input.error();
  const std::size_t insured = FindArea(gateway, envelope.insured).value_or(here);
  service::RequestKey key{envelope.provider, envelope.msgid, envelope.infno, digest, {}};
  if (insured != here) key.guest = GuestOf(*area.region, envelope);
  const Call call{*gateway.areas[insured].region,
                  area,
                  gateway.areas,
                  *transaction,
                  envelope,
                  *provider,
                  *input,
                  received,
                  reference,
                  std::move(key),
                  notes};
  if (const Status card = CheckShownCard(call); !card.ok()) return card.error();
  return service->handler(call);
}

// Tells who watches. `envelope` is nullptr when it could not be read.
void Tell(const Gateway& gateway, const http::Request& request, const Envelope* envelope,
          const std::string& reference, const Result<std::string>& output, const CallNotes& notes) {
  if (!gateway.options.on_call) return;
  CallReport report;
  report.trace = request.trace;
  report.reference = reference;
  if (envelope != nullptr) {
    report.infno = envelope->infno;
    report.known = FindService(envelope->infno) != nullptr;
    report.msgid = envelope->msgid;
    report.provider = envelope->provider;
  }
  if (!output.ok()) report.refusal = output.error().code;
  report.batch = notes.batch;
  report.repeated = notes.repeated;
  report.took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - request.received);
  gateway.options.on_call(report);
}

std::string AnswerText(Gateway& gateway, const http::Request& request,
                       std::string_view path_infno) {
  AnswerHead head;
  head.received = gateway.areas.front().region->clock().Now();
  head.reference = gateway.NextReference(head.received);
  CallNotes notes;
  const auto finish = [&](const Envelope* envelope, const Result<std::string>& output) {
    head.answered = gateway.areas.front().region->clock().Now();
    Tell(gateway, request, envelope, head.reference, output, notes);
    return output.ok() ? SuccessText(head, *output) : RefusalText(head, output.error());
  };
  const Result<std::string> text = EnvelopeText(request);
  if (!text.ok()) return finish(nullptr, text.error());
  Result<Envelope> envelope = ReadEnvelope(gateway.lists, *text, path_infno);
  if (!envelope.ok()) return finish(nullptr, envelope.error());
  head.text_infcode = gateway.options.text_infcode.contains(envelope->provider);
  if (!path_infno.empty() && !envelope->infno.starts_with(path_infno)) {
    head.warning = fmt::format("路径属于 {}，按 infno {} 处理 / the path is of {}, infno was taken",
                               path_infno, envelope->infno, path_infno);
  }
  const std::size_t here = HereOf(gateway, *envelope);
  const Status authentic = gateway.authentic[here]->Check(request, *envelope, head.received, head);
  if (!authentic.ok()) return finish(&*envelope, authentic.error());
  const auto output = Answer(gateway, here, *envelope, head.received, head.reference, notes);
  return finish(&*envelope, output);
}

// Answers with HTTP 200 whatever the outcome: any other status means "not delivered" to a client.
http::Handler HandlerFor(std::shared_ptr<Gateway> gateway, std::string path_infno) {
  return [gateway = std::move(gateway), path_infno](const http::Request& request) {
    http::Response response;
    response.body = AnswerText(*gateway, request, path_infno);
    return response;
  };
}

}  // namespace

Status RegisterGatewayRoutes(http::Router& router, const std::vector<ServedArea>& areas,
                             const GatewayOptions& options) {
  TC_CHECK(!areas.empty());
  Result<FieldLists> lists = FieldLists::Load(options.edition);
  if (!lists.ok()) return lists.error();
  auto gateway = std::shared_ptr<Gateway>(new Gateway{areas, *std::move(lists), options, {}});
  for (const ServedArea& area : areas) {
    gateway->authentic.push_back(std::make_unique<Authentic>(*area.region));
  }
  router.Add("POST", kCallService, HandlerFor(gateway, ""));
  for (const Service& service : AllServices()) {
    router.Add("POST", fmt::format("{}{}", kBelow, service.infno),
               HandlerFor(gateway, std::string(service.infno)));
  }
  for (const auto& row : RowsOf(PathsTable())) {
    router.Add("POST", fmt::format("{}{}", kBelow, row.at(1)),
               HandlerFor(gateway, std::string(row.at(0))));
  }
  // Without this a browser's path would fall to whoever serves the pages.
  router.Add("GET", "/fsi/*", [](const http::Request& request) {
    http::Response response =
        http::RefusalResponse({ErrorCode::kMethodNotAllowed, {}, request.path});
    response.headers.emplace_back("Allow", "POST");
    return response;
  });
  return Done{};
}

std::vector<std::string_view> AllTransactions() {
  std::vector<std::string_view> all;
  for (const Service& service : AllServices()) all.push_back(service.infno);
  return all;
}

std::string ExampleCall(std::uint16_t port, const service::Provider& provider,
                        const service::Person& person, const std::string& area, Moment now) {
  JsonWriter json;
  json.BeginObject();
  json.Text("infno", "1101");
  json.Text("msgid", provider.code + StampOf(now));
  json.Text("mdtrtarea_admvs", area);
  json.Text("insuplc_admdvs", area);
  json.Text("recer_sys_code", "MBS_LOCAL");
  json.Text("infver", "1.0.0");
  json.Text("opter_type", "1");
  json.Text("opter", "0001");
  json.Text("opter_name", "收费员");
  json.Text("inf_time", ToString(now));
  json.Text("fixmedins_code", provider.code);
  json.Text("fixmedins_name", provider.name);
  json.BeginObject("input");
  json.BeginObject("data");
  json.Text("mdtrt_cert_type", "02");
  json.Text("mdtrt_cert_no", person.certificate);
  json.Text("psn_cert_type", person.certificate_type);
  json.Text("certno", person.certificate);
  json.Text("psn_name", person.name);
  json.EndObject();
  json.EndObject();
  json.EndObject();
  return fmt::format("curl -s http://127.0.0.1:{}{} -H 'Content-Type: application/json' -d '{}'",
                     port, kCallService, json.Take());
}

}  // namespace tongchou::gateway
