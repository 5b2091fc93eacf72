// For tests: a district with three schools to which anything may happen, by a seed.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {

// A district's roadmap for itself and its schools, in versions that move days and conditions.
inline std::string DistrictRoadmap(int version) {
  const char* const due[] = {"до 30 октября 2022 года", "до 15 ноября 2022 года",
                             "до 20 октября 2022 года"};
  const std::string third = version == 2 ? "" : R"(
      - {id: "3", title: Мониторинг, term: ежеквартально, responsible: Куратор, for: each school,
         done_when: has(monitoring_quarter.summary_on)})";
  return test::RoadmapText(
      std::string(
          R"(      - {id: "1", title: Положение, term: до 20 сентября 2022 года, responsible: Координатор}
      - {id: "2", title: База, term: )") +
          due[version] +
          R"(, responsible: Куратор, for: each school, after: ["1"],
         done_when: mentees.count > 0 && mentees.without_request == 0}
      - {id: "2a", title: Список, term: до 1 марта ежегодно, responsible: Куратор, for: each school, after: ["2"],
         applies_when: mentees.count > 3})" +
          third + R"(
      - {id: "4", title: Сопровождение, term: в течение года, responsible: Куратор, for: each school,
         applies_when: monitoring_quarter.summary_on < date('2022-11-20')}
      - {id: "5", title: Обучение, term: {phrase: за 3 дня, anchor: training.started_on, before: 3d}, responsible: Куратор, for: each school}
      - {id: "6", title: По графику, term: по отдельному графику, responsible: Куратор, for: each school, after: ["5"]}
      - {id: "7", title: Сводка, term: до 25 декабря 2022 года, responsible: Координатор, after: ["1"]}
)",
      "level: municipality\nperiod: 2022-09-01..2023-08-31\ncalendar: RU\nweek: 6\n"
      "nonworking: preceding\ncontrol: none\nladder: standard\nauthority: coordinator\n"
      "roles: {Куратор: curator, Координатор: coordinator}\n");
}

// A school's own, whose conditions read what day it is.
inline std::string SchoolRoadmap(int version) {
  return "roadmap: own\n" +
         test::RoadmapText(
             std::string(
                 R"(      - {id: "1", title: Приказ, term: до 10 сентября 2022 года, responsible: Куратор}
      - {id: "2", title: Пары, term: с 1 по )") +
                 (version == 0 ? "15" : "25") +
                 R"( октября 2022 года, responsible: Куратор, after: ["1"],
         done_when: mentees.count > 0 && today > date('2022-10-05')}
      - {id: "3", title: Встречи, term: ежемесячно, responsible: Куратор, applies_when: mentees.count != 2}
      - {id: "4", title: Работа, term: в течение года, responsible: Куратор, done_when: mentees.count > 0}
)",
             "level: school\nperiod: 2022-09-01..2023-05-31\ncalendar: RU\nweek: 5\n"
             "nonworking: following\ncontrol: head\nladder: standard\nroles: {Куратор: curator}\n")
             .substr(std::string_view("roadmap: plan\n").size());
}

inline World BaseWorld() {
  World world;
  world.Organization("district", roadmap::Level::kMunicipality);
  for (const char* school : {"s1", "s2", "s3"}) {
    world.Organization(school, roadmap::Level::kSchool, "district");
  }
  world.Organization("other", roadmap::Level::kMunicipality);
  world.Person("boss", "Иванов И. И.");
  world.Person("second", "Петров П. П.");
  for (const char* role : {"head", "curator", "coordinator"}) {
    for (const char* place : {"district", "s1", "s2", "s3", "other"}) {
      world.Role(place, role, "boss");
    }
    world.Role("district", role, "second");
  }
  for (int version = 0; version < 3; ++version) {
    world.Do(ApplyRoadmap{"plan.yaml", DistrictRoadmap(version), ""});
    if (version < 2) world.Do(ApplyRoadmap{"own.yaml", SchoolRoadmap(version), ""});
  }
  return world;
}

