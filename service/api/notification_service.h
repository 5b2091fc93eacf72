// vekha.v1.NotificationService.
#pragma once

#include <list>
#include <memory>
#include <mutex>

#include "service/api/watch.h"
#include "service/runner/runner.h"
#include "vekha/v1/notification_service.grpc.pb.h"

namespace vekha::api {

class NotificationService final : public v1::NotificationService::CallbackService {
 public:
  explicit NotificationService(runner::Runner& runner) : runner_(runner) {}

  grpc::ServerUnaryReactor* List(grpc::CallbackServerContext* context,
                                 const v1::NotificationServiceListRequest* request,
                                 v1::NotificationServiceListResponse* response) override;
  grpc::ServerWriteReactor<v1::NotificationServiceWatchResponse>* Watch(
      grpc::CallbackServerContext* context,
      const v1::NotificationServiceWatchRequest* request) override;

  // Ends every open Watch, and every one that begins later at once: a server shuts down only when
  // its streams have ended.
  void Stop();

 private:
  absl::Status DoList(const v1::NotificationServiceListRequest& request,
                      v1::NotificationServiceListResponse* response);
  absl::StatusOr<WatchQuery> ReadQuery(const v1::NotificationServiceWatchRequest& request) const;

  runner::Runner& runner_;
  std::mutex mutex_;
  bool stopped_ = false;
  std::list<std::weak_ptr<api::Watch>> watches_;
};

}  // namespace vekha::api
