#include "service/delivery/route.h"

#include <absl/cleanup/cleanup.h>

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "service/delivery/compose.h"
#include "service/runner/local_times.h"

namespace vekha::delivery {
namespace {

constexpr int kBatch = 200;  // digests
constexpr int kLeaseSeconds = 15 * 60;
constexpr char kNothingLeft[] = "NOTHING_LEFT";

workflow::DigestResult ResultOf(const Message& message, const SendResult& result) {
  return {message.id,
          message.attempt,
          result.outcome == SendOutcome::kSent,
          result.outcome == SendOutcome::kRefused,
          result.outcome == SendOutcome::kSent ? "" : result.reason,
          result.detail,
          static_cast<int>(result.retry_after.count()),
          result.tried};
}

void CountDrops(const std::vector<workflow::Event>& events, CourierCounts& counts) {
  for (const workflow::Event& event : events) {
    const auto* dropped = std::get_if<workflow::NotificationDropped>(&event);
    if (dropped == nullptr) continue;
    ++counts.dropped;
    ++counts.reasons[dropped->reason];
  }
}

void CountResults(const std::vector<workflow::Event>& events, CourierCounts& counts) {
  for (const workflow::Event& event : events) {
    const auto* result = std::get_if<workflow::DigestSettled>(&event);
    if (result == nullptr) continue;
    if (result->outcome == workflow::DigestOutcome::kSent) ++counts.sent;
    if (result->outcome == workflow::DigestOutcome::kRetry) ++counts.retried;
    if (result->outcome == workflow::DigestOutcome::kDead) ++counts.dead;
    if (!result->reason.empty()) ++counts.reasons[result->reason];
  }
}

}  // namespace

void Add(CourierCounts& counts, const CourierCounts& more) {
  counts.sent += more.sent;
  counts.retried += more.retried;
  counts.dead += more.dead;
  counts.dropped += more.dropped;
  for (const auto& [reason, times] : more.reasons) counts.reasons[reason] += times;
  counts.limited.insert(more.limited.begin(), more.limited.end());
}

Route::Route(runner::Runner& runner, workflow::Channel kind, std::unique_ptr<Channel> channel,
             std::string worker)
    : runner_(runner),
      kind_(kind),
      channel_(std::move(channel)),
      is_limited_(channel_->Left().has_value()),
      worker_(std::move(worker)) {}

absl::StatusOr<CourierCounts> Route::Deliver(const std::function<bool()>& stopped) {
  counts_ = {};
  channel_->StopWhen(stopped);
  const absl::Cleanup forget = [this] { channel_->StopWhen({}); };
  while (true) {
    const absl::StatusOr<bool> more = GoRound(stopped);
    // However the round ended, what is on its way is waited for and recorded.
    const absl::Status settled = Settle();
    VEKHA_RETURN_IF_ERROR(more.status());
    VEKHA_RETURN_IF_ERROR(settled);
    if (!*more) return std::move(counts_);
  }
}

absl::StatusOr<bool> Route::GoRound(const std::function<bool()>& stopped) {
  bool found = false;
  std::optional<PersonId> from;
  do {
    if (stopped && stopped()) return false;
    VEKHA_ASSIGN_OR_RETURN(const int limit, BatchSize());
    if (limit == 0) return false;
    VEKHA_ASSIGN_OR_RETURN(runner::Outcome leased, Lease(from, limit));
    found = found || !leased.events.empty();
    CountDrops(leased.events, counts_);
    Batch batch = Compose(leased.events);
    VEKHA_RETURN_IF_ERROR(Settle());
    Send(std::move(batch));
    from = std::move(leased.next);
  } while (from);
  return found;
}

absl::StatusOr<int> Route::BatchSize() {
  if (!is_limited_) return kBatch;
  // The limit knows what was sent, not what is being sent; and it is asked by one thread at a time.
  VEKHA_RETURN_IF_ERROR(Settle());
  const std::optional<Room> room = channel_->Left();
  if (!room || room->messages > 0) return room ? std::min(kBatch, room->messages) : kBatch;
  counts_.limited[kind_] = room->wait;
  return 0;
}

absl::StatusOr<runner::Outcome> Route::Lease(const std::optional<PersonId>& from, int limit) {
  workflow::LeaseDigests lease;
  lease.now = Now();
  lease.local = LocalNow();
  lease.channels = {kind_};
  lease.from = from;
  lease.limit = limit;
  lease.seconds = kLeaseSeconds;
  lease.worker = worker_;
  lease.looked = looked_;
  VEKHA_ASSIGN_OR_RETURN(runner::Outcome outcome, runner_.Execute({.command = lease}));
  const bool all = !from && !outcome.next;
  if (all && outcome.events.empty()) looked_ = {outcome.revision, std::move(lease.local)};
  return outcome;
}

Route::Batch Route::Compose(const std::vector<workflow::Event>& events) const {
  std::vector<const workflow::DigestLeased*> leased;
  for (const workflow::Event& event : events) {
    if (const auto* one = std::get_if<workflow::DigestLeased>(&event)) leased.push_back(one);
  }
  Batch batch;
  runner_.Read([&](const workflow::State& state) {
    batch.messages = ComposeMessages(state, runner_.rules(), leased, runner_.clock().Now());
  });
  std::erase_if(batch.messages, [&](const Message& message) {
    if (!message.digest.lines.empty()) return false;
    batch.results.push_back({message.id, message.attempt, true, false, kNothingLeft, "", 0, true});
    return true;
  });
  return batch;
}

void Route::Send(Batch batch) {
  if (batch.messages.empty() && batch.results.empty()) return;
  on_its_way_ = std::async(std::launch::async, [this, batch = std::move(batch)]() mutable {
    const std::vector<SendResult> results = channel_->Send(batch.messages);
    for (size_t i = 0; i < batch.messages.size(); ++i) {
      batch.results.push_back(ResultOf(batch.messages[i], results.at(i)));
    }
    return std::move(batch.results);
  });
}

absl::Status Route::Settle() {
  if (!on_its_way_.valid()) return absl::OkStatus();
  workflow::SettleDigests settle;
  settle.results = on_its_way_.get();
  settle.now = Now();
  settle.local = LocalNow();
  VEKHA_ASSIGN_OR_RETURN(const runner::Outcome settled,
                         runner_.Execute({.command = std::move(settle)}));
  CountResults(settled.events, counts_);
  return absl::OkStatus();
}

workflow::LocalTimes Route::LocalNow() const {
  workflow::LocalTimes local;
  runner_.Read([&](const workflow::State& state) {
    local = runner::LocalTimesOf(state, runner_.clock().Now());
  });
  return local;
}

int64_t Route::Now() const { return runner_.clock().Now().time_since_epoch().count(); }

}  // namespace vekha::delivery
