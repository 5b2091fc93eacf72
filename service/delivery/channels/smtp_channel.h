// Mail to a server of the house or of a provider (libcurl): one connection for a batch.
#pragma once

#include <string_view>
#include <vector>

#include "service/base/clock.h"
#include "service/delivery/channels/channel.h"
#include "service/delivery/channels/config.h"
#include "service/delivery/channels/rate_limit.h"

namespace vekha::delivery {

// A recipient or message that is refused does not stop the others. When the server cannot be
// reached, does not let us in or fails kFailuresMax messages in a row, those left are not tried.
class SmtpChannel : public Channel {
 public:
  SmtpChannel(SmtpConfig config, const service::Clock& clock);

  std::string_view name() const override { return "smtp"; }
  std::optional<Room> Left() override { return limit_.Left(); }
  std::vector<SendResult> Send(const std::vector<Message>& messages) override;

  static constexpr int kFailuresMax = 3;

 private:
  const SmtpConfig config_;
  const service::Clock& clock_;
  RateLimit limit_;
};

}  // namespace vekha::delivery
