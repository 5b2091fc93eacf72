// How things stand: totals over an organization and everything below it, by what is asked for.
#pragma once

#include <absl/status/statusor.h>

#include <vector>

#include "engine/overview/group.h"
#include "engine/overview/selection.h"

namespace vekha::overview {

inline constexpr int kSoonDays = 7;

// Of tasks on a day. Each is counted in exactly one of the first six; the rest are parts of these.
struct Totals {
  int64_t planned = 0;
  int64_t open = 0;
  int64_t reported = 0;  // waits for its controller
  int64_t closed = 0;
  int64_t withdrawn = 0;
  int64_t not_applying = 0;  // of those not done
  int64_t overdue = 0;       // of the open
  int64_t due_soon = 0;      // of the planned and open: due that day or in the six after it
  int64_t blocked = 0;       // of the planned and open
  int64_t ongoing = 0;       // of the planned and open
  int64_t done_late = 0;     // of the reported and closed

  int64_t all() const { return planned + open + reported + closed + withdrawn + not_applying; }
  Totals& operator+=(const Totals& other);
  bool operator==(const Totals&) const = default;
};

struct SummaryGroup {
  GroupKey key;
  Totals totals;
};

struct Summary {
  Totals totals;                     // the sum of the groups, whatever they are by
  std::vector<SummaryGroup> groups;  // tree, document or name order; none without a task
};

// On a day later than what is known: as it will be if nothing more happens. On an earlier one: what
// is known now, held against that day; work done after it counts as done. Rejections: SheetsOn().
absl::StatusOr<Summary> Summarize(const workflow::State& state, const workflow::RuleBook& rules,
                                  const Selection& selection, Date on, GroupBy by);

// What an organization leaves undone when it is closed: its own tasks on the eve, as if it stayed
// open until then. The closure need not be recorded. Nothing when it follows no roadmap.
// ORGANIZATION_UNKNOWN, CALENDAR_NOT_COVERED.
absl::StatusOr<Totals> LeftUndone(const workflow::State& state, const workflow::RuleBook& rules,
                                  const OrganizationId& organization,
                                  const workflow::Closure& closure);

}  // namespace vekha::overview
