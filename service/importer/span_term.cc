#include "service/importer/span_term.h"

#include <re2/re2.h>

#include <array>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"
#include "service/importer/columns.h"

namespace vekha::importer {
namespace {

struct Month {
  const char* stem;
  const char* genitive;
};
constexpr std::array<Month, 12> kMonths = {{{"январ", "января"},
                                            {"феврал", "февраля"},
                                            {"март", "марта"},
                                            {"апрел", "апреля"},
                                            {"ма", "мая"},
                                            {"июн", "июня"},
                                            {"июл", "июля"},
                                            {"август", "августа"},
                                            {"сентябр", "сентября"},
                                            {"октябр", "октября"},
                                            {"ноябр", "ноября"},
                                            {"декабр", "декабря"}}};

// "СЕНТЯБРЬ 2024 г." -> "сентября 2024 г."; empty for a span of several months.
std::string InGenitive(const std::string& span) {
  static const RE2 kMonth(R"(^\P{L}*(\p{L}+)((?:\s+20\d{2}.{0,8})?)$)");
  std::string word;
  std::string year;
  if (!RE2::FullMatch(LowerUtf8(span), kMonth, &word, &year)) return {};
  for (const Month& month : kMonths) {
    if (word.starts_with(month.stem)) return month.genitive + year;
  }
  return {};
}

}  // namespace

std::optional<std::string> TermInSpan(const std::string& cell, const std::string& span) {
  static const RE2 kWhole(R"((?i)в течение месяца|весь месяц|в течение всего месяца)");
  static const RE2 kDays(
      R"((?i)((?:с|до|к|не позднее|после)?\s*\d{1,2}(?:\s*(?:[-–,]|по|до|и)\s*\d{1,2})*)\s*(?:числ\p{L}*|месяца)?\.?)");
  static const RE2 kPart(
      R"((?i)((?:[1-5IV]{1,3}(?:\s*-?\s*(?:я|ая|й))?|перв\p{L}+|втор\p{L}+|трет\p{L}+|четв[её]рт\p{L}+|последн\p{L}+)\s+(?:недел|декад|половин)\p{L}+|(?:начал|середин|кон)\p{L}+)(?:\s+месяца)?)");
  if (cell.empty() || RE2::FullMatch(cell, kWhole)) return span;
  std::string part;
  if (!RE2::FullMatch(cell, kDays, &part) && !RE2::FullMatch(cell, kPart, &part))
    return std::nullopt;
  return TermInMonth(part, span);
}

std::optional<std::string> TermInMonth(const std::string& part, const std::string& span) {
  const std::string month = InGenitive(span);
  if (month.empty()) return std::nullopt;
  std::string term = Join(part, month);
  if (!LooksLikeTerm(term)) return std::nullopt;
  return term;
}

}  // namespace vekha::importer
