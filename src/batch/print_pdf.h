// PrintPdf: documents as PDF on A4, set with Pango and drawn with Cairo.
//
// Thread-safe; each call has its own fonts and pages.
#ifndef TONGCHOU_BATCH_PRINT_PDF_H_
#define TONGCHOU_BATCH_PRINT_PDF_H_

#include <string>

#include "service/document.h"

namespace tongchou::batch {

// A service::PrintDocument.
std::string PrintPdf(const service::Document& document);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_PRINT_PDF_H_
