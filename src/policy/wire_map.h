// WireMap: how a pack's own words are written on the national interface. Dictionaries are local
// policy data, so they stand in the pack (interface.yaml), not in the program.
//
// A value; thread-safe as any value is.
#ifndef TONGCHOU_POLICY_WIRE_MAP_H_
#define TONGCHOU_POLICY_WIRE_MAP_H_

#include <string>
#include <vector>

namespace tongchou::policy {

// One pair of a code on the wire and a word of the pack.
struct WirePair {
  std::string wire;
  std::string word;
};

struct WireFund {
  std::string scheme, fund;    // the pack's words
  std::string setlinfo_field;  // "hifp_pay", "hifmi_pay", …
  std::string fund_pay_type;   // "310100", …
  std::string name;            // as printed on the bill
};

struct WireMap {
  std::vector<WirePair> insutype_to_scheme;    // 310 -> employee
  std::vector<WirePair> psn_type_to_category;  // 11 -> active; the first pair of a word is sent out
  std::vector<WirePair> med_type_to_benefit;   // 2101 -> inpatient
  std::vector<WirePair> aid_to_identity;       // low_income -> psn_idet_type
  std::vector<WirePair> clr_type_of_benefit;   // 21 -> inpatient
  std::vector<WireFund> funds;
};

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_WIRE_MAP_H_
