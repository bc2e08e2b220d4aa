// LineMaker: turns the records of a trace into explanation lines, step by step. Internal to this
// folder; Render is the way in.
//
// Refers to everything it is made with; not shared between threads.
#ifndef TONGCHOU_SETTLE_EXPLAIN_LINES_H_
#define TONGCHOU_SETTLE_EXPLAIN_LINES_H_

#include <string>
#include <string_view>
#include <vector>

#include "settle/explain.h"

namespace tongchou::settle {

class LineMaker {
 public:
  LineMaker(const policy::Epoch& epoch, const policy::SchemePlan& scheme,
            const policy::BenefitPlan& benefit, const Trace& trace)
      : epoch_(epoch), scheme_(scheme), benefit_(benefit), trace_(trace) {}

  // The lines of the whole encounter, before and after the layers (explain_scope.cc).
  void AddScope();
  void AddReferral();
  void AddAfterLayers();

  // The lines of layer `index` (explain_layer.cc).
  void AddLayer(std::size_t index);

  std::vector<ExplanationLine> Take() { return std::move(lines_); }

 private:
  // A new line, to be filled by the caller before the next one is added.
  ExplanationLine& Add(std::string_view figure, std::string step, Text text, Money amount);
  void Cite(ExplanationLine& line, policy::CitationId citation) const;

  void AddFeeLine(std::size_t index);
  void AddAccount();

  void AddNotReached(std::size_t index, const std::string& figure);
  void AddAxis(const LayerRun& now, const std::string& figure);
  void AddDeductible(const LayerRun& now, std::string_view figure);
  void AddExpenseCap(const LayerRun& now, const std::string& figure);
  void AddBands(std::size_t index, const std::string& figure);
  void AddFlat(const LayerRun& now, const std::string& figure);
  void AddPaymentCap(const LayerRun& now, const std::string& figure);
  void AddPaid(const LayerRun& now, const std::string& figure);
  void FillDimensions(ExplanationLine& line) const;

  const policy::Epoch& epoch_;
  const policy::SchemePlan& scheme_;
  const policy::BenefitPlan& benefit_;
  const Trace& trace_;
  std::vector<ExplanationLine> lines_;
};

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_EXPLAIN_LINES_H_
