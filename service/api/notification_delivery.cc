// vekha.v1.NotificationService: sending what is due, and giving it out to bots.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/rejection.h"
#include "service/api/answer.h"
#include "service/api/contact.h"
#include "service/api/convert.h"
#include "service/api/filter.h"
#include "service/api/notification_service.h"
#include "service/api/page.h"
#include "service/runner/local_times.h"

namespace vekha::api {
namespace {

constexpr int kLimit = 100;
constexpr int kLimitMax = 1000;
constexpr int kLeasedAtOnce = 10;
constexpr int kSeconds = 300;
constexpr int kSecondsMin = 10;
constexpr int kSecondsMax = 3600;
constexpr size_t kWordCharsMax = 100;
constexpr int kDayMinutes = 24 * 60;

absl::StatusOr<int> ReadNumber(const char* field, int given, int otherwise, int min, int max) {
  if (given == 0) return otherwise;
  if (min <= given && given <= max) return given;
  return FieldInvalid(field, fmt::format("{} to {}", min, max),
                      fmt::format("от {} до {}", min, max));
}

void FillDigest(const delivery::Message& message, const workflow::Digest& digest,
                v1::LeasedDigest* out) {
  const digest::Letter letter = digest::Render(message.digest, message.language);
  out->set_digest(message.id);
  out->set_attempt(message.attempt);
  out->set_person(digest.person.value());
  out->set_person_name(message.to_name);
  out->set_address(message.address);
  *out->mutable_date() = ToProto(message.day);
  out->set_subject(letter.subject);
  out->set_text(letter.text);
  out->set_html(letter.html);
}

}  // namespace

grpc::ServerUnaryReactor* NotificationService::Deliver(grpc::CallbackServerContext* context,
                                                       const v1::DeliverRequest* /*request*/,
                                                       v1::DeliverResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    if (courier_.served().empty()) return delivery::ChannelNotConfigured("");
    VEKHA_ASSIGN_OR_RETURN(const delivery::CourierCounts counts,
                           courier_.Deliver([context] { return context->IsCancelled(); }));
    response->set_sent(counts.sent);
    response->set_retried(counts.retried);
    response->set_dead(counts.dead);
    response->set_dropped(counts.dropped);
    for (const auto& [reason, times] : counts.reasons)
      (*response->mutable_reasons())[reason] = times;
    runner_.Read([&](const workflow::State& state) { response->set_revision(state.revision); });
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* NotificationService::Lease(grpc::CallbackServerContext* context,
                                                     const v1::LeaseRequest* request,
                                                     v1::LeaseResponse* response) {
  return Answer(context, [&] { return DoLease(*request, response); });
}

absl::Status NotificationService::DoLease(const v1::LeaseRequest& request,
                                          v1::LeaseResponse* response) {
  workflow::LeaseDigests lease;
  VEKHA_RETURN_IF_ERROR(CheckLine("worker", request.worker(), kWordCharsMax));
  VEKHA_ASSIGN_OR_RETURN(lease.limit, ReadNumber("limit", request.limit(), kLimit, 1, kLimitMax));
  VEKHA_ASSIGN_OR_RETURN(
      lease.seconds, ReadNumber("seconds", request.seconds(), kSeconds, kSecondsMin, kSecondsMax));
  lease.worker = request.worker();
  lease.channels = {workflow::Channel::kPull};
  lease.now = runner_.clock().Now().time_since_epoch().count();
  VEKHA_RETURN_IF_ERROR(ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(lease.only, FindOptionalPerson(state, "person", request.person()));
    lease.local = runner::LocalTimesOf(state, runner_.clock().Now());
    return absl::OkStatus();
  }));
  // A few at a time, so that the answer is no larger than a client takes.
  const int limit = lease.limit;
  do {
    lease.limit = std::min(kLeasedAtOnce, limit - response->digests_size());
    VEKHA_ASSIGN_OR_RETURN(const runner::Outcome outcome, runner_.Execute({.command = lease}));
    response->set_revision(outcome.revision);
    for (const workflow::Event& event : outcome.events) {
      const auto* leased = std::get_if<workflow::DigestLeased>(&event);
      if (leased == nullptr) continue;
      const delivery::Message message = courier_.MessageOf(*leased);
      FillDigest(message, leased->digest, response->add_digests());
    }
    lease.from = outcome.next;
  } while (lease.from && response->digests_size() < limit &&
           response->ByteSizeLong() < kPageBytesMax);
  return absl::OkStatus();
}

