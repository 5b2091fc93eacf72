#include "engine/overview/grouper.h"

#include <algorithm>
#include <numeric>

#include "engine/roadmap/responsible.h"
#include "engine/workflow/tree.h"

namespace vekha::overview {

using workflow::Answerable;

void Grouper::Begin(const SheetMarks& sheet, Date read_on) {
  sheet_ = &sheet;
  read_on_ = read_on;
  evaluated_.reset();
  if (sheet.roadmap.get() != roadmap_) {
    roadmap_ = sheet.roadmap.get();
    measures_ = roadmap::WorkMeasures(*roadmap_);
    stages_ = StagesOfMeasures(*roadmap_);
    of_measure_.clear();
  }
  const bool moved = sheet.organization != place_;
  if (moved) {
    place_ = sheet.organization;
    of_role_.clear();
  }
  switch (by_) {
    case GroupBy::kOrganization:
    case GroupBy::kEachOrganization:
      if (moved) whole_ = GroupOfOrganization();
      break;
    case GroupBy::kRoadmap:
      whole_ = Intern(sheet.adoption.roadmap.value(),
                      {.roadmap = sheet.adoption.roadmap, .title = roadmap_->title});
      break;
    case GroupBy::kPerson:
      of_measure_.assign(measures_.size(), kNotYet);
      break;
    case GroupBy::kStage:
    case GroupBy::kMeasure:
      if (of_measure_.empty()) of_measure_.assign(measures_.size(), kNotYet);
      break;
  }
}

uint32_t Grouper::Of(size_t index) {
  switch (by_) {
    case GroupBy::kOrganization:
    case GroupBy::kEachOrganization:
    case GroupBy::kRoadmap:
      return whole_;
    case GroupBy::kPerson:
      if (sheet_->tasks[index].delegated) return GroupOfDelegated(index);
      break;
    case GroupBy::kStage:
    case GroupBy::kMeasure:
      break;
  }
  const size_t measure = sheet_->tasks[index].measure;
  uint32_t& group = of_measure_[measure];
  if (group == kNotYet) group = GroupOfMeasure(measure);
  return group;
}

uint32_t Grouper::GroupOfOrganization() {
  OrganizationId organization = place_;
  if (by_ == GroupBy::kOrganization) {
    for (const OrganizationId& above : workflow::PathToRoot(state_, place_, read_on_)) {
      if (above == top_) break;
      organization = above;
    }
    if (place_ == top_) organization = top_;
  }
  const auto found = state_.organizations.find(organization);
  return Intern(
      organization.value(),
      {.organization = organization,
       .title = found == state_.organizations.end() ? "" : found->second.organization.name});
}

uint32_t Grouper::GroupOfMeasure(size_t measure) {
  const roadmap::Measure& row = *measures_[measure];
  const RoadmapId& roadmap = sheet_->adoption.roadmap;
  if (by_ == GroupBy::kPerson) return GroupOfPerson(row);
  if (by_ == GroupBy::kStage) {
    const roadmap::Stage& stage = *stages_[measure];
    return Intern(roadmap.value() + "/" + stage.id,
                  {.roadmap = roadmap, .stage = stage.id, .title = stage.title});
  }
  return Intern(roadmap.value() + "/" + row.id.value(), {.roadmap = roadmap,
                                                         .stage = stages_[measure]->id,
                                                         .measure = row.id,
                                                         .number = row.number,
                                                         .title = row.title});
}

// Who answers first follows from the first name of the row: a role's holder is looked for once an
// organization, a person whom only one can be once at all.
uint32_t Grouper::GroupOfPerson(const roadmap::Measure& measure) {
  if (measure.responsible.empty()) return PersonGroup({});
  const roadmap::Responsible& named = measure.responsible.front();
  if (named.kind == roadmap::ResponsibleKind::kPerson) {
    const auto known = of_name_.find(&measure);
    if (known != of_name_.end()) return known->second;
    const auto people = state_.people_by_key.find(roadmap::ExecutorKey(named.name));
    const uint32_t group = PersonGroup(FirstOf(measure));
    if (people == state_.people_by_key.end() || people->second.size() < 2) {
      of_name_[&measure] = group;
    }
    return group;
  }
  // Without a holder the name as written is shown.
  const std::string role = named.role + "\n" + named.name;
  const auto known = of_role_.find(role);
  if (known != of_role_.end()) return known->second;
  return of_role_[role] = PersonGroup(FirstOf(measure));
}

Answerable Grouper::FirstOf(const roadmap::Measure& measure) {
  const auto all = workflow::AnswerableFor(state_, place_, measure, day_);
  return all.empty() ? Answerable{} : all.front();
}

uint32_t Grouper::GroupOfDelegated(size_t index) {
  if (!evaluated_) {
    const auto entry = state_.adoptions.find(sheet_->adoption);
    const auto place = state_.organizations.find(place_);
    if (entry != state_.adoptions.end() && place != state_.organizations.end()) {
      auto sheet =
          workflow::SheetOf(state_, rules_, entry->second, place->second.organization, read_on_);
      if (sheet.ok()) evaluated_ = *std::move(sheet);
    }
  }
  if (!evaluated_ || index >= evaluated_->tasks.size()) return PersonGroup({});
  const auto all = workflow::AnswerableFor(state_, *evaluated_->tasks[index].planned, day_);
  return PersonGroup(all.empty() ? Answerable{} : all.front());
}

uint32_t Grouper::PersonGroup(const Answerable& first) {
  if (first.person.empty()) {
    return Intern("?" + first.role + "\n" + first.name, {.role = first.role, .title = first.name});
  }
  const auto person = state_.people.find(first.person);
  return Intern(first.person.value(),
                {.person = first.person,
                 .title = person == state_.people.end() ? first.name : person->second.person.name});
}

uint32_t Grouper::Intern(std::string name, GroupKey key) {
  const auto [known, is_new] =
      by_name_.emplace(std::move(name), static_cast<uint32_t>(groups_.size()));
  if (is_new) groups_.push_back(std::move(key));
  return known->second;
}

std::vector<uint32_t> Grouper::InOrder() const {
  std::vector<uint32_t> order(groups_.size());
  std::iota(order.begin(), order.end(), 0U);
  // The others were met in tree or document order.
  if (by_ == GroupBy::kOrganization || by_ == GroupBy::kPerson) {
    const auto rank = [this](uint32_t i) {
      const GroupKey& key = groups_[i];
      return by_ == GroupBy::kPerson
                 ? std::make_tuple(key.person.empty(), key.title, key.person.value())
                 : std::make_tuple(key.organization != top_, key.organization.value(),
                                   std::string());
    };
    std::sort(order.begin(), order.end(),
              [&](uint32_t a, uint32_t b) { return rank(a) < rank(b); });
  }
  return order;
}

}  // namespace vekha::overview
