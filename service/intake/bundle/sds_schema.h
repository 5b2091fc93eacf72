// The files of Microsoft School Data Sync.
#pragma once

#include <span>

#include "service/intake/bundle/schema.h"

namespace vekha::intake {

std::span<const FileSpec> SdsV1Files();
std::span<const FileSpec> SdsV2Files();
std::span<const FileSpec> SdsV21Files();

}  // namespace vekha::intake
