#include "engine/roster/roster_update.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <utility>

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
  absl::erase_if(roster.roles,
                 [&](const auto& entry) { return people.contains(entry.second.person); });
  absl::erase_if(roster.memberships, [&](const auto& entry) {
    return people.contains(entry.second.person) || classes.contains(entry.second.in_class);
  });
}

// Earlier roles of the persons in the update, which brings their roles anew.
void RemoveReplacedRoles(const RosterUpdate& update, Roster& roster) {
  if (!update.roles_with_people || update.ModeOf(Collection::kRoles) != Mode::kDelta) return;
  Ids people;
  for (const Person& person : update.people) people.insert(person.id);
  absl::erase_if(roster.roles, [&](const auto& entry) {
    return entry.second.stamp <= update.stamp && people.contains(entry.second.person);
  });
}

class Merger {
 public:
  Merger(Roster& roster, RosterUpdate& update)
      : roster_(roster), update_(update), first_file_(static_cast<uint32_t>(roster.files.size())) {}

  void Run() {
    roster_.files.insert(roster_.files.end(), std::make_move_iterator(update_.files.begin()),
                         std::make_move_iterator(update_.files.end()));
    RemoveReplacedRoles(update_, roster_);
    MergeTable(Collection::kSchools, update_.schools, roster_.schools);
    MergeTable(Collection::kTerms, update_.terms, roster_.terms);
    MergeTable(Collection::kClasses, update_.classes, roster_.classes);
    MergeTable(Collection::kPeople, update_.people, roster_.people);
    MergeTable(Collection::kRoles, update_.roles, roster_.roles);
    MergeTable(Collection::kMemberships, update_.memberships, roster_.memberships);
    MergeByCycle(Collection::kMentees, update_.mentees, roster_.mentees);
    MergeByCycle(Collection::kMentors, update_.mentors, roster_.mentors);
    MergeByCycle(Collection::kPairs, update_.pairs, roster_.pairs);
    MergeHeads();
    MergeDetails();
    MergeRemovals();
  }

 private:
  Departures& DeparturesOf(Collection c) { return roster_.departures[static_cast<size_t>(c)]; }

  // Each record leaves the update as soon as it is in the table.
  template <typename Record>
  void MergeTable(Collection collection, std::deque<Record>& records, Table<Record>& table) {
    Stamp& whole = DeparturesOf(collection).whole;
    const Stamp floor = whole;
    const bool bulk = update_.ModeOf(collection) == Mode::kBulk;
    if (bulk) {
      Vanish(records, table, [](const Record&) { return true; });
      whole = std::max(whole, update_.stamp);
    }
    // A table that grows by doubling takes half as much again for a moment.
    if (table.empty()) table.reserve(records.size());
    for (; !records.empty(); records.pop_front()) {
      Put(collection, floor, bulk, records.front(), table);
    }
  }

  // As MergeTable(), a list a school year.
  template <typename Record>
  void MergeByCycle(Collection collection, std::vector<Record>& records, Table<Record>& table) {
    const auto is_whole = [&](const Record& record) {
      return std::any_of(update_.lists.begin(), update_.lists.end(), [&](const List& list) {
        return list.collection == collection && list.mode == Mode::kBulk &&
               list.cycle == record.cycle;
      });
    };
    if (!update_.lists.empty()) Vanish(records, table, is_whole);
    for (Record& record : records) {
      const auto head = roster_.lists.find({collection, record.cycle});
      Put(collection, head == roster_.lists.end() ? Stamp() : head->second.stamp, false, record,
          table);
    }
  }

  // What a whole list does not have and what is not newer than it.
  template <typename Records, typename Record, typename InList>
  void Vanish(const Records& records, Table<Record>& table, InList in_list) {
    if (table.empty()) return;
    absl::flat_hash_set<std::string_view> kept;
    kept.reserve(records.size());
    for (const Record& record : records) kept.insert(record.id);
    absl::erase_if(table, [&](const auto& entry) {
      return entry.second.stamp <= update_.stamp && in_list(entry.second) &&
             !kept.contains(entry.first);
    });
  }

