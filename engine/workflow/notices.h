// Who is told, and the notification each of them gets. Inside this room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/view.h"
#include "engine/workflow/wording.h"

namespace vekha::workflow {

struct Addressee {
  std::string audience;  // "responsible", "co_executors", "controller", "authority" or the role
  PersonId person;       // empty: nobody was found
  std::string name;      // as known: the person's, else the document's or the role's
};

// Who is meant by the words of an audience (engine/reminder/ladder.h) on a day, in its order; a
// person once.
std::vector<Addressee> AddresseesOf(const State& state, const TaskSheet& sheet,
                                    const task::Task& task,
                                    const std::vector<std::string>& audience, Date day);

// The holders of roles for an organization: what is said of no task.
std::vector<Addressee> HoldersOf(const State& state, const OrganizationId& organization,
                                 const std::vector<std::string>& roles, Date day);

// The draft for each of them, with his id.
std::vector<Notification> Address(const Notification& draft,
                                  const std::vector<Addressee>& addressees);

// The stable reason of a notice that no rung has: "extension-asked-2" -> "EXTENSION_ASKED".
std::string ReasonOfNotice(std::string_view what);

}  // namespace vekha::workflow
