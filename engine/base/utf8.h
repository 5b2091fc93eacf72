// UTF-8 text, code point by code point (ICU does the work).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vekha {

struct CodePoint {
  char32_t value = 0;
  size_t offset = 0;  // of its first byte
};

// Offset of the first byte that is not well-formed UTF-8 (an overlong form or a surrogate is not),
// or nothing.
std::optional<size_t> FindInvalidUtf8(std::string_view text);

// Ill-formed bytes count as one each, so positions stay meaningful in any text.
size_t CodePointCount(std::string_view text);

// Ill-formed bytes come out as U+FFFD.
std::vector<CodePoint> DecodeUtf8(std::string_view text);

void AppendUtf8(char32_t code_point, std::string& out);

// Simple case mapping, one code point to one.
char32_t LowerCodePoint(char32_t code_point);
std::string LowerUtf8(std::string_view text);

// For comparing names: lower case, ё as е, every run of spaces, no-break spaces and dots as one
// space, trimmed. So "Мамедов М.Р." and "МАМЕДОВ М. Р." are one name, and two spellings of one
// person are still two persons.
std::string NormalizeName(std::string_view text);

}  // namespace vekha
