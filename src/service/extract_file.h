// The file of an extract: header, sections, checksums; how it is opened and how it is written.
// Format: docs/reference/extract-format.md. Used by extract.cc alone.
//
// A file is written beside the place where it goes and renamed when it is complete and on the disk.
// An open file is immutable and thread-safe; a writer belongs to one thread.
#ifndef TONGCHOU_SERVICE_EXTRACT_FILE_H_
#define TONGCHOU_SERVICE_EXTRACT_FILE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/extract.h"

namespace tongchou::service {

// Grows with every change of the format; another one is refused and the file is made anew.
inline constexpr std::uint32_t kExtractFormat = 1;

// The sections in the order of the file.
enum class Section : std::uint8_t {
  kWords,
  kFirstRow,
  kFirstLine,
  kFirstPayment,
  kOffice,
  kSettlement,
  kBegin,
  kEnd,
  kCaseClass,
  kAge,
  kYearsInsured,
  kProvider,
  kTotal,
  kEligible,
  kFixedEligible,
  kLineCount,
  kLines,
  kPayments,
};
inline constexpr std::size_t kSections = 18;

// Adds bytes up to a number that damage changes. It is no protection against intent.
class Checksum {
 public:
  // All calls but the last must bring a multiple of 32 bytes.
  void Add(std::string_view bytes);
  std::uint64_t Value() const;

 private:
  std::array<std::uint64_t, 4> lanes_{1, 2, 3, 4};
  std::uint64_t size_ = 0;
};

std::string PackWords(const settle::CaseWords& words);
// Refusals: kBadExtract.
Result<settle::CaseWords> UnpackWords(std::string_view bytes);

// What the header says besides the places of the sections.
struct ExtractHead {
  std::int64_t area = 0, last_settlement = 0;
  std::uint64_t rows = 0, persons = 0;
  std::int32_t first_day = 0, last_day = 0;
};

// Writes a file whose sections' sizes are known beforehand; they may grow side by side.
class ExtractWriter {
 public:
  // Makes "<path>.new". Refusals: kStoreUnavailable.
  static Result<std::unique_ptr<ExtractWriter>> Create(
      const std::string& path, const ExtractHead& head,
      const std::array<std::uint64_t, kSections>& sizes);
  ~ExtractWriter();
  ExtractWriter(const ExtractWriter&) = delete;
  ExtractWriter& operator=(const ExtractWriter&) = delete;

  template <typename Value>
  void Add(Section section, Value value) {
    AddBytes(section, {reinterpret_cast<const char*>(&value), sizeof value});
  }
  void AddBytes(Section section, std::string_view bytes);

  // Puts the file in its place. Every section has what was announced. Refusals: kStoreUnavailable.
  Status Finish();

 private:
  struct Part {
    std::uint64_t offset = 0, size = 0, written = 0;
    Checksum sum;
    std::string buffer;
  };

  ExtractWriter(std::string path, int file, const ExtractHead& head,
                const std::array<std::uint64_t, kSections>& sizes);
  void Flush(Part& part);
  void WriteAt(std::string_view bytes, std::uint64_t offset);

  std::string path_;
  int file_;
  ExtractHead head_;
  std::array<Part, kSections> parts_;
  bool failed_ = false;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_EXTRACT_FILE_H_
