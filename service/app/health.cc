#include "service/app/health.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "service/api/admin_service.h"
#include "service/api/day.h"

namespace vekha::app {
namespace {

constexpr std::chrono::minutes kBetweenLooks{1};
// Days off of one region, and a sixth working day, hold for longer than the federal calendar says.
constexpr int kWorkingDaysMax = 3;
constexpr int kDaysMax = 14;  // where no calendar tells: the holidays of January are ten days

bool IsTooOld(const calendar::WorkCalendar* calendar, Date since, Date today) {
  if (calendar != nullptr) {
    const auto days = calendar->WorkingDaysBetween(since, today);
    if (days.ok()) return *days > kWorkingDaysMax;
  }
  return DaysBetween(since, today) > kDaysMax;
}

}  // namespace

Health::Health(runner::Runner& runner, grpc::Server& server,
               const std::vector<std::string>& services, bool delivers)
    : runner_(runner), service_(server.GetHealthCheckService()), delivers_(delivers) {
  for (const std::string& name : services) {
    if (service_ != nullptr) service_->SetServingStatus(name, true);
  }
  Look();
  subscription_ = runner_.Subscribe([bell = bell_](int64_t /*revision*/) {
    const std::lock_guard lock(bell->mutex);
    bell->changed = true;
    bell->rung.notify_one();
  });
  thread_ = std::thread([this] { Watch(); });
}

Health::~Health() { Stop(); }

void Health::Stop() {
  subscription_.reset();
  {
    const std::lock_guard lock(bell_->mutex);
    bell_->stopped = true;
  }
  bell_->rung.notify_one();
  if (!thread_.joinable()) return;
  thread_.join();
  if (service_ != nullptr) service_->Shutdown();
}

void Health::Watch() {
  std::unique_lock lock(bell_->mutex);
  while (!bell_->stopped) {
    bell_->rung.wait_for(lock, kBetweenLooks, [this] { return bell_->stopped || bell_->changed; });
    bell_->changed = false;
    lock.unlock();
    Look();
    lock.lock();
  }
}

void Health::Look() {
  if (service_ == nullptr) return;
  const Date today = api::DayIn(api::kServiceZone, runner_.clock().Now());
  bool up_to_date = false;
  bool delivered = false;
  runner_.Read([&](const workflow::State& state) {
    up_to_date = IsRunUpToDate(state, today);
    delivered = IsDeliveryUpToDate(state, runner_.rules(), today);
  });
  service_->SetServingStatus("run", up_to_date);
  if (delivers_) service_->SetServingStatus("delivery", delivered);
  SetCalendars(static_cast<int>(today.year()));
}

void Health::SetCalendars(int this_year) {
  const auto federal = runner_.rules().calendars.Get(calendar::CalendarKey{});
  if (!federal.ok()) return;
  const int first = (*federal)->first_year();
  const int last = (*federal)->last_year();
  for (int year = std::min(first, this_year); year <= std::max(last, this_year + 1); ++year) {
    service_->SetServingStatus(fmt::format("calendar-{}", year), first <= year && year <= last);
  }
}

bool IsRunUpToDate(const workflow::State& state, Date today) {
  if (state.adoptions.empty()) return true;
  const auto mark = api::RunMark(state);
  return mark && *mark >= AddDays(today, -1);
}

bool IsDeliveryUpToDate(const workflow::State& state, const workflow::RuleBook& rules, Date today) {
  const auto federal = rules.calendars.Get(calendar::CalendarKey{});
  const calendar::WorkCalendar* calendar = federal.ok() ? federal->get() : nullptr;
  for (const auto& [person, id] : state.open_digests) {
    const auto digest = state.digests.find(id);
    if (digest == state.digests.end() || digest->second.digest.items.empty()) continue;
    workflow::Notification taken;
    taken.person = person;
    taken.as_of = digest->second.digest.day;
    const Date since = workflow::WaitsSince(state, taken, today);
    if (IsTooOld(calendar, since, today)) return false;
  }
  for (const auto& [person, waiting] : state.pending) {
    for (const size_t at : waiting) {
      const workflow::Notification& notification = state.notifications[at].notification;
      if (!IsTooOld(calendar, notification.as_of, today)) break;  // those after it are younger
      if (IsTooOld(calendar, workflow::WaitsSince(state, notification, today), today)) return false;
    }
  }
  return true;
}

}  // namespace vekha::app
