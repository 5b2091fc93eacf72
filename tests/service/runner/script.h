// For tests: a year of a school as a script of commands, the same for the same seed. Every step has
// its own request_id, so a step whose answer was lost can be asked again.
#pragma once

#include <fmt/format.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/rejection.h"
#include "service/runner/runner.h"
#include "tests/support/rules.h"

namespace vekha::test {

class Script {
 public:
  static constexpr int kPreparations = 11;

  explicit Script(uint32_t seed) : seed_(seed) {}

  // What step `step` (from 0) asks for. Reports look at what has been said so far, which every
  // acknowledged step before has settled.
  runner::Request Step(int step, const runner::Runner& runner) const {
    runner::Request request;
    request.request_id = fmt::format("{}-{}", seed_, step);
    request.method = "script";
    request.content_hash = request.request_id;
    std::mt19937 random(seed_ * 1000003u + static_cast<uint32_t>(step));
    request.command = step < kPreparations ? Preparation(step) : Work(step, random, runner);
    return request;
  }

 private:
  static OrganizationId School() { return OrganizationId("kambulat"); }

  static workflow::ApplyRoadmap Apply(const std::string& file, int variant) {
    return {file, ReadFile("rules/roadmaps/" + file) + fmt::format("# вариант {}\n", variant), ""};
  }

  static workflow::Command Preparation(int step) {
    using workflow::Command;
    const auto person = [](const char* id, const char* name) {
      return Command(workflow::PutPerson{{PersonId(id), name}, ""});
    };
    const auto role = [](const char* name, const char* id) {
      return Command(
          workflow::PutRole{{School(), name, PersonId(id), Day("2022-01-01"), std::nullopt}});
    };
    const auto adopt = [](const char* roadmap) {
      return Command(workflow::AdoptRoadmap{School(), RoadmapId(roadmap), 0, Day("2022-09-01")});
    };
    switch (step) {
      case 0:
        return workflow::PutOrganization{
            {OrganizationId("rutul"), OrganizationId(), roadmap::Level::kMunicipality,
             "Рутульский район", "Europe/Moscow"},
            ""};
      case 1:
        return workflow::PutOrganization{
            {School(), OrganizationId("rutul"), roadmap::Level::kSchool, "Камбулатская СОШ",
             "Europe/Moscow"},
            ""};
      case 2:
        return person("mamedov", "Мамедов М. Р.");
      case 3:
        return person("osmanov", "Османов Р. М.");
      case 4:
        return person("aliev", "Алиев К. А.");
      case 5:
        return role("curator", "mamedov");
      case 6:
        return role("head", "osmanov");
      case 7:
        return Apply("000-kambulat-school.yaml", 0);
      case 8:
        return adopt("kambulat-2022");
      case 9:
        return workflow::PutRole{{OrganizationId("rutul"), "coordinator", PersonId("aliev"),
                                  Day("2022-01-01"), std::nullopt}};
      default:
        return workflow::RunDay{Day("2022-09-01")};
    }
  }

  static workflow::Command Record(int step, std::mt19937& random) {
    workflow::RecordFacts command{School(), {}};
    for (const char* name : {"mentees.count", "mentees.without_request", "pairs.count"}) {
      if (random() % 3 == 0) continue;
      facts::FactRecord record;
      record.name = name;
      record.scope = random() % 4 == 0 ? "2023/24" : "2022/23";
      record.value = condition::Value::Int(static_cast<int64_t>(random() % 3));
      record.source = "e-journal";
      record.observed_on = DayOf(step);
      record.observed_at = int64_t{86400} * DaysBetween(Date(1970, 1, 1), *record.observed_on);
      command.records.push_back(std::move(record));
    }
    return command;
  }

  static workflow::Command ReportOne(int step, std::mt19937& random, const runner::Runner& runner) {
    workflow::ReportTask command;
    runner.Read([&](const workflow::State& state) {
      if (state.notifications.empty()) return;
      const size_t i = random() % state.notifications.size();
      command.task = state.notifications[i].notification.task;
    });
    command.report = {PersonId("mamedov"),
                      DayOf(step),
                      {"12", DayOf(step), "Приказ о наставничестве", "https://example.org/1"},
                      "сделано"};
    command.today = DayOf(step);
    return command;
  }

  // Days go on with the steps, now and then by a leap, as after an outage.
  static Date DayOf(int step) { return AddDays(Date(2022, 9, 1), step + (step / 25) * 9); }

  static workflow::Command Work(int step, std::mt19937& random, const runner::Runner& runner) {
    switch (random() % 8) {
      case 0:
      case 1:
        return Record(step, random);
      case 2:
        return ReportOne(step, random, runner);
      case 3:
        if (random() % 6 == 0) return Apply("000-kambulat-school.yaml", step);
        return workflow::PutPerson{{PersonId("aliev"), fmt::format("Алиев К. А. {}", step)}, ""};
      default:
        return workflow::RunDay{DayOf(step)};
    }
  }

  uint32_t seed_;
};

// "17 ok", or "17" and the reason of the refusal: what a step came to. A step's answer is the same
// however often it is asked.
inline std::string AnswerOf(const absl::StatusOr<runner::Outcome>& outcome) {
  if (outcome.ok()) return fmt::format("{}", outcome->revision);
  return RejectionOf(outcome.status()).reason;
}

// The rules a script needs, without the calendars of other regions: loaded in a moment.
inline std::shared_ptr<const workflow::RuleBook> ScriptRules() {
  std::vector<Source> sources;
  for (Source& source : RuleSources()) {
    const bool calendar = source.name().starts_with("calendars/");
    const bool needed =
        source.name() == "calendars/federal.yaml" || source.name() == "calendars/RU-DA.yaml";
    if (!calendar || needed) sources.push_back(std::move(source));
  }
  auto loaded = workflow::LoadRuleBook(sources);
  for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << FormatDiagnostic(d);
  return loaded.value ? *loaded.value : nullptr;
}

}  // namespace vekha::test
