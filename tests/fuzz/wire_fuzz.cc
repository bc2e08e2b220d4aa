// Fuzz target of the national interface: any bytes as the body of a request, down to the checked
// input of whatever transaction they name. What is accepted must survive being written and read
// again, and mean the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "gateway/envelope.h"
#include "gateway/input.h"

namespace {

using tongchou::gateway::Canonical;
using tongchou::gateway::FieldLists;
using tongchou::gateway::Input;
using tongchou::gateway::ReadJson;
using tongchou::gateway::ToJson;
using tongchou::gateway::WireValue;

void CheckRoundTrip(const WireValue& value) {
  const auto again = ReadJson(ToJson(value));
  if (!again.ok() || Canonical(*again) != Canonical(value)) std::abort();
}

void CheckRows(const tongchou::gateway::Transaction& transaction, const Input& input) {
  for (const auto& node : transaction.in) {
    for (const WireValue& row : input.Rows(node.name)) {
      for (const auto& field : node.fields) {
        const bool sent = !row.Text(field.code).empty();
        const bool number = field.type == tongchou::gateway::FieldType::kNumber;
        if (sent && number && !NumberOf(row, field.code, field.places)) std::abort();
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const FieldLists lists = FieldLists::Load("HN").value();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tongchou::http::Request request;
  const std::size_t line = bytes.find('\n');
  // The first line is the content type when it does not begin the message itself.
  if (line != std::string_view::npos && !bytes.starts_with('{')) {
    request.headers.emplace_back("Content-Type", std::string(bytes.substr(0, line)));
    request.body = bytes.substr(line + 1);
  } else {
    request.body = bytes;
  }
  const auto text = tongchou::gateway::EnvelopeText(request);
  if (!text.ok()) return 0;
  auto envelope = tongchou::gateway::ReadEnvelope(lists, *text, "");
  if (!envelope.ok()) return 0;
  CheckRoundTrip(envelope->input);
  const auto* transaction = lists.Find(envelope->infno);
  if (transaction == nullptr) return 0;
  const auto input = Input::Read(*transaction, std::move(envelope->input));
  if (input.ok()) CheckRows(*transaction, *input);
  return 0;
}
