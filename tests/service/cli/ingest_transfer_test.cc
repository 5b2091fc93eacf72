// The connection of `vekha facts ingest` to servers that do not do what they should.
#include "service/cli/ingest_transfer.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "engine/base/rejection.h"
#include "service/api/status.h"

namespace vekha::cli {
namespace {

using Stream = grpc::ServerReaderWriter<v1::IngestFactsResponse, v1::IngestFactsRequest>;

class FakeServer : public v1::StateService::Service {
 public:
  explicit FakeServer(std::function<grpc::Status(Stream&)> talk) : talk_(std::move(talk)) {
    server_ = grpc::ServerBuilder()
                  .AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_)
                  .RegisterService(this)
                  .BuildAndStart();
  }
  ~FakeServer() override { server_->Shutdown(); }

  grpc::Status IngestFacts(grpc::ServerContext*, Stream* stream) override { return talk_(*stream); }

  std::shared_ptr<grpc::Channel> Channel() {
    return grpc::CreateChannel("127.0.0.1:" + std::to_string(port_),
                               grpc::InsecureChannelCredentials());
  }

 private:
  std::function<grpc::Status(Stream&)> talk_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

// Answers so many messages, the naming one among them, and ends the stream.
std::function<grpc::Status(Stream&)> Answers(int count, grpc::Status end = grpc::Status::OK) {
  return [count, end](Stream& stream) {
    v1::IngestFactsRequest request;
    v1::IngestFactsResponse response;
    for (int i = 0; i < count && stream.Read(&request); ++i) {
      response.set_sequence(i);
      stream.Write(response);
    }
    return end;
  };
}

IngestBatch Batch() {
  IngestBatch batch;
  batch.Add({"school", v1::Fact()}, 1, 1);
  return batch;
}

TEST(IngestTransfer, ServerThatEndsItAtOnceIsAnError) {
  FakeServer server(Answers(0));
  IngestTransfer transfer(server.Channel(), "here");
  const absl::Status opened = transfer.Open("journal", std::chrono::seconds(0));
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(RejectionOf(opened).reason, "INGEST_CUT_OFF");
  EXPECT_TRUE(transfer.Close().ok());
}

TEST(IngestTransfer, ServerThatEndsItEarlyIsAnError) {
  for (const int answered : {1, 2, 4}) {
    FakeServer server(Answers(answered));
    IngestTransfer transfer(server.Channel(), "here");
    ASSERT_TRUE(transfer.Open("journal", std::chrono::seconds(0)).ok());
    absl::Status sent = transfer.Send(Batch());
    for (int i = 0; i < 10 && sent.ok(); ++i) sent = transfer.Send(Batch());
    ASSERT_FALSE(sent.ok()) << answered;
    EXPECT_EQ(RejectionOf(sent).reason, "INGEST_CUT_OFF") << answered;
    EXPECT_EQ(transfer.done.batches, answered - 1);
    EXPECT_TRUE(transfer.Close().ok());
  }
}

TEST(IngestTransfer, ServerThatEndsItBeforeTheLastAcknowledgementIsAnError) {
  FakeServer server(Answers(2));
  IngestTransfer transfer(server.Channel(), "here");
  ASSERT_TRUE(transfer.Open("journal", std::chrono::seconds(0)).ok());
  const absl::Status first = transfer.Send(Batch());
  const absl::Status second = first.ok() ? transfer.Send(Batch()) : first;
  const absl::Status closed = second.ok() ? transfer.Close() : second;
  ASSERT_FALSE(closed.ok());
  EXPECT_EQ(RejectionOf(closed).reason, "INGEST_CUT_OFF");
}

TEST(IngestTransfer, WaitsForATakenStreamAndForNothingElse) {
  int calls = 0;
  const Rejection taken{absl::StatusCode::kAborted, "INGEST_STREAM_TAKEN", "taken", "занят", {}};
  const Rejection wrong{absl::StatusCode::kInvalidArgument, "INGEST_STREAM", "no", "нет", {}};
  FakeServer server([&](Stream& stream) {
    if (++calls < 3) return api::ToGrpc(ToStatus(taken));
    return calls == 3 ? Answers(1)(stream) : api::ToGrpc(ToStatus(wrong));
  });
  IngestTransfer transfer(server.Channel(), "here");
  EXPECT_TRUE(transfer.Open("journal", std::chrono::seconds(600)).ok());
  EXPECT_EQ(calls, 3);
  IngestTransfer other(server.Channel(), "here");
  EXPECT_EQ(RejectionOf(other.Open("Journal", std::chrono::seconds(600))).reason, "INGEST_STREAM");
  EXPECT_EQ(calls, 4);
}

}  // namespace
}  // namespace vekha::cli
