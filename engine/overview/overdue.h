// The check before a report: what is late now, what will be late on the day of the report if
// nothing more happens, whose it is, and who can still mend it.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <vector>

#include "engine/overview/group.h"
#include "engine/overview/selection.h"
#include "engine/workflow/view.h"
#include "engine/workflow/wording.h"

namespace vekha::overview {

struct OverdueQuestion {
  Selection selection;
  Date as_of;
  Date on;                    // the day of the report; may be `as_of`
  std::optional<Date> since;  // the day of the last report, at most `as_of`
};

// Of tasks. A task due on `on` itself falls due and is not overdue that day.
struct OverdueCounts {
  int64_t overdue_now = 0;  // on `as_of`
  int64_t falls_due = 0;    // from `as_of` to `on`, both included, and not done
  int64_t overdue_on = 0;   // on `on`
  // On `since`, as far as it can be known from what is recorded now: overdue that day and not
  // reported, closed or withdrawn by its end, with the extensions granted by then. It cannot know
  // reports that were returned since (those days count as overdue), facts that said otherwise then,
  // or versions of a roadmap that have changed since. Work that facts closed was done on the day
  // the last of them was observed.
  int64_t overdue_since = 0;
  OverdueCounts& operator+=(const OverdueCounts& other);
  bool operator==(const OverdueCounts&) const = default;
};

struct OverdueGroup {
  GroupKey key;
  OverdueCounts counts;
};

// A task that is overdue on `on` or falls due before it.
struct OverdueHit {
  const SheetMarks* sheet = nullptr;  // kept by OverdueCheck::sheets
  uint32_t task = 0;                  // in the sheet
  int days_late = 0;                  // working days, on `on`
  bool overdue_now = false;
};

struct OverdueCheck {
  OverdueCounts counts;
  int64_t tasks = 0;  // looked at
  // Groups with anything to count, those with most overdue on `on` first, at most kGroupsMax each.
  std::vector<OverdueGroup> by_organization;  // each by itself
  std::vector<OverdueGroup> by_stage;
  std::vector<OverdueGroup> by_person;
  int64_t organizations = 0;  // how many groups there are in all
  int64_t people = 0;
  // The latest first, then in tree and document order.
  std::vector<OverdueHit> hits;
  std::vector<std::shared_ptr<const SheetMarks>> sheets;
};
inline constexpr size_t kGroupsMax = 500;

// Rejections: SheetsOn(), and REPORT_DAY_BEFORE_AS_OF, SINCE_AFTER_AS_OF.
absl::StatusOr<OverdueCheck> CheckOverdue(const workflow::State& state,
                                          const workflow::RuleBook& rules,
                                          const OverdueQuestion& question);

// The same for as long as nothing changes: "school/plan/3.5#0".
std::string NameOfHit(const OverdueHit& hit);

enum class SignKind { kAcknowledged, kReturned, kRequested, kDecided, kDelegated, kReported };
std::string_view SignKindName(SignKind kind);  // "acknowledged", ...
struct SignOfLife {
  Date on;
  SignKind kind = SignKind::kAcknowledged;
  bool operator==(const SignOfLife&) const = default;
};

struct Fixer {
  workflow::Answerable who;
  // Away on `as_of`; his own last day away, and who stands in for him that day, when somebody does.
  std::optional<Date> away_to;
  PersonId substitute;
};

struct OverdueItem {
  workflow::TaskSheet sheet;  // on `on`
  size_t index = 0;           // of the task
  std::string stage;          // id
  bool overdue_now = false;
  bool overdue_on = false;
  workflow::Wording missing;  // the paper that is not there
  std::optional<SignOfLife> sign;
  std::vector<Fixer> fixers;  // as of `as_of`, the first who answers first
};
absl::StatusOr<OverdueItem> DescribeHit(const workflow::State& state,
                                        const workflow::RuleBook& rules,
                                        const OverdueQuestion& question, const OverdueHit& hit);

}  // namespace vekha::overview
