#include "service/intake/bundle/text_check.h"

#include <algorithm>

#include "engine/base/utf8.h"

namespace vekha::intake {
namespace {

// Letters, and the quotes, dashes and № that Russian texts have.
bool IsRussianByte(unsigned char c) {
  return c >= 0xC0 || c == 0xA8 || c == 0xB8 || c == 0xAB || c == 0xBB || c == 0xB9 || c == 0x96 ||
         c == 0x97 || c == 0xA0;
}

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0x7F || (byte < 0x20 && c != '\t' && c != '\n' && c != '\r');
}

bool LooksLikeWindows1251(std::string_view cell) {
  for (const char c : cell) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 127 && !IsRussianByte(byte)) return false;
  }
  return true;
}

}  // namespace

TextFault CheckText(std::string_view cell) {
  if (cell.find('\0') != std::string_view::npos) return TextFault::kZero;
  if (FindInvalidUtf8(cell)) {
    return LooksLikeWindows1251(cell) ? TextFault::kWindows1251 : TextFault::kNotUtf8;
  }
  if (cell.find("\xEF\xBB\xBF") != std::string_view::npos) return TextFault::kMark;
  return std::any_of(cell.begin(), cell.end(), IsControl) ? TextFault::kControl : TextFault::kNone;
}

}  // namespace vekha::intake
