#include "service/policy_commands.h"

#include <algorithm>
#include <boost/json.hpp>
#include <istream>
#include <iterator>
#include <ostream>

#include "policy/load.h"
#include "service/policy_coverage.h"
#include "service/policy_diff.h"
#include "service/policy_examples.h"
#include "service/policy_print.h"
#include "service/policy_view.h"
#include "service/settle_case_json.h"

namespace tongchou::service {

namespace {

constexpr std::size_t kMaxCaseBytes = 1 << 20;

bool IsWanted(const std::vector<std::string>& names, const std::string& id) {
  return names.empty() || std::find(names.begin(), names.end(), id) != names.end();
}

// Names that no pack has; they are reported and make the command fail.
template <typename Packs>
bool AllKnown(const std::vector<std::string>& names, const Packs& packs, Language language,
              std::ostream& err) {
  bool known = true;
  for (const std::string& name : names) {
    const bool found =
        std::any_of(packs.begin(), packs.end(), [&](const auto& pack) { return pack.id == name; });
    if (found) continue;
    err << Say({"没有政策包 " + name, "there is no pack " + name}, language) << "\n";
    known = false;
  }
  return known;
}

void PrintError(const Error& error, Language language, std::ostream& err) {
  err << Say({error.Chinese(), error.English()}, language);
  if (!error.where.empty()) err << " (" << error.where << ")";
  err << "\n";
}

// The packs below `folder`, or nothing after saying why.
std::shared_ptr<const policy::Library> LoadLibrary(const std::string& folder, Language language,
                                                   std::ostream& err) {
  Result<std::shared_ptr<const policy::Library>> library = policy::Library::Load(folder);
  if (library.ok()) return *library;
  PrintError(library.error(), language, err);
  return nullptr;
}

const policy::Pack* FindPack(const policy::Library& library, const std::string& id,
                             Language language, std::ostream& err) {
  const policy::Pack* pack = library.Find(id);
  if (pack == nullptr) {
    err << Say({"没有政策包 " + id, "there is no pack " + id}, language) << "\n";
  }
  return pack;
}

// The case on standard input; a missing id or policy is filled in.
Result<SettleCase> ReadCase(const std::string& pack, std::istream& in) {
  std::string text(kMaxCaseBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kMaxCaseBytes) return ErrorCode::kBadCase;
  boost::system::error_code failed;
  boost::json::value value = boost::json::parse(text, failed);
  if (failed || !value.is_object()) return ErrorCode::kBadCase;
  boost::json::object& object = value.as_object();
  object["policy"] = pack;
  if (!object.contains("id")) object["id"] = "case";
  return ParseSettleCase(boost::json::serialize(object));
}

}  // namespace

int CheckPacks(const std::string& folder, const std::vector<std::string>& names, Language language,
               const Streams& streams) {
  const Result<std::vector<policy::PackSource>> sources = policy::ReadPackFolders(folder);
  if (!sources.ok()) {
    PrintError(sources.error(), language, streams.err);
    return 1;
  }
  bool good = AllKnown(names, *sources, language, streams.err);
  for (const policy::PackSource& source : *sources) {
    if (!IsWanted(names, source.id)) continue;
    policy::LoadedPack loaded = policy::LoadPack(source);
    if (loaded.error_count == 0) {
      for (policy::Finding& finding : UnreachedBands(loaded.pack, source)) {
        loaded.findings.push_back(std::move(finding));
      }
    }
    for (const policy::Finding& finding : loaded.findings) {
      streams.out << Render(finding, language) << "\n";
    }
    const auto warnings = static_cast<int>(loaded.findings.size()) - loaded.error_count;
    streams.out << source.id << ": "
                << Say({std::to_string(loaded.error_count) + " 个错误，" +
                            std::to_string(warnings) + " 个警告",
                        std::to_string(loaded.error_count) + " errors, " +
                            std::to_string(warnings) + " warnings"},
                       language)
                << "\n";
    good &= loaded.error_count == 0;
  }
  return good ? 0 : 1;
}

int TestPacks(const std::string& folder, const std::vector<std::string>& names, Language language,
              const Streams& streams) {
  const auto library = LoadLibrary(folder, language, streams.err);
  if (library == nullptr) return 1;
  bool good = AllKnown(names, library->packs(), language, streams.err);
  int passed = 0;
  int failed = 0;
  for (const policy::Pack& pack : library->packs()) {
    if (!IsWanted(names, pack.id)) continue;
    for (const ExampleRun& run : RunExamples(*library, pack)) {
      ++(run.passed ? passed : failed);
      if (!run.passed) streams.out << PrintDifferences(pack, run, language);
    }
  }
  good &= failed == 0;
  streams.out << Say({std::to_string(passed) + " 个示例通过，" + std::to_string(failed) + " 个不符",
                      std::to_string(passed) + " examples pass, " + std::to_string(failed) +
                          " differ"},
                     language)
              << "\n";
  return good ? 0 : 1;
}

int ShowPack(const std::string& folder, const ShowOptions& options, const Streams& streams) {
  const auto library = LoadLibrary(folder, options.language, streams.err);
  if (library == nullptr) return 1;
  const policy::Pack* pack = FindPack(*library, options.pack, options.language, streams.err);
  if (pack == nullptr) return 1;
  const PackView view = ViewPack(*pack, options.on);
  streams.out << (options.json ? PackJson(view) + "\n" : PrintPack(view, options.language));
  return 0;
}

int DiffPackFiles(const std::string& folder, const DiffOptions& options, const Streams& streams) {
  const Language language = options.language;
  const auto first = LoadLibrary(folder, language, streams.err);
  if (first == nullptr) return 2;
  const auto second = options.after_folder.empty()
                          ? first
                          : LoadLibrary(options.after_folder, language, streams.err);
  if (second == nullptr) return 2;
  const policy::Pack* before = FindPack(*first, options.before, language, streams.err);
  const policy::Pack* after = FindPack(*second, options.after, language, streams.err);
  if (before == nullptr || after == nullptr) return 2;
  const PolicyDiff diff = DiffPacks(ViewPack(*before), ViewPack(*after));
  streams.out << (options.json ? DiffJson(diff) + "\n" : PrintDiff(diff, language));
  return diff.changes.empty() ? 0 : 1;
}

int ExplainPackCase(const std::string& folder, const std::string& pack_id,
                    const std::string& example, Language language, const Streams& streams) {
  const auto library = LoadLibrary(folder, language, streams.err);
  if (library == nullptr) return 1;
  const policy::Pack* pack = FindPack(*library, pack_id, language, streams.err);
  if (pack == nullptr) return 1;
  if (!example.empty()) {
    const Result<ExampleRun> run = RunExample(*library, *pack, example);
    if (!run.ok()) {
      PrintError(run.error(), language, streams.err);
      return 1;
    }
    streams.out << PrintDifferences(*pack, *run, language);
    streams.out << PrintExplanations(run->results, language);
    return run->passed ? 0 : 1;
  }
  const Result<SettleCase> settle_case = ReadCase(pack_id, streams.in);
  if (!settle_case.ok()) {
    PrintError(settle_case.error(), language, streams.err);
    return 2;
  }
  streams.out << PrintExplanations(ExplainCase(*pack, *settle_case), language);
  return 0;
}

}  // namespace tongchou::service
