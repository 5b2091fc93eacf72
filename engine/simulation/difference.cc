#include "engine/simulation/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "engine/base/status.h"
#include "engine/task/match.h"

namespace vekha::simulation {
namespace {

using workflow::Notification;

// Tasks of all sheets by id; those of an adopter come with its own sheet.
std::map<TaskId, const task::Task*> TasksOf(const Sheets& sheets) {
  std::map<TaskId, const task::Task*> out;
  for (const workflow::TaskSheet& sheet : sheets) {
    for (const task::Task& task : sheet.tasks) {
      if (task.planned->organization == sheet.plan->organization) {
        out.emplace(task.planned->id, &task);
      }
    }
  }
  return out;
}

TaskSide SideOf(const task::Task& task) {
  TaskSide side;
  side.id = task.planned->id;
  if (task.window && !task.planned->ongoing) side.nominal_due = task.window->due;
  side.effective_due = task.effective_due;
  side.closing = task.closing;
  side.overdue = task.overdue;
  return side;
}

bool Alike(const TaskSide& a, const TaskSide& b) {
  const bool closed_alike = a.closing.has_value() == b.closing.has_value() &&
                            (!a.closing || a.closing->on == b.closing->on);
  return a.nominal_due == b.nominal_due && a.effective_due == b.effective_due && closed_alike;
}

// Whether the span has anything to do with it.
bool Matters(const std::optional<TaskSide>& side, const Period& span) {
  if (!side) return false;
  if (side->closing) return true;
  return !side->effective_due || *side->effective_due <= span.last;
}

class Comparison {
 public:
  Comparison(const Sheets& before, const Sheets& after, const Period& span)
      : before_(TasksOf(before)),
        after_(TasksOf(after)),
        old_id_(task::MatchTasks(PlannedOf(before), PlannedOf(after))),
        span_(span) {}

  std::vector<TaskDifference> Tasks() const {
    std::vector<TaskDifference> out;
    std::map<TaskId, const task::Task*> gone = before_;
    for (const auto& [id, task] : after_) {
      const auto match = old_id_.find(id);
      const auto old = match == old_id_.end() ? before_.end() : before_.find(match->second);
      AddTask(old == before_.end() ? nullptr : old->second, task, out);
      if (match != old_id_.end()) gone.erase(match->second);
    }
    for (const auto& [id, task] : gone) AddTask(task, nullptr, out);
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.organization, FirstDue(a)) < std::tuple(b.organization, FirstDue(b));
    });
    return out;
  }

  void Notices(const std::vector<Notification>& before, const std::vector<Notification>& after,
               Backtest& out) const {
    std::map<std::string, Pair> pairs;
    for (const Notification& n : before) pairs[KeyOf(n, n.task)].before.push_back(&n);
    for (const Notification& n : after) {
      const auto match = old_id_.find(n.task);
      // A task that only the changed file has may have an id that meant another one.
      const bool is_new = match == old_id_.end();
      pairs[KeyOf(n, is_new ? TaskId("+" + n.task.value()) : match->second)].after.push_back(&n);
    }
    for (auto& [key, pair] : pairs) AddNotices(std::move(pair), out);
    std::stable_sort(out.notices.begin(), out.notices.end(), [](const auto& a, const auto& b) {
      const Notification& x = a.shown();
      const Notification& y = b.shown();
      return std::tie(x.as_of, x.organization, x.addressee, x.task) <
             std::tie(y.as_of, y.organization, y.addressee, y.task);
    });
  }

 private:
  // One rung to one person, said in both lives; more than once where a moved due day armed the
  // ladder anew.
  struct Pair {
    std::vector<const Notification*> before;
    std::vector<const Notification*> after;
  };

  static std::string KeyOf(const Notification& n, const TaskId& task) {
    return fmt::format("{}|{}|{}|{}", task.value(), n.rung, n.audience,
                       n.person.empty() ? n.addressee : n.person.value());
  }

  // First those of one day, then the others in order.
  static void AddNotices(Pair pair, Backtest& out) {
    std::erase_if(pair.before, [&](const Notification* theirs) {
      const auto ours = std::find_if(pair.after.begin(), pair.after.end(),
                                     [&](const auto* n) { return n->as_of == theirs->as_of; });
      if (ours == pair.after.end()) return false;
      AddNotice(*theirs, **ours, out);
      pair.after.erase(ours);
      return true;
    });
    const size_t both = std::min(pair.before.size(), pair.after.size());
    for (size_t i = 0; i < both; ++i) AddNotice(*pair.before[i], *pair.after[i], out);
    for (size_t i = both; i < pair.before.size(); ++i) {
      out.notices.push_back({NoticeChange::kDisappears, *pair.before[i], std::nullopt});
    }
    for (size_t i = both; i < pair.after.size(); ++i) {
      out.notices.push_back({NoticeChange::kAppears, std::nullopt, *pair.after[i]});
    }
  }

  static Date FirstDue(const TaskDifference& difference) {
    const auto& side = difference.before ? difference.before : difference.after;
    return side->effective_due.value_or(Date(kLastYear, 12, 31));
  }

  void AddTask(const task::Task* before, const task::Task* after,
               std::vector<TaskDifference>& out) const {
    const task::PlannedTask& planned = *(after != nullptr ? after : before)->planned;
    TaskDifference difference{planned.organization,   planned.measure->id, planned.measure->number,
                              planned.measure->title, std::nullopt,        std::nullopt};
    if (before != nullptr) difference.before = SideOf(*before);
    if (after != nullptr) difference.after = SideOf(*after);
    if (difference.before && difference.after && Alike(*difference.before, *difference.after)) {
      return;
    }
    if (Matters(difference.before, span_) || Matters(difference.after, span_)) {
      out.push_back(std::move(difference));
    }
  }

  static void AddNotice(const Notification& before, const Notification& after, Backtest& out) {
    const bool same_day = before.as_of == after.as_of;
    const bool same = same_day && before.due_date == after.due_date && before.kind == after.kind &&
                      before.reason == after.reason;
    if (same) {
      ++out.same[after.organization];
    } else {
      out.notices.push_back(
          {same_day ? NoticeChange::kChanges : NoticeChange::kMoves, before, after});
    }
  }

  const std::map<TaskId, const task::Task*> before_;
  const std::map<TaskId, const task::Task*> after_;
  const std::map<TaskId, TaskId> old_id_;
  const Period span_;
};

}  // namespace

absl::Status Compare(const Side& before, const Side& after, const Period& span, Backtest& out) {
  VEKHA_ASSIGN_OR_RETURN(const Sheets theirs, before.AllSheetsOn(span.last));
  VEKHA_ASSIGN_OR_RETURN(const Sheets ours, after.AllSheetsOn(span.last));
  const Comparison comparison(theirs, ours, span);
  out.tasks = comparison.Tasks();
  comparison.Notices(before.said(), after.said(), out);
  return absl::OkStatus();
}

}  // namespace vekha::simulation
