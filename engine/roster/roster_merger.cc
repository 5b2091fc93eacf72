#include "engine/roster/roster_merger.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <utility>

#include "engine/roster/record_bytes.h"

namespace vekha::roster {
namespace {

using Ids = absl::flat_hash_set<std::string>;

void FillUnknown(const Person& from, Person& person) {
  if (!person.kind) person.kind = from.kind;
  if (!person.birth_date) person.birth_date = from.birth_date;
  if (!person.special_needs.said()) person.special_needs = from.special_needs;
  if (person.grade.empty()) person.grade = from.grade;
  if (person.position.empty()) person.position = from.position;
  if (!person.hired_on) person.hired_on = from.hired_on;
  if (!person.teaching_since) person.teaching_since = from.teaching_since;
  if (!person.part_time) person.part_time = from.part_time;
}
// Other records are whole: what one of them does not say is not so.
template <typename Record>
void FillUnknown(const Record& /*from*/, Record& /*record*/) {}

void ApplyDetail(PersonDetail& detail, Person& person) {
  if (detail.kind && (detail.kind_is_primary || !person.kind)) person.kind = detail.kind;
  if (detail.birth_date) person.birth_date = detail.birth_date;
  if (!detail.grade.empty()) person.grade = std::move(detail.grade);
  if (!detail.position.empty()) person.position = std::move(detail.position);
  if (detail.special_needs.said()) person.special_needs = detail.special_needs;
  auto& relatives = person.relatives;
  if (!detail.relative.empty() &&
      std::find(relatives.begin(), relatives.end(), detail.relative) == relatives.end()) {
    relatives.push_back(std::move(detail.relative));
  }
}

// What hangs on persons and classes that are gone. Lines of mentoring lists do not: they are said
// by lists of their own.
void RemoveWith(const Ids& people, const Ids& classes, Roster& roster) {
  if (people.empty() && classes.empty()) return;
  roster.roles.EraseIf([&](const Role& role) { return people.contains(role.person); });
  roster.memberships.EraseIf([&](const Membership& membership) {
    return people.contains(membership.person) || classes.contains(membership.in_class);
  });
}

}  // namespace

RosterMerger::RosterMerger(const Roster& before, Stamp stamp)
    : before_(before), stamp_(stamp), first_file_(static_cast<uint32_t>(before.files.size())) {
  after_.source = before.source;
  after_.files = before.files;
  after_.lists = before.lists;
  after_.departures = before.departures;
}

void RosterMerger::OnSchool(School school) {
  Put(Collection::kSchools, FloorOf(Collection::kSchools), std::move(school), &Roster::schools);
}
void RosterMerger::OnTerm(Term term) {
  Put(Collection::kTerms, FloorOf(Collection::kTerms), std::move(term), &Roster::terms);
}
void RosterMerger::OnClass(Class in_class) {
  Put(Collection::kClasses, FloorOf(Collection::kClasses), std::move(in_class), &Roster::classes);
}
void RosterMerger::OnPerson(Person person) {
  Put(Collection::kPeople, FloorOf(Collection::kPeople), std::move(person), &Roster::people);
}
void RosterMerger::OnRole(Role role) {
  Put(Collection::kRoles, FloorOf(Collection::kRoles), std::move(role), &Roster::roles);
}
void RosterMerger::OnMembership(Membership membership) {
  Put(Collection::kMemberships, FloorOf(Collection::kMemberships), std::move(membership),
      &Roster::memberships);
}
void RosterMerger::OnMentee(Mentee mentee) {
  const Stamp floor = FloorOfList(Collection::kMentees, mentee.cycle);
  Put(Collection::kMentees, floor, std::move(mentee), &Roster::mentees);
}
void RosterMerger::OnMentor(Mentor mentor) {
  const Stamp floor = FloorOfList(Collection::kMentors, mentor.cycle);
  Put(Collection::kMentors, floor, std::move(mentor), &Roster::mentors);
}
void RosterMerger::OnPair(Pair pair) {
  const Stamp floor = FloorOfList(Collection::kPairs, pair.cycle);
  Put(Collection::kPairs, floor, std::move(pair), &Roster::pairs);
}

void RosterMerger::OnDetail(PersonDetail detail) {
  bytes_.clear();
  WriteRecord(detail, bytes_);
  details_.Add(bytes_);
}

Roster RosterMerger::Take() {
  TakeOver();
  MergeHeads();
  MergeDetails();
  MergeRemovals();
  return std::move(after_);
}

// What is older than the last whole list, and not known, is gone.
Stamp RosterMerger::FloorOf(Collection collection) const {
  return before_.departures[static_cast<size_t>(collection)].whole;
}
Stamp RosterMerger::FloorOfList(Collection collection, const std::string& cycle) const {
  const auto head = before_.lists.find({collection, cycle});
  return head == before_.lists.end() ? Stamp() : head->second.stamp;
}

// An earlier role of a person who comes with roles anew.
bool RosterMerger::IsReplaced(const Role& role) const {
  return roles_with_people_ && ModeOf(Collection::kRoles) == Mode::kDelta && role.stamp <= stamp_ &&
         after_.people.contains(role.person);
}

// Records of an earlier import keep pointing at their own files, which stand before the new ones.
template <typename Record>
void RosterMerger::Put(Collection collection, Stamp floor, Record record,
                       Table<Record> Roster::*table) {
  record.origin.file += first_file_;
  if (record.stamp == Stamp()) record.stamp = stamp_;
  Table<Record>& after = after_.*table;
  std::optional<Record> known = after.Find(record.id);
  if (!known) {
    known = (before_.*table).Find(record.id);
    if (known && IsReplaced(*known)) known.reset();
  }
  if (known && known->stamp > record.stamp) {
    FillUnknown(record, *known);
    return after.Put(*known);
  }
  if (known && ModeOf(collection) != Mode::kBulk) FillUnknown(*known, record);
  if (!known) {
    auto& gone = DeparturesOf(collection).gone;
    const auto left = gone.find(record.id);
    if (record.stamp < floor || (left != gone.end() && record.stamp < left->second)) return;
    if (left != gone.end()) gone.erase(left);
  }
  after.Put(record);
}

// Roles first: who has come is told by people, as long as they are only those of this import.
void RosterMerger::TakeOver() {
  TakeOver(Collection::kRoles, &Roster::roles);
  TakeOver(Collection::kSchools, &Roster::schools);
  TakeOver(Collection::kTerms, &Roster::terms);
  TakeOver(Collection::kClasses, &Roster::classes);
  TakeOver(Collection::kPeople, &Roster::people);
  TakeOver(Collection::kMemberships, &Roster::memberships);
  TakeOverLists(Collection::kMentees, &Roster::mentees);
  TakeOverLists(Collection::kMentors, &Roster::mentors);
  TakeOverLists(Collection::kPairs, &Roster::pairs);
}

// A whole list leaves only what is newer than it.
template <typename Record>
void RosterMerger::TakeOver(Collection collection, Table<Record> Roster::*table) {
  const bool bulk = ModeOf(collection) == Mode::kBulk;
  (after_.*table).AddMissing(before_.*table, [&](const Record& record) {
    return (!bulk || record.stamp > stamp_) && !IsReplaced(record);
  });
  Stamp& whole = DeparturesOf(collection).whole;
  if (bulk) whole = std::max(whole, stamp_);
}

// As TakeOver(), a list a school year.
template <typename Record>
void RosterMerger::TakeOverLists(Collection collection, Table<Record> Roster::*table) {
  (after_.*table).AddMissing(before_.*table, [&](const Record& record) {
    const bool whole = std::any_of(lists_.begin(), lists_.end(), [&](const List& list) {
      return list.collection == collection && list.mode == Mode::kBulk &&
             list.cycle == record.cycle;
    });
    return !whole || record.stamp > stamp_;
  });
}

void RosterMerger::MergeHeads() {
  for (const List& list : lists_) {
    ListHead& head = after_.lists[{list.collection, list.cycle}];
    if (stamp_ < head.stamp) continue;
    const bool whole = list.mode == Mode::kBulk;
    head = {.says = whole ? list.says : head.says | list.says, .stamp = stamp_};
  }
  if (ModeOf(Collection::kPeople) != Mode::kBulk) return;
  // A whole set of people without a list of its own is that of a school's system.
  const bool said = std::any_of(lists_.begin(), lists_.end(), [](const List& list) {
    return list.collection == Collection::kPeople;
  });
  if (said) return;
  ListHead& head = after_.lists[{Collection::kPeople, ""}];
  if (stamp_ >= head.stamp) {
    head = {.says = Says::kAllPupils | Says::kAllStaff, .stamp = stamp_};
  }
}

void RosterMerger::MergeDetails() {
  for (const std::string_view row : details_) {
    PersonDetail detail;
    if (!ReadRecord(row, detail)) continue;
    auto person = after_.people.Find(detail.person);
    if (!person || person->stamp > stamp_) continue;
    ApplyDetail(detail, *person);
    after_.people.Put(*person);
  }
  details_ = {};
}

void RosterMerger::MergeRemovals() {
  Ids people;
  Ids classes;
  for (const Removal& removal : removals_) {
    if (!RemoveOne(removal)) continue;
    if (removal.collection == Collection::kPeople) people.insert(removal.id);
    if (removal.collection == Collection::kClasses) classes.insert(removal.id);
  }
  RemoveWith(people, classes, after_);
}

// False when a newer word keeps the record.
bool RosterMerger::RemoveOne(const Removal& removal) {
  switch (removal.collection) {
    case Collection::kSchools:
      return RemoveFrom(removal, after_.schools);
    case Collection::kTerms:
      return RemoveFrom(removal, after_.terms);
    case Collection::kClasses:
      return RemoveFrom(removal, after_.classes);
    case Collection::kPeople:
      return RemoveFrom(removal, after_.people);
    case Collection::kRoles:
      return RemoveFrom(removal, after_.roles);
    case Collection::kMemberships:
      return RemoveFrom(removal, after_.memberships);
    case Collection::kMentees:
      return RemoveFrom(removal, after_.mentees);
    case Collection::kMentors:
      return RemoveFrom(removal, after_.mentors);
    case Collection::kPairs:
      return RemoveFrom(removal, after_.pairs);
  }
  return false;
}

template <typename Record>
bool RosterMerger::RemoveFrom(const Removal& removal, Table<Record>& table) {
  const auto known = table.Find(removal.id);
  if (known && known->stamp > stamp_) return false;
  table.Erase(removal.id);
  if (stamp_ == Stamp()) return true;
  Stamp& left = DeparturesOf(removal.collection).gone[removal.id];
  left = std::max(left, stamp_);
  return true;
}

}  // namespace vekha::roster
