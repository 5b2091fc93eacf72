#include "engine/overview/overdue.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#include "engine/base/status.h"
#include "engine/overview/grouper.h"
#include "engine/overview/wanted.h"
#include "engine/workflow/rejections.h"

namespace vekha::overview {
namespace {

using workflow::kNoDay;
using workflow::TaskEnd;

absl::Status CheckDays(const OverdueQuestion& question) {
  if (question.on < question.as_of) {
    return workflow::Invalid(
        "REPORT_DAY_BEFORE_AS_OF", "on_date",
        fmt::format(
            "the report day {} is before the day it is asked on, {}: ask as of an earlier day",
            FormatIso(question.on), FormatIso(question.as_of)),
        fmt::format("День отчёта {} раньше дня, на который спрашивают, {}: укажите и его (as-of).",
                    FormatRussian(question.on), FormatRussian(question.as_of)));
  }
  if (question.since && question.as_of < *question.since) {
    return workflow::Invalid(
        "SINCE_AFTER_AS_OF", "since_date",
        fmt::format("{} is after {}", FormatIso(*question.since), FormatIso(question.as_of)),
        fmt::format("День прошлого отчёта {} позже, чем {}.", FormatRussian(*question.since),
                    FormatRussian(question.as_of)));
  }
  return absl::OkStatus();
}

class Checker {
 public:
  Checker(const workflow::State& state, const workflow::RuleBook& rules,
          const OverdueQuestion& question)
      : state_(state),
        rules_(rules),
        question_(question),
        as_of_(workflow::DayNumberOf(question.as_of)),
        on_(workflow::DayNumberOf(question.on)),
        since_(question.since ? workflow::DayNumberOf(*question.since) : kNoDay),
        wanted_(state, rules, question.selection, question.as_of),
        organizations_(Group(GroupBy::kEachOrganization)),
        stages_(Group(GroupBy::kStage)),
        people_(Group(GroupBy::kPerson)) {}

  absl::StatusOr<OverdueCheck> Run() {
    VEKHA_ASSIGN_OR_RETURN(check_.sheets,
                           SheetsOn(state_, rules_, question_.selection, question_.on));
    // On the earlier day organizations may stand elsewhere, and conditions that read the day or the
    // quarter may say something else.
    VEKHA_ASSIGN_OR_RETURN(now_, AnySheetsOn(state_, rules_, question_.selection, question_.as_of));
    for (const auto& sheet : now_) LookNow(*sheet);
    if (question_.since) {
      VEKHA_ASSIGN_OR_RETURN(then_,
                             AnySheetsOn(state_, rules_, question_.selection, *question_.since));
      for (const auto& sheet : then_) LookThen(*sheet);
    }
    for (size_t i = 0; i < check_.sheets.size(); ++i) Look(i);
    for (auto& [late, hits] : by_lateness_) {
      check_.hits.insert(check_.hits.end(), hits.begin(), hits.end());
    }
    check_.by_organization = organizations_.Take(check_.organizations);
    int64_t stages = 0;
    check_.by_stage = stages_.Take(stages);
    check_.by_person = people_.Take(check_.people);
    return std::move(check_);
  }

 private:
  // Counts by one grouping.
  struct Counted {
    Grouper grouper;
    std::vector<OverdueCounts> counts;

    void Add(size_t index, const OverdueCounts& one) {
      const uint32_t group = grouper.Of(index);
      if (group >= counts.size()) counts.resize(group + 1);
      counts[group] += one;
    }

    std::vector<OverdueGroup> Take(int64_t& all) const {
      std::vector<OverdueGroup> out;
      for (const uint32_t group : grouper.InOrder()) {
        if (group < counts.size() && counts[group] != OverdueCounts{}) {
          out.push_back({grouper.groups()[group], counts[group]});
        }
      }
      all = static_cast<int64_t>(out.size());
      std::stable_sort(out.begin(), out.end(), [](const OverdueGroup& a, const OverdueGroup& b) {
        return std::pair(a.counts.overdue_on, a.counts.falls_due) >
               std::pair(b.counts.overdue_on, b.counts.falls_due);
      });
      if (out.size() > kGroupsMax) out.resize(kGroupsMax);
      return out;
    }
  };

  Counted Group(GroupBy by) const {
    return {Grouper(state_, rules_, question_.selection.organization, by, question_.as_of), {}};
  }

  void LookNow(const SheetMarks& sheet) {
    wanted_.Begin(sheet, question_.as_of);
    bool begun = false;
    for (size_t i = 0; i < sheet.tasks.size(); ++i) {
      if (!workflow::IsOverdueOn(sheet.tasks[i], as_of_) || !wanted_.Has(i)) continue;
      if (!begun) Begin(sheet, question_.as_of);
      begun = true;
      Add(i, OverdueCounts{1, 0, 0, 0});
    }
  }

  void LookThen(const SheetMarks& sheet) {
    wanted_.Begin(sheet, *question_.since);
    bool begun = false;
    for (size_t i = 0; i < sheet.tasks.size(); ++i) {
      if (sheet.tasks[i].due == kNoDay || !wanted_.Has(i) || !WasOverdue(sheet, i)) continue;
      if (!begun) Begin(sheet, *question_.since);
      begun = true;
      Add(i, OverdueCounts{0, 0, 0, 1});
    }
  }

