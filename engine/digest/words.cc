#include "engine/digest/words.h"

#include <fmt/format.h>

#include <array>
#include <span>

namespace vekha::digest {
namespace {

struct SectionWords {
  std::string_view name;
  std::string_view heading_ru, heading_en;
  std::array<std::string_view, 3> count_ru;  // 1, 2, 5
  std::array<std::string_view, 2> count_en;  // 1, 2
};

constexpr std::array<SectionWords, kSectionCount> kSections = {{
    {"overdue",
     "Просрочено",
     "Overdue",
     {"просрочено", "просрочено", "просрочено"},
     {"overdue", "overdue"}},
    {"today",
     "Сегодня",
     "Today",
     {"на сегодня", "на сегодня", "на сегодня"},
     {"due today", "due today"}},
    {"this_week",
     "На этой неделе",
     "This week",
     {"на этой неделе", "на этой неделе", "на этой неделе"},
     {"this week", "this week"}},
    {"later", "Позже", "Later", {"позже", "позже", "позже"}, {"later", "later"}},
    {"waiting",
     "Ждёт вас",
     "Waiting for you",
     {"ждёт вас", "ждут вас", "ждут вас"},
     {"waiting for you", "waiting for you"}},
    {"news", "Новости", "News", {"новость", "новости", "новостей"}, {"news item", "news items"}},
    {"unreached",
     "Не удалось сообщить",
     "Could not be told",
     {"не оповещён", "не оповещены", "не оповещены"},
     {"not reached", "not reached"}},
}};

const SectionWords& WordsOf(Section section) { return kSections[static_cast<size_t>(section)]; }

// Which Russian form a number takes: 0 as after 1, 1 as after 2, 2 as after 5.
size_t RussianForm(size_t n) {
  const size_t hundred = n % 100;
  if (hundred >= 11 && hundred <= 14) return 2;
  const size_t ten = n % 10;
  return ten == 1 ? 0 : ten >= 2 && ten <= 4 ? 1 : 2;
}

constexpr std::array<Section, kSectionCount> kInOrder = {
    Section::kOverdue, Section::kToday, Section::kThisWeek, Section::kLater,
    Section::kWaiting, Section::kNews,  Section::kUnreached};
constexpr std::array<Section, kSectionCount> kByWeight = {
    Section::kOverdue,  Section::kToday, Section::kWaiting, Section::kUnreached,
    Section::kThisWeek, Section::kLater, Section::kNews};

std::string Join(std::span<const Section> sections, const Counts& counts, size_t max,
                 Language language) {
  std::string out;
  for (const Section section : sections) {
    const size_t count = counts[static_cast<size_t>(section)];
    if (count == 0 || max == 0) continue;
    --max;
    if (!out.empty()) out += ", ";
    out += Count(section, count, language);
  }
  if (out.empty()) return language == Language::kRussian ? "новых дел нет" : "nothing new";
  return out;
}

}  // namespace

std::string_view SectionName(Section section) { return WordsOf(section).name; }

std::string_view Heading(Section section, Language language) {
  const SectionWords& words = WordsOf(section);
  return language == Language::kRussian ? words.heading_ru : words.heading_en;
}

std::string Count(Section section, size_t count, Language language) {
  const SectionWords& words = WordsOf(section);
  return fmt::format("{} {}", count,
                     language == Language::kRussian ? words.count_ru[RussianForm(count)]
                                                    : words.count_en[count == 1 ? 0 : 1]);
}

Counts CountSections(const Digest& digest) {
  Counts counts(kSectionCount, 0);
  for (const Line& line : digest.lines) ++counts[static_cast<size_t>(line.section)];
  return counts;
}

std::string Subject(const Counts& counts, Date day, Language language) {
  return fmt::format("{}: {} — {}", language == Language::kRussian ? "Веха" : "Vekha",
                     Join(kByWeight, counts, 3, language), DayIn(day, language));
}

std::string Summary(const Counts& counts, Language language) {
  return Join(kInOrder, counts, kInOrder.size(), language);
}

std::string DayIn(Date day, Language language) {
  return language == Language::kRussian ? FormatRussian(day) : FormatIso(day);
}

std::string DayWithWeekday(Date day, Language language) {
  return fmt::format(
      "{}, {}", DayIn(day, language),
      language == Language::kRussian ? WeekdayNameRussian(day) : WeekdayNameEnglish(day));
}

}  // namespace vekha::digest
