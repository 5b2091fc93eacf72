// POST to an address of the receiver's own, signed as Standard Webhooks says
// (standardwebhooks.com): the receiver can tell that it is from us, fresh, and whether it has it
// already.
#pragma once

#include <string_view>
#include <vector>

#include "service/base/clock.h"
#include "service/delivery/channels/channel.h"
#include "service/delivery/channels/config.h"
#include "service/delivery/channels/rate_limit.h"

namespace vekha::delivery {

// A message's address is an http or https URL without user and password, to a host in the open net
// or one of `allow_hosts`: nobody reaches into the house by his contact. 2xx is taken; 408, 425,
// 429 and 5xx mean later; a redirect is never followed: it and every other answer means never. A
// host that cannot be reached, or fails kFailuresMax messages in a row, is not tried again in that
// call; others are.
class WebhookChannel : public Channel {
 public:
  WebhookChannel(WebhookConfig config, const service::Clock& clock);

  std::string_view name() const override { return "webhook"; }
  std::optional<Room> Left() override { return limit_.Left(); }
  std::vector<SendResult> Send(const std::vector<Message>& messages) override;

  static constexpr int kFailuresMax = 3;
  // Of an answer no more is read; its text means nothing to us.
  static constexpr size_t kAnswerBytesMax = size_t{64} << 10;

 private:
  const WebhookConfig config_;
  const service::Clock& clock_;
  RateLimit limit_;
};

}  // namespace vekha::delivery
