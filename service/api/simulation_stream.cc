#include "service/api/simulation_stream.h"

#include <utility>
#include <vector>

#include "engine/base/status.h"
#include "service/api/convert.h"
#include "service/api/convert_simulation.h"
#include "service/api/convert_task.h"
#include "service/api/page.h"
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
  AddTo(AddDay(day, simulation_.state(), waiting_), message_.mutable_counts());
  message_.set_days(message_.days() + 1);
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
  std::erase_if(day.unread, [&](const std::string& id) {  // begins with the organization's
    return !query_.places.Has(OrganizationId(id.substr(0, id.find('/'))));
  });
  std::erase_if(day.skipped, [&](const workflow::SkippedAdoption& one) {
    return !query_.places.HasBelow(simulation_.state(), one.adoption.organization);
  });
  return day;
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
    *due = api::ToProto(simulation_.state(), task);
    summary_bytes_ += due->ByteSizeLong();
  }
}

void SimulationStream::AddSummary() {
  message_.set_revision(query_.revision);
  *message_.mutable_late_on() = api::ToProto(query_.late_on);
  for (const simulation::Load& load : summary_.Loads()) {
    if (!HasRoom()) break;
    v1::PersonLoad* person = message_.add_people();
    *person = api::ToProto(simulation_.state(), load);
    summary_bytes_ += person->ByteSizeLong();
  }
  for (const auto& [date, day] : summary_.calendar()) AddCalendarDay(date, day);
  *waiting_.emplace_back().mutable_summary() = std::move(message_);
}

}  // namespace vekha::api
