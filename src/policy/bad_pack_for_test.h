// What a finding must say, and the check that a pack gives it: file, line, caret, sentence, advice.
#ifndef TONGCHOU_POLICY_BAD_PACK_FOR_TEST_H_
#define TONGCHOU_POLICY_BAD_PACK_FOR_TEST_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "policy/pack_for_test.h"

namespace tongchou::policy {

struct Expected {
  FindingCode code;
  std::string_view at;    // what the caret points to
  std::string_view what;  // part of the English sentence
  std::string_view todo;  // part of the English advice
};

// `source` is refused, and its first finding of this code and sentence is as expected, in both
// languages.
inline void ExpectFound(const PackSource& source, const Expected& expected) {
  const LoadedPack loaded = LoadPack(source);
  EXPECT_GT(loaded.error_count, 0);
  EXPECT_TRUE(loaded.pack.epochs.empty());
  const Finding* found = nullptr;
  std::string all;
  for (const Finding& finding : loaded.findings) {
    const bool is_it =
        finding.code == expected.code && finding.what.en.find(expected.what) != std::string::npos;
    if (found == nullptr && is_it) found = &finding;
    all += Render(finding, Language::kEnglish);
  }
  ASSERT_NE(found, nullptr) << all;
  EXPECT_THAT(found->file, testing::StartsWith("mini/"));
  EXPECT_GT(found->line, 0) << all;
  EXPECT_THAT(found->source_line.substr(static_cast<std::size_t>(found->column - 1)),
              testing::StartsWith(std::string(expected.at)))
      << all;
  EXPECT_FALSE(found->what.zh.empty());
  const Text& todo = found->todo.en.empty() ? InfoOf(found->code).todo : found->todo;
  EXPECT_THAT(todo.en, testing::HasSubstr(std::string(expected.todo)));
  EXPECT_FALSE(todo.zh.empty());
}

// One change in the mini pack, and what it must give.
struct BadPack {
  std::string_view name;
  FindingCode code;
  std::string_view file, from, to;
  std::string_view at, what, todo;  // as Expected

  Expected expected() const { return {code, at, what, todo}; }
};

inline void PrintTo(const BadPack& bad, std::ostream* out) { *out << bad.name; }

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_BAD_PACK_FOR_TEST_H_
