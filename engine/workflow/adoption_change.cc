#include "engine/workflow/adoption_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/base/status.h"
#include "engine/workflow/rejections.h"

namespace vekha::workflow {
namespace {

using roadmap::Measure;

// New row -> the earlier version's row.
using RowPairs = std::map<const Measure*, const Measure*>;

class RowMatcher {
 public:
  RowMatcher(const roadmap::Roadmap& before, const roadmap::Roadmap& after)
      : before_(roadmap::WorkMeasures(before)), after_(roadmap::WorkMeasures(after)) {}

  // A row put in between renumbers all that follow, so a title says more than a number.
  RowPairs Run() {
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

  static long Occurs(const std::vector<const Measure*>& measures, const std::string& title) {
    return std::count_if(measures.begin(), measures.end(),
                         [&](const Measure* m) { return m->title == title; });
  }

  std::vector<const Measure*> before_;
  std::vector<const Measure*> after_;
  std::set<const Measure*> taken_;
  RowPairs pairs_;
};

std::optional<Date> NominalDue(const task::PlannedTask& task) {
  return task.window ? std::optional(task.window->due) : std::nullopt;
}

// Indexes of `after` -> indexes of `before`, for the tasks of one organization.
class TaskMatcher {
 public:
  TaskMatcher(const std::vector<task::Task>& before, const std::vector<task::PlannedTask>& after,
              const RowPairs& rows)
      : before_(before), after_(after), rows_(rows) {}

  std::map<size_t, size_t> Run() {
    Match([](const task::PlannedTask& then, const task::PlannedTask& now) {
      return NominalDue(then) == NominalDue(now);
    });
    Match([](const task::PlannedTask& then, const task::PlannedTask& now) {
      return then.cycle == now.cycle;
    });
    Match([this](const task::PlannedTask& then, const task::PlannedTask& now) {
      return Left(then) == 1 && LeftNow(now) == 1;
    });
    return std::move(pairs_);
  }

 private:
  template <typename Same>
  void Match(Same same) {
    for (size_t n = 0; n < after_.size(); ++n) {
      const auto row = rows_.find(after_[n].measure);
      if (row == rows_.end() || pairs_.contains(n)) continue;
      for (size_t b = 0; b < before_.size(); ++b) {
        const task::PlannedTask& then = *before_[b].planned;
        if (taken_.contains(b) || then.measure != row->second || !same(then, after_[n])) continue;
        pairs_[n] = b;
        taken_.insert(b);
        break;
      }
    }
  }

  int Left(const task::PlannedTask& then) const {
    int left = 0;
    for (size_t b = 0; b < before_.size(); ++b) {
      if (!taken_.contains(b) && before_[b].planned->measure == then.measure) ++left;
    }
    return left;
  }
  int LeftNow(const task::PlannedTask& now) const {
    int left = 0;
    for (size_t n = 0; n < after_.size(); ++n) {
      if (!pairs_.contains(n) && after_[n].measure == now.measure) ++left;
    }
    return left;
  }

  const std::vector<task::Task>& before_;
  const std::vector<task::PlannedTask>& after_;
  const RowPairs& rows_;
  std::map<size_t, size_t> pairs_;
  std::set<size_t> taken_;
};

std::string TextOf(const std::optional<roadmap::Condition>& condition) {
  return condition ? condition->text : "";
}

bool Reworded(const Measure& a, const Measure& b) {
  return a.title != b.title || a.term_text != b.term_text ||
         a.responsible_text != b.responsible_text || a.evidence != b.evidence ||
         TextOf(a.done_when) != TextOf(b.done_when) ||
         TextOf(a.applies_when) != TextOf(b.applies_when) || a.ladder != b.ladder;
}

class Comparer {
 public:
  Comparer(const State& state, const RuleBook& rules, const AdoptionEntry& before,
           const RoadmapVersion& version, Date today)
      : state_(state), rules_(rules), before_(before), version_(version), today_(today) {
    after_ = before;
    after_.adoption.version = version.version;
    after_.kept_ids = nullptr;
  }

  absl::StatusOr<AdoptionChange> Run() {
    const Adoption& adoption = before_.adoption;
    const RoadmapVersion* earlier = FindRoadmap(state_, adoption.roadmap, adoption.version);
    if (earlier == nullptr) return RoadmapUnknown(adoption.roadmap, adoption.version);
    if (earlier->compiled == nullptr) return RoadmapBroken(adoption.roadmap, *earlier);
    change_.version_before = earlier->version;
    change_.version_after = version_.version;
    rows_ = RowMatcher(*earlier->compiled, *version_.compiled).Run();
    for (const OrganizationId& place : Subtree(state_, adoption.organization)) {
      if (!Concerns(state_, before_, place) && !Concerns(state_, after_, place)) continue;
      VEKHA_RETURN_IF_ERROR(ComparePlace(state_.organizations.at(place).organization));
    }
    return std::move(change_);
  }

