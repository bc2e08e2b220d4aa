// Receipts: files and their lines, previews and postings, what is held and what is decided.
#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "console/receipt_json.h"
#include "service/account_credits.h"
#include "service/cadre_levy.h"
#include "service/receipt_cases.h"
#include "service/register.h"
#include "service/remittance.h"

namespace tongchou::console {
namespace {

using service::LineStatus;
using service::ReceiptCells;
using service::ReceiptColumn;

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestCursor = 32;
constexpr int kShownFiles = 100;

Answer Started(const Result<Job>& job) {
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

std::string FileId(const Call& call) { return std::string(call.request.Param("id")); }

// One row of a part: {"row": 2, "date": "…", …}; cells that are absent are empty.
Result<ReceiptCells> CellsOf(const json::value& value) {
  const Error bad{ErrorCode::kBadFieldType, {}, "rows"};
  if (!value.is_object()) return bad;
  const json::object& object = value.get_object();
  ReceiptCells cells;
  const json::value* number = object.if_contains("row");
  if (number == nullptr || !number->is_int64()) return bad;
  cells.row = number->get_int64();
  for (const ReceiptColumn& column : service::ReceiptColumns()) {
    const json::value* cell = object.if_contains(column.id);
    if (cell == nullptr || cell->is_null()) continue;
    if (!cell->is_string()) return bad;
    const std::string_view text = Trimmed(cell->get_string());
    if (text.size() > kLongestText) {
      return Error{ErrorCode::kFieldTooLong, {}, std::string(column.id)};
    }
    cells.*column.cell = text;
  }
  return cells;
}

// How a file of this form is to be read; see policy/remittance.h.
json::object FormatJson(const policy::RemittanceFormat& format) {
  json::array columns;
  for (const policy::RemittanceColumn& column : format.columns) {
    columns.push_back(json::object{{"id", column.id}, {"name", column.name}});
  }
  json::object made = NamedJson(format.id, format.title);
  made["encoding"] = policy::kFileEncodings[static_cast<std::size_t>(format.encoding)];
  made["separator"] = std::string(1, format.separator);
  made["skip_lines"] = format.skip_lines;
  made["columns"] = std::move(columns);
  return made;
}

struct Decision {
  std::string reference, employer, bill, reason;
};

Result<Decision> DecisionOf(const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  Decision decision;
  struct Row {
    const char* name;
    std::string* text;
  };
  for (const auto& [name, text] :
       {Row{"reference", &decision.reference}, Row{"employer", &decision.employer},
        Row{"bill", &decision.bill}, Row{"reason", &decision.reason}}) {
    Result<std::string> read = body->Text(name, kLongestText);
    if (!read.ok()) return read.error();
    *text = *std::move(read);
  }
  return decision;
}

// What was decided; the accounts of an employer that is concerned are credited, or what they were
// credited is taken back, at once.
Answer Decided(Console& console, const Call& call, const std::string& employer,
               const Result<service::Receipt>& receipt) {
  if (!receipt.ok()) return receipt.error();
  if (!employer.empty()) {
    const auto credited =
        service::CreditAccounts(console.region(), call.session.user, {employer}, {});
    if (!credited.ok()) return credited.error();
  }
  if (service::BookOfDues(employer) == service::kCadreBook) {
    const auto managed = service::CreditManaged(console.region(), call.session.user);
    if (!managed.ok()) return managed.error();
  }
  return json::value(ReceiptJson(console.region(), *receipt));
}

}  // namespace

Answer GetReceiptTemplate(Console& console, const Call&) {
  json::array formats;
  const service::Region& region = console.region();
  for (const auto* format : service::FormatsOn(region.pack(), region.today())) {
    formats.push_back(FormatJson(*format));
  }
  json::array columns;
  for (const ReceiptColumn& column : service::ReceiptColumns()) {
    columns.push_back(json::object{{"id", column.id},
                                   {"title", TextJson(column.title)},
                                   {"required", column.required},
                                   {"example", column.example}});
  }
  return json::value{{"columns", std::move(columns)},
                     {"formats", std::move(formats)},
                     {"part_rows", service::kReceiptPart},
                     {"most_rows", service::kMostReceipts}};
}

Answer ListReceiptFiles(Console& console, const Call& call) {
  const auto files = service::FindReceiptFiles(console.region(), kShownFiles);
  if (!files.ok()) return files.error();
  json::array items;
  if (call.scope().path.empty()) {
    for (const service::ReceiptFile& file : *files) items.push_back(ReceiptFileJson(file));
  }
  return json::value(ListJson(std::move(items), ""));
}

Answer StartReceiptFile(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "receipt"); !may.ok()) return may.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<std::string> name = body->Text("file_name", kLongestText);
  if (!name.ok()) return name.error();
  const Result<std::string> digest = body->Text("digest", kLongestText);
  if (!digest.ok()) return digest.error();
  const Result<std::int64_t> rows = body->Number("rows");
  if (!rows.ok()) return rows.error();
  const auto file =
      service::StartReceiptFile(console.region(), call.session.user, {*name, *digest, *rows});
  if (!file.ok()) return file.error();
  return json::value(ReceiptFileJson(*file));
}

Answer ShowReceiptFile(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "receipt"); !may.ok()) return may.error();
  const auto file = service::GetReceiptFile(console.region(), FileId(call));
  if (!file.ok()) return file.error();
  return json::value(ReceiptFileJson(*file));
}

