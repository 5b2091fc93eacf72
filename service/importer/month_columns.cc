#include "service/importer/month_columns.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"
#include "service/importer/columns.h"
#include "service/importer/span_term.h"

namespace vekha::importer {
namespace {

constexpr size_t kDaysBytesMax = 200;  // a longer cell is no list of days

struct MonthName {
  const char* name;
  const char* stem;  // no shorter word stands for it
};
constexpr std::array<MonthName, 12> kMonths = {{{"январь", "янв"},
                                                {"февраль", "фев"},
                                                {"март", "мар"},
                                                {"апрель", "апр"},
                                                {"май", "ма"},
                                                {"июнь", "июн"},
                                                {"июль", "июл"},
                                                {"август", "авг"},
                                                {"сентябрь", "сен"},
                                                {"октябрь", "окт"},
                                                {"ноябрь", "ноя"},
                                                {"декабрь", "дек"}}};

std::string MonthOf(const std::string& word) {
  for (const MonthName& month : kMonths) {
    const std::string_view name = month.name;
    if (!word.starts_with(month.stem)) continue;
    if (name.starts_with(word) || word == "мая" || (word == "сент" || word == "нояб")) {
      return month.name;
    }
  }
  return {};
}

bool IsNothing(std::string_view text) {
  static const RE2 kNothing(R"([-–—☐□]*|(?i:нет))");
  return RE2::FullMatch(text, kNothing);
}

// "15.01" in any column is 15 January.
std::optional<std::string> DayOfFigures(const std::string& text, const std::string& span) {
  static const RE2 kFigures(R"((\d{1,2})\s?\.\s?(\d{1,2})\.?)");
  int day = 0;
  size_t month = 0;
  if (!RE2::FullMatch(text, kFigures, &day, &month) || month < 1 || month > 12) return std::nullopt;
  const std::string name = kMonths[month - 1].name;
  const size_t year = span.starts_with(name) ? span.find(' ') : std::string::npos;
  return TermInMonth(std::to_string(day),
                     year == std::string::npos ? name : name + span.substr(year));
}

// One cell that says a day or days of its month.
std::optional<std::string> DaysIn(const std::string& text, const std::string& span) {
  static const RE2 kDated(R"((?:^|\D)\d{1,2}\s?\.\s?(?:0?[1-9]|1[0-2])(?:\D|$))");
  static const RE2 kMonth(
      R"((?i)январ|феврал|март|апрел|(?:^|\P{L})ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)");
  static const RE2 kWeekday(R"((?i)понедельник|вторник|сред[ау]|четверг|пятниц|суббот|воскресень)");
  if (text.size() > kDaysBytesMax) return std::nullopt;
  if (auto term = TermInSpan(text, span)) return term;
  if (auto term = DayOfFigures(text, span)) return term;
  const bool own = RE2::PartialMatch(text, kDated) || RE2::PartialMatch(text, kMonth);
  if (own && LooksLikeTerm(text)) return text;
  if (!RE2::PartialMatch(text, kWeekday)) return std::nullopt;
  return TermInMonth(text, span);
}

// The lines of a cell, each a day: "12" above "26". Nothing when one of them is not.
std::optional<std::string> DaysOfLines(const std::string& text, const std::string& span) {
  if (text.size() > kDaysBytesMax) return std::nullopt;
  std::string days;
  for (const std::string& line : Lines(text)) {
    const auto part = DaysIn(line, span);
    if (!part) return std::nullopt;
    days += (days.empty() ? "" : ", ") + *part;
  }
  if (days.empty() || !LooksLikeTerm(days)) return std::nullopt;
  return days;
}

std::string JoinTerms(const std::vector<std::string>& terms) {
  const bool lists = std::ranges::any_of(
      terms, [](const std::string& one) { return one.find(',') != std::string::npos; });
  std::string out;
  for (const std::string& one : terms) out += (out.empty() ? "" : lists ? "; " : ", ") + one;
  return out;
}

// 1..12 of "IX", "ХII" (the first letter Russian) or "09"; 0 for any other text. "1" is no month:
// columns are numbered so.
int MonthNumber(const std::string& text) {
  static constexpr std::array<std::string_view, 12> kRoman = {
      "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"};
  static const RE2 kFigures(R"(0?([1-9])|(1[0-2]))");
  std::string roman = text;
  RE2::GlobalReplace(&roman, "Х", "X");
  const auto found = std::ranges::find(kRoman, roman);
  if (found != kRoman.end()) return static_cast<int>(found - kRoman.begin()) + 1;
  std::string one;
  std::string two;
  if (!RE2::FullMatch(text, kFigures, &one, &two)) return 0;
  return std::stoi(one.empty() ? two : one);
}

}  // namespace

std::vector<std::string> SpansOfRow(const Row& row, const std::vector<std::string>& headers) {
  constexpr size_t kRunMin = 5;
  static const RE2 kQuarters("(?i)квартал");
  const size_t width = row.cells.size();
  std::vector<std::string> spans(width);
  std::vector<int> numbers(width);
  for (size_t i = 0; i < width; ++i) {
    const std::string text = OneLine(row.cells[i].text);
    spans[i] = SpanOfHeader(text);
    numbers[i] = MonthNumber(text);
  }
  for (size_t begin = 0; begin < width;) {
    size_t end = begin + 1;
    while (end < width && numbers[begin] > 0 && numbers[end] == numbers[end - 1] % 12 + 1) ++end;
    const bool quarters = end - begin == 4 && numbers[begin] == 1 && begin < headers.size() &&
                          RE2::PartialMatch(headers[begin], kQuarters);
    const bool months = end - begin >= kRunMin && OneLine(row.cells[begin].text) != "1";
    for (size_t i = begin; i < end && (months || quarters); ++i) {
      spans[i] = quarters ? fmt::format("{} квартал", numbers[i])
                          : kMonths[static_cast<size_t>(numbers[i]) - 1].name;
    }
    begin = end;
  }
  return spans;
}

std::string SpanOfHeader(std::string_view header) {
  static const RE2 kMonth(R"((\p{L}{3,8})\.?(?:[\s,]*(20\d\d)\s*(?:г\.?|год\p{L}*)?)?)");
  static const RE2 kQuarter(
      R"(([1-4]|i{1,3}|iv)\s*-?\s*(?:й|ый|ой|ий)?\s*кв(?:\.|артал)?(?:[\s,]*(20\d\d)\s*(?:г\.?|год\p{L}*)?)?)");
  const std::string text = LowerUtf8(OneLine(header));
  std::string word;
  std::string year;
  std::string span;
  if (RE2::FullMatch(text, kMonth, &word, &year)) {
    span = MonthOf(word);
  } else if (RE2::FullMatch(text, kQuarter, &word, &year)) {
    for (char& c : word) {
      if (c == 'i' || c == 'v') c = static_cast<char>(c - 'a' + 'A');
    }
    span = word + " квартал";
  }
  return span.empty() ? span : Join(span, year);
}

std::string SpanBelow(std::string_view header, std::string span) {
  static const RE2 kYear(R"((?:^|\D)(20\d\d)(?:\D|$))");
  static const RE2 kYears(R"(20\d\d\D{1,5}(?:20)?\d\d)");
  std::string year;
  if (span.empty() || span.find("20") != std::string::npos) return span;
  if (RE2::PartialMatch(header, kYears) || !RE2::PartialMatch(header, kYear, &year)) return span;
  return Join(span, year);
}

bool IsMark(std::string_view text) {
  static const RE2 kMark(
      R"([«"'(\[]?(?:[+xXхХvV*∗√✓✔✗✘☑☒●•∙·■▪◆◼▲∨\x{F000}-\x{F0FF}]{1,3}|(?i:да))[»"')\]]?)");
  return RE2::FullMatch(text, kMark);
}

