#include "engine/simulation/history.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/workflow/state.h"

namespace vekha::simulation {
namespace {

// The day of its own an input has; none for the directory and roadmaps.
std::optional<Date> OwnDay(const workflow::Event& event, Date committed) {
  if (const auto* fact = std::get_if<workflow::FactRecorded>(&event)) {
    return fact->record.observed_on.value_or(committed);
  }
  if (const auto* report = std::get_if<workflow::TaskReported>(&event)) return report->report.on;
  if (const auto* closed = std::get_if<workflow::TaskClosed>(&event)) return closed->closing.on;
  return std::nullopt;
}

// A second run of a day moves no mark, but closes tasks and accounts for rungs as the first.
bool IsOfRun(const workflow::Event& event) {
  if (const auto* closed = std::get_if<workflow::TaskClosed>(&event)) {
    return closed->closing.by == task::ClosedBy::kFacts;
  }
  if (const auto* due = std::get_if<workflow::TaskDueSet>(&event)) {
    return due->by == task::DueBy::kFact;
  }
  return std::holds_alternative<workflow::MarkMoved>(event) ||
         std::holds_alternative<workflow::RungAccounted>(event) ||
         std::holds_alternative<workflow::NotificationEmitted>(event);
}

// The days of adoptions, asked in the order of the log. The first of a roadmap by an organization
// is of its own first day, though it may have been recorded later; another version has come on the
// day it was adopted, whatever first day it says.
class AdoptionDays {
 public:
  // What an adoption brings with it (days that stay though another version moves them) comes with
  // it; nothing for a commit without one.
  std::optional<Date> Of(const HistoryStep& commit) {
    for (const workflow::Event& event : commit.inputs) {
      const auto* adopted = std::get_if<workflow::RoadmapAdopted>(&event);
      if (adopted == nullptr) continue;
      const workflow::Adoption& adoption = adopted->adoption;
      const auto [known, is_first] =
          last_.try_emplace({adoption.organization, adoption.roadmap}, adoption.on);
      if (!is_first) known->second = std::max(known->second, commit.on);
      return known->second;
    }
    return std::nullopt;
  }

 private:
  std::map<workflow::AdoptionKey, Date> last_;
};

}  // namespace

void History::Add(Date on, std::vector<workflow::Event> events) {
  HistoryStep step{on, {}, std::nullopt};
  for (const workflow::Event& event : events) {
    if (const auto* moved = std::get_if<workflow::MarkMoved>(&event)) last_run_ = moved->as_of;
    if (IsOfRun(event)) step.run = last_run_.value_or(on);
  }
  if (!step.run) step.inputs = std::move(events);
  steps_.push_back(std::move(step));
}

bool History::HasRunIn(const Period& span) const {
  return std::any_of(steps_.begin(), steps_.end(),
                     [&](const HistoryStep& step) { return step.run && span.Contains(*step.run); });
}

std::vector<HistoryStep> History::Daily(const Period& span) const {
  std::vector<HistoryStep> days;
  for (Date date = span.first; date <= span.last; date = AddDays(date, 1)) {
    days.push_back({date, {}, date});
  }
  std::vector<HistoryStep> out;
  out.push_back({span.first, {}, std::nullopt});
  std::vector<std::pair<Date, workflow::Event>> dated;
  AdoptionDays adoption_days;
  for (const HistoryStep& step : steps_) {
    const std::optional<Date> adopted = adoption_days.Of(step);
    for (const workflow::Event& event : step.inputs) {
      if (const auto day = adopted ? adopted : OwnDay(event, step.on)) {
        dated.emplace_back(*day, event);
      } else {
        out.front().inputs.push_back(event);
      }
    }
  }
  std::stable_sort(dated.begin(), dated.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  size_t next = 0;
  for (HistoryStep& day : days) {
    HistoryStep before{day.on, {}, std::nullopt};
    for (; next < dated.size() && dated[next].first <= day.on; ++next) {
      before.inputs.push_back(std::move(dated[next].second));
    }
    if (!before.inputs.empty()) out.push_back(std::move(before));
    out.push_back(std::move(day));
  }
  return out;
}

}  // namespace vekha::simulation
