#include "service/importer/surroundings.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/roadmap/keys.h"
#include "service/importer/cell_text.h"

namespace vekha::importer {
namespace {

constexpr size_t kTitleParagraphsMax = 12;
constexpr size_t kTitleBytesMax = 2000;
constexpr size_t kApprovalParagraphs = 9;

std::string Clean(const std::string& paragraph) {
  std::string text = paragraph;
  RE2::GlobalReplace(&text, R"(\*\*|__+)", " ");
  return OneLine(text);
}

// ---- title

bool BeginsTitle(const std::string& text) {
  static const RE2 kTitle(
      R"((?i)^(?:\p{L}+\s+)?(?:план\P{L}|план$|дорожная карта|комплекс мер|программа мероприятий|циклограмма|перечень мероприятий|мероприятия по\P{L}|график\P{L}))");
  static const RE2 kSmall(R"(^\p{Ll})");
  return RE2::PartialMatch(text, kTitle) && !RE2::PartialMatch(text, kSmall);
}

bool IsOpen(const std::string& text) {
  const auto count = [&](std::string_view sign) {
    size_t n = 0;
    for (size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at + 1)) ++n;
    return n;
  };
  return count("«") > count("»") || count("(") > count(")") || EndsHanging(text);
}

std::string FindTitle(const std::vector<std::string>& paragraphs, size_t* begin) {
  static const RE2 kSmallStart(R"(^[\p{Ll}(«№\d])");
  static const RE2 kStop(R"((?i)^(?:утвержд|согласов|цель|задач|принят))");
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    std::string title = Clean(paragraphs[i]);
    if (title.size() > kTitleBytesMax || !BeginsTitle(title)) continue;
    *begin = i;
    bool gap = false;
    for (size_t j = i + 1; j < paragraphs.size() && j < i + kTitleParagraphsMax; ++j) {
      const std::string next = Clean(paragraphs[j]);
      if (next.empty()) {
        gap = true;
        continue;
      }
      if (RE2::PartialMatch(next, kStop) || title.size() + next.size() > kTitleBytesMax) break;
      const bool goes_on = RE2::PartialMatch(next, kSmallStart) || IsOpen(title);
      if (!goes_on || (gap && title.size() > 120)) break;
      title = Join(title, next);
      gap = false;
    }
    return title;
  }
  return {};
}

// ---- approval

constexpr std::array<std::string_view, 12> kMonths = {"январ",   "феврал", "март",  "апрел",
                                                      "ма",      "июн",    "июл",   "август",
                                                      "сентябр", "октябр", "ноябр", "декабр"};

std::optional<Date> FindDate(const std::string& text) {
  static const RE2 kFigures(R"((\d{1,2})\s?\.\s?(\d{1,2})\s?\.\s?((?:19|20|21)\d{2}))");
  static const RE2 kWords(R"((?i)[«"]?(\d{1,2})[»"]?\s+(\p{L}{3,9})\s+((?:19|20|21)\d{2}))");
  int day = 0;
  int month = 0;
  int year = 0;
  if (RE2::PartialMatch(text, kFigures, &day, &month, &year)) return MakeDate(year, month, day);
  std::string word;
  if (!RE2::PartialMatch(text, kWords, &day, &word, &year)) return std::nullopt;
  const std::string lower = LowerUtf8(word);
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (lower.starts_with(kMonths[i])) return MakeDate(year, static_cast<int>(i) + 1, day);
  }
  return std::nullopt;
}

std::string FindPerson(const std::string& text) {
  static const RE2 kSurnameFirst(
      R"((\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)\s+(\p{Lu})\s?\.\s?(\p{Lu})\s?\.?)");
  static const RE2 kInitialsFirst(
      R"((\p{Lu}\s?\.\s?\p{Lu}\s?\.\s?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?))");
  std::string surname;
  std::string first;
  std::string second;
  if (RE2::PartialMatch(text, kSurnameFirst, &surname, &first, &second)) {
    return fmt::format("{} {}. {}.", surname, first, second);
  }
  return RE2::PartialMatch(text, kInitialsFirst, &surname) ? surname : std::string();
}

