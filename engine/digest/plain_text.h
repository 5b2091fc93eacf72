#pragma once

#include <string>

#include "engine/digest/page.h"

namespace vekha::digest {

// For any mail program, a terminal or paper: no markup, lines of at most kTextColumns characters.
std::string PlainText(const Page& page);

}  // namespace vekha::digest
