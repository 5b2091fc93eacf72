// Cells as they are written: slips, texts that break off, what slid into a neighbouring cell, and
// dates that are no terms.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

using roadmap::Measure;

struct CellOf {
  Cell cell = Cell::kRow;
  const std::string* text = nullptr;
};

std::array<CellOf, 3> TextsOf(const Measure& row) {
  return {
      {{Cell::kTitle, &row.title}, {Cell::kOutcome, &row.outcome}, {Cell::kResult, &row.result}}};
}

std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> words;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = text.find_first_not_of(" \n\t", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find_first_of(" \n\t", begin), text.size());
    words.push_back(text.substr(begin, at - begin));
  }
  return words;
}

bool HasLetters(std::string_view word) {
  static const RE2 kLetters("\\p{L}{2}");
  return RE2::PartialMatch(re2::StringPiece(word.data(), word.size()), kLetters);
}

// "и др. и др.": one to three words said twice over.
std::optional<std::string> FindStutter(std::string_view text) {
  const std::vector<std::string_view> words = SplitWords(text);
  constexpr size_t kLongest = 3;
  for (size_t n = kLongest; n >= 1; --n) {
    for (size_t i = 0; i + 2 * n <= words.size(); ++i) {
      if (!std::equal(words.begin() + static_cast<std::ptrdiff_t>(i),
                      words.begin() + static_cast<std::ptrdiff_t>(i + n),
                      words.begin() + static_cast<std::ptrdiff_t>(i + n)) ||
          !HasLetters(words[i + n - 1])) {
        continue;
      }
      const char* begin = words[i].data();
      const std::string_view last = words[i + 2 * n - 1];
      return std::string(begin, static_cast<size_t>(last.data() + last.size() - begin));
    }
  }
  return std::nullopt;
}

// A closing quote before any opening one.
bool ClosesUnopened(std::string_view text) {
  int depth = 0;
  for (const CodePoint& c : DecodeUtf8(text)) {
    if (c.value == U'«') ++depth;
    if (c.value != U'»') continue;
    if (depth == 0) return true;
    --depth;
  }
  return false;
}

struct Slip {
  std::string words;
  Bilingual why;
};

std::optional<Slip> FindSlip(const std::string& text) {
  struct Pattern {
    RE2 pattern;
    Bilingual why;
  };
  static const Pattern kPatterns[] = {
      {RE2("(</?[A-Za-z][^<>]{0,80}>)"), {"остаток разметки", "a leftover of markup"}},
      {RE2("(\\p{Cyrillic}+[A-Za-z][\\p{Cyrillic}A-Za-z]*|[A-Za-z]+\\p{Cyrillic}[\\p{Cyrillic}A-Za-"
           "z]*)"),
       {"русские и латинские буквы в одном слове", "Russian and Latin letters in one word"}},
      {RE2("(?i)(?:^|[^\\p{L}])((?:в|на|с|к|из|для|через|при|между|под|над),\\s+\\p{L}+)"),
       {"запятая после предлога", "a comma after a preposition"}},
      {RE2("(?i)(?:^|[^\\p{L}])(в "
           "течении\\s+(?:всего|год|период|месяц|квартал|недел|дн|учебн|\\d)\\p{L}*)"),
       {"о времени пишут «в течение»", "of time it is «в течение»"}},
      {RE2("(\\p{L}+\\s?(?:,\\s?,|;\\s?;|[^.]\\.\\.(?:[^.]|$)))"),
       {"знак препинания повторён", "a punctuation mark repeated"}},
  };
  for (const Pattern& one : kPatterns) {
    std::string words;
    if (RE2::PartialMatch(text, one.pattern, &words)) return Slip{words, one.why};
  }
  if (auto words = FindStutter(text)) {
    return Slip{*std::move(words), {"сказано дважды подряд", "said twice over"}};
  }
  if (ClosesUnopened(text)) {
    return Slip{"»", {"кавычка закрыта, но не открыта", "a quote closed and never opened"}};
  }
  return std::nullopt;
}

void CheckTypos(const Measure& row, Report& report) {
  for (const CellOf& one : TextsOf(row)) {
    const auto slip = FindSlip(*one.text);
    if (!slip) continue;
    report.Add("TEXT_TYPO", row, one.cell, slip->words,
               Say("{}: {}: {}", "{}: {}: {}", Label(row), slip->why, Quote(slip->words)));
  }
}

// Ends with a word that cannot be the last, or with a mark that promises more.
bool BreaksOff(const std::string& text) {
  static const RE2 kOpen(
      "(?i)(?:^|[^\\p{L}])(?:и|или|а|но|в|во|на|для|с|со|по|к|ко|о|об|от|до|из|при|за|у|через|под|"
      "над|между|не|что|котор\\p{L}+|включая|а также|в том "
      "числе|\\p{L}+(?:щ|вш)\\p{L}{2}ся)\\s*[:,]?\\s*$");
  static const RE2 kMark("(?:[,(«–—]|[\\p{L}]-)\\s*$");
  return RE2::PartialMatch(text, kOpen) || RE2::PartialMatch(text, kMark);
}