  // Records of an earlier import keep pointing at their own files, which stand before the new ones.
  template <typename Record>
  void Put(Collection collection, Stamp floor, bool bulk, Record& record, Table<Record>& table) {
    record.origin.file += first_file_;
    if (record.stamp == Stamp()) record.stamp = update_.stamp;
    const auto known = table.find(record.id);
    if (known != table.end()) {
      if (known->second.stamp > record.stamp) return FillUnknown(record, known->second);
      if (!bulk) FillUnknown(known->second, record);
      known->second = std::move(record);
      return;
    }
    auto& gone = DeparturesOf(collection).gone;
    const auto left = gone.find(record.id);
    if (record.stamp < floor || (left != gone.end() && record.stamp < left->second)) return;
    if (left != gone.end()) gone.erase(left);
    std::string id = record.id;
    table.emplace(std::move(id), std::move(record));
  }

  void MergeHeads() {
    for (const List& list : update_.lists) {
      ListHead& head = roster_.lists[{list.collection, list.cycle}];
      if (update_.stamp < head.stamp) continue;
      const bool whole = list.mode == Mode::kBulk;
      head = {.says = whole ? list.says : head.says | list.says, .stamp = update_.stamp};
    }
    if (update_.ModeOf(Collection::kPeople) != Mode::kBulk) return;
    // A whole set of people without a list of its own is that of a school's system.
    const bool said = std::any_of(update_.lists.begin(), update_.lists.end(), [](const List& l) {
      return l.collection == Collection::kPeople;
    });
    if (said) return;
    ListHead& head = roster_.lists[{Collection::kPeople, ""}];
    if (update_.stamp >= head.stamp) {
      head = {.says = Says::kAllPupils | Says::kAllStaff, .stamp = update_.stamp};
    }
  }

  void MergeDetails() {
    for (PersonDetail& detail : update_.details) {
      const auto person = roster_.people.find(detail.person);
      if (person == roster_.people.end() || person->second.stamp > update_.stamp) continue;
      ApplyDetail(detail, person->second);
    }
  }

  void MergeRemovals() {
    Ids people;
    Ids classes;
    for (const Removal& removal : update_.removals) {
      if (!RemoveOne(removal)) continue;
      if (removal.collection == Collection::kPeople) people.insert(removal.id);
      if (removal.collection == Collection::kClasses) classes.insert(removal.id);
    }
    RemoveWith(people, classes, roster_);
  }

  // False when a newer word keeps the record.
  bool RemoveOne(const Removal& removal) {
    switch (removal.collection) {
      case Collection::kSchools:
        return RemoveFrom(removal, roster_.schools);
      case Collection::kTerms:
        return RemoveFrom(removal, roster_.terms);
      case Collection::kClasses:
        return RemoveFrom(removal, roster_.classes);
      case Collection::kPeople:
        return RemoveFrom(removal, roster_.people);
      case Collection::kRoles:
        return RemoveFrom(removal, roster_.roles);
      case Collection::kMemberships:
        return RemoveFrom(removal, roster_.memberships);
      case Collection::kMentees:
        return RemoveFrom(removal, roster_.mentees);
      case Collection::kMentors:
        return RemoveFrom(removal, roster_.mentors);
      case Collection::kPairs:
        return RemoveFrom(removal, roster_.pairs);
    }
    return false;
  }

  template <typename Record>
  bool RemoveFrom(const Removal& removal, Table<Record>& table) {
    const auto known = table.find(removal.id);
    if (known != table.end() && known->second.stamp > update_.stamp) return false;
    if (known != table.end()) table.erase(known);
    if (update_.stamp == Stamp()) return true;
    Stamp& left = DeparturesOf(removal.collection).gone[removal.id];
    left = std::max(left, update_.stamp);
    return true;
  }

  Roster& roster_;
  RosterUpdate& update_;
  const uint32_t first_file_;
};

}  // namespace

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

Roster Merge(Roster before, RosterUpdate update) {
  Merger(before, update).Run();
  return before;
}

}  // namespace vekha::roster
