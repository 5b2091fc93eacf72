// What the tests of a roadmap have looked at: which measures, and which way each branch of their
// conditions went.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/condition/coverage.h"
#include "engine/roadmap/roadmap.h"

namespace vekha::rule_test {

using Branches = std::vector<condition::BranchCoverage>;

struct MeasureCoverage {
  MeasureId id;
  Position position;   // in the rule file
  bool named = false;  // a test expects something of it
  Branches done_when;  // none without a condition
  Branches applies_when;
};

class Coverage {
 public:
  Coverage() = default;
  explicit Coverage(const roadmap::Roadmap& roadmap);

  void Name(const MeasureId& id);
  // The measure's condition evaluated, and seen.
  enum class Kind { kDone, kApplies };
  condition::Value See(const roadmap::Measure& measure, Kind kind,
                       const condition::Activation& facts);
  // What other tests of the same roadmap have looked at.
  void Add(const Coverage& other);

  const RoadmapId& roadmap() const { return roadmap_; }
  const std::vector<MeasureCoverage>& measures() const { return measures_; }  // document order

  struct Count {
    int all = 0;
    int seen = 0;
    bool whole() const { return seen == all; }
  };
  Count measures_named() const;
  Count answers() const;  // of every branch true and false

 private:
  MeasureCoverage* Find(const MeasureId& id);

  RoadmapId roadmap_;
  std::vector<MeasureCoverage> measures_;
};

}  // namespace vekha::rule_test
