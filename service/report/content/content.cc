#include "service/report/content/content.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "service/report/content/indicator_sheet.h"

namespace vekha::service::report {
namespace {

using Kind = ColumnKind;

Date DayOf(const v1::Date& day) {
  return Date(static_cast<unsigned short>(day.year()), static_cast<unsigned short>(day.month()),
              static_cast<unsigned short>(day.day()));
}

// What every paper of this room is written with.
struct Words {
  Language language;
  std::string operator()(const char* ru, const char* en) const {
    return language == Language::kRussian ? ru : en;
  }
};

Total Sum() { return {Total::Kind::kSum, 0, 0}; }

State StateOf(const v1::Task& task, bool overdue) {
  if (overdue) return State::kOverdue;
  switch (task.state()) {
    case v1::TASK_STATE_REPORTED:
      return State::kReported;
    case v1::TASK_STATE_CLOSED:
      return task.done_late() ? State::kDoneLate : State::kDone;
    case v1::TASK_STATE_WITHDRAWN:
      return State::kWithdrawn;
    default:
      break;
  }
  if (!task.has_due_date() && !task.waits_for().empty()) return State::kWaiting;
  if (!task.blocked_by().empty()) return State::kBlocked;
  return task.state() == v1::TASK_STATE_PLANNED ? State::kPlanned : State::kOpen;
}

std::string NameOf(const v1::Task& task) {
  return task.organization_name().empty() ? task.organization() : task.organization_name();
}

std::string MeasureOf(const v1::Task& task) {
  return task.measure_number().empty()
             ? task.measure_title()
             : fmt::format("{} {}", task.measure_number(), task.measure_title());
}

// Who can mend it: the first who answers and is there, or who stands in for him.
const v1::Reach* ReachOf(const v1::OverdueItem& item) {
  for (const v1::Fixer& fixer : item.fixers()) {
    if (fixer.has_substitute()) return &fixer.substitute();
    if (fixer.has_reach()) return &fixer.reach();
  }
  return nullptr;
}

Row RowOf(const v1::OverdueItem& item, const Words& say) {
  const v1::Task& task = item.task();
  Row row;
  row.cells = {NameOf(task), MeasureOf(task)};
  row.cells.push_back(task.has_due_date() ? Cell(DayOf(task.due_date())) : Cell());
  row.cells.emplace_back(item.overdue_on() ? State::kOverdue : State::kDueSoon);
  row.cells.push_back(item.overdue_on() ? Cell(int64_t{task.days_late()}) : Cell());
  row.cells.emplace_back(say(item.missing().c_str(), item.missing_en().c_str()));
  const v1::Reach* reach = ReachOf(item);
  if (reach != nullptr) {
    row.cells.emplace_back(reach->person_name());
    row.cells.emplace_back(reach->address());
  } else {
    row.cells.emplace_back(item.fixers().empty() ? std::string() : item.fixers(0).name());
    row.cells.emplace_back(say("никого не найдено", "nobody is found"));
  }
  if (item.has_sign()) row.cells.emplace_back(DayOf(item.sign().on_date()));
  return row;
}

Sheet LateSheet(const v1::CheckOverdueResponse& check, const Words& say) {
  Sheet sheet;
  sheet.name = say("Просрочки", "Overdue");
  sheet.columns = {{say("Организация", "Organization"), Kind::kText},
                   {say("Мероприятие", "Measure"), Kind::kText},
                   {say("Срок", "Due"), Kind::kDate},
                   {say("Состояние", "State"), Kind::kState},
                   {say("Опоздание, раб. дней", "Working days late"), Kind::kDayCount},
                   {say("Чего нет", "Missing"), Kind::kText},
                   {say("Кто исправит", "Who can mend"), Kind::kText},
                   {say("Как связаться", "Reach"), Kind::kText},
                   {say("Последний отклик", "Last sign"), Kind::kDate}};
  for (const v1::OverdueItem& item : check.items()) sheet.rows.push_back(RowOf(item, say));
  return sheet;
}

// Counted from the tasks shown, so that the two sheets agree.
Sheet ByOrganization(const v1::CheckOverdueResponse& check, const Words& say) {
  Sheet sheet;
  sheet.name = say("По организациям", "By organization");
  const auto column = [](std::string title) {
    return Column{std::move(title), Kind::kInteger, 0, Sum()};
  };
  sheet.columns = {{say("Организация", "Organization"), Kind::kText},
                   column(say("Просрочено сейчас", "Overdue now")),
                   column(say("Срок подойдёт", "Falls due")),
                   column(say("Будет просрочено", "Overdue then"))};
  std::map<std::string, std::array<int64_t, 3>> counts;  // by name
  for (const v1::OverdueItem& item : check.items()) {
    auto& [now, falls, then] = counts[NameOf(item.task())];
    now += item.overdue_now() ? 1 : 0;
    falls += item.overdue_now() ? 0 : 1;
    then += item.overdue_on() ? 1 : 0;
  }
  for (const auto& [name, count] : counts) {
    sheet.rows.push_back({{name, count[0], count[1], count[2]}, {}});
  }
  return sheet;
}

std::string TitleOf(const v1::TaskGroup& group, const Words& say) {
  const std::string title = group.title().empty() ? say("(никто)", "(nobody)") : group.title();
  // Nobody is found: of one name there may be several roles.
  if (!group.role().empty() && group.role() != title) {
    return fmt::format("{} ({} {})", title, say("роль", "role"), group.role());
  }
  const std::string& number = group.measure().empty() ? group.stage() : group.measure_number();
  return number.empty() ? title : fmt::format("{} {}", number, title);
}

Sheet TotalsSheet(const v1::SummarizeResponse& summary, const Words& say) {
  Sheet sheet;
  sheet.name = say("Сводка", "Summary");
  const auto column = [](std::string title) {
    return Column{std::move(title), Kind::kInteger, 0, Sum()};
  };
  constexpr size_t kAll = 1;
  constexpr size_t kClosed = 7;
  sheet.columns = {{say("Что", "What"), Kind::kText},
                   column(say("Всего", "All")),
                   column(say("Впереди", "Planned")),
                   column(say("Идёт", "Open")),
                   column(say("Просрочено", "Overdue")),
                   column(say("Срок за 7 дней", "Due in 7 days")),
                   column(say("На проверке", "Reported")),
                   column(say("Закрыто", "Closed")),
                   column(say("С опозданием", "Done late")),
                   column(say("Снято", "Withdrawn")),
                   column(say("Не касается", "Not applying")),
                   {say("Закрыто, доля", "Closed, share"),
                    Kind::kPercent,
                    0,
                    {Total::Kind::kShare, kClosed, kAll}}};
  for (const v1::SummaryGroup& group : summary.groups()) {
    const v1::TaskTotals& t = group.totals();
    Row row;
    row.cells.emplace_back(TitleOf(group.group(), say));
    for (const int count : {t.all(), t.planned(), t.open(), t.overdue(), t.due_soon(), t.reported(),
                            t.closed(), t.done_late(), t.withdrawn(), t.not_applying()}) {
      row.cells.emplace_back(int64_t{count});
    }
    if (t.all() > 0) row.cells.emplace_back(static_cast<double>(t.closed()) / t.all());
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

std::optional<Timeline> TimelineOf(const std::vector<v1::Task>& tasks, Date today,
                                   const Words& say) {
  Timeline line;
  line.title = say("Дорожная карта", "Roadmap");
  line.today = today;
  for (const v1::Task& task : tasks) {
    if (!task.has_window()) continue;
    Bar bar{MeasureOf(task), std::nullopt, DayOf(task.window().due()),
            StateOf(task, task.overdue())};
    if (task.window().has_start()) bar.start = DayOf(task.window().start());
    const Date first = bar.start.value_or(bar.due);
    line.from = line.bars.empty() ? first : std::min(line.from, first);
    line.to = line.bars.empty() ? bar.due : std::max(line.to, bar.due);
    line.bars.push_back(std::move(bar));
  }
  if (line.bars.empty()) return std::nullopt;
  line.to = std::min(line.to, AddDays(line.from, 365 * kTimelineYears));
  return line;
}

Paper Begin(std::string title, const std::string& organization, const v1::Date& day,
            int64_t revision, Language language) {
  Paper paper;
  paper.language = language;
  paper.title = std::move(title);
  paper.organization = organization;
  paper.day = DayOf(day);
  paper.revision = static_cast<uint64_t>(revision);
  return paper;
}

}  // namespace

Paper OverduePaper(const v1::CheckOverdueResponse& check, const std::string& organization,
                   Language language) {
  const Words say{language};
  Paper paper = Begin(say("Проверка перед отчётом", "The check before the report"), organization,
                      check.on_date(), check.revision(), language);
  const v1::OverdueCounts& counts = check.counts();
  paper.notes.push_back(fmt::format("{}: {}; {}: {}; {}: {}",
                                    say("просрочено сейчас", "overdue now"), counts.overdue_now(),
                                    say("срок подойдёт", "falls due"), counts.falls_due(),
                                    say("будет просрочено", "overdue then"), counts.overdue_on()));
  paper.sheets = {LateSheet(check, say), ByOrganization(check, say)};
  return paper;
}

Paper SummaryPaper(const v1::SummarizeResponse& summary, const std::string& organization,
                   const std::vector<v1::Task>& tasks, Language language) {
  const Words say{language};
  Paper paper = Begin(say("Сводка", "Summary"), organization, summary.on_date(), summary.revision(),
                      language);
  paper.sheets = {TotalsSheet(summary, say)};
  if (!summary.indicators().empty()) paper.sheets.push_back(IndicatorSheet(summary, language));
  paper.timeline = TimelineOf(tasks, paper.day, say);
  return paper;
}

}  // namespace vekha::service::report
