#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/workflow/world.h"

namespace vekha::workflow {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kOneMeasure[] = R"(
      - {id: "1", title: Приказ, term: 30.10.2022, responsible: Иванов И. И., evidence: order}
      - {id: "2", title: Фон, term: в течение года, responsible: Иванов И. И.}
)";

World SchoolWorld(std::string_view head = {}) {
  World world;
  world.Organization("school", roadmap::Level::kSchool);
  world.Person("ivanov", "Иванов И. И.");
  world.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(kOneMeasure, head), ""});
  world.Do(AdoptRoadmap{OrganizationId("school"), RoadmapId("plan"), 0, test::Day("2022-09-01")});
  return world;
}

ReportTask OrderReport(std::string number) {
  ReportTask command;
  command.task = TaskId("school/plan/1/2022-10-30");
  command.report = {PersonId("ivanov"),
                    test::Day("2022-10-20"),
                    {std::move(number), test::Day("2022-10-19"), "", ""},
                    ""};
  return command;
}

TEST(DecideOrganization, RefusesCirclesStrangersAndWrongLevels) {
  World world;
  world.Organization("region", roadmap::Level::kRegion);
  world.Organization("district", roadmap::Level::kMunicipality, "region");
  const auto put = [](std::string id, std::string parent, roadmap::Level level) {
    return PutOrganization{{OrganizationId(std::move(id)), OrganizationId(std::move(parent)), level,
                            "Имя", "Europe/Moscow"},
                           ""};
  };
  EXPECT_EQ(world.Refusal(put("region", "district", roadmap::Level::kRegion)),
            "ORGANIZATION_CYCLE");
  EXPECT_EQ(world.Refusal(put("x", "x", roadmap::Level::kRegion)), "ORGANIZATION_CYCLE");
  EXPECT_EQ(world.Refusal(put("x", "nowhere", roadmap::Level::kSchool)), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(world.Refusal(put("x", "district", roadmap::Level::kRegion)), "ORGANIZATION_INVALID");
  EXPECT_EQ(world.Refusal(put("Школа", "", roadmap::Level::kSchool)), "ORGANIZATION_INVALID");
  EXPECT_EQ(world.Refusal(put(std::string(65, 'a'), "", roadmap::Level::kSchool)),
            "ORGANIZATION_INVALID");
}

TEST(DecideOrganization, ChangesNothingWhenToldTheSameAgain) {
  World world;
  world.Organization("school", roadmap::Level::kSchool);
  const auto same = world.state.organizations.at(OrganizationId("school")).organization;
  EXPECT_THAT(world.Do(PutOrganization{same, ""}), IsEmpty());
}

TEST(DecideOrganization, RefusesAStaleEtag) {
  World world;
  world.Organization("school", roadmap::Level::kSchool);
  auto changed = world.state.organizations.at(OrganizationId("school")).organization;
  changed.name = "Новое имя";
  EXPECT_EQ(world.Refusal(PutOrganization{changed, "r7"}), "STALE_ETAG");
  EXPECT_EQ(world.Refusal(PutOrganization{changed, "r1"}), "");
}

TEST(DecidePerson, RefusesAnEmptyOrEndlessName) {
  World world;
  EXPECT_EQ(world.Refusal(PutPerson{{PersonId("p"), " . "}, ""}), "PERSON_INVALID");
  EXPECT_EQ(world.Refusal(PutPerson{{PersonId("p"), std::string(301, 'a')}, ""}), "PERSON_INVALID");
}

TEST(DecidePerson, AnAddressFitsItsChannel) {
  World world;
  const auto refusal = [&](Channel channel, std::string address) {
    Contact contact;
    contact.channel = channel;
    contact.address = std::move(address);
    return world.Refusal(PutPerson{{PersonId("p"), "П. П.", contact}, ""});
  };
  EXPECT_EQ(refusal(Channel::kEmail, "ivan@школа.рф"), "");
  for (const char* bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "<a@b>", "a@b..c", "a@b\n"}) {
    EXPECT_EQ(refusal(Channel::kEmail, bad), "PERSON_INVALID") << bad;
  }
  EXPECT_EQ(refusal(Channel::kWebhook, "https://bot.example/x"), "");
  EXPECT_EQ(refusal(Channel::kWebhook, "https://"), "PERSON_INVALID");
  EXPECT_EQ(refusal(Channel::kPull, "chat-17"), "");
  EXPECT_EQ(refusal(Channel::kPull, ""), "PERSON_INVALID");
  EXPECT_EQ(refusal(Channel::kSpool, ""), "");
  EXPECT_EQ(refusal(Channel::kNone, "a@b.example"), "PERSON_INVALID");
}

