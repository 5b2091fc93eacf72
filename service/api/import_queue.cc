#include "service/api/import_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/base/rejection.h"

namespace vekha::api {
namespace {

absl::Status IntakeBusy() {
  return ToStatus({absl::StatusCode::kUnavailable,
                   "INTAKE_BUSY",
                   "too many imports wait for their turn; try again",
                   "Слишком много загрузок ждёт очереди; повторите позже.",
                   {}});
}

}  // namespace

absl::Status IntakeStopping() {
  return ToStatus({absl::StatusCode::kUnavailable,
                   "SERVER_STOPPING",
                   "the server is stopping and has imported nothing; try again",
                   "Сервер останавливается, ничего не записано; повторите позже.",
                   {}});
}

ImportQueue::~ImportQueue() {
  Stop();
  thread_.join();
}

absl::Status ImportQueue::Open() {
  const std::lock_guard lock(mutex_);
  if (ending_) return IntakeStopping();
  if (open_ >= kOpenMax) return IntakeBusy();
  ++open_;
  return absl::OkStatus();
}

void ImportQueue::Close() {
  const std::lock_guard lock(mutex_);
  --open_;
}

absl::Status ImportQueue::Add(std::stop_token stop, std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return IntakeStopping();
    if (waiting_.size() >= kWaitingMax) return IntakeBusy();
    waiting_.push_back({std::move(stop), std::move(job)});
  }
  changed_.notify_all();
  return absl::OkStatus();
}

void ImportQueue::Drop() {
  std::deque<Waiting> dropped;
  {
    const std::lock_guard lock(mutex_);
    const auto first =
        std::stable_partition(waiting_.begin(), waiting_.end(),
                              [](const Waiting& one) { return !one.stop.stop_requested(); });
    std::move(first, waiting_.end(), std::back_inserter(dropped));
    waiting_.erase(first, waiting_.end());
  }
  for (const Waiting& one : dropped) one.job();
}

void ImportQueue::Stop() {
  // Nothing is added any more. Whoever is told calls Drop(), so the lock is free by then.
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = !std::exchange(ending_, true);
  }
  if (first) stopping_.request_stop();
  changed_.notify_all();
}

void ImportQueue::Work() {
  while (true) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      job = std::move(waiting_.front().job);
      waiting_.pop_front();
    }
    job();
  }
}

}  // namespace vekha::api
