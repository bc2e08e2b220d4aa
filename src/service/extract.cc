#include "service/extract.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <thread>

#include "service/extract_build.h"
#include "service/extract_rows.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

// Below this many new settlements one thread reads them.
constexpr std::int64_t kWorthTwoThreads = 20'000;
// How often whoever waits is told.
constexpr std::int64_t kTellEvery = 4'096;

// Counts what the threads have read, tells of it and notices when it is to stop.
class Watch {
 public:
  Watch(const ExtractWork& work, std::int64_t total) : work_(work), total_(total) {}

  bool cancelled() const { return cancelled_; }

  // False: stop.
  bool Did(std::int64_t rows) {
    const std::lock_guard lock(mutex_);
    done_ += rows;
    if (!cancelled_ && work_.progress && !work_.progress(done_, total_)) cancelled_ = true;
    return !cancelled_;
  }

 private:
  const ExtractWork& work_;
  const std::int64_t total_;
  std::atomic<bool> cancelled_{false};
  std::mutex mutex_;
  std::int64_t done_ = 0;  // under mutex_
};

// Which settlements are to be read: above `after` and up to `last`.
struct Numbers {
  std::int64_t after = 0, last = 0;
  std::size_t expected = 0;    // rows to keep room for
  bool keep_previous = false;  // as RowCollector
};

// Refusals: those of the store, kNotSupported,
// kWorkCancelled.
Result<CollectedRows> CollectRange(Region& region, store::Reader& reader,
                                   const settle::CaseWords& words, const Numbers& numbers,
                                   Watch& watch) {
  const std::int64_t last = numbers.last;
  RowCollector collector(region, words, numbers.expected, numbers.keep_previous);
  Status added = Done{};
  std::int64_t since_told = 0;
  const Status read = reader.EachNewSettlement(numbers.after, [&](const store::SettlementRow& row) {
    if (row.settlement > last) return false;
    added = collector.Add(row);
    if (++since_told < kTellEvery) return added.ok();
    return watch.Did(std::exchange(since_told, 0)) && added.ok();
  });
  if (!read.ok()) return read.error();
  if (!added.ok()) return added.error();
  watch.Did(since_told);
  if (watch.cancelled()) return ErrorCode::kWorkCancelled;
  return collector.Take();
}

// Adds what one column has to another and lets its memory go.
template <typename Value>
void MoveTo(std::vector<Value>& column, std::vector<Value>& from) {
  column.insert(column.end(), from.begin(), from.end());
  std::vector<Value>().swap(from);
}

// Adds the later range to the earlier one. Refusals: kNotSupported.
Status Append(CollectedRows& rows, CollectedRows later) {
  const Result<WordNumbers> numbers = MergeWords(later.words, rows.words);
  if (!numbers.ok()) return numbers.error();
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  const std::size_t lines = rows.lines.size();
  const std::size_t payments = rows.payments.size();
  if (lines + later.lines.size() > kMost || payments + later.payments.size() > kMost) {
    return ErrorCode::kNotSupported;
  }
  for (CollectedRow& row : later.rows) {
    row.case_class = numbers->case_class[row.case_class];
    row.provider = numbers->provider[row.provider];
    row.first_line += static_cast<std::uint32_t>(lines);
    row.first_payment += static_cast<std::uint32_t>(payments);
  }
  MoveTo(rows.rows, later.rows);
  MoveTo(rows.previous, later.previous);
  MoveTo(rows.reversed, later.reversed);
  MoveTo(rows.lines, later.lines);
  MoveTo(rows.payments, later.payments);
  return Done{};
}

// Reads in two threads when that is worth it: each reads half of the numbers.
Result<CollectedRows> Collect(Region& region, store::Reader& reader, const settle::CaseWords& words,
                              const Numbers& all, const ExtractWork& work) {
  const std::int64_t count = all.last - all.after;
  Watch watch(work, count);
  if (count < kWorthTwoThreads) return CollectRange(region, reader, words, all, watch);
  Numbers first = all;
  Numbers second = all;
  first.last = second.after = all.after + count / 2;
  second.expected = static_cast<std::size_t>(second.last - second.after);
  Result<std::unique_ptr<store::Reader>> other_reader = region.store().Read(region.area_number());
  if (!other_reader.ok()) return other_reader.error();
  Result<CollectedRows> later = CollectedRows{};
  std::thread other([&] { later = CollectRange(region, **other_reader, words, second, watch); });
  Result<CollectedRows> rows = CollectRange(region, reader, words, first, watch);
  other.join();
  if (!rows.ok()) return rows.error();
  if (!later.ok()) return later.error();
  if (const Status added = Append(*rows, *std::move(later)); !added.ok()) return added.error();
  return rows;
}

// The extract to go on from; none when it has to be made anew.
std::shared_ptr<const Extract> Former(const std::string& path, std::int64_t area, std::int64_t last,
                                      const ExtractWork& work) {
  if (work.rebuild) return nullptr;
  Result<std::shared_ptr<const Extract>> open = OpenExtract(path, area);
  if (!open.ok() || (*open)->last_settlement() > last) return nullptr;
  return *std::move(open);
}

}  // namespace

Result<std::shared_ptr<const Extract>> UpdateExtract(Region& region, const std::string& path,
                                                     const ExtractWork& work) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<store::Loaded> loaded = (*reader)->Load({});
  if (!loaded.ok()) return loaded.error();
  const std::int64_t last = loaded->area.settlements;
  const std::shared_ptr<const Extract> former = Former(path, region.area_number(), last, work);
  if (former != nullptr && former->last_settlement() == last) return former;
  settle::CaseWords words = former == nullptr ? settle::CaseWords{} : *former->cases().words;
  const std::int64_t after = former == nullptr ? 0 : former->last_settlement();
  const Numbers numbers{.after = after,
                        .last = last,
                        .expected = static_cast<std::size_t>(last - after),
                        .keep_previous = former != nullptr};
  Result<CollectedRows> rows = Collect(region, **reader, words, numbers, work);
  if (!rows.ok()) return rows.error();
  const Status written =
      WriteExtract(region, **reader, former.get(), *std::move(rows), loaded->area, path);
  if (!written.ok()) return written.error();
  return OpenExtract(path, region.area_number());
}

}  // namespace tongchou::service
