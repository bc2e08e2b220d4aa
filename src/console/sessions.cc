#include "console/sessions.h"

#include <algorithm>
#include <utility>

#include "base/sm3.h"

namespace tongchou::console {

namespace {

std::string KeyOf(std::string_view cookie) { return ToBytes(Sm3(cookie)); }

}  // namespace

Sessions::Sessions(const Clock& clock, std::function<std::string()> make_token)
    : clock_(clock), make_token_(std::move(make_token)) {}

std::string Sessions::Open(Session& session) {
  std::string cookie = make_token_();
  session.csrf = make_token_();
  const Moment now = clock_.Now();
  const std::lock_guard lock(mutex_);
  DropEnded(now);
  entries_[KeyOf(cookie)] = {session, now, now};
  return cookie;
}

std::optional<Session> Sessions::Find(std::string_view cookie) {
  const Moment now = clock_.Now();
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(KeyOf(cookie));
  if (found == entries_.end()) return {};
  Entry& entry = found->second;
  if (now.ms - entry.used.ms > kIdleMs || now.ms - entry.opened.ms > kLongestMs) {
    entries_.erase(found);
    return {};
  }
  entry.used = now;
  return entry.session;
}

void Sessions::Close(std::string_view cookie) {
  const std::lock_guard lock(mutex_);
  entries_.erase(KeyOf(cookie));
}

void Sessions::CloseAllOf(std::string_view user) {
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [user](const auto& item) { return item.second.session.user == user; });
}

void Sessions::DropEnded(Moment now) {
  std::erase_if(entries_, [now](const auto& item) {
    const Entry& entry = item.second;
    return now.ms - entry.used.ms > kIdleMs || now.ms - entry.opened.ms > kLongestMs;
  });
  while (entries_.size() >= kMaxSessions) {
    entries_.erase(
        std::ranges::min_element(entries_, {}, [](const auto& item) { return item.second.used; }));
  }
}

}  // namespace tongchou::console
