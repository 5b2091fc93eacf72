// Lives through the days of a test.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/rule_test/context.h"
#include "engine/rule_test/deed.h"
#include "engine/rule_test/notifications.h"
#include "engine/rule_test/task_fields.h"
#include "engine/simulation/simulation.h"
#include "engine/task/calendar_days.h"

namespace vekha::rule_test {
namespace {

struct Assumed {
  const Act* act;
  std::string name;  // "the report of 3.5"
  simulation::Assumption what;
};

class ScenarioRun {
 public:
  ScenarioRun(const Test& test, Context& context) : test_(test), context_(context) {}

  void Run() {
    CheckDays();
    CheckActs();
    MakeAbsences();
    if (context_.result.wrong) return;
    workflow::State state = context_.world.state;
    for (const Period& span : Spans()) {
      if (!RunSpan(span, state)) return;
    }
    CheckGolden();
  }

 private:
  // By what was done in the morning, then by the run.
  Notifications SaidOn(const simulation::Day& day) const {
    const std::set<std::string> unread(day.unread.begin(), day.unread.end());
    Notifications said;
    for (const workflow::Notification* n : simulation::NotificationsOf(day)) {
      said.push_back({*n, unread.contains(n->id) || IsAway(n->person, day.date)});
    }
    return said;
  }

  bool IsAway(const PersonId& person, Date day) const {
    return std::any_of(absences_.begin(), absences_.end(), [&](const simulation::Absence& a) {
      return a.person == person && a.from <= day && (!a.to || day <= *a.to);
    });
  }

  // --- before the first day
  void CheckDays() {
    for (const Act& act : test_.acts) {
      CheckDay(act.at, act.on);
      if (!act.refused.empty() && (IsOutage(act.on) || act.on < context_.world.adopted)) {
        context_.Problem(act.at, "E0812",
                         {"в этот день отказ не проверяется: прогона нет или карта не принята",
                          "a refusal is not tried on that day: no run, or not yet adopted"});
      }
    }
    for (const Expectation& one : test_.expectations) {
      CheckDay(one.at, one.on);
      if (one.on < context_.world.adopted) {
        context_.Problem(
            one.at, "E0812",
            {"в этот день карта ещё не принята", "the roadmap is not yet adopted on that day"});
      }
      if (IsOutage(one.on)) {
        context_.Problem(one.at, "E0812",
                         {"в этот день прогона нет (outage)", "there is no run on that day"});
      }
      if (!one.place.empty() &&
          !context_.world.state.organizations.contains(OrganizationId(one.place))) {
        context_.UnknownOrganization(one.at, one.place);
      }
    }
    for (const auto& outage : test_.outages) {
      context_.IsInPeriod(outage.at, outage.value.first);
      context_.IsInPeriod(outage.at, outage.value.last);
    }
    if (test_.golden && test_.span) {
      context_.IsInPeriod(test_.golden->at, test_.span->first);
      context_.IsInPeriod(test_.golden->at, test_.span->last);
    }
    if (!test_.golden && test_.span) {
      context_.Problem(test_.at, "E0802",
                       {"«span» - дни файла golden, а его нет",
                        "\"span\" is the days of a golden, and there is none"});
    }
    if (test_.golden && !test_.span) {
      context_.Problem(
          test_.golden->at, "E0802",
          {"у golden нет «span»: за какие дни", "a golden needs the \"span\" of its days"});
    }
  }

  void CheckDay(SourceRange at, Date day) {
    if (context_.IsInPeriod(at, day)) last_ = std::max(last_.value_or(day), day);
  }

  bool IsOutage(Date day) const {
    return std::any_of(test_.outages.begin(), test_.outages.end(),
                       [&](const Placed<Period>& outage) { return outage.value.Contains(day); });
  }

  // --- what is assumed to happen
  void CheckActs() {
    for (const Act& act : test_.acts) {
      acts_.push_back(&act);
      const OrganizationId place(act.place);
      if (!act.facts.empty() && !place.empty() &&
          !context_.world.state.organizations.contains(place)) {
        context_.UnknownOrganization(act.at, act.place);
      }
      if (IsDone(act)) NamesExist(act, context_);
    }
    std::stable_sort(acts_.begin(), acts_.end(),
                     [](const Act* a, const Act* b) { return a->on < b->on; });
  }

  static bool IsDone(const Act& act) { return act.deed && act.refused.empty(); }

  // They hold whatever part of the days is lived through.
  void MakeAbsences() {
    for (const Away& away : test_.absences) {
      const Date first = context_.world.adopted;
      if (away.to && *away.to < first) {
        context_.Problem(away.at, "E0812",
                         {"отсутствие кончилось раньше, чем принята карта",
                          "the absence is over before the roadmap is adopted"});
      } else {
        context_.IsInPeriod(away.at, std::max(away.from, first));
      }
      auto person = workflow::ResolvePerson(context_.world.state, away.person);
      if (person.ok()) {
        absences_.push_back(simulation::Absence{*std::move(person), away.from, away.to});
      } else {
        context_.Problem(away.at, person.status());
      }
    }
  }

