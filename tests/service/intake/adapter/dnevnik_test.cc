// The adapter of Дневник.ру against a journal of the recorded shape.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/roster/derive_facts.h"
#include "engine/roster/roster_change.h"
#include "tests/service/intake/adapter/journal_world.h"

namespace vekha::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class Dnevnik : public testing::Test {
 protected:
  void SetUp() override {
    world_.On("/schools/77/teachers", Payload("dnevnik_teachers"));
    world_.On("/schools/77/edu-groups", Payload("dnevnik_groups"));
    world_.On("/edu-groups/9001/persons", Payload("dnevnik_persons_9001"));
    world_.On("/edu-groups/9011/persons", Payload("dnevnik_persons_9011"));
    world_.On("/edu-groups/9001/classteacher", R"({"id": 501, "id_str": "501"})");
    world_.On("/edu-groups/9001/reporting-periods", Payload("dnevnik_periods"));
    world_.On("/edu-groups/9011/reporting-periods", Payload("dnevnik_periods"));
  }

  // Refused at this place with this code.
  void ExpectFault(const std::string& fault) {
    const AdapterReading reading = world_.Pull();
    EXPECT_TRUE(reading.report.HasErrors());
    EXPECT_THAT(Messages(reading), HasSubstr(fault));
  }

  JournalWorld world_{"dnevnik"};
};

TEST_F(Dnevnik, StaffPupilsClassesAndPeriodsBecomeARoster) {
  const roster::Roster roster = world_.PullInto();
  ASSERT_EQ(roster.people.size(), 6U);
  const roster::Person& anna = roster.people.at("501");
  EXPECT_EQ(anna.kind, roster::PersonKind::kTeacher);
  EXPECT_EQ(anna.name, (roster::PersonName{"Кузнецова", "Анна", "Петровна"}));
  EXPECT_EQ(anna.birth_date, MakeDate(1999, 4, 12));
  EXPECT_EQ(anna.hired_on, MakeDate(2022, 8, 25));
  EXPECT_EQ(anna.teaching_since, MakeDate(2021, 8, 25));
  EXPECT_EQ(anna.position, "Учитель");
  EXPECT_EQ(anna.part_time, false);
  const roster::Person& deputy = roster.people.at("502");
  EXPECT_EQ(deputy.birth_date, MakeDate(1975, 3, 12)) << "dd.mm.yyyy";
  EXPECT_EQ(deputy.hired_on, std::nullopt) << "the year 1 means not known";
  EXPECT_EQ(deputy.position, "Заместитель директора");
  EXPECT_EQ(deputy.part_time, true) << "true as text";
  EXPECT_EQ(roster.people.at("503").kind, roster::PersonKind::kStaff) << "a number as text";
  EXPECT_TRUE(roster.people.contains("1000012345678901234")) << "an id beyond a double's figures";
  ASSERT_EQ(roster.classes.size(), 2U) << "neither halves of a class nor archived ones";
  EXPECT_EQ(roster.classes.at("9001").title, "5А");
  EXPECT_EQ(roster.classes.at("9011").title, "11Б");
  EXPECT_EQ(roster.classes.at("9011").grade, "11");
  const roster::ClassPlaces places = roster::FindClassPlaces(roster, *MakeDate(2022, 10, 28));
  EXPECT_EQ(places.class_of.at("7001"), "9001");
  EXPECT_THAT(places.head_of.at("501"), ElementsAre("9001"));
  ASSERT_EQ(roster.terms.size(), 2U);
  EXPECT_EQ(roster.terms.at("3001").start, MakeDate(2022, 9, 1));
  EXPECT_EQ(roster.terms.at("3001").end, MakeDate(2022, 10, 30));
}

TEST_F(Dnevnik, EveryItemIsAccountedFor) {
  const AdapterReading reading = world_.Pull();
  ASSERT_EQ(reading.report.files.size(), 7U) << Messages(reading);
  EXPECT_EQ(reading.report.files[0].name, "schools/77/teachers");
  EXPECT_EQ(reading.report.files[0].accepted, 3U);
  EXPECT_EQ(reading.report.files[1].read, 2U);
  EXPECT_EQ(reading.report.files[1].blank, 2U);
  EXPECT_EQ(reading.update.people[1].origin.row, 2U);
}

TEST_F(Dnevnik, CountsTheSchool) {
  roster::Roster roster = world_.PullInto();
  roster.source = "dnevnik";
  const roster::Roster* const rosters[] = {&roster};
  const roster::Derivation derivation =
      roster::DeriveFacts(rosters, {.as_of = *MakeDate(2022, 10, 28)});
  std::map<std::string, int64_t> facts;
  for (const auto& fact : derivation.facts) {
    facts[fact.record.name] = *fact.record.value.As<int64_t>();
  }
  EXPECT_EQ(facts["pupils.total"], 3);
  EXPECT_EQ(facts["young_teachers.total"], 1);
}

TEST_F(Dnevnik, TheSameAgainChangesNothing) {
  const roster::Roster before = world_.PullInto();
  world_.clock.Set(kOctober + std::chrono::hours(24));
  const roster::Roster after = world_.PullInto(before);
  EXPECT_TRUE(roster::Compare(before, after).Empty());
}

TEST_F(Dnevnik, WhoIsNoLongerNamedIsGone) {
  const roster::Roster before = world_.PullInto();
  world_.On("/edu-groups/9011/persons", "[]");
  EXPECT_FALSE(world_.PullInto(before).people.contains("7003"));
}

