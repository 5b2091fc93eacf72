// Russian words compared by their stems, and messages put together in both languages.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/date.h"
#include "engine/base/language.h"
#include "engine/base/window.h"

namespace vekha::lint {

// Words of letters and digits, lower case, ё as е, cut to what endings leave alone; words of one or
// two letters are left out.
std::vector<std::string> Stems(std::string_view text);

// How many letters must change to make one of the other; at most 2 is told apart.
int LetterDistance(std::string_view a, std::string_view b);

// One message in both languages: what is Bilingual among `args` is put in each in its own words.
template <typename T>
const T& InRussian(const T& value) {
  return value;
}
template <typename T>
const T& InEnglish(const T& value) {
  return value;
}
inline const std::string& InRussian(const Bilingual& value) { return value.ru; }
inline const std::string& InEnglish(const Bilingual& value) { return value.en; }
template <typename T>
using Shown = decltype(InRussian(std::declval<const T&>()));

template <typename... Args>
Bilingual Say(fmt::format_string<Shown<Args>...> russian,
              fmt::format_string<Shown<Args>...> english, const Args&... args) {
  return {fmt::format(russian, InRussian(args)...), fmt::format(english, InEnglish(args)...)};
}

// "15.10.2023", "2023-10-15".
Bilingual PlainDay(Date day);
// "15.10.2023, воскресенье", "2023-10-15, Sunday".
Bilingual SayDay(Date day);
// "15.10.2023, 15.10.2024"; after `most` of them "и ещё 3".
Bilingual SayDays(std::span<const Date> days, size_t most = 4);
Bilingual SayPeriod(const Period& period);
// "1.2, 1.3, 1.4"; after `most` of them "и ещё 3".
Bilingual SayList(std::span<const std::string> names, size_t most = 8);
Bilingual SayList(std::span<const Bilingual> things, size_t most = 8);
// "«до 30.08.2023»", shortened. Words of the document stay as they are in either language.
std::string Quote(std::string_view text);
// "1 день", "2 дня", "5 дней"; "1 day", "2 days".
Bilingual CountDays(int count);

}  // namespace vekha::lint