  simulation::AssumedFact FactOf(const Act& act, const FactGiven& fact) const {
    simulation::AssumedFact assumed{act.on, context_.world.adopter, {}};
    if (!act.place.empty()) assumed.organization = OrganizationId(act.place);
    assumed.record.name = fact.name;
    assumed.record.value = fact.value;
    assumed.record.source = "test";
    const facts::FactDeclaration* declared = context_.rules.facts.Find(fact.name);
    if (act.scope_day && declared != nullptr) {
      assumed.record.scope = facts::ScopeKey(declared->per, *act.scope_day);
    }
    return assumed;
  }

  // Of the acts up to a day that were not yet done, by the state before them.
  bool AssumeUpTo(Date last, const workflow::State& state, std::vector<Assumed>& assumed) {
    for (; next_ < acts_.size() && acts_[next_]->on <= last; ++next_) {
      const Act& act = *acts_[next_];
      for (const FactGiven& fact : act.facts) {
        assumed.push_back({&act, "the facts", FactOf(act, fact)});
      }
      if (!IsDone(act)) continue;
      auto deed = AssumptionOf(act, state, context_);
      if (!deed) return false;
      assumed.push_back({&act, DeedName(*act.deed), *std::move(deed)});
    }
    return true;
  }

  // --- day by day
  // The days with a run, in unbroken spans no longer than a simulation takes. One begins where
  // something is done with a task: who may do it is known the evening before.
  std::vector<Period> Spans() {
    std::vector<Period> spans;
    Date last = last_.value_or(context_.world.adopted);
    if (test_.span) last = std::max(last, test_.span->last);
    for (Date day = context_.world.adopted; day <= last; day = AddDays(day, 1)) {
      if (IsOutage(day)) continue;
      const bool done = std::any_of(acts_.begin(), acts_.end(),
                                    [&](const Act* act) { return act->on == day && IsDone(*act); });
      const bool goes_on = !done && !spans.empty() && AddDays(spans.back().last, 1) == day &&
                           DaysBetween(spans.back().first, day) < simulation::kSpanDaysMax;
      if (goes_on) {
        spans.back().last = day;
      } else {
        spans.push_back({day, day});
      }
    }
    return spans;
  }

  bool RunSpan(const Period& span, workflow::State& state) {
    std::vector<Assumed> assumed;
    if (!AssumeUpTo(span.last, state, assumed)) return false;
    simulation::Scenario scenario{span, {}};
    for (const Assumed& one : assumed) scenario.assumptions.push_back(one.what);
    for (const simulation::Absence& absence : absences_) {
      scenario.assumptions.emplace_back(absence);
    }
    workflow::State end;
    const absl::Status status =
        simulation::Simulate(std::move(state), context_.rules, scenario,
                             [&](const simulation::Day& day, const workflow::State& after) {
                               if (day.date == span.last) end = after;
                               return SeeDay(day, after);
                             });
    state = std::move(end);
    if (status.ok()) return true;
    Refused(assumed, status);
    return false;
  }

  // Something the test does is refused: that is a failure with its place, not a slip of the test.
  void Refused(const std::vector<Assumed>& assumed, const absl::Status& status) {
    const Rejection why = RejectionOf(status);
    const auto number = why.metadata.find("assumption");
    if (number == why.metadata.end()) return context_.Problem(test_.at, status);
    const Assumed& refused = assumed.at(static_cast<size_t>(std::stoul(number->second)) - 1);
    context_.Expect(refused.act->at, refused.name, "accepted",
                    fmt::format("refused: {}: {}", why.reason, why.message));
  }

  absl::Status SeeDay(const simulation::Day& day, const workflow::State& after) {
    if (!day.skipped.empty()) return day.skipped.front().why;
    const Notifications said = SaidOn(day);
    for (const Expectation& expected : test_.expectations) {
      if (expected.on != day.date) continue;
      for (const TaskExpectation& one : expected.tasks) CheckTask(one, expected, after);
      CheckNotifications(expected, said, context_);
    }
    for (const Act& act : test_.acts) {
      if (act.on == day.date && !act.refused.empty()) CheckRefusal(act, after);
    }
    if (test_.golden && test_.span && test_.span->Contains(day.date)) AddToGolden(day.date, said);
    return absl::OkStatus();
  }

