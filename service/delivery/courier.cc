#include "service/delivery/courier.h"

#include <fmt/format.h>

#include <future>
#include <utility>

#include "engine/base/rejection.h"
#include "service/base/zone.h"
#include "service/delivery/compose.h"

namespace vekha::delivery {

Courier::Courier(runner::Runner& runner, Channels channels, std::string worker) : runner_(runner) {
  for (auto& [kind, channel] : channels) {
    routes_.try_emplace(kind, runner, kind, std::move(channel), worker);
  }
}

std::set<workflow::Channel> Courier::served() const {
  std::set<workflow::Channel> kinds;
  for (const auto& [kind, route] : routes_) kinds.insert(kind);
  return kinds;
}

absl::StatusOr<CourierCounts> Courier::Deliver(const std::function<bool()>& stopped) {
  const std::lock_guard lock(mutex_);
  std::vector<std::future<absl::StatusOr<CourierCounts>>> deliveries;
  for (auto& entry : routes_) {
    Route& route = entry.second;
    deliveries.push_back(
        std::async(std::launch::async, [&route, &stopped] { return route.Deliver(stopped); }));
  }
  CourierCounts counts;
  absl::Status status;
  for (auto& delivery : deliveries) {
    const absl::StatusOr<CourierCounts> found = delivery.get();
    status.Update(found.status());
    if (found.ok()) Add(counts, *found);
  }
  if (!status.ok()) return status;
  return counts;
}

Message Courier::MessageOf(const workflow::DigestLeased& leased) const {
  Message message;
  runner_.Read([&](const workflow::State& state) {
    message = std::move(
        ComposeMessages(state, runner_.rules(), {&leased}, runner_.clock().Now()).front());
  });
  return message;
}

absl::StatusOr<SendResult> Courier::SendDrill(workflow::Channel channel, const std::string& name,
                                              const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto found = routes_.find(channel);
  if (found == routes_.end()) return ChannelNotConfigured(workflow::ChannelName(channel));
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
  return found->second.channel().Send({message}).at(0);
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
