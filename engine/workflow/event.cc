#include "engine/workflow/event.h"

#include "engine/base/overload.h"

namespace vekha::workflow {

std::string_view ChannelName(Channel channel) {
  switch (channel) {
    case Channel::kNone:
      return "none";
    case Channel::kSpool:
      return "spool";
    case Channel::kEmail:
      return "email";
    case Channel::kWebhook:
      return "webhook";
    case Channel::kPull:
      return "pull";
  }
  return "";
}

std::string_view DigestOutcomeName(DigestOutcome outcome) {
  switch (outcome) {
    case DigestOutcome::kSent:
      return "sent";
    case DigestOutcome::kRetry:
      return "retry";
    case DigestOutcome::kDead:
      return "dead";
    case DigestOutcome::kDropped:
      return "dropped";
  }
  return "";
}

OrganizationId OrganizationOf(const Event& event) {
  return std::visit(Overload{
                        [](const OrganizationPut& e) { return e.organization.id; },
                        [](const PersonPut&) { return OrganizationId(); },
                        [](const RolePut& e) { return e.holding.organization; },
                        [](const RoadmapApplied&) { return OrganizationId(); },
                        [](const RoadmapAdopted& e) { return e.adoption.organization; },
                        [](const FactRecorded& e) { return e.organization; },
                        [](const TaskReported& e) { return e.organization; },
                        [](const TaskClosed& e) { return e.organization; },
                        [](const TaskDueSet& e) { return e.organization; },
                        [](const RungAccounted& e) { return e.organization; },
                        [](const NotificationEmitted& e) { return e.notification.organization; },
                        [](const MarkMoved& e) { return e.organization; },
                        [](const TaskReturned& e) { return e.organization; },
                        [](const TaskReopened& e) { return e.organization; },
                        [](const TaskWithdrawn& e) { return e.organization; },
                        [](const ExtensionRequested& e) { return e.organization; },
                        [](const ExtensionGranted& e) { return e.organization; },
                        [](const ExtensionRefused& e) { return e.organization; },
                        [](const TaskDelegated& e) { return e.organization; },
                        [](const TaskAcknowledged& e) { return e.organization; },
                        [](const AbsencePut&) { return OrganizationId(); },
                        [](const SilencePut& e) { return e.silence.organization; },
                        [](const DigestLeased&) { return OrganizationId(); },
                        [](const DigestSettled&) { return OrganizationId(); },
                        [](const NotificationDropped& e) { return e.organization; },
                        [](const DigestRevived&) { return OrganizationId(); },
                        [](const OrganizationMoved& e) { return e.organization; },
                        [](const OrganizationClosed& e) { return e.organization; },
                        [](const RosterImported& e) { return e.organization; },
                    },
                    event);
}

std::string_view EventKind(const Event& event) {
  return std::visit(
      Overload{
          [](const OrganizationPut&) -> std::string_view { return "organization_put"; },
          [](const PersonPut&) -> std::string_view { return "person_put"; },
          [](const RolePut&) -> std::string_view { return "role_put"; },
          [](const RoadmapApplied&) -> std::string_view { return "roadmap_applied"; },
          [](const RoadmapAdopted&) -> std::string_view { return "roadmap_adopted"; },
          [](const FactRecorded&) -> std::string_view { return "fact_recorded"; },
          [](const TaskReported&) -> std::string_view { return "task_reported"; },
          [](const TaskClosed&) -> std::string_view { return "task_closed"; },
          [](const TaskDueSet&) -> std::string_view { return "task_due_set"; },
          [](const RungAccounted&) -> std::string_view { return "rung_accounted"; },
          [](const NotificationEmitted&) -> std::string_view { return "notification_emitted"; },
          [](const MarkMoved&) -> std::string_view { return "mark_moved"; },
          [](const TaskReturned&) -> std::string_view { return "task_returned"; },
          [](const TaskReopened&) -> std::string_view { return "task_reopened"; },
          [](const TaskWithdrawn&) -> std::string_view { return "task_withdrawn"; },
          [](const ExtensionRequested&) -> std::string_view { return "extension_requested"; },
          [](const ExtensionGranted&) -> std::string_view { return "extension_granted"; },
          [](const ExtensionRefused&) -> std::string_view { return "extension_refused"; },
          [](const TaskDelegated&) -> std::string_view { return "task_delegated"; },
          [](const TaskAcknowledged&) -> std::string_view { return "task_acknowledged"; },
          [](const AbsencePut&) -> std::string_view { return "absence_put"; },
          [](const SilencePut&) -> std::string_view { return "silence_put"; },
          [](const DigestLeased&) -> std::string_view { return "digest_leased"; },
          [](const DigestSettled&) -> std::string_view { return "digest_settled"; },
          [](const NotificationDropped&) -> std::string_view { return "notification_dropped"; },
          [](const DigestRevived&) -> std::string_view { return "digest_revived"; },
          [](const OrganizationMoved&) -> std::string_view { return "organization_moved"; },
          [](const OrganizationClosed&) -> std::string_view { return "organization_closed"; },
          [](const RosterImported&) -> std::string_view { return "roster_imported"; },
      },
      event);
}

TaskId RecordOf(const Event& event) {
  return std::visit(Overload{
                        [](const TaskReported& e) { return e.task; },
                        [](const TaskClosed& e) { return e.task; },
                        [](const TaskDueSet& e) { return e.task; },
                        [](const TaskReturned& e) { return e.task; },
                        [](const TaskReopened& e) { return e.task; },
                        [](const TaskWithdrawn& e) { return e.task; },
                        [](const ExtensionRequested& e) { return e.task; },
                        [](const ExtensionGranted& e) { return e.task; },
                        [](const ExtensionRefused& e) { return e.task; },
                        [](const TaskDelegated& e) { return e.task; },
                        [](const TaskAcknowledged& e) { return e.task; },
                        [](const auto&) { return TaskId(); },
                    },
                    event);
}

void ApplyToRecord(task::TaskRecord& record, const Event& event) {
  std::visit(Overload{
                 [&](const TaskReported& e) {
                   record.report = e.report;
                   record.extension_request.reset();
                 },
                 [&](const TaskClosed& e) {
                   record.closing = e.closing;
                   record.extension_request.reset();
                 },
                 [&](const TaskDueSet& e) {
                   record.due = e.due;
                   record.due_revision = e.due_revision;
                   record.due_by = e.by;
                 },
                 [&](const TaskReturned& e) {
                   record.report.reset();
                   record.returns.push_back(e.what);
                   record.due_revision = e.due_revision;
                 },
                 [&](const TaskReopened& e) {
                   record.report.reset();
                   record.closing.reset();
                   record.withdrawal.reset();
                   record.due_revision = e.due_revision;
                 },
                 [&](const TaskWithdrawn& e) {
                   record.withdrawal = e.withdrawal;
                   record.extension_request.reset();
                 },
                 [&](const ExtensionRequested& e) {
                   record.extension_request = e.request;
                   ++record.extension_requests;
                 },
                 [&](const ExtensionGranted& e) {
                   record.extension_request.reset();
                   record.extensions.push_back(e.extension);
                   record.due = e.extension.to;
                   record.due_by = task::DueBy::kExtended;
                   record.due_revision = e.due_revision;
                 },
                 [&](const ExtensionRefused&) { record.extension_request.reset(); },
                 [&](const TaskDelegated& e) { record.delegations.push_back(e.delegation); },
                 [&](const TaskAcknowledged& e) {
                   record.acknowledgement = e.acknowledgement;
                   record.due_revision = e.acknowledgement.due_revision;
                 },
                 [](const auto&) {},
             },
             event);
}

}  // namespace vekha::workflow
