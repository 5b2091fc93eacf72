#include "engine/lint/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "engine/base/utf8.h"

namespace vekha::lint {
namespace {

// Long enough to tell words apart, short enough to lose the endings of cases.
constexpr size_t kStemLetters = 6;

bool IsWordLetter(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'а' && c <= U'я');
}

constexpr std::string_view kWeekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday"};

}  // namespace

std::vector<std::string> Stems(std::string_view text) {
  std::vector<std::string> stems;
  std::string word;
  size_t letters = 0;
  const auto end = [&] {
    if (letters > 2) stems.push_back(word);
    word.clear();
    letters = 0;
  };
  for (const CodePoint& point : DecodeUtf8(text)) {
    char32_t c = LowerCodePoint(point.value);
    if (c == U'ё') c = U'е';
    if (!IsWordLetter(c)) {
      end();
    } else if (++letters <= kStemLetters) {
      AppendUtf8(c, word);
    }
  }
  end();
  return stems;
}

int LetterDistance(std::string_view a, std::string_view b) {
  const std::vector<CodePoint> x = DecodeUtf8(a);
  const std::vector<CodePoint> y = DecodeUtf8(b);
  constexpr int kFar = 3;
  if (x.size() > y.size() + 2 || y.size() > x.size() + 2) return kFar;
  std::vector<int> row(y.size() + 1);
  for (size_t j = 0; j <= y.size(); ++j) row[j] = static_cast<int>(j);
  for (size_t i = 1; i <= x.size(); ++i) {
    int corner = row[0];
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= y.size(); ++j) {
      const int changed = corner + (x[i - 1].value == y[j - 1].value ? 0 : 1);
      corner = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return std::min(row.back(), kFar);
}

Bilingual PlainDay(Date day) { return {FormatRussian(day), FormatIso(day)}; }

Bilingual SayDay(Date day) {
  return {
      fmt::format("{}, {}", FormatRussian(day), WeekdayNameRussian(day)),
      fmt::format("{}, {}", FormatIso(day), kWeekdays[static_cast<size_t>(IsoWeekday(day)) - 1])};
}

Bilingual SayDays(std::span<const Date> days, size_t most) {
  std::vector<Bilingual> said;
  for (const Date day : days) said.push_back(PlainDay(day));
  return SayList(said, most);
}

Bilingual SayPeriod(const Period& period) {
  return Say("{} - {}", "{} - {}", PlainDay(period.first), PlainDay(period.last));
}

Bilingual SayList(std::span<const std::string> names, size_t most) {
  std::vector<Bilingual> things;
  for (const std::string& name : names) things.emplace_back(name, name);
  return SayList(things, most);
}

Bilingual SayList(std::span<const Bilingual> things, size_t most) {
  Bilingual out;
  for (size_t i = 0; i < std::min(most, things.size()); ++i) {
    const std::string_view comma = i == 0 ? "" : ", ";
    out.ru.append(comma).append(things[i].ru);
    out.en.append(comma).append(things[i].en);
  }
  if (things.size() <= most) return out;
  return Say("{} и ещё {}", "{} and {} more", out, things.size() - most);
}

std::string Quote(std::string_view text) {
  constexpr size_t kLongest = 80;
  std::string shown;
  size_t letters = 0;
  for (const CodePoint& point : DecodeUtf8(text)) {
    if (++letters > kLongest) return "«" + shown + "…»";
    AppendUtf8(point.value == U'\n' ? U' ' : point.value, shown);
  }
  return "«" + shown + "»";
}

Bilingual CountDays(int count) {
  const int tail = count % 100;
  const bool teen = tail >= 11 && tail <= 14;
  const char* word = !teen && count % 10 == 1                      ? "день"
                     : !teen && count % 10 >= 2 && count % 10 <= 4 ? "дня"
                                                                   : "дней";
  return {fmt::format("{} {}", count, word),
          fmt::format("{} {}", count, count == 1 ? "day" : "days")};
}

}  // namespace vekha::lint
