#include "engine/roster/roster.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>

namespace vekha::roster {
namespace {

bool Holds(const Membership& membership, Date day) {
  return (!membership.begin || *membership.begin <= day) &&
         (!membership.end || day <= *membership.end);
}

struct Teachers {
  std::vector<std::string> all;
  std::vector<std::string> primary;
};

}  // namespace

std::string_view PersonKindName(PersonKind kind) {
  switch (kind) {
    case PersonKind::kPupil:
      return "pupil";
    case PersonKind::kTeacher:
      return "teacher";
    case PersonKind::kStaff:
      return "staff";
    case PersonKind::kRelative:
      return "relative";
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
    case Collection::kMentees:
      return "mentees";
    case Collection::kMentors:
      return "mentors";
    case Collection::kPairs:
      return "pairs";
  }
  return "";
}

bool IsByCycle(Collection collection) {
  return collection == Collection::kMentees || collection == Collection::kMentors ||
         collection == Collection::kPairs;
}

ClassPlaces FindClassPlaces(const Roster& roster, Date day) {
  ClassPlaces places;
  absl::flat_hash_set<std::string> homerooms;
  for (const Class& in_class : roster.classes) {
    if (in_class.kind == ClassKind::kHomeroom) homerooms.insert(in_class.id);
  }
  absl::flat_hash_map<std::string, Teachers> teachers;
  for (const Membership& membership : roster.memberships) {
    if (!homerooms.contains(membership.in_class) || !Holds(membership, day)) continue;
    if (membership.kind == PersonKind::kPupil) {
      // The same answer whatever the order of the records: the least id of several.
      std::string& place = places.class_of[membership.person];
      if (place.empty() || membership.in_class < place) place = membership.in_class;
    } else if (membership.kind == PersonKind::kTeacher) {
      Teachers& of_class = teachers[membership.in_class];
      of_class.all.push_back(membership.person);
      if (membership.primary) of_class.primary.push_back(membership.person);
    }
  }
  for (const auto& [in_class, of_class] : teachers) {
    const auto& heads =
        of_class.primary.empty() && of_class.all.size() == 1 ? of_class.all : of_class.primary;
    for (const std::string& person : heads) places.head_of[person].push_back(in_class);
  }
  for (auto& [person, classes] : places.head_of) std::sort(classes.begin(), classes.end());
  return places;
}

int AgeOn(Date birth_date, Date day) {
  const auto born = birth_date.year_month_day();
  const auto now = day.year_month_day();
  const int years = static_cast<int>(now.year) - static_cast<int>(born.year);
  const bool before_birthday =
      now.month < born.month || (now.month == born.month && now.day < born.day);
  return before_birthday ? years - 1 : years;
}

}  // namespace vekha::roster
