// Runs a fuzz target without libFuzzer: every file of the corpus folder, then a fixed number of
// mutations of them from a fixed seed. A target that aborts fails the test; under the sanitizer
// build this is where memory errors show on hostile input.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kMutations = 4000;
constexpr std::size_t kMaxBytes = 16 * 1024;

std::vector<std::string> ReadCorpus(const char* folder) {
  std::vector<std::string> inputs = {""};
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    std::ifstream file(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

// One to eight small changes: a byte set, a piece removed, a piece doubled, or two inputs spliced.
std::string Mutate(const std::vector<std::string>& inputs, std::mt19937_64& random) {
  std::string text = inputs[random() % inputs.size()].substr(0, kMaxBytes);
  for (auto changes = 1 + random() % 8; changes > 0; --changes) {
    const std::size_t at = text.empty() ? 0 : random() % text.size();
    const std::size_t length = 1 + random() % 16;
    switch (random() % 4) {
      case 0:
        if (!text.empty()) text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(at, length));
        break;
      default:
        text = text.substr(0, at) + inputs[random() % inputs.size()].substr(0, kMaxBytes);
    }
  }
  return text;
}

void RunOne(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER\n", argv[0]);
    return 2;
  }
  const std::vector<std::string> inputs = ReadCorpus(argv[1]);
  for (const std::string& text : inputs) RunOne(text);
  std::mt19937_64 random(20260101);
  for (int i = 0; i < kMutations; ++i) RunOne(Mutate(inputs, random));
  std::printf("%zu inputs, %d mutations\n", inputs.size(), kMutations);
  return 0;
}
