#include "engine/workflow/reader.h"

#include <algorithm>

#include "engine/workflow/command.h"
#include "engine/workflow/outbox.h"

namespace vekha::workflow {
namespace {

constexpr char kAnyZone[] = "Europe/Moscow";

}  // namespace

LocalTime TimeIn(const LocalTimes& local, const std::string& zone) {
  auto found = local.find(zone);
  if (found == local.end()) found = local.find(kAnyZone);
  return found == local.end() ? LocalTime{} : found->second;
}

const Contact& ContactOf(const State& state, const PersonId& person) {
  static const Contact kUnknown;
  const auto found = state.people.find(person);
  return found == state.people.end() ? kUnknown : found->second.person.contact;
}

std::string ZoneOfDigest(const State& state, const Digest& digest) {
  const NotificationEntry* first =
      digest.items.empty() ? nullptr : FindNotification(state, digest.items[0].notification);
  return ZoneOf(state, digest.person,
                first == nullptr ? OrganizationId() : first->notification.organization);
}

int MinutesLeft(const Contact& contact, const LocalTime& time) {
  if (time.day.is_special() || time.minute < contact.digest_minute) return 0;
  return std::max(std::max(kQuietFromMinute, contact.digest_minute + 60) - time.minute, 0);
}

Date DayOfReader(const State& state, const Digest& digest, const LocalTimes& local) {
  const LocalTime time = TimeIn(local, ZoneOfDigest(state, digest));
  return time.day.is_special() ? digest.day : time.day;
}

int MinutesToSend(const State& state, const Digest& digest, const LocalTimes& local) {
  return MinutesLeft(ContactOf(state, digest.person), TimeIn(local, ZoneOfDigest(state, digest)));
}

}  // namespace vekha::workflow
