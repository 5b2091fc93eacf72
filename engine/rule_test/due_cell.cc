#include "engine/rule_test/due_cell.h"

#include <fmt/format.h>

namespace vekha::rule_test {
namespace {

std::string_view Trim(std::string_view text) {
  const size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string FormatSpan(const std::optional<Date>& start, Date due) {
  return start ? fmt::format("{}..{}", FormatIso(*start), FormatIso(due)) : FormatIso(due);
}

// "2022-09-15" or "2022-09-01..2022-09-15".
std::optional<std::string> NormalizeSpan(std::string_view text) {
  text = Trim(text);
  const size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    const auto day = ParseIsoDate(text);
    return day ? std::optional(FormatIso(*day)) : std::nullopt;
  }
  const auto start = ParseIsoDate(Trim(text.substr(0, dots)));
  const auto due = ParseIsoDate(Trim(text.substr(dots + 2)));
  if (!start || !due || *due < *start) return std::nullopt;
  return FormatSpan(start, *due);
}

}  // namespace

std::optional<std::string> NormalizeDue(std::string_view text) {
  text = Trim(text);
  for (const std::string_view word : {"waits ", "ongoing "}) {
    if (!text.starts_with(word)) continue;
    const std::string_view rest = Trim(text.substr(word.size()));
    if (rest.empty()) return std::nullopt;
    if (word == "waits ") return fmt::format("waits {}", rest);
    const auto span = NormalizeSpan(rest);
    return span ? std::optional("ongoing " + *span) : std::nullopt;
  }
  const size_t arrow = text.find("->");
  const auto span = NormalizeSpan(text.substr(0, arrow));
  if (!span || arrow == std::string_view::npos) return span;
  const auto effective = ParseIsoDate(Trim(text.substr(arrow + 2)));
  if (!effective) return std::nullopt;
  return fmt::format("{} -> {}", *span, FormatIso(*effective));
}

std::string FormatDue(const task::PlannedTask& task) {
  if (!task.window) {
    if (!task.wait) return "waits for nothing";
    return "waits " + (task.wait->fact.empty() ? task.wait->text : task.wait->fact);
  }
  const std::string span = FormatSpan(task.window->start, task.window->due);
  if (task.ongoing) return "ongoing " + span;
  if (!task.effective_due || *task.effective_due == task.window->due) return span;
  return fmt::format("{} -> {}", span, FormatIso(*task.effective_due));
}

}  // namespace vekha::rule_test
