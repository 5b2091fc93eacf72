// The document as a whole: approval, periods named in words, names of places, titles.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

using roadmap::Measure;

void CheckApproval(const Document& document, Report& report) {
  const roadmap::SourceDocument& source = document.roadmap.source;
  if (source.document.empty()) return;
  if (source.approved_on && !source.approved_number.empty()) return;
  report.AddHead("NO_APPROVAL", "source", source.document,
                 !source.approved_on
                     ? Bilingual("карта не утверждена: нет ни даты, ни номера, ни подписи",
                                 "the roadmap is not approved: no day, number or signature")
                     : Bilingual("у утверждения карты нет номера", "the approval has no number"));
}

// Years a text names as its period. A school year ends in the summer of the second year.
struct NamedPeriod {
  Period period;
  std::string words;
  bool school = false;
};

std::optional<NamedPeriod> FindPeriod(const std::string& text) {
  static const RE2 kYears(
      "(?i)(?:^|[^\\p{L}])((?:на|в|за|с|период "
      "с)\\s+(20\\d\\d)\\s*(?:г\\.|года?|год)?\\s*(?:[-–—/\\\\]|по)\\s*"
      "((?:20)?\\d\\d)\\s*((?:учебн\\p{L}+\\s+год\\p{L}*|уч\\.\\s*гг?\\.?|гг?\\.(?:\\s?г\\.)?|"
      "год\\p{L}*)?))");
  static const RE2 kYear("(?i)(?:^|[^\\p{L}])((?:на|в)\\s+(20\\d\\d)\\s+(?:год|году|г\\.))");
  std::string words;
  std::string tail;
  std::string last_text;
  int first = 0;
  if (RE2::PartialMatch(text, kYears, &words, &first, &last_text, &tail)) {
    int last = 0;
    std::from_chars(last_text.data(), last_text.data() + last_text.size(), last);
    if (last < 100) last += 2000;
    const bool school = LowerUtf8(tail).starts_with("уч");
    const auto from = MakeDate(first, school ? 9 : 1, 1);
    const auto to = MakeDate(last, school ? 8 : 12, 31);
    const auto period = from && to ? MakePeriod(*from, *to) : std::nullopt;
    if (period) return NamedPeriod{*period, words, school};
  }
  if (RE2::PartialMatch(text, kYear, &words, &first)) {
    const auto from = MakeDate(first, 1, 1);
    const auto to = MakeDate(first, 12, 31);
    if (from && to) return NamedPeriod{{*from, *to}, words, false};
  }
  return std::nullopt;
}

// Names of other papers say periods of their own.
std::string WithoutQuotes(const std::string& text) {
  std::string out = text;
  static const RE2 kQuoted("«[^«»]*»");
  while (RE2::GlobalReplace(&out, kQuoted, " ") > 0) {
  }
  return out;
}

void CheckTitlePeriod(const Document& document, const NamedPeriod& named, Report& report) {
  const Period& period = document.roadmap.period;
  if (named.period.Contains(period.first) && named.period.Contains(period.last)) return;
  report.AddHead("PERIOD_CONFLICT", "title", named.words,
                 Say("название говорит {} ({}), период карты {}",
                     "the title says {} ({}), the roadmap's period is {}", Quote(named.words),
                     SayPeriod(named.period), SayPeriod(period)));
}

// Periods said in rows that are not the title's.
void CheckRowPeriods(const Document& document, const NamedPeriod& named, Report& report) {
  struct Said {
    const Measure* row = nullptr;
    Cell cell = Cell::kRow;
    NamedPeriod period;
    std::vector<std::string> labels;
  };
  std::map<std::pair<Date, Date>, Said> others;
  for (const Row& row : document.rows) {
    const std::pair<Cell, const std::string*> cells[] = {{Cell::kTerm, &row.measure->term_text},
                                                         {Cell::kOutcome, &row.measure->outcome},
                                                         {Cell::kResult, &row.measure->result}};
    for (const auto& [cell, text] : cells) {
      const auto other = FindPeriod(WithoutQuotes(*text));
      if (!other || other->period == named.period) continue;
      if (other->period.first.year() == other->period.last.year()) continue;
      Said& said = others[{other->period.first, other->period.last}];
      if (said.row == nullptr) said = {row.measure, cell, *other, {}};
      if (said.labels.empty() || said.labels.back() != Label(*row.measure)) {
        said.labels.push_back(Label(*row.measure));
      }
    }
  }
  for (const auto& [period, said] : others) {
    report.Add("PERIOD_CONFLICT", *said.row, said.cell, said.period.words,
               Say("строки {} говорят {}, название карты {}",
                   "rows {} say {}, the roadmap's title says {}", SayList(said.labels),
                   Quote(said.period.words), Quote(named.words)));
  }
}

