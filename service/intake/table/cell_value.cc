#include "service/intake/table/cell_value.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"

namespace vekha::intake {
namespace {

constexpr int kDaysTo2000 = 36'526;   // 1 January 2000 as a day number of a sheet
constexpr int kDayNumberMin = 7'306;  // the year 1920
constexpr int kDayNumberMax = 73'050;

constexpr std::array<std::string_view, 12> kMonths = {"янв", "фев", "мар", "апр", "мая", "июн",
                                                      "июл", "авг", "сен", "окт", "ноя", "дек"};

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

std::string Lower(std::string_view text) { return LowerUtf8(importer::OneLine(text)); }

CellDate Checked(int year, int month, int day, DateRemark remark = DateRemark::kNone) {
  const auto date = MakeDate(year, month, day);
  if (!date) return {std::nullopt, DateFault::kNoSuchDay};
  return {date, DateFault::kNone, remark};
}

// Empty when the text is no whole number of a few figures.
std::optional<int> WholeNumber(std::string_view text) {
  int number = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || at != text.data() + text.size()) return std::nullopt;
  return number;
}

// Without "г.", "года" and a time of day behind it.
std::string DateText(std::string_view text) {
  static const RE2 kTail(R"(\s*(г|г\.|год|года)$)");
  static const RE2 kTime(R"([ t]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?z?$)");
  std::string out = Lower(text);
  RE2::Replace(&out, kTime, "");
  RE2::Replace(&out, kTail, "");
  return out;
}

bool Among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsCyrillic(char32_t c) { return c >= 0x400 && c <= 0x4FF; }
bool IsLatin(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Latin letters that look as Russian ones do.
char32_t Russian(char32_t c) {
  constexpr std::u32string_view kLatin = U"ABCEHKMOPTXY";
  constexpr std::u32string_view kLooks = U"АВСЕНКМОРТХУ";
  const size_t at = kLatin.find(c);
  return at == std::u32string_view::npos ? c : kLooks[at];
}

char32_t Upper(char32_t c) {
  if (c >= 'a' && c <= 'z') return c - ('a' - 'A');
  if (c >= U'а' && c <= U'я') return c - (U'а' - U'А');
  return c == U'ё' ? U'Ё' : c;
}

}  // namespace

CellDate ParseCellDate(std::string_view raw, DateOrder order) {
  static const RE2 kDots(R"((\d{1,2})\.(\d{1,2})\.(\d{4}))");
  static const RE2 kIso(R"((\d{4})-(\d{1,2})-(\d{1,2}))");
  static const RE2 kSlashes(R"((\d{1,2})[/-](\d{1,2})[/-](\d{4}))");
  static const RE2 kShort(R"(\d{1,2}[./-]\d{1,2}[./-]\d{2})");
  static const RE2 kWords(R"(«?(\d{1,2})»? ([а-я]+)\.? (\d{4}))");
  const std::string text = DateText(raw);
  int a = 0;
  int b = 0;
  int c = 0;
  std::string word;
  if (RE2::FullMatch(text, kDots, &a, &b, &c)) return Checked(c, b, a);
  if (RE2::FullMatch(text, kIso, &a, &b, &c)) return Checked(a, b, c);
  if (RE2::FullMatch(text, kSlashes, &a, &b, &c)) {
    return order == DateOrder::kDayFirst ? Checked(c, b, a, DateRemark::kSlashes)
                                         : Checked(c, a, b, DateRemark::kSlashes);
  }
  if (RE2::FullMatch(text, kShort)) return {std::nullopt, DateFault::kTwoDigitYear};
  if (RE2::FullMatch(text, kWords, &a, &word, &c)) {
    for (size_t i = 0; i < kMonths.size(); ++i) {
      if (word.starts_with(kMonths[i])) return Checked(c, static_cast<int>(i) + 1, a);
    }
  }
  const auto number = WholeNumber(text);
  if (number && *number >= kDayNumberMin && *number <= kDayNumberMax) {
    return {AddDays(*MakeDate(2000, 1, 1), *number - kDaysTo2000), DateFault::kNone,
            DateRemark::kDayNumber};
  }
  return {std::nullopt, DateFault::kNoDate};
}

CellMark ParseMark(std::string_view raw, DateOrder order) {
  static const RE2 kDateInside(R"((\d{1,2}\.\d{1,2}\.\d{4}))");
  // A day in such a text is no day of doing it.
  static const RE2 kUndone(
      R"((^|[^а-яё])(отказ|отозв|отзыв согл|(за)?планир|план на|назначен[оаы]? на|перен[её]с|будет|ист[её]к|просроч|аннул|отмен|неяв|до \d))");
  static const RE2 kNot(R"((не|нет)([ .,(].*)?)");
  static const RE2 kYes(
      R"((да|есть)([ .,(].*)?|(имеется|пройден|прош[её]л|прошл[аи]|провед[её]н|утвержд[её]н|обучен|отобран|получен|подписан|собран|сдан|состоял|выполнен|заверш[её]н|закрыт).*)");
  const std::string text = Lower(raw);
  if (IsBlankCell(text) || Among(text, {"no", "false", "0", "отсутствует"})) return {};
  if (RE2::FullMatch(text, kNot)) return {};
  const CellDate whole = ParseCellDate(text, order);
  if (whole.date) return {true, true, whole.date};
  std::string inside;
  if (RE2::PartialMatch(text, kDateInside, &inside)) {
    if (RE2::PartialMatch(text, kUndone)) return {false, false};
    const CellDate date = ParseCellDate(inside, order);
    return {date.date.has_value(), date.date.has_value(), date.date};
  }
  if (Among(text, {"+", "✓", "✔", "v", "х", "x", "yes", "true", "1"})) return {true, true};
  if (RE2::FullMatch(text, kYes)) return {true, true};
  return {false, false};
}

bool SaysNothing(std::string_view raw) {
  static const RE2 kNothing(
      R"((запрос[аы]?\s+)?(нет|отсутству(ет|ют)|не\s+(выявлен|заявлен|определ[её]н|указан|имеется|имеет|требуется|заполнен)[аоы]?|no|none|false|0)(\s+запрос(а|ов|ы)?)?[.!]?)");
  const std::string text = Lower(raw);
  return IsBlankCell(text) || RE2::FullMatch(text, kNothing);
}

CellClass ParseClass(std::string_view raw) {
  std::string figures;
  std::string letters;
  size_t letter_count = 0;
  const std::string text = importer::OneLine(raw);
  static const RE2 kWord(R"((?i)\s*(класс|кл\.?)\s*$)");
  std::string bare = text;
  RE2::Replace(&bare, kWord, "");
  for (const CodePoint& point : DecodeUtf8(bare)) {
    const char32_t c = Upper(point.value);
    if (c >= '0' && c <= '9') {
      if (!letters.empty()) return {text, {}};
      figures += static_cast<char>(c);
    } else if (IsCyrillic(c) || IsLatin(c)) {
      AppendUtf8(Russian(c), letters);
      ++letter_count;
    } else if (!(c == ' ' || c == '-' || c == '"' || c == '\'' || c == '.' || c == U'«' ||
                 c == U'»' || c == U'–' || c == U'—' || c == 0x2011 || c == U'“' || c == U'”' ||
                 c == U'„' || c == U'(' || c == U')' || c == 0xA0)) {
      return {text, {}};
    }
  }
  const auto grade = WholeNumber(figures);
  if (!grade || *grade < 1 || *grade > 12 || letter_count > 2) return {text, {}};
  return {std::to_string(*grade) + letters, std::to_string(*grade)};
}

std::optional<std::string> FindSchoolYear(std::string_view text) {
  static const RE2 kYears(
      R"((?:^|[^\d])(20\d\d)\s*(?:[-–—/]|г\.?\s*[-–—/])\s*(?:20)?(\d\d)(?:[^\d]|$))");
  int first = 0;
  int second = 0;
  if (!RE2::PartialMatch(Piece(text), kYears, &first, &second)) return std::nullopt;
  if ((first + 1) % 100 != second) return std::nullopt;
  return std::to_string(first) + "/" + (second < 10 ? "0" : "") + std::to_string(second);
}

roster::PersonName ParseName(std::string_view raw) {
  const std::string text = importer::OneLine(raw);
  roster::PersonName name;
  const size_t first = text.find(' ');
  name.family = text.substr(0, first);
  if (first == std::string::npos) return name;
  const size_t second = text.find(' ', first + 1);
  name.given = text.substr(first + 1, second == std::string::npos ? second : second - first - 1);
  if (second != std::string::npos) name.middle = text.substr(second + 1);
  return name;
}

bool MixesAlphabets(std::string_view text) {
  bool latin = false;
  bool cyrillic = false;
  for (const CodePoint& point : DecodeUtf8(text)) {
    if (point.value == ' ' || point.value == '-') latin = cyrillic = false;
    latin |= IsLatin(point.value);
    cyrillic |= IsCyrillic(point.value);
    if (latin && cyrillic) return true;
  }
  return false;
}

bool IsBlankCell(std::string_view text) {
  return Among(importer::OneLine(text), {"", "-", "–", "—", "--", "---"});
}

std::optional<roster::Stage> ParseStage(std::string_view raw) {
  using roster::Stage;
  static const RE2 kBroken(R"((распал|расторг|прекращ|расформир|отказ|досрочно|выбыл|снят).*)");
  static const RE2 kClosed(R"((заверш|закры|оконч|итог).*)");
  static const RE2 kWorking(
      R"((работа|действ|актив|сформир|создан|в работе|в процессе|начат|нов).*)");
  const std::string text = Lower(raw);
  if (IsBlankCell(text)) return Stage::kWorking;
  if (RE2::FullMatch(text, kBroken)) return Stage::kBrokenOff;
  if (RE2::FullMatch(text, kClosed)) return Stage::kClosed;
  if (RE2::FullMatch(text, kWorking)) return Stage::kWorking;
  return std::nullopt;
}

std::optional<roster::PersonKind> ParseKind(std::string_view raw) {
  using roster::PersonKind;
  const std::string text = Lower(raw);
  for (const std::string_view word :
       {"учени", "обучающ", "учащ", "воспитанни", "student", "pupil"}) {
    if (text.starts_with(word)) return PersonKind::kPupil;
  }
  for (const std::string_view word : {"родител", "законный", "parent", "guardian"}) {
    if (text.starts_with(word)) return PersonKind::kRelative;
  }
  for (const std::string_view word : {"учител", "педагог", "преподават", "teacher", "faculty"}) {
    if (text.starts_with(word)) return PersonKind::kTeacher;
  }
  for (const std::string_view word :
       {"сотрудник", "работник", "администра", "директор", "staff", "administrator", "principal"}) {
    if (text.starts_with(word)) return PersonKind::kStaff;
  }
  return std::nullopt;
}

roster::PersonKind KindOfPosition(std::string_view position) {
  const std::string text = Lower(position);
  for (const std::string_view word : {"учител", "преподават", "воспитател", "педагог", "teacher"}) {
    if (text.find(word) != std::string::npos) return roster::PersonKind::kTeacher;
  }
  return roster::PersonKind::kStaff;
}

}  // namespace vekha::intake
