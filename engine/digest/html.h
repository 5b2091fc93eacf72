#pragma once

#include <string>

#include "engine/digest/page.h"

namespace vekha::digest {

// What mail programs agree on: tables, inline styles, no script, no link, nothing to load.
std::string Html(const Page& page);

}  // namespace vekha::digest
