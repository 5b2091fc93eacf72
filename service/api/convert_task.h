// Tasks and notifications -> messages.
#pragma once

#include "engine/workflow/view.h"
#include "vekha/v1/notification.pb.h"
#include "vekha/v1/task.pb.h"

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

// The roadmap a task's id names.
RoadmapId RoadmapOf(const TaskId& task);

}  // namespace vekha::api
