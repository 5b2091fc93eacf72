#include "service/intake/adapter/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/base/rejection.h"
#include "tests/service/intake/adapter/journal_world.h"

namespace vekha::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Parsed<std::vector<AdapterSettings>> Load(const std::string& text) {
  return LoadAdapterSettings(Source("journals.yaml", text), Adapters());
}

std::string Problems(const std::string& text) {
  std::string out;
  for (const Diagnostic& d : Load(text).diagnostics) out += FormatDiagnostic(d) + "\n";
  return out;
}

TEST(AdapterSettings, AreRead) {
  const auto settings = Load(R"(
dnevnik:
  token_file: /etc/vekha/dnevnik.token
  school: "77"
  birth_dates: true
moodle:
  base_url: https://moodle.kambulat.example/
  token_file: moodle.token
  source: courses
  courses: [5, 7, 5]
  internal: true
  timeout_seconds: 5
)");
  ASSERT_TRUE(settings.value.has_value());
  ASSERT_EQ(settings.value->size(), 2U) << "what has no section is off";
  const AdapterSettings& dnevnik = (*settings.value)[0];
  EXPECT_EQ(dnevnik.base_url, "https://api.dnevnik.ru/v2");
  EXPECT_EQ(dnevnik.source, "dnevnik");
  EXPECT_TRUE(dnevnik.Flag("birth_dates"));
  EXPECT_EQ(dnevnik.Reach(), delivery::Reach::kOpenNet);
  const AdapterSettings& moodle = (*settings.value)[1];
  EXPECT_EQ(moodle.base_url, "https://moodle.kambulat.example");
  EXPECT_EQ(moodle.source, "courses");
  EXPECT_THAT(moodle.Ids("courses"), ElementsAre("5", "7"));
  EXPECT_EQ(moodle.Reach(), delivery::Reach::kAnywhere);
  EXPECT_EQ(moodle.timeout, std::chrono::seconds(5));
}

TEST(AdapterSettings, SayWhatIsWrongAndWhere) {
  const std::string moodle = "moodle:\n  token_file: t\n  courses: [5]\n  base_url: ";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"sferum: {}\n", "journals.yaml:1:1: error[E0021]"},
      {"dnevnik:\n  school: '77'\n", "error[E0022]"},
      {"moodle: {token_file: t, courses: [5]}\n", "error[E0022]"},
      {"moodle: {token_file: t, base_url: https://m.example}\n", "error[E0022]"},
      {"dnevnik: {token_file: t, school: ../1}\n", "error[E1104]"},
      {"dnevnik: {token_file: t, school: 'Камбулат'}\n", "error[E1104]"},
      {"dnevnik: {token_file: t, source: Journal}\n", "error[E1104]"},
      {"dnevnik: {token_file: t, source: -journal}\n", "error[E1104]"},
      {"dnevnik: {token_file: t, courses: [5]}\n", "error[E0021]"},
      {"dnevnik:\n  token: abc\n  token_file: t\n", "journals.yaml:2:3: error[E1103]"},
      {"dnevnik:\n  password: abc\n  token_file: t\n", "error[E1103]"},
      {"eljur: {token_file: t, base_url: https://e.example, vendor: v, devkey: x, devkey_file: "
       "d}\n",
       "name that: devkey_file"},
      {"dnevnik: {token_file: t, timeout_seconds: 0}\n", "error[E0023]"},
      {moodle + "http://m.example\n", "journals.yaml:4:13: error[E1102]"},
      {moodle + "http://10.0.0.1\n", "error[E1102]"},
      {moodle + "ftp://m.example\n", "error[E1101]"},
      {moodle + "https://u:p@m.example\n", "error[E1101]"},
      {moodle + "https://m.example/?a=b\n", "error[E1101]"},
      {moodle + "m.example\n", "error[E1101]"},
  };
  for (const auto& [text, problem] : cases) {
    EXPECT_THAT(Problems(text), HasSubstr(problem)) << text;
    EXPECT_FALSE(Load(text).value.has_value()) << text;
  }
}

TEST(AdapterSettings, HttpIsForThisMachineOnly) {
  const std::string moodle = "moodle:\n  token_file: t\n  courses: [5]\n  base_url: ";
  for (const char* url : {"http://127.0.0.1:8080", "http://localhost/moodle", "http://[::1]:1"}) {
    const auto settings = Load(moodle + url + "\n");
    ASSERT_TRUE(settings.value.has_value()) << url;
    EXPECT_EQ((*settings.value)[0].Reach(), delivery::Reach::kLoopback);
  }
}

class AdapterSecrets : public testing::Test {
 protected:
  void SetUp() override { settings_.token_file = delivery::TestFolder() + "/token"; }

  void Write(const std::string& text, std::filesystem::perms perms) {
    std::ofstream(settings_.token_file) << text;
    std::filesystem::permissions(settings_.token_file, perms);
  }

  std::string Reason() const {
    const auto secrets = ReadSecrets(settings_);
    if (secrets.ok()) return "";
    EXPECT_THAT(RejectionOf(secrets.status()).message, Not(HasSubstr("tOken")));
    return RejectionOf(secrets.status()).reason;
  }

  AdapterSettings settings_;
};

TEST_F(AdapterSecrets, StandInAFileOfTheOwnerOnly) {
  using std::filesystem::perms;
  EXPECT_EQ(Reason(), "SECRET_UNREADABLE");
  Write("tOken\n", perms::owner_read | perms::owner_write);
  EXPECT_EQ(Reason(), "");
  EXPECT_EQ(ReadSecrets(settings_)->find("token")->second.Reveal(), "tOken");
  Write("tOken\n", perms::owner_read | perms::owner_write | perms::group_read);
  EXPECT_EQ(Reason(), "SECRET_FILE_OPEN");
  Write("tOken\n", perms::owner_read | perms::owner_write | perms::others_read);
  EXPECT_EQ(Reason(), "SECRET_FILE_OPEN");
  Write("tOken два\n", perms::owner_read | perms::owner_write);
  EXPECT_EQ(Reason(), "SECRET_INVALID");
  Write("\n", perms::owner_read | perms::owner_write);
  EXPECT_EQ(Reason(), "SECRET_EMPTY");
  settings_.token_file = delivery::TestFolder();
  EXPECT_EQ(Reason(), "SECRET_FILE_OPEN");
}

}  // namespace
}  // namespace vekha::intake
