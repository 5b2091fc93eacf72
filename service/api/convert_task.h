// Tasks and notifications -> messages.
#pragma once

#include <map>
#include <string>

#include "engine/workflow/view.h"
#include "service/store/store.h"
#include "vekha/v1/notification.pb.h"
#include "vekha/v1/task.pb.h"
#include "vekha/v1/task_service.pb.h"

namespace vekha::api {

// A task of a sheet on a day.
v1::Task ToProto(const workflow::State& state, const workflow::TaskSheet& sheet,
                 const task::Task& task, Date day);

v1::TaskState ToProto(task::TaskStatus status);
v1::NotificationKind ToProto(reminder::NoticeKind kind);
v1::DeliveryState ToProto(workflow::DeliveryState state);

// `revision` is that of the commit that emitted it; 0 for one that is only foreseen.
v1::Notification ToProto(const workflow::State& state, const workflow::Notification& notification,
                         int64_t revision);

// Something that happened to a task: an event of one of TaskEventKinds.
v1::TaskEvent ToProto(const workflow::State& state, const store::StoredEvent& stored);
// The events of tasks, as they are stored.
const std::map<v1::TaskEventKind, std::string>& TaskEventKinds();

// The roadmap a task's id names.
RoadmapId RoadmapOf(const TaskId& task);

// The row of its roadmap: in the version that the organization follows, or followed where it stood
// before it was moved; else in the newest that has it. nullptr when none has.
const roadmap::Measure* MeasureOf(const workflow::State& state, const OrganizationId& organization,
                                  const TaskId& task);

}  // namespace vekha::api
