#include "service/delivery/courier.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/base/zone.h"
#include "service/runner/local_times.h"

namespace vekha::delivery {
namespace {

constexpr int kBatch = 200;  // digests
constexpr int kLeaseSeconds = 15 * 60;
constexpr char kNothingLeft[] = "NOTHING_LEFT";

Language LanguageOf(const workflow::State& state, const PersonId& person) {
  const auto found = state.people.find(person);
  const bool english = found != state.people.end() && found->second.person.contact.language == "en";
  return english ? Language::kEnglish : Language::kRussian;
}

workflow::DigestResult ResultOf(const Message& message, const SendResult& result) {
  return {message.id,
          message.attempt,
          result.outcome == SendOutcome::kSent,
          result.outcome == SendOutcome::kRefused,
          result.outcome == SendOutcome::kSent ? "" : result.reason,
          result.detail,
          static_cast<int>(result.retry_after.count())};
}

}  // namespace

Courier::Courier(runner::Runner& runner, Channels channels, std::string worker)
    : runner_(runner), channels_(std::move(channels)), worker_(std::move(worker)) {}

std::set<workflow::Channel> Courier::served() const {
  std::set<workflow::Channel> kinds;
  for (const auto& [kind, channel] : channels_) kinds.insert(kind);
  return kinds;
}

absl::StatusOr<CourierCounts> Courier::Deliver(const std::function<bool()>& stopped) {
  const std::lock_guard lock(mutex_);
  CourierCounts counts;
  while (!stopped || !stopped()) {
    VEKHA_ASSIGN_OR_RETURN(const bool more, DeliverBatch(counts));
    if (!more) break;
  }
  return counts;
}

absl::StatusOr<bool> Courier::DeliverBatch(CourierCounts& counts) {
  workflow::LeaseDigests lease;
  lease.now = runner_.clock().Now().time_since_epoch().count();
  lease.channels = served();
  lease.limit = kBatch;
  lease.seconds = kLeaseSeconds;
  lease.worker = worker_;
  runner_.Read([&](const workflow::State& state) {
    lease.local = runner::LocalTimesOf(state, runner_.clock().Now());
  });
  VEKHA_ASSIGN_OR_RETURN(const runner::Outcome leased, runner_.Execute({.command = lease}));
  if (leased.events.empty()) return false;
  for (const workflow::Event& event : leased.events) {
    const auto* dropped = std::get_if<workflow::NotificationDropped>(&event);
    if (dropped == nullptr) continue;
    ++counts.dropped;
    ++counts.reasons[dropped->reason];
  }
  Batch batch = Compose(leased.events);
  Send(batch);
  if (batch.results.empty()) return true;  // something was dropped or told to somebody else
  workflow::SettleDigests settle;
  settle.now = runner_.clock().Now().time_since_epoch().count();
  settle.local = lease.local;
  settle.results = std::move(batch.results);
  VEKHA_ASSIGN_OR_RETURN(const runner::Outcome settled, runner_.Execute({.command = settle}));
  for (const workflow::Event& event : settled.events) {
    const auto* result = std::get_if<workflow::DigestSettled>(&event);
    if (result == nullptr) continue;
    if (result->outcome == workflow::DigestOutcome::kSent) ++counts.sent;
    if (result->outcome == workflow::DigestOutcome::kRetry) ++counts.retried;
    if (result->outcome == workflow::DigestOutcome::kDead) ++counts.dead;
    if (!result->reason.empty()) ++counts.reasons[result->reason];
  }
  return true;
}

Message Courier::Composed(const workflow::State& state, const workflow::DigestLeased& leased,
                          const workflow::LocalTimes& local) const {
  const workflow::Digest& digest = leased.digest;
  Message message;
  message.id = digest.id;
  message.attempt = leased.attempt;
  message.address = digest.address;
  message.day = workflow::DayOfReader(state, digest, local);
  message.digest = workflow::ComposeDigest(state, runner_.rules(), digest, message.day);
  message.to_name = message.digest.person_name;
  message.language = LanguageOf(state, digest.person);
  return message;
}

Message Courier::MessageOf(const workflow::DigestLeased& leased) const {
  Message message;
  runner_.Read([&](const workflow::State& state) {
    message = Composed(state, leased, runner::LocalTimesOf(state, runner_.clock().Now()));
  });
  return message;
}

Courier::Batch Courier::Compose(const std::vector<workflow::Event>& events) const {
  Batch batch;
  runner_.Read([&](const workflow::State& state) {
    batch.local = runner::LocalTimesOf(state, runner_.clock().Now());
    for (const workflow::Event& event : events) {
      const auto* leased = std::get_if<workflow::DigestLeased>(&event);
      if (leased == nullptr) continue;
      Message message = Composed(state, *leased, batch.local);
      if (message.digest.lines.empty()) {
        batch.results.push_back({message.id, message.attempt, true, false, kNothingLeft, "", 0});
        continue;
      }
      batch.messages[leased->digest.channel].push_back(std::move(message));
    }
  });
  return batch;
}

void Courier::Send(Batch& batch) {
  for (const auto& [kind, messages] : batch.messages) {
    const std::vector<SendResult> results = channels_.at(kind)->Send(messages);
    for (size_t i = 0; i < messages.size(); ++i) {
      batch.results.push_back(ResultOf(messages[i], results.at(i)));
    }
  }
}

absl::StatusOr<SendResult> Courier::SendDrill(workflow::Channel channel, const std::string& name,
                                              const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto found = channels_.find(channel);
  if (found == channels_.end()) return ChannelNotConfigured(workflow::ChannelName(channel));
  const std::chrono::sys_seconds now = runner_.clock().Now();
  Message message;
  message.id = fmt::format("drill/{}", now.time_since_epoch().count());
  message.to_name = name;
  message.address = address;
  message.day = service::LocalMinuteIn(service::kServiceZone, now).day;
  message.digest.id = message.id;
  message.digest.person_name = name;
  message.digest.day = message.day;
  digest::Line& line = message.digest.lines.emplace_back();
  line.section = digest::Section::kNews;
  line.title = "Веха";
  line.text = "учебное сообщение: канал работает, делать ничего не нужно";
  line.text_en = "a drill: the channel works, there is nothing to do";
  return found->second->Send({message}).at(0);
}

absl::Status ChannelNotConfigured(std::string_view channel) {
  return ToStatus({absl::StatusCode::kFailedPrecondition,
                   "CHANNEL_NOT_CONFIGURED",
                   channel.empty() ? "no channel is configured"
                                   : fmt::format("the channel {} is not configured", channel),
                   channel.empty() ? "Ни один канал доставки не настроен."
                                   : fmt::format("Канал {} не настроен.", channel),
                   {{"channel", std::string(channel)}}});
}

Courier::Channels ByKind(std::vector<std::unique_ptr<Channel>> channels) {
  Courier::Channels kinds;
  for (std::unique_ptr<Channel>& channel : channels) {
    const std::string_view name = channel->name();
    const workflow::Channel kind = name == "smtp"      ? workflow::Channel::kEmail
                                   : name == "webhook" ? workflow::Channel::kWebhook
                                                       : workflow::Channel::kSpool;
    kinds[kind] = std::move(channel);
  }
  return kinds;
}

}  // namespace vekha::delivery
