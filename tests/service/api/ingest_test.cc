// StateService.IngestFacts, over a port.
#include <filesystem>
#include <future>
#include <list>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "service/store/sqlite/sqlite_store.h"
#include "tests/service/api/served.h"

namespace vekha::api {
namespace {

using States = v1::StateService::Stub;

// A client of one connection.
class Client {
 public:
  explicit Client(const std::shared_ptr<grpc::Channel>& channel,
                  std::chrono::system_clock::time_point deadline = {})
      : stub_(channel) {
    if (deadline != std::chrono::system_clock::time_point()) context.set_deadline(deadline);
    stream_ = stub_.IngestFacts(&context);
  }
  ~Client() {
    if (stream_ != nullptr) context.TryCancel();
    if (stream_ != nullptr) stream_->Finish();
  }

  bool Send(const v1::IngestFactsRequest& request) { return stream_->Write(request); }
  bool Name(const std::string& name) {
    v1::IngestFactsRequest request;
    request.set_stream(name);
    return Send(request);
  }
  std::optional<v1::IngestFactsResponse> Read() {
    v1::IngestFactsResponse answer;
    if (!stream_->Read(&answer)) return std::nullopt;
    return answer;
  }
  // The sequence the server has; -1 when it ended the stream instead.
  int64_t Open(const std::string& name) {
    Name(name);
    const auto answer = Read();
    return answer ? answer->sequence() : -1;
  }
  v1::IngestFactsResponse Ask(const v1::IngestFactsRequest& request) {
    Send(request);
    const auto answer = Read();
    EXPECT_TRUE(answer.has_value());
    return answer.value_or(v1::IngestFactsResponse());
  }
  // How the stream ends when nothing more is sent.
  grpc::Status Close() {
    stream_->WritesDone();
    return End();
  }
  grpc::Status End() {
    v1::IngestFactsResponse rest;
    while (stream_->Read(&rest)) {
    }
    const grpc::Status status = stream_->Finish();
    stream_.reset();
    return status;
  }

  grpc::ClientContext context;

 private:
  States stub_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::IngestFactsRequest, v1::IngestFactsResponse>>
      stream_;
};

class Ingest : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    PutSchools();
  }
  void PutSchools() {
    for (const char* id : {"school", "second"}) {
      v1::PutOrganizationRequest request = School();
      request.mutable_organization()->set_id(id);
      Must(&v1::DirectoryService::Stub::PutOrganization, request);
    }
  }

  static void AddFact(v1::OrganizationFacts& part, int64_t value, int second = 0) {
    v1::Fact& fact = *part.add_facts();
    fact.set_name("mentees.count");
    fact.set_source("journal");
    fact.mutable_value()->set_int_value(value);
    fact.mutable_observed_time()->set_seconds(kNow.time_since_epoch().count() - 3600 + second);
  }

  // One fact of each school.
  static v1::IngestFactsRequest Batch(int64_t sequence, int64_t value) {
    v1::IngestFactsRequest request;
    request.set_sequence(sequence);
    for (const char* id : {"school", "second"}) {
      v1::OrganizationFacts& part = *request.add_parts();
      part.set_organization(id);
      AddFact(part, value, static_cast<int>(value));
    }
    return request;
  }

  static int FactsOf(const v1::IngestFactsRequest& batch) {
    int count = 0;
    for (const auto& part : batch.parts()) count += part.facts_size();
    return count;
  }

  // As soon as the server has heard that the client before is gone.
  std::unique_ptr<Client> Reopened(const std::string& name, int64_t sequence) {
    while (true) {
      auto client = std::make_unique<Client>(Loopback());
      const int64_t kept = client->Open(name);
      if (kept == -1) continue;
      EXPECT_EQ(kept, sequence);
      return client;
    }
  }

  // What is known of mentees.count; -1 for nothing.
  int64_t Known(const std::string& organization) {
    v1::GetStateRequest request;
    request.set_organization(organization);
    const v1::GetStateResponse state = Must(&States::GetState, request);
    return state.facts().empty() ? -1 : state.facts(0).value().int_value();
  }
  int64_t Revision() {
    v1::GetStateRequest request;
    request.set_organization("school");
    return Must(&States::GetState, request).revision();
  }
};

