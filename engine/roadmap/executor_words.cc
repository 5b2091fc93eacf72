#include "engine/roadmap/executor_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/utf8.h"

namespace vekha::roadmap {
namespace {

// Nominative singular as it stands in a cell; hyphenated ones are known by their first half.
constexpr auto kPositions = std::to_array<std::string_view>({
    "администратор", "ассистент",  "библиотекарь", "бухгалтер",    "воспитатель",   "вожатая",
    "вожатый",       "врач",       "врио",         "глава",        "декан",         "директор",
    "заведующая",    "заведующий", "завуч",        "зам",          "зам.",          "заместитель",
    "замдиректора",  "и.",         "инженер",      "инспектор",    "инструктор",    "консультант",
    "координатор",   "куратор",    "логопед",      "мастер",       "медсестра",     "методист",
    "министр",       "модератор",  "наставник",    "начальник",    "организатор",   "ответственная",
    "ответственный", "педагог",    "помощник",     "председатель", "преподаватель", "президент",
    "психолог",      "ректор",     "руководитель", "секретарь",    "советник",      "специалист",
    "тренер",        "тьютор",     "учитель",      "эксперт",
});

// Stems; with an ending of up to three letters they name several people or another case.
constexpr auto kPeopleStems = std::to_array<std::string_view>({
    "администратор", "воспитател",  "выпускник", "директор", "заведующ",    "заместител",
    "консультант",   "координатор", "куратор",   "методист", "наставник",   "наставляем",
    "начальник",     "педагог",     "партнер",   "партнёр",  "председател", "представител",
    "преподавател",  "психолог",    "работник",  "родител",  "руководител", "сотрудник",
    "специалист",    "тьютор",      "ученик",    "участник", "учител",      "член",
    "эксперт",       "волонтер",    "волонтёр",  "обучающ",
});
constexpr size_t kLongestEnding = 3;

// Beginnings of words for bodies and institutions.
constexpr auto kInstitutionStems = std::to_array<std::string_view>({
    "администраци", "ассоциаци", "библиотек",  "гимнази",  "групп", "департамент", "институт",
    "колледж",      "комисси",   "комитет",    "лицей",    "лицеи", "министерств", "объединени",
    "орган",        "отдел",     "предприяти", "профсоюз", "служб", "совет",       "техникум",
    "университет",  "управлени", "учреждени",  "фонд",     "центр", "школ",
});

// Short for a longer word although it has more than three letters.
constexpr auto kLongAbbreviations =
    std::to_array<std::string_view>({"проф", "учит", "преп", "восп"});
constexpr size_t kAbbreviationLength = 3;
constexpr size_t kCapitalSurnameLength = 5;

bool IsUpper(char32_t c) { return LowerCodePoint(c) != c; }

bool IsLetter(char32_t c) {
  return IsUpper(c) || (c >= U'a' && c <= U'z') || (c >= U'а' && c <= U'я') || c == U'ё';
}

bool AllCapitals(std::string_view word) {
  size_t letters = 0;
  for (const CodePoint& c : DecodeUtf8(word)) {
    if (!IsLetter(c.value)) continue;
    if (!IsUpper(c.value)) return false;
    ++letters;
  }
  return letters >= 2;
}

bool IsPosition(const std::string& lower) {
  const std::string first_half = lower.substr(0, lower.find('-'));
  return std::ranges::find(kPositions, lower) != kPositions.end() ||
         std::ranges::find(kPositions, first_half) != kPositions.end();
}

bool IsPeople(std::string_view lower) {
  return std::ranges::any_of(kPeopleStems, [&](std::string_view stem) {
    return lower.starts_with(stem) && CodePointCount(lower.substr(stem.size())) <=
                                          kLongestEnding + (stem == "обучающ" ? 1 : 0);
  });
}

}  // namespace

bool StartsWithCapital(std::string_view word) {
  const std::vector<CodePoint> letters = DecodeUtf8(word);
  return !letters.empty() && IsUpper(letters.front().value);
}

ExecutorWord ClassifyExecutorWord(std::string_view word) {
  const std::string lower = LowerUtf8(word);
  if (IsPosition(lower)) return ExecutorWord::kPosition;
  if (IsPeople(lower)) return ExecutorWord::kPeople;
  const bool institution = std::ranges::any_of(
      kInstitutionStems, [&](std::string_view stem) { return lower.starts_with(stem); });
  if (institution || AllCapitals(word)) return ExecutorWord::kInstitution;
  return ExecutorWord::kOther;
}

bool IsAdjective(std::string_view word) {
  const std::string lower = LowerUtf8(word);
  return std::ranges::any_of(std::to_array<std::string_view>({"ый", "ий", "ой", "ая", "яя"}),
                             [&](std::string_view ending) { return lower.ends_with(ending); });
}

bool IsAbbreviation(std::string_view word) {
  const std::string lower = LowerUtf8(word);
  if (std::ranges::find(kLongAbbreviations, lower) != kLongAbbreviations.end()) return true;
  const std::vector<CodePoint> letters = DecodeUtf8(word);
  const bool small = !letters.empty() && !IsUpper(letters.back().value);
  return small && letters.size() <= kAbbreviationLength &&
         std::ranges::all_of(letters, [](const CodePoint& c) { return IsLetter(c.value); });
}

bool IsSurname(std::string_view word) {
  const std::vector<CodePoint> letters = DecodeUtf8(word);
  if (letters.size() < 2 || !IsUpper(letters.front().value)) return false;
  const bool plausible = std::ranges::all_of(
      letters, [](const CodePoint& c) { return IsLetter(c.value) || c.value == U'-'; });
  if (!plausible || ClassifyExecutorWord(word) == ExecutorWord::kPosition) return false;
  return !AllCapitals(word) || letters.size() >= kCapitalSurnameLength;
}

}  // namespace vekha::roadmap
