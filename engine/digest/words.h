// The words of a digest in both languages, with Russian plural forms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/digest/digest.h"

namespace vekha::digest {

std::string_view Heading(Section section, Language language);

// "2 просрочено", "1 ждёт вас", "21 новость".
std::string Count(Section section, size_t count, Language language);

// How many lines each section has.
using Counts = std::vector<size_t>;
Counts CountSections(const Digest& digest);

// "Веха: 2 просрочено, 1 на сегодня — 28.10.2022": the three counts that matter most.
std::string Subject(const Counts& counts, Date day, Language language);

// "2 просрочено, 1 на сегодня, 4 позже": all counts, in order of appearance.
std::string Summary(const Counts& counts, Language language);

// "28.10.2022, пятница" or "2022-10-28, Friday".
std::string DayWithWeekday(Date day, Language language);
std::string DayIn(Date day, Language language);

}  // namespace vekha::digest
