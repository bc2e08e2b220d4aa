#include "batch/demo_catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/random.h"
#include "batch/demo_catalogue_words.h"
#include "batch/demo_streams.h"

namespace tongchou::batch {

namespace {

// One article of a word: what is added to its name, and its price in percent of the word's.
struct Article {
  std::string_view suffix;
  std::int64_t price_percent;
};

constexpr auto kDrugArticles =
    std::to_array<Article>({{"(小包装)", 100}, {"(标准装)", 185}, {"(大包装)", 340}});
constexpr auto kServiceArticles = std::to_array<Article>({{"", 100}});
constexpr auto kMaterialArticles = std::to_array<Article>({{"(国产)", 100}, {"(进口)", 210}});

struct Part {
  std::span<const CatalogueWord> words;
  std::span<const Article> articles;
  char code;  // its first letter
  std::string_view list_type;
  std::array<int, 3> percent;  // price by level
};

settle::FeeClass ClassOf(char letter) {
  if (letter == 'A') return settle::FeeClass::kA;
  return letter == 'B' ? settle::FeeClass::kB : settle::FeeClass::kC;
}

Money Percent(Money amount, std::int64_t percent) {
  return {std::max<std::int64_t>(1, DivideRoundHalfAway(Int128{amount.fen} * percent, 100))};
}

// Ratios of class B items that differ from the pack's default, and ceilings a little below what
// the dearer levels ask.
void SetLimits(Random& random, DemoItem& made) {
  service::CatalogueItem& item = made.item;
  if (item.fee_class == settle::FeeClass::kC) return;
  if (item.fee_class == settle::FeeClass::kB) {
    if (item.limited_use) item.first_ratio = Ratio{random.PerMille(500) ? 200'000 : 300'000};
    if (item.list_type == "301" && random.PerMille(400)) item.first_ratio = Ratio{150'000};
  }
  const unsigned limited = item.list_type == "301" ? 600 : item.list_type == "201" ? 350 : 120;
  if (!random.PerMille(limited)) return;
  for (std::size_t level = 0; level < made.price.size(); ++level) {
    const std::int64_t percent = 104 - 6 * static_cast<std::int64_t>(level) -
                                 random.Between(0, item.list_type == "301" ? 20 : 4);
    item.unit_ceiling[level] = Percent(made.price[level], percent);
  }
}

DemoItem MakeItem(Random random, const Part& part, std::size_t word, std::size_t article,
                  Date from) {
  const CatalogueWord& source = part.words[word];
  const Article& form = part.articles[article];
  DemoItem made;
  made.item.code = fmt::format("{}{:06}A{:03}", part.code, word + 1, article + 1);
  made.item.name = fmt::format("{}{}", source.name, form.suffix);
  made.item.from = from;
  made.item.fee_class = ClassOf(source.fee_class);
  if (part.code == 'C' && article > 0 && source.fee_class == 'A') {
    made.item.fee_class = settle::FeeClass::kB;  // imported materials are never class A
  }
  made.item.limited_use = source.limited_use;
  made.item.list_type = part.list_type;
  made.item.charge_type = source.charge;
  const Money base = Percent({source.price_fen}, form.price_percent);
  for (std::size_t level = 0; level < made.price.size(); ++level) {
    made.price[level] = Percent(base, part.percent[level]);
  }
  SetLimits(random, made);
  return made;
}

}  // namespace

std::vector<DemoItem> MakeCatalogue(std::uint64_t seed, Date from) {
  const Part parts[] = {
      {DrugWords(), kDrugArticles, 'X', "101", {100, 100, 100}},
      {ServiceWords(), kServiceArticles, 'S', "201", {100, 118, 140}},
      {MaterialWords(), kMaterialArticles, 'C', "301", {100, 105, 110}},
  };
  std::vector<DemoItem> items;
  for (const Part& part : parts) {
    for (std::size_t word = 0; word < part.words.size(); ++word) {
      for (std::size_t article = 0; article < part.articles.size(); ++article) {
        const Random random(seed, Stream::kCatalogue, items.size());
        items.push_back(MakeItem(random, part, word, article, from));
      }
    }
  }
  return items;
}

}  // namespace tongchou::batch
