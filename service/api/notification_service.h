// vekha.v1.NotificationService.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "service/api/watch.h"
#include "service/delivery/courier.h"
#include "service/runner/runner.h"
#include "vekha/v1/notification_service.grpc.pb.h"

namespace vekha::api {

// What a Watch of notifications tells.
struct NotificationContent {
  using Response = v1::NotificationServiceWatchResponse;
  std::optional<PersonId> person = {};  // only to him

  static std::set<std::string> Kinds();
  bool Wants(const workflow::Event& event) const;
  static size_t Add(const workflow::State& state, const store::StoredEvent& stored,
                    Response& response);
};

class NotificationService final : public v1::NotificationService::CallbackService {
 public:
  // Both must outlive the service.
  NotificationService(runner::Runner& runner, delivery::Courier& courier)
      : runner_(runner), courier_(courier) {}

  grpc::ServerUnaryReactor* List(grpc::CallbackServerContext* context,
                                 const v1::NotificationServiceListRequest* request,
                                 v1::NotificationServiceListResponse* response) override;
  grpc::ServerWriteReactor<v1::NotificationServiceWatchResponse>* Watch(
      grpc::CallbackServerContext* context,
      const v1::NotificationServiceWatchRequest* request) override;
  // silence.cc
  grpc::ServerUnaryReactor* PutSilence(grpc::CallbackServerContext* context,
                                       const v1::PutSilenceRequest* request,
                                       v1::PutSilenceResponse* response) override;
  grpc::ServerUnaryReactor* EndSilence(grpc::CallbackServerContext* context,
                                       const v1::EndSilenceRequest* request,
                                       v1::EndSilenceResponse* response) override;
  grpc::ServerUnaryReactor* ListSilences(grpc::CallbackServerContext* context,
                                         const v1::ListSilencesRequest* request,
                                         v1::ListSilencesResponse* response) override;
  // digest.cc
  grpc::ServerUnaryReactor* ListDigests(grpc::CallbackServerContext* context,
                                        const v1::ListDigestsRequest* request,
                                        v1::ListDigestsResponse* response) override;
  grpc::ServerUnaryReactor* ReviveDigest(grpc::CallbackServerContext* context,
                                         const v1::ReviveDigestRequest* request,
                                         v1::ReviveDigestResponse* response) override;

  // Delivery: notification_delivery.cc.
  grpc::ServerUnaryReactor* Deliver(grpc::CallbackServerContext* context,
                                    const v1::DeliverRequest* request,
                                    v1::DeliverResponse* response) override;
  grpc::ServerUnaryReactor* Lease(grpc::CallbackServerContext* context,
                                  const v1::LeaseRequest* request,
                                  v1::LeaseResponse* response) override;
  grpc::ServerUnaryReactor* Ack(grpc::CallbackServerContext* context, const v1::AckRequest* request,
                                v1::AckResponse* response) override;
  grpc::ServerUnaryReactor* Nack(grpc::CallbackServerContext* context,
                                 const v1::NackRequest* request,
                                 v1::NackResponse* response) override;
  grpc::ServerUnaryReactor* Test(grpc::CallbackServerContext* context,
                                 const v1::NotificationServiceTestRequest* request,
                                 v1::NotificationServiceTestResponse* response) override;

  // Ends every open Watch, and every one that begins later at once.
  void Stop();

 private:
  absl::Status DoList(const v1::NotificationServiceListRequest& request,
                      v1::NotificationServiceListResponse* response);

  absl::Status DoLease(const v1::LeaseRequest& request, v1::LeaseResponse* response);
  absl::StatusOr<bool> Settle(workflow::DigestResult result, int64_t& revision);
  absl::Status DoTest(const v1::NotificationServiceTestRequest& request,
                      v1::NotificationServiceTestResponse* response);

  runner::Runner& runner_;
  delivery::Courier& courier_;
  Watches<NotificationContent> watches_;
};

}  // namespace vekha::api
