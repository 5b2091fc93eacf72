// The canonical roster: who learns, teaches and works where, as one source says it (a bundle, a
// table, a stream). Records refer to each other by the source's own ids. A person is known by key,
// {source, id}; two keys are one person only when a record says so, never because names are alike.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/date.h"
#include "engine/roster/mentoring.h"
#include "engine/roster/origin.h"
#include "engine/roster/special_needs.h"
#include "engine/roster/stamp.h"
#include "engine/roster/table.h"

namespace vekha::roster {

struct SourceKey {
  std::string source{};
  std::string id{};
  auto operator<=>(const SourceKey&) const = default;
};

struct School {
  std::string id{};
  std::string name{};
  std::string type{};    // as the source says it: school, district, department...
  std::string parent{};  // id of a School; may be empty
  Origin origin{};
  Stamp stamp{};
};

// A school year or a part of one; both days included.
struct Term {
  std::string id{};
  std::string title{};
  std::string type{};  // schoolYear, semester, term, gradingPeriod
  std::optional<Date> start{};
  std::optional<Date> end{};
  std::string parent{};  // id of a Term; may be empty
  Origin origin{};
  Stamp stamp{};
};

enum class ClassKind { kHomeroom, kCourse };

// A class of pupils ("5А", homeroom) or a group that takes a course.
struct Class {
  std::string id{};
  std::string title{};
  ClassKind kind = ClassKind::kCourse;
  std::string school{};
  std::string grade{};  // "5"; several joined with commas; may be empty
  std::vector<std::string> terms{};
  Origin origin{};
  Stamp stamp{};
};

enum class PersonKind { kPupil, kTeacher, kStaff, kRelative };
std::string_view PersonKindName(PersonKind kind);  // "pupil", "teacher", "staff", "relative"

struct PersonName {
  std::string family{};
  std::string given{};
  std::string middle{};
  bool operator==(const PersonName&) const = default;
};

struct Person {
  std::string id{};
  std::optional<PersonKind> kind{};  // nothing: no role was said yet
  PersonName name{};
  std::optional<Date> birth_date{};
  std::string grade{};     // of a pupil, as the source says it
  std::string position{};  // «учитель математики»; may be empty
  std::optional<Date> hired_on{};
  std::optional<Date> teaching_since{};  // a young specialist is told by it
  std::optional<bool> part_time{};
  bool enabled = true;
  SpecialNeeds special_needs{};
  std::vector<SourceKey> same_as{};      // keys of the same person elsewhere
  std::vector<std::string> relatives{};  // ids of persons
  Origin origin{};
  Stamp stamp{};
};

// What a person is in a school and since when; both days included.
struct Role {
  std::string id{};
  std::string person{};
  std::string school{};
  PersonKind kind = PersonKind::kStaff;
  std::string title{};  // as the source says it: teacher, principal, siteAdministrator...
  bool primary = false;
  std::optional<Date> begin{};
  std::optional<Date> end{};
  Origin origin{};
  Stamp stamp{};
};

// A person in a class. The primary teacher of a homeroom is the head of the class.
struct Membership {
  std::string id{};
  std::string person{};
  std::string in_class{};
  PersonKind kind = PersonKind::kPupil;
  bool primary = false;
  std::optional<Date> begin{};
  std::optional<Date> end{};
  Origin origin{};
  Stamp stamp{};
};

enum class Collection {
  kSchools,
  kTerms,
  kClasses,
  kPeople,
  kRoles,
  kMemberships,
  kMentees,
  kMentors,
  kPairs
};
inline constexpr int kCollections = 9;
std::string_view CollectionName(Collection collection);  // "schools", "terms"...
// Mentees, mentors and pairs: there is one list of them a school year.
bool IsByCycle(Collection collection);

// A whole list as it was last given: of people under the cycle "", of mentoring under its own.
struct ListHead {
  Says says = Says::kNothing;
  Stamp stamp{};
  bool operator==(const ListHead&) const = default;
};

// What is remembered of records that are no longer there, so that a late word of one does not bring
// it back.
struct Departures {
  Stamp whole{};  // the last whole list: what is older and not in it is gone
  absl::flat_hash_map<std::string, Stamp> gone{};
};

struct Roster {
  std::string source;
  std::vector<std::string> files;  // Origin::file is an index into it
  Table<School> schools;
  Table<Term> terms;
  Table<Class> classes;
  Table<Person> people;
  Table<Role> roles;
  Table<Membership> memberships;
  Table<Mentee> mentees;
  Table<Mentor> mentors;
  Table<Pair> pairs;
  std::map<std::pair<Collection, std::string>, ListHead> lists;  // by collection and cycle
  std::array<Departures, kCollections> departures;
};

// The homeroom of each pupil and the homerooms each teacher heads, by person id, as of `day`.
// A homeroom without a primary teacher has a head only when it has one teacher.
struct ClassPlaces {
  absl::flat_hash_map<std::string, std::string> class_of;
  absl::flat_hash_map<std::string, std::vector<std::string>> head_of;
};
ClassPlaces FindClassPlaces(const Roster& roster, Date day);

// Whole years on `day`; negative before the birth.
int AgeOn(Date birth_date, Date day);

}  // namespace vekha::roster
