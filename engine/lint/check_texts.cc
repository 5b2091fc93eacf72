// The document as a whole: approval, periods named in words, names of places, rows that repeat each
// other or their own document.
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
                 !source.approved_on ? "карта не утверждена: нет ни даты, ни номера, ни подписи"
                                     : "у утверждения карты нет номера");
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

std::string SayPeriod(const Period& period) {
  return fmt::format("{} - {}", FormatRussian(period.first), FormatRussian(period.last));
}

void CheckTitlePeriod(const Document& document, const NamedPeriod& named, Report& report) {
  const Period& period = document.roadmap.period;
  if (named.period.Contains(period.first) && named.period.Contains(period.last)) return;
  report.AddHead("PERIOD_CONFLICT", "title", named.words,
                 fmt::format("название говорит {} ({}), период карты {}", Quote(named.words),
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
               fmt::format("строки {} говорят {}, название карты {}", SayList(said.labels),
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
      report.Add(
          "PERIOD_UNDEFINED", *row.measure, Cell::kTerm, words,
          fmt::format("{}: {} - какого периода, не сказано", Label(*row.measure), Quote(phrase)));
    } else if (!title_says && RE2::PartialMatch(phrase, kWhole, &words)) {
      if (first == nullptr) first = row.measure;
      if (first == row.measure) first_words = words;
      labels.push_back(Label(*row.measure));
    }
  }
  if (first == nullptr) return;
  report.Add("PERIOD_UNDEFINED", *first, Cell::kTerm, first_words,
             fmt::format("{} - какой период, в названии карты не сказано (строки {})",
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
    return fmt::format("{} - чужое название: своё здесь {}", Quote(one.words),
                       Quote(*own.begin() + "…"));
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

// The roadmap's own drafting, agreement or approval, not that of others'.
bool IsAboutItself(const Measure& measure) {
  static const RE2 kOwn(
      "(?i)^(?:разработка|согласование|утверждение|разработка и утверждение)\\s+дорожной\\s+карты");
  return !measure.for_each && RE2::PartialMatch(measure.title, kOwn);
}

void CheckSelf(const Document& document, Report& report) {
  const auto approved = document.roadmap.source.approved_on;
  if (!approved) return;
  for (const Work& work : document.works) {
    if (work.deadlines.empty() || !IsAboutItself(*work.measure)) continue;
    const Date due = work.deadlines.back().window.due;
    if (due <= *approved) continue;
    report.Add(
        "SELF_REFERENCE", *work.measure, Cell::kTitle,
        work.measure->title.substr(0, work.measure->title.find(' ')),
        fmt::format("{}: {} к {}, а карта утверждена {}", Label(*work.measure),
                    Quote(work.measure->title), FormatRussian(due), FormatRussian(*approved)));
  }
}

// What a title approves: the roadmap or the regulation; empty when neither.
std::string ApprovedIn(const std::string& title) {
  static const RE2 kApproves(
      "(?i)утверждени\\p{L}\\s[^;•.]*?(дорожн\\p{L}+ карт|положени\\p{L}+ о (?:программ\\p{L} "
      ")?наставничеств)");
  std::string object;
  if (!RE2::PartialMatch(title, kApproves, &object)) return {};
  return LowerUtf8(object).starts_with("дорожн") ? "дорожная карта" : "положение о наставничестве";
}

void CheckDuplicates(const Document& document, Report& report) {
  std::map<std::pair<std::string, std::optional<roadmap::Level>>, const Work*> approved;
  for (size_t i = 0; i < document.works.size(); ++i) {
    const Work& work = document.works[i];
    const std::string object = ApprovedIn(work.measure->title);
    if (!object.empty()) {
      const auto [first, is_new] =
          approved.emplace(std::pair(object, work.measure->for_each), &work);
      if (!is_new && first->second->row != work.row) {
        report.Add("DUPLICATE_MEASURE", *work.measure, Cell::kTitle, {},
                   fmt::format("{}: {} утверждается и здесь, и в строке {}", Label(*work.row),
                               object, Label(*first->second->measure)));
      }
    }
  }
  for (size_t i = 0; i < document.rows.size(); ++i) {
    const Measure& later = *document.rows[i].measure;
    for (size_t j = 0; j < i; ++j) {
      const Measure& earlier = *document.rows[j].measure;
      if (NormalizeName(earlier.title) != NormalizeName(later.title)) continue;
      if (earlier.term_text != later.term_text &&
          earlier.expansion.occurrences != later.expansion.occurrences) {
        continue;
      }
      report.Add("DUPLICATE_MEASURE", later, Cell::kTitle, later.title,
                 fmt::format("{}: то же, что в строке {}: {}", Label(later), Label(earlier),
                             Quote(later.title)));
      break;
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
                 fmt::format("{}: название говорит {}, срок начинается {}", Label(measure),
                             Quote(words), FormatRussian(starts)));
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
             fmt::format("{}: название говорит {} (по {}), а срок {}", Label(measure),
                         Quote(named->words), FormatRussian(last), SayDays(late)));
}

// "На уровне школы": of what, only the row above says.
void CheckStanding(const Document& document, Report& report) {
  static const RE2 kPart("(?i)^(?:на|в|по|для|у|от)\\s+\\p{L}+(?:\\s+\\p{L}+)?\\s*(?:[.:]|$)");
  for (const Row& row : document.rows) {
    if (!RE2::PartialMatch(row.measure->title, kPart)) continue;
    report.Add("TITLE_NOT_SELF_STANDING", *row.measure, Cell::kTitle, row.measure->title,
               fmt::format("{}: название {} непонятно без строки выше", Label(*row.measure),
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
      report.AddHead(
          "ABBREVIATION", "title", word,
          fmt::format("{} встречается один раз, {} - {}", Quote(word), Quote(other), times));
    }
  }
}

}  // namespace

void CheckTexts(const Document& document, Report& report) {
  CheckApproval(document, report);
  CheckPeriods(document, report);
  CheckForeign(document, report);
  CheckSelf(document, report);
  CheckDuplicates(document, report);
  for (const Work& work : document.works) CheckTitleYears(document, work, report);
  CheckStanding(document, report);
  CheckAbbreviations(document, report);
}

}  // namespace vekha::lint
