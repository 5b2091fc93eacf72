// One channel's way through the outbox: lease, compose, send, record. While a batch is on its way
// the next one is made.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/delivery/channels/channel.h"
#include "service/runner/runner.h"

namespace vekha::delivery {

// What one look through the outbox came to; digests unless said otherwise.
struct CourierCounts {
  int sent = 0;
  int retried = 0;
  int dead = 0;
  int dropped = 0;                     // notifications that need no digest any more
  std::map<std::string, int> reasons;  // of retries, refusals and drops
  // Channels at their rate limit, and how long until more may go. What waits for that stays in the
  // outbox: it is no attempt.
  std::map<workflow::Channel, std::chrono::seconds> limited;
};
void Add(CourierCounts& counts, const CourierCounts& more);

// Not for two threads at a time.
class Route {
 public:
  // `worker` names this process in leases. The runner must outlive the route.
  Route(runner::Runner& runner, workflow::Channel kind, std::unique_ptr<Channel> channel,
        std::string worker);

  // Sends everything that is due by this channel; stops between batches when `stopped` says so. An
  // error of the store ends it: what was sent and not recorded goes out again later.
  absl::StatusOr<CourierCounts> Deliver(const std::function<bool()>& stopped);

  Channel& channel() { return *channel_; }

 private:
  struct Batch {
    std::vector<Message> messages;
    std::vector<workflow::DigestResult> results;
  };

  // From the first person to the last, or to where the channel's limit is reached. True when there
  // was anything to do: then there may be more.
  absl::StatusOr<bool> GoRound(const std::function<bool()>& stopped);
  absl::StatusOr<runner::Outcome> Lease(const std::optional<PersonId>& from, int limit);
  // How many may be leased now; 0 at the channel's limit.
  absl::StatusOr<int> BatchSize();
  Batch Compose(const std::vector<workflow::Event>& events) const;
  void Send(Batch batch);
  absl::Status Settle();  // what is on its way, if anything is
  workflow::LocalTimes LocalNow() const;
  int64_t Now() const;

  runner::Runner& runner_;
  const workflow::Channel kind_;
  const std::unique_ptr<Channel> channel_;
  const bool is_limited_;
  const std::string worker_;
  CourierCounts counts_;  // of this delivery
  std::future<std::vector<workflow::DigestResult>> on_its_way_;
  std::optional<workflow::LeaseDigests::Looked> looked_;  // when there was nothing to do
};

}  // namespace vekha::delivery
