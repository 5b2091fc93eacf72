#include "engine/simulation/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "engine/base/overload.h"
#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "engine/workflow/tree.h"

namespace vekha::simulation {
namespace {

absl::Status SpanTooLong(int days) {
  return ToStatus(
      {absl::StatusCode::kInvalidArgument,
       "SPAN_TOO_LONG",
       fmt::format("{} days; at most {} can be simulated", days, kSpanDaysMax),
       fmt::format("Слишком длинный срок: {} дн., можно не больше {}.", days, kSpanDaysMax),
       {{"days", fmt::format("{}", days)}, {"max", fmt::format("{}", kSpanDaysMax)}}});
}

absl::Status TooMany(size_t count) {
  return ToStatus(
      {absl::StatusCode::kInvalidArgument,
       "ASSUMPTIONS_TOO_MANY",
       fmt::format("{} assumptions; at most {} are taken", count, kAssumptionsMax),
       fmt::format("Слишком много допущений: {}, можно не больше {}.", count, kAssumptionsMax),
       {{"count", fmt::format("{}", count)}, {"max", fmt::format("{}", kAssumptionsMax)}}});
}

absl::Status AlreadyRun(const workflow::AdoptionKey& key, Date mark, Date first) {
  return ToStatus(
      {absl::StatusCode::kFailedPrecondition,
       "SPAN_ALREADY_RUN",
       fmt::format("{} has been run up to {}; {} is not after it", key.organization.value(),
                   FormatIso(mark), FormatIso(first)),
       fmt::format("Прогон уже прошёл по {} включительно: начните позже.", FormatRussian(mark)),
       {{"mark", FormatIso(mark)},
        {"organization", key.organization.value()},
        {"roadmap", key.roadmap.value()}}});
}

absl::Status OutOfSpan(Date on, const Period& span) {
  return ToStatus(
      {absl::StatusCode::kInvalidArgument,
       "ASSUMPTION_OUT_OF_SPAN",
       fmt::format("{} is after the last day, {}", FormatIso(on), FormatIso(span.last)),
       fmt::format("{} — позже последнего дня ({}).", FormatRussian(on), FormatRussian(span.last)),
       {{"date", FormatIso(on)}, {"last", FormatIso(span.last)}}});
}

absl::Status ActOfAbsent(const PersonId& person, Date on) {
  return ToStatus(
      {absl::StatusCode::kInvalidArgument,
       "ASSUMPTION_ABSENT",
       fmt::format("{} is absent on {} and does nothing", person.value(), FormatIso(on)),
       fmt::format("{} по допущению отсутствует {} и ничего не делает.", person.value(),
                   FormatRussian(on)),
       {{"person", person.value()}, {"date", FormatIso(on)}}});
}

absl::Status CheckSpan(const workflow::State& state, const Period& span) {
  const int days = DaysBetween(span.first, span.last) + 1;
  if (days > kSpanDaysMax) return SpanTooLong(days);
  for (const auto& [key, entry] : state.adoptions) {
    if (entry.mark && span.first <= *entry.mark) return AlreadyRun(key, *entry.mark, span.first);
  }
  return absl::OkStatus();
}

workflow::RecordFacts CommandOf(const AssumedFact& fact) {
  facts::FactRecord record = fact.record;
  if (!record.observed_on) {
    record.observed_on = fact.on;
    record.observed_at = int64_t{86400} * DaysBetween(Date(1970, 1, 1), fact.on);
  }
  if (record.source.empty()) record.source = "assumption";
  return {fact.organization, {std::move(record)}};
}

class Reader {
 public:
  Reader(const workflow::State& state, const Scenario& scenario)
      : state_(state), span_(scenario.span) {
    for (const Assumption& assumption : scenario.assumptions) {
      if (const auto* absence = std::get_if<Absence>(&assumption)) {
        timeline_.absences.push_back(*absence);
      } else if (const auto* idle = std::get_if<Idle>(&assumption)) {
        idle_.push_back(idle->organization);
      }
    }
  }

