#include "batch/demo_places.h"

#include <fmt/format.h>

#include <array>

#include "base/credit_code.h"
#include "base/random.h"
#include "batch/demo_names.h"
#include "batch/demo_streams.h"

namespace tongchou::batch {

namespace {

constexpr int kOffices = 24;
constexpr int kInstitutions = 36;
constexpr int kEnterprises = 240;
constexpr int kPharmacies = 20;
constexpr std::array<int, 3> kHospitals = {17, 9, 4};  // by level

// Many small ones, few large ones.
unsigned Weight(Random& random) {
  constexpr std::array<unsigned, 4> kClasses = {60, 25, 12, 3};
  constexpr std::array<unsigned, 4> kSizes = {4, 15, 60, 250};
  return kSizes[random.Weighted(kClasses)] + static_cast<unsigned>(random.Below(4));
}

// What the file of the `number`th employer says beside its name.
void FillFile(std::string_view kind, std::size_t number, service::Employer& employer) {
  const std::string_view registrar = kind == "enterprise"  ? "91"
                                     : kind == kGovernment ? "11"
                                                           : "12";
  employer.credit_code = fmt::format("{}990100MA5{:06}", registrar, number);
  employer.credit_code += CreditCheckCharacter(employer.credit_code);
  employer.address = fmt::format("示范市示范路{}号", number);
  employer.documents = "统一社会信用代码证书、银行开户许可证";
}

}  // namespace

std::vector<DemoEmployer> MakeEmployers(std::uint64_t seed) {
  struct Group {
    std::string_view kind;
    int count;
  };
  constexpr std::array<Group, 3> kGroups = {
      {{kGovernment, kOffices}, {"institution", kInstitutions}, {"enterprise", kEnterprises}}};
  std::vector<DemoEmployer> employers;
  for (const Group& group : kGroups) {
    for (int i = 0; i < group.count; ++i) {
      Random random(seed, Stream::kEmployers, employers.size());
      DemoEmployer made;
      made.employer.code = fmt::format("E{:05}", employers.size() + 1);
      made.employer.name = EmployerName(random, group.kind, i);
      made.employer.unit_kind = group.kind;
      FillFile(group.kind, employers.size() + 1, made.employer);
      made.weight = Weight(random);
      made.in_arrears = group.kind == "enterprise" && (i == 41 || i == 137);
      employers.push_back(std::move(made));
    }
  }
  return employers;
}

std::vector<service::Provider> MakeProviders(std::string_view area) {
  std::vector<service::Provider> providers;
  int number = 0;
  for (int level = 3; level >= 1; --level) {
    for (int i = 0; i < kHospitals[static_cast<std::size_t>(level - 1)]; ++i) {
      providers.push_back({fmt::format("H{}{:05}", area, ++number), HospitalName(level, i),
                           service::ProviderKind::kHospital, level});
    }
  }
  number = 0;
  for (int i = 0; i < kPharmacies; ++i) {
    providers.push_back({fmt::format("P{}{:05}", area, ++number), PharmacyName(i),
                         service::ProviderKind::kPharmacy, 1});
  }
  return providers;
}

}  // namespace tongchou::batch
