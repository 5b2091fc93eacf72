// A connection of `vekha facts ingest` to the server's stream of batches (docs/ingest.md).
#pragma once

#include <absl/status/status.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "service/cli/ingest_text.h"
#include "vekha/v1/state_service.grpc.pb.h"

namespace vekha::cli {

struct RefusedBatch {
  int line = 0;  // the first of the batch when no fact is named
  int facts = 0;
  v1::IngestRefusal why;
};

// What has been acknowledged.
struct Ingested {
  int64_t sequence = 0;
  int64_t revision = 0;
  int64_t batches = 0;
  int64_t known = 0;        // batches an earlier connection had brought
  bool sent_again = false;  // there were refusals, and everything is sent once more
  int64_t recorded = 0;
  int64_t unchanged = 0;
  std::vector<RefusedBatch> refused;
};

class IngestTransfer {
 public:
  IngestTransfer(const std::shared_ptr<grpc::Channel>& channel, std::string server)
      : stub_(channel), server_(std::move(server)) {}
  ~IngestTransfer();
  IngestTransfer(const IngestTransfer&) = delete;
  IngestTransfer& operator=(const IngestTransfer&) = delete;

  // Tries again, for as long as `wait`, while another client has the stream open or too many are.
  // What the server has of it is in `opened`.
  absl::Status Open(const std::string& name, std::chrono::seconds wait);

  // Gives the batch its number. How the stream ended when it did, INGEST_CUT_OFF when it did so
  // without a reason.
  absl::Status Send(IngestBatch batch);

  // After what is under way is acknowledged. Ok when the stream has ended before.
  absl::Status Close();

  v1::IngestFactsResponse opened;
  Ingested done;

 private:
  absl::Status TryOpen(const std::string& name);
  bool TakeOne();
  absl::Status CutOff();
  grpc::Status Finish();

  v1::StateService::Stub stub_;
  std::string server_;
  std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::IngestFactsRequest, v1::IngestFactsResponse>>
      stream_;  // null when it has ended
  int64_t next_ = 1;
  std::deque<IngestBatch> under_way_;
};

}  // namespace vekha::cli
