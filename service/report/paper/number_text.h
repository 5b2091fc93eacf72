// Numbers as text, for the formats that have no numbers.
#pragma once

#include <string>

#include "service/report/paper/paper.h"

namespace vekha::service::report {

// At most ten significant digits, no exponent, no grouping: "1234567", "0,125" ("." in English).
std::string DecimalText(double number, Language language);

// 0.125 -> "12,5": the number before the per cent sign, at most one digit after the mark.
std::string PercentText(double fraction, Language language);

}  // namespace vekha::service::report
