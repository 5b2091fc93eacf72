// The whole door before a gRPC server: what arrives there, and what comes back.
#include "service/http/server.h"

#include <gmock/gmock.h>
#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include <nlohmann/json.hpp>

#include "engine/base/rejection.h"
#include "service/delivery/channels/signature.h"
#include "tests/service/http/raw_client.h"
#include "vekha/v1/state_service.grpc.pb.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::http {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr char kRecordFacts[] = "/vekha.v1.StateService/RecordFacts";
constexpr int kMessageBytesMax = 1 << 20;

// Ends when the caller gives up, and not before.
class Never : public grpc::ServerUnaryReactor {
  void OnCancel() override { Finish(grpc::Status::CANCELLED); }
  void OnDone() override { delete this; }
};

grpc::Status Refusal(int code) {
  google::rpc::ErrorInfo info;
  info.set_reason("EVIDENCE_MISSING");
  google::rpc::Status rich;
  rich.set_code(code);
  rich.add_details()->PackFrom(info);
  auto* unknown = rich.add_details();
  unknown->set_type_url("type.googleapis.com/acme.Unknown");
  unknown->set_value("abcd");
  return {static_cast<grpc::StatusCode>(code), "no: \"нельзя\"", rich.SerializeAsString()};
}

// Answers by the organization: "never" does not, "refuse 3" with that code, any other with success.
class State : public v1::StateService::CallbackService {
 public:
  grpc::ServerUnaryReactor* RecordFacts(grpc::CallbackServerContext* context,
                                        const v1::RecordFactsRequest* request,
                                        v1::RecordFactsResponse* response) override {
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(*request);
      metadata_.clear();
      for (const auto& [key, value] : context->client_metadata()) {
        metadata_[{key.data(), key.size()}] = {value.data(), value.size()};
      }
      arrived_.notify_all();
    }
    if (request->organization() == "never") return new Never;
    context->AddInitialMetadata("acme-seen", "yes");
    context->AddTrailingMetadata("acme-cost", "237");
    context->AddTrailingMetadata("acme-key-bin", std::string("a\0", 2));
    response->set_revision(7);
    response->set_recorded(request->facts_size());
    auto* reactor = context->DefaultReactor();
    const bool refuses = request->organization().starts_with("refuse ");
    reactor->Finish(refuses ? Refusal(std::stoi(request->organization().substr(7)))
                            : grpc::Status::OK);
    return reactor;
  }

  std::vector<v1::RecordFactsRequest> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::map<std::string, std::string> metadata() {
    const std::lock_guard lock(mutex_);
    return metadata_;
  }
  void WaitFor(size_t count) {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(arrived_.wait_for(lock, seconds(20), [&] { return requests_.size() >= count; }));
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<v1::RecordFactsRequest> requests_;
  std::map<std::string, std::string> metadata_;
};

class HttpServer : public testing::Test {
 protected:
  void SetUp() override {
    v1::GetTaskRequest::descriptor();  // named, so that the linker keeps what describes its service
    grpc::ServerBuilder builder;
    builder.SetMaxReceiveMessageSize(kMessageBytesMax);
    builder.RegisterService(&state_);
    grpc_ = builder.BuildAndStart();
    Start({.listen = "127.0.0.1:0"});
  }

  void TearDown() override {
    door_.reset();
    grpc_->Shutdown(std::chrono::system_clock::now());
  }

  void Start(const Config& config) {
    door_.reset();
    auto started = Server::Start(
        config, {v1::StateService::service_full_name(), v1::TaskService::service_full_name()},
        grpc_->InProcessChannel(grpc::ChannelArguments()), clock_);
    ASSERT_TRUE(started.ok()) << started.status();
    door_ = *std::move(started);
  }

  // With signatures of this secret, and of no other.
  void StartSigned(const std::string& secret) {
    const std::string file = testing::TempDir() + "http_server_secrets";
    std::ofstream(file, std::ios::binary) << secret << "\n";
    Start({.listen = "127.0.0.1:0", .secrets_file = file});
  }

  Answer Ask(const std::string& request) {
    RawClient client(door_->port());
    client.Send(request);
    return client.Receive();
  }

