// One import from beginning to end, with nothing written: what was read, what would change, which
// facts follow. The same for bundles and for lists, so that whoever records the facts, or shows
// them as a dry run, has one way to do it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/roster/derive_facts.h"
#include "engine/roster/roster_change.h"
#include "engine/roster/roster_merger.h"
#include "service/intake/bundle/report.h"
#include "service/intake/plan/list_kind.h"

namespace vekha::intake {

struct PlanOptions {
  std::string source = "table";  // of the facts and of the roster; at most 128 bytes
  bool forced = false;           // apply though much would vanish
  int vanishing_percent = 20;    // more than so many of a collection may not vanish,
  int vanishing_spared = 5;      // but so many records may
  int young_years = 3;           // roster::DeriveOptions
  size_t changes_max = 1000;     // of ImportPlan::changes
  // Rosters of the organization's other sources: facts are counted from all of them together. Their
  // names of sources differ from `source` and from each other.
  std::vector<const roster::Roster*> others{};
};

struct ColumnReading {
  std::string title;
  std::string field;  // "name", "request"; empty: not read
  std::vector<std::string> suggestions;
};

// How a sheet was understood, for a preview.
struct SheetReading {
  std::string file;     // "list.xlsx[Пары]"
  std::string mapping;  // empty: no mapping fits, the sheet was not read
  ListKind list = ListKind::kPeople;
  uint32_t header_row = 0;
  std::vector<ColumnReading> columns{};
};

struct ImportReading {
  BundleReport report;                 // rows read = accepted + refused, each fault with its place
  std::vector<SheetReading> sheets{};  // of lists; a bundle's tables need no understanding
};

struct ImportPlan {
  ImportReading reading;
  // What follows is empty when the reading has errors.
  roster::Roster after;         // what the source says now; the base of its next import
  roster::RosterChange change;  // against the base; counts
  std::vector<roster::RecordChange> changes;  // the same record by record
  std::vector<roster::Collection> vanishing;  // too much of these would be gone
  // What no longer agrees with earlier imports, such as a pair of somebody taken off the list of
  // mentees. Does not stop the import.
  std::vector<roster::RowDiagnostic> disagreements;
  roster::Derivation derivation;

  // All of it or nothing is applied.
  bool CanApply(const PlanOptions& options) const {
    return !reading.report.HasErrors() && (vanishing.empty() || options.forced);
  }
};

// What an import meets.
struct Standing {
  const roster::Roster& before;  // what the source said earlier; empty at the first import
  Date today;
  int64_t observed_at = 0;  // of facts; seconds since 1970-01-01 UTC
};

// The plan of a reading, which `merger` has taken in onto `standing.before`; its roster is dropped
// when the reading has errors.
ImportPlan MakePlan(ImportReading reading, roster::RosterMerger merger, const Standing& standing,
                    const PlanOptions& options);

}  // namespace vekha::intake