  absl::Status Read(size_t number, const Assumption& assumption) {
    return std::visit(
        Overload{
            [&](const AssumedFact& fact) -> absl::Status {
              if (IsIdle(fact.organization)) return absl::OkStatus();
              return Add({fact.on, number, CommandOf(fact)});
            },
            [&](const AssumedReport& report) -> absl::Status { return Add(number, report); },
            [&](const AssumedAct& act) -> absl::Status { return Add(number, act); },
            [&](const Absence& absence) -> absl::Status {
              if (state_.people.contains(absence.person)) return absl::OkStatus();
              return workflow::PersonUnknown(absence.person.value(), {});
            },
            [&](const Idle& idle) -> absl::Status {
              if (state_.organizations.contains(idle.organization)) return absl::OkStatus();
              return workflow::OrganizationUnknown(idle.organization);
            },
        },
        assumption);
  }

  Timeline Take() && {
    std::stable_sort(timeline_.steps.begin(), timeline_.steps.end(),
                     [](const Step& a, const Step& b) { return a.on < b.on; });
    return std::move(timeline_);
  }

 private:
  absl::Status Add(size_t number, const AssumedReport& assumed) {
    const task::Report& report = assumed.report;
    return AddOfTask(
        assumed.task, report.by,
        {report.on, number, workflow::ReportTask{assumed.task, report, "", report.on}});
  }

  absl::Status Add(size_t number, const AssumedAct& assumed) {
    return std::visit(
        [&](auto command) {
          command.act.today = command.act.on;
          const workflow::TaskAct act = command.act;
          return AddOfTask(act.task, act.by, {act.on, number, std::move(command)});
        },
        assumed.command);
  }

  absl::Status AddOfTask(const TaskId& task, const PersonId& by, Step step) {
    const std::string& id = task.value();
    if (IsIdle(OrganizationId(id.substr(0, id.find('/'))))) return absl::OkStatus();
    if (IsAbsent(timeline_.absences, by, step.on)) return ActOfAbsent(by, step.on);
    return Add(std::move(step));
  }

  absl::Status Add(Step step) {
    if (step.on > span_.last) return OutOfSpan(step.on, span_);
    timeline_.steps.push_back(std::move(step));
    return absl::OkStatus();
  }

  bool IsIdle(const OrganizationId& organization) const {
    if (idle_.empty()) return false;
    for (const OrganizationId& above : workflow::PathToRoot(state_, organization, span_.last)) {
      if (std::find(idle_.begin(), idle_.end(), above) != idle_.end()) return true;
    }
    return false;
  }

  const workflow::State& state_;
  const Period span_;
  std::vector<OrganizationId> idle_;
  Timeline timeline_;
};

}  // namespace

absl::StatusOr<Timeline> MakeTimeline(const workflow::State& state, const Scenario& scenario) {
  VEKHA_RETURN_IF_ERROR(CheckSpan(state, scenario.span));
  if (scenario.assumptions.size() > kAssumptionsMax) return TooMany(scenario.assumptions.size());
  Reader reader(state, scenario);
  for (size_t i = 0; i < scenario.assumptions.size(); ++i) {
    const absl::Status read = reader.Read(i + 1, scenario.assumptions[i]);
    if (!read.ok()) return RefusalOf({scenario.span.first, i + 1, {}}, read);
  }
  return std::move(reader).Take();
}

bool IsAbsent(const std::vector<Absence>& absences, const PersonId& person, Date day) {
  return std::any_of(absences.begin(), absences.end(), [&](const Absence& absence) {
    return absence.person == person && absence.from <= day && (!absence.to || day <= *absence.to);
  });
}

absl::Status RefusalOf(const Step& step, const absl::Status& cause) {
  Rejection rejection = RejectionOf(cause);
  rejection.message = fmt::format("assumption {}: {}", step.number, rejection.message);
  rejection.message_ru = fmt::format("Допущение {}: {}", step.number, rejection.message_ru);
  rejection.metadata["assumption"] = fmt::format("{}", step.number);
  return ToStatus(rejection);
}

}  // namespace vekha::simulation
