// One sheet for many organizations. Plans of organizations of one kind (roadmap, calendar, level,
// adopter, since and asked from when) differ in the ids of their tasks only, and so do their sheets
// as long as nothing is recorded of them. So a model is read once, and of each organization only
// the tasks of which something is recorded, or that wait for such ones. Inside this room only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/workflow/marks.h"
#include "engine/workflow/marks_memory.h"
#include "engine/workflow/view.h"

namespace vekha::workflow {

class ModelSheet {
 public:
  // nullptr when each organization must be read by itself: it keeps ids of its own, gathers, its
  // conditions look below, or a due day is not covered by the calendar (reading it says so).
  static std::unique_ptr<const ModelSheet> Make(const State& state, const RuleBook& rules,
                                                const task::PlanBasis& basis, Date day);

  // Gives `marks` the tasks of an organization of the model's kind and the days they hold for, as
  // if its own sheet had been read. `situation` is the organization's, on the model's day; without
  // `records` nothing was ever recorded of its tasks.
  void Read(const task::Situation& situation, const OrganizationId& organization, bool records,
            SheetMarks& marks) const;

  // The tasks of other organizations that tasks of every such sheet depend on.
  const std::vector<AwaitedTask>& awaited() const { return awaited_; }

 private:
  // A task of the model; ids without the organization: "/kambulat-2022/3.5/2022-10-30".
  struct Row {
    std::string id;
    std::vector<size_t> after;  // rows
    bool reads_facts = false;
  };

  explicit ModelSheet(task::Plan plan) : plan_(std::move(plan)) {}
  void AddRows();
  std::vector<bool> Recorded(const task::Situation& situation, const OrganizationId& organization,
                             bool records) const;
  task::Plan PlanOf(const OrganizationId& organization, const std::vector<bool>& rows) const;

  task::Plan plan_;  // of the organization it was made from
  std::vector<Row> rows_;
  SheetMarks blank_;  // of an organization of which nothing is recorded
  std::vector<AwaitedTask> awaited_;
};

// The models of one question about one day; the state must not change while it lives.
class ModelSheets {
 public:
  ModelSheets(const State& state, const RuleBook& rules, Date day)
      : state_(state), rules_(rules), day_(day) {}

  // nullptr when there is none for sheets of this basis. The first of a kind is read by itself:
  // most questions are about one.
  const ModelSheet* Find(const task::PlanBasis& basis);

 private:
  // The addresses are names: the state keeps both alive.
  using Kind = std::tuple<const roadmap::Roadmap*, const calendar::WorkCalendar*, roadmap::Level,
                          std::string, std::optional<Date>, std::optional<Date>>;
  struct Model {
    bool made = false;
    std::unique_ptr<const ModelSheet> sheet;
  };

  const State& state_;
  const RuleBook& rules_;
  Date day_;
  std::map<Kind, Model> models_;
};

// MarksOf() of marks.h, with the models of the question it is a part of.
absl::StatusOr<std::shared_ptr<const SheetMarks>> MarksOf(const State& state, const RuleBook& rules,
                                                          const AdoptionEntry& entry,
                                                          const Organization& organization,
                                                          Date day, ModelSheets& models);

}  // namespace vekha::workflow