absl::StatusOr<bool> NotificationService::Settle(workflow::DigestResult result, int64_t& revision) {
  workflow::SettleDigests settle;
  settle.now = runner_.clock().Now().time_since_epoch().count();
  runner_.Read([&](const workflow::State& state) {
    settle.local = runner::LocalTimesOf(state, runner_.clock().Now());
  });
  settle.results = {std::move(result)};
  VEKHA_ASSIGN_OR_RETURN(const runner::Outcome outcome, runner_.Execute({.command = settle}));
  revision = outcome.revision;
  return !outcome.events.empty();
}

grpc::ServerUnaryReactor* NotificationService::Ack(grpc::CallbackServerContext* context,
                                                   const v1::AckRequest* request,
                                                   v1::AckResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("digest", request->digest(), kIdCharsMax));
    int64_t revision = 0;
    VEKHA_ASSIGN_OR_RETURN(
        const bool changed,
        Settle({request->digest(), request->attempt(), true, false, "", "", 0}, revision));
    response->set_revision(revision);
    response->set_changed(changed);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* NotificationService::Nack(grpc::CallbackServerContext* context,
                                                    const v1::NackRequest* request,
                                                    v1::NackResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("digest", request->digest(), kIdCharsMax));
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("reason", request->reason(), kWordCharsMax));
    VEKHA_ASSIGN_OR_RETURN(
        const int wait, ReadNumber("retry_after", request->retry_after(), 0, 1, kDayMinutes * 60));
    int64_t revision = 0;
    VEKHA_ASSIGN_OR_RETURN(const bool changed,
                           Settle({request->digest(), request->attempt(), false, request->refused(),
                                   request->reason(), "", wait},
                                  revision));
    response->set_revision(revision);
    response->set_changed(changed);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* NotificationService::Test(
    grpc::CallbackServerContext* context, const v1::NotificationServiceTestRequest* request,
    v1::NotificationServiceTestResponse* response) {
  return Answer(context, [&] { return DoTest(*request, response); });
}

absl::Status NotificationService::DoTest(const v1::NotificationServiceTestRequest& request,
                                         v1::NotificationServiceTestResponse* response) {
  VEKHA_RETURN_IF_ERROR(CheckLine("address", request.address(), kIdCharsMax));
  workflow::Channel channel = workflow::Channel::kNone;
  std::string address = request.address();
  std::string name = "Веха";
  VEKHA_RETURN_IF_ERROR(ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    response->set_revision(state.revision);
    VEKHA_ASSIGN_OR_RETURN(const auto person,
                           FindOptionalPerson(state, "person", request.person()));
    if (!person) {
      VEKHA_ASSIGN_OR_RETURN(channel, ReadChannel("channel", request.channel()));
      return absl::OkStatus();
    }
    const workflow::Person& known = state.people.at(*person).person;
    channel = known.contact.channel;
    address = known.contact.address;
    name = known.name;
    return absl::OkStatus();
  }));
  VEKHA_ASSIGN_OR_RETURN(const delivery::SendResult result,
                         courier_.SendDrill(channel, name, address));
  response->set_channel(ToProto(channel));
  response->set_sent(result.outcome == delivery::SendOutcome::kSent);
  if (!response->sent()) response->set_reason(result.reason);
  response->set_detail(result.detail);
  return absl::OkStatus();
}

}  // namespace vekha::api