TEST_F(Dnevnik, TheTokenGoesIntoItsHeaderOnly) {
  world_.Pull();
  const auto requests = world_.Requests();
  ASSERT_EQ(requests.size(), 8U);
  for (const auto& request : requests) {
    EXPECT_EQ(request["headers"]["access-token"], "s3cret-tOken");
    EXPECT_TRUE(request["query"].empty());
    EXPECT_EQ(request["method"], "GET");
  }
}

TEST_F(Dnevnik, BirthDatesOfPupilsAreASecondQuestion) {
  world_.settings.flags["birth_dates"] = true;
  world_.On("/users/many", R"([{"id": 8001, "id_str": "8001", "birthday": "2011-05-12T00:00:00"},
      {"id": 1000012345678905678, "birthday": "2012-06-13T00:00:00"}, {"id": 5, "birthday": null}])");
  const roster::Roster roster = world_.PullInto();
  EXPECT_EQ(roster.people.at("7001").birth_date, MakeDate(2011, 5, 12));
  EXPECT_EQ(roster.people.at("1000012345678901234").birth_date, MakeDate(2012, 6, 13));
  EXPECT_EQ(roster.people.at("7003").birth_date, std::nullopt);
  EXPECT_EQ(world_.Requests().back()["body"], "[8001,1000012345678905678,8003]");
}

TEST_F(Dnevnik, SaysWhereAnItemIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"([{"Id": 1, "LastName": "Петров", "DateBirth": "2031-01-01T00:00:00"}])",
       "schools/77/teachers:1: DateBirth: error[R0506]"},
      {R"([{"Id": 1, "LastName": "Петров", "StartDate": "31.02.2022"}])",
       "schools/77/teachers:1: StartDate: error[R0519]"},
      {R"([{"Id": 1, "LastName": "Петров", "StartDate": "soon"}])",
       "schools/77/teachers:1: StartDate: error[R0505]"},
      {R"([{"Id": 1, "LastName": "Петров", "StartDate": 44809}])",
       "schools/77/teachers:1: StartDate: error[R0505]"},
      {R"([{"Id": 1, "LastName": "Петров"}, {"LastName": "Белова"}])",
       "schools/77/teachers:2: id_str: error[R0501]"},
      {R"([{"Id": 1.5, "LastName": "Петров"}])", "schools/77/teachers:1: Id: error[R0510]"},
      {R"([{"Id": 1, "LastName": ""}])", "schools/77/teachers:1: LastName: error[R0501]"},
      {R"([{"Id": 1, "FirstName": "Иван"}])", "schools/77/teachers:1: lastName: error[R0501]"},
      {R"([{"Id": 1, "LastName": {"a": 1}}])", "schools/77/teachers:1: LastName: error[R0909]"},
      {R"([{"Id": 1, "LastName": "Петров", "TeachingStaff": "maybe"}])",
       "schools/77/teachers:1: TeachingStaff: error[R0504]"},
      {R"([7])", "schools/77/teachers:1: error[R0909]"},
      {R"([{"Id": 1, "LastName": "Петров"}, {"id": 1, "lastName": "Белова"}])",
       "schools/77/teachers:2: id: error[R0602]: the id is another record's: "
       "schools/77/teachers:1"},
  };
  for (const auto& [body, fault] : cases) {
    SCOPED_TRACE(body);
    world_.On("/schools/77/teachers", body);
    ExpectFault(fault);
  }
}

TEST_F(Dnevnik, TheSamePersonTwiceIsAWarning) {
  world_.On("/edu-groups/9011/persons",
            R"([{"id": 7003, "lastName": "Орлов"}, {"id": "7003", "lastName": "Орлов"}])");
  const AdapterReading reading = world_.Pull();
  EXPECT_FALSE(reading.report.HasErrors());
  EXPECT_THAT(Messages(reading), HasSubstr("edu-groups/9011/persons:2: id: warning[R0603]"));
}

TEST_F(Dnevnik, KnowsItsOwnErrors) {
  const std::vector<std::pair<Reply, std::string>> cases = {
      {{.body = R"({"type": "authorizationInvalidToken", "description": "Петров"})", .status = 400},
       "error[R0902]: the token is refused (authorizationInvalidToken)"},
      {{.body = R"({"type": "parameterInvalid", "description": "Invalid parameter"})",
        .status = 400},
       "error[R0910]: the journal answered with an error (parameterInvalid)"},
      {{.body = R"({"type": "s3cret-tOken", "description": "Белова"})"},
       "error[R0910]: the journal answered with an error\n"},
      {{.body = R"({"type": "apiRequestLimit", "description": ""})"}, "error[R0903]"},
  };
  for (const auto& [reply, fault] : cases) {
    SCOPED_TRACE(fault);
    world_.On("/schools/77/teachers", {reply});
    ExpectFault(fault);
  }
}

TEST_F(Dnevnik, NobodyAtAllIsAnError) {
  for (const char* path :
       {"/schools/77/teachers", "/edu-groups/9001/persons", "/edu-groups/9011/persons"}) {
    world_.On(path, "[]");
  }
  world_.On("/edu-groups/9001/classteacher", {{.status = 404}});
  ExpectFault("error[R0302]");
}

}  // namespace
}  // namespace vekha::intake
