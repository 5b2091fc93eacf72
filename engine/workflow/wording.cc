#include "engine/workflow/wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "engine/base/rejection.h"
#include "engine/base/utf8.h"

namespace vekha::workflow {
namespace {

// Titles of measures may fill a page; a line keeps their beginning.
constexpr size_t kTitleMax = 160;

std::string ShortTitle(std::string_view title) {
  const std::vector<CodePoint> points = DecodeUtf8(title);
  if (points.size() <= kTitleMax) return std::string(title);
  return std::string(title.substr(0, points[kTitleMax].offset)) + "…";
}

// The number n of "<before>n_WORKING_DAYS".
std::optional<int> WorkingDaysIn(std::string_view reason, std::string_view before) {
  if (!reason.starts_with(before)) return std::nullopt;
  reason.remove_prefix(before.size());
  int days = 0;
  const auto [end, error] = std::from_chars(reason.data(), reason.data() + reason.size(), days);
  const std::string_view rest(end, static_cast<size_t>(reason.data() + reason.size() - end));
  const bool whole = rest == "_WORKING_DAY" || rest == "_WORKING_DAYS";
  return error == std::errc() && whole ? std::optional(days) : std::nullopt;
}

std::string_view ShiftRussian(calendar::DayShift shift) {
  switch (shift) {
    case calendar::DayShift::kPreceding:
      return "перенесено на предшествующий рабочий день";
    case calendar::DayShift::kFollowing:
      return "перенесено на следующий рабочий день";
    case calendar::DayShift::kKeep:
      return "не переносится";
  }
  return "";
}

std::string_view ShiftEnglish(calendar::DayShift shift) {
  switch (shift) {
    case calendar::DayShift::kPreceding:
      return "moved to the preceding working day";
    case calendar::DayShift::kFollowing:
      return "moved to the following working day";
    case calendar::DayShift::kKeep:
      return "not moved";
  }
  return "";
}

}  // namespace

std::string WorkingDaysRussian(int days) {
  const int ten = days % 10;
  const int hundred = days % 100;
  if (ten == 1 && hundred != 11) return fmt::format("{} рабочий день", days);
  if (ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14)) {
    return fmt::format("{} рабочих дня", days);
  }
  return fmt::format("{} рабочих дней", days);
}

std::string WorkingDaysEnglish(int days) {
  return fmt::format("{} working day{}", days, days == 1 ? "" : "s");
}

Wording DueState(const task::Task& task, Date today, const calendar::WorkCalendar& calendar) {
  if (task.planned->ongoing) {
    const std::string last = FormatRussian(task.window->due);
    return {fmt::format("постоянная работа по {}", last),
            fmt::format("ongoing work until {}", FormatIso(task.window->due))};
  }
  if (!task.effective_due && !task.day_problem.ok()) {
    const Rejection why = RejectionOf(task.day_problem);
    return {"срок не сосчитан: " + why.message_ru, "the due day cannot be counted: " + why.message};
  }
  if (!task.effective_due) {
    const std::string what = task.waits_for.empty() ? "" : task.waits_for.front();
    return {fmt::format("срок ещё не известен: ждёт «{}»", what),
            fmt::format("no date yet: waits for \"{}\"", what)};
  }
  const Date due = *task.effective_due;
  const std::string ru = fmt::format("срок {} ({})", FormatRussian(due), WeekdayNameRussian(due));
  const std::string en = fmt::format("due {} ({})", FormatIso(due), WeekdayNameEnglish(due));
  if (task.before_adoption) {
    return {ru + ", до принятия карты", en + ", before the roadmap was adopted"};
  }
  if (task.overdue && !task.day_problem.ok()) return {ru + ", просрочено", en + ", late"};
  if (task.overdue) {
    return {fmt::format("{}, просрочено на {}", ru, WorkingDaysRussian(task.days_late)),
            fmt::format("{}, {} late", en, WorkingDaysEnglish(task.days_late))};
  }
  if (due == today) return {ru + ", сегодня", en + ", today"};
  const absl::StatusOr<int> left = calendar.WorkingDaysBetween(today, due);
  if (due < today || !left.ok()) return {ru, en};
  return {fmt::format("{}, осталось {}", ru, WorkingDaysRussian(*left)),
          fmt::format("{}, {} left", en, WorkingDaysEnglish(*left))};
}

