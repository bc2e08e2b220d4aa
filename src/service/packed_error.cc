#include "service/packed_error.h"

namespace tongchou::service {
namespace {

std::optional<ErrorCode> CodeOf(std::int64_t number) {
  for (const ErrorInfo& info : AllErrors()) {
    if (static_cast<std::int64_t>(info.code) == number) return info.code;
  }
  return {};
}

}  // namespace

void PackError(const std::optional<Error>& error, store::Packer& out) {
  out.Flag(error.has_value());
  if (!error) return;
  out.Number(static_cast<std::int64_t>(error->code)).Text(error->where);
  out.Text(error->say.zh).Text(error->say.en);
}

bool UnpackError(store::Unpacker& in, std::optional<Error>& error) {
  if (!in.Flag()) return in.ok();
  const std::optional<ErrorCode> code = CodeOf(in.Number());
  if (!code) return false;
  error = Error{*code, {}, in.Text()};
  error->say.zh = in.Text();
  error->say.en = in.Text();
  return in.ok();
}

}  // namespace tongchou::service
