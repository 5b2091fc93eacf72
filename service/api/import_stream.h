// One IntakeService.ImportRoster: files come in piece by piece and lie on disk until they are
// whole; then the import waits for its turn.
#pragma once

#include <grpcpp/support/server_callback.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "service/api/import_queue.h"
#include "service/intake/desk/desk.h"
#include "vekha/v1/intake_service.pb.h"

namespace vekha::api {

// Lives until gRPC is done with it. What it refers to must outlive it. Ends at once when the client
// is gone or the server stops; an import in work ends when it has noticed.
class ImportStream final : public grpc::ServerReadReactor<v1::ImportRosterRequest>,
                           public std::enable_shared_from_this<ImportStream> {
 public:
  static ImportStream* Start(runner::Runner& runner, intake::Desk& desk, ImportQueue& queue,
                             v1::ImportRosterResponse* response);

  ImportStream(runner::Runner& runner, intake::Desk& desk, ImportQueue& queue,
               v1::ImportRosterResponse* response)
      : runner_(runner), desk_(desk), queue_(queue), response_(*response) {}

  void OnReadDone(bool ok) override;
  void OnCancel() override { Cut(grpc::Status::CANCELLED); }
  void OnDone() override;

 private:
  void Cut(const grpc::Status& status);
  void Move();
  bool MoveOn();
  void Work();
  void EndWork(const absl::Status& status);
  absl::Status Take();
  absl::Status TakeHead(const v1::ImportHead& head);
  absl::Status TakeChunk(const v1::FileChunk& chunk);
  absl::Status Import();

  runner::Runner& runner_;
  intake::Desk& desk_;
  ImportQueue& queue_;
  std::shared_ptr<ImportStream> self_;  // until OnDone
  v1::ImportRosterResponse& response_;
  v1::ImportRosterRequest message_;
  std::optional<v1::ImportHead> head_;
  intake::ImportOrder order_;
  std::unique_ptr<intake::Upload> upload_;
  std::stop_source stop_;

  std::mutex mutex_;
  bool moving_ = false;
  bool again_ = false;  // asked to move meanwhile
  bool reading_ = false;
  bool working_ = false;
  bool finished_ = false;
  std::optional<grpc::Status> end_;
  std::optional<std::stop_callback<std::function<void()>>> stopping_;
};

}  // namespace vekha::api
