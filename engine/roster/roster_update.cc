#include "engine/roster/roster_update.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace vekha::roster {
namespace {

auto Content(const School& r) { return std::tie(r.name, r.type, r.parent); }
auto Content(const Term& r) { return std::tie(r.title, r.type, r.start, r.end, r.parent); }
auto Content(const Class& r) { return std::tie(r.title, r.kind, r.school, r.grade, r.terms); }
auto Content(const Person& r) {
  return std::tie(r.kind, r.name, r.birth_date, r.grade, r.position, r.hired_on, r.teaching_since,
                  r.part_time, r.enabled, r.special_needs, r.same_as, r.relatives);
}
auto Content(const Role& r) {
  return std::tie(r.person, r.school, r.kind, r.title, r.primary, r.begin, r.end);
}
auto Content(const Membership& r) {
  return std::tie(r.person, r.in_class, r.kind, r.primary, r.begin, r.end);
}

template <typename Record>
CollectionChange CompareTables(const Table<Record>& before, const Table<Record>& after) {
  CollectionChange change;
  change.before = static_cast<int>(before.size());
  for (const auto& [id, record] : after) {
    const auto old = before.find(id);
    if (old == before.end()) {
      ++change.added;
    } else if (!(Content(old->second) == Content(record))) {
      ++change.changed;
    }
  }
  const int kept = static_cast<int>(after.size()) - change.added;
  change.removed = change.before - kept;
  return change;
}

// Records of an earlier import keep pointing at their own files, which stand before the new ones.
template <typename Record>
void MergeTable(Mode mode, uint32_t first_file, std::vector<Record>& records,
                Table<Record>& table) {
  if (mode == Mode::kBulk) table.clear();
  table.reserve(table.size() + records.size());
  for (Record& record : records) {
    record.origin.file += first_file;
    std::string id = record.id;
    table.insert_or_assign(std::move(id), std::move(record));
  }
  records.clear();
}

void KeepDetails(const Person& before, Person& person) {
  if (!person.kind) person.kind = before.kind;
  if (!person.birth_date) person.birth_date = before.birth_date;
  if (!person.special_needs.said()) person.special_needs = before.special_needs;
  if (person.grade.empty()) person.grade = before.grade;
  if (person.position.empty()) person.position = before.position;
}

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

using Ids = absl::flat_hash_set<std::string>;

// What hangs on persons and classes that are gone.
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
  absl::erase_if(roster.roles,
                 [&](const auto& entry) { return people.contains(entry.second.person); });
}

void Remove(const Removal& removal, Roster& roster) {
  switch (removal.collection) {
    case Collection::kSchools:
      roster.schools.erase(removal.id);
      return;
    case Collection::kTerms:
      roster.terms.erase(removal.id);
      return;
    case Collection::kClasses:
      roster.classes.erase(removal.id);
      return;
    case Collection::kPeople:
      roster.people.erase(removal.id);
      return;
    case Collection::kRoles:
      roster.roles.erase(removal.id);
      return;
    case Collection::kMemberships:
      roster.memberships.erase(removal.id);
      return;
  }
}

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

std::string_view CollectionName(Collection collection) {
  switch (collection) {
    case Collection::kSchools:
      return "schools";
    case Collection::kTerms:
      return "terms";
    case Collection::kClasses:
      return "classes";
    case Collection::kPeople:
      return "people";
    case Collection::kRoles:
      return "roles";
    case Collection::kMemberships:
      return "memberships";
  }
  return "";
}

Roster Merge(const Roster& before, RosterUpdate update) {
  Roster after = before;
  const auto first_file = static_cast<uint32_t>(after.files.size());
  after.files.insert(after.files.end(), std::make_move_iterator(update.files.begin()),
                     std::make_move_iterator(update.files.end()));
  if (update.ModeOf(Collection::kPeople) == Mode::kDelta) {
    for (Person& person : update.people) {
      const auto old = before.people.find(person.id);
      if (old != before.people.end()) KeepDetails(old->second, person);
    }
  }
  RemoveReplacedRoles(update, after);
  const auto mode = [&update](Collection c) { return update.ModeOf(c); };
  MergeTable(mode(Collection::kSchools), first_file, update.schools, after.schools);
  MergeTable(mode(Collection::kTerms), first_file, update.terms, after.terms);
  MergeTable(mode(Collection::kClasses), first_file, update.classes, after.classes);
  MergeTable(mode(Collection::kPeople), first_file, update.people, after.people);
  MergeTable(mode(Collection::kRoles), first_file, update.roles, after.roles);
  MergeTable(mode(Collection::kMemberships), first_file, update.memberships, after.memberships);
  for (PersonDetail& detail : update.details) {
    const auto person = after.people.find(detail.person);
    if (person != after.people.end()) ApplyDetail(detail, person->second);
  }
  Ids people;
  Ids classes;
  for (const Removal& removal : update.removals) {
    Remove(removal, after);
    if (removal.collection == Collection::kPeople) people.insert(removal.id);
    if (removal.collection == Collection::kClasses) classes.insert(removal.id);
  }
  RemoveWith(people, classes, after);
  return after;
}

bool RosterChange::Empty() const {
  return std::all_of(std::begin(of), std::end(of), [](const CollectionChange& c) {
    return c.added == 0 && c.changed == 0 && c.removed == 0;
  });
}

RosterChange Compare(const Roster& before, const Roster& after) {
  RosterChange change;
  const auto at = [&change](Collection c) -> CollectionChange& {
    return change.of[static_cast<size_t>(c)];
  };
  at(Collection::kSchools) = CompareTables(before.schools, after.schools);
  at(Collection::kTerms) = CompareTables(before.terms, after.terms);
  at(Collection::kClasses) = CompareTables(before.classes, after.classes);
  at(Collection::kPeople) = CompareTables(before.people, after.people);
  at(Collection::kRoles) = CompareTables(before.roles, after.roles);
  at(Collection::kMemberships) = CompareTables(before.memberships, after.memberships);
  return change;
}

std::vector<Collection> FindVanishing(const RosterChange& change, int percent) {
  std::vector<Collection> vanishing;
  for (int i = 0; i < kCollections; ++i) {
    const CollectionChange& c = change.of[i];
    if (static_cast<int64_t>(c.removed) * 100 > static_cast<int64_t>(c.before) * percent) {
      vanishing.push_back(static_cast<Collection>(i));
    }
  }
  return vanishing;
}

}  // namespace vekha::roster