 private:
  absl::Status ComparePlace(const Organization& place) {
    VEKHA_ASSIGN_OR_RETURN(const TaskSheet then, SheetOf(state_, rules_, before_, place, today_));
    VEKHA_ASSIGN_OR_RETURN(const TaskSheet now, SheetOf(state_, rules_, after_, place, today_));
    const auto pairs = TaskMatcher(then.tasks, now.plan->tasks, rows_).Run();
    std::set<TaskId> taken;  // ids that mean a task of the earlier version
    std::set<size_t> stays;
    for (const task::Task& task : then.tasks) taken.insert(task.planned->id);
    for (size_t n = 0; n < now.tasks.size(); ++n) {
      const auto pair = pairs.find(n);
      if (pair == pairs.end()) {
        Added(now.tasks[n], taken);
      } else {
        stays.insert(pair->second);
        Matched(then.tasks[pair->second], now.tasks[n]);
      }
    }
    for (size_t b = 0; b < then.tasks.size(); ++b) {
      if (!stays.contains(b)) Removed(then.tasks[b]);
    }
    return absl::OkStatus();
  }

  void Matched(const task::Task& then, const task::Task& now) {
    const TaskId& id = then.planned->id;
    if (id != now.planned->id) change_.kept_ids[now.planned->id] = id;
    // The new sheet may already show a day recorded under the id; the plan's own is the new day.
    const auto due_after = now.planned->wait ? now.effective_due : now.planned->effective_due;
    if (then.effective_due != due_after) {
      Add(TaskChangeKind::kMoved, id, now, then).due_after = due_after;
    } else if (Reworded(*then.planned->measure, *now.planned->measure)) {
      Add(TaskChangeKind::kReworded, id, now, then).due_after = due_after;
    } else {
      ++change_.unchanged;
    }
  }

  void Added(const task::Task& now, const std::set<TaskId>& taken) {
    TaskId id = now.planned->id;
    if (taken.contains(id)) {
      id = TaskId(fmt::format("{}~v{}", id.value(), version_.version));
      change_.kept_ids[now.planned->id] = id;
    }
    TaskChange& change = Add(TaskChangeKind::kAdded, id, now, now);
    change.due_before = std::nullopt;
    change.due_after = now.planned->effective_due;
    change.status = task::TaskStatus::kPlanned;
    change.due_revision = 1;
    change.told = false;
  }

  void Removed(const task::Task& then) {
    Add(TaskChangeKind::kRemoved, then.planned->id, then, then);
  }

  TaskChange& Add(TaskChangeKind kind, const TaskId& id, const task::Task& row,
                  const task::Task& then) {
    const Measure& measure = *row.planned->measure;
    TaskChange& change = change_.changes.emplace_back();
    change.kind = kind;
    change.organization = row.planned->organization;
    change.task = id;
    change.measure_number = measure.number.empty() ? measure.id.value() : measure.number;
    change.measure_title = measure.title;
    change.due_before = then.effective_due;
    change.status = then.status;
    change.due_revision = then.due_revision;
    const auto first = state_.rungs.lower_bound(RungKey{id, 0, ""});
    change.told = first != state_.rungs.end() && first->first.task == id;
    for (const Answerable& a : AnswerableFor(state_, change.organization, measure, today_)) {
      const auto person = state_.people.find(a.person);
      change.responsible.push_back(person == state_.people.end() ? a.name
                                                                 : person->second.person.name);
    }
    return change;
  }

  const State& state_;
  const RuleBook& rules_;
  const AdoptionEntry& before_;
  const RoadmapVersion& version_;
  Date today_;
  AdoptionEntry after_;
  RowPairs rows_;
  AdoptionChange change_;
};

}  // namespace

std::string_view TaskChangeName(TaskChangeKind kind) {
  switch (kind) {
    case TaskChangeKind::kMoved:
      return "moved";
    case TaskChangeKind::kAdded:
      return "added";
    case TaskChangeKind::kRemoved:
      return "removed";
    case TaskChangeKind::kReworded:
      return "reworded";
  }
  return "";
}

absl::StatusOr<AdoptionChange> CompareVersions(const State& state, const RuleBook& rules,
                                               const AdoptionEntry& entry, int version,
                                               Date today) {
  const RoadmapVersion* chosen = FindRoadmap(state, entry.adoption.roadmap, version);
  if (chosen == nullptr) return RoadmapUnknown(entry.adoption.roadmap, version);
  if (chosen->compiled == nullptr) return RoadmapBroken(entry.adoption.roadmap, *chosen);
  return Comparer(state, rules, entry, *chosen, today).Run();
}

}  // namespace vekha::workflow