class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  Date ADay() { return AddDays(test::Day("2022-08-20"), Below(400)); }
  template <typename T>
  const T& OneOf(const std::vector<T>& values) {
    return values[static_cast<size_t>(Below(static_cast<int>(values.size())))];
  }

 private:
  std::mt19937 random_;
};

inline const std::vector<std::string> kPlaces = {"district", "s1", "s2", "s3"};

inline TaskId AnyTask(const World& world, Chance& chance) {
  const auto sheets = SheetsOf(world.state, *test::Rules(), OrganizationId(chance.OneOf(kPlaces)),
                               test::Day("2022-10-01"), false);
  if (!sheets.ok() || sheets->empty()) return {};
  const TaskSheet& sheet = chance.OneOf(*sheets);
  return sheet.tasks.empty() ? TaskId() : chance.OneOf(sheet.tasks).planned->id;
}

inline facts::FactRecord AnyFact(Chance& chance) {
  facts::FactRecord record;
  record.source = "test";
  const Date day = chance.ADay();
  record.observed_at = int64_t{86400} * DaysBetween(Date(1970, 1, 1), day);
  record.observed_on = day;
  switch (chance.Below(4)) {
    case 0:
      record.name = "mentees.count";
      record.value = condition::Value::Int(chance.Below(6));
      break;
    case 1:
      record.name = "mentees.without_request";
      record.value = condition::Value::Int(chance.Below(2));
      break;
    case 2:
      record.name = "training.started_on";
      record.value = condition::Value::OfDate(chance.ADay());
      break;
    default:
      record.name = "monitoring_quarter.summary_on";
      record.value = condition::Value::OfDate(day);
  }
  if (chance.Below(5) == 0) record.value = condition::Value();
  return record;
}

inline void AnyEvent(World& world, Chance& chance) {
  const Date day = chance.ADay();
  const PersonId by("boss");
  const TaskAct act{AnyTask(world, chance), by, day, "причина"};
  const OrganizationId place(chance.OneOf(kPlaces));
  switch (chance.Below(15)) {
    case 0:
    case 1:
    case 2:
    case 3:
      (void)world.Try(RecordFacts{place, {AnyFact(chance)}});
      break;
    case 4: {
      // As written by other programs: without the day it was observed.
      facts::FactRecord record = AnyFact(chance);
      record.scope = facts::ScopeKey(test::Rules()->facts.Find(record.name)->per, day);
      record.observed_on.reset();
      Apply(world.state, FactRecorded{place, record}, world.state.revision + 1, *test::Rules());
      break;
    }
    case 5:
    case 6:
      (void)world.Try(ReportTask{act.task, {by, day, {}, ""}, "", {}});
      break;
    case 7:
      (void)world.Try(WithdrawTask{act});
      break;
    case 8:
      (void)world.Try(DecideExtension{act, true, AddDays(day, 1 + chance.Below(40))});
      break;
    case 9:
      (void)world.Try(DelegateTask{act, PersonId("second"), chance.Below(2) == 0});
      break;
    case 10:
      (void)world.Try(ReopenTask{act});
      break;
    case 11:
      (void)world.Try(RunDay{day});
      break;
    case 12: {
      const MovedDates moved = chance.Below(2) == 0 ? MovedDates::kKeep : MovedDates::kRecompute;
      const bool own = chance.Below(2) == 0;
      (void)world.Try(AdoptRoadmap{own ? OrganizationId("s1") : OrganizationId("district"),
                                   RoadmapId(own ? "own" : "plan"), 1 + chance.Below(own ? 2 : 3),
                                   day, moved});
      break;
    }
    case 13:
      (void)world.Try(MoveOrganization{
          OrganizationId("s3"),
          {day, OrganizationId(chance.Below(2) == 0 ? "other" : "district"), "причина"}});
      break;
    default: {
      const bool away = chance.Below(2) == 0;
      (void)world.Try(
          PutOrganization{{OrganizationId("s3"), OrganizationId(away ? "other" : "district"),
                           roadmap::Level::kSchool, "Школа", "Europe/Moscow"},
                          ""});
    }
  }
}

}  // namespace vekha::workflow
