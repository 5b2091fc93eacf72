// What becomes of a notification on its way to a reader, looked at when it is sent: still true, to
// whom, and whether something holds it. Inside this room only.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/workflow/view.h"

namespace vekha::workflow {

struct Passage {
  enum class Kind {
    kSend,
    kHold,      // UNREADABLE (its roadmap or calendar, for now), DAY_OFF, GAP_UNCONFIRMED, ABSENT
                // without a substitute, SILENCE: tried again later
    kDrop,      // `reason` says why
    kReaddress  // the role has other holders now: `others`
  };
  Kind kind = Kind::kSend;
  std::string reason;  // of a drop or hold, stable
  PersonId reader;     // of what is sent: the person or his substitute
  std::vector<PersonId> others;
};

class Outbox {
 public:
  Outbox(const State& state, const RuleBook& rules) : state_(state), rules_(rules) {}

  Passage Look(const Notification& notification, Date day);

  // Nobody reads for him on that day.
  bool IsAway(const PersonId& person, Date day) const { return !StandIn(person, day); }

  // The task a notification is about, on a day; nullptr when there is none any more. Holds until
  // the next call of SubjectOf or Look.
  struct Subject {
    const TaskSheet* sheet = nullptr;
    const task::Task* task = nullptr;
  };
  Subject SubjectOf(const Notification& notification, Date day);

 private:
  // Of a request for an extension: it is the one that waits.
  bool IsUndecided(const Notification& request) const;
  // After a long outage or an old restore somebody looks first, at what was said before it too.
  bool IsUnconfirmed(const Notification& notification, const Subject& subject, Date day) const;
  std::optional<std::string> WhyStale(const Notification& notification, const Subject& subject,
                                      Date day);
  bool IsDayOff(const Subject& subject, Date day) const;
  // Whom its audience means on the day. Holds until the next call of SubjectOf or Look.
  const std::vector<PersonId>& Meant(const Notification& notification, const Subject& subject,
                                     Date day);
  // The same of what speaks of no task.
  std::vector<PersonId> MeantByRole(const Notification& notification, Date day) const;
  bool IsSilent(const Notification& notification, const PersonId& reader, Date day) const;
  std::optional<PersonId> StandIn(const PersonId& person, Date day) const;

  const State& state_;
  const RuleBook& rules_;
  // Of one organization on a day.
  struct Sheets {
    std::vector<TaskSheet> sheets;
    absl::flat_hash_map<std::string_view, Subject> by_task;  // by id
    std::set<RoadmapId> unreadable;  // versions this program cannot read, calendars that end
  };
  // Holds until the next call.
  const Sheets& SheetsFor(const Notification& notification, Date day);
  bool IsUnreadable(const Notification& notification, Date day);
  Sheets SheetsOn(const OrganizationId& organization, Date day) const;

  // Made once a look-through, as long as they are few enough to be kept.
  std::map<std::pair<std::string, Date>, Sheets> sheets_;
  // By task and audience; goes with the sheets.
  std::map<std::pair<const task::Task*, std::string>, std::vector<PersonId>> meant_;
};

// The zone a person's day is counted in.
std::string ZoneOf(const State& state, const PersonId& person, const OrganizationId& about);

bool Silences(const State& state, const Silence& silence, const Notification& notification,
              const PersonId& reader, Date day);

}  // namespace vekha::workflow
