#include "service/api/run_outcome.h"

#include "engine/base/rejection.h"
#include "service/api/convert.h"

namespace vekha::api {
namespace {

void CountRung(const workflow::RungAccounted& rung, v1::RunCounts* counts) {
  switch (rung.outcome) {
    case reminder::RungOutcome::kEmitted:
      return counts->set_emitted(counts->emitted() + 1);
    case reminder::RungOutcome::kCoalesced:
      return counts->set_coalesced(counts->coalesced() + 1);
    case reminder::RungOutcome::kExpired:
      return counts->set_expired(counts->expired() + 1);
    case reminder::RungOutcome::kSuppressed:
      return counts->set_suppressed(counts->suppressed() + 1);
  }
}

void CountNotification(const workflow::Notification& notification, v1::RunCounts* counts) {
  counts->set_notifications(counts->notifications() + 1);
  switch (notification.kind) {
    case reminder::NoticeKind::kAlert:
      counts->set_alerts(counts->alerts() + 1);
      break;
    case reminder::NoticeKind::kReminder:
      counts->set_reminders(counts->reminders() + 1);
      break;
    case reminder::NoticeKind::kRequest:
      counts->set_requests(counts->requests() + 1);
      break;
    case reminder::NoticeKind::kNews:
      break;  // of acts, not of runs
  }
  if (notification.person.empty()) counts->set_undeliverable(counts->undeliverable() + 1);
}

}  // namespace

void Count(const workflow::Event& event, v1::RunCounts* counts) {
  if (const auto* rung = std::get_if<workflow::RungAccounted>(&event)) CountRung(*rung, counts);
  if (const auto* emitted = std::get_if<workflow::NotificationEmitted>(&event)) {
    CountNotification(emitted->notification, counts);
  }
  if (std::holds_alternative<workflow::TaskClosed>(event)) {
    counts->set_tasks_closed(counts->tasks_closed() + 1);
  }
}

v1::SkippedAdoption ToProto(const workflow::State& state,
                            const workflow::SkippedAdoption& skipped) {
  v1::SkippedAdoption out;
  out.set_organization(skipped.adoption.organization.value());
  out.set_organization_name(NameOf(state, skipped.adoption.organization));
  out.set_roadmap(skipped.adoption.roadmap.value());
  const Rejection why = RejectionOf(skipped.why);
  out.set_reason(why.reason);
  out.set_text(why.message_ru);
  out.set_text_en(why.message);
  return out;
}

}  // namespace vekha::api
