#include "service/delivery/channels/spool_channel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/service/delivery/channels/helper_process.h"
#include "tests/service/delivery/channels/messages.h"

namespace vekha::delivery {
namespace {

namespace fs = std::filesystem;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Spool : public testing::Test {
 protected:
  std::vector<SendResult> Send(const std::vector<Message>& messages) {
    return SpoolChannel(config_, clock_).Send(messages);
  }

  std::vector<std::string> In(const std::string& folder) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(config_.folder) / folder)) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  std::string Read(const std::string& name) const {
    std::ifstream in(fs::path(config_.folder) / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  service::FakeClock clock_{kMorning};
  SpoolConfig config_{.folder = TestFolder() + "/spool/school"};
};

TEST_F(Spool, WritesALetterAFile) {
  EXPECT_THAT(Reasons(Send({MakeMessage("digest/a/2022-10-28", "a@school.ru"),
                            MakeMessage("digest/b/2022-10-28", "кабинет 12")})),
              Each("SENT"));
  EXPECT_THAT(In("new"),
              UnorderedElementsAre("digest%2Fa%2F2022-10-28.eml", "digest%2Fb%2F2022-10-28.eml"));
  EXPECT_THAT(In("tmp"), IsEmpty());
  const std::string letter = Read("new/digest%2Fa%2F2022-10-28.eml");
  EXPECT_THAT(letter, HasSubstr("Message-ID: <digest/a/2022-10-28@localhost>\r\n"));
  EXPECT_THAT(letter, HasSubstr("\r\n <a@school.ru>\r\n"));
  EXPECT_THAT(Read("new/digest%2Fb%2F2022-10-28.eml"), HasSubstr(":;\r\nSubject"));
}

TEST_F(Spool, IsTheOwnersAlone) {
  Send(MakeMessages({"a@school.ru"}));
  struct stat status {};
  ASSERT_EQ(::stat((config_.folder + "/new/m1.eml").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  ASSERT_EQ(::stat((config_.folder + "/new").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
}

TEST_F(Spool, WritesARepeatOnce) {
  const auto messages = MakeMessages({"a@school.ru"});
  Send(messages);
  clock_.Set(kMorning + std::chrono::seconds(60));
  EXPECT_THAT(Reasons(Send(messages)), ElementsAre("SENT"));
  EXPECT_THAT(In("new"), ElementsAre("m1.eml"));
  EXPECT_THAT(Read("new/m1.eml"), HasSubstr("05:00:00"));
}

TEST_F(Spool, KnowsALetterThatWasRead) {
  const auto messages = MakeMessages({"a@school.ru", "b@school.ru"});
  Send(messages);
  fs::rename(config_.folder + "/new/m1.eml", config_.folder + "/cur/m1.eml:2,S");
  EXPECT_THAT(Reasons(Send(messages)), Each("SENT"));
  EXPECT_THAT(In("new"), ElementsAre("m2.eml"));
}

TEST_F(Spool, WritesOverWhatABrokenAttemptLeft) {
  Send({});
  std::ofstream(config_.folder + "/tmp/m1.eml") << std::string(100'000, 'x');
  EXPECT_THAT(Reasons(Send(MakeMessages({"a@school.ru"}))), ElementsAre("SENT"));
  EXPECT_THAT(In("tmp"), IsEmpty());
  EXPECT_EQ(Read("new/m1.eml").find("xxxx"), std::string::npos);
}

TEST_F(Spool, SaysWhyItCannotWrite) {
  config_.folder = TestFolder() + "/file";
  std::ofstream(config_.folder) << "no folder";
  const auto results = Send(MakeMessages({"a@school.ru", "b@school.ru"}));
  EXPECT_THAT(Reasons(results), Each("SPOOL_UNWRITABLE"));
  EXPECT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].outcome, SendOutcome::kRetry);
}

TEST_F(Spool, CountsNothingAsSentOnAFullDisk) {
  config_.folder = TestFolder();
  for (const char* name : {"new", "cur"}) fs::create_directory(fs::path(config_.folder) / name);
  fs::create_directory_symlink("/dev/full", fs::path(config_.folder) / "tmp");
  EXPECT_THAT(Reasons(Send(MakeMessages({"a@school.ru"}))), ElementsAre("SPOOL_UNWRITABLE"));
  EXPECT_THAT(In("new"), IsEmpty());
}

}  // namespace
}  // namespace vekha::delivery
