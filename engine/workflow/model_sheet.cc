#include "engine/workflow/model_sheet.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <utility>

#include "engine/workflow/mark_sheet.h"

namespace vekha::workflow {
namespace {

const facts::FactBase& NoFacts() {
  static const facts::FactBase kNone;
  return kNone;
}

bool ReadsFacts(const task::PlannedTask& task) {
  return task.measure->applies_when || task.measure->done_when || task.wait;
}

// What is recorded of the tasks it depends on that are not its own.
task::TaskRecords RecordsOfOthers(const task::TaskRecords& all,
                                  const std::vector<AwaitedTask>& awaited) {
  task::TaskRecords out;
  for (const AwaitedTask& one : awaited) {
    const auto record = all.find(one.task);
    if (record != all.end()) out.emplace(record->first, record->second);
  }
  return out;
}

}  // namespace

std::unique_ptr<const ModelSheet> ModelSheet::Make(const State& state, const RuleBook& rules,
                                                   const task::PlanBasis& basis, Date day) {
  if (basis.scope.kept_ids != nullptr) return nullptr;
  auto plan = task::MakePlan(basis.scope, basis.roadmap, basis.calendar);
  if (!plan.ok()) return nullptr;
  std::unique_ptr<ModelSheet> model(new ModelSheet(*std::move(plan)));
  const auto& tasks = model->plan_.tasks;
  if (std::any_of(tasks.begin(), tasks.end(), [](const auto& task) { return task.gathers; })) {
    return nullptr;
  }
  model->awaited_ = AwaitedBy(state.tasks, model->plan_);
  const task::TaskRecords records = RecordsOfOthers(state.tasks, model->awaited_);
  const task::Situation nothing{rules.facts, NoFacts(), records, day};
  model->blank_.roadmap = basis.roadmap;
  ReadMarks(records, model->plan_, task::Evaluate(model->plan_, nothing), day, model->blank_);
  if (LooksBelow(model->blank_)) return nullptr;
  model->AddRows();
  return model;
}

// What marks are not read from is not copied for every organization either.
void ModelSheet::AddRows() {
  absl::flat_hash_map<TaskId, size_t> own;
  for (task::PlannedTask& task : plan_.tasks) {
    own.emplace(task.id, own.size());
    task.reading.clear();
    task.nominal_day.reset();
  }
  const size_t head = plan_.organization.value().size();
  for (const task::PlannedTask& task : plan_.tasks) {
    Row row{task.id.value().substr(head), {}, ReadsFacts(task)};
    for (const TaskId& id : task.after) {
      if (const auto found = own.find(id); found != own.end()) row.after.push_back(found->second);
    }
    rows_.push_back(std::move(row));
  }
}

std::vector<bool> ModelSheet::Recorded(const task::Situation& situation,
                                       const OrganizationId& organization, bool records) const {
  const bool facts = !situation.facts.empty();
  std::vector<bool> out;
  out.reserve(rows_.size());
  for (const Row& row : rows_) {
    out.push_back((facts && row.reads_facts) ||
                  (records && situation.records.contains(TaskId(organization.value() + row.id))));
  }
  return out;
}

task::Plan ModelSheet::PlanOf(const OrganizationId& organization,
                              const std::vector<bool>& rows) const {
  const auto id_of = [&](size_t row) { return TaskId(organization.value() + rows_[row].id); };
  task::Plan plan{organization, plan_.roadmap, plan_.calendar, {}, nullptr, plan_.asked_from};
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (!rows[i]) continue;
    task::PlannedTask task = plan_.tasks[i];
    task.id = id_of(i);
    task.organization = organization;
    for (TaskId& id : task.after) {
      for (const size_t own : rows_[i].after) {
        if (plan_.tasks[own].id == id) {
          id = id_of(own);
          break;
        }
      }
    }
    plan.tasks.push_back(std::move(task));
  }
  return plan;
}

void ModelSheet::Read(const task::Situation& situation, const OrganizationId& organization,
                      bool records, SheetMarks& marks) const {
  marks.first = blank_.first;
  marks.last = blank_.last;
  marks.tasks = blank_.tasks;
  const std::vector<bool> recorded = Recorded(situation, organization, records);
  if (std::find(recorded.begin(), recorded.end(), true) == recorded.end()) return;
  // With a task are read those that wait for it, and what these wait for besides.
  std::vector<bool> differs = recorded;
  std::vector<bool> read = recorded;
  for (size_t i = 0; i < rows_.size(); ++i) {
    const auto& after = rows_[i].after;
    differs[i] = differs[i] ||
                 std::any_of(after.begin(), after.end(), [&](size_t own) { return recorded[own]; });
    if (!differs[i]) continue;
    read[i] = true;
    for (const size_t own : after) read[own] = true;
  }
  const task::Plan plan = PlanOf(organization, read);
  const std::vector<task::Task> tasks = task::Evaluate(plan, situation);
  auto task = tasks.begin();
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (!read[i]) continue;
    if (differs[i]) {
      const uint16_t measure = marks.tasks[i].measure;
      marks.tasks[i] = ReadMark(situation.records, *task, situation.today);
      marks.tasks[i].measure = measure;
    }
    ++task;
  }
}

const ModelSheet* ModelSheets::Find(const task::PlanBasis& basis) {
  const task::PlanScope& scope = basis.scope;
  if (scope.kept_ids != nullptr) return nullptr;
  Kind kind(basis.roadmap.get(), basis.calendar.get(), scope.level,
            scope.adopter == scope.organization ? "" : scope.adopter.value(), scope.since,
            scope.asked_from);
  const auto [found, first] = models_.try_emplace(std::move(kind));
  if (first) return nullptr;
  Model& model = found->second;
  if (!model.made) {
    model.made = true;
    model.sheet = ModelSheet::Make(state_, rules_, basis, day_);
  }
  return model.sheet.get();
}

}  // namespace vekha::workflow
