// vekha calendar: why a day is on or off.
#include <fmt/format.h>

#include "engine/base/status.h"
#include "service/cli/calendar_options.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/rule_calendar.h"
#include "service/cli/rules.h"
#include "service/cli/table.h"

namespace vekha::cli {
namespace {

constexpr int kDaysMax = 4000;  // the same as CalendarService takes

struct CalendarArguments {
  std::optional<Period> period;
  calendar::CalendarKey key;
};

absl::StatusOr<std::vector<calendar::DayInfo>> Describe(const calendar::WorkCalendar& calendar,
                                                        const Period& period) {
  std::vector<calendar::DayInfo> days;
  for (Date day = period.first; day <= period.last; day = AddDays(day, 1)) {
    auto described = calendar.Describe(day);
    if (!described.ok()) return NotCovered(calendar, day);
    days.push_back(std::move(*described));
  }
  return days;
}

Json JsonDays(const std::vector<calendar::DayInfo>& days, const Session& session) {
  Json list = Json::array();
  for (const calendar::DayInfo& day : days) {
    list.push_back({{"date", FormatIso(day.date)},
                    {"working", day.working},
                    {"short", day.shortened},
                    {"name", day.name},
                    {"reason", session.Say({day.reason, day.reason_en})}});
  }
  return {{"days", list}};
}

std::string ShowDays(const std::vector<calendar::DayInfo>& days, const Session& session) {
  Table table({session.Say({"день", "day"}), "", session.Say({"почему", "why"})});
  long working = 0;
  for (const calendar::DayInfo& day : days) {
    working += day.working ? 1 : 0;
    const Text what = day.shortened ? Text{"короткий", "short"}
                      : day.working ? Text{"рабочий", "working"}
                                    : Text{"выходной", "off"};
    table.Add({ShowDay(day.date, session.language()),
               {session.Say(what), day.working ? Style::kPlain : Style::kRed},
               session.Say({day.reason, day.reason_en})});
  }
  return table.Format(session.terminal) +
         session.Say(
             {fmt::format("{} из {}\n",
                          CountRussian(working, "рабочий день", "рабочих дня", "рабочих дней"),
                          days.size()),
              fmt::format("{} of {}\n", CountEnglish(working, "working day", "working days"),
                          days.size())});
}

absl::StatusOr<int> Calendar(Session& session, const CalendarArguments& arguments) {
  if (DaysBetween(arguments.period->first, arguments.period->last) >= kDaysMax) {
    return UsageError({fmt::format("не больше {} дней за раз", kDaysMax),
                       fmt::format("at most {} days at once", kDaysMax)});
  }
  VEKHA_ASSIGN_OR_RETURN(const auto book, LoadRules(session.options.rules));
  VEKHA_ASSIGN_OR_RETURN(const auto calendar, FindCalendar(*book, arguments.key));
  VEKHA_ASSIGN_OR_RETURN(const auto days, Describe(*calendar, *arguments.period));
  session.Print(session.options.json ? FormatJson(JsonDays(days, session))
                                     : ShowDays(days, session));
  return kDone;
}

}  // namespace

void AddCalendar(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<CalendarArguments>();
  CLI::App& command = AddCommand(root, session, "calendar",
                                 {"рабочие дни и почему они такие", "working days and why"});
  AddPeriod(command, session, "PERIOD", arguments->period,
            {"2022-11-01..2022-11-10", "2022-11-01..2022-11-10"}, Need::kRequired);
  AddCalendarOptions(command, session, arguments->key);
  AddRulesOption(command, session);
  OnRun(command, session, [&session, arguments] { return Calendar(session, *arguments); });
}

}  // namespace vekha::cli
