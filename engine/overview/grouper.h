// Puts tasks into groups: by organization, stage, measure, person or roadmap. Inside this room
// only.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/overview/group.h"
#include "engine/overview/selection.h"
#include "engine/workflow/view.h"

namespace vekha::overview {

// Sheets are shown to it one after the other, all sheets of an organization together; then each of
// their tasks has a group. Every task is in exactly one group of a grouping.
class Grouper {
 public:
  Grouper(const workflow::State& state, const workflow::RuleBook& rules, const OrganizationId& top,
          GroupBy by, Date day)
      : state_(state), rules_(rules), top_(top), by_(by), day_(day) {}

  // `read_on`: the day the sheet was read for.
  void Begin(const SheetMarks& sheet, Date read_on);
  // The number of the group, from 0, of task `index` of the sheet.
  uint32_t Of(size_t index);

  const std::vector<GroupKey>& groups() const { return groups_; }
  // Numbers of the groups as a reader expects them: tree, document or name order.
  std::vector<uint32_t> InOrder() const;

 private:
  static constexpr uint32_t kNotYet = UINT32_MAX;

  uint32_t GroupOfOrganization();
  uint32_t GroupOfMeasure(size_t measure);
  uint32_t GroupOfPerson(const roadmap::Measure& measure);
  uint32_t GroupOfDelegated(size_t index);
  workflow::Answerable FirstOf(const roadmap::Measure& measure);
  uint32_t PersonGroup(const workflow::Answerable& first);
  uint32_t Intern(std::string name, GroupKey key);

  const workflow::State& state_;
  const workflow::RuleBook& rules_;
  const OrganizationId top_;
  const GroupBy by_;
  const Date day_;  // of who answers
  Date read_on_;

  std::vector<GroupKey> groups_;
  absl::flat_hash_map<std::string, uint32_t> by_name_;

  // Of the sheet it is at.
  const SheetMarks* sheet_ = nullptr;
  uint32_t whole_ = 0;                // the group of all its tasks, when they have one
  std::vector<uint32_t> of_measure_;  // groups found so far, by measure
  std::optional<workflow::TaskSheet> evaluated_;

  const roadmap::Roadmap* roadmap_ = nullptr;
  std::vector<const roadmap::Measure*> measures_;
  std::vector<const roadmap::Stage*> stages_;
  OrganizationId place_;
  std::map<std::string, uint32_t, std::less<>> of_role_;  // of place_, by the role's name
  // Named persons who are the same one everywhere.
  absl::flat_hash_map<const roadmap::Measure*, uint32_t> of_name_;
};

}  // namespace vekha::overview
