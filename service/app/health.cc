#include "service/app/health.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "service/api/admin_service.h"
#include "service/api/day.h"

namespace vekha::app {
namespace {

constexpr std::chrono::minutes kBetweenLooks{1};

}  // namespace

Health::Health(runner::Runner& runner, grpc::Server& server,
               const std::vector<std::string>& services)
    : runner_(runner), service_(server.GetHealthCheckService()) {
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
  runner_.Read([&](const workflow::State& state) { up_to_date = IsRunUpToDate(state, today); });
  service_->SetServingStatus("run", up_to_date);
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

}  // namespace vekha::app
