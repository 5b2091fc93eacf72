// Works off the outbox: leases what is due, composes it as of now, sends it, and records what
// became of it. A crash anywhere leaves a lease that runs out, and then the same digest goes out
// again under the same id.
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "service/delivery/channels/channel.h"
#include "service/delivery/route.h"
#include "service/runner/runner.h"

namespace vekha::delivery {

class Courier {
 public:
  using Channels = std::map<workflow::Channel, std::unique_ptr<Channel>>;
  // `worker` names this process in leases. The runner must outlive the courier.
  Courier(runner::Runner& runner, Channels channels, std::string worker);

  // Sends everything that is due now, batch by batch. Channels work side by side, so that a slow
  // one holds up its own readers only. Stops between batches when `stopped`, which several threads
  // may ask at once, says so. An error of the store ends it: what was sent and not recorded goes
  // out again later.
  absl::StatusOr<CourierCounts> Deliver(const std::function<bool()>& stopped = nullptr);

  // Hands a message over as a drill, outside the outbox. kFailedPrecondition,
  // CHANNEL_NOT_CONFIGURED.
  absl::StatusOr<SendResult> SendDrill(workflow::Channel channel, const std::string& name,
                                       const std::string& address);

  // What a leased digest says now.
  Message MessageOf(const workflow::DigestLeased& leased) const;

  std::set<workflow::Channel> served() const;

 private:
  runner::Runner& runner_;
  std::mutex mutex_;  // channels are not for two threads at a time
  std::map<workflow::Channel, Route> routes_;
};

absl::Status ChannelNotConfigured(std::string_view channel);

// The channels of a configuration by the word people's contacts use.
Courier::Channels ByKind(std::vector<std::unique_ptr<Channel>> channels);

}  // namespace vekha::delivery
