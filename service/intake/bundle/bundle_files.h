// The files of a bundle as they lie in a folder or a zip, not yet judged.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/intake/bundle/byte_source.h"
#include "service/intake/bundle/limits.h"

namespace vekha::intake {

struct BundleEntry {
  std::string path;     // as the archive says it, or below the folder
  uint64_t bytes = 0;   // unpacked, as the archive says; 0 when it does not
  bool regular = true;  // not a link, a device...
  bool encrypted = false;
};

class BundleFiles {
 public:
  virtual ~BundleFiles() = default;
  // Folders are left out. kDataLoss: not a zip, or a damaged one; kResourceExhausted: a limit.
  virtual absl::StatusOr<std::vector<BundleEntry>> List() = 0;
  // The bytes of an entry that List() named; an entry may be opened again.
  virtual absl::StatusOr<std::unique_ptr<ByteSource>> Open(const BundleEntry& entry) = 0;
};

// A folder or a zip file. kNotFound when there is neither.
absl::StatusOr<std::unique_ptr<BundleFiles>> OpenBundle(const std::filesystem::path& path,
                                                        const BundleLimits& limits = {});

// A zip in memory, which must outlive what is returned.
std::unique_ptr<BundleFiles> OpenBundleBytes(std::string_view zip, const BundleLimits& limits = {});

}  // namespace vekha::intake
