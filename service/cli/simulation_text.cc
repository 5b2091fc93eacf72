#include "service/cli/simulation_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "service/cli/date_text.h"
#include "service/cli/run_text.h"
#include "service/cli/table.h"
#include "service/cli/words.h"

namespace vekha::cli {
namespace {

std::string Heading(const Session& session, const Text& text) {
  return "\n" + session.Paint(Style::kBold, session.Say(text)) + "\n";
}

std::string ShowPeople(const v1::SimulationSummary& summary, const Session& session) {
  if (summary.people().empty()) {
    return Heading(session,
                   {"Никому ничего не было бы сказано.", "Nobody would be told anything."});
  }
  Table table({session.Say({"кому", "who"}), session.Say({"организация", "organization"}),
               session.Say({"всего", "all"}), session.Say({"просрочек", "overdue"}),
               session.Say({"не прочтёт", "unread"}), session.Say({"дней", "days"}),
               session.Say({"больше всего за день", "most on a day"})});
  for (const v1::PersonLoad& person : summary.people()) {
    const auto most =
        std::max_element(person.days().begin(), person.days().end(),
                         [](const auto& a, const auto& b) { return a.count() < b.count(); });
    std::string name = person.person_name();
    if (person.person().empty()) name += session.Say({" (некому)", " (nobody)"});
    table.Add({{name, person.person().empty() ? Style::kYellow : Style::kPlain},
               person.organization_name(),
               fmt::format("{}", person.notifications()),
               person.alerts() == 0 ? "" : fmt::format("{}", person.alerts()),
               person.unread() == 0 ? "" : fmt::format("{}", person.unread()),
               fmt::format("{}", person.days_size()),
               fmt::format("{} ({})", most->count(), ShowDay(most->date(), session.language()))});
  }
  return Heading(session, {"Кому сколько будет сказано", "Who is told how much"}) +
         table.Format(session.terminal, 2);
}

std::string FirstResponsible(const v1::Task& task) {
  if (task.responsible().empty()) return "";
  const v1::Responsible& first = task.responsible(0);
  return first.person_name().empty() ? first.name() : first.person_name();
}

std::string ShowLate(const v1::SimulationSummary& summary, const Session& session) {
  const std::string day = ShowDay(summary.late_on(), session.language());
  if (summary.late_count() == 0) {
    return Heading(session, {fmt::format("На {} ничего не просрочено.", day),
                             fmt::format("Nothing is late on {}.", day)});
  }
  Table table(std::vector<std::string>(5));
  for (const v1::Task& task : summary.late_tasks()) {
    const Cell state = ShowState(task, session.language());
    table.Add({ShowDay(task.due_date(), session.language()),
               {state.text, state.style},
               task.organization_name(),
               FirstResponsible(task),
               ShowMeasure(task.measure_number(), task.measure_title())});
  }
  return Heading(session, {fmt::format("Просрочено на {}: {}", day, summary.late_count()),
                           fmt::format("Late on {}: {}", day, summary.late_count())}) +
         table.Format(session.terminal, 2);
}

std::string ShowCalendar(const v1::SimulationSummary& summary, const Session& session) {
  std::set<std::string> organizations;
  for (const v1::CalendarDay& day : summary.calendar()) {
    for (const v1::DueTask& task : day.due()) organizations.insert(task.organization());
  }
  Table table({session.Say({"день", "day"}), session.Say({"сказано", "said"}),
               session.Say({"закрыто", "closed"}), session.Say({"срок", "due"})});
  const auto count = [](int n) { return n == 0 ? std::string() : fmt::format("{}", n); };
  for (const v1::CalendarDay& day : summary.calendar()) {
    std::string date = ShowDay(day.date(), session.language());
    std::string notified = count(day.notified());
    std::string closed = count(day.closed());
    if (day.due().empty()) {
      table.Add({date, notified, closed, count(day.due_count())});
    }
    for (const v1::DueTask& task : day.due()) {
      std::string text = ShowMeasure(task.measure_number(), task.measure_title());
      if (organizations.size() > 1) text = task.organization_name() + ": " + text;
      table.Add({std::exchange(date, ""), std::exchange(notified, ""), std::exchange(closed, ""),
                 std::move(text)});
    }
  }
  if (table.empty()) return "";
  return Heading(session, {"Календарь", "Calendar"}) + table.Format(session.terminal, 2);
}

Json JsonDay(const v1::Date& date) { return JsonDate(FromProto(date)); }

Json JsonPerson(const v1::PersonLoad& person) {
  Json days = Json::array();
  for (const v1::DayCount& day : person.days()) {
    days.push_back({{"date", JsonDay(day.date())}, {"count", day.count()}});
  }
  return {{"person", person.person()},
          {"person_name", person.person_name()},
          {"organization", person.organization()},
          {"organization_name", person.organization_name()},
          {"notifications", person.notifications()},
          {"alerts", person.alerts()},
          {"unread", person.unread()},
          {"days", std::move(days)}};
}

Json JsonLate(const v1::Task& task) {
  Json responsible = Json::array();
  for (const v1::Responsible& one : task.responsible()) {
    responsible.push_back(
        {{"name", one.name()}, {"person", one.person()}, {"person_name", one.person_name()}});
  }
  return {{"task", task.id()},
          {"organization", task.organization()},
          {"organization_name", task.organization_name()},
          {"measure_number", task.measure_number()},
          {"measure_title", task.measure_title()},
          {"due_date", JsonDay(task.due_date())},
          {"nominal_due_date", JsonDay(task.nominal_due_date())},
          {"days_late", task.days_late()},
          {"responsible", std::move(responsible)}};
}

Json JsonCalendarDay(const v1::CalendarDay& day) {
  Json due = Json::array();
  for (const v1::DueTask& task : day.due()) {
    due.push_back({{"task", task.task()},
                   {"organization", task.organization()},
                   {"organization_name", task.organization_name()},
                   {"measure_number", task.measure_number()},
                   {"measure_title", task.measure_title()}});
  }
  return {{"date", JsonDay(day.date())},
          {"due", std::move(due)},
          {"due_count", day.due_count()},
          {"notified", day.notified()},
          {"closed", day.closed()}};
}

template <typename Items, typename ToJson>
Json JsonList(const Items& items, ToJson to_json) {
  Json out = Json::array();
  for (const auto& item : items) out.push_back(to_json(item));
  return out;
}

Json JsonSummary(const v1::SimulationSummary& summary) {
  return {{"revision", summary.revision()},
          {"days", summary.days()},
          {"counts", JsonCounts(summary.counts())},
          {"people", JsonList(summary.people(), JsonPerson)},
          {"late_on", JsonDay(summary.late_on())},
          {"late_count", summary.late_count()},
          {"late_tasks", JsonList(summary.late_tasks(), JsonLate)},
          {"calendar", JsonList(summary.calendar(), JsonCalendarDay)},
          {"truncated", summary.truncated()}};
}

Json JsonSimulatedDay(const v1::SimulatedDay& day) {
  return {{"date", JsonDay(day.date())},
          {"notifications", JsonList(day.notifications(), JsonNotification)},
          {"unread", std::vector<std::string>(day.unread().begin(), day.unread().end())},
          {"closed_tasks",
           std::vector<std::string>(day.closed_tasks().begin(), day.closed_tasks().end())},
          {"assumed", day.assumed()},
          {"counts", JsonCounts(day.counts())},
          {"skipped", JsonSkipped(day.skipped())}};
}

}  // namespace

std::string ShowSimulatedDay(const v1::SimulatedDay& day, const Session& session) {
  if (day.notifications().empty() && day.closed_tasks().empty()) return "";
  std::string out = "\n" + session.Paint(Style::kBold, ShowDay(day.date(), session.language()));
  if (!day.closed_tasks().empty()) {
    out += session.Say({fmt::format(" · закрыто задач: {}", day.closed_tasks_size()),
                        fmt::format(" · tasks closed: {}", day.closed_tasks_size())});
  }
  if (!day.unread().empty()) {
    out += session.Say({fmt::format(" · не прочтут: {}", day.unread_size()),
                        fmt::format(" · unread: {}", day.unread_size())});
  }
  return out + "\n" + ShowNotifications(day.notifications(), session);
}

std::string ShowSkippedDays(const std::vector<v1::SimulatedDay>& days, const Session& session) {
  struct Skipped {
    v1::SkippedAdoption first;
    const v1::Date* since = nullptr;
    int days = 0;
  };
  std::map<std::tuple<std::string, std::string, std::string>, Skipped> adoptions;
  for (const v1::SimulatedDay& day : days) {
    for (const v1::SkippedAdoption& one : day.skipped()) {
      Skipped& skipped = adoptions[{one.organization(), one.roadmap(), one.reason()}];
      if (skipped.days++ > 0) continue;
      skipped.first = one;
      skipped.since = &day.date();
    }
  }
  google::protobuf::RepeatedPtrField<v1::SkippedAdoption> shown;
  for (const auto& [key, skipped] : adoptions) {
    const v1::SkippedAdoption& first = skipped.first;
    const std::string since = ShowDate(*skipped.since, session.language());
    v1::SkippedAdoption* out = shown.Add();
    *out = first;
    out->set_text(fmt::format("с {}, {}: {}", since,
                              CountRussian(skipped.days, "день", "дня", "дней"), first.text()));
    out->set_text_en(fmt::format("from {}, {}: {}", since,
                                 CountEnglish(skipped.days, "day", "days"), first.text_en()));
  }
  return ShowSkipped(shown, session);
}

std::string ShowSummary(const v1::SimulationSummary& summary, const Session& session) {
  std::string out = ShowPeople(summary, session) + ShowCalendar(summary, session) +
                    ShowLate(summary, session) + "\n" +
                    ShowCounts(summary.counts(), session.language());
  if (summary.truncated()) {
    out += session.Say({"Показано не всё: назовите одну организацию.\n",
                        "Not everything is shown: name one organization.\n"});
  }
  return out;
}

Json JsonSimulation(const Simulated& simulated) {
  return {{"days", JsonList(simulated.days, JsonSimulatedDay)},
          {"summary", JsonSummary(simulated.summary)}};
}

}  // namespace vekha::cli