std::string LastWords(const std::string& text) {
  const std::vector<std::string_view> words = SplitWords(text);
  if (words.size() < 2) return text;
  return text.substr(static_cast<size_t>(words[words.size() - 2].data() - text.data()));
}

void CheckBreaks(const Measure& row, Report& report) {
  for (const CellOf& one : TextsOf(row)) {
    if (one.text->empty() || !BreaksOff(*one.text)) continue;
    const std::string words = LastWords(*one.text);
    report.Add(
        "TRUNCATED", row, one.cell, words,
        Say("{}: текст обрывается: «…{}»", "{}: the text breaks off: «…{}»", Label(row), words));
  }
}

bool BeginsLower(const std::string& text) {
  static const RE2 kLower("^[^\\p{L}\\d«\"(•*-]*\\p{Ll}");
  return RE2::PartialMatch(text, kLower);
}

// The rest of a result that breaks off stands in the next row; or a row has the result that its
// neighbour's title asks for.
void CheckAlignment(const Document& document, Report& report) {
  constexpr size_t kTelling = 3;  // words
  for (size_t i = 1; i < document.rows.size(); ++i) {
    const Measure& above = *document.rows[i - 1].measure;
    const Measure& row = *document.rows[i].measure;
    if (!row.result.empty() && BreaksOff(above.result) && BeginsLower(row.result)) {
      report.Add("RESULT_MISALIGNED", row, Cell::kResult, row.result,
                 Say("{}: результат {} продолжает результат строки {}: «…{}»",
                     "{}: the result {} goes on with that of row {}: «…{}»", Label(row),
                     Quote(row.result), Label(above), LastWords(above.result)));
      continue;
    }
    const std::vector<std::string> result = Stems(row.result);
    if (result.size() < kTelling || result == Stems(row.title)) continue;
    if (result != Stems(above.title) || row.title == above.title) continue;
    report.Add(
        "RESULT_MISALIGNED", row, Cell::kResult, row.result,
        Say("{}: результат {} - это название строки {}", "{}: the result {} is the title of row {}",
            Label(row), Quote(row.result), Label(above)));
  }
}

bool IsTermAlone(const std::string& text) {
  static const RE2 kWords(
      "(?i)(?:[\\d.,()/\\\\–—-]+|до|с|по|к|и|не "
      "позднее|января?|янв|февраля?|марта?|апреля?|мая|май|"
      "июня?|июля?|августа?|сентября?|октября?|ноября?|декабря?|гг?\\.?|год\\p{L}*|ежегодно|"
      "ежемесячно|ежеквартально|постоянно|в течени[еи]|учебн\\p{L}*|уч\\.?|квартал\\p{L}*|"
      "полугоди\\p{L}*|всего|период\\p{L}*|числа|месяц\\p{L}*|недел\\p{L}*|\\s+)+");
  static const RE2 kTime(
      "(?i)\\d{1,2}\\.\\d{1,2}\\.\\d{4}|(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|"
      "ноябр|декабр)|(?:^|\\s)ма[йя](?:\\s|$)|ежегодно|ежемесячно|ежеквартально|в течени");
  return RE2::PartialMatch(text, kTime) && RE2::FullMatch(text, kWords);
}

bool IsPersonAlone(const std::string& text) {
  static const RE2 kPerson(
      "\\p{Lu}\\p{Ll}+\\s+\\p{Lu}\\.\\s?\\p{Lu}\\.?|\\p{Lu}\\.\\s?\\p{Lu}\\.\\s?\\p{Lu}\\p{Ll}+");
  return RE2::FullMatch(text, kPerson);
}

bool IsPaperAlone(const std::string& text) {
  static const RE2 kPaper(
      "^(?:1[.)]\\s*)?(?:Приказы?|Положени[ея]|Протоколы?|Справк[аи]|Отч[её]ты?|Распоряжени[ея]|"
      "Журналы?|Сертификаты?)(?:$|[\\s.,;])");
  return RE2::PartialMatch(text, kPaper);
}

void CheckShift(const Measure& row, Report& report) {
  const auto say = [&](Cell cell, const std::string& text, const Bilingual& column,
                       const Bilingual& what) {
    report.Add("CELL_SHIFT", row, cell, text,
               Say("{}: в графе «{}» стоит {}: {}", "{}: column «{}» holds {}: {}", Label(row),
                   column, what, Quote(text)));
  };
  const Bilingual kResult{"результат", "result"};
  const Bilingual kResponsible{"ответственный", "responsible"};
  const Bilingual kTermWord{"срок", "a term"};
  if (IsTermAlone(row.result)) say(Cell::kResult, row.result, kResult, kTermWord);
  if (IsTermAlone(row.responsible_text)) {
    say(Cell::kResponsible, row.responsible_text, kResponsible, kTermWord);
  }
  if (IsTermAlone(row.title)) say(Cell::kTitle, row.title, {"мероприятие", "title"}, kTermWord);
  if (IsPersonAlone(row.result))
    say(Cell::kResult, row.result, kResult, {"исполнитель", "an executor"});
  if (IsPaperAlone(row.responsible_text)) {
    say(Cell::kResponsible, row.responsible_text, kResponsible, {"результат", "a result"});
  }
}

