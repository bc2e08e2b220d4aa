// Papers: what the console prints, as PDF. Each has a path, the right that it needs and its maker.
//
// Constant data.
#ifndef TONGCHOU_CONSOLE_PAPERS_H_
#define TONGCHOU_CONSOLE_PAPERS_H_

#include <span>
#include <string_view>

#include "console/call.h"
#include "console/console.h"
#include "console/routes.h"
#include "service/document.h"

namespace tongchou::console {

struct PaperRow {
  std::string_view pattern;
  Right right;
  std::string_view file_name;
  Result<service::Document> (*make)(Console& console, const Call& call);
  Own own = Own::kNone;
};

std::span<const PaperRow> Papers();

// Checks session and right, then answers with the paper.
http::Response Print(Console& console, const PaperRow& row, const http::Request& request);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_PAPERS_H_
