#include "service/api/ingest_worker.h"

#include <utility>

namespace vekha::api {

void IngestWorker::Post(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    if (!thread_) thread_.emplace([this] { Run(); });
  }
  wanted_.notify_one();
}

IngestWorker::~IngestWorker() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wanted_.notify_one();
  if (thread_) thread_->join();
}

void IngestWorker::Run() {
  while (true) {
    std::function<void()> task;
    {
      std::unique_lock lock(mutex_);
      wanted_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }
}

}  // namespace vekha::api
