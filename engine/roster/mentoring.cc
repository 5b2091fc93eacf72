#include "engine/roster/mentoring.h"

#include <algorithm>

namespace vekha::roster {

std::string_view MeetingName(Meeting meeting) {
  switch (meeting) {
    case Meeting::kIntro:
      return "intro";
    case Meeting::kTrial:
      return "trial";
    case Meeting::kPlanning:
      return "planning";
    case Meeting::kJoint:
      return "joint";
    case Meeting::kFinal:
      return "final";
  }
  return "";
}

// A cycle has no bar in it, and ids that have one still differ in what follows.
std::string MenteeId(std::string_view cycle, std::string_view person) {
  return std::string(cycle) + "|" + std::string(person);
}

std::string MentorId(std::string_view cycle, std::string_view person) {
  return MenteeId(cycle, person);
}

std::string PairId(std::string_view cycle, std::string_view mentor,
                   const std::vector<std::string>& mentees) {
  std::string id = std::string(cycle) + "|" + std::string(mentor);
  std::vector<std::string> sorted = mentees;
  std::sort(sorted.begin(), sorted.end());
  for (const std::string& mentee : sorted) id += "|" + mentee;
  return id;
}

}  // namespace vekha::roster