bool FitsMonthColumn(std::string_view text) {
  const std::string line = OneLine(text);
  return IsNothing(line) || IsMark(line) || LooksLikeTerm(line) || !SpanOfHeader(line).empty() ||
         DaysIn(line, kMonths[0].name) || DaysOfLines(std::string(text), kMonths[0].name);
}

TermOfMarks ReadMarks(const std::vector<Cell>& cells, const std::vector<std::string>& spans) {
  TermOfMarks out;
  std::vector<std::string> terms;
  for (size_t i = 0; i < cells.size() && i < spans.size(); ++i) {
    const std::string text = OneLine(cells[i].text);
    if (spans[i].empty() || IsNothing(text)) continue;
    const size_t last =
        std::min(i + static_cast<size_t>(std::max(cells[i].columns, 1)), spans.size()) - 1;
    const bool wide = last > i && !spans[last].empty();
    const std::string span = wide ? fmt::format("{} - {}", spans[i], spans[last]) : spans[i];
    out.marks += fmt::format("{}{}: {}", out.marks.empty() ? "" : " | ", span, text);
    std::optional<std::string> term;
    if (!IsMark(text)) {
      term = wide ? (LooksLikeTerm(text) ? std::optional(text) : std::nullopt) : DaysIn(text, span);
      if (!term && !wide) term = DaysOfLines(cells[i].text, span);
      if (!term) out.words.emplace_back(span, text);
    }
    terms.push_back(term.value_or(span));
  }
  out.term = JoinTerms(terms);
  return out;
}

}  // namespace vekha::importer
