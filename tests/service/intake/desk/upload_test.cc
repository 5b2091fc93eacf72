#include "service/intake/desk/upload.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace vekha::intake
