#include "engine/workflow/adoption_change.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "engine/base/status.h"
#include "engine/task/match.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"

namespace vekha::workflow {
namespace {

using roadmap::Measure;

std::vector<const task::PlannedTask*> TasksOf(const task::Plan& plan) {
  std::vector<const task::PlannedTask*> out;
  for (const task::PlannedTask& task : plan.tasks) out.push_back(&task);
  return out;
}

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
    for (const OrganizationId& place : Subtree(state_, adoption.organization, today_)) {
      if (!Concerns(state_, before_, place, today_) && !Concerns(state_, after_, place, today_))
        continue;
      VEKHA_RETURN_IF_ERROR(ComparePlace(state_.organizations.at(place).organization));
    }
    return std::move(change_);
  }

 private:
  absl::Status ComparePlace(const Organization& place) {
    VEKHA_ASSIGN_OR_RETURN(const TaskSheet then, SheetOf(state_, rules_, before_, place, today_));
    VEKHA_ASSIGN_OR_RETURN(const TaskSheet now, SheetOf(state_, rules_, after_, place, today_));
    std::map<TaskId, const task::Task*> gone;
    for (const task::Task& task : then.tasks) gone[task.planned->id] = &task;
    const std::map<TaskId, const task::Task*> all = gone;
    // Under its id a task's record may hold a day of the earlier version; the new version's own day
    // is found without records.
    const task::Situation known = SituationOf(state_, rules_, place.id, today_);
    const task::TaskRecords none;
    const std::vector<task::Task> unrecorded =
        task::Evaluate(*now.plan, {known.catalog, known.facts, none, today_});
    const auto old_ids = task::MatchTasks(TasksOf(*then.plan), TasksOf(*now.plan));
    for (const task::Task& task : unrecorded) {
      const auto old_id = old_ids.find(task.planned->id);
      if (old_id == old_ids.end()) {
        Added(task, all.contains(task.planned->id));
      } else {
        gone.erase(old_id->second);
        Matched(*all.at(old_id->second), task);
      }
    }
    for (const task::Task& task : then.tasks) {
      if (gone.contains(task.planned->id)) Removed(task);
    }
    return absl::OkStatus();
  }

  void Matched(const task::Task& then, const task::Task& now) {
    const TaskId& id = then.planned->id;
    if (id != now.planned->id) change_.kept_ids[now.planned->id] = id;
    const auto due_after = now.effective_due;
    // A day kept once stays until the document moves it again.
    const bool as_before =
        then.effective_due == due_after ||
        ((then.kept_due || then.extended) && then.planned->effective_due == due_after);
    if (!as_before) {
      Add(TaskChangeKind::kMoved, id, now, then).due_after = due_after;
    } else if (Reworded(*then.planned->measure, *now.planned->measure)) {
      Add(TaskChangeKind::kReworded, id, now, then).due_after = due_after;
    } else {
      ++change_.unchanged;
    }
  }

  // `taken`: the id means a task of the earlier version.
  void Added(const task::Task& now, bool taken) {
    TaskId id = now.planned->id;
    if (taken) {
      id = TaskId(fmt::format("{}~v{}", id.value(), version_.version));
      change_.kept_ids[now.planned->id] = id;
    }
    TaskChange& change = Add(TaskChangeKind::kAdded, id, now, now);
    change.due_before = std::nullopt;
    change.due_after = now.effective_due;
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
    task::PlannedTask named = *row.planned;
    named.id = id;
    for (const Answerable& a : AnswerableFor(state_, named, today_)) {
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
