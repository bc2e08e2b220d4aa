#include "service/employer_file.h"

#include <algorithm>
#include <cctype>

#include "base/credit_code.h"
#include "service/dues.h"
#include "service/policy_at.h"
#include "store/packing.h"
#include "store/row_codec.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;

constexpr EmployerText kTexts[] = {{"name", &Employer::name, true},
                                   {"unit_kind", &Employer::unit_kind},
                                   {"organisation", &Employer::organisation},
                                   {"credit_code", &Employer::credit_code},
                                   {"address", &Employer::address},
                                   {"contact", &Employer::contact},
                                   {"phone", &Employer::phone},
                                   {"legal_person", &Employer::legal_person},
                                   {"bank_name", &Employer::bank_name},
                                   {"bank_account", &Employer::bank_account},
                                   {"documents", &Employer::documents, true}};

bool IsCode(const std::string& code) {
  const auto may_stand = [](unsigned char letter) {
    return letter == '-' || (letter < 0x80 && std::isalnum(letter) != 0);
  };
  return code != kHeldFor && code.size() <= 20 && std::ranges::all_of(code, may_stand);
}

}  // namespace

std::span<const EmployerText> EmployerTexts() { return kTexts; }

Status CheckForm(const Employer& form, Date today) {
  for (const EmployerText& row : kTexts) {
    const std::string& text = form.*row.text;
    if (row.required && text.empty()) return Refuse(ErrorCode::kMissingField, row.name);
    if (text.size() > kLongestText) return Refuse(ErrorCode::kFieldTooLong, row.name);
  }
  if (!IsCode(form.code)) return Refuse(ErrorCode::kBadParameter, "code");
  if (!form.credit_code.empty() && !IsCreditCode(form.credit_code)) {
    return Refuse(ErrorCode::kBadCreditCode, "credit_code");
  }
  if (form.event_day == Date()) return Refuse(ErrorCode::kMissingField, "event_day");
  if (form.event_day > today) return Refuse(ErrorCode::kTimeInFuture, "event_day");
  return Done{};
}

store::RecordRow RecordOf(const EmployerRequest& request) {
  store::RecordRow row;
  row.kind = store::RecordKind::kEmployerRequest;
  row.code = request.id;
  row.version = request.version;
  store::Packer out;
  out.Number(kForm).Kind(request.kind).Kind(request.state);
  out.Text(request.wanted.code).Text(request.wanted.name).Text(request.wanted.unit_kind);
  out.Text(store::PackEmployer(request.wanted)).Text(request.reason).Text(request.requested_by);
  out.At(request.requested_at).Flag(request.late).Flag(request.decided_at.has_value());
  if (request.decided_at) out.At(*request.decided_at);
  row.body = out.Text(request.decided_by).Text(request.note).Take();
  return row;
}

Result<EmployerRequest> RequestOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  EmployerRequest request;
  request.id = row.code;
  request.version = row.version;
  request.kind = in.Kind(RequestKind::kCancellation);
  request.state = in.Kind(RequestState::kRefused);
  request.wanted.code = in.Text();
  request.wanted.name = in.Text();
  request.wanted.unit_kind = in.Text();
  const Status file = store::UnpackEmployer(in.Text(), request.wanted);
  request.reason = in.Text();
  request.requested_by = in.Text();
  request.requested_at = in.At();
  request.late = in.Flag();
  if (in.Flag()) request.decided_at = in.At();
  request.decided_by = in.Text();
  request.note = in.Text();
  if (!known || !in.done() || !file.ok()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return request;
}

}  // namespace tongchou::service
