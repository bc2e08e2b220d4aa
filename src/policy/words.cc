#include "policy/words.h"

#include <string>

#include "base/check.h"

namespace tongchou::policy {

namespace {

struct Row {
  std::string_view axis, id, zh, en;  // axis: empty for the name of an axis
};

constexpr Row kTitles[] = {
    {"", "level", "机构等级", "provider level"},
    {"", "category", "人员类别", "category"},
    {"", "aid", "救助身份", "aid"},
    {"", "civil_servant", "公务员身份", "civil-servant status"},
    {"", "stay", "年内第几次住院", "stay of the year"},
    {"", "age", "年龄", "age"},
    {"", "years_insured", "参保年限", "years insured"},
    {"", "referral", "转诊", "referral"},
    {"", "class", "费用类别", "class"},
    {"", "band", "分段", "band"},
    {"level", "1", "一级", "level 1"},
    {"level", "2", "二级", "level 2"},
    {"level", "3", "三级", "level 3"},
    {"aid", "none", "非救助对象", "no aid"},
    {"aid", "low_income", "低保对象", "low income"},
    {"aid", "destitute", "特困人员", "destitute"},
    {"part", "own", "个人缴费", "own part"},
    {"part", "civil_affairs", "民政资助", "paid by civil affairs"},
    {"part", "central", "中央财政补助", "central subsidy"},
    {"part", "region", "自治区（省）财政补助", "regional subsidy"},
    {"part", "city", "市级财政补助", "city subsidy"},
    {"part", "county", "县级财政补助", "county subsidy"},
    {"identity", "entitled", "重点优抚对象", "entitled (veterans and dependants)"},
    {"identity", "low_income", "低保对象", "low income"},
    {"identity", "destitute", "特困人员", "destitute"},
    {"identity", "five_guarantee", "五保对象", "five guarantees"},
    {"civil_servant", "no", "非公务员", "no civil servant"},
    {"civil_servant", "yes", "公务员", "civil servant"},
    {"referral", "none", "本地就医", "in the area"},
    {"referral", "referred", "转诊外出", "away, referred"},
    {"referral", "unreferred", "未转诊外出", "away, not referred"},
    {"class", "A", "甲类", "class A"},
    {"class", "B", "乙类", "class B"},
    {"class", "C", "丙类", "class C"},
};

Text TitleOf(std::string_view axis, std::string_view id) {
  for (const Row& row : kTitles) {
    if (row.axis == axis && row.id == id) return {std::string(row.zh), std::string(row.en)};
  }
  return {std::string(id), std::string(id)};
}

}  // namespace

std::string_view AxisOf(DimensionKind kind) {
  for (const DimensionWord& word : kDimensionWords) {
    if (word.kind == kind) return word.axis;
  }
  TC_CHECK(!"every dimension has a word");
  return {};
}

Text AxisTitle(std::string_view axis) { return TitleOf({}, axis); }

Text MemberTitle(std::string_view axis, std::string_view member) {
  const std::string text(member);
  if (axis == "age") return {text + " 岁", text};
  if (axis == "years_insured") return {text + " 年", text};
  if (axis == "stay") return {"第 " + text + " 次", "no. " + text};
  return TitleOf(axis, member);
}

}  // namespace tongchou::policy
