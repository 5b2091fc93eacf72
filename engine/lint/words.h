// Russian words compared by their stems, and days as a message tells them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/date.h"
#include "engine/calendar/work_calendar.h"

namespace vekha::lint {

// Words of letters and digits, lower case, ё as е, cut to what endings leave alone; words of one or
// two letters are left out.
std::vector<std::string> Stems(std::string_view text);

// How many letters must change to make one of the other; at most 2 is told apart.
int LetterDistance(std::string_view a, std::string_view b);

// "15.10.2023, воскресенье".
std::string SayDay(Date day);
// "15.10.2023, 15.10.2024"; after `most` of them "и ещё 3".
std::string SayDays(std::span<const Date> days, size_t most = 4);
// "1.2, 1.3, 1.4"; after `most` of them "и ещё 3".
std::string SayList(std::span<const std::string> names, size_t most = 8);
// "«до 30.08.2023»", shortened.
std::string Quote(std::string_view text);
// "1 день", "2 дня", "5 дней".
std::string CountDays(int count);

}  // namespace vekha::lint
