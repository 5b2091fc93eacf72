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

struct Pair {
  int apart = 0;  // days
  const PlannedTask* before = nullptr;
  const PlannedTask* after = nullptr;
};

// A task without a day is as far from one with a day as may be.
int Apart(const PlannedTask& a, const PlannedTask& b) {
  if (!a.window && !b.window) return 0;
  if (!a.window || !b.window) return kApartMax;
  return std::abs(DaysBetween(a.window->due, b.window->due));
}

// Tasks of one row.
void MatchRow(Tasks before, Tasks after, std::map<TaskId, TaskId>& out) {
  std::vector<Pair> pairs;
  for (const PlannedTask* then : before) {
    for (const PlannedTask* now : after) {
      const int apart = Apart(*then, *now);
      if (apart <= kApartMax) pairs.push_back({apart, then, now});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.apart < b.apart; });
  const auto take = [&](const PlannedTask* then, const PlannedTask* now) {
    out.emplace(now->id, then->id);
    std::erase(before, then);
    std::erase(after, now);
  };
  const auto left = [](const Tasks& tasks, const PlannedTask* task) {
    return std::find(tasks.begin(), tasks.end(), task) != tasks.end();
  };
  for (const Pair& pair : pairs) {
    if (left(before, pair.before) && left(after, pair.after)) take(pair.before, pair.after);
  }
  if (before.size() == 1 && after.size() == 1) take(before.front(), after.front());
}

Tasks OfRow(const Tasks& tasks, const Measure* row) {
  Tasks out;
  std::copy_if(tasks.begin(), tasks.end(), std::back_inserter(out),
               [&](const PlannedTask* task) { return task->measure == row; });
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
