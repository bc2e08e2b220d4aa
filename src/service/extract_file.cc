#include "service/extract_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cstring>
#include <thread>
#include <utility>

#include "store/packing.h"

namespace tongchou::service {
namespace {

static_assert(std::endian::native == std::endian::little, "the format is little-endian");

constexpr std::array<char, 8> kMagic = {'T', 'C', 'C', 'A', 'S', 'E', 'S', '\n'};
constexpr std::uint64_t kAlignment = 64;
constexpr std::size_t kBufferBytes = std::size_t{256} * 1024;

struct SectionEntry {
  std::uint64_t offset = 0, size = 0, checksum = 0;
};

// As it stands at the beginning of the file.
struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint32_t format = kExtractFormat;
  std::uint32_t area = 0;
  std::int64_t last_settlement = 0;
  std::uint64_t rows = 0, persons = 0;
  std::int32_t first_day = 0, last_day = 0;
  std::array<SectionEntry, kSections> sections{};
  std::uint64_t checksum = 0;  // of everything before
};
static_assert(sizeof(Header) == 48 + kSections * 24 + 8);

std::string_view BytesOf(const Header& header) {
  return {reinterpret_cast<const char*>(&header), offsetof(Header, checksum)};
}

std::uint64_t SumOf(std::string_view bytes) {
  Checksum sum;
  sum.Add(bytes);
  return sum.Value();
}

constexpr std::uint64_t Aligned(std::uint64_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

Error Damaged(const std::string& path) { return Error{ErrorCode::kBadExtract, {}, path}; }

void PackScope(store::Packer& out, const settle::ScopeTerms& scope) {
  out.Flag(scope.known).Number(scope.class_first_ratio[0].millionths);
  out.Number(scope.class_first_ratio[1].millionths).Number(scope.referral_reduction.millionths);
}

void PackClass(store::Packer& out, const settle::CaseClass& each) {
  out.Number(each.benefit).Number(each.category).Number(each.level).Kind(each.referral);
  out.Kind(each.aid).Flag(each.civil_servant).Flag(each.frozen).Flag(each.by_end);
  PackScope(out, each.scope);
  out.Number(static_cast<std::int64_t>(each.layer_funds.size()));
  for (const std::uint16_t fund : each.layer_funds) out.Number(fund);
}

settle::CaseClass UnpackClass(store::Unpacker& in) {
  settle::CaseClass each;
  each.benefit = static_cast<std::uint16_t>(in.Number());
  each.category = static_cast<std::uint16_t>(in.Number());
  each.level = static_cast<std::uint8_t>(in.Number());
  each.referral = in.Kind(settle::Referral::kUnreferred);
  each.aid = in.Kind(settle::Aid::kDestitute);
  each.civil_servant = in.Flag();
  each.frozen = in.Flag();
  each.by_end = in.Flag();
  each.scope.known = in.Flag();
  each.scope.class_first_ratio = {Ratio{in.Number()}, Ratio{in.Number()}};
  each.scope.referral_reduction = Ratio{in.Number()};
  const std::size_t layers = in.Count();
  for (std::size_t i = 0; i < layers; ++i) {
    each.layer_funds.push_back(static_cast<std::uint16_t>(in.Number()));
  }
  return each;
}

void PackWordList(store::Packer& out, const std::vector<settle::SchemeWord>& words) {
  out.Number(static_cast<std::int64_t>(words.size()));
  for (const settle::SchemeWord& word : words) out.Number(word.scheme).Text(word.id);
}

void UnpackWordList(store::Unpacker& in, std::vector<settle::SchemeWord>& words) {
  const std::size_t count = in.Count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const auto scheme = static_cast<std::uint16_t>(in.Number());
    words.push_back({scheme, in.Text()});
  }
}

void PackTexts(store::Packer& out, const std::vector<std::string>& texts) {
  out.Number(static_cast<std::int64_t>(texts.size()));
  for (const std::string& text : texts) out.Text(text);
}

void UnpackTexts(store::Unpacker& in, std::vector<std::string>& texts) {
  const std::size_t count = in.Count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) texts.push_back(in.Text());
}

// A file in memory. Unmapped when it goes.
class MappedExtract : public Extract {
 public:
  MappedExtract(const char* base, std::size_t size) : base_(base), size_(size) {}
  ~MappedExtract() override { munmap(const_cast<char*>(base_), size_); }
  MappedExtract(const MappedExtract&) = delete;
  MappedExtract& operator=(const MappedExtract&) = delete;

  const settle::PastCases& cases() const override { return cases_; }
  std::int64_t area() const override { return header_.area; }
  std::int64_t last_settlement() const override { return header_.last_settlement; }

  // Checks everything and lays the columns out. Refusals: kOldExtract, kBadExtract.
  Status Read(const std::string& path);

