#include "service/app/jobs.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <map>
#include <set>
#include <string>

#include "engine/workflow/marks.h"
#include "service/api/day.h"
#include "service/runner/local_times.h"

namespace vekha::app {
namespace {

constexpr std::chrono::seconds kBetweenLooks{30};

// What a run skipped waits for somebody to mend it; looking every half minute does not help.
constexpr std::chrono::hours kBetweenTries{1};

// Zones where it is `run_at` or later and something has not been run today, by their day.
std::map<Date, std::set<std::string>> DueZones(const workflow::State& state,
                                               const workflow::LocalTimes& local, int run_at,
                                               const std::set<workflow::AdoptionKey>& waiting) {
  std::map<Date, std::set<std::string>> due;
  for (const auto& [key, entry] : state.adoptions) {
    const auto place = state.organizations.find(key.organization);
    if (place == state.organizations.end()) continue;
    const std::string& zone = place->second.organization.zone;
    const auto time = local.find(zone);
    if (time == local.end() || time->second.minute < run_at) continue;
    const Date day = time->second.day;
    const bool done = entry.mark && day <= *entry.mark;
    if (!done && entry.adoption.on <= day && !waiting.contains(key)) due[day].insert(zone);
  }
  return due;
}

}  // namespace

Jobs::Jobs(runner::Runner& runner, delivery::Courier& courier, std::optional<int> run_at)
    : runner_(runner), courier_(courier), run_at_(run_at) {}

Jobs::~Jobs() { Stop(); }

void Jobs::Start() {
  threads_.emplace_back([this] { ReadAhead(); });
  // Apart from each other: a slow mail server does not hold up the morning of another zone.
  if (run_at_) threads_.emplace_back([this] { Repeat(&Jobs::RunZones); });
  if (!courier_.served().empty()) threads_.emplace_back([this] { Repeat(&Jobs::Deliver); });
}

void Jobs::ReadAhead() {
  std::vector<OrganizationId> places;
  runner_.Read([&](const workflow::State& state) {
    for (const auto& [id, entry] : state.organizations) places.push_back(id);
  });
  for (const OrganizationId& place : places) {
    if (IsStopped()) return;
    runner_.Read([&](const workflow::State& state) {
      const Date today = api::TodayOf(state, place, runner_.clock().Now());
      // What cannot be read says so when it is asked for.
      (void)workflow::VisitMarks(state, runner_.rules(), place, today, /*subtree=*/false,
                                 [](const auto&) {});
    });
  }
}

void Jobs::Repeat(void (Jobs::*work)()) {
  while (!IsStopped()) {
    (this->*work)();
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kBetweenLooks, [this] { return stopped_; });
  }
}

void Jobs::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool Jobs::IsStopped() {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

void Jobs::Look() {
  if (run_at_) RunZones();
  if (!courier_.served().empty()) Deliver();
}

void Jobs::Deliver() {
  const auto counts = courier_.Deliver([this] { return IsStopped(); });
  if (!counts.ok()) {
    spdlog::error("delivery: {}", std::string(counts.status().message()));
    return;
  }
  for (const auto& [channel, wait] : counts->limited) {
    spdlog::info("delivery: {} is at its limit, the rest waits {} s",
                 workflow::ChannelName(channel), wait.count());
  }
  if (counts->sent + counts->retried + counts->dead == 0) return;
  spdlog::info("delivery: {} sent, {} to be tried again, {} given up", counts->sent,
               counts->retried, counts->dead);
}

std::set<workflow::AdoptionKey> Jobs::Waiting(std::chrono::sys_seconds now) {
  std::erase_if(skipped_, [&](const auto& entry) {
    return now < entry.second || entry.second + kBetweenTries <= now;
  });
  std::set<workflow::AdoptionKey> waiting;
  for (const auto& [key, tried] : skipped_) waiting.insert(key);
  return waiting;
}

void Jobs::RunZones() {
  const std::chrono::sys_seconds now = runner_.clock().Now();
  const std::set<workflow::AdoptionKey> waiting = Waiting(now);
  std::map<Date, std::set<std::string>> due;
  runner_.Read([&](const workflow::State& state) {
    due = DueZones(state, runner::LocalTimesOf(state, now), *run_at_, waiting);
  });
  for (auto& [day, zones] : due) {
    workflow::RunDay run{day};
    run.zones = std::move(zones);
    run.gap_days = workflow::kGapDays;
    const auto outcome = runner_.Execute({.command = run});
    if (!outcome.ok()) {
      spdlog::error("run of {}: {}", FormatIso(day), std::string(outcome.status().message()));
      continue;
    }
    if (!outcome->events.empty()) {
      spdlog::info("run of {}: {} events", FormatIso(day), outcome->events.size());
    }
    for (const workflow::SkippedAdoption& skipped : outcome->skipped) {
      skipped_[skipped.adoption] = now;
      spdlog::warn("run of {}: {} of {} skipped: {}", FormatIso(day),
                   skipped.adoption.roadmap.value(), skipped.adoption.organization.value(),
                   std::string(skipped.why.message()));
    }
  }
}

}  // namespace vekha::app
