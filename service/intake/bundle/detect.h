// Which format a bundle without a manifest has, by its files and their headers.
#pragma once

#include "service/intake/bundle/bundle_files.h"
#include "service/intake/bundle/file_set.h"

namespace vekha::intake {

// kUnknown when nothing fits. A OneRoster format is a bundle whose manifest is missing.
Format DetectFormat(BundleFiles& files, const FileSet& set, const BundleLimits& limits);

}  // namespace vekha::intake