TEST(DecidePerson, TakesOnlyAMailAddressThatCanBeWrittenTo) {
  World world;
  const auto refusal = [&](const std::string& address) {
    Contact contact;
    contact.channel = Channel::kEmail;
    contact.address = address;
    return world.Refusal(PutPerson{{PersonId("p"), "Иванов И. И.", contact}, ""});
  };
  for (const std::string good : {"a@school.example", "info@школа.рф", "a.b+c@x", "a'b@x.ru"}) {
    EXPECT_EQ(refusal(good), "") << good;
  }
  for (const std::string& bad :
       {std::string("a@b@c"), std::string("иван@школа.рф"), std::string(".a@x.ru"),
        std::string("a..b@x.ru"), std::string("a@x_y.ru"), std::string("a@-x.ru"),
        std::string("a@x.ru."), std::string("a@[127.0.0.1]"), std::string("a/b c@x.ru"),
        std::string(65, 'a') + "@x.ru", "a@" + std::string(300, 'x')}) {
    EXPECT_EQ(refusal(bad), "PERSON_INVALID") << bad;
  }
}

TEST(DecidePerson, KeepsHisContactWhenAsked) {
  World world;
  Contact contact;
  contact.channel = Channel::kEmail;
  contact.address = "a@school.example";
  world.Do(PutPerson{{PersonId("p"), "П. П.", contact}, ""});
  EXPECT_THAT(world.Do(PutPerson{{PersonId("p"), "П. П."}, "", true}), IsEmpty());
  world.Do(PutPerson{{PersonId("p"), "Пётр П."}, "", true});
  EXPECT_EQ(world.state.people.at(PersonId("p")).person.contact, contact);
  world.Do(PutPerson{{PersonId("p"), "Пётр П."}, ""});
  EXPECT_EQ(world.state.people.at(PersonId("p")).person.contact, Contact{});
}

TEST(DecideRole, RefusesStrangersAndSpansThatRunBackwards) {
  World world;
  world.Organization("school", roadmap::Level::kSchool);
  world.Person("ivanov", "Иванов И. И.");
  const auto put = [](std::string organization, std::string person, std::optional<Date> to) {
    return PutRole{{OrganizationId(std::move(organization)), "head", PersonId(std::move(person)),
                    test::Day("2022-09-01"), to}};
  };
  EXPECT_EQ(world.Refusal(put("nowhere", "ivanov", {})), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(world.Refusal(put("school", "nobody", {})), "PERSON_UNKNOWN");
  EXPECT_EQ(world.Refusal(put("school", "ivanov", test::Day("2022-08-31"))), "ROLE_INVALID");
}

TEST(DecideApply, ReportsEveryErrorAndChangesNothing) {
  World world;
  const auto events = world.Try(ApplyRoadmap{"plan.yaml", test::RoadmapText(R"(
      - {id: "1", title: А, term: абракадабра, responsible: Иванов И. И.}
      - {id: "1", title: Б, term: май, responsible: Иванов И. И., after: ["7"]}
)"),
                                             ""});
  ASSERT_FALSE(events.ok());
  const Rejection rejection = RejectionOf(events.status());
  EXPECT_EQ(rejection.reason, "ROADMAP_INVALID");
  EXPECT_EQ(rejection.metadata.at("errors"), "3") << rejection.message;
  EXPECT_THAT(rejection.message, HasSubstr("plan.yaml:"));
  EXPECT_THAT(world.state.roadmaps, IsEmpty());
}

TEST(DecideApply, NumbersVersionsAndIgnoresARepeat) {
  World world = SchoolWorld();
  EXPECT_THAT(world.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(kOneMeasure), ""}), IsEmpty());
  world.Do(ApplyRoadmap{"plan.yaml", test::RoadmapText(R"(
      - {id: "1", title: Приказ, term: 31.10.2022, responsible: Иванов И. И.}
)"),
                        ""});
  EXPECT_EQ(world.state.roadmaps.at(RoadmapId("plan")).back().version, 2);
}

