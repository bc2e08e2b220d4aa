// Static files: a folder of the console's built front end, held in memory and answered with the
// right type and cache rule.
//
// Everything is read once at start, so a path in a request never touches the file system: what is
// not in the table does not exist, and no "../" can lead out.
// Immutable after loading, therefore thread-safe.
#ifndef TONGCHOU_HTTP_STATIC_FILES_H_
#define TONGCHOU_HTTP_STATIC_FILES_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace tongchou::http {

class StaticFiles {
 public:
  // Reads every file below `folder`. Refusals: kNoSuchFolder.
  static Result<std::shared_ptr<const StaticFiles>> Load(const std::string& folder);

  // Answers GET and HEAD for `request.path`. A path without a file and without an extension gets
  // index.html (the front end's own routes); one with an extension gets 404. Files below /assets/
  // carry their digest in the name and may be kept for a year; all else is asked for again and
  // answered with 304 when its ETag has not changed.
  Response Serve(const Request& request) const;

 private:
  struct File {
    std::string content_type;
    std::string body;
    std::string etag;
  };
  std::map<std::string, File, std::less<>> files_;  // by path: "/index.html"
};

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_STATIC_FILES_H_
