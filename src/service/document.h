// Document: what a printed paper says, sheet by sheet, in one language and in the reader's order.
//
// How it looks on paper is the printer's business (batch/print_pdf.h); those who make documents
// reach it as a PrintDocument, so that they need no library for it. Values; thread-safe.
#ifndef TONGCHOU_SERVICE_DOCUMENT_H_
#define TONGCHOU_SERVICE_DOCUMENT_H_

#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/text.h"

namespace tongchou::service {

// In which language a paper is printed: &Text::zh or &Text::en.
using PrintedIn = std::string Text::*;

struct DocumentFact {
  std::string name, value;
};

struct DocumentColumn {
  std::string title;
  int share = 1;        // of the width; at least 1
  bool amount = false;  // set to the right
};

// A table; its head is repeated on every page that it runs over.
struct DocumentTable {
  std::string title = {};  // may be empty
  std::vector<DocumentColumn> columns = {};
  std::vector<std::vector<std::string>> rows = {};  // each with a cell per column
  std::vector<std::string> sums = {};               // a cell per column; empty: no such row
};

// What begins on a page of its own: a notice, a statement. Pages are counted within it.
struct DocumentSheet {
  std::string title;
  std::string number = {};  // of the paper; may be empty
  std::vector<DocumentFact> facts = {};
  std::vector<std::string> paragraphs = {};
  std::vector<DocumentTable> tables = {};
  std::vector<std::string> closing = {};     // paragraphs after the tables
  std::vector<std::string> signatures = {};  // who signs: each gets a line to sign on
};

struct Document {
  std::string title;  // of the file
  std::string issuer;
  Moment at;  // when it was made
  std::vector<DocumentSheet> sheets = {};
};

// The bytes of a file that prints `document`, which has a sheet. The same document gives the same
// bytes.
using PrintDocument = std::function<std::string(const Document& document)>;

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_DOCUMENT_H_
