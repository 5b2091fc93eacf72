// The rule file format as a table: which keys a mapping may have, what stands under each, and what
// it is for. The reader takes its checks from here and the JSON Schema its text, so they cannot
// drift apart.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace vekha::roadmap {

// Limits of a rule file, in code points or entries. Ours: the largest real plan has 133 rows and a
// cell of 3,500 characters.
inline constexpr int kMaxMeasures = 5000;  // with items
inline constexpr int kMaxTitle = 2000;
inline constexpr int kMaxCell = 20'000;
inline constexpr int kMaxId = 64;
inline constexpr int kMaxListed = 500;
inline constexpr int kMaxPeriodYears = 15;

enum class Shape {
  kText,        // not empty
  kCell,        // a cell of the document; may be empty
  kId,          // of a measure or stage: letters, digits, . _ + - ( )
  kSlug,        // of a file: [a-z0-9-]+
  kName,        // of a role, ladder or library measure: [a-z0-9_-]+
  kUse,         // library/measure
  kRegion,      // RU or RU-XX
  kInteger,     // `min`..`max`
  kBool,        // true or false
  kDate,        // YYYY-MM-DD
  kPeriod,      // YYYY-MM-DD..YYYY-MM-DD
  kDaySpan,     // MM-DD..MM-DD
  kWord,        // one of `words`
  kWords,       // a list of some of `words`
  kGather,      // all, a number such as 5, or a share such as 80%
  kOffset,      // 3d (calendar days) or 10wd (working days)
  kExpression,  // a condition
  kFact,        // the name of a declared fact
  kIds,         // a list of measure ids
  kRecord,      // a mapping of `table`
  kRecords,     // a list of mappings of `table`
  kRows,        // a list of measures, heading rows and uses of library measures
  kTerm,        // a phrase, or a mapping of `table`
  kExecutors,   // a cell, or a list of mappings of `table`
  kCalendar,    // a region, or a mapping of `table`
  kRoleNames,   // a mapping from names to role ids
  kTargets,     // a mapping from years to numbers
};

enum class Need { kOptional, kRequired };

struct Key {
  std::string_view name;
  Shape shape = Shape::kText;
  Need need = Need::kOptional;
  std::string_view russian;  // what the key is for
  std::string_view english;
  std::span<const std::string_view> words = {};
  std::string_view table = {};
  int min = 0;
  int max = 0;
};

struct KeyTable {
  std::string_view name;
  std::string_view russian;
  std::string_view english;
  std::span<const Key> keys;
};

// nullptr when the table has no such key.
const Key* FindKey(const KeyTable& table, std::string_view name);

const KeyTable& RoadmapKeys();
const KeyTable& LibraryKeys();
const KeyTable& SourceKeys();
const KeyTable& ApprovedKeys();
const KeyTable& CalendarKeys();
const KeyTable& StageKeys();
const KeyTable& MeasureKeys();
const KeyTable& ItemKeys();
const KeyTable& UseKeys();
const KeyTable& HeadingKeys();
const KeyTable& TermKeys();
const KeyTable& ExecutorKeys();
const KeyTable& IndicatorKeys();

// All of them, in the order the schema shows them.
std::span<const KeyTable* const> AllKeyTables();

}  // namespace vekha::roadmap
