#include "tests/simulation/year.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "engine/base/rejection.h"
#include "tests/simulation/clocks.h"
#include "tests/simulation/readers.h"

namespace vekha::test {

using workflow::Channel;
using workflow::Event;

namespace {

constexpr int kSecondsInDay = 86400;
constexpr int kLeaseSeconds = 600;
constexpr int kCalmDays = 25;
constexpr int kGapDays = 7;  // shorter than the longest outage
// Times of the courier: every four hours, so that each reader's day has a few.
constexpr int kTicks = 6;
constexpr int kCalmMinute = 40;
constexpr size_t kProblemsMax = 20;

bool IsTraced() {
  static const bool kTraced = std::getenv("VEKHA_TRACE") != nullptr;
  return kTraced;
}

std::vector<Event> NoticesAmong(const std::vector<Event>& events) {
  std::vector<Event> notices;
  for (const Event& event : events) {
    if (std::get_if<workflow::NotificationEmitted>(&event) != nullptr) notices.push_back(event);
  }
  return notices;
}

}  // namespace

Year::Year(unsigned seed, Faults faults, Period span)
    : faults_(faults), span_(span), random_(seed), trouble_(seed + 1'000'000'007u) {
  SetUp();
  BackUp();
}

void Year::Live() {
  for (Date day = span_.first; day <= span_.last; day = AddDays(day, 1)) LiveDay(day, false);
  skew_ = 0;
  down_ = 0;
  calm_ = true;
  GiveAddresses();
  const Date last = AddDays(span_.last, kCalmDays);
  for (Date day = AddDays(span_.last, 1); day <= last; day = AddDays(day, 1)) LiveDay(day, true);
  CheckNothingWaits(AddDays(last, -7));
  // Once more on the same day changes nothing.
  const Attempt again = Try(workflow::RunDay{*books_.mark});
  if (!again.events.empty()) Add("a second run found something to do");
}

std::vector<std::string> Year::Problems() const {
  std::vector<std::string> problems = problems_;
  problems.insert(problems.end(), books_.faults.begin(), books_.faults.end());
  if (problems.size() > kProblemsMax) problems.resize(kProblemsMax);
  return problems;
}

void Year::SetUp() {
  using namespace workflow;
  const OrganizationId school(kSchool);
  const OrganizationId district(kDistrict);
  Ask(PutOrganization{
      {district, OrganizationId(), roadmap::Level::kMunicipality, "Район", kSchoolZone}, ""});
  Ask(PutOrganization{{school, district, roadmap::Level::kSchool, "Школа", kSchoolZone}, ""});
  GiveAddresses();
  for (const char* role : {kController, kAuthority}) {
    Ask(PutRole{{school, role, PersonId(role), Date(2020, 9, 1), {}}});
  }
  Ask(PutRole{{district, "coordinator", PersonId("coordinator"), Date(2020, 9, 1), {}}});
  Ask(ApplyRoadmap{"plan.yaml", kPlan, ""});
  Ask(AdoptRoadmap{school, RoadmapId("plan"), 0, kAdopted});
}

void Year::LiveDay(Date day, bool calm) {
  if (!calm && Chance(4)) Act(day);
  const int64_t midnight = int64_t{kSecondsInDay} * DaysBetween(Date(1970, 1, 1), day);
  now_ = midnight + 3600;
  if (down_ > 0) {
    --down_;
    return;
  }
  if (Trouble(40)) {
    ++seen_["outage"];
    down_ = 1 + static_cast<int>(trouble_() % 10);
  }
  if (Trouble(50)) BackUp();
  if (Trouble(150)) Restore();
  skew_ = 0;
  if (calm || Trouble(5)) ReviveDead();
  if (Trouble(60)) {
    ++seen_["clock off by three days"];
    skew_ = 3 * kSecondsInDay * (trouble_() % 2 == 0 ? 1 : -1);
  }
  for (int tick = 0; tick < kTicks; ++tick) {
    const int64_t minute = calm ? kCalmMinute : static_cast<int64_t>(trouble_() % 60);
    now_ = midnight + 3600 * (4 * tick + 1) + 60 * minute;
    if (Trouble(60)) {
      ++seen_["clock off by an hour"];
      skew_ += 3600 * (trouble_() % 2 == 0 ? 1 : -1);
    }
    if (tick == 0 || Trouble(20)) Run(Today());
    Deliver();
  }
}

bool Year::Trouble(int one_in) {
  return faults_.world && !calm_ && trouble_() % static_cast<unsigned>(one_in) == 0;
}

// --- the program

bool Year::Crashes() {
  ++points_;
  const bool crashes = points_ == faults_.crash_at ||
                       (faults_.crash_one_in > 0 && !calm_ &&
                        trouble_() % static_cast<unsigned>(faults_.crash_one_in) == 0);
  if (crashes) ++crashes_;
  return crashes;
}

void Year::Compare(const workflow::Command& command,
                   const absl::StatusOr<workflow::Decision>& decided) {
  Answer actual;
  Answer expected;
  if (!decided.ok()) {
    actual.refused = RejectionOf(decided.status()).reason;
  } else {
    if (!decided->skipped.empty()) actual.refused = RejectionOf(decided->skipped[0].why).reason;
    actual.lines = LinesOf(decided->events);
  }
  if (!actual.refused.empty()) ++seen_[actual.refused];
  if (const auto* run = std::get_if<workflow::RunDay>(&command)) {
    expected = ExpectRun(books_, *run);
  } else if (const auto* lease = std::get_if<workflow::LeaseDigests>(&command)) {
    expected = ExpectLease(books_, *lease);
  } else if (const auto* settle = std::get_if<workflow::SettleDigests>(&command)) {
    expected = ExpectSettle(books_, *settle);
  } else if (decided.ok()) {  // whether people may do it is not looked at here
    actual.lines = LinesOf(NoticesAmong(decided->events));
    expected.lines = ExpectNotices(books_, decided->events);
  } else {
    return;
  }
  for (const std::string& difference : Differences(expected, actual)) {
    Add(fmt::format("{} {}: {}", FormatIso(Today()), command.index(), difference));
  }
}

Year::Attempt Year::Try(const workflow::Command& command) {
  auto decision = workflow::Decide(state_, YearRules(), command);
  Compare(command, decision);
  if (!decision.ok()) return {};
  if (decision->events.empty()) return {decision->skipped.empty()};
  if (Crashes()) {
    Restart();
    return {.died = true};
  }
  const int64_t revision = state_.revision + 1;
  for (const Event& event : decision->events) {
    workflow::Apply(state_, event, revision, YearRules());
    books_.Enter(event);
    log_.push_back({revision, event});
  }
  Count(decision->events);
  if (Crashes()) {
    Restart();
    return {true, true, std::move(decision->events)};
  }
  return {true, false, std::move(decision->events)};
}

void Year::Count(const std::vector<Event>& events) {
  if (IsTraced()) {
    for (const std::string& line : LinesOf(events)) {
      fmt::print("{} +{} h: {}\n", absl::FormatTime(absl::FromUnixSeconds(now_)), skew_ / 3600,
                 line);
    }
  }
  for (const Event& event : events) {
    ++seen_[std::string(workflow::EventKind(event))];
    if (const auto* rung = std::get_if<workflow::RungAccounted>(&event)) {
      const bool control = rung->key.rung.starts_with("c+");
      const std::string why = rung->reason.substr(0, rung->reason.find_first_of(" 0123456789"));
      ++seen_[(control ? "control " : "") + why];
    } else if (const auto* dropped = std::get_if<workflow::NotificationDropped>(&event)) {
      ++seen_["dropped " + dropped->reason];
    } else if (const auto* leased = std::get_if<workflow::DigestLeased>(&event)) {
      for (const workflow::DigestItem& item : leased->digest.items) {
        if (!item.instead_of.empty()) ++seen_["read by a substitute"];
      }
    }
  }
}

// Whoever got no answer asks again; asked under the same id after the commit, it answers as before.
void Year::Ask(const workflow::Command& command) {
  for (Attempt attempt = Try(command); attempt.died && !attempt.done;) attempt = Try(command);
}

void Year::Run(Date day) {
  workflow::RunDay run{day};
  run.gap_days = Trouble(2) ? kGapDays : 0;
  Ask(run);
}

// As the courier does it: leases, composes, sends, records.
void Year::Deliver() {
  using namespace workflow;
  if (!late_.empty()) {
    ++seen_["late answer"];
    const Attempt attempt = Try(SettleDigests{Now(), Locals(), std::exchange(late_, {})});
    if (attempt.died) return;
  }
  LeaseDigests lease;
  lease.now = Now();
  lease.local = Locals();
  lease.channels = {Channel::kEmail};
  lease.seconds = kLeaseSeconds;
  lease.looked = looked_;
  const int64_t revision = state_.revision;
  const Attempt attempt = Try(lease);
  if (attempt.died) return;
  if (attempt.events.empty()) looked_ = {revision, lease.local};
  SettleDigests settle{Now() + 60, lease.local, {}};
  for (const Event& event : attempt.events) {
    const auto* leased = std::get_if<DigestLeased>(&event);
    if (leased != nullptr && !Send(*leased, settle)) return;
  }
  if (settle.results.empty()) return;
  if (Trouble(40)) {
    late_ = std::move(settle.results);  // the answer comes when others may have been asked
  } else {
    Try(settle);
  }
}

// False when it died.
bool Year::Send(const workflow::DigestLeased& leased, workflow::SettleDigests& settle) {
  const auto die = [&] {
    Restart();
    return false;
  };
  if (Crashes()) return die();
  const PersonId& reader = leased.digest.person;
  const digest::Digest letter =
      workflow::ComposeDigest(state_, YearRules(), leased.digest, LocalOf(reader).day);
  CheckLetter(leased.digest, letter);
  const bool unreachable = Trouble(6);
  const bool refused = !unreachable && Trouble(60);
  const bool sent = !unreachable && !refused;
  if (sent && !letter.lines.empty()) {
    Receive(leased.digest);
    if (Crashes()) return die();
  }
  const char* reason = sent ? "" : refused ? "SMTP_REFUSED" : "SMTP_UNREACHABLE";
  settle.results.push_back({leased.digest.id, leased.attempt, sent, refused, reason, "", 0});
  return true;
}

void Year::BackUp() {
  backup_.logged = log_.size();
  backup_.state = state_;
  backup_.books = books_;
}

void Year::Restart() {
  state_ = backup_.state;
  late_.clear();
  looked_.reset();
  for (size_t i = backup_.logged; i < log_.size(); ++i) {
    workflow::Apply(state_, log_[i].event, log_[i].revision, YearRules());
  }
}

// The disk died: everything since the backup is forgotten.
void Year::Restore() {
  ++seen_["old backup"];
  log_.resize(backup_.logged);
  books_ = backup_.books;
  by_morning_.clear();  // nobody can know what went out early on this day
  Restart();
}

}  // namespace vekha::test
