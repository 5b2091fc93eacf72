// One import of lists from beginning to end, with nothing written: what was read, what would
// change, which facts follow. The caller records the facts, or shows them as a dry run.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/roster/derive_facts.h"
#include "engine/roster/roster_change.h"
#include "service/intake/table/read_tables.h"

namespace vekha::intake {

struct ImportOptions {
  TableOptions tables;
  std::string source = "table";  // of the facts and of the roster; at most 128 bytes
  bool forced = false;           // apply though much would vanish
  int vanishing_percent = 20;    // more than so many of a collection may not vanish,
  int vanishing_spared = 5;      // but so many records may
  int young_years = 3;           // roster::DeriveOptions
  size_t changes_max = 1000;     // of ImportPlan::changes
};

struct ImportPlan {
  TablesReading reading;
  // What follows is empty when the reading has errors.
  roster::Roster after;         // what the source says now; `tables.base` of the next import
  roster::RosterChange change;  // against `tables.base`; counts
  std::vector<roster::RecordChange> changes;  // the same record by record
  std::vector<roster::Collection> vanishing;  // too much of these would be gone
  // What no longer agrees with lists of earlier imports, such as a pair of somebody taken off the
  // list of mentees. Does not stop the import.
  std::vector<roster::RowDiagnostic> disagreements;
  roster::Derivation derivation;

  // All of it or nothing is applied.
  bool CanApply(const ImportOptions& options) const {
    return !reading.report.HasErrors() && (vanishing.empty() || options.forced);
  }
};

ImportPlan PlanTableImport(std::span<const TableFile> files, std::span<const Mapping> mappings,
                           const ImportOptions& options);

}  // namespace vekha::intake
