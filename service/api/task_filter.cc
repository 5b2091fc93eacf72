#include "service/api/task_filter.h"

#include <algorithm>

#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "service/api/asker.h"
#include "service/api/convert_task.h"
#include "service/api/input.h"

namespace vekha::api {
namespace {

// `id` names the measure itself, or the row whose item it is.
bool Names(const roadmap::Roadmap& roadmap, const std::string& id, const MeasureId& measure) {
  if (measure.value() == id) return true;
  for (const roadmap::Stage& stage : roadmap.stages) {
    for (const roadmap::Measure& row : stage.measures) {
      if (row.id.value() != id) continue;
      return std::any_of(row.items.begin(), row.items.end(),
                         [&](const roadmap::Measure& item) { return item.id == measure; });
    }
  }
  return false;
}

template <typename T>
bool Agrees(bool asked, T wanted, T is) {
  return !asked || wanted == is;
}

}  // namespace

absl::StatusOr<TaskFilter> TaskFilter::Of(const workflow::State& state,
                                          const v1::ListTasksRequest& request) {
  TaskFilter out;
  out.request_ = request;
  VEKHA_RETURN_IF_ERROR(CheckLine("roadmap", request.roadmap()));
  VEKHA_RETURN_IF_ERROR(CheckLine("measure", request.measure()));
  VEKHA_RETURN_IF_ERROR(CheckLine("cycle", request.cycle()));
  const RoadmapId roadmap(request.roadmap());
  if (!roadmap.empty() && !state.roadmaps.contains(roadmap)) {
    return workflow::RoadmapUnknown(roadmap, 0);
  }
  for (const int asked : request.states()) {
    if (asked == v1::TASK_STATE_UNSPECIFIED || !v1::TaskState_IsValid(asked)) {
      return FieldInvalid("states", "there is no such state", "нет такого состояния");
    }
    out.states_.insert(asked);
  }
  VEKHA_ASSIGN_OR_RETURN(
      out.due_from_,
      ReadOptionalDate("due_from_date", request.has_due_from_date(), request.due_from_date()));
  VEKHA_ASSIGN_OR_RETURN(out.due_to_, ReadOptionalDate("due_to_date", request.has_due_to_date(),
                                                       request.due_to_date()));
  VEKHA_ASSIGN_OR_RETURN(
      out.person_, FindOptionalMeant(state, "person", request.person(), request.organization()));
  return out;
}

bool TaskFilter::WantsSheet(const workflow::TaskSheet& sheet) const {
  return request_.roadmap().empty() || sheet.adoption.roadmap.value() == request_.roadmap();
}

bool TaskFilter::Wants(const workflow::State& state, const workflow::TaskSheet& sheet,
                       const task::Task& task, Date day) const {
  return (task.applies || request_.include_not_applicable()) &&
         (states_.empty() || states_.contains(ToProto(task.status))) &&
         Agrees(request_.has_overdue(), request_.overdue(), task.overdue) &&
         Agrees(request_.has_blocked(), request_.blocked(), !task.blocked_by.empty()) &&
         Agrees(request_.has_ongoing(), request_.ongoing(), task.planned->ongoing) &&
         Agrees(request_.has_waiting(), request_.waiting(), !task.waits_for.empty()) &&
         Agrees(!request_.cycle().empty(), request_.cycle(), task.planned->cycle) &&
         WantsDay(task) && WantsMeasure(sheet, task) && WantsRequest(state, task) &&
         WantsPerson(state, task, day);
}

bool TaskFilter::WantsDay(const task::Task& task) const {
  if (!due_from_ && !due_to_) return true;
  return task.effective_due && (!due_from_ || *due_from_ <= *task.effective_due) &&
         (!due_to_ || *task.effective_due <= *due_to_);
}

bool TaskFilter::WantsMeasure(const workflow::TaskSheet& sheet, const task::Task& task) const {
  return request_.measure().empty() ||
         Names(*sheet.plan->roadmap, request_.measure(), task.planned->measure->id);
}

bool TaskFilter::WantsRequest(const workflow::State& state, const task::Task& task) const {
  if (!request_.has_extension_requested()) return true;
  const auto record = state.tasks.find(task.planned->id);
  const bool asked = record != state.tasks.end() && record->second.extension_request.has_value();
  return asked == request_.extension_requested();
}

bool TaskFilter::WantsPerson(const workflow::State& state, const task::Task& task, Date day) const {
  if (!person_) return true;
  const auto answerable = workflow::AnswerableFor(state, *task.planned, day);
  return std::any_of(answerable.begin(), answerable.end(),
                     [&](const workflow::Answerable& a) { return a.person == *person_; });
}

}  // namespace vekha::api
