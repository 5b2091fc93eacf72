#include "engine/simulation/side.h"

#include <utility>

#include "engine/base/rejection.h"
#include "engine/simulation/summary.h"

namespace vekha::simulation {
namespace {

// The roadmap an event is about; empty for the directory and facts.
RoadmapId RoadmapOf(const workflow::Event& event) {
  const TaskId* task = nullptr;
  if (const auto* e = std::get_if<workflow::RoadmapApplied>(&event)) return e->roadmap;
  if (const auto* e = std::get_if<workflow::RoadmapAdopted>(&event)) return e->adoption.roadmap;
  if (const auto* e = std::get_if<workflow::TaskReported>(&event)) task = &e->task;
  if (const auto* e = std::get_if<workflow::TaskClosed>(&event)) task = &e->task;
  if (const auto* e = std::get_if<workflow::TaskDueSet>(&event)) task = &e->task;
  if (task == nullptr) return RoadmapId();
  const std::string& id = task->value();  // organization/roadmap/measure/occurrence
  const size_t first = id.find('/');
  const size_t second = first == std::string::npos ? first : id.find('/', first + 1);
  if (second == std::string::npos) return RoadmapId();
  return RoadmapId(id.substr(first + 1, second - first - 1));
}

}  // namespace

std::vector<const task::PlannedTask*> PlannedOf(const Sheets& sheets) {
  std::vector<const task::PlannedTask*> out;
  for (const workflow::TaskSheet& sheet : sheets) {
    for (const task::Task& task : sheet.tasks) {
      if (task.planned->organization == sheet.plan->organization) out.push_back(task.planned);
    }
  }
  return out;
}

bool Side::Wants(const workflow::Event& event) const {
  const RoadmapId roadmap = RoadmapOf(event);
  return roadmap.empty() || roadmap == roadmap_;
}

void Side::Take(const std::vector<workflow::Event>& inputs) {
  if (changed_ == nullptr) return copy_.Apply(inputs);
  std::vector<workflow::Event> events = inputs;
  // All versions are one now: no due day was moved by another, no id kept from another.
  std::erase_if(events, [](const workflow::Event& event) {
    return std::holds_alternative<workflow::TaskDueSet>(event);
  });
  for (workflow::Event& event : events) {
    if (auto* adopted = std::get_if<workflow::RoadmapAdopted>(&event)) adopted->kept_ids.clear();
    auto* applied = std::get_if<workflow::RoadmapApplied>(&event);
    if (applied == nullptr) continue;
    applied->name = changed_->name;
    applied->text = changed_->text;
  }
  copy_.Apply(events);
}

absl::Status Side::Run(Date day) {
  auto run = copy_.Do(workflow::RunDay{day});
  if (!run.ok()) {
    // The run brought another roadmap up to an earlier day.
    if (RejectionOf(run.status()).reason == "CLOCK_WENT_BACK") return absl::OkStatus();
    return run.status();
  }
  // A comparison with half a life would mislead.
  if (!run->skipped.empty()) return run->skipped.front().why;
  if (!span_.Contains(day)) return absl::OkStatus();
  for (workflow::Event& event : run->events) {
    auto* emitted = std::get_if<workflow::NotificationEmitted>(&event);
    if (emitted != nullptr) said_.push_back(std::move(emitted->notification));
  }
  return absl::OkStatus();
}

absl::StatusOr<Sheets> Side::SheetsOf(const OrganizationId& organization, Date day) const {
  return workflow::SheetsOf(state(), rules_, organization, day, /*subtree=*/false);
}

absl::StatusOr<Sheets> Side::AllSheetsOn(Date day) const { return AllSheets(state(), rules_, day); }

}  // namespace vekha::simulation
