// World: the small region of one seed, as facts: which words its pack has, its providers and its
// catalogue. Clients and auditor know it; it holds no rule of settling.
//
// Plain values; immutable once made.
#ifndef TONGCHOU_SIM_WORLD_H_
#define TONGCHOU_SIM_WORLD_H_

#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "policy/library.h"
#include "store/register_rows.h"

namespace tongchou::sim {

struct LayerWords {
  std::string fund;
  int total_slot = -1;  // of the person's year; -1: nothing of it runs on
};

struct BenefitWords {
  std::string id;
  bool is_stay = false;               // counts as a stay of the year
  bool settled_on_discharge = false;  // else: on the day of the visit
  std::vector<LayerWords> layers;
};

struct SchemeWords {
  std::string id;
  std::vector<std::string> categories, funds;
  std::vector<BenefitWords> benefits;
  std::vector<std::string> total_names;  // by slot

  const BenefitWords* Find(const std::string& benefit) const;
};

struct World {
  std::string pack;
  std::string area;         // six digits
  std::string pack_digest;  // hexadecimal
  Date first_day;           // on which all that is said here holds, as on every later day
  std::vector<SchemeWords> schemes;
  std::vector<store::Provider> providers;  // the last one is a pharmacy
  std::vector<store::CatalogueItem> items;

  const SchemeWords* FindScheme(const std::string& id) const;
  const store::Provider* FindProvider(const std::string& code) const;
  const store::CatalogueItem* FindItem(const std::string& code) const;
  std::int64_t area_number() const;
  // The number in an id of this area and kind ('1' person, '2' visit, '3' settlement); 0: none.
  std::int64_t NumberOf(const std::string& id, char kind) const;
  std::string IdOf(std::int64_t number, char kind) const;
};

// The world of a pack of `library`. The pack must have a scheme with benefits.
World MakeWorld(const policy::Library& library, const std::string& pack);

// The packs that a world can be made of.
std::vector<std::string> PacksWithBenefits(const policy::Library& library);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_WORLD_H_
