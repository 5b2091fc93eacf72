// Bundles of tables that systems exchange for schools: OneRoster 1.1 and 1.2 CSV (bulk and delta,
// with `metadata.ru.*` columns), Microsoft School Data Sync v1, v2 and v2.1; as a zip or a folder.
// docs/formats/bundles.md has the files, columns and the code of each fault.
#pragma once

#include "engine/base/date.h"
#include "engine/roster/roster_update.h"
#include "service/intake/bundle/bundle_files.h"
#include "service/intake/bundle/limits.h"
#include "service/intake/bundle/report.h"

namespace vekha::intake {

struct BundleOptions {
  Date today;                     // no one is born after it
  size_t diagnostics_max = 1000;  // errors kept, and as many warnings and notes; all are counted
  BundleLimits limits{};
  const roster::Roster* base = nullptr;  // what stands already: deltas may point at it
};

// Reads the whole bundle, a row at a time, and tells the sink each accepted record as it comes.
// What the sink collects may be applied only if the report HasErrors() not; then all of it, or
// nothing. Nothing is written anywhere. Never fails otherwise than by an error in the report.
BundleReport ReadBundle(BundleFiles& files, const BundleOptions& options, roster::RecordSink& sink);

}  // namespace vekha::intake
