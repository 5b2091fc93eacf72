// A zip read through its central directory, so that a cut-off one is refused and any entry can be
// reached without reading those before it.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "service/intake/bundle/bundle_files.h"

namespace vekha::intake {

std::unique_ptr<BundleFiles> MakeZipFile(std::filesystem::path path, const BundleLimits& limits);
std::unique_ptr<BundleFiles> MakeZipBytes(std::string_view zip, const BundleLimits& limits);

}  // namespace vekha::intake
