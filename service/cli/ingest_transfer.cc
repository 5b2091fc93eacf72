#include "service/cli/ingest_transfer.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/cli/failure.h"

namespace vekha::cli {
namespace {

constexpr size_t kUnderWayMax = 3;
constexpr std::chrono::milliseconds kFirstPause{200};
constexpr std::chrono::milliseconds kLongestPause{3'000};

bool IsBusy(const absl::Status& status) {
  if (status.ok()) return false;
  const std::string reason = RejectionOf(status).reason;
  return reason == "INGEST_STREAM_TAKEN" || reason == "INGEST_STREAMS_OPEN";
}

}  // namespace

IngestTransfer::~IngestTransfer() {
  if (stream_ == nullptr) return;
  context_->TryCancel();
  Finish();
}

absl::Status IngestTransfer::Open(const std::string& name, std::chrono::seconds wait) {
  const auto latest = std::chrono::steady_clock::now() + wait;
  std::chrono::milliseconds pause = kFirstPause;
  while (true) {
    const absl::Status status = TryOpen(name);
    if (!IsBusy(status) || std::chrono::steady_clock::now() >= latest) return status;
    std::this_thread::sleep_for(pause);
    pause = std::min(2 * pause, kLongestPause);
  }
}

absl::Status IngestTransfer::TryOpen(const std::string& name) {
  context_ = std::make_unique<grpc::ClientContext>();  // no deadline: it lasts as long as the file
  stream_ = stub_.IngestFacts(context_.get());
  v1::IngestFactsRequest request;
  request.set_stream(name);
  if (!stream_->Write(request) || !stream_->Read(&opened)) return CutOff();
  done.sequence = opened.sequence();
  done.revision = opened.revision();
  next_ = opened.sequence() + 1;
  return absl::OkStatus();
}

absl::Status IngestTransfer::Send(IngestBatch batch) {
  batch.message.set_sequence(next_++);
  const bool sent = stream_->Write(batch.message);
  batch.message.Clear();
  under_way_.push_back(std::move(batch));
  if (!sent) return CutOff();
  if (under_way_.size() >= kUnderWayMax && !TakeOne()) return CutOff();
  return absl::OkStatus();
}

absl::Status IngestTransfer::Close() {
  if (stream_ == nullptr) return absl::OkStatus();
  stream_->WritesDone();
  while (!under_way_.empty()) {
    if (!TakeOne()) return CutOff();
  }
  return FromGrpc(Finish(), server_);
}

// False when the stream has ended.
bool IngestTransfer::TakeOne() {
  v1::IngestFactsResponse answer;
  if (!stream_->Read(&answer)) return false;
  const IngestBatch batch = std::move(under_way_.front());
  under_way_.pop_front();
  ++done.batches;
  done.sequence = answer.sequence();
  done.revision = answer.revision();
  done.recorded += answer.recorded();
  done.unchanged += answer.unchanged();
  if (answer.has_refusal()) {
    done.refused.push_back(
        {batch.LineOf(answer.refusal().message_en()), batch.facts, answer.refusal()});
  }
  return true;
}

// The server has ended the stream; what it acknowledged before is kept.
absl::Status IngestTransfer::CutOff() {
  while (!under_way_.empty() && TakeOne()) {
  }
  const absl::Status status = FromGrpc(Finish(), server_);
  if (!status.ok()) return status;
  return OpenError("INGEST_CUT_OFF",
                   {"сервер закончил передачу раньше времени; повторите ту же команду",
                    "the server ended the transfer early; give the same command again"});
}

grpc::Status IngestTransfer::Finish() { return std::exchange(stream_, nullptr)->Finish(); }

}  // namespace vekha::cli
