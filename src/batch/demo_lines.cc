#include "batch/demo_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "batch/demo_streams.h"

namespace tongchou::batch {

namespace {

constexpr std::string_view kBed = "01", kVisitFee = "02", kImaging = "03", kLaboratory = "04",
                           kTreatment = "05", kSurgery = "06", kNursing = "07", kMaterial = "08",
                           kDrug = "09", kHerbal = "11";
constexpr std::int64_t kDearDrugFen = 20'000;  // pharmacies and day visits rarely sell dearer ones

constexpr auto kDayDiagnoses = std::to_array<Diagnosis>({
    {"J06.900", "急性上呼吸道感染"},
    {"I10.x00", "原发性高血压"},
    {"E11.900", "2型糖尿病"},
    {"K29.500", "慢性胃炎"},
    {"M54.500", "腰痛"},
    {"J40.x00", "支气管炎"},
    {"I25.100", "冠状动脉粥样硬化"},
    {"E78.500", "高脂血症"},
    {"L30.900", "皮炎"},
    {"N39.000", "泌尿道感染"},
    {"H10.900", "结膜炎"},
    {"K02.900", "龋齿"},
});
constexpr auto kPlainDiagnoses = std::to_array<Diagnosis>({
    {"J18.900", "肺炎"},
    {"J44.100", "慢性阻塞性肺病伴急性加重"},
    {"I50.900", "心力衰竭"},
    {"E11.700", "2型糖尿病伴多个并发症"},
    {"I63.900", "脑梗死"},
    {"K85.900", "急性胰腺炎"},
    {"N20.000", "肾结石"},
    {"M51.202", "腰椎间盘突出"},
});
constexpr auto kSurgeryDiagnoses = std::to_array<Diagnosis>({
    {"K35.800", "急性阑尾炎"},
    {"K80.200", "胆囊结石"},
    {"K40.900", "腹股沟疝"},
    {"S72.000", "股骨颈骨折"},
    {"O82.000", "选择性剖宫产"},
    {"H25.900", "老年性白内障"},
    {"I20.000", "不稳定型心绞痛"},
    {"D25.900", "子宫平滑肌瘤"},
});
constexpr auto kGraveDiagnoses = std::to_array<Diagnosis>({
    {"C34.900", "支气管或肺恶性肿瘤"},
    {"C16.900", "胃恶性肿瘤"},
    {"C50.900", "乳房恶性肿瘤"},
    {"N18.500", "慢性肾脏病5期"},
    {"I61.900", "脑出血"},
    {"A41.900", "脓毒症"},
});

}  // namespace

Diagnosis DiagnosisOf(std::uint64_t seed, std::uint32_t index, const DemoVisit& visit) {
  Random random(seed, Stream::kDiagnoses, index);
  if (visit.kind != service::VisitKind::kStay) return random.Pick(kDayDiagnoses);
  if (visit.severity == Severity::kPlain) return random.Pick(kPlainDiagnoses);
  if (visit.severity == Severity::kSurgery) return random.Pick(kSurgeryDiagnoses);
  return random.Pick(kGraveDiagnoses);
}

// What is being filled in.
struct LineMaker::Sheet {
  Random random;
  const DemoVisit& visit;
  int days;  // that this upload covers
  Moment at;
  int first_number;
  std::vector<service::UploadLine> lines;
};

LineMaker::LineMaker(std::uint64_t seed, const std::vector<DemoItem>& catalogue)
    : seed_(seed), catalogue_(catalogue) {
  for (std::size_t i = 0; i < catalogue_.size(); ++i) {
    shelves_[catalogue_[i].item.charge_type].push_back(i);
  }
}

void LineMaker::Add(Sheet& sheet, std::string_view charge, int count, int quantity) const {
  const auto shelf = shelves_.find(charge);
  TC_CHECK(shelf != shelves_.end());
  const bool stay = sheet.visit.kind == service::VisitKind::kStay;
  for (int i = 0; i < count; ++i) {
    const DemoItem* item = nullptr;
    for (int tries = 0; tries < 4; ++tries) {
      item = &catalogue_[sheet.random.Pick(std::span<const std::size_t>(shelf->second))];
      const bool dear = item->price[0].fen > kDearDrugFen || item->item.limited_use;
      if (!dear || sheet.visit.severity >= Severity::kGrave || charge == kSurgery ||
          (stay && charge == kMaterial && sheet.visit.severity == Severity::kSurgery)) {
        break;
      }
    }
    const Money price = item->price[sheet.visit.level - 1U];
    service::UploadLine line;
    line.sn = fmt::format("{}", sheet.first_number + static_cast<int>(sheet.lines.size()));
    line.item_code = item->item.code;
    line.quantity_e4 = std::int64_t{quantity} * 10'000;
    line.price_e6 = price.fen * 10'000;
    line.amount = {price.fen * quantity};
    if (item->item.limited_use) {
      line.approval =
          sheet.random.PerMille(800) ? service::Approval::kApproved : service::Approval::kRefused;
    }
    line.at = sheet.at;
    sheet.lines.push_back(std::move(line));
  }
}

void LineMaker::AddDayVisit(Sheet& sheet) const {
  Random& random = sheet.random;
  const auto up_to = [&random](std::int64_t most) {
    return static_cast<int>(random.Between(0, most));
  };
  if (sheet.visit.kind == service::VisitKind::kPharmacy) {
    const int boxes = 1 + up_to(2);
    Add(sheet, kDrug, 1 + up_to(1), boxes);
    if (random.PerMille(300)) Add(sheet, kHerbal, 1, 1);
    return;
  }
  Add(sheet, kVisitFee, 1, 1);
  if (random.PerMille(450)) Add(sheet, kLaboratory, 1 + up_to(2), 1);
  if (random.PerMille(220)) Add(sheet, kImaging, 1, 1);
  if (random.PerMille(150)) Add(sheet, kTreatment, 1, 1 + up_to(2));
  const int boxes = 1 + up_to(3);
  if (random.PerMille(850)) Add(sheet, kDrug, 1 + up_to(2), boxes);
  if (random.PerMille(180)) Add(sheet, kHerbal, 1, 2);
}

void LineMaker::AddStay(Sheet& sheet, int part) const {
  Random& random = sheet.random;
  const auto count = [&random](std::int64_t least, std::int64_t most) {
    return static_cast<int>(random.Between(least, most));
  };
  const Severity severity = sheet.visit.severity;
  const int level = sheet.visit.level;  // the larger the hospital, the more is done
  Add(sheet, kBed, 1, sheet.days);
  Add(sheet, kNursing, 1, sheet.days);
  Add(sheet, kTreatment, count(level, 2 * level), sheet.days * 2);
  Add(sheet, kDrug, count(level + 1, 3 * level), sheet.days);
  Add(sheet, kLaboratory, part == 0 ? count(level, 2 * level + 2) : count(0, level), 1);
  if (part == 0) Add(sheet, kImaging, count(level - 1, level), 1);
  if (part == 0 && severity >= Severity::kSurgery) {
    Add(sheet, kSurgery, count(1, 3), 1);
    Add(sheet, kMaterial, count(3, 8), 1);
  }
  if (severity >= Severity::kGrave) {
    Add(sheet, kMaterial, count(1, 4), 1);
    Add(sheet, kDrug, count(3, 6), sheet.days * 2);
  }
  if (severity == Severity::kExtreme) {
    Add(sheet, kDrug, count(6, 10), sheet.days * 4);
    Add(sheet, kMaterial, count(3, 6), 2);
  }
}

std::vector<service::UploadLine> LineMaker::Lines(std::uint32_t index, const DemoVisit& visit,
                                                  int part, Moment at) const {
  constexpr int kNumbersPerPart = 1000;
  const int parts = UploadsOf(visit);
  const int days = visit.days == 0 ? 1 : (visit.days + parts - 1) / parts;
  const std::uint64_t stream = std::uint64_t{index} * 16 + static_cast<std::uint64_t>(part);
  Sheet sheet{
      Random(seed_, Stream::kLines, stream), visit, days, at, part * kNumbersPerPart + 1, {}};
  if (visit.kind == service::VisitKind::kStay) {
    AddStay(sheet, part);
  } else {
    AddDayVisit(sheet);
  }
  return std::move(sheet.lines);
}

}  // namespace tongchou::batch
