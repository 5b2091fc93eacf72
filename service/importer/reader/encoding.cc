#include "service/importer/reader/encoding.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <iterator>

#include "engine/base/source.h"
#include "engine/base/utf8.h"
#include "service/importer/refusal.h"

namespace vekha::importer {
namespace {

// Nothing when ICU has no such converter or the text would not fit.
std::string Convert(const char* from, std::string_view bytes) {
  std::string out(bytes.size() * 3 + 4, '\0');
  UErrorCode error = U_ZERO_ERROR;
  const int32_t length = ucnv_convert("UTF-8", from, out.data(), static_cast<int32_t>(out.size()),
                                      bytes.data(), static_cast<int32_t>(bytes.size()), &error);
  if (U_FAILURE(error)) return {};
  out.resize(static_cast<size_t>(length));
  return out;
}

// Russian in windows-1251 is mostly bytes 0xE0..0xFF, the small letters; damaged UTF-8 is not.
bool LooksLikeCp1251(std::string_view bytes) {
  size_t high = 0;
  size_t small = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) ++high;
    if (byte >= 0xE0) ++small;
  }
  return high > 0 && small * 10 >= high * 7;
}

// UTF-16 without its mark: in Russian nearly every letter has 04 for its high byte, every space and
// figure 00. Empty when the text is nothing of the kind.
std::string UnmarkedUtf16(std::string_view bytes) {
  constexpr size_t kLookedAt = 4096;
  const std::string_view head = bytes.substr(0, kLookedAt);
  size_t high[2] = {0, 0};
  for (size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '\x00' || head[i] == '\x04') ++high[i % 2];
  }
  const size_t most = head.size() / 2 * 4 / 5;
  if (head.size() < 8 || bytes.size() % 2 != 0) return {};
  if (high[1] > most && high[0] < most) return "UTF-16LE";
  return high[0] > most && high[1] < most ? "UTF-16BE" : "";
}

// One-byte encodings of Russian a page may name.
bool IsRussian(const std::string& name) {
  constexpr std::string_view kKnown[] = {"windows-1251", "cp1251", "koi8-r",        "iso-8859-5",
                                         "cp866",        "ibm866", "x-mac-cyrillic"};
  return std::ranges::find(kKnown, LowerUtf8(name)) != std::end(kKnown);
}

}  // namespace

absl::StatusOr<std::string> ToUtf8(std::string_view bytes, std::vector<std::string>& remarks,
                                   const std::string& declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    remarks.emplace_back("кодировка UTF-16");
    return Convert("UTF-16", bytes);
  }
  if (const std::string unmarked = UnmarkedUtf16(bytes); !unmarked.empty()) {
    remarks.emplace_back("кодировка " + unmarked);
    return Convert(unmarked.c_str(), bytes);
  }
  if (std::ranges::count(bytes, '\0') > static_cast<std::ptrdiff_t>(bytes.size() / 100)) {
    return Refuse("DOCUMENT_UNKNOWN_FORMAT", "it is no document: neither Word, Excel nor text",
                  "это не документ: не Word, не Excel и не текст");
  }
  const auto wrong = FindInvalidUtf8(bytes);
  if (!wrong) return std::string(bytes);
  if (IsRussian(declared)) {
    remarks.push_back("кодировка " + LowerUtf8(declared));
    return Convert(declared.c_str(), bytes);
  }
  if (LooksLikeCp1251(bytes)) {
    remarks.emplace_back("кодировка windows-1251");
    return Convert("windows-1251", bytes);
  }
  const Position at = Source("", std::string(bytes)).PositionAt(*wrong);
  return Refuse(
      "DOCUMENT_DAMAGED", fmt::format("{}:{}: neither UTF-8 nor windows-1251", at.line, at.column),
      fmt::format("строка {}, знак {}: текст ни в UTF-8, ни в windows-1251", at.line, at.column));
}

}  // namespace vekha::importer
