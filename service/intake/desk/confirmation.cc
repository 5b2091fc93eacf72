#include "service/intake/desk/confirmation.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace vekha::intake {

int64_t ConfirmedAt(const ImportRecord& record) {
  return std::max(record.observed_at, record.confirmed_at.value_or(record.observed_at));
}

int64_t NewestAt(const ImportRecord& record) {
  return std::max(ConfirmedAt(record), record.newest_at.value_or(record.observed_at));
}

bool IsConfirmedBy(const ImportRecord& record, int64_t observed_at) {
  const int64_t last = ConfirmedAt(record);
  return observed_at <= last || NewestAt(record) == last;
}

void Confirm(int64_t observed_at, ImportRecord& record) {
  if (observed_at > ConfirmedAt(record)) record.confirmed_at = observed_at;
}

void RenewStamps(const ImportRecord& last, roster::Roster& roster) {
  const int64_t now = ConfirmedAt(last);
  if (now == last.observed_at) return;
  const auto renew = [&](roster::Stamp& stamp) {
    if (stamp.observed_at == last.observed_at) stamp.observed_at = now;
  };
  const auto renew_all = [&](auto& table) {
    auto renewed = std::decay_t<decltype(table)>();
    for (auto record : table) {
      renew(record.stamp);
      renewed.Put(record);
    }
    table = std::move(renewed);
  };
  renew_all(roster.schools);
  renew_all(roster.terms);
  renew_all(roster.classes);
  renew_all(roster.people);
  renew_all(roster.roles);
  renew_all(roster.memberships);
  renew_all(roster.mentees);
  renew_all(roster.mentors);
  renew_all(roster.pairs);
  for (auto& [key, head] : roster.lists) renew(head.stamp);
  for (roster::Departures& departures : roster.departures) {
    renew(departures.whole);
    for (auto& [id, stamp] : departures.gone) renew(stamp);
  }
}

}  // namespace vekha::intake
