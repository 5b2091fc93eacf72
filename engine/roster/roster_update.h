// What one import says about a roster, and what it changes. Records are collected as they are read;
// nothing changes until Merge() is called, which changes all or, being a function, nothing.
#pragma once

#include <string>
#include <vector>

#include "engine/roster/roster.h"

namespace vekha::roster {

// kBulk: the records are the whole truth, others vanish. kDelta: others stay.
enum class Mode { kAbsent, kBulk, kDelta };
std::string_view ModeName(Mode mode);  // "absent", "bulk", "delta"

enum class Collection { kSchools, kTerms, kClasses, kPeople, kRoles, kMemberships };
inline constexpr int kCollections = 6;
std::string_view CollectionName(Collection collection);  // "schools", "terms"...

// Details of a person that a source keeps apart from the person.
struct PersonDetail {
  std::string person;
  std::optional<PersonKind> kind{};
  bool kind_is_primary = false;  // it wins over a kind that is not
  std::optional<Date> birth_date{};
  std::string grade{};
  std::string position{};
  std::string relative{};  // id of a person; added to those known
  SpecialNeeds special_needs{};
};

struct Removal {
  Collection collection = Collection::kPeople;
  std::string id{};
};

// Takes records as they are read, each valid by itself.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void OnFile(std::string name) = 0;  // the next Origin::file
  virtual void OnMode(Collection collection, Mode mode) = 0;
  // The source says a person's roles with the person: they replace the person's earlier ones.
  virtual void OnRolesWithPeople() = 0;
  virtual void OnSchool(School school) = 0;
  virtual void OnTerm(Term term) = 0;
  virtual void OnClass(Class in_class) = 0;
  virtual void OnPerson(Person person) = 0;
  virtual void OnDetail(PersonDetail detail) = 0;
  virtual void OnRole(Role role) = 0;
  virtual void OnMembership(Membership membership) = 0;
  virtual void OnRemoval(Removal removal) = 0;
};

// A sink that keeps everything for Merge().
class RosterUpdate final : public RecordSink {
 public:
  void OnFile(std::string name) override { files.push_back(std::move(name)); }
  void OnMode(Collection collection, Mode mode) override {
    modes[static_cast<size_t>(collection)] = mode;
  }
  void OnRolesWithPeople() override { roles_with_people = true; }
  void OnSchool(School school) override { schools.push_back(std::move(school)); }
  void OnTerm(Term term) override { terms.push_back(std::move(term)); }
  void OnClass(Class in_class) override { classes.push_back(std::move(in_class)); }
  void OnPerson(Person person) override { people.push_back(std::move(person)); }
  void OnDetail(PersonDetail detail) override { details.push_back(std::move(detail)); }
  void OnRole(Role role) override { roles.push_back(std::move(role)); }
  void OnMembership(Membership m) override { memberships.push_back(std::move(m)); }
  void OnRemoval(Removal removal) override { removals.push_back(std::move(removal)); }

  Mode ModeOf(Collection collection) const { return modes[static_cast<size_t>(collection)]; }

  std::vector<std::string> files;
  Mode modes[kCollections] = {};
  bool roles_with_people = false;
  std::vector<School> schools;
  std::vector<Term> terms;
  std::vector<Class> classes;
  std::vector<Person> people;
  std::vector<PersonDetail> details;
  std::vector<Role> roles;
  std::vector<Membership> memberships;
  std::vector<Removal> removals;
};

// The roster after the update. What an update leaves out of a person (birth date, special needs) is
// kept from `before` in a delta and is unknown after a bulk. Details of unknown persons are
// dropped.
Roster Merge(const Roster& before, RosterUpdate update);

struct CollectionChange {
  int before = 0;
  int added = 0;
  int changed = 0;
  int removed = 0;
  int Unchanged() const { return before - changed - removed; }
  bool operator==(const CollectionChange&) const = default;
};

struct RosterChange {
  CollectionChange of[kCollections] = {};
  const CollectionChange& Of(Collection c) const { return of[static_cast<size_t>(c)]; }
  bool Empty() const;
};

// Records by id; where they were read does not count as a change.
RosterChange Compare(const Roster& before, const Roster& after);

// The collections of which more than `percent` of what was there would vanish: a sign of a cut-off
// export rather than of an emptied school. An empty collection cannot vanish.
std::vector<Collection> FindVanishing(const RosterChange& change, int percent);

}  // namespace vekha::roster
