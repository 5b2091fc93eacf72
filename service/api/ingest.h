// The streams of StateService.IngestFacts. A batch is read while the one before it is committed; no
// more than two are read ahead, so that a client is never faster than the disk.
#pragma once

#include <grpcpp/support/server_callback.h>

#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "service/api/ingest_worker.h"
#include "service/runner/runner.h"
#include "vekha/v1/state_service.pb.h"

namespace vekha::api {

inline constexpr size_t kIngestStreamsMax = 16;  // open at once

class IngestStream;

// The open streams, and the thread that commits for all of them. Must outlive the server's streams.
class IngestStreams {
 public:
  using Reactor = grpc::ServerBidiReactor<v1::IngestFactsRequest, v1::IngestFactsResponse>;

  explicit IngestStreams(runner::Runner& runner) : runner_(runner) {}

  Reactor* Open();

  // Ends every open stream after the batch that is being committed, and every one that begins later
  // at once.
  void Stop();

 private:
  friend class IngestStream;

  // INGEST_STREAM_TAKEN (kAborted) when somebody has it, INGEST_STREAMS_OPEN (kResourceExhausted)
  // when so many have others.
  absl::Status Claim(const std::string& name);
  void Release(const std::string& name);

  runner::Runner& runner_;
  IngestWorker worker_;
  std::mutex mutex_;
  bool stopped_ = false;
  std::set<std::string> names_;
  std::list<std::weak_ptr<IngestStream>> open_;
};

}  // namespace vekha::api
