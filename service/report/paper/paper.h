// A paper: what people send each other, ready to be written as .xlsx, .csv or .html
// (write_paper.h). Whoever fills it has done the counting per row; the writers add up.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/language.h"

namespace vekha::service::report {

// How a task stands, as a reader sees it; words, colours and marks: words.h.
enum class State {
  kOverdue,
  kDueSoon,
  kOpen,
  kReported,  // waits for the controller
  kDone,
  kDoneLate,
  kWithdrawn,
  kBlocked,  // by another task
  kPlanned,  // its window has not begun
  kWaiting,  // for a fact that sets its day
};
inline constexpr int kStateCount = 10;

enum class ColumnKind {
  kText,
  kInteger,
  kDecimal,
  kPercent,  // a fraction: 0.125 is shown as 12,5 %
  kDate,
  kState,
  kDayCount,  // whole days
};

// Whole numbers are exact up to 2^53 in every format.
using Cell = std::variant<std::monostate, std::string, int64_t, double, Date, State>;

// What stands in the row of totals and in group headings. kShare is the total of column `part` by
// the total of column `whole`, both kSum: the share over all rows, not the mean of their shares. A
// share of nothing is empty.
struct Total {
  enum class Kind { kNone, kSum, kShare };
  Kind kind = Kind::kNone;
  size_t part = 0;
  size_t whole = 0;
};

struct Column {
  std::string title;
  ColumnKind kind = ColumnKind::kText;
  int width = 0;  // in characters; 0: by kind
  Total total = {};
};

// A row of data, or the heading of a group: the rows after it up to the next heading of the same
// or an outer level. Level 0 is the outermost. A heading has no cells in columns with a total: they
// are added up by the writers, each row of data once.
struct Row {
  std::vector<Cell> cells;  // missing ones at the end are empty
  std::optional<int> heading = {};
};
inline constexpr int kGroupLevels = 6;

struct Sheet {
  std::string name;  // any text; formats cut it to what they can hold
  std::vector<Column> columns;
  std::vector<Row> rows;
};

// A stretch of time with what became of it; without `start` it is a mark on the due day.
struct Bar {
  std::string label;  // bars in a row with one label share a line
  std::optional<Date> start;
  Date due;
  State state = State::kOpen;
};

// The roadmap as a picture; in .html only. `from` to `to`, both included, is what is shown; a bar
// that reaches beyond is cut there. Today's line is drawn when it lies inside.
struct Timeline {
  std::string title;
  Date from;
  Date to;
  Date today;
  std::vector<Bar> bars;
};

struct Paper {
  Language language = Language::kRussian;  // of the words the writers add
  std::string title;
  std::string organization;
  Date day;                          // what the paper speaks of
  std::optional<uint64_t> revision;  // of the store, as of which it is true
  std::vector<std::string> notes;    // further lines under the title
  std::vector<Sheet> sheets;         // the first is the main one
  std::optional<Timeline> timeline;
};

// Ok, or kInvalidArgument with reason PAPER_INVALID that names sheet, row (1-based) and column: no
// sheet, a sheet without columns or with more than kColumns, a row longer than the header, a number
// that is not finite, a total that refers to no kSum column, a heading with a cell where a total
// comes or with a level outside 0..kGroupLevels - 1, a date before kFirstYear, sums beyond int64,
// no day, a timeline that ends before it begins or is longer than kTimelineYears.
absl::Status CheckPaper(const Paper& paper);
inline constexpr size_t kColumns = 1000;
inline constexpr int kTimelineYears = 15;

}  // namespace vekha::service::report
