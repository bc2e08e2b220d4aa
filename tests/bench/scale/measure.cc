#include "scale/measure.h"

#include <fmt/core.h>
#include <sys/resource.h>

#include <array>
#include <chrono>
#include <fstream>
#include <vector>

#include "gateway/setlinfo.h"
#include "service/lines.h"
#include "service/settlements.h"
#include "service/visits.h"

namespace tongchou::bench {
namespace {

constexpr std::uint64_t kVisits = 102;  // stream of random numbers
constexpr std::uint64_t kSeed = 20260101;
constexpr std::size_t kLines = 5;
constexpr const char* kBatch = "B1";

// What the process has used since it began.
struct Used {
  double cpu_us = 0, wall_us = 0;
  double read = 0, written = 0;  // bytes
};

double Micros(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
}

// The number behind `name` in a file of /proc; 0 when there is none.
double FieldOf(const char* file, const std::string& name) {
  std::ifstream fields(file);
  std::string word;
  double value = 0;
  while (fields >> word) {
    if (word == name && fields >> value) return value;
  }
  return 0;
}

Used UsedSoFar() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return {Micros(used.ru_utime) + Micros(used.ru_stime),
          std::chrono::duration<double, std::micro>(now).count(),
          FieldOf("/proc/self/io", "rchar:"), FieldOf("/proc/self/io", "wchar:")};
}

// A visit on its way.
struct Staged {
  Patient patient;
  const service::Provider* hospital = nullptr;
  std::string mdtrt_id;
};

void Register(ScaleRegion& scale, Staged& staged) {
  service::NewVisit visit;
  visit.psn_no = staged.patient.psn_no;
  visit.scheme = staged.patient.scheme;
  visit.benefit = "outpatient";
  visit.med_type = scale.MedType(visit.benefit);
  visit.begin = scale.Now();
  visit.disease_code = "J06.900";
  visit.disease_name = "急性上呼吸道感染";
  staged.mdtrt_id =
      Must(service::RegisterVisit(scale.region(), scale.NewKey(*staged.hospital, "2201"), visit,
                                  [](const service::Visit& made) { return made.mdtrt_id; }))
          .answer;
}

void Upload(ScaleRegion& scale, const Staged& staged, std::size_t first) {
  service::UploadOrder order;
  order.visit.mdtrt_id = staged.mdtrt_id;
  auto& batch = order.batches.emplace_back();
  batch.batch = kBatch;
  for (std::size_t i = 0; i < kLines; ++i) {
    const auto& item = scale.catalogue()[(first + i * 7) % scale.catalogue().size()];
    const Money price = item.price[static_cast<std::size_t>(staged.hospital->level) - 1];
    service::UploadLine line;
    line.sn = std::to_string(i + 1);
    line.item_code = item.item.code;
    line.quantity_e4 = 10'000;
    line.price_e6 = price.fen * 10'000;
    line.amount = price;
    line.at = scale.Now();
    batch.lines.push_back(std::move(line));
  }
  Must(service::UploadLines(scale.region(), scale.NewKey(*staged.hospital, "2204"), order,
                            [](const service::Uploaded&) { return std::string("{}"); }));
}

void Settle(ScaleRegion& scale, const Staged& staged) {
  const service::RequestKey key = scale.NewKey(*staged.hospital, "2207");
  service::SettleOrder order;
  order.visit.mdtrt_id = staged.mdtrt_id;
  order.batch = kBatch;
  order.use_account = true;
  const auto context = gateway::ContextOf(scale.region(), key.msgid, scale.region().area());
  Must(service::Settle(
      scale.region(), key, order, [&context](const service::SettlementOutcome& outcome) {
        return gateway::SettlementOutput(context, outcome, gateway::SetlinfoForm::kSettled);
      }));
}

std::vector<Staged> Cast(ScaleRegion& scale, std::size_t visits) {
  Random random(kSeed, kVisits, static_cast<std::uint64_t>(scale.CountSettlements()));
  std::vector<Staged> cast(visits);
  for (Staged& staged : cast) {
    staged.patient = scale.AnyPatient(random);
    staged.hospital = &scale.hospitals()[random.Below(scale.hospitals().size())];
  }
  return cast;
}

}  // namespace

std::string MeasureVisits(ScaleRegion& scale, std::size_t visits, std::size_t at_once) {
  scale.NextQuarter();
  std::vector<Staged> cast = Cast(scale, visits);
  const std::int64_t settlements = scale.CountSettlements();
  const Used begun = UsedSoFar();
  scale.commits().Run(visits, at_once, [&](std::size_t i) { Register(scale, cast[i]); });
  scale.commits().Run(visits, at_once, [&](std::size_t i) { Upload(scale, cast[i], i); });
  const Used staged = UsedSoFar();
  scale.commits().Run(visits, at_once, [&](std::size_t i) { Settle(scale, cast[i]); });
  const Used settled = UsedSoFar();
  const auto each = [&](double Used::*what, const Used& since) {
    return (settled.*what - since.*what) / static_cast<double>(visits);
  };
  constexpr double kKilobyte = 1024;
  return fmt::format(
      R"({{"persons":{},"settlements":{},"cpu_us":{:.1f},"wall_us":{:.1f},"written":{:.0f},)"
      R"("read":{:.0f},"visit_cpu_us":{:.1f},"rss_mb":{:.0f},"peak_mb":{:.0f}}})",
      scale.persons(), settlements, each(&Used::cpu_us, staged), each(&Used::wall_us, staged),
      each(&Used::written, staged), each(&Used::read, staged), each(&Used::cpu_us, begun),
      FieldOf("/proc/self/status", "VmRSS:") / kKilobyte,
      FieldOf("/proc/self/status", "VmHWM:") / kKilobyte);
}

}  // namespace tongchou::bench
