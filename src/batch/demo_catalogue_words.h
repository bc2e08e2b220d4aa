// The words from which the demo catalogue is made: generic drugs, services and materials with an
// invented typical price. Constant data.
#ifndef TONGCHOU_BATCH_DEMO_CATALOGUE_WORDS_H_
#define TONGCHOU_BATCH_DEMO_CATALOGUE_WORDS_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace tongchou::batch {

struct CatalogueWord {
  std::string_view name;
  char fee_class;            // 'A', 'B' or 'C'
  std::int64_t price_fen;    // of one unit at a hospital of level 1
  std::string_view charge;   // med_chrgitm_type: 01 bed, 02 visit, 03 imaging, 04 laboratory, …
  bool limited_use = false;  // paid only for the stated indication
};

std::span<const CatalogueWord> DrugWords();
std::span<const CatalogueWord> ServiceWords();
std::span<const CatalogueWord> MaterialWords();

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_CATALOGUE_WORDS_H_
