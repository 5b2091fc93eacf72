// A unary call that waits for its turn among the imports.
#pragma once

#include <absl/status/status.h>
#include <grpcpp/support/server_callback.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "service/api/import_queue.h"
#include "service/api/status.h"

namespace vekha::api {

// Lives until gRPC is done with it. Told to stop, by a client that is gone or a server that stops,
// it ends without `run`, or as soon as `run` has noticed and is kCancelled.
class QueuedCall final : public grpc::ServerUnaryReactor,
                         public std::enable_shared_from_this<QueuedCall> {
 public:
  using Run = std::function<absl::Status(std::stop_token)>;

  static QueuedCall* Start(ImportQueue& queue, Run run) {
    const auto call = std::make_shared<QueuedCall>(queue, std::move(run));
    call->self_ = call;
    const absl::Status added =
        queue.Add(call->stop_.get_token(), [call] { call->Finish(call->Work()); });
    if (!added.ok()) call->Finish(ToGrpc(added));
    call->stopping_.emplace(queue.stopping(), [weak = std::weak_ptr<QueuedCall>(call)] {
      if (const auto alive = weak.lock()) alive->Cut(ToGrpc(IntakeStopping()));
    });
    return call.get();
  }

  QueuedCall(ImportQueue& queue, Run run) : queue_(queue), run_(std::move(run)) {}

  void OnCancel() override { Cut(grpc::Status::CANCELLED); }
  void OnDone() override {
    stopping_.reset();
    const auto last = std::move(self_);  // may be the last that holds this
  }

 private:
  grpc::Status Work() {
    const std::stop_token stop = stop_.get_token();
    const absl::Status status = stop.stop_requested() ? absl::CancelledError() : run_(stop);
    const std::lock_guard lock(mutex_);
    return absl::IsCancelled(status) && why_ ? *why_ : ToGrpc(status);
  }

  void Cut(const grpc::Status& why) {
    {
      const std::lock_guard lock(mutex_);
      if (!why_) why_ = why;
    }
    stop_.request_stop();
    queue_.Drop();
  }

  ImportQueue& queue_;
  const Run run_;
  std::shared_ptr<QueuedCall> self_;  // until OnDone
  std::stop_source stop_;
  std::mutex mutex_;
  std::optional<grpc::Status> why_;
  std::optional<std::stop_callback<std::function<void()>>> stopping_;
};

}  // namespace vekha::api
