// The rules everything is held against: calendars, declared facts, ladders and the library of
// reusable measures.
#pragma once

#include <memory>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/calendar/calendar_set.h"
#include "engine/facts/fact_catalog.h"
#include "engine/reminder/ladder.h"
#include "engine/roadmap/load.h"

namespace vekha::workflow {

// Immutable after loading; safe to share between threads.
struct RuleBook {
  calendar::CalendarSet calendars;
  facts::FactCatalog facts;
  reminder::LadderSet ladders;
  std::vector<roadmap::Library> libraries;

  // What a rule file is loaded against.
  roadmap::LoadContext Context() const;
};

// Sources are told apart by their names: "calendars/...", "facts.yaml", "ladders.yaml",
// "library/...". Others are ignored.
Parsed<std::shared_ptr<const RuleBook>> LoadRuleBook(const std::vector<Source>& sources);

// Loads a rule file and asks the calendars for every due day, so that a region or year without data
// is found when the file is checked and not on the day.
Parsed<std::shared_ptr<const roadmap::Roadmap>> LoadCheckedRoadmap(const Source& source,
                                                                   const RuleBook& rules);

}  // namespace vekha::workflow
