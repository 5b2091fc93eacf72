// Mentoring in a school as its lists say it: who needs a mentor, who may be one, and who works with
// whom. Each list is of one school year, written as facts write it: "2022/23".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.h"
#include "engine/roster/origin.h"
#include "engine/roster/stamp.h"

namespace vekha::roster {

// A line of the base of mentees (база наставляемых).
struct Mentee {
  std::string id{};  // MenteeId()
  std::string cycle{};
  std::string person{};
  std::string request{};            // what help is asked for; empty: no request
  std::string topic{};              // what the request is about, one word of the school's own list
  std::optional<bool> consent{};    // to the processing of personal data
  std::optional<bool> supported{};  // somebody else works with him while he has no mentor
  Origin origin{};
  Stamp stamp{};
};

// A line of the base of mentors (база наставников).
struct Mentor {
  std::string id{};
  std::string cycle{};
  std::string person{};
  std::vector<std::string> topics{};  // the requests he can answer
  std::optional<bool> consent{};
  std::optional<bool> surveyed{};
  std::optional<bool> interviewed{};
  std::optional<bool> selected{};
  std::optional<bool> trained{};
  Origin origin{};
  Stamp stamp{};
};

// The meetings of the target model (Минпросвещения, Р-145, 25.12.2019), in their order.
enum class Meeting : uint8_t { kIntro, kTrial, kPlanning, kJoint, kFinal };
inline constexpr int kMeetings = 5;
std::string_view MeetingName(Meeting meeting);  // "intro", "trial"... as in the facts' names

enum class Stage : uint8_t {
  kWorking,
  kClosed,    // came to its end and was summed up
  kBrokenOff  // ended before its time: as if there were no pair
};

// A pair, or a group of one mentor.
struct Pair {
  std::string id{};
  std::string cycle{};
  std::string mentor{};
  std::vector<std::string> mentees{};
  std::optional<Date> begin{};
  std::optional<Date> end{};  // its last day
  Stage stage = Stage::kWorking;
  std::optional<bool> plan{};      // it has its own plan
  std::optional<bool> feedback{};  // both sides have said how it went
  std::array<bool, kMeetings> met{};
  Origin origin{};
  Stamp stamp{};
};

// What a list says at all: where it does, a blank means "not yet", and where it does not, nothing
// is known. A set of bits.
enum class Says : uint32_t {
  kNothing = 0,
  kConsent = 1u << 0,
  kTopic = 1u << 1,
  kSupport = 1u << 2,
  kSurveyed = 1u << 3,
  kInterviewed = 1u << 4,
  kSelected = 1u << 5,
  kTrained = 1u << 6,
  kPlan = 1u << 7,
  kFeedback = 1u << 8,
  kStage = 1u << 9,
  kMetIntro = 1u << 10,  // and the others of Meeting after it
  kMetFinal = 1u << 14,
  kAllPupils = 1u << 15,  // the list of people has every pupil of the school
  kAllStaff = 1u << 16,   // and everyone who works in it
  kRequest = 1u << 17,
};
constexpr Says operator|(Says a, Says b) {
  return static_cast<Says>(static_cast<uint32_t>(a) | static_cast<uint32_t>(b));
}
constexpr bool Has(Says says, Says bit) {
  return (static_cast<uint32_t>(says) & static_cast<uint32_t>(bit)) != 0;
}
constexpr Says SaysMet(Meeting meeting) {
  return static_cast<Says>(static_cast<uint32_t>(Says::kMetIntro)
                           << static_cast<uint32_t>(meeting));
}

// Ids of lines, made of what they are about: the same line of two imports is one record.
std::string MenteeId(std::string_view cycle, std::string_view person);
std::string MentorId(std::string_view cycle, std::string_view person);
std::string PairId(std::string_view cycle, std::string_view mentor,
                   const std::vector<std::string>& mentees);

}  // namespace vekha::roster
