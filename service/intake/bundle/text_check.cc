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

bool IsLatin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// One byte beside Latin letters is of another encoding, or of a letter cut in two: "Zo\xEB".
bool LooksLikeWindows1251(std::string_view cell) {
  size_t russian = 0;
  bool beside_latin = false;
  for (size_t i = 0; i < cell.size(); ++i) {
    const auto byte = static_cast<unsigned char>(cell[i]);
    if (byte < 128) continue;
    if (!IsRussianByte(byte)) return false;
    ++russian;
    beside_latin |=
        (i > 0 && IsLatin(cell[i - 1])) || (i + 1 < cell.size() && IsLatin(cell[i + 1]));
  }
  return russian > 1 || !beside_latin;
}

}  // namespace

TextFault CheckText(std::string_view cell) {
  if (cell.find('\0') != std::string_view::npos) return TextFault::kZero;
  if (FindInvalidUtf8(cell)) {
    return LooksLikeWindows1251(cell) ? TextFault::kWindows1251 : TextFault::kNotUtf8;
  }
  if (cell.find("\xEF\xBB\xBF") != std::string_view::npos) return TextFault::kMark;
  if (std::any_of(cell.begin(), cell.end(), IsControl)) return TextFault::kControl;
  return cell.find("\xEF\xBF\xBD") != std::string_view::npos ? TextFault::kReplaced
                                                             : TextFault::kNone;
}

}  // namespace vekha::intake