TEST_F(Ingest, AcknowledgesEachBatchAsItIsKept) {
  Client client(Loopback());
  EXPECT_EQ(client.Open("journal"), 0);
  const int64_t before = Revision();
  const auto first = client.Ask(Batch(1, 10));
  EXPECT_EQ(first.sequence(), 1);
  EXPECT_EQ(first.revision(), before + 1);
  EXPECT_EQ(first.recorded(), 2);
  EXPECT_EQ(first.unchanged(), 0);
  EXPECT_EQ(Known("second"), 10);
  const auto same = client.Ask(Batch(2, 10));
  EXPECT_EQ(same.sequence(), 2);
  EXPECT_EQ(same.revision(), before + 1);
  EXPECT_EQ(same.recorded(), 0);
  EXPECT_EQ(same.unchanged(), 2);
  EXPECT_TRUE(client.Close().ok());
}

TEST_F(Ingest, IsOneRevisionForAllOrganizationsOfABatch) {
  Client client(Loopback());
  client.Open("journal");
  v1::IngestFactsRequest batch = Batch(1, 10);
  while (FactsOf(batch) < 500) AddFact(*batch.mutable_parts(0), FactsOf(batch), FactsOf(batch));
  const int64_t before = Revision();
  EXPECT_EQ(client.Ask(batch).recorded(), 500);
  EXPECT_EQ(Revision(), before + 1);
}

TEST_F(Ingest, GoesOnBehindWhatIsKept) {
  {
    Client client(Loopback());
    client.Open("journal");
    client.Ask(Batch(1, 10));
    client.Ask(Batch(2, 20));
    client.context.TryCancel();
    client.End();
  }
  const auto opened = Reopened("journal", 2);
  Client& again = *opened;
  const int64_t before = Revision();
  const auto repeated = again.Ask(Batch(2, 20));
  EXPECT_EQ(repeated.sequence(), 2);
  EXPECT_EQ(repeated.recorded(), 0);
  EXPECT_EQ(Revision(), before);
  EXPECT_EQ(again.Ask(Batch(3, 30)).recorded(), 2);
  EXPECT_EQ(Known("school"), 30);
}

TEST_F(Ingest, RefusesABatchWholeAndGoesOn) {
  Client client(Loopback());
  client.Open("journal");
  const int64_t before = Revision();
  v1::IngestFactsRequest batch = Batch(1, 10);
  AddFact(*batch.mutable_parts(1), 11);
  batch.mutable_parts(1)->mutable_facts(1)->mutable_value()->set_string_value("много");
  auto refused = client.Ask(batch);
  EXPECT_EQ(refused.sequence(), 1);
  EXPECT_EQ(refused.refusal().reason(), "FACT_TYPE");
  EXPECT_THAT(refused.refusal().message(), testing::StartsWith("parts[1].facts[1]: "));
  EXPECT_THAT(refused.refusal().message_en(), testing::HasSubstr("parts[1].facts[1]"));
  EXPECT_EQ(Known("school"), -1);

  batch = Batch(2, 10);
  batch.mutable_parts(0)->mutable_facts(0)->clear_value();
  refused = client.Ask(batch);
  EXPECT_EQ(refused.refusal().reason(), "FIELD_REQUIRED");
  EXPECT_THAT(refused.refusal().message(), testing::HasSubstr("parts[0].facts[0].value"));

  batch = Batch(3, 10);
  batch.mutable_parts(1)->set_organization("third");
  refused = client.Ask(batch);
  EXPECT_EQ(refused.refusal().reason(), "ORGANIZATION_UNKNOWN");
  EXPECT_THAT(refused.refusal().message_en(), testing::StartsWith("parts[1].organization: "));

  batch = v1::IngestFactsRequest();
  batch.set_sequence(4);
  EXPECT_EQ(client.Ask(batch).refusal().reason(), "FIELD_REQUIRED");
  EXPECT_EQ(Revision(), before);
  const auto kept = client.Ask(Batch(5, 50));
  EXPECT_FALSE(kept.has_refusal());
  EXPECT_EQ(Known("school"), 50);

  // A refused batch was handled.
  EXPECT_EQ(client.Ask(Batch(3, 30)).recorded(), 0);
  EXPECT_EQ(Known("school"), 50);
}

TEST_F(Ingest, EndsAtAGapAfterWhatCameBeforeIt) {
  for (const int64_t wrong : {3, 0, -1}) {
    const std::string name = "journal" + std::to_string(wrong + 1);
    Client client(Loopback());
    client.Open(name);
    client.Send(Batch(1, 10));
    client.Send(Batch(wrong, 20));
    client.Send(Batch(2, 30));
    EXPECT_EQ(client.Read()->sequence(), 1);
    const grpc::Status status = client.End();
    EXPECT_EQ(ReasonOf(status), "INGEST_SEQUENCE");
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(MetadataOf(status, "expected"), "2");
    EXPECT_EQ(Known("school"), 10);
  }
}

