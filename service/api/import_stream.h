// One IntakeService.ImportRoster: files come in piece by piece and lie on disk until they are
// whole; then the import waits for its turn.
#pragma once

#include <grpcpp/support/server_callback.h>

#include <memory>
#include <optional>

#include "service/api/import_queue.h"
#include "service/intake/desk/desk.h"
#include "vekha/v1/intake_service.pb.h"

namespace vekha::api {

absl::Status IntakeBusy();

// Deletes itself when gRPC is done with it. What it refers to must outlive it.
class ImportStream final : public grpc::ServerReadReactor<v1::ImportRosterRequest> {
 public:
  ImportStream(runner::Runner& runner, intake::Desk& desk, ImportQueue& queue,
               v1::ImportRosterResponse* response)
      : runner_(runner), desk_(desk), queue_(queue), response_(*response) {
    StartRead(&message_);
  }

  void OnReadDone(bool ok) override;
  void OnDone() override {
    upload_.reset();
    if (head_) queue_.Close();
    delete this;
  }

 private:
  absl::Status Take();
  absl::Status TakeHead(const v1::ImportHead& head);
  absl::Status TakeChunk(const v1::FileChunk& chunk);
  absl::Status Import();

  runner::Runner& runner_;
  intake::Desk& desk_;
  ImportQueue& queue_;
  v1::ImportRosterResponse& response_;
  v1::ImportRosterRequest message_;
  std::optional<v1::ImportHead> head_;
  intake::ImportOrder order_;
  std::unique_ptr<intake::Upload> upload_;
};

}  // namespace vekha::api
