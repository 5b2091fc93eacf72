// What can be wrong with a rule file or a library. Scripts rely on the codes: add, never renumber.
// Wrong YAML and wrong kinds of values are E00xx (engine/yaml), what is wrong inside a condition is
// E02xx (engine/condition).
#pragma once

#include <array>
#include <string_view>

namespace vekha::roadmap::code {

inline constexpr const char* kBadId = "E0101";
inline constexpr const char* kTooLong = "E0102";
inline constexpr const char* kTooMany = "E0103";
inline constexpr const char* kDuplicateId = "E0104";
inline constexpr const char* kUnknownMeasure = "E0105";
inline constexpr const char* kDependencyCycle = "E0106";
inline constexpr const char* kUnreadableTerm = "E0107";
inline constexpr const char* kContradictoryTerm = "E0108";
inline constexpr const char* kMissingTerm = "E0109";
inline constexpr const char* kWrongFact = "E0110";
inline constexpr const char* kWrongResult = "E0111";
inline constexpr const char* kUnknownLadder = "E0112";
inline constexpr const char* kUnknownLibrary = "E0113";
inline constexpr const char* kWrongLevel = "E0114";
inline constexpr const char* kBadFormat = "E0115";
inline constexpr const char* kPeriodTooLong = "E0116";
inline constexpr const char* kNoMeasures = "E0117";
inline constexpr const char* kCostSum = "E0118";
inline constexpr const char* kImpossibleTarget = "E0119";
inline constexpr const char* kUnknownCalendar = "E0402";
inline constexpr const char* kUnusedKey = "W0151";
inline constexpr const char* kNoOccurrence = "W0152";
inline constexpr const char* kRepairedTerm = "N0161";
inline constexpr const char* kGuessedTerm = "N0162";
inline constexpr const char* kDroppedDependency = "N0163";
inline constexpr const char* kMoreProblems = "N0164";

struct Meaning {
  std::string_view code;
  std::string_view meaning;
  std::string_view russian;
};

inline constexpr auto kMeanings = std::to_array<Meaning>({
    {kBadId, "an id, name or region with characters it may not have",
     "обозначение, имя или регион с недопустимыми знаками"},
    {kTooLong, "a text over its limit", "текст длиннее допустимого"},
    {kTooMany, "more entries than the limit", "записей больше допустимого"},
    {kDuplicateId, "an id, role name or library used twice",
     "обозначение, имя роли или библиотека стоят дважды"},
    {kUnknownMeasure, "a dependency on a measure that is not in the file",
     "зависимость от мероприятия, которого в файле нет"},
    {kDependencyCycle, "measures that wait for each other", "мероприятия ждут друг друга"},
    {kUnreadableTerm, "a term that cannot be read", "срок, который не прочитан"},
    {kContradictoryTerm, "a term in parts whose parts do not fit",
     "срок по частям, которые не сходятся"},
    {kMissingTerm, "a measure without a term", "мероприятие без срока"},
    {kWrongFact, "a fact that is not declared, or is no date where a date is needed",
     "факт не объявлен или не дата там, где нужна дата"},
    {kWrongResult, "a condition that gives neither true nor false, or a value that is no number",
     "условие даёт не true и не false, или выражение не число"},
    {kUnknownLadder, "a ladder that is not in rules/ladders.yaml",
     "лестницы нет в rules/ladders.yaml"},
    {kUnknownLibrary, "a library or a measure of it that does not exist",
     "нет такой библиотеки или мероприятия в ней"},
    {kWrongLevel, "a fan-out to a level that is not below the roadmap's",
     "раздача уровню, который не ниже уровня карты"},
    {kBadFormat, "a span of days, an offset or a year that is not written as it must be",
     "промежуток дней, отступ или год написан не так"},
    {kPeriodTooLong, "a period of more years than the limit", "период длиннее допустимого"},
    {kNoMeasures, "a file without a single measure", "файл без единого мероприятия"},
    {kCostSum, "conditions that together could cost more than one run may",
     "условия вместе могут стоить больше, чем можно прогону"},
    {kImpossibleTarget,
     "a target that cannot be: a share above 100 %, a year outside the period or given twice",
     "невозможная цель: доля больше 100 %, год вне периода или назван дважды"},
    {kUnknownCalendar, "a region without a calendar, or a due day in a year it does not cover",
     "нет календаря региона или года с днём срока"},
    {kUnusedKey, "a key without effect where it stands", "ключ, который здесь ничего не меняет"},
    {kNoOccurrence, "a term without a single day in the period", "срок без единого дня в периоде"},
    {kRepairedTerm, "a slip in a term that was put right: confirm",
     "описка в сроке исправлена: подтвердите"},
    {kGuessedTerm, "a reading of a term that is a guess: confirm",
     "срок прочитан по догадке: подтвердите"},
    {kDroppedDependency, "a dependency of a library measure on one that is not used here",
     "зависимость от мероприятия библиотеки, которого здесь нет"},
    {kMoreProblems, "there are more problems than are shown", "замечаний больше, чем показано"},
});

}  // namespace vekha::roadmap::code