 private:
  std::string_view Bytes(Section section) const {
    const SectionEntry& entry = header_.sections[static_cast<std::size_t>(section)];
    return {base_ + entry.offset, entry.size};
  }
  template <typename Value>
  void Lay(Section section, std::span<const Value>& column) const {
    const std::string_view bytes = Bytes(section);
    column = {reinterpret_cast<const Value*>(bytes.data()), bytes.size() / sizeof(Value)};
  }
  bool PlacesHold() const;
  bool SumsHold() const;
  void LayColumns();

  const char* base_;
  std::size_t size_;
  Header header_;
  settle::CaseWords words_;
  settle::PastCases cases_;
};

bool MappedExtract::PlacesHold() const {
  for (const SectionEntry& entry : header_.sections) {
    const bool inside = entry.offset <= size_ && entry.size <= size_ - entry.offset;
    if (!inside || entry.offset % kAlignment != 0) return false;
  }
  return true;
}

bool MappedExtract::SumsHold() const {
  for (std::size_t i = 0; i < kSections; ++i) {
    if (SumOf(Bytes(static_cast<Section>(i))) != header_.sections[i].checksum) return false;
  }
  return true;
}

void MappedExtract::LayColumns() {
  cases_.words = &words_;
  Lay(Section::kFirstRow, cases_.first_row);
  Lay(Section::kFirstLine, cases_.first_line);
  Lay(Section::kFirstPayment, cases_.first_payment);
  Lay(Section::kOffice, cases_.office);
  Lay(Section::kSettlement, cases_.settlement);
  Lay(Section::kBegin, cases_.begin);
  Lay(Section::kEnd, cases_.end);
  Lay(Section::kCaseClass, cases_.case_class);
  Lay(Section::kAge, cases_.age);
  Lay(Section::kYearsInsured, cases_.years_insured);
  Lay(Section::kProvider, cases_.provider);
  Lay(Section::kTotal, cases_.total_fen);
  Lay(Section::kEligible, cases_.eligible_fen);
  Lay(Section::kFixedEligible, cases_.fixed_eligible_fen);
  Lay(Section::kLineCount, cases_.line_count);
  Lay(Section::kLines, cases_.lines);
  Lay(Section::kPayments, cases_.payments_fen);
  cases_.first_day = header_.first_day;
  cases_.last_day = header_.last_day;
}

Status MappedExtract::Read(const std::string& path) {
  std::memcpy(&header_, base_, std::min(size_, sizeof header_));
  if (size_ < offsetof(Header, area) || header_.magic != kMagic) return Damaged(path);
  if (header_.format != kExtractFormat) return Error{ErrorCode::kOldExtract, {}, path};
  if (size_ < sizeof header_ || SumOf(BytesOf(header_)) != header_.checksum) return Damaged(path);
  if (!PlacesHold()) return Damaged(path);
  Result<settle::CaseWords> words = UnpackWords(Bytes(Section::kWords));
  if (!words.ok()) return Damaged(path);
  words_ = *std::move(words);
  LayColumns();
  if (cases_.rows() != header_.rows || cases_.persons() != header_.persons) return Damaged(path);
  // Both go through the whole file, so each has a thread.
  bool sums = false;
  std::thread other([&] { sums = SumsHold(); });
  const Status checked = settle::CheckPastCases(cases_);
  other.join();
  if (!sums || !checked.ok()) return Damaged(path);
  return Done{};
}

}  // namespace

void Checksum::Add(std::string_view bytes) {
  constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15;
  TC_CHECK(size_ % 32 == 0);
  size_ += bytes.size();
  std::array<std::uint64_t, 4> words{};
  const auto mix = [&] {
    for (std::size_t i = 0; i < 4; ++i) {
      lanes_[i] = std::rotl(lanes_[i] ^ words[i], 23) * kFactor;
    }
  };
  for (; bytes.size() >= 32; bytes.remove_prefix(32)) {
    std::memcpy(words.data(), bytes.data(), 32);
    mix();
  }
  if (bytes.empty()) return;
  words = {};
  std::memcpy(words.data(), bytes.data(), bytes.size());
  mix();
}

std::uint64_t Checksum::Value() const {
  std::uint64_t sum = size_;
  for (const std::uint64_t lane : lanes_) {
    sum = std::rotl(sum ^ lane, 29) * 0xbf58476d1ce4e5b9;
    sum ^= sum >> 32;
  }
  return sum;
}

std::string PackWords(const settle::CaseWords& words) {
  store::Packer out;
  PackTexts(out, words.schemes);
  PackWordList(out, words.benefits);
  PackWordList(out, words.categories);
  PackWordList(out, words.funds);
  PackTexts(out, words.offices);
  PackTexts(out, words.providers);
  out.Number(static_cast<std::int64_t>(words.classes.size()));
  for (const settle::CaseClass& each : words.classes) PackClass(out, each);
  return out.Take();
}