Wording ShiftReason(const task::Task& task) {
  const task::PlannedTask& planned = *task.planned;
  if (task.kept_due && task.window && task.effective_due != task.window->due) {
    return {fmt::format("по новой версии документа {}, срок прежней версии сохранён",
                        FormatRussian(task.window->due)),
            fmt::format("the new version says {}, the day of the earlier one is kept",
                        FormatIso(task.window->due))};
  }
  if (task.extended && task.window && task.effective_due != task.window->due) {
    return {fmt::format("по документу {}, срок продлён", FormatRussian(task.window->due)),
            fmt::format("the document says {}, extended", FormatIso(task.window->due))};
  }
  if (!task.window || !planned.nominal_day || task.effective_due == task.window->due) return {};
  const Date nominal = task.window->due;
  const calendar::DayInfo& day = *planned.nominal_day;
  return {fmt::format("по документу {}: {}, {}", FormatRussian(nominal), day.reason,
                      ShiftRussian(planned.measure->nonworking)),
          fmt::format("the document says {}: {}, {}", FormatIso(nominal), day.reason_en,
                      ShiftEnglish(planned.measure->nonworking))};
}

Wording ReasonWords(std::string_view reason) {
  if (const auto days = WorkingDaysIn(reason, "DUE_IN_")) {
    return {"срок через " + WorkingDaysRussian(*days), "due in " + WorkingDaysEnglish(*days)};
  }
  if (const auto days = WorkingDaysIn(reason, "OVERDUE_BY_")) {
    return {"просрочено на " + WorkingDaysRussian(*days),
            "overdue by " + WorkingDaysEnglish(*days)};
  }
  constexpr std::string_view kCoalesced = "COALESCED_INTO ";
  if (reason.starts_with(kCoalesced)) {
    const std::string_view rung = reason.substr(kCoalesced.size());
    return {fmt::format("сказано ступенью {}", rung), fmt::format("said by rung {}", rung)};
  }
  if (reason == "DUE_TODAY") return {"срок сегодня", "due today"};
  if (reason == "TOO_LATE") return {"говорить уже поздно", "too late to say"};
  if (reason == "TIME_PASSED") return {"её день прошёл", "its day has passed"};
  if (reason == "TASK_CLOSED") return {"задача закрыта", "the task is closed"};
  if (reason == "TASK_REPORTED") return {"отчёт уже сдан", "it has been reported"};
  if (reason == "TASK_WITHDRAWN") return {"задача снята", "the task is withdrawn"};
  if (reason == "TASK_OPEN") return {"отчёт возвращён", "the report was returned"};
  if (reason == "WAITS_FOR_CONTROL")
    return {"отчёт ждёт решения", "the report waits for a decision"};
  if (reason == "REPORT_WAITS") return {"отчёт внесён", "it was reported"};
  if (reason == "ACCEPTED") return {"отчёт принят", "the report was accepted"};
  if (reason == "RETURNED") return {"отчёт возвращён", "the report was returned"};
  if (reason == "REOPENED") return {"задача открыта снова", "the task was reopened"};
  if (reason == "WITHDRAWN") return {"задача снята", "the task was withdrawn"};
  if (reason == "EXTENSION_ASKED") return {"просят продлить срок", "an extension is asked for"};
  if (reason == "EXTENSION_GRANTED") return {"срок продлён", "the deadline was extended"};
  if (reason == "EXTENSION_REFUSED") return {"в продлении отказано", "the extension was refused"};
  if (reason == "DELEGATED") return {"задача передана", "the task was handed over"};
  if (reason == "SIGN_OF_LIFE_EXPECTED") {
    return {"ждём признака жизни", "a sign of life is expected"};
  }
  if (reason == "TARGET_MISSED")
    return {"цель уже не достичь", "the target cannot be met any more"};
  if (reason == "DOES_NOT_APPLY") return {"задача не применяется", "the task does not apply"};
  if (reason == "DUE_BEFORE_ADOPTION")
    return {"срок до принятия карты", "due before the roadmap was adopted"};
  return {std::string(reason), std::string(reason)};
}

