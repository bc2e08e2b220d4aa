#include "service/policy_diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "service/policy_print.h"

namespace tongchou::service {

namespace {

// A value and the days on which it holds.
struct Spell {
  Date from, through;
  ValueView value;
};

// One value of a pack over time: a cell of a table, or a property of a layer.
struct Track {
  std::string id;
  std::vector<Text> place, at = {};
  ViewUnit unit = ViewUnit::kText;
  bool manner = false;             // says how other values are measured: nothing by itself
  std::vector<Spell> spells = {};  // by time
};

// The tracks of a pack in its order, found by what they stand for.
class Tracks {
 public:
  explicit Tracks(const PackView& view) : days_{view.summary.from, view.summary.through} {
    AddParameters("area", {{"统筹区", "area"}}, view.general, {});
    for (const SchemeView& scheme : view.schemes) AddScheme(scheme);
  }

  const std::vector<Track>& all() const { return tracks_; }
  const Track* Find(const std::string& key) const {
    const auto found = index_.find(key);
    return found == index_.end() ? nullptr : &tracks_[found->second];
  }

  // What a track stands for: the parameter and the member of each axis.
  static std::string KeyOf(const std::string& id, const std::vector<std::string>& at) {
    std::string key = id;
    for (const std::string& member : at) key += "\n" + member;
    return key;
  }
  const std::string& KeyOf(std::size_t track) const { return keys_[track]; }

 private:
  using Place = std::vector<Text>;

  static Place Below(Place place, const Text& title) {
    place.push_back(title);
    return place;
  }

  void AddScheme(const SchemeView& view) {
    const Place place{view.scheme.title};
    AddParameters(view.scheme.id, place, view.parameters, {});
    for (const BenefitView& benefit : view.benefits) {
      const std::string id = view.scheme.id + "/" + benefit.benefit.id;
      const Place inside = Below(place, benefit.benefit.title);
      AddParameters(id, inside, benefit.parameters, {});
      for (const LayerView& layer : benefit.layers) AddLayer(id, inside, layer);
    }
  }

  void AddLayer(const std::string& above, const Place& place, const LayerView& view) {
    const std::string id = above + "/" + view.layer.id;
    const Place inside = Below(place, view.layer.title);
    const Text whom = view.when.value_or(Text{"所有人", "everybody"});
    const Text rule{view.fund.title.zh + "，" + whom.zh, view.fund.title.en + ", " + whom.en};
    AddSpell({id, Below(inside, {"由谁支付、适用于谁", "who pays, for whom"})}, {},
             {days_.from, days_.through, {rule, {}, view.citation}});
    AddManner(id, inside, view.manner, view.citation);
    AddParameters(id, inside, view.parameters, view.citation);
  }

  void AddManner(const std::string& id, const Place& place, const Text& manner,
                 const CitationView& citation) {
    Track track{id + "/manner", Below(place, {"怎样计算", "how it is measured"})};
    track.manner = true;
    AddSpell(std::move(track), {}, {days_.from, days_.through, {manner, {}, citation}});
  }

  // `citation`: of the rule that the parameters belong to.
  void AddParameters(const std::string& above, const Place& place,
                     const std::vector<ParameterView>& parameters, const CitationView& citation) {
    for (const ParameterView& parameter : parameters) {
      const Place inside = Below(place, parameter.title);
      AddManner(above + "/" + parameter.id, inside, parameter.title, citation);
      for (const PeriodView& period : parameter.periods) {
        for (const CellView& cell : period.cells) {
          AddSpell({above + "/" + parameter.id, inside, NamesOf(period, cell), parameter.unit},
                   cell.at,
                   {period.from,
                    period.through,
                    {cell.text, cell.value, cell.citation.value_or(period.citation)}});
        }
      }
    }
  }

  static std::vector<Text> NamesOf(const PeriodView& period, const CellView& cell) {
    std::vector<Text> names;
    for (std::size_t i = 0; i < cell.at.size(); ++i) {
      const std::vector<NamedView>& members = period.axes[i].members;
      const auto found = std::find_if(members.begin(), members.end(),
                                      [&](const NamedView& one) { return one.id == cell.at[i]; });
      names.push_back(found == members.end() ? Text{cell.at[i], cell.at[i]} : found->title);
    }
    return names;
  }

