#include "tests/engine/roster/school.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace vekha::roster {
namespace {

enum File : uint32_t { kPeopleFile, kMenteesFile, kMentorsFile, kPairsFile };

template <typename Records>
Origin NextRow(uint32_t file, const Records& records) {
  return {file, static_cast<uint32_t>(records.size()) + 2};
}

}  // namespace

SchoolBuilder::SchoolBuilder() {
  for (const char* name : {"people.csv", "mentees.csv", "mentors.csv", "pairs.csv"}) {
    update.OnFile(name);
  }
  update.OnMode(Collection::kPeople, Mode::kDelta);
}

void SchoolBuilder::Say(Collection collection) {
  const std::string of = IsByCycle(collection) ? cycle : "";
  for (const List& list : update.lists) {
    if (list.collection == collection && list.cycle == of) return;
  }
  update.OnList({collection, of, Mode::kBulk, says});
}

void SchoolBuilder::AddPerson(std::string id, PersonKind kind) {
  for (const auto& person : update.people) {
    if (person.id == id) return;
  }
  vekha::roster::Person person;
  person.id = std::move(id);
  person.kind = kind;
  person.origin = NextRow(kPeopleFile, update.people);
  update.OnPerson(std::move(person));
}

void SchoolBuilder::AddPupil(std::string id, SpecialNeeds needs) {
  Say(Collection::kPeople);
  AddPerson(id, PersonKind::kPupil);
  Person(id).special_needs = needs;
}

void SchoolBuilder::AddTeacher(std::string id, Date teaching_since) {
  Say(Collection::kPeople);
  AddPerson(id, PersonKind::kTeacher);
  Person(id).teaching_since = teaching_since;
}

void SchoolBuilder::AddMentee(std::string person, std::string request, std::string topic) {
  Say(Collection::kMentees);
  AddPerson(person, PersonKind::kPupil);
  Mentee mentee;
  mentee.id = MenteeId(cycle, person);
  mentee.cycle = cycle;
  mentee.person = std::move(person);
  mentee.request = std::move(request);
  mentee.topic = std::move(topic);
  mentee.origin = NextRow(kMenteesFile, update.mentees);
  update.OnMentee(std::move(mentee));
}

void SchoolBuilder::AddMentor(std::string person, MentorSays says_of) {
  Say(Collection::kMentors);
  AddPerson(person, PersonKind::kTeacher);
  Mentor mentor;
  mentor.id = MentorId(cycle, person);
  mentor.cycle = cycle;
  mentor.person = std::move(person);
  mentor.topics = std::move(says_of.topics);
  mentor.selected = says_of.selected;
  mentor.trained = says_of.trained;
  mentor.origin = NextRow(kMentorsFile, update.mentors);
  update.OnMentor(std::move(mentor));
}

void SchoolBuilder::AddPair(std::string mentor, std::vector<std::string> mentees, PairSays of) {
  Say(Collection::kPairs);
  Pair pair;
  pair.id = PairId(cycle, mentor, mentees);
  pair.cycle = cycle;
  pair.mentor = std::move(mentor);
  pair.mentees = std::move(mentees);
  pair.stage = of.stage;
  pair.plan = of.plan;
  pair.met = of.met;
  pair.origin = NextRow(kPairsFile, update.pairs);
  update.OnPair(std::move(pair));
}

Person& SchoolBuilder::Person(std::string_view id) {
  return *std::find_if(update.people.begin(), update.people.end(),
                       [id](const auto& person) { return person.id == id; });
}

Roster SchoolBuilder::Build() const {
  Roster before;
  before.source = source;
  return Merge(before, update);
}

Source ReadRuleFile(const std::string& name) {
  std::ifstream in("rules/" + name, std::ios::binary);
  return Source(name, std::string(std::istreambuf_iterator<char>(in), {}));
}

}  // namespace vekha::roster
