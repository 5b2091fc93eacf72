// What arrives in the simulated year, and what must never.
#include <fmt/format.h>

#include <utility>

#include "tests/simulation/clocks.h"
#include "tests/simulation/readers.h"
#include "tests/simulation/work_days.h"
#include "tests/simulation/year.h"

namespace vekha::test {

void Year::Receive(const workflow::Digest& digest) {
  const workflow::LocalTime local = LocalOf(digest.person);
  const int from = books_.ContactOf(digest.person.value()).digest_minute;
  // Who asks for his digest in the evening gets it then, within the hour.
  const int night = std::max(workflow::kQuietFromMinute, from + 60);
  if (local.minute < from || local.minute >= night) {
    Add(fmt::format("at {} minutes: {}", local.minute, digest.id));
  }
  if (!WorkDays::IsWorking(local.day)) Add("on a day off: " + digest.id);
  // A clock that is off makes mornings of its own, and which they were an old backup forgets: a day
  // is what the clock shows of the day it really is.
  const Date real_day = LocalIn(ZoneOfReader(digest.person), now_).day;
  const auto [morning, first] =
      by_morning_.emplace(std::tuple(digest.person, real_day, local.day), digest.id);
  if (!first && morning->second != digest.id) {
    Add(fmt::format("{} got {} and {} on one day", digest.person.value(), morning->second,
                    digest.id));
  }
  const auto post = books_.posts.find(digest.id);
  if (post != books_.posts.end() && post->second.state == Post::State::kSent) {
    Add("recorded as sent, and sent again: " + digest.id);
  }
  if (!received_.emplace(digest.id, Mail{digest.person, local.day}).second) ++seen_["repeated"];
}

// What is read is what is true on the day it is read, under the due day of that day: an old one is
// in no letter.
void Year::CheckLetter(const workflow::Digest& digest, const digest::Digest& letter) {
  std::multiset<std::string> expected;
  for (const std::string& id : StillTrue(books_, digest, LocalOf(digest.person).day)) {
    const workflow::Notification& said = books_.FindMessage(id)->said;
    expected.insert(said.rung == "unreached" ? "" : said.task.value());
    const bool old = said.kind != reminder::NoticeKind::kNews &&
                     said.kind != reminder::NoticeKind::kRequest &&
                     said.due_revision != books_.WorkOn(*FindDuty(said.task.value())).revision;
    if (old) Add("an old date was sent: " + id);
  }
  if (expected.size() < digest.items.size()) ++seen_["line left out"];
  std::multiset<std::string> actual;
  for (const digest::Line& line : letter.lines) {
    actual.insert(line.task);
    const Duty* duty = FindDuty(line.task);
    if (duty != nullptr && line.due != books_.DueOf(*duty)) {
      Add(fmt::format("{} speaks of another day: {}", digest.id, line.task));
    }
  }
  if (expected != actual) {
    Add(fmt::format("{} has the lines [{}], not [{}]", digest.id, fmt::join(actual, ", "),
                    fmt::join(expected, ", ")));
  }
}

// Nothing is forgotten: what was said up to `until` has arrived, or has a reason not to.
void Year::CheckNothingWaits(Date until) {
  for (const workflow::NotificationEntry& entry : state_.notifications) {
    using workflow::DeliveryState;
    const workflow::Notification& said = entry.notification;
    if (entry.delivery == DeliveryState::kDropped && entry.why.empty()) {
      Add("dropped without a reason: " + said.id);
    }
    if (said.as_of > until || said.person.empty()) continue;
    const bool waits =
        entry.delivery == DeliveryState::kPending || entry.delivery == DeliveryState::kTaken;
    if (waits) Add("waits for ever: " + said.id);
    const bool sent = entry.delivery == DeliveryState::kSent;
    if (sent && !received_.contains(entry.digest)) Add("never arrived: " + entry.digest);
  }
}

std::string Year::ZoneOfReader(const PersonId& reader) const {
  const std::string& zone = books_.ContactOf(reader.value()).zone;
  return zone.empty() ? kSchoolZone : zone;
}

workflow::LocalTime Year::LocalOf(const PersonId& reader) const {
  return LocalIn(ZoneOfReader(reader), Now());
}

workflow::LocalTimes Year::Locals() const {
  workflow::LocalTimes locals;
  locals[kSchoolZone] = LocalIn(kSchoolZone, Now());
  for (const Reader& reader : kReaders) {
    const std::string zone = reader.zone;
    if (!zone.empty()) locals[zone] = LocalIn(zone, Now());
  }
  return locals;
}

Date Year::Today() const { return LocalIn(kSchoolZone, Now()).day; }

}  // namespace vekha::test
