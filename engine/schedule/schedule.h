// A term held against a period: the windows it means there, each with how it was read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/window.h"
#include "engine/term/term.h"

namespace vekha::schedule {

struct MonthDay {
  int month = 1;
  int day = 1;
  bool operator==(const MonthDay&) const = default;
};

// Conventions an organization may set. Both days are included.
struct Settings {
  MonthDay school_year_first{9, 1};
  MonthDay school_year_last{5, 31};
};

struct Occurrence {
  Window window;
  bool ongoing = false;  // a span of work, not a deadline: never due, never overdue
  std::string reading;  // "30 октября 2022 года: каждый год периода", for explain; Russian
  bool operator==(const Occurrence&) const = default;
};

// What an undated part of a term waits for.
struct Wait {
  term::Flag kind = term::Flag::kExternal;  // kExternal, kRelative or kOnDemand
  std::string text;  // the document's words: "по отдельному графику"
  // Set when a fact of type date gives the day (the mapping form {anchor: ..., before: 3d} or
  // {external: ...}).
  std::string fact;
  int offset = 0;             // days from the fact's day to the due day; negative is before
  bool working_days = false;  // what `offset` counts
  bool operator==(const Wait&) const = default;
};

struct Expansion {
  std::vector<Occurrence> occurrences;  // by due day, then start; no two the same
  std::vector<term::Flag> flags;        // sorted, unique
  std::vector<term::Note> notes;        // what was read by convention, repaired or guessed
  std::vector<Wait> waits;
};

// DESIGN section 5.4: a date written in full is never clipped; a recurrence keeps the occurrences
// whose due day lies in the period; a quarter, half-year, year or school year cut by the period's
// edge is clipped; a month is not.
Expansion Expand(const term::TermReading& reading, Period period, const Settings& settings = {});

// "2022/23": the school year `day` belongs to, 1 September to 31 August.
std::string CycleOf(Date day);

}  // namespace vekha::schedule
