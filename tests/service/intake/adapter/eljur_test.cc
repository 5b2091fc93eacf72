// The adapter of ЭлЖур against a journal of the documented shape.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/roster/derive_facts.h"
#include "tests/service/intake/adapter/journal_world.h"

namespace vekha::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Eljur : public testing::Test {
 protected:
  void SetUp() override {
    world_.settings.school = "";
    world_.settings.texts["vendor"] = "kambulat";
    world_.On("/getrules", Payload("eljur_getrules"));
    world_.On("/getperiods", Payload("eljur_getperiods"));
  }

  JournalWorld world_{"eljur"};
};

TEST_F(Eljur, WhatTheOwnerSeesBecomesARoster) {
  const roster::Roster roster = world_.PullInto();
  EXPECT_EQ(roster.schools.at("12").name, "Камбулатская СОШ");
  ASSERT_EQ(roster.people.size(), 4U);
  EXPECT_EQ(roster.people.at("77").kind, roster::PersonKind::kTeacher);
  EXPECT_EQ(roster.people.at("78").name, (roster::PersonName{"Мамедов", "Магомед", "Расулович"}));
  EXPECT_EQ(roster.people.at("123").grade, "5");
  EXPECT_EQ(roster.people.at("124").name, (roster::PersonName{"Белова", "Мария", "Олеговна"}));
  EXPECT_EQ(roster.classes.size(), 3U) << "a class that only a pupil names is one, too";
  EXPECT_EQ(roster.classes.at("6Б").grade, "6");
  const roster::ClassPlaces places = roster::FindClassPlaces(roster, *MakeDate(2022, 10, 28));
  EXPECT_EQ(places.class_of.at("123"), "5А");
  EXPECT_THAT(places.head_of.at("77"), ElementsAre("5А"));
}

TEST_F(Eljur, PeriodsBecomeTermsOnce) {
  const roster::Roster roster = world_.PullInto();
  ASSERT_EQ(roster.terms.size(), 2U);
  const roster::Term& first = roster.terms.at("I|2022-09-01|2022-10-30");
  EXPECT_EQ(first.title, "1 четверть");
  EXPECT_EQ(first.end, MakeDate(2022, 10, 30));
}

TEST_F(Eljur, IsNotTakenForTheWholeSchool) {
  const roster::Roster roster = world_.PullInto();
  const roster::Roster* const rosters[] = {&roster};
  EXPECT_TRUE(roster::DeriveFacts(rosters, {.as_of = *MakeDate(2022, 10, 28)}).facts.empty());
}

TEST_F(Eljur, AsksWithItsKeys) {
  world_.Pull();
  const auto requests = world_.Requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0]["query"], nlohmann::json({{"devkey", "d3vkey"},
                                                  {"vendor", "kambulat"},
                                                  {"auth_token", "s3cret-tOken"},
                                                  {"out_format", "json"}}));
}

TEST_F(Eljur, ErrorsInAnAnswerOfHttp200AreErrors) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"response": {"state": 500, "error": "Неверный токен s3cret-tOken"}})",
       "getrules: error[R0902]: the token is refused (500)"},
      {R"({"response": {"state": "500", "error": "Ошибка: Петров"}})",
       "getrules: error[R0910]: the journal answered with an error (500)"},
      {R"({"response": {"state": 403, "error": ""}})", "getrules: error[R0902]"},
      {R"({"response": {"state": 200, "error": "нет доступа", "result": {}}})",
       "getrules: error[R0910]"},
      {R"({"response": {"state": 200, "error": null, "result": {}}})",
       "getrules: response.result.relations: error[R0909]"},
      {R"({"response": null})", "getrules: response.result.relations: error[R0909]"},
      {R"([])", "getrules: response.result.relations: error[R0909]"},
      {R"({"response": {"state": 200, "result": {"relations": [5]}}})",
       "getrules: response.result.relations: error[R0909]"},
      {R"({"response": {"state": 200, "result": {"relations": []}}})",
       "error[R0302]: the journal told of nobody"},
  };
  for (const auto& [body, fault] : cases) {
    SCOPED_TRACE(body);
    world_.On("/getrules", body);
    EXPECT_THAT(Messages(world_.Pull()), HasSubstr(fault));
  }
}

TEST_F(Eljur, APupilMayHaveNoPeriods) {
  world_.On(
      "/getperiods",
      R"({"response": {"state": 200, "result": {"students": [{"name": "123"}, {"periods": null},
               {"periods": []}, {"periods": [{"name": "I"}]}]}}})");
  EXPECT_EQ(Messages(world_.Pull()), "");
  EXPECT_EQ(world_.PullInto().terms.size(), 1U);
  world_.On("/getperiods",
            R"({"response": {"state": 200, "result": {"students": [{"periods": 5}]}}})");
  EXPECT_THAT(Messages(world_.Pull()), HasSubstr("getperiods/students[1]/periods: "));
}

TEST_F(Eljur, SaysWhereAPeriodIsWrong) {
  const std::string before = R"({"response": {"state": 200, "result": {"students": [{"periods": [)";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"name": "I", "start": "20220931"})",
       "getperiods/students[1]/periods:1: start: error[R0519]"},
      {R"({"name": "I", "start": "осенью"})",
       "getperiods/students[1]/periods:1: start: error[R0505]"},
      {R"({"name": "I", "start": "20221030", "end": "20220901"})",
       "getperiods/students[1]/periods:1: error[R0704]"},
      {R"({"start": "20221030"})", "getperiods/students[1]/periods:1: name: error[R0501]"},
  };
  for (const auto& [period, fault] : cases) {
    SCOPED_TRACE(period);
    world_.On("/getperiods", before + period + "]}]}}}");
    EXPECT_THAT(Messages(world_.Pull()), HasSubstr(fault));
  }
}

}  // namespace
}  // namespace vekha::intake
