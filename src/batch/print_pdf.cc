#include "batch/print_pdf.h"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/check.h"

namespace tongchou::batch {
namespace {

using service::Document;
using service::DocumentColumn;
using service::DocumentFact;
using service::DocumentSheet;
using service::DocumentTable;

// Points: 72 to the inch.
constexpr double kWidth = 595.28, kHeight = 841.89;  // A4
constexpr double kMargin = 54, kFoot = 30;
constexpr double kInner = kWidth - 2 * kMargin;
constexpr double kPadding = 3;  // of a cell
constexpr double kRule = 0.5;
constexpr double kGap = 10;  // between parts

// TrueType all three: Cairo 1.16 loses characters of CFF fonts such as Noto's. What the first
// lacks, rare characters of names, comes from the others.
constexpr const char* kFamilies = "WenQuanYi Micro Hei, HanaMinA, HanaMinB";
constexpr int kTitlePoints = 16, kHeadPoints = 11, kTextPoints = 10, kCellPoints = 9,
              kFootPoints = 8;

struct Freed {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* pen) const { cairo_destroy(pen); }
  void operator()(PangoFontMap* fonts) const { g_object_unref(fonts); }
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
template <typename T>
using Own = std::unique_ptr<T, Freed>;

struct Style {
  int points = kTextPoints;
  bool bold = false;
  PangoAlignment align = PANGO_ALIGN_LEFT;
};

// Text that was set within a width.
struct Block {
  Own<PangoLayout> layout;
  double height = 0;
};

// One pass over a document's pages. The first pass counts them, so that the second can say "2 / 3".
class Printer {
 public:
  Printer(const Document& document, std::vector<int> pages, std::string& out)
      : document_(document),
        pages_(std::move(pages)),
        surface_(cairo_pdf_surface_create_for_stream(&Printer::Append, &out, kWidth, kHeight)),
        pen_(cairo_create(surface_.get())),
        fonts_(pango_cairo_font_map_new()),
        context_(pango_font_map_create_context(fonts_.get())) {
    // What is measured must not depend on a screen.
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    Describe();
  }

  // The number of pages of each sheet.
  std::vector<int> Print() {
    std::vector<int> counts;
    for (const DocumentSheet& sheet : document_.sheets) {
      sheet_ = counts.size();
      page_ = 1;
      y_ = kMargin;
      Sheet(sheet);
      EndPage();
      counts.push_back(page_);
    }
    cairo_surface_finish(surface_.get());
    TC_CHECK(cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS);
    return counts;
  }

 private:
  static cairo_status_t Append(void* out, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
  }

  void Describe() {
    const auto set = [&](cairo_pdf_metadata_t what, const std::string& text) {
      cairo_pdf_surface_set_metadata(surface_.get(), what, text.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, document_.title);
    set(CAIRO_PDF_METADATA_AUTHOR, document_.issuer);
    std::string at = ToString(document_.at);
    std::replace(at.begin(), at.end(), ' ', 'T');
    set(CAIRO_PDF_METADATA_CREATE_DATE, at + "+08:00");
  }

  Block Set(const std::string& text, double width, const Style& style) {
    Block block{.layout = Own<PangoLayout>(pango_layout_new(context_.get()))};
    PangoLayout* layout = block.layout.get();
    const Own<PangoFontDescription> font(pango_font_description_new());
    pango_font_description_set_family_static(font.get(), kFamilies);
    pango_font_description_set_absolute_size(font.get(), style.points * PANGO_SCALE);
    if (style.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font.get());
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, style.align);
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    block.height = static_cast<double>(height) / PANGO_SCALE;
    return block;
  }

  void Show(const Block& block, double x, double y) {
    cairo_move_to(pen_.get(), x, y);
    pango_cairo_show_layout(pen_.get(), block.layout.get());
  }

  void Rule(double x, double y, double width) {
    cairo_set_line_width(pen_.get(), kRule);
    cairo_move_to(pen_.get(), x, y);
    cairo_line_to(pen_.get(), x + width, y);
    cairo_stroke(pen_.get());
  }

  bool Fits(double height) const { return y_ + height <= kHeight - kMargin - kFoot; }

  void EndPage() {
    const double y = kHeight - kMargin - kFootPoints;
    Rule(kMargin, y - 6, kInner);
    const int of = sheet_ < pages_.size() ? pages_[sheet_] : page_;
    Show(Set(fmt::format("{}    {}", document_.issuer, ToString(document_.at)), kInner * 3 / 4,
             {.points = kFootPoints}),
         kMargin, y);
    Show(Set(fmt::format("{} / {}", page_, of), kInner / 4,
             {.points = kFootPoints, .align = PANGO_ALIGN_RIGHT}),
         kMargin + kInner * 3 / 4, y);
    cairo_show_page(pen_.get());
  }

  void NextPage() {
    EndPage();
    ++page_;
    y_ = kMargin;
  }

  // A block over the whole width; one that is longer than a page does not occur: texts are short.
  void Put(const std::string& text, const Style& style, double below) {
    const Block block = Set(text, kInner, style);
    if (!Fits(block.height)) NextPage();
    Show(block, kMargin, y_);
    y_ += block.height + below;
  }

