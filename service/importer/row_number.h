// Numbers of rows as printed, and the ids made of them.
#pragma once

#include <string>
#include <string_view>

namespace vekha::importer {

// "1.2." -> "1.2", "№ 5" -> "5"; what an id may not have becomes "_".
std::string IdOf(std::string_view number);

struct Numbered {
  std::string number;
  std::string text;
};

// "Раздел 2. Название", "IV. Название", "1.1 Название" taken apart; no number when there is none.
Numbered TakeNumber(const std::string& text);

// "3", "IV": of a stage rather than of a measure.
bool IsTopLevel(const std::string& number);

}  // namespace vekha::importer
