// Fee lines and diagnoses of the demo region's visits.
//
// Pure: made anew when they are needed, the same every time.
#ifndef TONGCHOU_BATCH_DEMO_LINES_H_
#define TONGCHOU_BATCH_DEMO_LINES_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "batch/demo_catalogue.h"
#include "batch/demo_visits.h"
#include "service/lines.h"

namespace tongchou::batch {

struct Diagnosis {
  std::string_view code, name;  // ICD-10
};

// What the person of `visit` (the `index`th) has.
Diagnosis DiagnosisOf(std::uint64_t seed, std::uint32_t index, const DemoVisit& visit);

// Makes lines from a catalogue, which must outlive this. Immutable; thread-safe.
class LineMaker {
 public:
  LineMaker(std::uint64_t seed, const std::vector<DemoItem>& catalogue);

  // The lines of the `part`th upload (from 0) of `visit`, the `index`th, at `at`. Never empty.
  std::vector<service::UploadLine> Lines(std::uint32_t index, const DemoVisit& visit, int part,
                                         Moment at) const;

 private:
  struct Sheet;
  void Add(Sheet& sheet, std::string_view charge, int count, int quantity) const;
  void AddDayVisit(Sheet& sheet) const;
  void AddStay(Sheet& sheet, int part) const;

  std::uint64_t seed_;
  const std::vector<DemoItem>& catalogue_;
  std::map<std::string_view, std::vector<std::size_t>> shelves_;  // items by charge type
};

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_LINES_H_
