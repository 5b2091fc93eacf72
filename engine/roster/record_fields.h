// The fields of a roster's records, each named once for writing and reading (byte_fields.h).
//
// Freeze note: such bytes are in databases (service/intake/desk/roster_codec.h). Another order or
// other fields are another shape there.
#pragma once

#include "engine/roster/byte_fields.h"
#include "engine/roster/roster.h"

namespace vekha::roster {

// Freeze note: the numbers of these are in databases, too; add, never renumber.
constexpr Stage LastOf(Stage) { return Stage::kBrokenOff; }
constexpr PersonKind LastOf(PersonKind) { return PersonKind::kRelative; }
constexpr ClassKind LastOf(ClassKind) { return ClassKind::kCourse; }
constexpr Collection LastOf(Collection) { return Collection::kPairs; }
constexpr Says LastOf(Says) { return static_cast<Says>(0xffffffffu); }

template <typename C, Is<Origin> V>
void Code(C& c, V& v) {
  c(v.file, v.row);
}
template <typename C, Is<Stamp> V>
void Code(C& c, V& v) {
  c(v.observed_at, v.version);
}
template <typename C, Is<SourceKey> V>
void Code(C& c, V& v) {
  c(v.source, v.id);
}
template <typename C, Is<PersonName> V>
void Code(C& c, V& v) {
  c(v.family, v.given, v.middle);
}
template <typename C, Is<SpecialNeeds> V>
void Code(C& c, V& v) {
  bool said = v.said();
  bool present = said && v.Reveal().present;
  std::optional<Date> until = said ? v.Reveal().until : std::nullopt;
  c(said, present, until);
  if constexpr (!std::is_const_v<V>) {
    if (said) v = present ? SpecialNeeds::Present(until) : SpecialNeeds::Absent();
  }
}
template <typename C, Is<School> V>
void Code(C& c, V& v) {
  c(v.id, v.name, v.type, v.parent, v.origin, v.stamp);
}
template <typename C, Is<Term> V>
void Code(C& c, V& v) {
  c(v.id, v.title, v.type, v.start, v.end, v.parent, v.origin, v.stamp);
}
template <typename C, Is<Class> V>
void Code(C& c, V& v) {
  c(v.id, v.title, v.kind, v.school, v.grade, v.terms, v.origin, v.stamp);
}
template <typename C, Is<Person> V>
void Code(C& c, V& v) {
  c(v.id, v.kind, v.name, v.birth_date, v.grade, v.position, v.hired_on, v.teaching_since,
    v.part_time, v.enabled, v.special_needs, v.same_as, v.relatives, v.origin, v.stamp);
}
template <typename C, Is<Role> V>
void Code(C& c, V& v) {
  c(v.id, v.person, v.school, v.kind, v.title, v.primary, v.begin, v.end, v.origin, v.stamp);
}
template <typename C, Is<Membership> V>
void Code(C& c, V& v) {
  c(v.id, v.person, v.in_class, v.kind, v.primary, v.begin, v.end, v.origin, v.stamp);
}
template <typename C, Is<Mentee> V>
void Code(C& c, V& v) {
  c(v.id, v.cycle, v.person, v.request, v.topic, v.consent, v.supported, v.origin, v.stamp);
}
template <typename C, Is<Mentor> V>
void Code(C& c, V& v) {
  c(v.id, v.cycle, v.person, v.topics, v.consent, v.surveyed, v.interviewed, v.selected, v.trained,
    v.origin, v.stamp);
}
template <typename C, Is<Pair> V>
void Code(C& c, V& v) {
  c(v.id, v.cycle, v.mentor, v.mentees, v.begin, v.end, v.stage, v.plan, v.feedback, v.met,
    v.origin, v.stamp);
}
template <typename C, Is<ListHead> V>
void Code(C& c, V& v) {
  c(v.says, v.stamp);
}
template <typename C, Is<Departures> V>
void Code(C& c, V& v) {
  c(v.whole, v.gone);
}

}  // namespace vekha::roster