  std::vector<std::string> SignedLines(const std::string& id, const std::string& body,
                                       std::chrono::sys_seconds time) {
    return {
        "webhook-id: " + id, fmt::format("webhook-timestamp: {}", time.time_since_epoch().count()),
        "webhook-signature: " + delivery::SignWebhook(delivery::Secret("s3cret"), id, time, body)};
  }

  service::FakeClock clock_{std::chrono::sys_seconds{seconds(1'666'933'200)}};
  State state_;
  std::unique_ptr<grpc::Server> grpc_;
  std::unique_ptr<Server> door_;
};

std::string CodeOf(const Answer& answer) {
  return Json::parse(answer.body, nullptr, false).value("code", "");
}

// The reason of an error, whoever said it.
std::string ReasonOf(const Answer& answer) {
  const Json error = Json::parse(answer.body, nullptr, false);
  for (const Json& detail : error.value("details", Json::array())) {
    if (detail.value("type", "") == "google.rpc.ErrorInfo") return detail["debug"]["reason"];
  }
  return "";
}

TEST_F(HttpServer, AnswersACallInJson) {
  const Answer answer = Ask(Post(
      kRecordFacts,
      R"({"organization": "school", "facts": [{"name": "mentees.count", "value": {"intValue": 34}}]})",
      {"Connect-Protocol-Version: 1"}));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(FindHeader(answer.headers, "content-type"), "application/json");
  EXPECT_EQ(Json::parse(answer.body), Json::parse(R"({"revision": "7", "recorded": 1})"));
  ASSERT_EQ(state_.requests().size(), 1);
  EXPECT_EQ(state_.requests()[0].facts(0).value().int_value(), 34);
}

TEST_F(HttpServer, AnswersACallInTheBinaryForm) {
  v1::RecordFactsRequest request;
  request.set_organization("school");
  const Answer answer =
      Ask(Post(kRecordFacts, request.SerializeAsString(), {"Content-Type: application/proto"}));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(FindHeader(answer.headers, "content-type"), "application/proto");
  v1::RecordFactsResponse response;
  ASSERT_TRUE(response.ParseFromString(answer.body));
  EXPECT_EQ(response.revision(), 7);
}

TEST_F(HttpServer, PassesMetadataBothWays) {
  const Answer answer =
      Ask(Post(kRecordFacts, "{}", {"Acme-Shard: 42", "Authorization: Bearer x", "Key-Bin: AP8Q"}));
  auto metadata = state_.metadata();
  EXPECT_EQ(metadata["acme-shard"], "42");
  EXPECT_EQ(metadata["authorization"], "Bearer x");
  EXPECT_EQ(metadata["key-bin"], std::string("\0\xff\x10", 3));
  EXPECT_EQ(FindHeader(answer.headers, "acme-seen"), "yes");
  EXPECT_EQ(FindHeader(answer.headers, "trailer-acme-cost"), "237");
  EXPECT_EQ(FindHeader(answer.headers, "trailer-acme-key-bin"), "YQA");
}

// The table of connectrpc.com/docs/protocol, "Error Codes".
TEST_F(HttpServer, GivesEachErrorItsCodeAndStatus) {
  const std::vector<std::pair<std::string, int>> codes = {{"canceled", 499},
                                                          {"unknown", 500},
                                                          {"invalid_argument", 400},
                                                          {"deadline_exceeded", 504},
                                                          {"not_found", 404},
                                                          {"already_exists", 409},
                                                          {"permission_denied", 403},
                                                          {"resource_exhausted", 429},
                                                          {"failed_precondition", 400},
                                                          {"aborted", 409},
                                                          {"out_of_range", 400},
                                                          {"unimplemented", 501},
                                                          {"internal", 500},
                                                          {"unavailable", 503},
                                                          {"data_loss", 500},
                                                          {"unauthenticated", 401}};
  for (size_t i = 0; i < codes.size(); ++i) {
    const std::string body = fmt::format(R"({{"organization": "refuse {}"}})", i + 1);
    const Answer answer = Ask(Post(kRecordFacts, body, {"Content-Type: application/json"}));
    EXPECT_EQ(CodeOf(answer), codes[i].first);
    EXPECT_EQ(answer.status, codes[i].second) << codes[i].first;
  }
}

TEST_F(HttpServer, WritesErrorDetailsAsTheProtocolDoes) {
  v1::RecordFactsRequest request;
  request.set_organization("refuse 9");
  const Answer answer =
      Ask(Post(kRecordFacts, request.SerializeAsString(), {"Content-Type: application/proto"}));
  EXPECT_EQ(FindHeader(answer.headers, "content-type"), "application/json");
  EXPECT_EQ(FindHeader(answer.headers, "trailer-acme-cost"), "237");
  // printf '\n\x10EVIDENCE_MISSING' | base64
  EXPECT_EQ(Json::parse(answer.body), Json::parse(R"({
    "code": "failed_precondition", "message": "no: \"нельзя\"",
    "details": [{"type": "google.rpc.ErrorInfo", "value": "ChBFVklERU5DRV9NSVNTSU5H",
                 "debug": {"reason": "EVIDENCE_MISSING"}},
                {"type": "acme.Unknown", "value": "YWJjZA"}]})"));
}

TEST_F(HttpServer, RefusesWhatIsNotACallOfAUnaryMethod) {
  struct Case {
    std::string request;
    int status;
    const char* code;
    const char* reason;
  };
  const std::string path = kRecordFacts;
  const auto get = [](const std::string& method, const std::string& target) {
    return fmt::format("{} {} HTTP/1.1\r\nHost: x\r\n\r\n", method, target);
  };
  for (const Case& one : std::initializer_list<Case>{
           {Post("/", "{}"), 404, "unimplemented", "METHOD_UNKNOWN"},
           {Post("/vekha.v1.StateService", "{}"), 404, "unimplemented", "METHOD_UNKNOWN"},
           {Post("/vekha.v1.StateService/Nope", "{}"), 404, "unimplemented", "METHOD_UNKNOWN"},
           {Post("/vekha.v1.statesService/recordFacts", "{}"), 404, "unimplemented",
            "METHOD_UNKNOWN"},
           {Post("/vekha.v1.AdminService/Backup", "{}"), 404, "unimplemented", "METHOD_UNKNOWN"},
           {Post(path + "/", "{}"), 404, "unimplemented", "METHOD_UNKNOWN"},
           {Post("/x/../vekha.v1.StateService/RecordFacts", "{}"), 404, "unimplemented",
            "METHOD_UNKNOWN"},
           {get("GET", path), 405, "unimplemented", "HTTP_METHOD_UNSUPPORTED"},
           {get("PUT", path), 405, "unimplemented", "HTTP_METHOD_UNSUPPORTED"},
           {get("OPTIONS", path), 405, "unimplemented", "HTTP_METHOD_UNSUPPORTED"},
           {get("BREW", path), 405, "unimplemented", "HTTP_METHOD_UNSUPPORTED"},
           {Post(path, "a=b", {"Content-Type: application/x-www-form-urlencoded"}), 415,
            "unimplemented", "CONTENT_TYPE_UNSUPPORTED"},
           {Post(path, "{}", {"Content-Type: application/connect+json"}), 415, "unimplemented",
            "CONTENT_TYPE_UNSUPPORTED"},
           {Post("/vekha.v1.TaskService/Watch", "{}"), 501, "unimplemented", "METHOD_STREAMS"},
           {Post("/vekha.v1.TaskService/GetTask", "{}"), 501, "unimplemented", ""},
           {Post(path, "{}", {"Content-Encoding: gzip"}), 501, "unimplemented",
            "ENCODING_UNSUPPORTED"},
           {Post(path, "{}", {"Connect-Protocol-Version: 2"}), 400, "invalid_argument",
            "CONNECT_VERSION_UNKNOWN"},
           {Post(path, "{}", {"Connect-Timeout-Ms: soon"}), 400, "invalid_argument",
            "TIMEOUT_INVALID"},
           {Post(path, ""), 400, "invalid_argument", "JSON_INVALID"},
           {Post(path, R"({"organisation": "x"})"), 400, "invalid_argument", "FIELD_UNKNOWN"},
           {Post(path, R"({"facts": [{"value": {"intValue": "x"}}]})"), 400, "invalid_argument",
            "FIELD_INVALID"},
           {Post(path, "\x0a\x05", {"Content-Type: application/proto"}), 400, "invalid_argument",
            "BODY_INVALID"},
           {Post(path, "{}", {"Origin: https://evil.example"}), 403, "permission_denied",
            "ORIGIN_FORBIDDEN"},
       }) {
    const Answer answer = Ask(one.request);
    EXPECT_EQ(answer.status, one.status) << one.request;
    EXPECT_EQ(CodeOf(answer), one.code) << one.request;
    EXPECT_EQ(ReasonOf(answer), one.reason) << one.request;
    EXPECT_EQ(FindHeader(answer.headers, "content-type"), "application/json") << one.request;
  }
  EXPECT_TRUE(state_.requests().empty());
}

TEST_F(HttpServer, TellsAClientThatWantsAStreamInItsOwnWay) {
  const Answer answer =
      Ask(Post("/vekha.v1.TaskService/Watch", "", {"Content-Type: application/connect+proto"}));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(FindHeader(answer.headers, "content-type"), "application/connect+proto");
  ASSERT_GT(answer.body.size(), 5);
  EXPECT_EQ(answer.body[0], 2) << "the end of the stream";
  const auto length = static_cast<size_t>(static_cast<unsigned char>(answer.body[3])) << 8 |
                      static_cast<unsigned char>(answer.body[4]);
  EXPECT_EQ(length, answer.body.size() - 5);
  EXPECT_EQ(Json::parse(answer.body.substr(5))["error"]["code"], "unimplemented");
}

TEST_F(HttpServer, SaysWhatItWouldTakeInstead) {
  const std::string get = fmt::format("GET {} HTTP/1.1\r\n\r\n", kRecordFacts);
  EXPECT_EQ(FindHeader(Ask(get).headers, "allow"), "POST");
  EXPECT_EQ(
      FindHeader(Ask(Post(kRecordFacts, "", {"Content-Type: text/xml"})).headers, "accept-post"),
      "application/json, application/proto");
  EXPECT_EQ(
      FindHeader(Ask(Post(kRecordFacts, "", {"Content-Encoding: br"})).headers, "accept-encoding"),
      "identity");
}

TEST_F(HttpServer, HasTheMessageLimitOfGrpc) {
  v1::RecordFactsRequest request;
  request.set_organization(std::string(kMessageBytesMax, 'x'));
  const Answer answer =
      Ask(Post(kRecordFacts, request.SerializeAsString(), {"Content-Type: application/proto"}));
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(CodeOf(answer), "resource_exhausted");
  EXPECT_TRUE(state_.requests().empty());
}

TEST_F(HttpServer, GivesUpAfterTheTimeout) {
  const Answer answer =
      Ask(Post(kRecordFacts, R"({"organization": "never"})", {"Connect-Timeout-Ms: 50"}));
  EXPECT_EQ(answer.status, 504);
  EXPECT_EQ(CodeOf(answer), "deadline_exceeded");
  EXPECT_EQ(Ask(Post(kRecordFacts, "{}", {"Connect-Timeout-Ms: 60000"})).status, 200);
}

TEST_F(HttpServer, BeginsNoCallThatHasNoTimeLeft) {
  for (int i = 0; i < 20; ++i) {
    const Answer answer = Ask(Post(kRecordFacts, "{}", {"Connect-Timeout-Ms: 0"}));
    EXPECT_EQ(answer.status, 504);
    EXPECT_EQ(CodeOf(answer), "deadline_exceeded");
  }
  EXPECT_TRUE(state_.requests().empty());
}

TEST_F(HttpServer, ServesManyAtOnce) {
  std::vector<std::thread> clients;
  std::atomic<int> good = 0;
  for (int i = 0; i < 16; ++i) {
    clients.emplace_back([&] {
      RawClient client(door_->port());
      for (int call = 0; call < 25; ++call) {
        client.Send(Post(kRecordFacts, R"({"organization": "school"})"));
        good += client.Receive().status == 200;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(good, 16 * 25);
  EXPECT_EQ(state_.requests().size(), 16U * 25U);
}

TEST_F(HttpServer, CancelsWhatDoesNotEndInTimeWhenItStops) {
  RawClient client(door_->port());
  client.Send(Post(kRecordFacts, R"({"organization": "never"})"));
  state_.WaitFor(1);
  door_->Stop(milliseconds(10));
  const Answer answer = client.Receive();
  EXPECT_EQ(answer.status, 499);
  EXPECT_EQ(CodeOf(answer), "canceled");
  EXPECT_TRUE(client.IsEnded());
  door_->Stop(milliseconds(10));
}

TEST_F(HttpServer, AKeyBecomesTheRequestId) {
  Ask(Post(kRecordFacts, "{}", {"Idempotency-Key: row-17"}));
  Ask(Post(kRecordFacts, R"({"requestId": "mine"})", {"Idempotency-Key: row-18"}));
  Ask(Post(kRecordFacts, "{}"));
  const auto requests = state_.requests();
  ASSERT_EQ(requests.size(), 3);
  EXPECT_EQ(requests[0].request_id(), "row-17");
  EXPECT_EQ(requests[1].request_id(), "mine");
  EXPECT_EQ(requests[2].request_id(), "");
  // GetState has no such field, and nobody minds.
  EXPECT_EQ(CodeOf(Ask(Post("/vekha.v1.StateService/GetState", "{}", {"Idempotency-Key: x"}))),
            "unimplemented");
}

TEST_F(HttpServer, LetsOnlySignedCallsInWhenThereAreSecrets) {
  StartSigned("s3cret");
  const std::string body = R"({"organization": "school"})";
  const auto now = clock_.Now();
  const auto reason = [&](const std::vector<std::string>& lines) {
    const Answer answer = Ask(Post(kRecordFacts, body, lines));
    if (answer.status == 200) return std::string("OK");
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(CodeOf(answer), "unauthenticated");
    return ReasonOf(answer);
  };
  EXPECT_EQ(reason({}), "PUSH_UNSIGNED");
  EXPECT_EQ(reason(SignedLines("row-1", body + " ", now)), "PUSH_SIGNATURE_WRONG");
  EXPECT_EQ(reason(SignedLines("row-1", body, now - minutes(6))), "PUSH_OUTSIDE_WINDOW");
  EXPECT_TRUE(state_.requests().empty());
  const auto lines = SignedLines("row-1", body, now);
  EXPECT_EQ(reason(lines), "OK");
  EXPECT_EQ(reason(lines), "OK") << "again, under the same request_id";
  ASSERT_EQ(state_.requests().size(), 2);
  EXPECT_EQ(state_.requests()[0].request_id(), "row-1");
  EXPECT_EQ(state_.requests()[1].request_id(), "row-1");
  clock_.Set(now + minutes(6));
  EXPECT_EQ(reason(lines), "PUSH_OUTSIDE_WINDOW");
}

TEST_F(HttpServer, TakesAChangedSecretAtOnceAndNobodyWithoutOne) {
  StartSigned("old");
  const auto status = [&] {
    return Ask(Post(kRecordFacts, "{}", SignedLines("a", "{}", clock_.Now()))).status;
  };
  EXPECT_EQ(status(), 401);
  const std::string file = testing::TempDir() + "http_server_secrets";
  std::ofstream(file, std::ios::binary) << "s3cret\n";
  EXPECT_EQ(status(), 200);
  std::ofstream(file, std::ios::trunc).close();
  EXPECT_EQ(status(), 503);
}

TEST_F(HttpServer, DoesNotStartWithoutItsSecrets) {
  const auto started = Server::Start({.listen = "127.0.0.1:0", .secrets_file = "/nowhere/secrets"},
                                     {}, grpc_->InProcessChannel(grpc::ChannelArguments()), clock_);
  EXPECT_EQ(RejectionOf(started.status()).reason, "SECRET_UNREADABLE");
}

TEST_F(HttpServer, LetsTheWebPagesInThatItKnows) {
  Start({.listen = "127.0.0.1:0", .origins = {"https://school.example"}});
  const Answer preflight = Ask(
      fmt::format("OPTIONS {} HTTP/1.1\r\nHost: x\r\nOrigin: https://school.example\r\n"
                  "Access-Control-Request-Method: POST\r\n"
                  "Access-Control-Request-Headers: connect-protocol-version,content-type\r\n\r\n",
                  kRecordFacts));
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(FindHeader(preflight.headers, "access-control-allow-origin"), "https://school.example");
  const Answer answer = Ask(Post(kRecordFacts, "{}", {"Origin: https://school.example"}));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(FindHeader(answer.headers, "access-control-allow-origin"), "https://school.example");
  EXPECT_THAT(*FindHeader(answer.headers, "access-control-expose-headers"),
              testing::HasSubstr("trailer-acme-cost"));
  EXPECT_EQ(Ask(Post(kRecordFacts, "{}", {"Origin: https://other.example"})).status, 403);
}

}  // namespace
}  // namespace vekha::http
