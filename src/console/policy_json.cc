#include "console/policy_json.h"

#include <string>
#include <utility>
#include <vector>

#include "service/policy_draft_json.h"
#include "service/policy_tables.h"

namespace tongchou::console {

namespace {

json::object Named(const service::NamedView& view) { return NamedJson(view.id, view.title); }

json::array NamedList(const std::vector<service::NamedView>& views) {
  json::array list;
  for (const service::NamedView& view : views) list.push_back(Named(view));
  return list;
}

json::object CitationJson(const service::CitationView& citation) {
  json::object made;
  made["document"] = StringOrNull(citation.document);
  made["article"] = StringOrNull(citation.article);
  made["title"] = StringOrNull(citation.title.zh);
  made["title_en"] = StringOrNull(citation.title.en);
  made["assumed"] = citation.assumed;
  made["reason"] = nullptr;
  if (citation.reason != Text{}) made["reason"] = TextJson(citation.reason);
  return made;
}

json::object CellJson(const service::CellView& cell) {
  json::array at;
  for (const std::string& member : cell.at) at.emplace_back(member);
  json::object made{{"at", std::move(at)}, {"value", StringOrNull(cell.value)}};
  if (cell.text != Text{}) made["text"] = TextJson(cell.text);
  if (!cell.written.empty()) made["written"] = cell.written;
  if (cell.citation) made["citation"] = CitationJson(*cell.citation);
  return made;
}

json::object PeriodJson(const service::PeriodView& period) {
  json::array axes, cells;
  for (const service::AxisView& axis : period.axes) {
    axes.push_back(json::object{
        {"id", axis.id}, {"name", TextJson(axis.title)}, {"members", NamedList(axis.members)}});
  }
  for (const service::CellView& cell : period.cells) cells.push_back(CellJson(cell));
  return {{"from", DateJson(period.from)},
          {"through", EndJson(period.through)},
          {"citation", CitationJson(period.citation)},
          {"axes", std::move(axes)},
          {"cells", std::move(cells)}};
}

std::string_view WordOf(service::ViewUnit unit) {
  static constexpr std::string_view kUnits[] = {"yuan", "ratio", "count", "text"};
  return kUnits[static_cast<std::size_t>(unit)];
}

json::object ParameterJson(const service::ParameterView& parameter) {
  json::array periods;
  for (const service::PeriodView& period : parameter.periods) {
    periods.push_back(PeriodJson(period));
  }
  json::object row;
  row["id"] = parameter.id;
  row["name"] = TextJson(parameter.title);
  row["unit"] = WordOf(parameter.unit);
  row["executed"] = parameter.executed;
  if (parameter.note != Text{}) row["note"] = TextJson(parameter.note);
  row["periods"] = std::move(periods);
  return row;
}

json::array ParametersJson(const std::vector<service::ParameterView>& parameters) {
  json::array made;
  for (const service::ParameterView& parameter : parameters) {
    made.push_back(ParameterJson(parameter));
  }
  return made;
}

json::object BenefitJson(const service::BenefitView& view) {
  json::array layers;
  for (const service::LayerView& layer : view.layers) {
    json::object row;
    row["layer"] = Named(layer.layer);
    row["fund"] = Named(layer.fund);
    row["axis"] = layer.axis;
    row["per"] = layer.per;
    row["when"] = layer.when ? json::value(TextJson(*layer.when)) : json::value(nullptr);
    row["parameters"] = ParametersJson(layer.parameters);
    layers.push_back(std::move(row));
  }
  return {{"benefit", Named(view.benefit)},
          {"parameters", ParametersJson(view.parameters)},
          {"layers", std::move(layers)}};
}

json::object SchemeJson(const service::SchemeView& view) {
  json::array benefits;
  for (const service::BenefitView& benefit : view.benefits) {
    benefits.push_back(BenefitJson(benefit));
  }
  return {{"scheme", Named(view.scheme)},
          {"categories", NamedList(view.categories)},
          {"parameters", ParametersJson(view.parameters)},
          {"benefits", std::move(benefits)}};
}

json::object SummaryJson(const service::PackSummary& summary) {
  json::object made;
  made["id"] = summary.id;
  made["title"] = TextJson(summary.title);
  made["description"] = TextJson(summary.description);
  made["from"] = DateJson(summary.from);
  made["through"] = EndJson(summary.through);
  made["digest"] = summary.digest;
  made["schemes"] = NamedList(summary.schemes);
  return made;
}

json::object OptionsJson(const service::CaseOptions& options) {
  return {{"levels", NamedList(options.levels)},
          {"aids", NamedList(options.aids)},
          {"referrals", NamedList(options.referrals)},
          {"civil_servant", options.civil_servant},
          {"account", options.account}};
}

json::value ValueJson(const std::optional<service::ValueView>& value) {
  if (!value) return nullptr;
  return json::object{{"text", TextJson(value->text)},
                      {"value", StringOrNull(value->value)},
                      {"citation", CitationJson(value->citation)}};
}

json::array TextsJson(const std::vector<Text>& texts) {
  json::array list;
  for (const Text& text : texts) list.push_back(TextJson(text));
  return list;
}

json::object ExampleJson(const service::ExampleRun& run, const service::PackView& view) {
  Text title;
  for (const service::ExampleSummary& example : view.examples) {
    if (example.name == run.name) title = example.title;
  }
  return {{"name", run.name},
          {"title", TextJson(title)},
          {"passed", run.passed},
          {"different", service::DifferencesJson(run)}};
}

}  // namespace

json::object PolicyFindingsJson(const service::PolicyFindings& found) {
  json::array findings, examples, tables;
  for (const policy::Finding& finding : found.findings) {
    findings.push_back(service::FindingJson(finding, found.view.summary.id));
  }
  for (const service::ExampleRun& run : found.examples) {
    examples.push_back(ExampleJson(run, found.view));
  }
  for (const service::PolicyTable& table : service::TablesOf(found.view)) {
    tables.push_back(json::object{{"id", table.id},
                                  {"place", TextsJson(table.place)},
                                  {"adjustment", table.adjustment},
                                  {"table", ParameterJson(*table.table)}});
  }
  return {{"errors", found.error_count},
          {"findings", std::move(findings)},
          {"changes", PolicyDiffJson(found.diff)["changes"]},
          {"examples", std::move(examples)},
          {"tables", std::move(tables)},
          {"documents", NamedList(found.view.documents)}};
}

json::object PolicyDiffJson(const service::PolicyDiff& diff) {
  json::array changes;
  for (const service::PolicyChange& change : diff.changes) {
    changes.push_back(json::object{{"id", change.id},
                                   {"kind", service::WordOf(change.kind())},
                                   {"place", TextsJson(change.place)},
                                   {"at", TextsJson(change.at)},
                                   {"unit", WordOf(change.unit)},
                                   {"from", DateJson(change.from)},
                                   {"through", EndJson(change.through)},
                                   {"before", ValueJson(change.before)},
                                   {"after", ValueJson(change.after)}});
  }
  return {{"before", SummaryJson(diff.before)},
          {"after", SummaryJson(diff.after)},
          {"changes", std::move(changes)}};
}

json::object PackSummaryJson(const policy::Pack& pack) {
  return SummaryJson(service::SummaryOf(pack));
}

json::object PackJson(const service::PackView& view) {
  json::array schemes, examples;
  for (const service::SchemeView& scheme : view.schemes) schemes.push_back(SchemeJson(scheme));
  for (const service::ExampleSummary& example : view.examples) {
    if (example.kind != "settle") continue;  // the page runs encounters
    examples.push_back(json::object{{"name", example.name},
                                    {"title", TextJson(example.title)},
                                    {"scheme", example.scheme},
                                    {"encounters", example.steps}});
  }
  return {{"pack", SummaryJson(view.summary)},
          {"general", ParametersJson(view.general)},
          {"schemes", std::move(schemes)},
          {"options", OptionsJson(view.options)},
          {"examples", std::move(examples)}};
}

}  // namespace tongchou::console
