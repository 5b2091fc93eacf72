// What the writers say themselves, and how states look.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/report/paper/paper.h"

namespace vekha::service::report {

std::string_view StateName(State state);  // "overdue", "due_soon"...: stable
std::string_view StateWord(State state, Language language);

// A sign that tells states apart in black and white too.
std::string_view StateMark(State state);

// 0xRRGGBB: text of at least 4.5 : 1 contrast on its own light ground (WCAG 2.1, 1.4.3).
struct StateColour {
  uint32_t text = 0;
  uint32_t ground = 0xFFFFFF;
};
StateColour ColourOf(State state);

std::string_view TotalWord(Language language);
std::string_view PageWord(Language language);
std::string_view TodayWord(Language language);
std::string_view MonthName(int month, Language language);  // 1..12, short: "янв", "Jan"

// "20.12.2021" or "2021-12-20".
std::string DateText(Date date, Language language);

// Organization, "на 20.12.2021, ревизия 17" and the notes: what stands under the title, cleaned.
std::vector<std::string> SubtitleLines(const Paper& paper);

}  // namespace vekha::service::report
