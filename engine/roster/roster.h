// The canonical roster: who learns, teaches and works where, as one source says it (a bundle, a
// table, a stream). Records refer to each other by the source's own ids. A person is known by key,
// {source, id}; two keys are one person only when a record says so, never because names are alike.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.h"
#include "engine/roster/special_needs.h"

namespace vekha::roster {

// Where a record was read: Roster::files[file], line `row` (the header is 1; 0: not from a row).
struct Origin {
  uint32_t file = 0;
  uint32_t row = 0;
  bool operator==(const Origin&) const = default;
};

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
};

template <typename Record>
using Table = absl::flat_hash_map<std::string, Record>;

struct Roster {
  std::string source;
  std::vector<std::string> files;  // Origin::file is an index into it
  Table<School> schools;
  Table<Term> terms;
  Table<Class> classes;
  Table<Person> people;
  Table<Role> roles;
  Table<Membership> memberships;
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