void FindApproval(const std::vector<std::string>& before, size_t end, Draft& draft) {
  static const RE2 kStamp(R"((?i)утвержд(?:аю|ен)|приложени\p{L}*\s*(?:№\s*\d+)?\s*$|^к приказу)");
  static const RE2 kNumber(R"((?:№|\bN)\s*([0-9][0-9A-Za-zА-Яа-я/-]*))");
  // What has a number of its own: a school, not a paper.
  static const RE2 kNumbered(
      R"((?i)«[^»]*»|(?:СОШ|ООШ|НОШ|ОУ|школ\p{L}*|гимнази\p{L}*|лице\p{L}*|сад\p{L}*|приложени\p{L}*)\s*№\s*\d+)");
  static const RE2 kOrder(
      R"((?i)(?:приказ|распоряжени|постановлени)\p{L}*\s+((?:«[^»]*»|(?:СОШ|ООШ|НОШ|школ\p{L}*|гимнази\p{L}*|лице\p{L}*|сад\p{L}*)\s*№\s*\d+|[^«\d№])+?)\s*(?:от\s|№|$))");
  for (size_t i = 0; i < std::min(end, before.size()); ++i) {
    if (!RE2::PartialMatch(before[i], kStamp)) continue;
    std::string stamp;
    for (size_t j = i; j < std::min({end, before.size(), i + kApprovalParagraphs}); ++j) {
      stamp = Join(stamp, Clean(before[j]));
    }
    Approval approval;
    approval.on = FindDate(stamp);
    // The number stands beside the date: "01.02.2023 №10", "от 03.12.2020 № 78-ОД".
    static const RE2 kDated(R"(\d{4}\s*(?:г\.?|года)?\s*(?:№|N)\s*([0-9][0-9A-Za-zА-Яа-я/-]*))");
    if (!RE2::PartialMatch(stamp, kDated, &approval.number) && approval.on) {
      std::string papers = stamp;
      RE2::GlobalReplace(&papers, kNumbered, " ");
      RE2::PartialMatch(papers, kNumber, &approval.number);
    }
    approval.by = FindPerson(stamp);
    if (approval.by.empty()) RE2::PartialMatch(stamp, kOrder, &approval.by);
    if (!approval.on && approval.number.empty()) continue;
    draft.guesses.push_back(
        {"source", "утверждение прочитано из текста над таблицей", Shorten(stamp, 160), {}});
    draft.approved = std::move(approval);
    return;
  }
}

// ---- level

void GuessLevel(const std::vector<std::string>& before, Draft& draft) {
  static const RE2 kSchool(
      R"(((?:^|[^\p{L}])(?:[МГ]?[КБА]?ОУ|СОШ|ООШ|МБДОУ|МАДОУ|МКДОУ|ДОУ|СПО|ГБПОУ|НОШ)(?:[^\p{L}]|$)|(?i)гимнази|лице[йя]|школ[аыеу]\s*(?:№|«)|детск\p{L}+ сад))");
  static const RE2 kMunicipality(
      R"((?i)(муниципальн\p{L}+ (?:район|округ|образовани)|район[ае]?(?:[^\p{L}]|$)|районн\p{L}+ (?:план|управлен)|городско\p{L}+ округ))");
  static const RE2 kRegion(R"((?i)(республик|област|кра[йяе](?:[^\p{L}]|$)|региональн))");
  std::string text = draft.title;
  const auto match = [&](const RE2& pattern, const char* level) {
    re2::StringPiece piece;
    if (!RE2::PartialMatch(text, pattern, &piece)) return false;
    draft.level = level;
    draft.guesses.push_back(
        {"level", "уровень по словам над таблицей", OneLine({piece.data(), piece.size()}), {}});
    return true;
  };
  const auto any = [&] {
    return match(kSchool, "school") || match(kMunicipality, "municipality") ||
           match(kRegion, "region");
  };
  if (any()) return;
  for (const std::string& paragraph : before) text = Join(text, Clean(paragraph));
  if (any()) return;
  draft.level = "school";
  draft.guesses.push_back({"level", "уровень в документе не назван", {}, {}});
}

// ---- period

struct Years {
  int first = 0;
  int last = 0;
  bool school = false;
  std::string text;
};

std::optional<Years> FindYears(const std::string& text) {
  static const RE2 kRange(
      R"((?i)((20\d{2})\s*[-–—/\\]\s*(20\d{2}|\d{2})\s*(уч\p{L}*\.?|учебн\p{L}*)?))");
  static const RE2 kUntil(R"((?i)((20\d{2})\s*(?:г\.|год\p{L}*)?\s*(?:по|до|и)\s*(20\d{2})))");
  static const RE2 kOne(R"((?i)((20\d{2})\s*(?:г\.|год|г(?:[^\p{L}]|$))))");
  Years years;
  std::string last;
  std::string school;
  if (RE2::PartialMatch(text, kRange, &years.text, &years.first, &last, &school)) {
    years.last = last.size() == 2 ? years.first / 100 * 100 + std::stoi(last) : std::stoi(last);
    years.school = !school.empty();
  } else if (RE2::PartialMatch(text, kUntil, &years.text, &years.first, &last)) {
    years.last = std::stoi(last);
  } else if (RE2::PartialMatch(text, kOne, &years.text, &years.first)) {
    years.last = years.first;
  } else {
    return std::nullopt;
  }
  if (years.last < years.first || years.last - years.first >= roadmap::kMaxPeriodYears) {
    return std::nullopt;
  }
  return years;
}

template <typename Take>
void ForEachMeasure(const Draft& draft, Take take) {
  for (const DraftStage& stage : draft.stages) {
    for (const auto& row : stage.rows) {
      if (const auto* measure = std::get_if<DraftMeasure>(&row)) take(*measure);
    }
  }
}