  // Adds a spell to the track of `wanted` at the members `at`, which begins with it.
  void AddSpell(Track wanted, const std::vector<std::string>& at, Spell spell) {
    std::string key = KeyOf(wanted.id, at);
    const auto [found, added] = index_.try_emplace(key, tracks_.size());
    if (added) {
      tracks_.push_back(std::move(wanted));
      keys_.push_back(std::move(key));
    }
    tracks_[found->second].spells.push_back(std::move(spell));
  }

  DateRange days_;
  std::vector<Track> tracks_;
  std::vector<std::string> keys_;
  std::map<std::string, std::size_t> index_;
};

bool SameClause(const CitationView& a, const CitationView& b) {
  return a.document == b.document && a.article == b.article && a.assumed == b.assumed &&
         a.reason == b.reason && a.title == b.title;
}

bool SameValue(const ValueView& a, const ValueView& b) {
  return a.text == b.text && a.value == b.value;
}

bool Same(const std::optional<ValueView>& a, const std::optional<ValueView>& b) {
  if (!a || !b) return !a && !b;
  return SameValue(*a, *b) && SameClause(a->citation, b->citation);
}

std::optional<ValueView> On(const Track* track, Date day) {
  if (track == nullptr) return std::nullopt;
  for (const Spell& spell : track->spells) {
    if (spell.from <= day && day <= spell.through) return spell.value;
  }
  return std::nullopt;
}

// Adds the differences of one value: `before` or `after` may be nullptr.
void Compare(const Track* before, const Track* after, std::vector<PolicyChange>& changes) {
  const Track& shown = after != nullptr ? *after : *before;
  if (shown.manner && (before == nullptr || after == nullptr)) return;
  std::set<Date> edges;  // days on which something may begin to differ
  for (const Track* track : {before, after}) {
    if (track == nullptr) continue;
    for (const Spell& spell : track->spells) {
      edges.insert(spell.from);
      if (spell.through != kForever) edges.insert(spell.through.PlusDays(1));
    }
  }
  const std::size_t first = changes.size();
  for (auto edge = edges.begin(); edge != edges.end(); ++edge) {
    const auto next = std::next(edge);
    const Date through = next == edges.end() ? kForever : next->PlusDays(-1);
    std::optional<ValueView> was = On(before, *edge), is = On(after, *edge);
    if (Same(was, is)) continue;
    if (changes.size() > first) {
      PolicyChange& last = changes.back();
      const bool goes_on = last.through != kForever && last.through.PlusDays(1) == *edge;
      if (goes_on && Same(last.before, was) && Same(last.after, is)) {
        last.through = through;
        continue;
      }
    }
    changes.push_back({shown.id, shown.place, shown.at, shown.unit, *edge, through, std::move(was),
                       std::move(is)});
  }
}

}  // namespace

std::string_view WordOf(ChangeKind kind) {
  static constexpr std::string_view kWords[] = {"added", "removed", "value", "clause"};
  return kWords[static_cast<std::size_t>(kind)];
}

Text TitleOf(ChangeKind kind) {
  static const Text kTitles[] = {{"新增", "added"},
                                 {"取消", "removed"},
                                 {"改值", "another value"},
                                 {"改依据", "another clause"}};
  return kTitles[static_cast<std::size_t>(kind)];
}

ChangeKind PolicyChange::kind() const {
  if (!before) return ChangeKind::kAdded;
  if (!after) return ChangeKind::kRemoved;
  return SameValue(*before, *after) ? ChangeKind::kClause : ChangeKind::kValue;
}

PolicyDiff DiffPacks(const PackView& before, const PackView& after) {
  const Tracks was(before), is(after);
  PolicyDiff diff{before.summary, after.summary, {}};
  for (std::size_t i = 0; i < is.all().size(); ++i) {
    Compare(was.Find(is.KeyOf(i)), &is.all()[i], diff.changes);
  }
  for (std::size_t i = 0; i < was.all().size(); ++i) {
    if (is.Find(was.KeyOf(i)) == nullptr) Compare(&was.all()[i], nullptr, diff.changes);
  }
  return diff;
}

}  // namespace tongchou::service
