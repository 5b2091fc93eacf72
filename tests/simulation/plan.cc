#include "tests/simulation/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "tests/simulation/work_days.h"
#include "tests/support/rules.h"

namespace vekha::test {

const Date kAdopted(2022, 9, 1);
const Date kLastDay(2023, 8, 31);

const char kPlan[] =
    "roadmap: plan\ntitle: План\nlevel: school\nperiod: 2022-09-01..2023-08-31\n"
    "control: curator\nextensions: 3\nroles:\n  Куратор: curator\n"
    R"(stages:
  - id: "1"
    title: Этап
    measures:
      - {id: "1", title: Приказ, term: до 30 сентября 2022, responsible: Иванов И. И. Петров П. П., evidence: order}
      - {id: "2", title: База, term: до 31 октября 2022, responsible: Иванов И. И., after: ["1"], done_when: mentees.count > 0}
      - {id: "3", title: Пары, term: до 30 ноября 2022, responsible: Петров П. П., after: ["2"], ladder: strict}
      - {id: "4", title: Отчёт, term: 20 декабря 2022 и 20 мая 2023, responsible: Сидоров С. С.}
      - {id: "5", title: Встречи, term: ежемесячно до 20 числа, responsible: Петров П. П.}
      - {id: "6", title: Сайт, term: постоянно, responsible: Сидоров С. С., heartbeat: 30, ladder: gentle}
      - {id: "7", title: Сверка, term: до 10 апреля 2023, responsible: Глухов Г. Г.}
      - {id: "8", title: Анкеты, term: до 27 января 2023, responsible: Куратор, ladder: loud}
      - {id: "9", title: Итоги, term: до 1 июня 2023, responsible: Сидоров С. С. Иванов И. И., after: ["4"], applies_when: pairs.count > 0}
      - {id: "10", title: Смотр, term: до 15 марта 2023, responsible: Иванов И. И. Петров П. П., ladder: loud}
)";

namespace {

constexpr char kLoud[] = R"(
  loud:
    title: Громкая лестница
    acknowledge: 5
    rungs:
      - {id: d-7, offset: -7, kind: reminder, audience: [responsible], late: skip}
      - {id: d-4, offset: -4, kind: reminder, audience: [responsible, co_executors], late: each}
      - {id: d-2, offset: -2, kind: reminder, audience: [responsible, co_executors], late: each, max_lateness: 1}
      - {id: d0, offset: 0, kind: reminder, audience: [responsible, co_executors]}
      - {id: d+1, offset: 1, kind: alert, audience: [responsible, co_executors, controller], late: skip}
      - {id: d+2, offset: 2, kind: alert, audience: [responsible, co_executors, controller, authority], max_lateness: 2}
    control:
      - {id: c+0, offset: 0, audience: [controller], late: skip}
      - {id: c+1, offset: 1, audience: [controller], late: each, max_lateness: 3}
      - {id: c+2, offset: 2, audience: [controller, coordinator]}
)";

std::string IdOf(int row, Date nominal) {
  return fmt::format("{}/plan/{}/{}", kSchool, row, FormatIso(nominal));
}

// As Контроль исполнения has it: a due day on a day off moves before it.
Duty On(int row, Date nominal, std::vector<std::string> people) {
  return {
      .id = IdOf(row, nominal), .due = WorkDays::AtOrBefore(nominal), .people = std::move(people)};
}

std::vector<Duty> MakeDuties() {
  std::vector<Duty> all;
  all.push_back(On(1, Date(2022, 9, 30), {"ivanov", "petrov"}));
  all.push_back(On(2, Date(2022, 10, 31), {"ivanov"}));
  all.back().after = {all[0].id};
  all.back().done_when_positive = "mentees.count";
  all.push_back(On(3, Date(2022, 11, 30), {"petrov"}));
  all.back().after = {all[1].id};
  all.back().ladder = "strict";
  all.push_back(On(4, Date(2022, 12, 20), {"sidorov"}));
  all.push_back(On(4, Date(2023, 5, 20), {"sidorov"}));
  const std::string report = all.back().id;
  for (int month = 9; month <= 20; ++month) {
    const int year = month > 12 ? 2023 : 2022;
    all.push_back(On(5, *MakeDate(year, month > 12 ? month - 12 : month, 20), {"petrov"}));
  }
  all.push_back({.id = fmt::format("{}/plan/6/2022-09-01..2023-08-31", kSchool),
                 .ladder = "gentle",
                 .people = {"sidorov"},
                 .heartbeat = 30});
  all.push_back(On(7, Date(2023, 4, 10), {"gluhov"}));
  all.push_back(On(8, Date(2023, 1, 27), {}));
  all.back().role = "curator";
  all.back().role_name = "Куратор";
  all.back().ladder = "loud";
  all.push_back(On(9, Date(2023, 6, 1), {"sidorov", "ivanov"}));
  all.back().after = {report};
  all.back().applies_when_positive = "pairs.count";
  all.push_back(On(10, Date(2023, 3, 15), {"ivanov", "petrov"}));
  all.back().ladder = "loud";
  return all;
}

}  // namespace

const workflow::RuleBook& YearRules() {
  static const std::shared_ptr<const workflow::RuleBook> kRules = [] {
    std::vector<Source> sources;
    for (Source& source : RuleSources()) {
      const bool ladders = source.name() == "ladders.yaml";
      sources.push_back(ladders ? Source(source.name(), std::string(source.text()) + kLoud)
                                : std::move(source));
    }
    auto loaded = workflow::LoadRuleBook(sources);
    for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << FormatDiagnostic(d);
    return *loaded.value;
  }();
  return *kRules;
}

const std::vector<Duty>& Duties() {
  static const std::vector<Duty> kDuties = MakeDuties();
  return kDuties;
}

const Duty* FindDuty(const std::string& id) {
  const auto found = std::find_if(Duties().begin(), Duties().end(),
                                  [&](const Duty& duty) { return duty.id == id; });
  return found == Duties().end() ? nullptr : &*found;
}

}  // namespace vekha::test
