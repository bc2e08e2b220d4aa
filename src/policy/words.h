// What the axes of tables and their closed members are called: 机构等级 一级 · level, level 1.
// The one table of these names; categories, benefits, layers and funds are named by their pack.
//
// Pure functions; thread-safe.
#ifndef TONGCHOU_POLICY_WORDS_H_
#define TONGCHOU_POLICY_WORDS_H_

#include <string_view>

#include "base/text.h"
#include "policy/plan.h"

namespace tongchou::policy {

// The word of the packs for a dimension of a plan.
struct DimensionWord {
  std::string_view axis;
  DimensionKind kind;
};

// Every dimension, in the order of the factors of a cell key.
inline constexpr DimensionWord kDimensionWords[] = {{"level", DimensionKind::kLevel},
                                                    {"category", DimensionKind::kCategory},
                                                    {"aid", DimensionKind::kAid},
                                                    {"civil_servant", DimensionKind::kCivilServant},
                                                    {"stay", DimensionKind::kStay},
                                                    {"age", DimensionKind::kAge},
                                                    {"years_insured", DimensionKind::kYearsInsured},
                                                    {"referral", DimensionKind::kReferral}};

std::string_view AxisOf(DimensionKind kind);

// The name of an axis as packs write it: "level", "band". An unknown word is its own name.
Text AxisTitle(std::string_view axis);

// The parts of fixed yearly contributions as packs write them, by FixedPart, and the entitled
// groups (their titles: MemberTitle with the axes "part" and "identity").
inline constexpr std::string_view kFixedPartWords[] = {"own",    "civil_affairs", "central",
                                                       "region", "city",          "county"};
inline constexpr std::string_view kIdentityWords[] = {"entitled", "low_income", "destitute",
                                                      "five_guarantee"};

// The name of a member of an axis, as packs write it: ("aid", "none"), ("stay", "2"),
// ("age", "18+"). An unknown one is its own name; so are categories, which the pack names
// (SchemePlan::category_titles).
Text MemberTitle(std::string_view axis, std::string_view member);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_WORDS_H_