void CheckUndefinedPeriod(const Document& document, bool title_says, Report& report) {
  static const RE2 kWhole("(?i)(в течени[еи] (?:всего )?периода|весь период|всего периода)");
  static const RE2 kReporting("(?i)(отч[её]тн\\p{L}* период\\p{L}*|по итогам периода)");
  const Measure* first = nullptr;
  std::string first_words;
  std::vector<std::string> labels;
  for (const Row& row : document.rows) {
    const std::string& phrase = row.measure->term_text;
    std::string words;
    if (RE2::PartialMatch(phrase, kReporting, &words)) {
      report.Add("PERIOD_UNDEFINED", *row.measure, Cell::kTerm, words,
                 Say("{}: {} - какого периода, не сказано", "{}: {}: of which period is not said",
                     Label(*row.measure), Quote(phrase)));
    } else if (!title_says && RE2::PartialMatch(phrase, kWhole, &words)) {
      if (first == nullptr) first = row.measure;
      if (first == row.measure) first_words = words;
      labels.push_back(Label(*row.measure));
    }
  }
  if (first == nullptr) return;
  report.Add("PERIOD_UNDEFINED", *first, Cell::kTerm, first_words,
             Say("{} - какой период, в названии карты не сказано (строки {})",
                 "{}: the roadmap's title does not say which period (rows {})",
                 Quote(first->term_text), SayList(labels)));
}

void CheckPeriods(const Document& document, Report& report) {
  const auto named = FindPeriod(document.roadmap.title);
  if (named && !document.roadmap.source.document.empty()) {
    CheckTitlePeriod(document, *named, report);
    CheckRowPeriods(document, *named, report);
  }
  CheckUndefinedPeriod(document, named.has_value(), report);
}

// "Багаевского муниципального района": the stem of the adjective.
struct Named {
  std::string stem;
  std::string words;
};

std::vector<Named> DistrictsOf(const std::string& text, bool as_own_ground) {
  static const RE2 kDistrict(
      "(?:^|[^\\p{L}])((\\p{Lu}\\p{Ll}+ск)(?:ий|ого|ому|им|ом)\\s+(?:муниципальн\\p{L}+\\s+|"
      "городск\\p{L}+\\s+)?"
      "(?:район|округ)\\p{L}*)");
  static const RE2 kOnGround(
      "(?:территори\\p{L}|администраци\\p{L}|управлени\\p{L} "
      "образовани\\p{L})\\s+((\\p{Lu}\\p{Ll}+ск)"
      "(?:ий|ого|ому|им|ом)\\s+(?:муниципальн\\p{L}+\\s+|городск\\p{L}+\\s+)?(?:район|округ)\\p{L}*"
      ")");
  std::vector<Named> out;
  re2::StringPiece rest(text);
  Named one;
  while (RE2::FindAndConsume(&rest, as_own_ground ? kOnGround : kDistrict, &one.words, &one.stem)) {
    one.stem = LowerUtf8(one.stem);
    out.push_back(one);
  }
  return out;
}

void CheckForeign(const Document& document, Report& report) {
  std::set<std::string> own;
  for (const std::string* text : {&document.roadmap.title, &document.roadmap.source.approved_by}) {
    for (const Named& one : DistrictsOf(*text, false)) own.insert(one.stem);
  }
  if (own.empty()) return;
  const auto say = [&](const Named& one) {
    return Say("{} - чужое название: своё здесь {}", "{} is another's name: its own here is {}",
               Quote(one.words), Quote(*own.begin() + "…"));
  };
  for (const roadmap::Stage& stage : document.roadmap.stages) {
    for (const Named& one : DistrictsOf(stage.title, true)) {
      if (own.contains(one.stem)) continue;
      report.AddAt("FOREIGN_NAME",
                   FindWords(report.source(), stage.position, stage.title.size(), one.words),
                   say(one));
    }
  }
  for (const Row& row : document.rows) {
    const std::pair<Cell, const std::string*> cells[] = {{Cell::kTitle, &row.measure->title},
                                                         {Cell::kOutcome, &row.measure->outcome},
                                                         {Cell::kResult, &row.measure->result}};
    for (const auto& [cell, text] : cells) {
      for (const Named& one : DistrictsOf(*text, true)) {
        if (!own.contains(one.stem))
          report.Add("FOREIGN_NAME", *row.measure, cell, one.words, say(one));
      }
    }
  }
}