TEST_F(Ingest, WantsItsNameFirst) {
  for (const std::string& name :
       std::vector<std::string>{"", "Journal", "-j", "a b", "журнал", std::string(65, 'a')}) {
    Client client(Loopback());
    client.Name(name);
    const grpc::Status refused = client.End();
    EXPECT_EQ(ReasonOf(refused), "INGEST_STREAM") << name;
    EXPECT_EQ(refused.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << name;
  }
  Client batch(Loopback());
  v1::IngestFactsRequest first = Batch(1, 10);
  first.set_stream("journal");
  batch.Send(first);
  EXPECT_EQ(ReasonOf(batch.End()), "INGEST_STREAM");
  Client twice(Loopback());
  twice.Open("journal");
  first.set_stream("other");
  twice.Send(first);
  EXPECT_EQ(ReasonOf(twice.End()), "INGEST_STREAM");
  EXPECT_EQ(Known("school"), -1);
}

TEST_F(Ingest, TellsItsClientWhatItWroteDown) {
  {
    Client client(Loopback());
    client.Name("journal");
    EXPECT_EQ(client.Read()->checkpoint(), "");
    v1::IngestFactsRequest batch = Batch(1, 10);
    batch.set_checkpoint("row 17");
    EXPECT_FALSE(client.Ask(batch).has_refusal());
    batch = Batch(2, 20);
    batch.mutable_parts(1)->set_organization("third");
    batch.set_checkpoint("row 34");
    EXPECT_TRUE(client.Ask(batch).has_refusal());
    EXPECT_FALSE(client.Ask(Batch(3, 30)).has_refusal());
    batch = Batch(4, 40);
    batch.set_checkpoint(std::string(128, '~'));
    EXPECT_FALSE(client.Ask(batch).has_refusal());
    EXPECT_TRUE(client.Close().ok());
  }
  {
    Client client(Loopback());
    client.Name("journal");
    const auto opened = client.Read();
    EXPECT_EQ(opened->sequence(), 4);
    EXPECT_EQ(opened->checkpoint(), std::string(128, '~'));
    EXPECT_EQ(opened->last_refused(), 2);
    v1::IngestFactsRequest batch = Batch(5, 50);
    for (const std::string& wrong :
         {std::string(129, 'a'), std::string("строка 17"), std::string("a\n")}) {
      batch.set_checkpoint(wrong);
      const auto refused = client.Ask(batch);
      EXPECT_EQ(refused.refusal().reason(), "FIELD_INVALID") << wrong;
      EXPECT_EQ(refused.checkpoint(), "");
      batch.set_sequence(batch.sequence() + 1);
    }
    EXPECT_TRUE(client.Close().ok());
  }
  Client client(Loopback());
  client.Name("journal");
  const auto opened = client.Read();
  EXPECT_EQ(opened->checkpoint(), "");
  EXPECT_EQ(opened->last_refused(), 7);
  Client other(Loopback());
  v1::IngestFactsRequest first;
  first.set_stream("other");
  first.set_checkpoint("row 17");
  other.Send(first);
  EXPECT_EQ(ReasonOf(other.End()), "INGEST_STREAM");
}

TEST_F(Ingest, HasOneClientAtATime) {
  Client first(Loopback());
  EXPECT_EQ(first.Open("journal"), 0);
  Client second(Loopback());
  second.Name("journal");
  const grpc::Status taken = second.End();
  EXPECT_EQ(ReasonOf(taken), "INGEST_STREAM_TAKEN");
  EXPECT_EQ(taken.error_code(), grpc::StatusCode::ABORTED);
  Client other(Loopback());
  EXPECT_EQ(other.Open("other"), 0);
  EXPECT_EQ(first.Ask(Batch(1, 10)).recorded(), 2);
  EXPECT_EQ(other.Ask(Batch(1, 10)).unchanged(), 2);
  EXPECT_TRUE(first.Close().ok());
  Client third(Loopback());
  EXPECT_EQ(third.Open("journal"), 1);
}

TEST_F(Ingest, HasALimitOfOpenStreams) {
  std::list<Client> clients;
  for (int i = 0; i < 16; ++i) {
    clients.emplace_back(Loopback());
    EXPECT_EQ(clients.back().Open("stream-" + std::to_string(i)), 0);
  }
  Client more(Loopback());
  more.Name("journal");
  const grpc::Status refused = more.End();
  EXPECT_EQ(ReasonOf(refused), "INGEST_STREAMS_OPEN");
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(clients.front().Close().ok());
  clients.pop_front();
  Client next(Loopback());
  EXPECT_EQ(next.Open("journal"), 0);
}

TEST_F(Ingest, TakesTenThousandFactsAtOnceAndNoMore) {
  Client client(Loopback());
  client.Open("journal");
  v1::IngestFactsRequest batch = Batch(1, 10);
  while (FactsOf(batch) < 10'000)
    AddFact(*batch.mutable_parts(0), FactsOf(batch), FactsOf(batch) / 3);
  EXPECT_EQ(client.Ask(batch).recorded(), 10'000);
  batch.set_sequence(2);
  AddFact(*batch.mutable_parts(1), 1);
  client.Send(batch);
  EXPECT_EQ(ReasonOf(client.End()), "TOO_MANY_FACTS");
}

TEST_F(Ingest, DoesNotReadFarAheadOfTheDisk) {
  Client client(Loopback());
  client.Open("journal");
  // Many batches under way, and no acknowledgement taken before the last is sent.
  std::thread sender([&] {
    for (int i = 1; i <= 200; ++i) client.Send(Batch(i, i));
  });
  for (int i = 1; i <= 200; ++i) {
    const auto answer = client.Read();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->sequence(), i);
  }
  sender.join();
  EXPECT_TRUE(client.Close().ok());
  EXPECT_EQ(Known("second"), 200);
}

TEST_F(Ingest, EndsWhenTheServerStopsAndKeepsWhatItAcknowledged) {
  Client client(Loopback());
  client.Open("journal");
  client.Ask(Batch(1, 10));
  auto stopping = std::async(std::launch::async, [&] { app->Stop(); });
  const grpc::Status status = client.End();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(ReasonOf(status), "SERVER_STOPPING");
  stopping.wait();
}

TEST_F(Ingest, EndsAtTheDeadlineAndFreesItsName) {
  Client client(Loopback(), std::chrono::system_clock::now() + std::chrono::milliseconds(300));
  client.Open("journal");
  client.Ask(Batch(1, 10));
  EXPECT_EQ(client.End().error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  Reopened("journal", 1);
}

class IngestInFile : public Ingest {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / "ingest_in_file";
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    Ingest::SetUp();
  }
  void TearDown() override {
    app.reset();
    std::filesystem::remove_all(folder_);
  }
  std::unique_ptr<store::Store> MakeStore() override {
    store::SqliteOptions options;
    options.at_step = [this](std::string_view step) {
      return step == fail_at ? absl::UnavailableError("killed") : absl::OkStatus();
    };
    auto store = store::OpenSqliteStore((folder_ / "vekha.db").string(), options);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }
  void Restart() {
    app.reset();
    fail_at.clear();
    Served::SetUp();
  }

  std::filesystem::path folder_;
  std::string fail_at;
};

TEST_F(IngestInFile, LosesNothingAcknowledgedAndRepeatsNothingWhereverTheStoreFails) {
  int64_t kept = 0;
  for (const std::string step : {"begin", "events", "rows", "request", "commit", "committed"}) {
    {
      Client client(Loopback());
      ASSERT_EQ(client.Open("journal"), kept) << step;
      ASSERT_EQ(client.Ask(Batch(kept + 1, kept + 1)).sequence(), kept + 1) << step;
      fail_at = step;
      client.Send(Batch(kept + 2, kept + 2));
      EXPECT_FALSE(client.Read().has_value()) << step;
      EXPECT_EQ(client.End().error_code(), grpc::StatusCode::UNAVAILABLE) << step;
    }
    Restart();
    // Not acknowledged: kept only when the transaction had ended.
    kept += step == "committed" ? 2 : 1;
    EXPECT_EQ(Known("school"), kept) << step;
    EXPECT_EQ(Known("second"), kept) << step;
  }
  Client client(Loopback());
  EXPECT_EQ(client.Open("journal"), kept);
  EXPECT_EQ(client.Ask(Batch(kept, 100)).recorded(), 0);
  EXPECT_EQ(Known("school"), kept);
}

}  // namespace
}  // namespace vekha::api
