// For tests: the roadmap of the simulated year, as a rule file and, written down by hand beside it,
// as what the document means.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/date.h"
#include "engine/workflow/rule_book.h"

namespace vekha::test {

inline constexpr char kSchool[] = "school";
inline constexpr char kDistrict[] = "district";  // the school stands below it
inline constexpr char kController[] = "curator";
inline constexpr char kAuthority[] = "head";
extern const Date kAdopted;
extern const Date kLastDay;  // of the plan
extern const char kPlan[];

// The project's rules and one ladder more, with every late policy there is.
const workflow::RuleBook& YearRules();

// One occurrence of one row.
struct Duty {
  std::string id;
  std::string ladder = "standard";
  std::optional<Date> due = {};            // effective; none: ongoing
  std::vector<std::string> people = {};    // ids; the first answers
  std::string role = {};                   // whose holders answer, instead of people
  std::string role_name = {};              // as the document writes it
  std::vector<std::string> after = {};     // ids of duties
  std::string done_when_positive = {};     // a fact
  std::string applies_when_positive = {};  // a fact
  int heartbeat = 0;                       // days
};
const std::vector<Duty>& Duties();
const Duty* FindDuty(const std::string& id);  // nullptr when there is none

}  // namespace vekha::test
