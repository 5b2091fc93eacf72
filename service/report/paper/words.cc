#include "service/report/paper/words.h"

#include <fmt/format.h>

#include <array>

#include "service/report/paper/clean_text.h"

namespace vekha::service::report {
namespace {

struct StateLook {
  std::string_view name, ru, en, mark;
  StateColour colour;
};

constexpr std::array<StateLook, kStateCount> kLooks = {{
    {"overdue", "просрочено", "overdue", "!", {0x9C0006, 0xFFC7CE}},
    {"due_soon", "скоро срок", "due soon", "»", {0x7F4F00, 0xFFEB9C}},
    {"open", "в работе", "open", "○", {0x1F4E79, 0xDDEBF7}},
    {"reported", "на проверке", "reported", "◐", {0x4B2E83, 0xE6E0F0}},
    {"done", "выполнено", "done", "✓", {0x006100, 0xC6EFCE}},
    {"done_late", "выполнено поздно", "done late", "✓!", {0x5A5A00, 0xE9F0C0}},
    {"withdrawn", "отменено", "withdrawn", "×", {0x595959, 0xEDEDED}},
    {"blocked", "ждёт другой задачи", "blocked", "■", {0x6B3A1E, 0xF3DFD0}},
    {"planned", "не началось", "planned", "·", {0x404040, 0xFFFFFF}},
    {"waiting", "срок не назначен", "no day yet", "?", {0x404040, 0xF5F5F5}},
}};

constexpr std::array<std::string_view, 12> kMonthsRu = {"янв", "фев", "мар", "апр", "май", "июн",
                                                        "июл", "авг", "сен", "окт", "ноя", "дек"};
constexpr std::array<std::string_view, 12> kMonthsEn = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

const StateLook& LookOf(State state) { return kLooks[static_cast<size_t>(state)]; }

std::string_view Pick(Language language, std::string_view ru, std::string_view en) {
  return language == Language::kRussian ? ru : en;
}

}  // namespace

std::string_view StateName(State state) { return LookOf(state).name; }

std::string_view StateWord(State state, Language language) {
  return Pick(language, LookOf(state).ru, LookOf(state).en);
}

std::string_view StateMark(State state) { return LookOf(state).mark; }

StateColour ColourOf(State state) { return LookOf(state).colour; }

std::string_view TotalWord(Language language) { return Pick(language, "Итого", "Total"); }

std::string_view PageWord(Language language) { return Pick(language, "стр.", "page"); }

std::string_view TodayWord(Language language) { return Pick(language, "сегодня", "today"); }

std::string_view MonthName(int month, Language language) {
  const auto index = static_cast<size_t>(month - 1);
  return Pick(language, kMonthsRu[index], kMonthsEn[index]);
}

std::string DateText(Date date, Language language) {
  return language == Language::kRussian ? FormatRussian(date) : FormatIso(date);
}

std::vector<std::string> SubtitleLines(const Paper& paper) {
  std::vector<std::string> lines;
  if (std::string name = CleanLine(paper.organization); !name.empty()) {
    lines.push_back(std::move(name));
  }
  std::string day =
      fmt::format("{} {}", Pick(paper.language, "на", "on"), DateText(paper.day, paper.language));
  if (paper.revision) {
    day += fmt::format(", {} {}", Pick(paper.language, "ревизия", "revision"), *paper.revision);
  }
  lines.push_back(std::move(day));
  for (const std::string& note : paper.notes) {
    if (std::string line = CleanLine(note); !line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace vekha::service::report
