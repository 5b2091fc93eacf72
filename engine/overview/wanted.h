// Which tasks of a sheet a selection wants, by stage and person. Inside this room only.
#pragma once

#include <optional>
#include <vector>

#include "engine/overview/grouper.h"

namespace vekha::overview {

class Wanted {
 public:
  Wanted(const workflow::State& state, const workflow::RuleBook& rules, const Selection& selection,
         Date day)
      : selection_(selection) {
    if (!selection.person.empty()) {
      people_.emplace(state, rules, selection.organization, GroupBy::kPerson, day);
    }
  }

  void Begin(const SheetMarks& sheet, Date read_on) {
    sheet_ = &sheet;
    if (people_) people_->Begin(sheet, read_on);
    if (!selection_.stage.empty() && sheet.roadmap.get() != roadmap_) {
      roadmap_ = sheet.roadmap.get();
      stages_ = StagesOfMeasures(*roadmap_);
    }
  }

  bool Has(size_t index) {
    if (!selection_.stage.empty() &&
        stages_[sheet_->tasks[index].measure]->id != selection_.stage) {
      return false;
    }
    return !people_ || people_->groups()[people_->Of(index)].person == selection_.person;
  }

 private:
  const Selection& selection_;
  std::optional<Grouper> people_;
  const SheetMarks* sheet_ = nullptr;
  const roadmap::Roadmap* roadmap_ = nullptr;
  std::vector<const roadmap::Stage*> stages_;
};

}  // namespace vekha::overview
