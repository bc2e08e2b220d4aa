#include "app/log.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace tongchou::app {
namespace {

class LogTest : public testing::Test {
 protected:
  LogTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tongchou-log-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~LogTest() override { std::filesystem::remove_all(folder_); }

  std::string Written(bool json, LogLevel least) {
    const std::string file = folder_ + "/log";
    {
      const auto log = Log::Open({json, least, file}, clock_);
      EXPECT_TRUE(log.ok());
      (*log)->Write(LogLevel::kInfo, "call",
                    {{"msgid", "a b\"c\n"}, {"infno", "2207"}, {"trace", ""}, {"batch", 7}});
      (*log)->Write(LogLevel::kDebug, "commit", {});
    }
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }

  std::string folder_;
  ManualClock clock_{Moment{MomentOf(Date(2026, 3, 20), 10 * 3600).ms + 5}};
};

TEST_F(LogTest, AJsonLineHoldsEveryFieldThatIsNotEmpty) {
  EXPECT_EQ(Written(true, LogLevel::kInfo),
            R"({"time":"2026-03-20T10:00:00.005+08:00","level":"info","event":"call",)"
            R"("msgid":"a b\"c\u000a","infno":"2207","batch":7})"
            "\n");
}

TEST_F(LogTest, ATextLineStaysOneLine) {
  EXPECT_EQ(Written(false, LogLevel::kDebug),
            "2026-03-20 10:00:00.005 info  call msgid=\"a b\\\"c\\u000a\" infno=2207 batch=7\n"
            "2026-03-20 10:00:00.005 debug commit\n");
}

TEST_F(LogTest, LowerLevelsAreLeftOut) { EXPECT_EQ(Written(true, LogLevel::kWarn), ""); }

TEST_F(LogTest, AFileThatCannotBeWrittenIsRefused) {
  const auto log = Log::Open({false, LogLevel::kInfo, folder_}, clock_);
  ASSERT_FALSE(log.ok());
  EXPECT_NE(log.error().English().find(folder_), std::string::npos);
}

}  // namespace
}  // namespace tongchou::app