Answer AddReceiptPart(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "receipt"); !may.ok()) return may.error();
  const auto part = WholeNumber(call.request.Param("part"));
  if (!part || *part < 1) return Error{ErrorCode::kBadParameter, {}, "part"};
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<const json::array*> sent = body->Array("rows");
  if (!sent.ok()) return sent.error();
  if ((*sent)->size() > service::kReceiptPart) return Error{ErrorCode::kTooManyLines, {}, "rows"};
  const Result<std::string> form = body->Text("format", kLongestText);
  if (!form.ok()) return form.error();
  const service::Region& region = console.region();
  const auto format = service::FindFormat(region.pack(), region.today(), *form);
  if (!format.ok()) return format.error();
  std::vector<ReceiptCells> rows;
  for (const json::value& value : **sent) {
    Result<ReceiptCells> cells = CellsOf(value);
    if (!cells.ok()) return cells.error();
    rows.push_back(*format == nullptr ? *std::move(cells)
                                      : service::InOwnForm(**format, *std::move(cells)));
  }
  const auto file =
      service::AddReceiptPart(console.region(), call.session.user, FileId(call), *part, rows);
  if (!file.ok()) return file.error();
  return json::value(ReceiptFileJson(*file));
}

Answer ListReceiptLines(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "receipt"); !may.ok()) return may.error();
  const Result<std::optional<LineStatus>> status = LineStatusQuery(call.request);
  if (!status.ok()) return status.error();
  const auto part = WholeNumber(call.request.Query("cursor").value_or("1"));
  if (!part) return Error{ErrorCode::kBadParameter, {}, "cursor"};
  const auto page = service::FindFileLines(console.region(), FileId(call), *status, *part);
  if (!page.ok()) return page.error();
  json::array items;
  for (const auto& line : page->lines) items.push_back(FileLineJson(console.region(), line));
  return json::value(
      ListJson(std::move(items), page->next == 0 ? std::string() : std::to_string(page->next)));
}

Answer PreviewReceiptFile(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "receipt"); !may.ok()) return may.error();
  service::Region& region = console.region();
  return Started(console.jobs().Start(
      {"receipts_preview", Right::kReceiptRead},
      [&region, id = FileId(call)](const Jobs::Progress& progress) -> Result<JobOutcome> {
        const auto report = service::PreviewReceiptFile(region, id, progress);
        if (!report.ok()) return report.error();
        return OutcomeOf(region, *report, nullptr);
      }));
}

Answer PostReceiptFile(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "receipt"); !may.ok()) return may.error();
  service::Region& region = console.region();
  return Started(console.jobs().Start(
      {"receipts_post", Right::kReceiptPost},
      [&region, id = FileId(call),
       user = call.session.user](const Jobs::Progress& progress) -> Result<JobOutcome> {
        const auto report = service::PostReceiptFile(region, user, id, progress);
        if (!report.ok()) return report.error();
        // Every bill that waits, not this file's alone: a run that was stopped is completed too.
        const auto credited = service::CreditAccounts(region, user, {}, progress);
        if (!credited.ok()) return credited.error();
        const auto managed = service::CreditManaged(region, user);
        if (!managed.ok()) return managed.error();
        return OutcomeOf(region, *report, &*credited);
      }));
}

Answer ListHeldReceipts(Console& console, const Call& call) {
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const auto offset = cursor->empty() ? 0 : WholeNumber(*cursor);
  if (!offset) return Error{ErrorCode::kBadParameter, {}, "cursor"};
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto begin = static_cast<std::size_t>(*offset);
  const auto page = service::FindHeldReceipts(console.region(), call.scope(), begin,
                                              static_cast<std::size_t>(*limit));
  if (!page.ok()) return page.error();
  json::array items;
  for (const auto& receipt : page->receipts) {
    items.push_back(ReceiptJson(console.region(), receipt));
  }
  const std::size_t end = begin + page->receipts.size();
  json::object list =
      ListJson(std::move(items), end < page->total ? std::to_string(end) : std::string());
  list["total"] = page->total;
  list["amount"] = AmountJson(page->amount);
  return json::value(std::move(list));
}

Answer ShowReceipt(Console& console, const Call& call) {
  const Result<std::string> reference =
      TextQuery(call.request, "reference", service::kLongestReference);
  if (!reference.ok()) return reference.error();
  const auto receipt = service::GetReceipt(console.region(), call.scope(), *reference);
  if (!receipt.ok()) return receipt.error();
  return json::value(ReceiptJson(console.region(), *receipt));
}

Answer AssignReceipt(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "receipt"); !may.ok()) return may.error();
  const Result<Decision> asked = DecisionOf(call);
  if (!asked.ok()) return asked.error();
  const auto receipt =
      service::AssignReceipt(console.region(), DeskOf(call),
                             {asked->reference, asked->employer, asked->bill, asked->reason});
  return Decided(console, call, receipt.ok() ? receipt->employer : "", receipt);
}

Answer ReturnReceipt(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "receipt"); !may.ok()) return may.error();
  const Result<Decision> asked = DecisionOf(call);
  if (!asked.ok()) return asked.error();
  return Decided(
      console, call, "",
      service::ReturnReceipt(console.region(), DeskOf(call), asked->reference, asked->reason));
}

Answer ReverseReceipt(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "receipt"); !may.ok()) return may.error();
  const Result<Decision> asked = DecisionOf(call);
  if (!asked.ok()) return asked.error();
  const auto before = service::GetReceipt(console.region(), call.scope(), asked->reference);
  if (!before.ok()) return before.error();
  return Decided(
      console, call, before->employer,
      service::ReverseReceipt(console.region(), DeskOf(call), asked->reference, asked->reason));
}

}  // namespace tongchou::console
