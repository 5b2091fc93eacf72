// What a simulated span came to, seen as a whole: who is told how much on which day, what is due
// and done on each day, and what is late on a chosen one.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/simulation/simulation.h"
#include "engine/workflow/view.h"

namespace vekha::simulation {

// Messages to one person in one organization, or to a role there that nobody holds.
struct Load {
  OrganizationId organization;
  PersonId person;        // empty: nobody to tell
  std::string addressee;  // the person's or role's name as it was known
  std::map<Date, int> by_day;
  int total = 0;
  int alerts = 0;  // of the total
  int unread = 0;  // of the total: the person was absent
};

struct DueTask {
  TaskId task;
  OrganizationId organization;
  MeasureId measure;
  std::string number;
  std::string title;
};

struct CalendarDay {
  std::vector<DueTask> due;  // effective due days as known at the end of the span
  int notified = 0;
  int closed = 0;
};

// Every task of every adoption on a day, each under its own organization's sheet.
absl::StatusOr<std::vector<workflow::TaskSheet>> AllSheets(const workflow::State& state,
                                                           const workflow::RuleBook& rules,
                                                           Date day);

class Summary {
 public:
  // What is told to people, and closed; what assumptions say and close counts, too.
  void Add(const Day& day);
  // The due days in `span`, from the sheets of its last day.
  void AddDue(const std::vector<workflow::TaskSheet>& sheets, const Period& span);

  // By organization, then addressee.
  std::vector<Load> Loads() const;
  // Days on which something is due, said or closed.
  const std::map<Date, CalendarDay>& calendar() const { return calendar_; }

 private:
  std::map<std::tuple<OrganizationId, std::string, PersonId>, Load> loads_;
  std::map<Date, CalendarDay> calendar_;
};

}  // namespace vekha::simulation
