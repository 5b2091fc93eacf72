// For tests: a state that commands are given to, one after the other, as the runner does it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "engine/base/rejection.h"
#include "engine/workflow/command.h"
#include "engine/workflow/view.h"
#include "tests/support/rules.h"

namespace vekha::workflow {

class World {
 public:
  State state;

  absl::StatusOr<std::vector<Event>> Try(const Command& command) {
    absl::StatusOr<Decision> decision = Decide(state, *test::Rules(), command);
    if (!decision.ok()) return decision.status();
    if (!decision->events.empty()) {
      const int64_t revision = state.revision + 1;
      for (const Event& event : decision->events) Apply(state, event, revision, *test::Rules());
    }
    return std::move(decision->events);
  }

  std::vector<Event> Do(const Command& command) {
    auto events = Try(command);
    EXPECT_TRUE(events.ok()) << events.status();
    return events.ok() ? *std::move(events) : std::vector<Event>{};
  }

  // The stable reason of a refusal; "" when it was accepted.
  std::string Refusal(const Command& command) {
    const auto events = Try(command);
    return events.ok() ? "" : RejectionOf(events.status()).reason;
  }

  void Organization(std::string id, roadmap::Level level, std::string parent = "") {
    Do(PutOrganization{
        {OrganizationId(id), OrganizationId(parent), level, "Организация " + id, "Europe/Moscow"},
        ""});
  }

  void Person(std::string id, std::string name) {
    Do(PutPerson{{PersonId(id), std::move(name)}, ""});
  }

  void Role(std::string organization, std::string role, std::string person,
            std::string_view from = "2018-01-01") {
    Do(PutRole{{OrganizationId(std::move(organization)), std::move(role),
                PersonId(std::move(person)), test::Day(from), std::nullopt}});
  }

  void Fact(std::string organization, std::string name, condition::Value value,
            std::string_view day) {
    facts::FactRecord record;
    record.name = std::move(name);
    record.value = std::move(value);
    record.source = "test";
    record.observed_on = test::Day(day);
    record.observed_at = int64_t{86400} * DaysBetween(Date(1970, 1, 1), *record.observed_on);
    Do(RecordFacts{OrganizationId(std::move(organization)), {record}});
  }

  std::vector<Notification> Run(std::string_view day) {
    return NotificationsOf(Do(RunDay{test::Day(day)}));
  }

  static std::vector<Notification> NotificationsOf(const std::vector<Event>& events) {
    std::vector<Notification> out;
    for (const Event& event : events) {
      if (const auto* e = std::get_if<NotificationEmitted>(&event)) out.push_back(e->notification);
    }
    return out;
  }
};

// The school of the Kambulat roadmap with its people, adopted from 1 September 2022.
inline World KambulatWorld() {
  World world;
  world.Organization("kambulat", roadmap::Level::kSchool);
  world.Person("mamedov", "Мамедов М. Р.");
  world.Person("osmanov", "Османов Р. М.");
  world.Role("kambulat", "curator", "mamedov");
  world.Role("kambulat", "head", "osmanov");
  const std::string file = "000-kambulat-school.yaml";
  world.Do(ApplyRoadmap{file, test::ReadFile("rules/roadmaps/" + file), ""});
  world.Do(AdoptRoadmap{OrganizationId("kambulat"), RoadmapId("kambulat-2022"), 0,
                        test::Day("2022-09-01")});
  return world;
}

}  // namespace vekha::workflow