  void Look(size_t number) {
    const SheetMarks& sheet = *check_.sheets[number];
    wanted_.Begin(sheet, question_.on);
    bool begun = false;
    for (size_t i = 0; i < sheet.tasks.size(); ++i) {
      if (!wanted_.Has(i)) continue;
      ++check_.tasks;
      const TaskMark& mark = sheet.tasks[i];
      if (mark.due == kNoDay) continue;
      OverdueCounts one;
      one.overdue_on = workflow::IsOverdueOn(mark, on_) ? 1 : 0;
      const bool falls_due = mark.end == TaskEnd::kNone && mark.applies && !mark.before_adoption &&
                             as_of_ <= mark.due && mark.due <= on_;
      one.falls_due = falls_due ? 1 : 0;
      if (one == OverdueCounts{}) continue;
      if (!begun) Begin(sheet, question_.on);
      begun = true;
      Add(i, one);
      const int late = one.overdue_on == 0 ? 0 : DaysLate(sheet, mark.due);
      by_lateness_[late].push_back(
          {&sheet, static_cast<uint32_t>(i), late, WasOverdueNow(number, i)});
    }
  }

  // Usually nothing moves, and the sheets of both days stand in the same places.
  bool WasOverdueNow(size_t number, size_t index) {
    const SheetMarks& sheet = *check_.sheets[number];
    const SheetMarks* now = number < now_.size() ? now_[number].get() : nullptr;
    if (now == nullptr || KeyOf(*now) != KeyOf(sheet)) now = FindNow(KeyOf(sheet));
    const bool same = now != nullptr && now->tasks.size() == sheet.tasks.size();
    return workflow::IsOverdueOn(same ? now->tasks[index] : sheet.tasks[index], as_of_);
  }

  using SheetKey = std::tuple<const OrganizationId&, const OrganizationId&, const RoadmapId&>;
  static SheetKey KeyOf(const SheetMarks& sheet) {
    return {sheet.organization, sheet.adoption.organization, sheet.adoption.roadmap};
  }

  const SheetMarks* FindNow(const SheetKey& key) {
    if (now_by_key_.empty()) {
      for (const auto& sheet : now_) now_by_key_.emplace(KeyOf(*sheet), sheet.get());
    }
    const auto found = now_by_key_.find(key);
    return found == now_by_key_.end() ? nullptr : found->second;
  }

  void Begin(const SheetMarks& sheet, Date read_on) {
    for (Counted* counted : {&organizations_, &stages_, &people_}) {
      counted->grouper.Begin(sheet, read_on);
    }
  }

  void Add(size_t index, const OverdueCounts& one) {
    check_.counts += one;
    for (Counted* counted : {&organizations_, &stages_, &people_}) counted->Add(index, one);
  }

  // At the end of `since`.
  bool WasOverdue(const SheetMarks& sheet, size_t index) const {
    const TaskMark& mark = sheet.tasks[index];
    if (!mark.applies || since_ < mark.open_from) return false;
    if (mark.done_on != kNoDay && mark.done_on <= since_) return false;
    const DayNumber due = mark.extended ? DueThen(sheet, index) : mark.due;
    return sheet.asked_from <= due && due < since_;
  }

  DayNumber DueThen(const SheetMarks& sheet, size_t index) const {
    const DayNumber due = sheet.tasks[index].due;
    const auto evaluated = workflow::SheetOf(
        state_, rules_, state_.adoptions.at(sheet.adoption),
        state_.organizations.at(sheet.organization).organization, *question_.since);
    if (!evaluated.ok()) return due;
    const auto record = state_.tasks.find(evaluated->tasks[index].planned->id);
    if (record == state_.tasks.end()) return due;
    for (const task::Extension& extension : record->second.extensions) {
      if (*question_.since < extension.on) return workflow::DayNumberOf(extension.from);
    }
    return due;
  }

  // As Task::days_late: 0 when the calendar does not cover the due day.
  int DaysLate(const SheetMarks& sheet, DayNumber due) {
    if (sheet.calendar.get() != calendar_) {
      calendar_ = sheet.calendar.get();
      late_.clear();
    }
    const auto [known, is_new] = late_.emplace(due, 0);
    if (is_new) {
      const auto days = calendar_->WorkingDaysBetween(workflow::DateOf(due), question_.on);
      if (days.ok()) known->second = *days;
    }
    return known->second;
  }

  const workflow::State& state_;
  const workflow::RuleBook& rules_;
  const OverdueQuestion& question_;
  const DayNumber as_of_;
  const DayNumber on_;
  const DayNumber since_;
  Wanted wanted_;
  Counted organizations_;
  Counted stages_;
  Counted people_;
  const calendar::WorkCalendar* calendar_ = nullptr;
  absl::flat_hash_map<DayNumber, int> late_;
  std::map<int, std::vector<OverdueHit>, std::greater<>> by_lateness_;
  std::vector<std::shared_ptr<const SheetMarks>> now_;  // on `as_of`
  std::map<SheetKey, const SheetMarks*> now_by_key_;
  std::vector<std::shared_ptr<const SheetMarks>> then_;  // on `since`
  OverdueCheck check_;
};

}  // namespace

OverdueCounts& OverdueCounts::operator+=(const OverdueCounts& other) {
  overdue_now += other.overdue_now;
  falls_due += other.falls_due;
  overdue_on += other.overdue_on;
  overdue_since += other.overdue_since;
  return *this;
}

absl::StatusOr<OverdueCheck> CheckOverdue(const workflow::State& state,
                                          const workflow::RuleBook& rules,
                                          const OverdueQuestion& question) {
  if (!state.organizations.contains(question.selection.organization)) {
    return workflow::OrganizationUnknown(question.selection.organization);
  }
  VEKHA_RETURN_IF_ERROR(CheckDays(question));
  return Checker(state, rules, question).Run();
}

}  // namespace vekha::overview
