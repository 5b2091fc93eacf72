// Numbers of a sheet as the sheet shows them (ECMA-376 part 1, 18.8.30 and 18.8.31): the number 1.1
// in the format "0.00" is "1.10", the number 45550 in "mmmm yyyy" is "сентябрь 2024".
#pragma once

#include <string>
#include <string_view>

namespace vekha::importer {

// The code of a built-in format; "General" for one we do not know.
std::string_view BuiltInFormat(int id);

enum class Epoch { k1900, k1904 };  // day 0 of dates: 30 December 1899, or 1 January 1904

// Days are written as dd.mm.yyyy whatever the order of the format, months and years alone in
// Russian words. A number the format does not suit, and any text, comes back as it is.
std::string ShowNumber(const std::string& value, std::string_view format, Epoch epoch);

}  // namespace vekha::importer
