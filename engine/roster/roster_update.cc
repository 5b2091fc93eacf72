#include "engine/roster/roster_update.h"

#include "engine/roster/roster_merger.h"

namespace vekha::roster {

std::string_view ModeName(Mode mode) {
  switch (mode) {
    case Mode::kAbsent:
      return "absent";
    case Mode::kBulk:
      return "bulk";
    case Mode::kDelta:
      return "delta";
  }
  return "";
}

void RosterUpdate::TellTo(RecordSink& sink) const {
  for (const std::string& file : files) sink.OnFile(file);
  for (int i = 0; i < kCollections; ++i) {
    const auto collection = static_cast<Collection>(i);
    if (ModeOf(collection) == Mode::kAbsent) continue;
    sink.OnMode(collection, ModeOf(collection));
  }
  if (roles_with_people) sink.OnRolesWithPeople();
  for (const School& school : schools) sink.OnSchool(school);
  for (const Term& term : terms) sink.OnTerm(term);
  for (const Class& in_class : classes) sink.OnClass(in_class);
  for (const Person& person : people) sink.OnPerson(person);
  for (const PersonDetail& detail : details) sink.OnDetail(detail);
  for (const Role& role : roles) sink.OnRole(role);
  for (const Membership& membership : memberships) sink.OnMembership(membership);
  for (const List& list : lists) sink.OnList(list);
  for (const Mentee& mentee : mentees) sink.OnMentee(mentee);
  for (const Mentor& mentor : mentors) sink.OnMentor(mentor);
  for (const Pair& pair : pairs) sink.OnPair(pair);
  for (const Removal& removal : removals) sink.OnRemoval(removal);
}

Roster Merge(const Roster& before, const RosterUpdate& update) {
  RosterMerger merger(before, update.stamp);
  update.TellTo(merger);
  return merger.Take();
}

}  // namespace vekha::roster