bool SumsUp(const std::string& title) {
  static const RE2 kSummary("(?i)итог|анализ|отч[её]т|мониторинг|результат|оценк|награжд|завершен");
  return RE2::PartialMatch(title, kSummary);
}

// The years of the title against the due days.
void CheckTitleYears(const Document& document, const Work& work, Report& report) {
  static const RE2 kSince("(?i)(с\\s+(20\\d\\d)\\s*г(?:ода)?\\.?)\\s*$");
  const Measure& measure = *work.measure;
  std::string words;
  int year = 0;
  const auto& all = measure.expansion.occurrences;
  if (RE2::PartialMatch(measure.title, kSince, &words, &year) && !all.empty()) {
    const Date starts = all.front().window.start.value_or(all.front().window.due);
    if (starts.year() < year && all.front().window.start) {
      report.Add("TERM_TITLE_CONFLICT", measure, Cell::kTitle, words,
                 Say("{}: название говорит {}, срок начинается {}",
                     "{}: the title says {}, the term begins on {}", Label(measure), Quote(words),
                     PlainDay(starts)));
    }
    return;
  }
  const auto named = FindPeriod(WithoutQuotes(measure.title));
  if (!named || SumsUp(measure.title)) return;
  Date last = named->period.last;
  if (named->school) {
    const schedule::MonthDay& end = document.roadmap.settings.school_year_last;
    last = MakeDate(last.year(), end.month, end.day).value_or(last);
  }
  std::vector<Date> late;
  for (const schedule::Occurrence& one : work.deadlines) {
    if (one.window.due > last) late.push_back(one.window.due);
  }
  if (late.empty()) return;
  report.Add("TERM_TITLE_CONFLICT", measure, Cell::kTitle, named->words,
             Say("{}: название говорит {} (по {}), а срок {}",
                 "{}: the title says {} (until {}), the term {}", Label(measure),
                 Quote(named->words), PlainDay(last), SayDays(late)));
}

// "На уровне школы": of what, only the row above says.
void CheckStanding(const Document& document, Report& report) {
  static const RE2 kPart("(?i)^(?:на|в|по|для|у|от)\\s+\\p{L}+(?:\\s+\\p{L}+)?\\s*(?:[.:]|$)");
  for (const Row& row : document.rows) {
    if (!RE2::PartialMatch(row.measure->title, kPart)) continue;
    report.Add("TITLE_NOT_SELF_STANDING", *row.measure, Cell::kTitle, row.measure->title,
               Say("{}: название {} непонятно без строки выше",
                   "{}: the title {} means nothing without the row above", Label(*row.measure),
                   Quote(row.measure->title)));
  }
}

// A capital-letter word used once that is one letter from one used all over.
void CheckAbbreviations(const Document& document, Report& report) {
  static const RE2 kWord("(?:^|[^\\p{L}])(\\p{Lu}{3,6})(?:$|[^\\p{L}])");
  std::map<std::string, size_t> counts;
  const auto count = [&](const std::string& text) {
    re2::StringPiece rest(text);
    std::string word;
    while (RE2::FindAndConsume(&rest, kWord, &word)) ++counts[word];
  };
  count(document.roadmap.title);
  for (const roadmap::Stage& stage : document.roadmap.stages) count(stage.title);
  for (const Row& row : document.rows) {
    for (const std::string* text : {&row.measure->title, &row.measure->term_text,
                                    &row.measure->outcome, &row.measure->result}) {
      count(*text);
    }
  }
  constexpr size_t kOften = 10;
  re2::StringPiece rest(document.roadmap.title);
  std::string word;
  while (RE2::FindAndConsume(&rest, kWord, &word)) {
    if (counts[word] != 1) continue;
    for (const auto& [other, times] : counts) {
      if (times < kOften || LetterDistance(word, other) != 1) continue;
      report.AddHead("ABBREVIATION", "title", word,
                     Say("{} встречается один раз, {} - {}", "{} occurs once, {} {} times",
                         Quote(word), Quote(other), times));
    }
  }
}

}  // namespace

void CheckTexts(const Document& document, Report& report) {
  CheckApproval(document, report);
  CheckPeriods(document, report);
  CheckForeign(document, report);
  for (const Work& work : document.works) CheckTitleYears(document, work, report);
  CheckStanding(document, report);
  CheckAbbreviations(document, report);
}

}  // namespace vekha::lint
