#include "http/router.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>

namespace tongchou::http {
namespace {

// "/a/b/" -> "a", "b", "". The slash in front is dropped.
std::vector<std::string_view> Split(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  while (true) {
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool IsParameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// How loosely a segment matches: literal text first, `*` last.
int Looseness(std::string_view segment) {
  if (segment == "*") return 2;
  return IsParameter(segment) ? 1 : 0;
}

// Whether `left` must be tried before `right`: at the first segment that differs in kind.
bool TriedFirst(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  return std::ranges::lexicographical_compare(left, right, {}, Looseness, Looseness);
}

bool Matches(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == "*") return true;
    if (i >= path.size()) return false;
    if (IsParameter(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) return false;
  }
  return pattern.size() == path.size();
}

// Whether exactly the same paths match both.
bool SamePaths(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  return std::ranges::equal(left, right, [](const std::string& a, const std::string& b) {
    return a == b || (IsParameter(a) && IsParameter(b));
  });
}

}  // namespace

void Router::Add(std::string_view method, std::string_view pattern, Handler handler) {
  TC_CHECK(pattern.starts_with('/'));
  Entry entry{std::string(method), std::string(pattern), {}, std::move(handler)};
  for (const std::string_view segment : Split(pattern)) entry.segments.emplace_back(segment);
  for (const Entry& other : entries_) {
    TC_CHECK(other.method != method || !SamePaths(other.segments, entry.segments));
  }
  const auto place = std::ranges::upper_bound(entries_, entry.segments, TriedFirst,
                                              [](const Entry& e) { return e.segments; });
  entries_.insert(place, std::move(entry));
}

const Router::Entry* Router::Find(std::string_view method,
                                  const std::vector<std::string_view>& path) const {
  for (const Entry& entry : entries_) {
    if (entry.method == method && Matches(entry.segments, path)) return &entry;
  }
  return nullptr;
}

Response Router::Route(Request& request) const {
  // Segments are split before they are decoded, so that %2F stays inside its segment.
  const std::string_view raw =
      std::string_view(request.target)
          .substr(0, std::min(request.target.find('?'), request.target.size()));
  const std::vector<std::string_view> path = Split(raw);
  const Entry* entry = Find(request.method, path);
  if (entry == nullptr && request.method == "HEAD") entry = Find("GET", path);
  if (entry != nullptr) {
    request.route = entry->pattern;
    request.params.clear();
    for (std::size_t i = 0; i < entry->segments.size() && i < path.size(); ++i) {
      const std::string& segment = entry->segments[i];
      if (!IsParameter(segment)) continue;
      std::optional<std::string> value = PercentDecode(path[i], false);
      if (!value) return RefusalResponse({ErrorCode::kBadHttp, {}, request.target});
      request.params.emplace_back(segment.substr(1, segment.size() - 2), *std::move(value));
    }
    return entry->handler(request);
  }
  std::string allowed;
  for (const Entry& other : entries_) {
    if (!Matches(other.segments, path) || allowed.find(other.method) != std::string::npos) continue;
    allowed += (allowed.empty() ? "" : ", ") + other.method;
  }
  if (allowed.empty()) return RefusalResponse({ErrorCode::kNoSuchPath, {}, request.path});
  Response response = RefusalResponse({ErrorCode::kMethodNotAllowed, {}, request.method});
  response.headers.emplace_back("Allow", allowed);
  return response;
}

}  // namespace tongchou::http
