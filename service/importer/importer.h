// Documents -> rule files: what a school has in Word becomes a roadmap the engine reads, with every
// guess to be confirmed. Pure but for the libraries that unpack: no file is opened here.
//
//   reader/      bytes -> Document: paragraphs and tables with their places
//   columns      which column says what
//   row_reader   rows -> stages and measures
//   plan_tables  which tables are the plan
//   surroundings title, period, level, approval
//   region       the calendar of the region named there
//   writer       Draft -> YAML
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar/calendar_set.h"
#include "service/importer/draft.h"
#include "service/importer/writer.h"

namespace vekha::importer {

struct Import {
  std::string text;  // of the rule file
  RowCount count;    // count.read == count.written + refused.size()
  std::vector<RefusedRow> refused;
  std::vector<PlacedGuess> guesses;
  std::vector<std::string> remarks;  // which table was taken, what was passed over; Russian
};

struct ImportOptions {
  // What regions have calendars, and for which years; none: every roadmap gets the federal one.
  const calendar::CalendarSet* calendars = nullptr;
  // Rows done, of how many; for long documents.
  std::function<void(size_t done, size_t all)> progress;
};

// `name` is the document's own ("План 2022.docx"): the roadmap's id is made of it. Nothing of a
// table is lost: every row is written or refused with a reason. A document that cannot be read, or
// has no table that is a plan, is a refusal (refusal.h).
absl::StatusOr<Import> ImportDocument(std::string_view bytes, std::string_view name,
                                      const ImportOptions& options = {});

}  // namespace vekha::importer
