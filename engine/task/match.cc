#include "engine/task/match.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <utility>

namespace vekha::task {
namespace {

using roadmap::Measure;
using Tasks = std::vector<const PlannedTask*>;
using Rows = std::vector<const Measure*>;

constexpr int kApartMax = 183;  // days

Rows RowsOf(const Tasks& tasks) {
  Rows rows;
  for (const PlannedTask* task : tasks) {
    if (std::find(rows.begin(), rows.end(), task->measure) == rows.end()) {
      rows.push_back(task->measure);
    }
  }
  return rows;
}

class RowMatcher {
 public:
  RowMatcher(Rows before, Rows after) : before_(std::move(before)), after_(std::move(after)) {}

  // Rows of `after` -> rows of `before`.
  std::map<const Measure*, const Measure*> Run() {
    Match([](const Measure& a, const Measure& b) { return a.id == b.id && a.title == b.title; });
    Match([this](const Measure& a, const Measure& b) {
      return a.title == b.title && Occurs(before_, a.title) == 1 && Occurs(after_, a.title) == 1;
    });
    Match([](const Measure& a, const Measure& b) { return a.id == b.id; });
    return std::move(pairs_);
  }

 private:
  template <typename Same>
  void Match(Same same) {
    for (const Measure* now : after_) {
      if (pairs_.contains(now)) continue;
      for (const Measure* then : before_) {
        if (taken_.contains(then) || !same(*then, *now)) continue;
        pairs_[now] = then;
        taken_.insert(then);
        break;
      }
    }
  }

  static long Occurs(const Rows& rows, const std::string& title) {
    return std::count_if(rows.begin(), rows.end(),
                         [&](const Measure* row) { return row->title == title; });
  }

  Rows before_;
  Rows after_;
  std::set<const Measure*> taken_;
  std::map<const Measure*, const Measure*> pairs_;
};

// What it costs to take one task for the other. A day in the same month is nearer than one across
// its edge: documents move days within a month far more often than months.
int Cost(const PlannedTask& a, const PlannedTask& b) {
  constexpr int kOtherMonth = 31;
  if (!a.window && !b.window) return 0;
  if (!a.window || !b.window) return kApartMax;
  const Date then = a.window->due;
  const Date now = b.window->due;
  const bool same_month = then.year() == now.year() && then.month() == now.month();
  return std::abs(DaysBetween(then, now)) + (same_month ? 0 : kOtherMonth);
}

bool MayBeSame(const PlannedTask& a, const PlannedTask& b) {
  return !a.window || !b.window || std::abs(DaysBetween(a.window->due, b.window->due)) <= kApartMax;
}

// Tasks of one row, both by due day: each of the fewer gets one of the others, in order, at the
// least cost of all.
void MatchRow(const Tasks& before, const Tasks& after, std::map<TaskId, TaskId>& out) {
  const bool more_before = before.size() > after.size();
  const Tasks& few = more_before ? after : before;
  const Tasks& many = more_before ? before : after;
  // cost[i][j]: of the first i of `few` among the first j of `many`.
  constexpr int kNever = 1 << 29;
  std::vector<std::vector<int>> cost(few.size() + 1, std::vector<int>(many.size() + 1, kNever));
  std::fill(cost[0].begin(), cost[0].end(), 0);
  for (size_t i = 1; i <= few.size(); ++i) {
    for (size_t j = i; j <= many.size(); ++j) {
      const int take = cost[i - 1][j - 1] + Cost(*few[i - 1], *many[j - 1]);
      cost[i][j] = std::min(cost[i][j - 1], take);
    }
  }
  size_t j = many.size();
  for (size_t i = few.size(); i > 0; --i) {
    while (cost[i][j] == cost[i][j - 1]) --j;
    const PlannedTask& then = more_before ? *many[j - 1] : *few[i - 1];
    const PlannedTask& now = more_before ? *few[i - 1] : *many[j - 1];
    if (few.size() == many.size() || MayBeSame(then, now)) out.emplace(now.id, then.id);
    --j;
  }
}

Tasks OfRow(const Tasks& tasks, const Measure* row) {
  Tasks out;
  std::copy_if(tasks.begin(), tasks.end(), std::back_inserter(out),
               [&](const PlannedTask* task) { return task->measure == row; });
  std::stable_sort(out.begin(), out.end(), [](const PlannedTask* a, const PlannedTask* b) {
    if (!a->window || !b->window) return a->window.has_value() && !b->window.has_value();
    return a->window->due < b->window->due;
  });
  return out;
}

}  // namespace

std::map<TaskId, TaskId> MatchTasks(const Tasks& before, const Tasks& after) {
  std::map<OrganizationId, std::pair<Tasks, Tasks>> places;
  for (const PlannedTask* task : before) places[task->organization].first.push_back(task);
  for (const PlannedTask* task : after) places[task->organization].second.push_back(task);
  std::map<TaskId, TaskId> out;
  for (const auto& [organization, tasks] : places) {
    const auto& [then, now] = tasks;
    for (const auto& [row, old_row] : RowMatcher(RowsOf(then), RowsOf(now)).Run()) {
      MatchRow(OfRow(then, old_row), OfRow(now, row), out);
    }
  }
  return out;
}

}  // namespace vekha::task
