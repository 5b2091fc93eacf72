// The import of a bundle (OneRoster, Microsoft SDS) as a plan.
#pragma once

#include "service/intake/bundle/bundle.h"
#include "service/intake/plan/import_plan.h"

namespace vekha::intake {

struct BundleImportOptions : PlanOptions {
  BundleOptions bundle;      // `bundle.base`: what the source said earlier; may be null
  roster::Stamp stamp = {};  // of every record, and the time of the facts
};

// A bulk file replaces its collections, a delta file changes what `bundle.base` has: a delta that
// points at what neither has is an error, and without a base nothing stands. The plan is empty but
// for its reading when the report HasErrors(). Nothing is written anywhere.
ImportPlan PlanBundleImport(BundleFiles& files, const BundleImportOptions& options);

}  // namespace vekha::intake
