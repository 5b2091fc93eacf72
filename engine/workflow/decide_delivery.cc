// What becomes of a digest that was leased: sent, tried again, given up, revived.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/reader.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/unreached.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {
namespace {

// How long to wait after each attempt, in seconds; then it is dead.
constexpr int kWaits[] = {60, 300, 1800, 7200, 14400, 28800, 86400, 86400, 86400};
static_assert(std::size(kWaits) + 1 == kAttemptsMax);

DigestSettled Settled(const DigestEntry& entry, const DigestResult& result, Date day, int64_t now) {
  DigestSettled out{
      result.id, result.attempt, DigestOutcome::kSent, day, result.reason, result.detail, now, 0};
  if (result.sent) return out;
  if (!result.tried) {
    out.outcome = DigestOutcome::kRetry;
    out.attempt = result.attempt - 1;
    out.not_before = now + std::max(kWaits[0], result.retry_after);
    return out;
  }
  if (result.refused || entry.attempt >= kAttemptsMax) {
    out.outcome = DigestOutcome::kDead;
    return out;
  }
  out.outcome = DigestOutcome::kRetry;
  const int wait = kWaits[std::clamp(entry.attempt, 1, kAttemptsMax - 1) - 1];
  out.not_before = now + std::max(wait, result.retry_after);
  return out;
}

}  // namespace

absl::StatusOr<Decision> DecideSettle(const State& state, const RuleBook&,
                                      const SettleDigests& command) {
  Decision decision;
  std::set<std::string> seen;
  for (const DigestResult& result : command.results) {
    const auto found = state.digests.find(result.id);
    if (found == state.digests.end()) return DigestUnknown(result.id);
    const DigestEntry& entry = found->second;
    const bool open = entry.state == DigestState::kLeased || entry.state == DigestState::kWaiting;
    // That it was sent is true however late it is said; a failure counts for its own lease only.
    const bool counts =
        open &&
        (result.sent || (entry.state == DigestState::kLeased && entry.attempt == result.attempt));
    if (!counts || !seen.insert(result.id).second) continue;
    const LocalTime time = TimeIn(command.local, ZoneOfDigest(state, entry.digest));
    const Date day = time.day.is_special() ? entry.day : time.day;
    DigestSettled settled = Settled(entry, result, day, command.now);
    const bool dead = settled.outcome == DigestOutcome::kDead;
    decision.events.emplace_back(std::move(settled));
    const Notification* lost = dead ? LostWith(state, entry.digest) : nullptr;
    if (lost == nullptr) continue;
    for (Event& event :
         TellCarers(state, *lost, entry.digest.person, WhyNotSent(result.reason), day)) {
      decision.events.push_back(std::move(event));
    }
  }
  return decision;
}

absl::StatusOr<Decision> DecideRevive(const State& state, const ReviveDigest& command) {
  const auto found = state.digests.find(command.id);
  if (found == state.digests.end()) return DigestUnknown(command.id);
  if (found->second.state != DigestState::kDead) {
    return ToStatus({absl::StatusCode::kFailedPrecondition,
                     "DIGEST_NOT_DEAD",
                     fmt::format("{} is {}", command.id, DigestStateName(found->second.state)),
                     "Повторить можно только то, что не удалось отправить.",
                     {{"digest", command.id}}});
  }
  // His next one goes first; two at once would be two in a day.
  if (state.open_digests.contains(found->second.digest.person)) {
    return ToStatus({absl::StatusCode::kFailedPrecondition,
                     "DIGEST_NOT_DEAD",
                     "a later digest of this person is being sent",
                     "Этому человеку уже отправляется следующая сводка.",
                     {{"digest", command.id}}});
  }
  return Decision{{DigestRevived{command.id}}, {}};
}

}  // namespace vekha::workflow
