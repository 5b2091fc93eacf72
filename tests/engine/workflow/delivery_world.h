// A school whose people are told by mail: two tasks of Ivanov, a curator, and Petrov for a head.
#pragma once

#include <gtest/gtest.h>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {

inline constexpr char kPlan[] =
    "roadmap: plan\ntitle: План\nlevel: school\nperiod: 2022-09-01..2023-08-31\n"
    R"(stages:
  - id: "1"
    title: Этап
    measures:
      - {id: "1", title: Приказ, term: до 31 октября 2022, responsible: Иванов И. И., evidence: order}
      - {id: "2", title: База, term: до 31 октября 2022, responsible: Иванов И. И.}
)";
inline constexpr char kOrder[] = "school/plan/1/2022-10-31";
inline constexpr int kNine = 9 * 60;

class Delivery : public testing::Test {
 protected:
  void SetUp() override {
    world_.Organization("school", roadmap::Level::kSchool);
    Person("ivanov", "Иванов И. И.");
    Person("petrov", "Петров П. П.");
    Person("curator", "Завуч З. З.");
    world_.Role("school", "curator", "curator");
    world_.Role("school", "head", "petrov");
    world_.Do(ApplyRoadmap{"plan.yaml", kPlan, ""});
    world_.Do(
        AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  }

  void Person(std::string id, std::string name, Channel channel = Channel::kEmail) {
    Contact contact;
    contact.channel = channel;
    contact.address = channel == Channel::kNone ? "" : id + "@school.example";
    world_.Do(PutPerson{{PersonId(id), std::move(name), contact}, ""});
  }

  static int64_t Seconds(std::string_view day, int minute) {
    return int64_t{86400} * DaysBetween(Date(1970, 1, 1), test::Day(day)) + 60 * minute;
  }

  std::vector<Event> Lease(std::string_view day, int minute = kNine) {
    LeaseDigests command;
    command.now = Seconds(day, minute);
    command.local["Europe/Moscow"] = {test::Day(day), minute};
    command.channels = {Channel::kEmail, Channel::kSpool};
    command.worker = "test";
    return world_.Do(command);
  }

  // "reader: rung, rung" of each digest.
  static std::vector<std::string> Digests(const std::vector<Event>& events) {
    std::vector<std::string> out;
    for (const Event& event : events) {
      const auto* leased = std::get_if<DigestLeased>(&event);
      if (leased == nullptr) continue;
      std::string line = leased->digest.person.value() + ":";
      for (const DigestItem& item : leased->digest.items) {
        const size_t bar = item.notification.find('|');
        const size_t task = item.notification.rfind('/', bar);
        const size_t row = item.notification.rfind('/', task - 1);
        line += " " + item.notification.substr(row + 1, task - row - 1);
        if (!item.instead_of.empty()) line += " for " + item.instead_of.value();
      }
      out.push_back(line);
    }
    return out;
  }

  static std::vector<std::string> Dropped(const std::vector<Event>& events) {
    std::vector<std::string> out;
    for (const Event& event : events) {
      if (const auto* e = std::get_if<NotificationDropped>(&event)) out.push_back(e->reason);
    }
    return out;
  }

  std::vector<Event> Settle(std::string id, int attempt, bool sent, std::string_view day,
                            int minute = kNine + 1, bool refused = false) {
    SettleDigests command;
    command.now = Seconds(day, minute);
    command.local["Europe/Moscow"] = {test::Day(day), minute};
    command.results = {
        {std::move(id), attempt, sent, refused, sent ? "" : "SMTP_UNREACHABLE", "", 0, true}};
    return world_.Do(command);
  }

  DigestState StateOf(const std::string& id) { return world_.state.digests.at(id).state; }

  World world_;
};

}  // namespace vekha::workflow