void CheckColumnNumbers(const Document& document, Report& report) {
  static const RE2 kNumber("\\s*\\d{1,2}\\.?\\s*");
  const Bilingual said{"название - одно число: это строка с номерами граф, а не мероприятие",
                       "the title is a number alone: the line of column numbers, not a measure"};
  for (const roadmap::Stage& stage : document.roadmap.stages) {
    if (RE2::FullMatch(stage.title, kNumber))
      report.AddAt("COLUMN_NUMBER_ROW", {stage.position, 1}, said);
    for (const roadmap::Heading& heading : stage.headings) {
      if (!RE2::FullMatch(heading.title, kNumber)) continue;
      report.AddAt("COLUMN_NUMBER_ROW", {heading.position, 1}, said);
    }
  }
  for (const Row& row : document.rows) {
    if (!RE2::FullMatch(row.measure->title, kNumber)) continue;
    report.Add("COLUMN_NUMBER_ROW", *row.measure, Cell::kTitle, row.measure->title, said);
  }
}

// "утверждённой распоряжением от 25.12.2019 № Р-145": said once for the document.
void CheckActs(const Document& document, Report& report) {
  static const RE2 kAct(
      "(?i)(от \\d{1,2}[.]\\d{1,2}[.]\\d{4}\\s*(?:г\\.?|года)?\\s*№\\s?[^\\s,;)]+)");
  const Measure* first = nullptr;
  std::string quoted;
  std::vector<std::string> labels;
  for (const Row& row : document.rows) {
    std::string words;
    if (!RE2::PartialMatch(row.measure->title, kAct, &words)) continue;
    if (first == nullptr) {
      first = row.measure;
      quoted = words;
    }
    labels.push_back(Label(*row.measure));
  }
  if (first == nullptr) return;
  report.Add("DATE_IN_TITLE", *first, Cell::kTitle, quoted,
             Say("{} - реквизит акта, а не срок (строки {})",
                 "{} is the date of an act, not a term (rows {})", Quote(quoted), SayList(labels)));
}

// Cells that write a date in one of two ways, and the first of either.
struct Ways {
  size_t some = 0;
  size_t others = 0;
  const Measure* first_some = nullptr;
  const Measure* first_other = nullptr;

  void TakeSome(const Measure& row) {
    if (some++ == 0) first_some = &row;
  }
  void TakeOther(const Measure& row) {
    if (others++ == 0) first_other = &row;
  }
  bool both() const { return some > 0 && others > 0; }
  const Measure& FirstOfFewer() const { return some <= others ? *first_some : *first_other; }
};

void CheckDateStyle(const Document& document, Report& report) {
  static const RE2 kNumeric("(?:^|[^\\d.])\\d{1,2}\\.\\d{1,2}\\.");
  static const RE2 kInWords(
      "(?i)\\d{1,2}\\s+(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|"
      "декабр)");
  static const RE2 kShortDay("(?:^|[^\\d.])[1-9]\\.\\d{1,2}\\.");
  static const RE2 kGlued("(\\d{4}г)");
  Ways words;
  Ways digits;
  const Measure* glued = nullptr;
  for (const TermCell& cell : document.terms) {
    const std::string& phrase = cell.measure->term_text;
    if (cell.measure->term_in_parts) continue;
    if (RE2::PartialMatch(phrase, kInWords)) words.TakeSome(*cell.measure);
    if (RE2::PartialMatch(phrase, kGlued) && glued == nullptr) glued = cell.measure;
    if (!RE2::PartialMatch(phrase, kNumeric)) continue;
    words.TakeOther(*cell.measure);
    if (RE2::PartialMatch(phrase, kShortDay)) {
      digits.TakeSome(*cell.measure);
    } else {
      digits.TakeOther(*cell.measure);
    }
  }
  const auto say = [&](const Measure& row, const Bilingual& message) {
    report.Add("DATE_STYLE", row, Cell::kTerm, row.term_text,
               Say("{}: {}", "{}: {}", Quote(row.term_text), message));
  };
  if (words.both()) {
    say(words.FirstOfFewer(),
        Say("месяц словом в сроках: {}, числом: {}",
            "the month is a word in terms: {}, a number in: {}", words.some, words.others));
  }
  if (digits.both()) {
    say(digits.FirstOfFewer(),
        Say("дней без нуля впереди: {}, с нулём: {}", "days without a leading zero: {}, with: {}",
            digits.some, digits.others));
  }
  if (glued != nullptr)
    say(*glued, {"«г» слитно с годом", "«г» is written together with the year"});
}

}  // namespace

void CheckSpelling(const Document& document, Report& report) {
  for (const Row& row : document.rows) {
    CheckTypos(*row.measure, report);
    CheckBreaks(*row.measure, report);
    CheckShift(*row.measure, report);
  }
  CheckAlignment(document, report);
  CheckColumnNumbers(document, report);
  CheckActs(document, report);
  CheckDateStyle(document, report);
}

}  // namespace vekha::lint
