// One open NotificationService.Watch: a cursor over what has been emitted, moved on by commits and
// by the client's reading. Nothing is buffered for a slow client; he is simply behind.
#pragma once

#include <grpcpp/support/server_callback.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "service/runner/runner.h"
#include "vekha/v1/notification_service.pb.h"

namespace vekha::api {

struct WatchQuery {
  int64_t start_revision = 1;  // included
  std::string organization;
  bool subtree = false;
  std::optional<PersonId> person;
  bool bookmarks = false;
};

// Lives until gRPC is done with it, and while a commit is telling it so.
class Watch final : public grpc::ServerWriteReactor<v1::NotificationServiceWatchResponse>,
                    public std::enable_shared_from_this<Watch> {
 public:
  static std::shared_ptr<Watch> Start(runner::Runner& runner, WatchQuery query);

  // Ends the stream with UNAVAILABLE, SERVER_STOPPING, after the message that is on its way.
  void Stop();

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  Watch(runner::Runner& runner, WatchQuery query);

 private:
  // Writes the next message or ends the stream, unless a message is on its way. gRPC may call back
  // from inside its own functions, so they are called without the lock.
  void Move();
  bool FillNext(const workflow::State& state);

  runner::Runner& runner_;
  const WatchQuery query_;
  std::shared_ptr<void> subscription_;
  std::shared_ptr<Watch> self_;  // until OnDone

  std::mutex mutex_;
  bool writing_ = false;
  bool finished_ = false;
  std::optional<grpc::Status> end_;  // the stream is to end so
  int64_t next_revision_;            // the first that has not been written whole
  size_t written_of_it_ = 0;         // entries of that revision already looked at
  int64_t bookmarked_ = -1;
  v1::NotificationServiceWatchResponse message_;
};

}  // namespace vekha::api
