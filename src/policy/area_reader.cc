// area.yaml and parameters.yaml: what the pack is, and the dated values of the whole area.
#include <algorithm>

#include "policy/pack_reader.h"

namespace tongchou::policy {

namespace {

void ReadDocuments(const Node& node, PackModel& model, Findings& findings) {
  MapReader reader(node, findings);
  for (const Entry& entry : node.entries) {
    MapReader fields(entry.value, findings);
    Document document;
    document.id = entry.key.text;
    if (const Node* title = fields.Require("title")) document.title = ReadText(*title, findings);
    if (const Node* number = fields.Find("number")) {
      document.number = ReadScalar(*number, findings).value_or("");
    }
    if (const Node* note = fields.Find("note")) document.note = ReadText(*note, findings);
    fields.Finish();
    model.documents.push_back(std::move(document));
  }
}

// "01-01": the day on which the benefit year begins.
void ReadYearStart(const Node& node, PackModel& model, Findings& findings) {
  const std::string text = ReadScalar(node, findings).value_or("");
  const Result<Date> date = ParseDate("2001-" + text);  // not a leap year: every year has the day
  if (!date.ok()) {
    findings.Add(FindingCode::kE01, node.place,
                 {"“" + Shown(text) + "”不是每年都有的 月-日",
                  "`" + Shown(text) + "` is no month-day of every year"},
                 {"如 01-01", "for example 01-01"});
    return;
  }
  model.year_start_month = date->month();
  model.year_start_day = date->day();
}

void ReadAreaCode(const Node& node, PackModel& model, Findings& findings) {
  model.area = ReadScalar(node, findings).value_or("");
  const bool digits =
      model.area.size() == 6 && std::all_of(model.area.begin(), model.area.end(),
                                            [](char c) { return c >= '0' && c <= '9'; });
  if (digits) return;
  findings.Add(FindingCode::kE10, node.place,
               {"区划代码应为六位数字", "the area code has six digits"});
}

}  // namespace

void ReadArea(const Node& root, PackModel& model, Findings& findings) {
  MapReader reader(root, findings);
  if (const Node* format = reader.Require("format")) {
    static constexpr std::string_view kFormats[] = {"1"};
    ReadWord(*format, kFormats, findings);
  }
  if (const Node* pack = reader.Require("pack")) {
    const std::string id = ReadId(*pack, findings);
    if (id != model.id) {
      findings.Add(FindingCode::kE20, pack->place,
                   {"包名“" + Shown(id) + "”与文件夹 " + model.id + " 不同",
                    "pack `" + Shown(id) + "` is in folder " + model.id},
                   {"让两者一致", "make them equal"});
    }
  }
  if (const Node* title = reader.Require("title")) model.title = ReadText(*title, findings);
  if (const Node* text = reader.Require("description"))
    model.description = ReadText(*text, findings);
  if (const Node* area = reader.Require("area")) ReadAreaCode(*area, model, findings);
  if (const Node* in_force = reader.Require("in_force")) {
    MapReader range(*in_force, findings);
    model.in_force = ReadRange(range);
    range.Finish();
  }
  if (const Node* year = reader.Require("benefit_year_starts")) {
    ReadYearStart(*year, model, findings);
  }
  if (const Node* documents = reader.Require("documents")) {
    ReadDocuments(*documents, model, findings);
  }
  if (const Node* account = reader.Require("account_pays")) {
    static constexpr std::string_view kPays[] = {"burden", "in_scope", "all"};
    MapReader fields(*account, findings);
    model.account = ReadParameter(fields,
                                  {"account_pays",
                                   {"个人账户支付范围", "what the account pays"},
                                   Wanted::kAny,
                                   TableForm::kPlain,
                                   kPays},
                                  {findings, model.documents, {}, model.in_force});
    fields.Finish();
  }
  reader.Finish();
}

void ReadParameters(const Node& root, PackModel& model, Findings& findings) {
  MapReader reader(root, findings);
  if (const Node* axes = reader.Find("axes")) {
    model.axes = ReadAxes(*axes, {}, findings);
  }
  if (const Node* parameters = reader.Require("parameters")) {
    MapReader list(*parameters, findings);
    for (const Entry& entry : parameters->entries) {
      MapReader fields(entry.value, findings);
      NamedParameter named;
      const std::string id = ReadId(entry.key, findings);
      Text title;
      if (const Node* node = fields.Require("title")) title = ReadText(*node, findings);
      if (const Node* node = fields.Find("executed")) named.executed = ReadYesNo(*node, findings);
      if (const Node* node = fields.Find("note")) named.note = ReadText(*node, findings);
      // A value on record may stop to hold, or begin later; one that rules use may not.
      const DateRange required = named.executed ? model.in_force : DateRange{kForever, Date()};
      named.parameter = ReadParameter(fields, {id, title, Wanted::kAny, TableForm::kTable},
                                      {findings, model.documents, model.axes, required});
      named.parameter.place = entry.key.place;
      fields.Finish();
      model.parameters.push_back(std::move(named));
    }
  }
  reader.Finish();
}

}  // namespace tongchou::policy