std::set<int> YearsOf(const std::string& text) {
  static const RE2 kYear(R"((?:^|[^\d])(20\d{2}))");
  std::set<int> years;
  re2::StringPiece rest(text);
  int year = 0;
  while (RE2::FindAndConsume(&rest, kYear, &year)) years.insert(year);
  return years;
}

// Terms may run past the school year the title names: a later date, or an autumn of its last year.
bool RunsPast(const Draft& draft, Date last) {
  static const RE2 kAutumn(
      R"((?i)(?:(?:сентябр|октябр|ноябр|декабр)\p{L}*|(?:4|IV)\s*-?\p{L}{0,2}\s*квартал\p{L}*)\D{0,12}(20\d{2}))");
  static const RE2 kYearly(
      R"((?i)(?:(?:сентябр|октябр|ноябр|декабр)|квартал).*ежегодн|ежегодн.*(?:(?:сентябр|октябр|ноябр|декабр)|квартал))");
  bool past = false;
  ForEachMeasure(draft, [&](const DraftMeasure& measure) {
    const auto day = FindDate(measure.term);
    bool autumn = RE2::PartialMatch(measure.term, kYearly) &&
                  YearsOf(measure.term).contains(static_cast<int>(last.year()));
    re2::StringPiece rest(measure.term);
    for (int year = 0; RE2::FindAndConsume(&rest, kAutumn, &year);) {
      autumn = autumn || year == static_cast<int>(last.year());
    }
    past = past || autumn || (day && *day > last);
  });
  return past;
}

}  // namespace

void ReadSurroundings(const std::vector<std::string>& before, Draft& draft) {
  size_t title_at = before.size();
  draft.title = FindTitle(before, &title_at);
  if (draft.title.empty()) {
    static const RE2 kPaper(
        R"((?i)^(?:утвержд|согласован|принят|приложени|(?:к\s+)?(?:приказ|распоряжени|постановлени)|от\s+[«"]?\d|протокол))");
    for (const std::string& paragraph : before) {
      const std::string text = Clean(paragraph);
      if (text.size() > draft.title.size() && !RE2::PartialMatch(text, kPaper)) {
        draft.title = Shorten(text, 300);
      }
    }
    if (draft.title.empty()) draft.title = "План мероприятий (дорожная карта)";
    draft.guesses.push_back({"title", "название плана над таблицей не найдено", {}, {}});
  } else {
    draft.guesses.push_back({"title", "название взято из текста над таблицей", {}, {}});
  }
  FindApproval(before, before.size(), draft);
  if (!draft.approved) draft.remarks.emplace_back("даты и номера утверждения в документе нет");
  GuessLevel(before, draft);
}

void ReadPeriod(const std::vector<std::string>& above, const std::vector<std::string>& headers,
                Draft& draft) {
  std::set<int> years;
  std::optional<Date> first_day;
  ForEachMeasure(draft, [&](const DraftMeasure& measure) {
    years.merge(YearsOf(measure.term));
    const auto day = FindDate(measure.term);
    if (day && (!first_day || *day < *first_day)) first_day = day;
  });
  std::string why;
  std::string quoted;
  Date first = *MakeDate(2000, 1, 1);
  Date last = first;
  std::optional<Years> titled = FindYears(draft.title);
  for (size_t i = 0; i < above.size() && !titled; ++i) {
    titled = FindYears(above[i]);
    if (titled && !titled->school) titled.reset();
  }
  if (titled) {
    first = *MakeDate(titled->first, titled->school ? 9 : 1, 1);
    last = *MakeDate(titled->last, titled->school ? 8 : 12, 31);
    why = "период по годам в названии или тексте над таблицей";
    quoted = titled->text;
    if (titled->school && RunsPast(draft, last)) {
      last = *MakeDate(titled->last, 12, 31);
      why += " и срокам внутри плана";
    }
  } else if (!years.empty() || first_day) {
    for (const std::string& text : headers) years.merge(YearsOf(text));
    first = first_day ? *first_day : *MakeDate(*years.begin(), 1, 1);
    const int last_year = years.empty() ? static_cast<int>(first.year()) : *years.rbegin();
    last = *MakeDate(std::max(last_year, static_cast<int>(first.year())), 12, 31);
    why = "период в документе не назван: по датам в сроках";
  } else if (draft.approved && draft.approved->on) {
    first = *draft.approved->on;
    last = *MakeDate(static_cast<int>(first.year()), 12, 31);
    why = "период в документе не назван: по дате утверждения";
  } else {
    why = "ни периода, ни одного года в документе нет: впишите период";
    last = *MakeDate(2000, 12, 31);
  }
  if (static_cast<int>(last.year()) - static_cast<int>(first.year()) >= roadmap::kMaxPeriodYears) {
    last = *MakeDate(static_cast<int>(first.year()) + roadmap::kMaxPeriodYears - 1, 12, 31);
  }
  draft.period = MakePeriod(first, last);
  draft.guesses.push_back({"period", why, quoted, {}});
}

}  // namespace vekha::importer
