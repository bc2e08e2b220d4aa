#include "gateway/envelope.h"

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "base/encoding.h"

#include "gateway/input.h"
#include "gateway/json_writer.h"
#include "gateway/signatures.h"
#include "gateway/wire_time.h"

namespace tongchou::gateway {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kMark = "\xEF\xBB\xBF";  // the byte order mark some clients begin with
constexpr std::size_t kMessageCharacters = 200;
constexpr std::string_view kGatewayCode = "401";

std::string_view TrimFront(std::string_view text) {
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  const std::size_t begin = text.find_first_not_of(kBlanks);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

bool LooksLikeObject(std::string_view text) { return TrimFront(text).starts_with('{'); }

Error BadForm(const char* zh, const char* en) { return {ErrorCode::kBadJson, {zh, en}, {}}; }

// The value of `name="…"` or `name=…` in a header line; empty when there is none.
std::string_view HeaderParameter(std::string_view line, std::string_view name) {
  std::size_t at = line.find(name);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + name.size());
  if (!line.starts_with('"')) return line.substr(0, line.find_first_of("; \t\r\n"));
  line.remove_prefix(1);
  return line.substr(0, line.find('"'));
}

// The content of the part `jsonStr` of a multipart body.
Result<std::string> MultipartText(std::string_view body, std::string_view content_type) {
  const std::string_view boundary = HeaderParameter(content_type, "boundary=");
  const Error refusal =
      BadForm("multipart 报文中没有 jsonStr 部分", "the multipart body has no part jsonStr");
  if (boundary.empty()) return refusal;
  const std::string line = fmt::format("--{}", boundary);
  std::size_t part = body.find(line);
  while (part != std::string_view::npos) {
    part += line.size();
    const std::size_t end = body.find("\r\n" + line, part);
    const std::size_t content = body.find("\r\n\r\n", part);
    if (end == std::string_view::npos || content == std::string_view::npos) break;
    if (content < end && HeaderParameter(body.substr(part, content - part), "name=") == "jsonStr") {
      constexpr std::size_t kBreaks = 4;
      return std::string(body.substr(content + kBreaks, end - content - kBreaks));
    }
    part = end + 2;
  }
  return refusal;
}

Result<WireValue> InputOf(WireValue& envelope) {
  for (const char* name : {"input", "Input"}) {
    for (WireValue& member : envelope.items) {
      if (member.key != name || member.IsAbsent()) continue;
      if (member.kind == WireValue::Kind::kObject) return std::move(member);
      if (member.kind == WireValue::Kind::kText && LooksLikeObject(member.text)) {
        return ReadJson(TrimFront(member.text));
      }
      return Error{ErrorCode::kBadFieldType,
                   {"input（交易输入）应为JSON对象，请核对", "input must be a JSON object"},
                   "input"};
    }
  }
  return Error{
      ErrorCode::kMissingField,
      {"input（交易输入）为必填项，请补充后重发", "input is required; fill it in and send again"},
      "input"};
}

// The first `count` characters of `text`.
std::string FirstCharacters(std::string text, std::size_t count) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (++seen > count) return text.substr(0, i);
  }
  return text;
}

// Everything around the output, signed when there is a key for it.
void WriteHead(const AnswerHead& head, bool success, std::string_view message, JsonWriter& json) {
  const std::string_view code = success ? "0" : "-1";
  if (head.text_infcode) {
    json.Text("infcode", code);
  } else {
    json.Raw("infcode", code);
  }
  std::vector<std::pair<std::string_view, std::string_view>> fields{{"infcode", code}};
  const auto write = [&](std::string_view name, std::string_view value) {
    json.Text(name, value);
    if (head.signer != nullptr) fields.emplace_back(name, value);
  };
  const std::string received = StampOf(head.received);
  const std::string answered = StampOf(head.answered);
  write("inf_refmsgid", head.reference);
  write("refmsg_time", received);
  write("respond_time", answered);
  if (!head.warning.empty()) write("warn_msg", head.warning);
  if (!head.gateway_message.empty()) {
    json.Raw("code", kGatewayCode);
    fields.emplace_back("code", kGatewayCode);
    write("message", head.gateway_message);
  }
  write("err_msg", message);
  if (head.signer == nullptr) return;
  write("signtype", "SM2");
  json.Text("cainfo", Base64Of(head.signer->Sign(SignedTextOf(std::move(fields)))));
}

}  // namespace