Result<settle::CaseWords> UnpackWords(std::string_view bytes) {
  store::Unpacker in(bytes);
  settle::CaseWords words;
  UnpackTexts(in, words.schemes);
  UnpackWordList(in, words.benefits);
  UnpackWordList(in, words.categories);
  UnpackWordList(in, words.funds);
  UnpackTexts(in, words.offices);
  UnpackTexts(in, words.providers);
  const std::size_t classes = in.Count();
  for (std::size_t i = 0; i < classes && in.ok(); ++i) words.classes.push_back(UnpackClass(in));
  if (!in.done()) return ErrorCode::kBadExtract;
  return words;
}

Result<std::unique_ptr<ExtractWriter>> ExtractWriter::Create(
    const std::string& path, const ExtractHead& head,
    const std::array<std::uint64_t, kSections>& sizes) {
  const std::string draft = path + ".new";
  const int file = open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return Error{ErrorCode::kStoreUnavailable, {}, draft};
  return std::unique_ptr<ExtractWriter>(new ExtractWriter(path, file, head, sizes));
}

ExtractWriter::ExtractWriter(std::string path, int file, const ExtractHead& head,
                             const std::array<std::uint64_t, kSections>& sizes)
    : path_(std::move(path)), file_(file), head_(head) {
  std::uint64_t offset = Aligned(sizeof(Header));
  for (std::size_t i = 0; i < kSections; ++i) {
    parts_[i].offset = offset;
    parts_[i].size = sizes[i];
    offset = Aligned(offset + sizes[i]);
  }
}

ExtractWriter::~ExtractWriter() {
  if (file_ < 0) return;
  close(file_);
  unlink((path_ + ".new").c_str());
}

void ExtractWriter::AddBytes(Section section, std::string_view bytes) {
  Part& part = parts_[static_cast<std::size_t>(section)];
  while (!bytes.empty()) {
    const std::size_t fits = std::min(bytes.size(), kBufferBytes - part.buffer.size());
    part.buffer.append(bytes.substr(0, fits));
    bytes.remove_prefix(fits);
    if (part.buffer.size() == kBufferBytes) Flush(part);
  }
}

void ExtractWriter::Flush(Part& part) {
  part.sum.Add(part.buffer);
  WriteAt(part.buffer, part.offset + part.written);
  part.written += part.buffer.size();
  part.buffer.clear();
}

void ExtractWriter::WriteAt(std::string_view bytes, std::uint64_t offset) {
  while (!bytes.empty() && !failed_) {
    const ssize_t count = pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count <= 0) {
      failed_ = true;
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
}

Status ExtractWriter::Finish() {
  Header header;
  header.area = static_cast<std::uint32_t>(head_.area);
  header.last_settlement = head_.last_settlement;
  header.rows = head_.rows;
  header.persons = head_.persons;
  header.first_day = head_.first_day;
  header.last_day = head_.last_day;
  for (std::size_t i = 0; i < kSections; ++i) {
    Part& part = parts_[i];
    Flush(part);
    TC_CHECK(failed_ || part.written == part.size);
    header.sections[i] = {part.offset, part.size, part.sum.Value()};
  }
  header.checksum = SumOf(BytesOf(header));
  WriteAt({reinterpret_cast<const char*>(&header), sizeof header}, 0);
  const Part& last = parts_[kSections - 1];
  const std::string draft = path_ + ".new";
  const bool complete = !failed_ &&
                        ftruncate(file_, static_cast<off_t>(last.offset + last.size)) == 0 &&
                        fsync(file_) == 0 && rename(draft.c_str(), path_.c_str()) == 0;
  if (!complete) return Error{ErrorCode::kStoreUnavailable, {}, draft};
  close(std::exchange(file_, -1));
  return Done{};
}

Result<std::shared_ptr<const Extract>> OpenExtract(const std::string& path, std::int64_t area) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{ErrorCode::kNoHistory, {}, path};
  struct stat info {};
  const bool known = fstat(file, &info) == 0 && info.st_size > 0;
  const auto size = static_cast<std::size_t>(known ? info.st_size : 0);
  void* const base = known ? mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0) : MAP_FAILED;
  close(file);
  if (base == MAP_FAILED) return Damaged(path);
  auto extract = std::make_shared<MappedExtract>(static_cast<const char*>(base), size);
  if (const Status read = extract->Read(path); !read.ok()) return read.error();
  if (extract->area() != area) return Damaged(path);
  return std::shared_ptr<const Extract>(std::move(extract));
}

}  // namespace tongchou::service
