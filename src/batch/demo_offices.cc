#include "batch/demo_offices.h"

#include <algorithm>
#include <set>

#include "base/random.h"
#include "batch/demo_names.h"
#include "batch/demo_streams.h"

namespace tongchou::batch {

namespace {

using Offices = std::vector<service::Organisation>;

int LevelOf(const std::string& path) { return 1 + static_cast<int>(std::ranges::count(path, '/')); }

// The path of the office above; a path at the top is its own.
std::string Above(const std::string& path) { return path.substr(0, path.rfind('/')); }

// What has nothing below it.
std::vector<std::string> Lowest(const Offices& offices) {
  std::set<std::string> above;
  for (const service::Organisation& office : offices) {
    if (LevelOf(office.path) > 1) above.insert(Above(office.path));
  }
  std::vector<std::string> paths;
  for (const service::Organisation& office : offices) {
    if (!above.contains(office.path)) paths.push_back(office.path);
  }
  return paths;
}

}  // namespace

std::string FirstOfficeOf(const Offices& offices, int level) {
  const auto found = std::ranges::find_if(
      offices, [&](const service::Organisation& office) { return LevelOf(office.path) == level; });
  return found == offices.end() ? std::string() : found->path;
}

void GiveOffices(std::uint64_t seed, const Offices& offices, std::vector<DemoEmployer>& employers,
                 std::vector<DemoPerson>& people) {
  if (offices.empty()) return;
  const std::vector<std::string> villages = Lowest(offices);
  std::set<std::string> above;
  for (const std::string& village : villages) above.insert(Above(village));
  const std::vector<std::string> townships(above.begin(), above.end());
  for (std::size_t i = 0; i < employers.size(); ++i) {
    Random random(seed, Stream::kEmployerOffices, i);
    employers[i].employer.organisation = townships[random.Below(townships.size())];
  }
  std::string family, village;
  for (std::size_t i = 0; i < people.size(); ++i) {
    service::NewPerson& person = people[i].person;
    const std::string surname = SurnameOf(person.name);
    if (village.empty() || surname.empty() || surname != family) {
      Random random(seed, Stream::kVillages, i);
      village = villages[random.Below(villages.size())];
    }
    family = surname;
    const bool employed = !person.coverage.back().employer.empty();
    person.organisation = employed ? employers[people[i].employer].employer.organisation : village;
  }
}

}  // namespace tongchou::batch
