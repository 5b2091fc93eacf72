#include "service/intake/desk/upload.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "engine/base/rejection.h"

namespace vekha::intake {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<Upload> Made(UploadLimits limits = {}) { return *Upload::Make(limits); }

std::string Reason(const absl::Status& status) {
  return status.ok() ? "" : RejectionOf(status).reason;
}

TEST(Upload, KeepsFilesInAFolderOfItsOwnThatGoesWithIt) {
  auto upload = Made();
  ASSERT_TRUE(upload->Begin("school/users.csv").ok());
  ASSERT_TRUE(upload->Write("a,").ok());
  ASSERT_TRUE(upload->Write("b").ok());
  ASSERT_TRUE(upload->Add("empty.csv", "").ok());
  ASSERT_TRUE(upload->Finish().ok());
  ASSERT_EQ(upload->files().size(), 2u);
  EXPECT_EQ(*upload->Read(upload->files()[0], 100), "a,b");
  EXPECT_EQ(*upload->Read(upload->files()[1], 100), "");
  EXPECT_EQ(Reason(upload->Read(upload->files()[0], 2).status()), "IMPORT_TOO_LARGE");
  const fs::path folder = upload->folder();
  EXPECT_EQ(fs::status(folder).permissions() & fs::perms(0777), fs::perms(0700));
  upload.reset();
  EXPECT_FALSE(fs::exists(folder));
}

TEST(Upload, TakesNoNameThatLeavesItsFolder) {
  for (const std::string name :
       {"", ".", "..", "../a", "a/../../b", "/etc/passwd", "a//b", "a/", "a\\b", "a\nb"}) {
    auto upload = Made();
    EXPECT_EQ(Reason(upload->Begin(name)), "FILE_NAME_INVALID") << name;
  }
  auto upload = Made();
  EXPECT_TRUE(upload->Begin("a.csv").ok());
  EXPECT_EQ(Reason(upload->Begin("a.csv")), "FILE_NAME_INVALID");
  EXPECT_EQ(Reason(upload->Begin("a.csv/b.csv")), "FILE_NAME_INVALID");
  EXPECT_EQ(Reason(upload->Begin(std::string(256, 'a'))), "FILE_NAME_INVALID");
}

std::string Letters(int count) {
  std::string letters;
  for (int i = 0; i < count; ++i) letters += "я";
  return letters;
}

TEST(Upload, TakesNoNameOfAPartThatNoDiskTakes) {
  auto upload = Made();
  EXPECT_TRUE(upload->Add(Letters(127), "").ok());
  EXPECT_TRUE(upload->Add(Letters(100) + "/" + Letters(120), "").ok());
  for (const std::string& name : {Letters(128), Letters(128) + "/a.csv", "a/" + Letters(128)}) {
    EXPECT_EQ(Reason(upload->Begin(name)), "FILE_NAME_INVALID") << name;
  }
  EXPECT_EQ(Reason(upload->Begin(Letters(100) + "/" + Letters(155))), "FILE_NAME_INVALID");
}

TEST(Upload, TellsALongNameCutBetweenLetters) {
  const absl::Status status = Made()->Begin(Letters(300));
  EXPECT_EQ(RejectionOf(status).metadata.at("file"), Letters(127));
}

TEST(Upload, HasLimitsOfBytesAndFiles) {
  auto upload = Made({.bytes_max = 5, .files_max = 2});
  ASSERT_TRUE(upload->Add("a", "123").ok());
  ASSERT_TRUE(upload->Begin("b").ok());
  const absl::Status large = upload->Write("456");
  EXPECT_EQ(Reason(large), "IMPORT_TOO_LARGE");
  EXPECT_EQ(RejectionOf(large).metadata.at("file"), "b");
  EXPECT_EQ(Reason(upload->Begin("c")), "TOO_MANY_FILES");
}

TEST(Upload, IsKnownByNamesAndBytesWhateverTheirOrder) {
  const auto fingerprint = [](std::vector<std::pair<std::string, std::string>> files) {
    auto upload = Made();
    for (const auto& [name, bytes] : files) EXPECT_TRUE(upload->Add(name, bytes).ok());
    EXPECT_TRUE(upload->Finish().ok());
    return upload->Fingerprint();
  };
  const std::string one = fingerprint({{"a", "1"}, {"b", "2"}});
  EXPECT_EQ(one, fingerprint({{"b", "2"}, {"a", "1"}}));
  EXPECT_NE(one, fingerprint({{"a", "2"}, {"b", "1"}}));
  EXPECT_NE(one, fingerprint({{"a", "1"}}));
  EXPECT_NE(one, fingerprint({{"ab", "1"}, {"c", "2"}}));
}

// A temporary folder of its own for a test.
class AbandonedUploads : public testing::Test {
 protected:
  void SetUp() override {
    std::string place = (fs::temp_directory_path() / "upload-test-XXXXXX").string();
    ASSERT_NE(mkdtemp(place.data()), nullptr);
    folder_ = place;
    if (const char* before = getenv("TMPDIR")) before_ = before;
    setenv("TMPDIR", place.c_str(), 1);
  }
  void TearDown() override {
    before_.empty() ? unsetenv("TMPDIR") : setenv("TMPDIR", before_.c_str(), 1);
    fs::remove_all(folder_);
  }

  size_t Entries() {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }

  // Of a process that is killed in the middle of an upload.
  void LeaveOne() {
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
      auto upload = Made();
      const bool written = upload->Begin("list.csv").ok() && upload->Write("Белов Семён").ok();
      (void)!write(ready[1], written ? "1" : "0", 1);
      while (true) pause();
    }
    char said = '0';
    EXPECT_EQ(read(ready[0], &said, 1), 1);
    EXPECT_EQ(said, '1');
    EXPECT_EQ(RemoveAbandonedUploads(), 0u) << "its process is alive";
    EXPECT_EQ(Entries(), 1u);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(ready[0]);
    close(ready[1]);
  }

  fs::path folder_;
  std::string before_;
};

TEST_F(AbandonedUploads, OfAKilledProcessAreDeletedAndThoseInUseStay) {
  LeaveOne();
  EXPECT_EQ(Entries(), 1u);
  const auto mine = Made();
  ASSERT_TRUE(mine->Add("users.csv", "a").ok());
  ASSERT_TRUE(mine->Finish().ok());
  EXPECT_EQ(RemoveAbandonedUploads(), 1u);
  EXPECT_EQ(Entries(), 1u);
  EXPECT_EQ(*mine->Read(mine->files()[0], 100), "a");
}

TEST_F(AbandonedUploads, WhatIsNotOursStays) {
  fs::create_directory(folder_ / "vekha-upload-longer-name");
  fs::create_directory(folder_ / "other");
  fs::create_directory_symlink(folder_ / "other", folder_ / "vekha-upload-abcdef");
  std::ofstream(folder_ / "vekha-upload-ghijkl") << "a file";
  EXPECT_EQ(RemoveAbandonedUploads(), 0u);
  EXPECT_EQ(Entries(), 4u);
}

}  // namespace
}  // namespace vekha::intake
