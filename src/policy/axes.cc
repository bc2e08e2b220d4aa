// Axes and conditions: the closed lists that tables are written over.
#include <algorithm>
#include <charconv>

#include "policy/parameter_reader.h"

namespace tongchou::policy {

namespace {

using Words = std::vector<std::string>;

// The members that an axis of this name has, when they are the same in every pack.
std::optional<Words> FixedMembers(std::string_view axis, std::span<const Named> categories) {
  if (axis == "level") return Words{"1", "2", "3"};
  if (axis == "aid") return Words{"none", "low_income", "destitute"};
  if (axis == "civil_servant") return Words{"no", "yes"};
  if (axis == "referral") return Words{"none", "referred", "unreferred"};
  if (axis == "category") {
    Words ids;
    for (const Named& category : categories) ids.push_back(category.id);
    return ids;
  }
  return std::nullopt;
}

std::string Join(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::optional<int> TakeInt(std::string_view& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || value < 0 || value > 200) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

// "0-12" or "13+": its lower edge; `next` is where the following one must begin (-1: none may).
std::optional<int> ReadClass(std::string_view text, int* next) {
  const std::optional<int> lower = TakeInt(text);
  if (!lower) return std::nullopt;
  if (text == "+") {
    *next = -1;
    return lower;
  }
  if (text.empty() || text.front() != '-') return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> upper = TakeInt(text);
  if (!upper || !text.empty() || *upper < *lower) return std::nullopt;
  *next = *upper + 1;
  return lower;
}

// Classes of ages or years: contiguous from 0, the last one open.
void CheckClasses(AxisRule& axis, const Node& list, Findings& findings) {
  int expected = 0;
  for (std::size_t i = 0; i < axis.members.size(); ++i) {
    int next = 0;
    const std::optional<int> lower = ReadClass(axis.members[i], &next);
    if (!lower || expected < 0 || *lower != expected) {
      const std::string shown = Shown(axis.members[i]);
      findings.Add(FindingCode::kE14, list.items[i].place,
                   {"“" + shown + "”与前一级不衔接或写法不对",
                    "`" + shown + "` does not follow on or is miswritten"},
                   {"如 [0-12, 13-17, 18+]：从 0 起，首尾相接，最后一级写“+”",
                    "for example [0-12, 13-17, 18+]: from 0, without gaps, the last one with `+`"});
      return;
    }
    axis.lower_edges.push_back(*lower);
    expected = next;
  }
  if (expected >= 0) {
    findings.Add(FindingCode::kE14, list.place, {"最后一级没有写“+”", "the last class is not open"},
                 {"最后一级写成“18+”这样的形式", "write the last one like `18+`"});
  }
}

// Ordinals of stays: 1, 2, … n+.
void CheckOrdinals(const AxisRule& axis, const Node& list, Findings& findings) {
  for (std::size_t i = 0; i < axis.members.size(); ++i) {
    const bool last = i + 1 == axis.members.size();
    const std::string expected = std::to_string(i + 1) + (last ? "+" : "");
    if (axis.members[i] == expected) continue;
    findings.Add(FindingCode::kE14, list.items[i].place,
                 {"这里应为“" + expected + "”", "`" + expected + "` is expected here"},
                 {"如 [1, 2, 3+]", "for example [1, 2, 3+]"});
  }
}

AxisRule ReadAxis(const Entry& entry, std::span<const Named> categories, Findings& findings) {
  AxisRule axis;
  axis.id = entry.key.text;
  axis.place = entry.key.place;
  const Node& list = entry.value;
  if (!list.is_list() || list.items.empty()) {
    findings.Add(FindingCode::kE10, list.place,
                 {"这里需要成员列表", "a list of members is needed here"});
    return axis;
  }
  for (const Node& item : list.items) {
    axis.members.push_back(ReadScalar(item, findings).value_or(""));
  }
  const std::optional<Words> fixed = FixedMembers(axis.id, categories);
  if (fixed && axis.members != *fixed) {
    findings.Add(FindingCode::kE17, list.place,
                 {"维度 " + axis.id + " 的成员应为 " + Join(*fixed),
                  "the members of `" + axis.id + "` are " + Join(*fixed)},
                 {"按此次序写全", "write all of them, in this order"});
    axis.members = *fixed;
  } else if (axis.id == "age" || axis.id == "years_insured") {
    CheckClasses(axis, list, findings);
  } else if (axis.id == "stay") {
    CheckOrdinals(axis, list, findings);
  } else if (!fixed) {
    findings.Add(
        FindingCode::kE14, axis.place,
        {"没有名为“" + Shown(axis.id) + "”的维度",
         "an axis cannot be called `" + Shown(axis.id) + "`"},
        {"维度只有 level、category、aid、civil_servant、stay、age、years_insured、referral",
         "the axes are level, category, aid, civil_servant, stay, age, years_insured, "
         "referral"});
  }
  return axis;
}

}  // namespace

const AxisRule* FindAxis(std::span<const AxisRule> axes, std::string_view id) {
  const auto found =
      std::find_if(axes.begin(), axes.end(), [&](const AxisRule& axis) { return axis.id == id; });
  return found == axes.end() ? nullptr : &*found;
}

std::vector<AxisRule> ReadAxes(const Node& node, std::span<const Named> categories,
                               Findings& findings) {
  MapReader reader(node, findings);
  std::vector<AxisRule> axes;
  for (const Entry& entry : node.entries) axes.push_back(ReadAxis(entry, categories, findings));
  return axes;
}

Condition ReadCondition(const Node& node, std::span<const AxisRule> axes, Findings& findings) {
  MapReader reader(node, findings);
  Condition condition;
  for (const Entry& entry : node.entries) {
    const AxisRule* axis = FindAxis(axes, entry.key.text);
    if (axis == nullptr) {
      const std::string shown = Shown(entry.key.text);
      findings.Add(FindingCode::kE14, entry.key.place,
                   {"没有维度“" + shown + "”", "there is no axis `" + shown + "`"});
      continue;
    }
    Clause clause{axis->id, {}};
    const std::span<const Node> written = entry.value.is_list()
                                              ? std::span<const Node>(entry.value.items)
                                              : std::span<const Node>(&entry.value, 1);
    for (const Node& item : written) {
      const std::string member = ReadScalar(item, findings).value_or("");
      if (std::find(axis->members.begin(), axis->members.end(), member) == axis->members.end()) {
        findings.Add(FindingCode::kE18, item.place,
                     {"维度 " + axis->id + " 没有成员“" + Shown(member) + "”",
                      "axis `" + axis->id + "` has no member `" + Shown(member) + "`"});
        continue;
      }
      clause.members.push_back(member);
    }
    condition.push_back(std::move(clause));
  }
  return condition;
}

std::vector<std::string> MembersUnder(const AxisRule& axis, const Condition& when) {
  for (const Clause& clause : when) {
    if (clause.axis != axis.id) continue;
    std::vector<std::string> members;
    for (const std::string& member : axis.members) {
      if (std::find(clause.members.begin(), clause.members.end(), member) != clause.members.end()) {
        members.push_back(member);
      }
    }
    return members;
  }
  return axis.members;
}

}  // namespace tongchou::policy
