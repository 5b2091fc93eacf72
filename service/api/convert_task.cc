#include "service/api/convert_task.h"

#include <google/protobuf/util/time_util.h>

#include <string_view>
#include <vector>

#include "engine/base/rejection.h"
#include "engine/workflow/command.h"
#include "engine/workflow/tree.h"
#include "engine/workflow/wording.h"
#include "service/api/convert.h"
#include "service/api/convert_record.h"

namespace vekha::api {
namespace {

void AddResponsible(const workflow::State& state, const task::PlannedTask& planned, Date day,
                    v1::Task* out) {
  const roadmap::Measure& measure = *planned.measure;
  for (const auto& a : workflow::AnswerableFor(state, planned, day)) {
    v1::Responsible* to = out->add_responsible();
    to->set_name(a.name);
    to->set_role(a.role);
    to->set_person(a.person.value());
    to->set_person_name(NameOf(state, a.person));
    for (const roadmap::Responsible& named : measure.responsible) {
      if (named.name != a.name) continue;
      to->set_kind(ToProto(named.kind));
      to->set_position(named.position);
    }
  }
}

void AddMeasure(const roadmap::Measure& measure, v1::Task* out) {
  out->set_measure(measure.id.value());
  out->set_measure_number(measure.number);
  out->set_measure_title(measure.title);
  out->set_measure_result(measure.result);
  out->set_term(measure.term_text);
  out->set_evidence(ToProto(measure.evidence));
}

void AddDays(const task::Task& task, v1::Task* out) {
  if (task.window) {
    *out->mutable_window() = ToProto(*task.window);
    if (!task.planned->ongoing) *out->mutable_nominal_due_date() = ToProto(task.window->due);
    *out->mutable_open_date() = ToProto(task.planned->open_from);
  }
  if (task.effective_due) *out->mutable_due_date() = ToProto(*task.effective_due);
  workflow::Wording why = workflow::ShiftReason(task);
  if (task.before_adoption) why = Joined(workflow::ReasonWords("DUE_BEFORE_ADOPTION"), why);
  out->set_due_reason(why.ru);
  out->set_due_reason_en(why.en);
}

// What has become of a notification that was emitted.
void AddDelivery(const workflow::State& state, v1::Notification* out) {
  const auto* entry = workflow::FindNotification(state, out->id());
  if (entry == nullptr) return;
  out->set_delivery(ToProto(entry->delivery));
  out->set_digest(entry->digest);
  out->set_delivery_reason(entry->why);
}

template <typename E>
std::string KindOf() {
  return std::string(workflow::EventKind(E()));
}

// What of a task's id names its measure and occurrence; empty when it is not one of the
// organization's and roadmap's.
std::string_view RestOf(const TaskId& task, const OrganizationId& organization,
                        const RoadmapId& roadmap) {
  const size_t head = organization.value().size() + roadmap.value().size() + 2;
  const std::string_view id = task.value();
  return id.size() <= head ? std::string_view() : id.substr(head);
}

// A measure's id may hold anything, so it is looked for and not cut out.
const roadmap::Measure* MeasureIn(const workflow::RoadmapVersion* version, std::string_view rest) {
  if (version == nullptr || !version->compiled) return nullptr;
  for (const roadmap::Measure* measure : roadmap::WorkMeasures(*version->compiled)) {
    const std::string& id = measure->id.value();
    if (rest == id || rest.starts_with(id + "/")) return measure;
  }
  return nullptr;
}

// Days on which it stood where it stands, and before each of its moves, the last first.
std::vector<Date> DaysBetweenMoves(const workflow::State& state,
                                   const OrganizationId& organization) {
  std::vector<Date> days = {workflow::AfterAllMoves()};
  const auto entry = state.organizations.find(organization);
  if (entry == state.organizations.end()) return days;
  for (auto move = entry->second.moves.rbegin(); move != entry->second.moves.rend(); ++move) {
    days.push_back(vekha::AddDays(move->on, -1));
  }
  return days;
}

v1::TaskGathering GatheringMessage(const task::Gathered& gathered,
                                   const roadmap::Measure& measure) {
  constexpr int kMissingMax = 1000;
  v1::TaskGathering out;
  out.set_asked(gathered.asked);
  out.set_delivered(gathered.delivered);
  out.set_needed(roadmap::NeededOf(*measure.gather, gathered.asked));
  for (const OrganizationId& place : gathered.missing) {
    if (out.missing_size() == kMissingMax) break;
    out.add_missing(place.value());
  }
  return out;
}

template <typename Message>
void AddMeasure(const roadmap::Measure* measure, Message* out) {
  if (measure == nullptr) return;
  out->set_measure(measure->id.value());
  out->set_measure_number(measure->number);
  out->set_measure_title(measure->title);
}

}  // namespace

const roadmap::Measure* MeasureOf(const workflow::State& state, const OrganizationId& organization,
                                  const TaskId& task) {
  const RoadmapId roadmap = RoadmapOf(task);
  const std::string_view rest = RestOf(task, organization, roadmap);
  if (rest.empty()) return nullptr;
  for (const Date day : DaysBetweenMoves(state, organization)) {
    for (const OrganizationId& place : workflow::PathToRoot(state, organization, day)) {
      const auto adopted = state.adoptions.find({place, roadmap});
      if (adopted == state.adoptions.end()) continue;
      const int version = adopted->second.adoption.version;
      const auto* found = MeasureIn(workflow::FindRoadmap(state, roadmap, version), rest);
      if (found != nullptr) return found;
    }
  }
  const auto versions = state.roadmaps.find(roadmap);
  if (versions == state.roadmaps.end()) return nullptr;
  for (auto version = versions->second.rbegin(); version != versions->second.rend(); ++version) {
    if (const auto* found = MeasureIn(&*version, rest)) return found;
  }
  return nullptr;
}

v1::NotificationKind ToProto(reminder::NoticeKind kind) {
  switch (kind) {
    case reminder::NoticeKind::kReminder:
      return v1::NOTIFICATION_KIND_REMINDER;
    case reminder::NoticeKind::kAlert:
      return v1::NOTIFICATION_KIND_ALERT;
    case reminder::NoticeKind::kRequest:
      return v1::NOTIFICATION_KIND_REQUEST;
    case reminder::NoticeKind::kNews:
      return v1::NOTIFICATION_KIND_NEWS;
  }
  return v1::NOTIFICATION_KIND_UNSPECIFIED;
}

v1::DeliveryState ToProto(workflow::DeliveryState state) {
  switch (state) {
    case workflow::DeliveryState::kPending:
      return v1::DELIVERY_STATE_PENDING;
    case workflow::DeliveryState::kTaken:
      return v1::DELIVERY_STATE_TAKEN;
    case workflow::DeliveryState::kSent:
      return v1::DELIVERY_STATE_SENT;
    case workflow::DeliveryState::kDropped:
      return v1::DELIVERY_STATE_DROPPED;
    case workflow::DeliveryState::kDead:
      return v1::DELIVERY_STATE_DEAD;
  }
  return v1::DELIVERY_STATE_UNSPECIFIED;
}

v1::TaskState ToProto(task::TaskStatus status) {
  switch (status) {
    case task::TaskStatus::kPlanned:
      return v1::TASK_STATE_PLANNED;
    case task::TaskStatus::kOpen:
      return v1::TASK_STATE_OPEN;
    case task::TaskStatus::kReported:
      return v1::TASK_STATE_REPORTED;
    case task::TaskStatus::kClosed:
      return v1::TASK_STATE_CLOSED;
    case task::TaskStatus::kWithdrawn:
      return v1::TASK_STATE_WITHDRAWN;
  }
  return v1::TASK_STATE_UNSPECIFIED;
}

v1::Task ToProto(const workflow::State& state, const workflow::TaskSheet& sheet,
                 const task::Task& task, Date day) {
  const task::PlannedTask& planned = *task.planned;
  v1::Task out;
  out.set_id(planned.id.value());
  out.set_organization(planned.organization.value());
  out.set_organization_name(NameOf(state, planned.organization));
  out.set_roadmap(sheet.adoption.roadmap.value());
  AddMeasure(*planned.measure, &out);
  out.set_reading(planned.reading);
  AddDays(task, &out);
  out.set_cycle(planned.cycle);
  out.set_state(ToProto(task.status));
  out.set_ongoing(planned.ongoing);
  out.set_overdue(task.overdue);
  out.set_days_late(task.days_late);
  out.set_done_late(task.done_late);
  out.set_applies(task.applies);
  for (const TaskId& id : task.blocked_by) out.add_blocked_by(id.value());
  for (const std::string& word : task.waits_for) out.add_waits_for(word);
  for (const std::string& fact : task.missing_facts) out.add_missing_facts(fact);
  out.set_condition_problem(task.condition_problem);
  if (!task.day_problem.ok()) {
    const Rejection problem = RejectionOf(task.day_problem);
    out.set_day_problem(problem.message_ru);
    out.set_day_problem_en(problem.message);
  }
  out.set_contradicted(task.contradicted);
  AddResponsible(state, planned, day, &out);
  out.set_due_revision(task.due_revision);
  out.set_blocked_by_overdue(task.blocked_by_overdue);
  out.set_extended(task.extended);
  if (task.paused_until && day <= *task.paused_until) {
    *out.mutable_paused_until_date() = ToProto(*task.paused_until);
  }
  if (task.gathered) *out.mutable_gathering() = GatheringMessage(*task.gathered, *planned.measure);
  AddRecord(state, task, &out);
  return out;
}

v1::Notification ToProto(const workflow::State& state, const workflow::Notification& notification,
                         int64_t revision) {
  v1::Notification out;
  out.set_id(notification.id);
  out.set_kind(ToProto(notification.kind));
  out.set_organization(notification.organization.value());
  out.set_organization_name(NameOf(state, notification.organization));
  out.set_person(notification.person.value());
  out.set_person_name(notification.addressee);
  out.set_audience(notification.audience);
  out.set_undeliverable(notification.person.empty());
  out.set_task(notification.task.value());
  out.set_roadmap(RoadmapOf(notification.task).value());
  AddMeasure(MeasureOf(state, notification.organization, notification.task), &out);
  if (notification.due_date) *out.mutable_due_date() = ToProto(*notification.due_date);
  if (notification.nominal_due)
    *out.mutable_nominal_due_date() = ToProto(*notification.nominal_due);
  out.set_due_revision(notification.due_revision);
  out.set_rung(notification.rung);
  *out.mutable_rung_date() = ToProto(notification.rung_day);
  *out.mutable_as_of() = ToProto(notification.as_of);
  out.set_reason(notification.reason);
  out.set_text(notification.text);
  out.set_text_en(notification.text_en);
  out.set_emitted_revision(revision);
  if (revision > 0) AddDelivery(state, &out);
  return out;
}

v1::TaskEvent ToProto(const workflow::State& state, const store::StoredEvent& stored) {
  const TaskId task = workflow::RecordOf(stored.event);
  const OrganizationId organization = workflow::OrganizationOf(stored.event);
  v1::TaskEvent out;
  out.set_task(task.value());
  out.set_organization(organization.value());
  out.set_organization_name(NameOf(state, organization));
  out.set_roadmap(RoadmapOf(task).value());
  AddMeasure(MeasureOf(state, organization, task), &out);
  *out.mutable_commit_time() =
      google::protobuf::util::TimeUtil::SecondsToTimestamp(stored.at.time_since_epoch().count());
  AddWhat(state, stored.event, &out);
  return out;
}

const std::map<v1::TaskEventKind, std::string>& TaskEventKinds() {
  static const std::map<v1::TaskEventKind, std::string> kKinds = {
      {v1::TASK_EVENT_KIND_REPORTED, KindOf<workflow::TaskReported>()},
      {v1::TASK_EVENT_KIND_CLOSED, KindOf<workflow::TaskClosed>()},
      {v1::TASK_EVENT_KIND_RETURNED, KindOf<workflow::TaskReturned>()},
      {v1::TASK_EVENT_KIND_REOPENED, KindOf<workflow::TaskReopened>()},
      {v1::TASK_EVENT_KIND_WITHDRAWN, KindOf<workflow::TaskWithdrawn>()},
      {v1::TASK_EVENT_KIND_EXTENSION_REQUESTED, KindOf<workflow::ExtensionRequested>()},
      {v1::TASK_EVENT_KIND_EXTENSION_GRANTED, KindOf<workflow::ExtensionGranted>()},
      {v1::TASK_EVENT_KIND_EXTENSION_REFUSED, KindOf<workflow::ExtensionRefused>()},
      {v1::TASK_EVENT_KIND_DELEGATED, KindOf<workflow::TaskDelegated>()},
      {v1::TASK_EVENT_KIND_ACKNOWLEDGED, KindOf<workflow::TaskAcknowledged>()},
      {v1::TASK_EVENT_KIND_DUE_SET, KindOf<workflow::TaskDueSet>()},
  };
  return kKinds;
}

RoadmapId RoadmapOf(const TaskId& task) {
  const std::string& id = task.value();
  const size_t first = id.find('/');
  if (first == std::string::npos) return RoadmapId();
  const size_t second = id.find('/', first + 1);
  return RoadmapId(id.substr(first + 1, second == std::string::npos ? second : second - first - 1));
}

}  // namespace vekha::api