Wording WhyNotSent(std::string_view reason) {
  struct Known {
    std::string_view prefix;
    std::string_view ru;
    std::string_view en;
  };
  static constexpr Known kKnown[] = {
      {"UNREACHABLE", "нет адреса", "no address"},
      {"LEFT", "у него больше нет роли", "no role any more"},
      {"LEASE_EXPIRED", "отправку много раз брали и не закончили",
       "it was taken many times and never answered"},
      {"ADDRESS_INVALID", "адрес неверен", "the address is wrong"},
      {"SMTP_REFUSED_RECIPIENT", "почтовый сервер не знает такого адресата",
       "the mail server does not know the recipient"},
      {"SMTP_REFUSED_MESSAGE", "почтовый сервер отказался принять письмо",
       "the mail server refused the message"},
      {"SMTP_", "почтовый сервер не принимает письма", "the mail server takes no mail"},
      {"HTTP_INTERNAL_HOST", "адрес ведёт во внутреннюю сеть",
       "the address leads inside the house"},
      {"HTTP_REDIRECT", "по этому адресу отсылают на другой", "the address leads to another one"},
      {"HTTP_", "получатель по этому адресу не отвечает как должен",
       "the receiver at this address does not answer as it should"},
      {"SPOOL_", "папка для писем недоступна", "the folder for letters cannot be written"},
  };
  for (const Known& known : kKnown) {
    if (reason.starts_with(known.prefix)) return {std::string(known.ru), std::string(known.en)};
  }
  return {std::string(reason), std::string(reason)};
}

Wording Joined(const Wording& a, const Wording& b) {
  if (a.ru.empty()) return b;
  if (b.ru.empty()) return a;
  return {a.ru + "; " + b.ru, a.en + "; " + b.en};
}

std::string TitleOf(const roadmap::Measure& measure) {
  return measure.number.empty() ? ShortTitle(measure.title)
                                : fmt::format("{} {}", measure.number, ShortTitle(measure.title));
}

std::string TitleOf(const roadmap::Indicator& indicator) {
  return ShortTitle(indicator.title.empty() ? indicator.id : indicator.title);
}

Wording GatheredText(const task::Gathered& gathered, const std::vector<std::string>& named) {
  Wording out{fmt::format("сдали {} из {}", gathered.delivered, gathered.asked),
              fmt::format("{} of {} delivered", gathered.delivered, gathered.asked)};
  if (named.empty()) return out;
  const size_t more = gathered.missing.size() - std::min(named.size(), gathered.missing.size());
  const std::string names = fmt::format("{}", fmt::join(named, ", "));
  out.ru += fmt::format(", нет: {}", names) + (more > 0 ? fmt::format(" и ещё {}", more) : "");
  out.en +=
      fmt::format(", missing: {}", names) + (more > 0 ? fmt::format(" and {} more", more) : "");
  return out;
}

Wording NoticeText(const task::Task& task, Date today, const calendar::WorkCalendar& calendar) {
  const Wording state = DueState(task, today, calendar);
  const std::string title = TitleOf(*task.planned->measure);
  return {fmt::format("{}: {}", title, state.ru), fmt::format("{}: {}", title, state.en)};
}

Wording ControlText(const task::Task& task, Date reported_on) {
  const std::string title = TitleOf(*task.planned->measure);
  return {fmt::format("{}: отчёт от {} ждёт решения", title, FormatRussian(reported_on)),
          fmt::format("{}: the report of {} waits for a decision", title, FormatIso(reported_on))};
}

Wording LifeText(const task::Task& task, Date sign) {
  const std::string title = TitleOf(*task.planned->measure);
  return {fmt::format("{}: с {} нет отметки о ходе работы", title, FormatRussian(sign)),
          fmt::format("{}: no sign of life since {}", title, FormatIso(sign))};
}

}  // namespace vekha::workflow
