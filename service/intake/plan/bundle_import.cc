#include "service/intake/plan/bundle_import.h"

#include <utility>

namespace vekha::intake {

ImportPlan PlanBundleImport(BundleFiles& files, const BundleImportOptions& options) {
  static const roster::Roster kNothing;
  BundleOptions reading = options.bundle;
  if (reading.base == nullptr) reading.base = &kNothing;
  roster::RosterMerger merger(*reading.base, options.stamp);
  BundleReport report = ReadBundle(files, reading, merger);
  return MakePlan(
      {.report = std::move(report)}, std::move(merger),
      {.before = *reading.base, .today = reading.today, .observed_at = options.stamp.observed_at},
      options);
}

}  // namespace vekha::intake