  void CheckTask(const TaskExpectation& expected, const Expectation& when,
                 const workflow::State& after) {
    const task::PlannedTask* planned = context_.Planned(expected.task, when.place, when.on);
    if (planned == nullptr) return;
    context_.Named(*planned->measure);
    const workflow::AdoptionEntry& entry =
        after.adoptions.at({context_.world.adopter, context_.roadmap().id});
    const auto sheet =
        workflow::SheetOf(after, context_.rules, entry,
                          after.organizations.at(planned->organization).organization, when.on);
    if (!sheet.ok()) return context_.Problem(when.at, sheet.status());
    const auto task =
        std::find_if(sheet->tasks.begin(), sheet->tasks.end(),
                     [&](const task::Task& t) { return t.planned->id == planned->id; });
    See(*task, *sheet, after, when.on);
    for (const Field& field : expected.fields) {
      const std::string actual = FieldText(*task, field.key, after, when.on, context_);
      if (field.key == "responsible" && SameNames(field.expected, actual)) continue;
      context_.Expect(
          field.at,
          fmt::format("{} on {}: {}", expected.task.measure, FormatIso(when.on), field.key),
          field.expected, actual);
    }
  }

  // What the run made of the task's conditions counts as seen.
  void See(const task::Task& task, const workflow::TaskSheet& sheet, const workflow::State& after,
           Date today) {
    const task::PlannedTask& planned = *task.planned;
    const auto situation =
        workflow::SituationOf(after, context_.rules, planned.organization, today);
    const task::CalendarDays days(*sheet.plan->calendar);
    const Date due = task.window ? task.window->due : planned.open_from;
    const facts::FactActivation facts(situation.catalog, situation.facts,
                                      planned.ongoing ? today : due, today, &days,
                                      situation.members.get());
    if (!planned.ongoing) context_.out.coverage.See(*planned.measure, Coverage::Kind::kDone, facts);
    context_.out.coverage.See(*planned.measure, Coverage::Kind::kApplies, facts);
  }

  // Tried in the evening, on what the day came to; nothing is kept of it.
  void CheckRefusal(const Act& act, const workflow::State& after) {
    const auto deed = AssumptionOf(act, after, context_);
    if (!deed) return;
    context_.Named(*context_.Measure(act.deed->task));
    const auto decision = workflow::Decide(after, context_.rules, CommandOf(*deed));
    context_.Expect(
        act.at, DeedName(*act.deed), "refused: " + act.refused,
        decision.ok() ? "accepted" : "refused: " + RejectionOf(decision.status()).reason);
  }

  // --- the golden: one line a notification, under its day
  void AddToGolden(Date day, const Notifications& said) {
    if (said.empty()) return;
    std::multiset<std::string> lines;
    for (const Said& one : said) lines.insert(GoldenLine(one.notification, context_.world.adopter));
    golden_ += FormatIso(day) + ":\n";
    for (const std::string& line : lines) golden_ += fmt::format("  - \"{}\"\n", line);
  }

  // Day and line of every notification of a golden; comments do not count.
  static std::vector<std::string> LinesOf(const std::string& golden) {
    std::vector<std::string> lines;
    std::istringstream in(golden);
    std::string day;
    for (std::string line; std::getline(in, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      const size_t first = line.find_first_not_of(' ');
      if (first == std::string::npos || line[first] == '#') continue;
      if (first == 0) {
        day = line.substr(0, line.find(':'));
      } else {
        lines.push_back(day + " " + line.substr(std::min(line.size(), first + 2)));
      }
    }
    return lines;
  }

  void CheckGolden() {
    if (!test_.golden) return;
    const std::string& name = test_.golden->value;
    context_.out.goldens[name] = golden_;
    const auto known = context_.goldens.find(name);
    if (known == context_.goldens.end()) {
      return context_.Expect(test_.golden->at, name, "a file beside the test",
                             "there is none; --update makes it");
    }
    const auto expected = LinesOf(known->second);
    const auto actual = LinesOf(golden_);
    std::vector<std::string> missing, unexpected;
    Subtract(expected, actual, missing);
    Subtract(actual, expected, unexpected);
    if (missing.empty() && unexpected.empty()) return;
    context_.Expect(test_.golden->at, name, Shorten(missing), Shorten(unexpected));
  }

  static void Subtract(std::vector<std::string> from, std::vector<std::string> what,
                       std::vector<std::string>& out) {
    std::sort(from.begin(), from.end());
    std::sort(what.begin(), what.end());
    std::set_difference(from.begin(), from.end(), what.begin(), what.end(),
                        std::back_inserter(out));
  }

  static std::string Shorten(std::vector<std::string> lines) {
    constexpr size_t kShown = 30;
    if (lines.empty()) return "nothing";
    if (lines.size() > kShown) {
      lines[kShown] = fmt::format("... and {} more", lines.size() - kShown);
      lines.resize(kShown + 1);
    }
    return fmt::format("{}", fmt::join(lines, "\n"));
  }

  const Test& test_;
  Context& context_;
  std::optional<Date> last_;      // of all days the test speaks of
  std::vector<const Act*> acts_;  // by day
  std::vector<simulation::Absence> absences_;
  size_t next_ = 0;  // the first act not yet given to a span
  std::string golden_;
};

}  // namespace

void RunScenario(const Test& test, Context& context) {
  if (test.Runs()) ScenarioRun(test, context).Run();
}

}  // namespace vekha::rule_test
