#include "service/api/simulation_stream.h"

#include <utility>
#include <vector>

#include "engine/base/status.h"
#include "service/api/convert.h"
#include "service/api/convert_task.h"
#include "service/api/page.h"
#include "service/api/run_counts.h"
#include "service/api/status.h"

namespace vekha::api {
namespace {

void AddTo(const v1::RunCounts& day, v1::RunCounts* all) {
  all->set_emitted(all->emitted() + day.emitted());
  all->set_coalesced(all->coalesced() + day.coalesced());
  all->set_expired(all->expired() + day.expired());
  all->set_suppressed(all->suppressed() + day.suppressed());
  all->set_reminders(all->reminders() + day.reminders());
  all->set_alerts(all->alerts() + day.alerts());
  all->set_undeliverable(all->undeliverable() + day.undeliverable());
  all->set_tasks_closed(all->tasks_closed() + day.tasks_closed());
  all->set_notifications(all->notifications() + day.notifications());
}

v1::PersonLoad LoadMessage(const simulation::Load& load, const workflow::State& state) {
  v1::PersonLoad out;
  out.set_organization(load.organization.value());
  out.set_organization_name(NameOf(state, load.organization));
  out.set_person(load.person.value());
  out.set_person_name(load.addressee);
  out.set_notifications(load.total);
  out.set_alerts(load.alerts);
  out.set_unread(load.unread);
  for (const auto& [date, count] : load.by_day) {
    v1::DayCount* day = out.add_days();
    *day->mutable_date() = ToProto(date);
    day->set_count(count);
  }
  return out;
}

}  // namespace

// True while the summary still fits in a message; tells when something was left out.
bool SimulationStream::HasRoom() {
  if (summary_bytes_ <= kPageBytesMax) return true;
  message_.set_truncated(true);
  return false;
}

SimulationStream::SimulationStream(simulation::Simulation simulation, SimulationQuery query,
                                   const workflow::RuleBook& rules)
    : simulation_(std::move(simulation)), query_(std::move(query)), rules_(rules) {
  WriteNext();
}

void SimulationStream::OnWriteDone(bool ok) {
  if (!ok) {
    Finish(grpc::Status::CANCELLED);
    return;
  }
  waiting_.pop_front();
  WriteNext();
}

void SimulationStream::WriteNext() {
  if (waiting_.empty()) {
    const absl::Status lived = LiveOne();
    if (!lived.ok() || waiting_.empty()) {
      Finish(ToGrpc(lived));
      return;
    }
  }
  StartWrite(&waiting_.front());
}

absl::Status SimulationStream::LiveOne() {
  VEKHA_ASSIGN_OR_RETURN(std::optional<simulation::Day> lived, simulation_.Next());
  if (!lived) return absl::OkStatus();
  const simulation::Day day = Shown(*std::move(lived));
  summary_.Add(day);
  AddDay(day);
  const bool last = day.date == query_.scenario.span.last;
  if (!last && day.date != query_.late_on) return absl::OkStatus();
  VEKHA_ASSIGN_OR_RETURN(auto sheets, simulation::AllSheets(simulation_.state(), rules_, day.date));
  std::erase_if(sheets, [&](const workflow::TaskSheet& sheet) {
    return !query_.places.Has(sheet.plan->organization);
  });
  if (day.date == query_.late_on) {
    AddLateTasks(sheets);
  }
  if (!last) return absl::OkStatus();
  summary_.AddDue(sheets, query_.scenario.span);
  AddSummary();
  return absl::OkStatus();
}

// What concerns the organizations asked about.
simulation::Day SimulationStream::Shown(simulation::Day day) const {
  const auto foreign = [&](const workflow::Event& event) {
    return !query_.places.Has(workflow::OrganizationOf(event));
  };
  std::erase_if(day.assumed, foreign);
  std::erase_if(day.run, foreign);
  return day;
}

void SimulationStream::AddDay(const simulation::Day& day) {
  const workflow::State& state = simulation_.state();
  v1::SimulatedDay* out = waiting_.emplace_back().mutable_day();
  *out->mutable_date() = api::ToProto(day.date);
  v1::RunCounts counts;
  size_t bytes = 0;
  const auto add_closed = [&](const workflow::Event& event) {
    if (const auto* closed = std::get_if<workflow::TaskClosed>(&event)) {
      out->add_closed_tasks(closed->task.value());
    }
  };
  for (const workflow::Event& event : day.assumed) add_closed(event);
  out->set_assumed(static_cast<int>(day.assumed.size()));
  for (const std::string& id : day.unread) out->add_unread(id);
  for (const workflow::Event& event : day.run) {
    Count(event, &counts);
    add_closed(event);
    const auto* emitted = std::get_if<workflow::NotificationEmitted>(&event);
    if (emitted == nullptr) continue;
    if (bytes > kPageBytesMax) {
      out->set_partial(true);
      out = waiting_.emplace_back().mutable_day();
      *out->mutable_date() = api::ToProto(day.date);
      bytes = 0;
    }
    v1::Notification* notification = out->add_notifications();
    *notification = api::ToProto(state, emitted->notification, 0);
    bytes += notification->ByteSizeLong();
  }
  *out->mutable_counts() = counts;
  message_.set_days(message_.days() + 1);
  AddTo(counts, message_.mutable_counts());
}

void SimulationStream::AddLateTasks(const std::vector<workflow::TaskSheet>& sheets) {
  for (const workflow::TaskSheet& sheet : sheets) {
    for (const task::Task& task : sheet.tasks) {
      if (!task.overdue) continue;
      message_.set_late_count(message_.late_count() + 1);
      if (!HasRoom()) continue;
      v1::Task* late = message_.add_late_tasks();
      *late = api::ToProto(simulation_.state(), sheet, task, query_.late_on);
      summary_bytes_ += late->ByteSizeLong();
    }
  }
}

void SimulationStream::AddCalendarDay(Date date, const simulation::CalendarDay& day) {
  v1::CalendarDay* out = message_.add_calendar();
  *out->mutable_date() = api::ToProto(date);
  out->set_notified(day.notified);
  out->set_closed(day.closed);
  out->set_due_count(static_cast<int>(day.due.size()));
  for (const simulation::DueTask& task : day.due) {
    if (!HasRoom()) return;
    v1::DueTask* due = out->add_due();
    due->set_task(task.task.value());
    due->set_organization(task.organization.value());
    due->set_organization_name(NameOf(simulation_.state(), task.organization));
    due->set_measure_number(task.number);
    due->set_measure_title(task.title);
    summary_bytes_ += due->ByteSizeLong();
  }
}

void SimulationStream::AddSummary() {
  message_.set_revision(query_.revision);
  *message_.mutable_late_on() = api::ToProto(query_.late_on);
  for (const simulation::Load& load : summary_.Loads()) {
    if (!HasRoom()) break;
    v1::PersonLoad* person = message_.add_people();
    *person = LoadMessage(load, simulation_.state());
    summary_bytes_ += person->ByteSizeLong();
  }
  for (const auto& [date, day] : summary_.calendar()) AddCalendarDay(date, day);
  *waiting_.emplace_back().mutable_summary() = std::move(message_);
}

}  // namespace vekha::api
