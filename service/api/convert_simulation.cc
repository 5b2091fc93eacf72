#include "service/api/convert_simulation.h"

#include <string>

#include "service/api/convert.h"
#include "service/api/convert_task.h"
#include "service/api/page.h"
#include "service/api/run_outcome.h"

namespace vekha::api {
namespace {

// The messages of one day; what does not fit goes on in the next.
class DayMessages {
 public:
  DayMessages(Date date, std::deque<v1::SimulateResponse>& out) : date_(date), out_(out) {
    Begin();
  }

  v1::SimulatedDay& last() { return *day_; }

  void Close(const workflow::Event& event) {
    const auto* closed = std::get_if<workflow::TaskClosed>(&event);
    if (closed == nullptr) return;
    Room(TextBytes(closed->task.value()))->add_closed_tasks(closed->task.value());
  }
  void Unread(const std::string& id) { Room(TextBytes(id))->add_unread(id); }
  void Add(v1::Notification notification) {
    v1::SimulatedDay* day = Room(notification.ByteSizeLong());
    *day->add_notifications() = std::move(notification);
  }
  void Add(v1::SkippedAdoption skipped) {
    v1::SimulatedDay* day = Room(skipped.ByteSizeLong());
    *day->add_skipped() = std::move(skipped);
  }

 private:
  void Begin() {
    day_ = out_.emplace_back().mutable_day();
    *day_->mutable_date() = api::ToProto(date_);
    bytes_ = 0;
  }

  v1::SimulatedDay* Room(size_t bytes) {
    if (bytes_ > kPageBytesMax) {
      day_->set_partial(true);
      Begin();
    }
    bytes_ += bytes;
    return day_;
  }

  const Date date_;
  std::deque<v1::SimulateResponse>& out_;
  v1::SimulatedDay* day_ = nullptr;
  size_t bytes_ = 0;
};

}  // namespace

v1::RunCounts AddDay(const simulation::Day& day, const workflow::State& state,
                     std::deque<v1::SimulateResponse>& out) {
  DayMessages messages(day.date, out);
  v1::RunCounts counts;
  int assumed = 0;
  for (const workflow::Event& event : day.assumed) {
    if (std::holds_alternative<workflow::NotificationEmitted>(event)) {
      Count(event, &counts);
    } else {
      ++assumed;
    }
    messages.Close(event);
  }
  for (const workflow::Event& event : day.run) {
    Count(event, &counts);
    messages.Close(event);
  }
  for (const workflow::Notification* said : simulation::NotificationsOf(day)) {
    messages.Add(ToProto(state, *said, 0));
  }
  for (const std::string& id : day.unread) messages.Unread(id);
  for (const auto& one : day.skipped) messages.Add(ToProto(state, one));
  messages.last().set_assumed(assumed);
  *messages.last().mutable_counts() = counts;
  return counts;
}

v1::PersonLoad ToProto(const workflow::State& state, const simulation::Load& load) {
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

v1::DueTask ToProto(const workflow::State& state, const simulation::DueTask& task) {
  v1::DueTask out;
  out.set_task(task.task.value());
  out.set_organization(task.organization.value());
  out.set_organization_name(NameOf(state, task.organization));
  out.set_measure_number(task.number);
  out.set_measure_title(task.title);
  return out;
}

}  // namespace vekha::api
