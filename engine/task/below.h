// Facts of organizations below in what is said of a task: bounded, however many organizations there
// are. Internal to the room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/condition/condition.h"
#include "engine/facts/fact_base.h"
#include "engine/task/task.h"

namespace vekha::task {

// "schools.mentees.count".
std::string NameOf(const condition::NameBelow& name);

// What answers lack below, over several of them: each organization counts once.
class LackedFacts {
 public:
  // Nothing to add for an answer, or for one that lacks nothing below.
  void Add(const condition::Value& value);
  // By fact, then list.
  std::vector<LackedBelow> Take(const facts::MemberTable& table) const;
  bool empty() const { return lacked_.empty(); }

 private:
  std::vector<condition::MissingBelow> lacked_;
};

// One fact of all organizations of a list.
struct ReadBelow {
  std::optional<FactUsed> recorded;  // who has recorded what; nothing when nobody has
  std::optional<LackedBelow> lacked;
  std::optional<Date> last;  // when the latest of them was observed
  size_t of = 0;             // organizations in the list
};
ReadBelow ReadFactBelow(const condition::NameBelow& name, const facts::FactActivation& activation);

}  // namespace vekha::task
