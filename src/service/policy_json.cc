// PackView and PolicyDiff as JSON: `tongchou policy show --json`, `policy diff --json`.
#include <boost/json.hpp>

#include "service/policy_print.h"

namespace tongchou::service {

namespace {

namespace json = boost::json;

json::object TextJson(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

json::object NamedJson(const NamedView& named) {
  return {{"id", named.id}, {"title", TextJson(named.title)}};
}

json::value ThroughJson(Date through) {
  if (through == kForever) return nullptr;
  return json::value(ToString(through));
}

json::object CitationJson(const CitationView& citation) {
  json::object object{{"document", citation.document},
                      {"article", citation.article},
                      {"title", TextJson(citation.title)},
                      {"assumed", citation.assumed}};
  if (citation.assumed) object["reason"] = TextJson(citation.reason);
  return object;
}

template <typename Items, typename Make>
json::array ArrayOf(const Items& items, Make make) {
  json::array array;
  for (const auto& item : items) array.push_back(make(item));
  return array;
}

json::object CellJson(const CellView& cell) {
  json::object object{
      {"at", ArrayOf(cell.at, [](const std::string& at) { return json::value(at); })},
      {"value", cell.value},
      {"text", TextJson(cell.text)}};
  if (cell.citation) object["citation"] = CitationJson(*cell.citation);
  return object;
}

json::object PeriodJson(const PeriodView& period) {
  return {{"from", ToString(period.from)},
          {"through", ThroughJson(period.through)},
          {"citation", CitationJson(period.citation)},
          {"axes", ArrayOf(period.axes,
                           [](const AxisView& axis) {
                             return json::object{{"id", axis.id},
                                                 {"title", TextJson(axis.title)},
                                                 {"members", ArrayOf(axis.members, NamedJson)}};
                           })},
          {"cells", ArrayOf(period.cells, CellJson)}};
}

std::string_view WordOf(ViewUnit unit) {
  static constexpr std::string_view kUnits[] = {"yuan", "ratio", "count", "text"};
  return kUnits[static_cast<std::size_t>(unit)];
}

json::object ParameterJson(const ParameterView& parameter) {
  json::object object{{"id", parameter.id},
                      {"title", TextJson(parameter.title)},
                      {"unit", WordOf(parameter.unit)},
                      {"executed", parameter.executed},
                      {"periods", ArrayOf(parameter.periods, PeriodJson)}};
  if (!parameter.note.en.empty()) object["note"] = TextJson(parameter.note);
  return object;
}

json::object LayerJson(const LayerView& layer) {
  json::object object{{"layer", NamedJson(layer.layer)},
                      {"fund", NamedJson(layer.fund)},
                      {"axis", layer.axis},
                      {"per", layer.per},
                      {"when", nullptr},
                      {"citation", CitationJson(layer.citation)},
                      {"parameters", ArrayOf(layer.parameters, ParameterJson)}};
  if (layer.when) object["when"] = TextJson(*layer.when);
  return object;
}

json::object BenefitJson(const BenefitView& benefit) {
  return {{"benefit", NamedJson(benefit.benefit)},
          {"settled_on", benefit.settled_on},
          {"parameters", ArrayOf(benefit.parameters, ParameterJson)},
          {"layers", ArrayOf(benefit.layers, LayerJson)}};
}

json::object SchemeJson(const SchemeView& scheme) {
  return {{"scheme", NamedJson(scheme.scheme)},
          {"categories", ArrayOf(scheme.categories, NamedJson)},
          {"funds", ArrayOf(scheme.funds, NamedJson)},
          {"parameters", ArrayOf(scheme.parameters, ParameterJson)},
          {"benefits", ArrayOf(scheme.benefits, BenefitJson)}};
}

json::value ValueJson(const std::optional<ValueView>& value) {
  if (!value) return nullptr;
  return json::object{{"text", TextJson(value->text)},
                      {"value", value->value},
                      {"citation", CitationJson(value->citation)}};
}

json::object ChangeJson(const PolicyChange& change) {
  return {{"id", change.id},
          {"kind", WordOf(change.kind())},
          {"place", ArrayOf(change.place, TextJson)},
          {"at", ArrayOf(change.at, TextJson)},
          {"unit", WordOf(change.unit)},
          {"from", ToString(change.from)},
          {"through", ThroughJson(change.through)},
          {"before", ValueJson(change.before)},
          {"after", ValueJson(change.after)}};
}

json::object SideJson(const PackSummary& pack) {
  return {{"id", pack.id}, {"title", TextJson(pack.title)}, {"digest", pack.digest}};
}

}  // namespace

std::string DiffJson(const PolicyDiff& diff) {
  return json::serialize(json::object{{"before", SideJson(diff.before)},
                                      {"after", SideJson(diff.after)},
                                      {"changes", ArrayOf(diff.changes, ChangeJson)}});
}

std::string PackJson(const PackView& view) {
  const PackSummary& summary = view.summary;
  const json::object object{{"id", summary.id},
                            {"title", TextJson(summary.title)},
                            {"description", TextJson(summary.description)},
                            {"area", summary.area},
                            {"digest", summary.digest},
                            {"from", ToString(summary.from)},
                            {"through", ThroughJson(summary.through)},
                            {"documents", ArrayOf(view.documents, NamedJson)},
                            {"general", ArrayOf(view.general, ParameterJson)},
                            {"schemes", ArrayOf(view.schemes, SchemeJson)},
                            {"examples", ArrayOf(view.examples, [](const ExampleSummary& example) {
                               return json::object{{"name", example.name},
                                                   {"title", TextJson(example.title)},
                                                   {"kind", example.kind},
                                                   {"scheme", example.scheme}};
                             })}};
  return json::serialize(object);
}

}  // namespace tongchou::service
