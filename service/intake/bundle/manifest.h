// manifest.csv of OneRoster: the version of the bundle, and how each file is meant.
#pragma once

#include <map>
#include <string>

#include "service/intake/bundle/bundle_files.h"
#include "service/intake/bundle/file_set.h"
#include "service/intake/bundle/report.h"

namespace vekha::intake {

inline constexpr std::string_view kManifestFile = "manifest.csv";

struct ManifestEntry {
  roster::Mode mode = roster::Mode::kAbsent;
  uint32_t row = 0;
  bool said =
      true;  // false: the value is none of the three, which is told, and a file there is read
};

struct Manifest {
  Format format = Format::kUnknown;                         // by oneroster.version
  bool usable = false;                                      // it has a header and could be read
  std::map<std::string, ManifestEntry, std::less<>> files;  // by file name, "users.csv"
};

// Reports R0402..R0405, R0409, R0410 and the faults of csv.
Manifest ReadManifest(BundleFiles& files, const BundleEntry& entry, const BundleLimits& limits,
                      BundleReport& report, Reporter& reporter);

// Holds the manifest against the files that are there: R0406..R0408.
void CheckManifest(const Manifest& manifest, const FileSet& set, Reporter& reporter);

}  // namespace vekha::intake
