// Web pages and what Word and LibreOffice save as .html: tables with colspan and rowspan.
#pragma once

#include <absl/status/statusor.h>

#include <string_view>

#include "service/importer/document.h"

namespace vekha::importer {

// `bytes` in the encoding the page declares, or UTF-8 or windows-1251.
absl::StatusOr<Document> ReadHtml(std::string_view bytes);

// True for a text that begins as a page does: a doctype, <html>, or a table or paragraph tag.
bool LooksLikeHtml(std::string_view bytes);

}  // namespace vekha::importer
