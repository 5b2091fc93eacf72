// Facts counted from rosters, held against what is known of an organization.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/facts/fact_base.h"
#include "engine/roster/derive_facts.h"
#include "service/intake/desk/import_record.h"

namespace vekha::intake {

// A number as facts counted from lists have it; nothing when it is not known.
std::optional<int64_t> CountOf(const facts::FactRecord* record);

// Counted from lists, and not told by somebody: its origin is an import of its source.
bool IsOfImport(const facts::FactRecord& record);

// Collects what is not known just so. What was counted later counts more than what was counted
// earlier, whatever their times: that a list came late is already seen to when rosters are merged.
class CountedFacts {
 public:
  // `base` must outlive it. Times of observation are told as days of `zone`.
  CountedFacts(const facts::FactBase& base, std::string zone)
      : base_(base), zone_(std::move(zone)) {}

  // Says of itself where it has its number from.
  enum class Known { kStands, kIsSaidAgain };  // when it is of the same value
  void Count(const roster::DerivedFact& fact, const std::string& source, const std::string& import,
             Known known = Known::kStands);
  // Is not counted any more; nothing when it was not known, or was counted by now.
  void Withdraw(const std::string& name, const std::string& scope, const std::string& source,
                const std::string& import, int64_t observed_at);

  const facts::FactRecord* Find(const std::string& name, const std::string& scope) const {
    return base_.Find(name, scope);
  }

  // In the order they were counted.
  std::vector<RecordedFact> TakeAll() { return std::move(all_); }
  std::vector<facts::FactRecord> TakeFresh() { return std::move(fresh_); }

 private:
  void Add(facts::FactRecord next, facts::FactOrigin origin);

  const facts::FactBase& base_;
  const std::string zone_;
  std::set<std::pair<std::string, std::string>> seen_;
  std::vector<RecordedFact> all_;
  std::vector<facts::FactRecord> fresh_;
};

}  // namespace vekha::intake
