// What one import says about a roster. Records are collected as they are read; nothing changes
// until Merge() is called, which changes all or, being a function, nothing.
#pragma once

#include <string>
#include <vector>

#include "engine/roster/roster.h"

namespace vekha::roster {

// kBulk: the records are the whole truth, others vanish. kDelta: others stay.
enum class Mode { kAbsent, kBulk, kDelta };
std::string_view ModeName(Mode mode);  // "absent", "bulk", "delta"

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

// A list of people, mentees, mentors or pairs. kBulk: others of its collection and cycle vanish.
struct List {
  Collection collection = Collection::kMentees;
  std::string cycle{};  // empty for people
  Mode mode = Mode::kBulk;
  Says says = Says::kNothing;
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
  virtual void OnList(List list) = 0;
  virtual void OnMentee(Mentee mentee) = 0;
  virtual void OnMentor(Mentor mentor) = 0;
  virtual void OnPair(Pair pair) = 0;
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
  void OnList(List list) override { lists.push_back(std::move(list)); }
  void OnMentee(Mentee mentee) override { mentees.push_back(std::move(mentee)); }
  void OnMentor(Mentor mentor) override { mentors.push_back(std::move(mentor)); }
  void OnPair(Pair pair) override { pairs.push_back(std::move(pair)); }
  void OnRemoval(Removal removal) override { removals.push_back(std::move(removal)); }

  // All of it, in an order RosterMerger takes it in.
  void TellTo(RecordSink& sink) const;

  Mode ModeOf(Collection collection) const { return modes[static_cast<size_t>(collection)]; }

  Stamp stamp;  // of every record that has none of its own
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
  std::vector<List> lists;
  std::vector<Mentee> mentees;
  std::vector<Mentor> mentors;
  std::vector<Pair> pairs;
  std::vector<Removal> removals;
};

// The roster after the update. What an update leaves out of a person (birth date, special needs) is
// kept from `before` in a delta and is unknown after a bulk. Details of unknown persons are
// dropped. Updates with stamps may come late, twice or in any order: a record, a removal and a
// whole list each count from their stamp on, and what is older than what is known changes nothing
// but fills in what is not known of a person. Of equal stamps the later arrival counts. What is too
// large to be collected first goes into a RosterMerger itself (roster_merger.h).
Roster Merge(const Roster& before, const RosterUpdate& update);

}  // namespace vekha::roster