TEST(DecideAdopt, RefusesAnotherLevelAndUnknownNames) {
  World world = SchoolWorld();
  world.Organization("district", roadmap::Level::kMunicipality);
  const auto adopt = [](std::string organization, std::string roadmap, int version) {
    return AdoptRoadmap{OrganizationId(std::move(organization)), RoadmapId(std::move(roadmap)),
                        version, test::Day("2022-09-01")};
  };
  EXPECT_EQ(world.Refusal(adopt("district", "plan", 0)), "ADOPTION_LEVEL");
  EXPECT_EQ(world.Refusal(adopt("nowhere", "plan", 0)), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(world.Refusal(adopt("school", "other", 0)), "ROADMAP_UNKNOWN");
  EXPECT_EQ(world.Refusal(adopt("school", "plan", 9)), "ROADMAP_UNKNOWN");
}

TEST(DecideFacts, TakesAllOrNone) {
  World world = SchoolWorld();
  facts::FactRecord good;
  good.name = "mentees.count";
  good.scope = "2022/23";
  good.value = condition::Value::Int(1);
  facts::FactRecord bad = good;
  const auto refusal = [&] {
    return world.Refusal(RecordFacts{OrganizationId("school"), {good, bad}});
  };
  bad.value = condition::Value::String("много");
  EXPECT_EQ(refusal(), "FACT_TYPE");
  bad = good;
  bad.name = "mentees.cuont";
  EXPECT_EQ(refusal(), "FACT_UNDECLARED");
  bad = good;
  bad.scope = "2022-Q4";
  EXPECT_EQ(refusal(), "FACT_SCOPE");
  bad.scope = "";
  EXPECT_EQ(refusal(), "FACT_SCOPE");
  EXPECT_THAT(world.state.facts, IsEmpty());
  EXPECT_THAT(world.Do(RecordFacts{OrganizationId("school"), {good}}), SizeIs(1));
  EXPECT_THAT(world.Do(RecordFacts{OrganizationId("school"), {good}}), IsEmpty());
}

TEST(DecideReport, ClosesWithItsEvidenceAndNotWithout) {
  World world = SchoolWorld();
  EXPECT_EQ(world.Refusal(OrderReport("")), "EVIDENCE_MISSING");
  EXPECT_THAT(world.Do(OrderReport("10")), SizeIs(2));
  EXPECT_TRUE(world.state.tasks.at(TaskId("school/plan/1/2022-10-30")).closing.has_value());
  EXPECT_THAT(world.Do(OrderReport("10")), IsEmpty());  // the same report again
  EXPECT_EQ(world.Refusal(OrderReport("11")), "TASK_NOT_OPEN");
}

TEST(DecideReport, WaitsForAControllerWhereThereIsOne) {
  World world = SchoolWorld(
      "level: school\nperiod: 2022-09-01..2023-08-31\ncalendar: RU\nweek: 6\nnonworking: "
      "preceding\n"
      "control: head\nladder: standard\n");
  world.Do(OrderReport("10"));
  EXPECT_FALSE(world.state.tasks.at(TaskId("school/plan/1/2022-10-30")).closing.has_value());
}

TEST(DecideReport, TakesOneFromWhoeverHoldsARoleThere) {
  World world = SchoolWorld();
  world.Person("head", "Директор Д. Д.");
  ReportTask command = OrderReport("10");
  command.report.by = PersonId("head");
  EXPECT_EQ(world.Refusal(command), "NOT_ANSWERABLE");
  world.Role("school", "head", "head");
  EXPECT_EQ(world.Refusal(command), "");
}

TEST(DecideReport, RefusesStrangersUnknownTasksOngoingWorkTheFutureAndStaleEtags) {
  World world = SchoolWorld();
  ReportTask command = OrderReport("10");
  command.task = TaskId("school/plan/1/2022-10-31");
  EXPECT_EQ(world.Refusal(command), "TASK_UNKNOWN");
  command.task = TaskId("nonsense");
  EXPECT_EQ(world.Refusal(command), "TASK_UNKNOWN");
  command.task = TaskId("school/plan/2/2022-09-01..2023-08-31");
  EXPECT_EQ(world.Refusal(command), "TASK_NOT_OPEN");
  command = OrderReport("10");
  command.report.by = PersonId("nobody");
  EXPECT_EQ(world.Refusal(command), "PERSON_UNKNOWN");
  command.report.by = PersonId("stranger");
  world.Person("stranger", "Чужой Ч. Ч.");
  EXPECT_EQ(world.Refusal(command), "NOT_ANSWERABLE");
  command = OrderReport("10");
  command.today = test::Day("2022-10-19");
  EXPECT_EQ(world.Refusal(command), "REPORT_IN_FUTURE");
  command = OrderReport("10");
  command.etag = "r99";
  EXPECT_EQ(world.Refusal(command), "STALE_ETAG");
}

}  // namespace
}  // namespace vekha::workflow
