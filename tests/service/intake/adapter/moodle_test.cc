// The adapter of Moodle against a site of the recorded shape.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/intake/adapter/journal_world.h"

namespace vekha::intake {
namespace {

using ::testing::HasSubstr;

constexpr const char* kUsers = "core_enrol_get_enrolled_users/5";

class Moodle : public testing::Test {
 protected:
  void SetUp() override {
    world_.settings.ids["courses"] = {"5"};
    world_.On(kUsers, Payload("moodle_users"));
  }

  // Pupils of these numbers.
  static std::string Page(int from, int to) {
    nlohmann::json users = nlohmann::json::array();
    for (int id = from; id < to; ++id) {
      users.push_back({{"id", id},
                       {"lastname", "Петров"},
                       {"firstname", std::to_string(id)},
                       {"roles", {{{"shortname", "student"}}}}});
    }
    return users.dump();
  }

  JournalWorld world_{"moodle"};
};

TEST_F(Moodle, PeopleOfACourseBecomeARoster) {
  world_.settings.texts = {{"idnumber_source", "dnevnik"},
                           {"birth_date_field", "dob"},
                           {"position_field", "post"},
                           {"class_field", "class"},
                           {"teaching_since_field", "since"}};
  const roster::Roster roster = world_.PullInto();
  ASSERT_EQ(roster.people.size(), 2U);
  const roster::Person& anna = roster.people.at("11");
  EXPECT_EQ(anna.kind, roster::PersonKind::kTeacher);
  EXPECT_EQ(anna.position, "Учитель математики");
  EXPECT_EQ(anna.teaching_since, MakeDate(2021, 9, 1)) << "midnight of Moscow";
  EXPECT_EQ(anna.same_as[0], (roster::SourceKey{"dnevnik", "501"}));
  const roster::Person& ivan = roster.people.at("12");
  EXPECT_EQ(ivan.birth_date, MakeDate(2011, 5, 12));
  EXPECT_EQ(ivan.grade, "5");
  EXPECT_EQ(roster.classes.at("5А").kind, roster::ClassKind::kHomeroom);
  EXPECT_EQ(roster.classes.at("course-5").kind, roster::ClassKind::kCourse);
  EXPECT_EQ(roster.memberships.size(), 3U);
}

TEST_F(Moodle, GroupsAreClassesWhereTheSettingsSaySo) {
  EXPECT_FALSE(world_.PullInto().classes.contains("5А"));
  world_.settings.flags["group_classes"] = true;
  const roster::Roster roster = world_.PullInto();
  EXPECT_TRUE(roster.classes.contains("5А"));
  EXPECT_EQ(roster.classes.size(), 2U) << "a group of a project is no class";
}

TEST_F(Moodle, ReadsPageByPage) {
  const std::string key = kUsers;
  world_.On(key + "/0", Page(0, 100));
  world_.On(key + "/100", Page(100, 200));
  world_.On(key + "/200", Page(200, 230));
  const AdapterReading reading = world_.Pull();
  EXPECT_FALSE(reading.report.HasErrors()) << Messages(reading);
  EXPECT_EQ(reading.update.people.size(), 230U);
  ASSERT_EQ(reading.report.files.size(), 3U);
  EXPECT_EQ(reading.report.files[2].name, "core_enrol_get_enrolled_users[course 5, page 3]");
  EXPECT_EQ(world_.Requests().size(), 3U);
}

TEST_F(Moodle, APageThatRepeatsForEverIsTheEnd) {
  world_.On(kUsers, Page(0, 100));
  const AdapterReading reading = world_.Pull();
  EXPECT_THAT(Messages(reading),
              HasSubstr("core_enrol_get_enrolled_users[course 5, page 2]: error[R0911]"));
  EXPECT_EQ(world_.Requests().size(), 2U);
}

TEST_F(Moodle, PagesWithoutEndAreTheEnd) {
  const std::string key = kUsers;
  for (int page = 0; page < 4; ++page) {
    world_.On(key + "/" + std::to_string(page * 100), Page(page * 100, page * 100 + 100));
  }
  world_.settings.pages_max = 3;
  EXPECT_THAT(Messages(world_.Pull()), HasSubstr("page 4]: error[R0911]: more than 3 pages"));
}

TEST_F(Moodle, ATeacherWhoTriesACourseAsAStudentStaysATeacher) {
  world_.settings.ids["courses"] = {"5", "6"};
  world_.On(kUsers,
            R"([{"id": 11, "lastname": "Кузнецова", "roles": [{"shortname": "student"}]}])");
  world_.On("core_enrol_get_enrolled_users/6",
            R"([{"id": "11", "lastname": "Кузнецова", "roles": [{"shortname": "teacher"}]}])");
  EXPECT_EQ(world_.PullInto().people.at("11").kind, roster::PersonKind::kTeacher);
}

TEST_F(Moodle, TheTokenGoesIntoTheFormOnly) {
  world_.Pull();
  const auto requests = world_.Requests();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0]["method"], "POST");
  EXPECT_EQ(requests[0]["form"]["wstoken"], "s3cret-tOken");
  EXPECT_TRUE(requests[0]["query"].empty());
}

TEST_F(Moodle, ErrorsInAnAnswerOfHttp200AreErrors) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"exception": "moodle_exception", "errorcode": "invalidtoken", "message": "s3cret-tOken"})",
       "error[R0902]: the token is refused (invalidtoken)"},
      {R"({"exception": "dml_missing_record_exception", "errorcode": "invalidrecord",
           "message": "Петров"})",
       "error[R0910]: the journal answered with an error (invalidrecord)"},
      {R"({"exception": "x", "errorcode": "Петров Иван"})",
       "error[R0910]: the journal answered with an error\n"},
      {R"({"users": []})", "error[R0909]"},
      {"null", "error[R0909]"},
  };
  for (const auto& [body, fault] : cases) {
    SCOPED_TRACE(body);
    world_.On(kUsers, body);
    EXPECT_THAT(Messages(world_.Pull()), HasSubstr(fault));
  }
}

TEST_F(Moodle, SaysWhereAProfileFieldIsWrong) {
  world_.settings.texts["birth_date_field"] = "dob";
  world_.On(kUsers, R"([{"id": 12, "lastname": "Петров",
      "customfields": [{"type": "text", "shortname": "dob", "value": "01.01.2031"}]}])");
  const AdapterReading reading = world_.Pull();
  EXPECT_THAT(Messages(reading), HasSubstr("page 1]:1: dob: error[R0506]"));
  EXPECT_EQ(reading.report.files[0].refused, 1U);
}

}  // namespace
}  // namespace vekha::intake
