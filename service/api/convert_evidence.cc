#include "service/api/convert_evidence.h"

#include <google/protobuf/util/time_util.h>

#include "engine/base/overload.h"
#include "engine/base/status.h"
#include "service/api/convert.h"
#include "service/api/convert_task.h"
#include "service/store/event_codec.h"

namespace vekha::api {
namespace {

// Also of events that change nothing of a task's record.
TaskId TaskOf(const workflow::State& state, const workflow::Event& event) {
  return std::visit(Overload{
                        [](const workflow::RungAccounted& e) { return e.key.task; },
                        [](const workflow::NotificationEmitted& e) { return e.notification.task; },
                        [&](const workflow::NotificationDropped& e) {
                          const auto* entry = workflow::FindNotification(state, e.notification);
                          return entry == nullptr ? TaskId() : entry->notification.task;
                        },
                        [&](const auto&) { return workflow::RecordOf(event); },
                    },
                    event);
}

void AddRow(const workflow::State& state, const OrganizationId& organization, const TaskId& task,
            v1::EvidenceEntry* out) {
  if (task.empty()) return;
  out->set_task(task.value());
  out->set_roadmap(RoadmapOf(task).value());
  const roadmap::Measure* measure = MeasureOf(state, organization, task);
  if (measure == nullptr) return;
  out->set_measure(measure->id.value());
  out->set_measure_number(measure->number);
  out->set_measure_title(measure->title);
}

}  // namespace

absl::StatusOr<v1::EvidenceEntry> ToEvidence(const workflow::State& state,
                                             const store::StoredEvent& stored,
                                             const workflow::Event& own) {
  v1::EvidenceEntry out;
  VEKHA_ASSIGN_OR_RETURN(*out.mutable_json(), store::EncodeEvent(own));
  out.mutable_position()->set_revision(stored.revision);
  out.mutable_position()->set_index(stored.index);
  *out.mutable_commit_time() =
      google::protobuf::util::TimeUtil::SecondsToTimestamp(stored.at.time_since_epoch().count());
  out.set_kind(std::string(workflow::EventKind(own)));
  const OrganizationId organization = workflow::OrganizationOf(own);
  out.set_organization(organization.value());
  out.set_organization_name(NameOf(state, organization));
  AddRow(state, organization, TaskOf(state, own), &out);
  return out;
}

}  // namespace vekha::api
