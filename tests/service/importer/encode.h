// The same paragraphs and tables in every format that is read, as small as the formats allow.
#pragma once

#include <map>
#include <string>

#include "service/importer/document.h"

namespace vekha::importer {

std::string Zip(const std::map<std::string, std::string>& parts);

std::string EncodeHtml(const Document& document);
std::string EncodeCsv(const Document& document);  // tables one below the other
std::string EncodeDocx(const Document& document);
std::string EncodeXlsx(const Document& document);  // on one sheet

}  // namespace vekha::importer
