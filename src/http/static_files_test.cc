#include "http/static_files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace tongchou::http {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() : folder_(testing::TempDir() + "static_" + std::to_string(getpid())) {
    fs::create_directories(folder_ + "/web/assets");
    std::ofstream(folder_ + "/secret.txt") << "secret";
    std::ofstream(folder_ + "/web/index.html") << "<p>index";
    std::ofstream(folder_ + "/web/assets/app-1a2b.js") << "app()";
    files_ = StaticFiles::Load(folder_ + "/web").value();
  }
  ~StaticFilesTest() override { fs::remove_all(folder_); }

  Response Get(std::string path, Pairs headers = {}) const {
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.headers = std::move(headers);
    return files_->Serve(request);
  }
  static std::string HeaderOf(const Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return "";
  }

  std::string folder_;
  std::shared_ptr<const StaticFiles> files_;
};

TEST_F(StaticFilesTest, ServesWithTypeAndCacheRule) {
  const Response script = Get("/assets/app-1a2b.js");
  EXPECT_EQ(script.body, "app()");
  EXPECT_EQ(script.content_type, "text/javascript; charset=utf-8");
  EXPECT_NE(HeaderOf(script, "Cache-Control").find("immutable"), std::string::npos);
  EXPECT_EQ(HeaderOf(Get("/index.html"), "Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, ViewsOfTheFrontEndGetItsIndex) {
  for (const char* path : {"/", "/persons/7", "/login"}) EXPECT_EQ(Get(path).body, "<p>index");
  EXPECT_EQ(Get("/assets/none.js").status, 404);
}

TEST_F(StaticFilesTest, NothingOutsideTheFolder) {
  for (const char* path : {"/../secret.txt", "/assets/../../secret.txt", "//secret.txt"}) {
    EXPECT_EQ(Get(path).status, 404) << path;
  }
}

TEST_F(StaticFilesTest, UnchangedFilesAreNotSentAgain) {
  const std::string etag = HeaderOf(Get("/"), "ETag");
  const Response again = Get("/", {{"If-None-Match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST_F(StaticFilesTest, AMissingFolderIsRefused) {
  EXPECT_EQ(StaticFiles::Load(folder_ + "/none").error().code, ErrorCode::kNoSuchFolder);
}

}  // namespace
}  // namespace tongchou::http
