// A small valid pack in memory, for tests that change one thing in it.
#ifndef TONGCHOU_POLICY_PACK_FOR_TEST_H_
#define TONGCHOU_POLICY_PACK_FOR_TEST_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "policy/load.h"

namespace tongchou::policy {

inline constexpr std::string_view kMiniArea = R"(format: 1
pack: mini
title: {zh: 小包, en: mini}
description: {zh: 测试, en: for tests}
area: "990100"
in_force: {from: 2020-01-01}
benefit_year_starts: 01-01
documents:
  rules: {title: {zh: 办法, en: rules}, number: 1号}
account_pays:
  values:
    - {from: 2020-01-01, value: burden, source: {document: rules, article: art. 1}}
)";

inline constexpr std::string_view kMiniParameters = R"(parameters:
  average_wage:
    title: {zh: 平均工资, en: average wage}
    values:
      - {from: 2020-01-01, value: 8000 CNY, source: {document: rules, article: art. 2}}
  card_fee:
    title: {zh: 工本费, en: card fee}
    executed: no
    values:
      - {from: 2020-01-01, value: 15 CNY, source: {document: rules, article: art. 3}}
)";

inline constexpr std::string_view kMiniEmployee = R"(scheme: employee
title: {zh: 职工, en: employees}
categories:
  active: {zh: 在职, en: active}
  retired: {zh: 退休, en: retired}
funds:
  pooled: {zh: 统筹, en: pooled}
  large: {zh: 大额, en: large}
axes:
  level: [1, 2, 3]
  category: [active, retired]
first_self_pay:
  axes: [class]
  values:
    - {from: 2020-01-01, table: {A: 0%, B: 10%}, source: {document: rules, article: art. 4}}
benefits:
  inpatient:
    title: {zh: 住院, en: inpatient}
    settled_on: discharge
    counts_as_stay: yes
    layers:
      pooled:
        title: {zh: 统筹, en: pooled}
        fund: pooled
        axis: eligible
        per: year
        source: {document: rules, article: art. 5}
        deductible:
          per: year
          axes: [level]
          values:
            - from: 2020-01-01
              source: {document: rules, article: art. 6}
              table: {1: 100 CNY, 2: 200 CNY, 3: 10% of average_wage}
        share:
          payer: person
          axes: [band]
          measured_from: zero
          values:
            - from: 2020-01-01
              source: {document: rules, article: art. 7}
              table:
                0 CNY .. 5000 CNY: 25%
                5000 CNY .. 10000 CNY: 20%
                10000 CNY ..: 15%
          adjust:
            - {for: {category: retired}, factor: 70%, source: {document: rules, article: a}}
        cap:
          on: expense
          per: year
          values:
            - {from: 2020-01-01, value: 4 x average_wage, source: {document: rules, article: art 9}}
      large:
        title: {zh: 大额, en: large}
        fund: large
        axis: excess
        per: year
        source: {document: rules, article: art. 10}
        share:
          payer: fund
          values:
            - {from: 2020-01-01, value: 80%, source: {document: rules, article: art. 10}}
        cap:
          on: payment
          per: year
          values:
            - {from: 2020-01-01, value: 70000 CNY, source: {document: rules, article: art. 11}}
)";

inline constexpr std::string_view kMiniExamples = R"(examples:
  - name: one
    title: {zh: 一, en: one}
    scheme: employee
    person: {category: active, birth_date: 1980-01-01}
    encounters:
      - id: level1
        benefit: inpatient
        date: 2020-02-01
        provider_level: 1
        lines: [{class: A, amount: 1100 CNY}]
        expect: {deductible: 100 CNY, funds: {pooled: 750 CNY}}
      - id: level2
        benefit: inpatient
        date: 2020-02-02
        provider_level: 2
        lines: [{class: A, amount: 1 CNY}]
        expect: {total: 1 CNY}
      - id: level3
        benefit: inpatient
        date: 2020-02-03
        provider_level: 3
        lines: [{class: A, amount: 1 CNY}]
        expect: {total: 1 CNY}
)";

// The pack "mini" with its files, sorted.
inline PackSource MiniPack() {
  return {"mini",
          {{"mini/area.yaml", std::string(kMiniArea)},
           {"mini/employee.yaml", std::string(kMiniEmployee)},
           {"mini/examples/one.yaml", std::string(kMiniExamples)},
           {"mini/parameters.yaml", std::string(kMiniParameters)}}};
}

// Replaces the first `from` in `file` of `source`; it must be there.
inline void Edit(PackSource& source, std::string_view file, std::string_view from,
                 std::string_view to) {
  for (PackFile& candidate : source.files) {
    if (candidate.path != "mini/" + std::string(file)) continue;
    const std::size_t at = candidate.bytes.find(from);
    TC_CHECK(at != std::string::npos);
    candidate.bytes.replace(at, from.size(), to);
    return;
  }
  TC_CHECK(false);
}

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_PACK_FOR_TEST_H_
