// What a cell looks like by its words alone, whatever column it stands in.
#pragma once

#include <string_view>

namespace vekha::importer {

bool LooksLikeTerm(std::string_view text);
// A month, quarter or season alone, as plans by months are divided: "Сентябрь 2024 г.".
bool LooksLikeSpan(std::string_view text);
bool LooksLikeResponsible(std::string_view text);
// "1", "1.2.", "IV", "3)".
bool LooksLikeNumber(std::string_view text);

}  // namespace vekha::importer