  void Sheet(const DocumentSheet& sheet) {
    Put(sheet.title, {.points = kTitlePoints, .bold = true, .align = PANGO_ALIGN_CENTER}, 4);
    if (!sheet.number.empty()) Put(sheet.number, {.align = PANGO_ALIGN_RIGHT}, 4);
    y_ += kGap / 2;
    Facts(sheet.facts);
    for (const std::string& text : sheet.paragraphs) Put(text, {}, kGap / 2);
    for (const DocumentTable& table : sheet.tables) Table(table);
    y_ += kGap / 2;
    for (const std::string& text : sheet.closing) Put(text, {}, kGap / 2);
    Signatures(sheet.signatures);
  }

  // Two beside each other.
  void Facts(const std::vector<DocumentFact>& facts) {
    for (std::size_t i = 0; i < facts.size(); i += 2) {
      const double half = kInner / 2;
      const auto put = [&](std::size_t k) {
        return Set(fmt::format("{}　{}", facts[k].name, facts[k].value), half - kPadding, {});
      };
      const Block left = put(i);
      const Block right = i + 1 < facts.size() ? put(i + 1) : Set("", half, {});
      const double height = std::max(left.height, right.height);
      if (!Fits(height)) NextPage();
      Show(left, kMargin, y_);
      Show(right, kMargin + half, y_);
      y_ += height + 2;
    }
    if (!facts.empty()) y_ += kGap / 2;
  }

  struct Row {
    std::vector<Block> cells;
    double height = 0;
  };
  Row SetRow(const DocumentTable& table, const std::vector<std::string>& cells, bool bold) {
    Row row;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool amount = table.columns[i].amount;
      row.cells.push_back(Set(cells[i], WidthOf(table, i) - 2 * kPadding,
                              {.points = kCellPoints,
                               .bold = bold,
                               .align = amount ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT}));
      row.height = std::max(row.height, row.cells.back().height);
    }
    row.height += 2 * kPadding;
    return row;
  }

  static double WidthOf(const DocumentTable& table, std::size_t column) {
    int all = 0;
    for (const DocumentColumn& each : table.columns) all += each.share;
    return kInner * table.columns[column].share / all;
  }

  void ShowRow(const DocumentTable& table, const Row& row) {
    double x = kMargin;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      Show(row.cells[i], x + kPadding, y_ + kPadding);
      x += WidthOf(table, i);
    }
    y_ += row.height;
    Rule(kMargin, y_, kInner);
  }

  void Table(const DocumentTable& table) {
    std::vector<std::string> titles;
    for (const DocumentColumn& column : table.columns) titles.push_back(column.title);
    const Row head = SetRow(table, titles, /*bold=*/true);
    if (!Fits(head.height * 3)) NextPage();  // not the head alone at the foot of a page
    if (!table.title.empty()) Put(table.title, {.points = kHeadPoints, .bold = true}, 3);
    const auto show_head = [&] {
      Rule(kMargin, y_, kInner);
      ShowRow(table, head);
    };
    show_head();
    const auto put = [&](const std::vector<std::string>& cells, bool bold) {
      const Row row = SetRow(table, cells, bold);
      if (!Fits(row.height)) {
        NextPage();
        show_head();
      }
      ShowRow(table, row);
    };
    for (const std::vector<std::string>& cells : table.rows) put(cells, /*bold=*/false);
    if (!table.sums.empty()) put(table.sums, /*bold=*/true);
    y_ += kGap;
  }

  void Signatures(const std::vector<std::string>& names) {
    if (names.empty()) return;
    const double width = kInner / static_cast<double>(names.size());
    const double height = 3 * kTextPoints;
    if (!Fits(height + kGap)) NextPage();
    y_ += kGap;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const double x = kMargin + width * static_cast<double>(i);
      Show(Set(names[i], width, {}), x, y_);
      Rule(x, y_ + height, width - kGap);
    }
    y_ += height;
  }

  const Document& document_;
  const std::vector<int> pages_;  // of each sheet; empty: not known yet
  const Own<cairo_surface_t> surface_;
  const Own<cairo_t> pen_;
  const Own<PangoFontMap> fonts_;
  const Own<PangoContext> context_;
  std::size_t sheet_ = 0;
  int page_ = 1;
  double y_ = 0;
};

bool IsWhole(const DocumentTable& table) {
  const auto whole = [&](const std::vector<std::string>& cells) {
    return cells.size() == table.columns.size();
  };
  return !table.columns.empty() && std::all_of(table.rows.begin(), table.rows.end(), whole) &&
         (table.sums.empty() || whole(table.sums));
}

}  // namespace

std::string PrintPdf(const Document& document) {
  TC_CHECK(!document.sheets.empty());
  for (const DocumentSheet& sheet : document.sheets) {
    TC_CHECK(std::all_of(sheet.tables.begin(), sheet.tables.end(), IsWhole));
  }
  std::string counted, printed;
  const std::vector<int> pages = Printer(document, {}, counted).Print();
  Printer(document, pages, printed).Print();
  return printed;
}

}  // namespace tongchou::batch
