// Pieces of FormatValue() that conversions share.
#pragma once

#include <string>
#include <string_view>

namespace vekha::condition {

// The shortest text that reads back the same; "NaN", "Infinity", "-Infinity".
std::string FormatDouble(double value);

// In double quotes, escaped so that it reads back as a literal.
std::string QuoteText(std::string_view text);

}  // namespace vekha::condition