Result<std::string> EnvelopeText(const http::Request& request) {
  const std::string_view type = request.Header("Content-Type").value_or("");
  const std::string_view body = TrimFront(request.body);
  if (body.starts_with('{')) return std::string(body);
  if (type.starts_with("multipart/")) return MultipartText(body, type);
  const std::size_t equals = body.find('=');
  if (type.starts_with("application/x-www-form-urlencoded") && equals != std::string_view::npos) {
    const std::string_view value = body.substr(equals + 1);
    if (LooksLikeObject(value)) return std::string(TrimFront(value));
    std::optional<std::string> decoded = http::PercentDecode(value, true);
    if (decoded && LooksLikeObject(*decoded)) return std::string(TrimFront(*decoded));
  }
  return BadForm("报文应为一个JSON对象，请检查后重发", "the message must be one JSON object");
}

Result<Envelope> ReadEnvelope(const FieldLists& lists, std::string_view text,
                              std::string_view path_infno) {
  Result<WireValue> root = ReadJson(text);
  if (!root.ok()) return root.error();
  if (root->kind != WireValue::Kind::kObject) {
    return BadForm("报文应为一个JSON对象，请检查后重发", "the message must be one JSON object");
  }
  if ((*root)["infno"].IsAbsent() && !path_infno.empty()) {
    std::erase_if(root->items, [](const WireValue& member) { return member.key == "infno"; });
    WireValue& infno = root->items.emplace_back();
    infno.kind = WireValue::Kind::kText;
    infno.key = "infno";
    infno.text = std::string(path_infno);
  }
  Status checked = CheckRow(lists.envelope().in.front(), *root, "");
  if (!checked.ok()) return checked.error();
  EnvelopeSignature signature = EnvelopeSignatureOf(*root);
  Result<WireValue> input = InputOf(*root);
  if (!input.ok()) return input.error();
  Envelope envelope;
  envelope.infno = root->Text("infno");
  envelope.msgid = root->Text("msgid");
  envelope.provider = root->Text("fixmedins_code");
  envelope.opter = root->Text("opter");
  envelope.inf_time = root->Text("inf_time");
  envelope.treated = root->Text("mdtrtarea_admvs");
  envelope.insured = root->Text("insuplc_admdvs");
  envelope.signature = std::move(signature);
  envelope.input = *std::move(input);
  return envelope;
}

Sm3Digest DigestOf(const Envelope& envelope) { return Sm3(Canonical(envelope.input)); }

std::string SuccessText(const AnswerHead& head, std::string_view output) {
  JsonWriter json;
  json.BeginObject();
  WriteHead(head, true, "", json);
  json.Raw("output", output);
  json.EndObject();
  return json.Take();
}

std::string RefusalText(const AnswerHead& head, const Error& error) {
  JsonWriter json;
  json.BeginObject();
  WriteHead(head, false, MessageOf(error), json);
  json.Null("output");
  json.EndObject();
  return json.Take();
}

std::string MessageOf(const Error& error) {
  const std::string zh = error.Chinese();
  const std::string en = error.English();
  const bool named = error.where.empty() || zh.find(error.where) != std::string::npos;
  const std::string place = named ? "" : fmt::format("（{}）", error.where);
  return FirstCharacters(fmt::format("[{}] {}{} / {}", InfoOf(error.code).text_code, zh, place, en),
                         kMessageCharacters);
}

}  // namespace tongchou::gateway
