#include "service/importer/region.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"

namespace vekha::importer {
namespace {

constexpr size_t kTextBytesMax = 60'000;  // of a document looked through

struct Kind {
  const char* word;
  const char* pattern;  // in any case
};
constexpr std::array<Kind, 3> kKinds = {{{"республика", R"(республик\p{L}{0,3})"},
                                         {"область", R"(област\p{L}{0,3})"},
                                         {"край", R"(кра[йяюе]\p{L}{0,2})"}}};

std::vector<std::string> WordsOf(std::string_view title) {
  static const RE2 kWord(R"((\p{L}+))");
  std::vector<std::string> words;
  const std::string lower = LowerUtf8(title);
  re2::StringPiece rest(lower);
  std::string word;
  while (RE2::FindAndConsume(&rest, kWord, &word)) words.push_back(word);
  return words;
}

// "белгородская" -> "белгородск", "дагестан" -> "дагестан": what no case changes.
std::string StemOf(std::string word) {
  static const RE2 kAdjective(R"(^(\p{L}{3,})(?:ая|ий|ый|ой|ое)$)");
  static const RE2 kNoun(R"(^(\p{L}{3,})[аеиоуыэюяйь]$)");
  std::string stem;
  if (RE2::FullMatch(word, kAdjective, &stem)) return stem;
  if (RE2::FullMatch(word, kNoun, &stem)) return stem;
  return word;
}

// "Республика Дагестан" matches "Республики Дагестан", "в Дагестане"; a name shorter than that
// needs its kind beside it: "Республике Алтай" is not the Altai territory.
std::string PatternOf(std::string_view title) {
  std::string name;
  const char* kind = nullptr;
  bool first = false;
  const std::vector<std::string> words = WordsOf(title);
  for (const std::string& word : words) {
    const auto known = std::ranges::find(kKinds, word, &Kind::word);
    if (known != kKinds.end()) {
      kind = known->pattern;
      first = name.empty();
    } else {
      name += (name.empty() ? "" : R"([\s()–-]+)") + StemOf(word) + R"(\p{L}{0,3})";
    }
  }
  if (kind == nullptr) return R"((?:^|\P{L})()" + name + R"()(?:\P{L}|$))";
  const std::string both =
      first ? fmt::format(R"({}\s+{})", kind, name) : fmt::format(R"({}\s+{})", name, kind);
  const bool alone = first && words.size() == 2 && CodePointCount(words.back()) > 5;
  return fmt::format(R"((?:^|\P{{L}})({})(?:\P{{L}}|$))", alone ? both + "|" + name : both);
}

bool IsKind(const std::string& word) {
  return std::ranges::find(kKinds, word, &Kind::word) != kKinds.end();
}

bool HoldsStems(const std::string& text, std::string_view title) {
  return std::ranges::all_of(WordsOf(title), [&](const std::string& word) {
    return IsKind(word) || text.find(StemOf(word)) != std::string::npos;
  });
}

struct Found {
  std::string region;
  std::string words;
  size_t at = 0;
};

// The region named first.
std::optional<Found> FindRegion(const std::string& text, const calendar::CalendarSet& calendars) {
  const std::string lower = LowerUtf8(text);
  std::optional<Found> best;
  for (const std::string& region : calendars.Regions()) {
    if (region == "RU") continue;
    const std::string title = calendars.Title(region);
    if (!HoldsStems(lower, title)) continue;  // cheaper than a pattern for each region
    re2::StringPiece match;
    if (!RE2::PartialMatch(lower, RE2(PatternOf(title)), &match)) continue;
    const auto at = static_cast<size_t>(match.data() - lower.data());
    if (!best || at < best->at) best = Found{region, OneLine({match.data(), match.size()}), at};
  }
  return best;
}

// A region without a calendar of its own: "Кировская область".
std::string UnknownRegion(const std::string& text) {
  static const RE2 kRegion(
      R"((\p{Lu}\p{L}+(?:ая|ой|ую)\s+област\p{L}{1,3}|\p{Lu}\p{L}+(?:ий|ого|ому|ом)\s+кра[йяюе]\p{L}{0,2}|[Рр]еспублик\p{L}{1,2}\s+\p{Lu}\p{L}+))");
  std::string words;
  RE2::PartialMatch(text, kRegion, &words);
  return words;
}

std::string TextOf(const std::vector<std::string>& above, const Draft& draft) {
  std::string text = draft.title;
  for (const std::string& paragraph : above) {
    if (text.size() < kTextBytesMax) text = Join(text, OneLine(paragraph));
  }
  for (const DraftStage& stage : draft.stages) {
    for (const auto& row : stage.rows) {
      const auto* measure = std::get_if<DraftMeasure>(&row);
      if (measure != nullptr && text.size() < kTextBytesMax)
        text = Join(text, measure->responsible);
    }
  }
  return text;
}

// The first year of the period the calendar does not have.
std::optional<int> MissingYear(const calendar::WorkCalendar& calendar, const Period& period) {
  const std::vector<int> years = calendar.years();
  for (int year = period.first.year(); year <= period.last.year(); ++year) {
    if (std::ranges::find(years, year) == years.end()) return year;
  }
  return std::nullopt;
}

}  // namespace

void ReadRegion(const std::vector<std::string>& above, const calendar::CalendarSet* calendars,
                Draft& draft) {
  const auto note = [&](std::string text, std::string cell) {
    draft.guesses.push_back({"calendar", std::move(text), std::move(cell), {}});
  };
  if (calendars == nullptr) return note("только федеральные дни; укажите регион", {});
  const std::string text = TextOf(above, draft);
  const auto found = FindRegion(text, *calendars);
  if (!found) {
    const std::string unknown = UnknownRegion(text);
    return note(unknown.empty() ? "регион не назван: только федеральные дни"
                                : "календаря этого региона нет: только федеральные дни",
                unknown);
  }
  const auto calendar = calendars->Get({.region = found->region});
  const auto missing =
      calendar.ok() && draft.period ? MissingYear(**calendar, *draft.period) : std::optional<int>();
  if (missing) {
    return note(fmt::format("{}: её дней за {} год нет, взяты только федеральные",
                            calendars->Title(found->region), *missing),
                found->words);
  }
  draft.calendar = found->region;
  note("регион назван в документе", found->words);
}

}  // namespace vekha::importer
