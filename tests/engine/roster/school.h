// A school put together line by line; each list is one file, its first line is line 2.
#pragma once

#include <string>
#include <vector>

#include "engine/base/source.h"
#include "engine/roster/roster_update.h"

namespace vekha::roster {

struct MentorSays {
  std::vector<std::string> topics{};
  bool selected = false;
  bool trained = false;
};
struct PairSays {
  Stage stage = Stage::kWorking;
  bool plan = false;
  std::array<bool, kMeetings> met{};
};

struct SchoolBuilder {
  std::string source = "school";
  std::string cycle = "2022/23";
  // Everything, unless set before the first line.
  Says says = static_cast<Says>(~0u);
  RosterUpdate update;

  SchoolBuilder();
  void AddPupil(std::string id, SpecialNeeds needs);
  void AddTeacher(std::string id, Date teaching_since);
  void AddMentee(std::string person, std::string request, std::string topic = {});
  void AddMentor(std::string person, MentorSays mentor);
  void AddPair(std::string mentor, std::vector<std::string> mentees, PairSays pair);
  vekha::roster::Person& Person(std::string_view id);  // one that was added
  Roster Build() const;

 private:
  void Say(Collection collection);
  void AddPerson(std::string id, PersonKind kind);
};

// rules/<name>.
Source ReadRuleFile(const std::string& name);

}  // namespace vekha::roster
