// Names of sheets as Excel takes them.
#pragma once

#include <string>
#include <vector>

namespace vekha::service::report {

// As many, in order: 1 to 31 UTF-16 units, without [ ] : * ? / \, no apostrophe at either end, not
// "History", and no two equal whatever the case: later ones get " (2)".
std::vector<std::string> SheetNames(const std::vector<std::string>& wanted);

// 'Итоги района'! with apostrophes doubled, as formulas write it.
std::string SheetReference(const std::string& name);

}  // namespace vekha::service::report
