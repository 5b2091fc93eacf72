// What happens to tasks, told as it happens.
#include <utility>

#include "engine/workflow/rejections.h"
#include "service/api/answer.h"
#include "service/api/convert_task.h"
#include "service/api/task_service.h"

namespace vekha::api {
namespace {

absl::StatusOr<TaskContent> ReadContent(const v1::TaskServiceWatchRequest& request) {
  VEKHA_RETURN_IF_ERROR(CheckLine("roadmap", request.roadmap()));
  VEKHA_RETURN_IF_ERROR(CheckLine("task", request.task(), kIdCharsMax));
  TaskContent content{RoadmapId(request.roadmap()), TaskId(request.task()), {}};
  for (const auto& [kind, name] : TaskEventKinds()) {
    if (request.kinds().empty()) content.kinds.insert(name);
  }
  for (const int kind : request.kinds()) {
    const auto known = TaskEventKinds().find(static_cast<v1::TaskEventKind>(kind));
    if (known == TaskEventKinds().end()) {
      return FieldInvalid("kinds", "there is no such kind", "нет такого вида");
    }
    content.kinds.insert(known->second);
  }
  return content;
}

}  // namespace

grpc::ServerWriteReactor<v1::TaskServiceWatchResponse>* TaskService::Watch(
    grpc::CallbackServerContext* /*context*/, const v1::TaskServiceWatchRequest* request) {
  using Open = Watches<TaskContent>;
  absl::StatusOr<TaskContent> content = ReadContent(*request);
  if (!content.ok()) return Open::Refuse(content.status());
  WatchQuery query = WatchQueryOf(*request);
  const absl::Status checked =
      ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
        VEKHA_RETURN_IF_ERROR(CheckWatchQuery(state, query));
        if (content->roadmap.empty() || state.roadmaps.contains(content->roadmap)) {
          return absl::OkStatus();
        }
        return workflow::RoadmapUnknown(content->roadmap, 0);
      });
  if (!checked.ok()) return Open::Refuse(checked);
  return watches_.Open(runner_, std::move(query), *std::move(content));
}

bool TaskContent::Wants(const workflow::Event& event) const {
  const TaskId of = workflow::RecordOf(event);
  return !of.empty() && (task.empty() || of == task) &&
         (roadmap.empty() || RoadmapOf(of) == roadmap);
}

size_t TaskContent::Add(const workflow::State& state, const store::StoredEvent& stored,
                        Response& response) {
  v1::TaskEvent* out = response.add_events();
  *out = ToProto(state, stored);
  return out->ByteSizeLong();
}

}  // namespace vekha::api
