// Terms of a plan by months: what a cell says stands in the month its heading names.
#pragma once

#include <optional>
#include <string>

namespace vekha::importer {

// "", "Сентябрь 2024" -> "Сентябрь 2024"; "до 15", "Сентябрь 2024" -> "до 15 сентября 2024";
// nothing when the cell says itself when.
std::optional<std::string> TermInSpan(const std::string& cell, const std::string& span);

// "каждая пятница", "май 2024" -> "каждая пятница мая 2024"; nothing when that is no term.
std::optional<std::string> TermInMonth(const std::string& part, const std::string& span);

}  // namespace vekha::importer
