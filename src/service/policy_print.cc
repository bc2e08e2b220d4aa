#include "service/policy_print.h"

namespace tongchou::service {

namespace {

using policy::Language;

// "〔employee 第五条〕", "〔假定：…〕".
std::string Cite(const CitationView& citation, Language language) {
  std::string text;
  if (!citation.document.empty()) text = citation.document + " " + citation.article;
  if (citation.assumed) {
    text += (text.empty() ? "" : "; ") + Say({"假定：", "assumed: "}, language) +
            Say(citation.reason, language);
  }
  return "[" + text + "]";
}

std::string MemberName(const PeriodView& period, std::size_t axis, const std::string& id,
                       Language language) {
  for (const NamedView& member : period.axes[axis].members) {
    if (member.id == id) return Say(member.title, language);
  }
  return id;
}

std::string PrintCell(const PeriodView& period, const CellView& cell, Language language) {
  std::string line;
  for (std::size_t i = 0; i < cell.at.size(); ++i) {
    line += (i == 0 ? "" : " / ") + MemberName(period, i, cell.at[i], language);
  }
  if (!line.empty()) line += ": ";
  line += cell.text.zh == cell.text.en ? cell.text.en : Say(cell.text, language);
  if (cell.text.en.find(" of ") != std::string::npos ||
      cell.text.en.find(" x ") != std::string::npos) {
    line += " = " + cell.value + " CNY";
  }
  if (cell.citation) line += "  " + Cite(*cell.citation, language);
  return line;
}

std::string Through(Date through, Language language) {
  if (through == kForever) return Say({"另行规定前", "until further notice"}, language);
  return ToString(through);
}

std::string PrintParameter(const ParameterView& parameter, const std::string& indent,
                           Language language) {
  std::string text = indent + Say(parameter.title, language);
  if (!parameter.executed) {
    text += "  (" + Say({"引擎尚不执行", "not executed by the engine yet"}, language) + ")";
  }
  text += "\n";
  if (!parameter.note.en.empty()) text += indent + "  # " + Say(parameter.note, language) + "\n";
  for (const PeriodView& period : parameter.periods) {
    text += indent + "  " + ToString(period.from) + " .. " + Through(period.through, language) +
            "  " + Cite(period.citation, language) + "\n";
    for (const CellView& cell : period.cells) {
      text += indent + "    " + PrintCell(period, cell, language) + "\n";
    }
  }
  return text;
}

std::string PrintLayer(const LayerView& layer, Language language) {
  std::string text = "    " + Say(layer.layer.title, language) + " (" + layer.layer.id +
                     ")  axis " + layer.axis + ", per " + layer.per + ", " +
                     Say(layer.fund.title, language);
  if (layer.when) text += ", " + Say(*layer.when, language);
  text += "  " + Cite(layer.citation, language) + "\n";
  for (const ParameterView& parameter : layer.parameters) {
    text += PrintParameter(parameter, "      ", language);
  }
  return text;
}

std::string PrintScheme(const SchemeView& scheme, Language language) {
  std::string text = "\n== " + Say(scheme.scheme.title, language) + " (" + scheme.scheme.id + ")\n";
  for (const ParameterView& parameter : scheme.parameters) {
    text += PrintParameter(parameter, "  ", language);
  }
  for (const BenefitView& benefit : scheme.benefits) {
    text += "  -- " + Say(benefit.benefit.title, language) + " (" + benefit.benefit.id +
            "), settled on " + benefit.settled_on + "\n";
    for (const ParameterView& parameter : benefit.parameters) {
      text += PrintParameter(parameter, "    ", language);
    }
    if (benefit.layers.empty()) {
      text += "    " +
              Say({"基金不支付；个人账户，再现金", "no fund pays; account, then cash"}, language) +
              "\n";
    }
    for (const LayerView& layer : benefit.layers) text += PrintLayer(layer, language);
  }
  return text;
}

// "level 3 / retired: ", or nothing.
std::string PrintMembers(const std::vector<Text>& at, Language language) {
  std::string text;
  for (const Text& member : at) text += (text.empty() ? "" : " / ") + Say(member, language);
  return text.empty() ? text : text + ": ";
}

std::string PrintValue(const std::optional<ValueView>& value, Language language) {
  if (!value) return Say({"（无）", "(none)"}, language);
  return Say(value->text, language) + "  " + Cite(value->citation, language);
}

std::string PrintLine(const settle::ExplanationLine& line, Language language) {
  std::string text =
      "  " + line.figure + " = " + ToYuan(line.amount) + "  " + Say(line.text, language);
  if (!line.source.en.empty()) text += "  [" + Say(line.source, language) + "]";
  text += "\n";
  for (const settle::BandLine& band : line.bands) {
    text += "      " + ToYuan(band.from) + " .. " + ToYuan(band.to) + ": " + ToYuan(band.amount) +
            " x " + ToPercent(band.share) + " = " + band.product + "\n";
  }
  return text;
}

}  // namespace

std::string Say(const Text& text, Language language) {
  if (language == Language::kChinese) return text.zh;
  if (language == Language::kEnglish || text.zh == text.en) return text.en;
  return text.zh + " · " + text.en;
}

std::string PrintPack(const PackView& view, Language language) {
  const PackSummary& summary = view.summary;
  std::string text = Say(summary.title, language) + " (" + summary.id + ")\n" +
                     Say(summary.description, language) + "\n" +
                     Say({"统筹区 ", "area "}, language) + summary.area + ", " +
                     ToString(summary.from) + " .. " + Through(summary.through, language) +
                     "\nSM3 " + summary.digest + "\n\n";
  for (const NamedView& document : view.documents) {
    text += document.id + ": " + Say(document.title, language) + "\n";
  }
  text += "\n";
  for (const ParameterView& parameter : view.general) {
    text += PrintParameter(parameter, "", language);
  }
  for (const SchemeView& scheme : view.schemes) text += PrintScheme(scheme, language);
  return text;
}

std::string PrintDiff(const PolicyDiff& diff, Language language) {
  const auto name = [&](const PackSummary& pack) {
    return Say(pack.title, language) + " (" + pack.id + ", SM3 " + pack.digest.substr(0, 12) + ")";
  };
  std::string text = "--- " + name(diff.before) + "\n+++ " + name(diff.after) + "\n";
  if (diff.changes.empty()) return text + Say({"没有不同", "nothing differs"}, language) + "\n";
  std::string place;
  for (const PolicyChange& change : diff.changes) {
    if (change.id != place) {
      place = change.id;
      text += "\n" + change.id + "\n  ";
      for (std::size_t i = 0; i < change.place.size(); ++i) {
        text += (i == 0 ? "" : " > ") + Say(change.place[i], language);
      }
      text += "\n";
    }
    text += "  " + ToString(change.from) + " .. " + Through(change.through, language) + "  " +
            PrintMembers(change.at, language) + Say(TitleOf(change.kind()), language) + "\n" +
            "    - " + PrintValue(change.before, language) + "\n" + "    + " +
            PrintValue(change.after, language) + "\n";
  }
  return text;
}

std::string PrintDifferences(const policy::Pack& pack, const ExampleRun& run, Language language) {
  std::string text =
      pack.id + " / " + run.name + ": " +
      (run.passed ? Say({"通过", "passes"}, language) : Say({"不符", "differs"}, language)) + "\n";
  for (const Comparison& comparison : run.comparisons) {
    if (comparison.same) continue;
    text += "  " + (comparison.step.empty() ? "" : comparison.step + " ") + comparison.figure +
            " (" + Say(FigureName(comparison.figure), language) +
            "): " + Say({"应为 ", "expected "}, language) + comparison.expected +
            Say({"，得到 ", ", got "}, language) + comparison.got + "\n";
  }
  return text;
}

std::string PrintExplanations(const std::vector<ExplainedEncounter>& encounters,
                              Language language) {
  std::string text;
  for (const ExplainedEncounter& encounter : encounters) {
    text += encounter.answer.id + "\n";
    if (encounter.answer.error) {
      const ErrorInfo& info = InfoOf(*encounter.answer.error);
      text += "  " + std::string(info.text_code) + ": " +
              Say({std::string(info.zh), std::string(info.en)}, language) + "\n";
    } else if (encounter.explanation) {
      for (const settle::ExplanationLine& line : encounter.explanation->lines) {
        text += PrintLine(line, language);
      }
    } else {
      text += "  " + Say({"撤销：各项取负", "reversal: every figure negated"}, language) + "\n";
    }
  }
  return text;
}

}  // namespace tongchou::service
