// Cells that name people: one of them, several, or nobody. A name is never made out of what is
// none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vekha::intake {

// The name on one line, without a number in front: "1. Белов Семён".
std::string NameText(std::string_view text);

enum class NameFault {
  kNone,
  kNoName,  // «нет», "+", "5А", "Орлов Иван (7Б)": no letters, or a class and remarks among them
  kSeveral,  // "Белов Семён, Орлов Иван", a line each, «Белов С. и Орлов И.»
};
// Of a cell that names one person and is not blank.
NameFault CheckName(std::string_view text);

// What a cell lists: a line each, or parted by ";" or ",", numbers in front left out.
std::vector<std::string> SplitItems(std::string_view text, std::string_view marks = "\n;,");

// The names of a cell that holds several, as SplitItems() parts them; a name broken over lines is
// one: "Белов\nСемён Игоревич".
std::vector<std::string> SplitNames(std::string_view text);

}  // namespace vekha::intake
