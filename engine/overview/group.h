// What tasks are counted by.
#pragma once

#include <string>

#include "engine/base/string_id.h"

namespace vekha::overview {

enum class GroupBy {
  kOrganization,      // one level down, each with everything below it; what is asked about itself
  kEachOrganization,  // every one by itself
  kStage,
  kMeasure,
  kPerson,  // the first who answers, that day
  kRoadmap,
};

// Which group; only what its kind is about is set.
struct GroupKey {
  OrganizationId organization = {};
  RoadmapId roadmap = {};
  std::string stage = {};  // id
  MeasureId measure = {};
  std::string number = {};  // of the measure, as printed; may be empty
  PersonId person = {};     // empty: nobody is found for the name
  std::string role = {};   // of those nobody is found for: the role that nobody holds; may be empty
  std::string title = {};  // of the organization, stage, measure or roadmap; a person's name
  bool operator==(const GroupKey&) const = default;
};

}  // namespace vekha::overview
