#include "service/base/rules.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "engine/base/rejection.h"

namespace vekha::service {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteFile(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

class LoadRules : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Refusal(const fs::path& path) {
    const auto loaded = LoadRulesFrom(path);
    return loaded.ok() ? "" : RejectionOf(loaded.status()).reason;
  }

  fs::path folder_;
};

TEST(EmbeddedRules, AreTheFilesOfTheRulesFolderByteForByte) {
  std::map<std::string, std::string> embedded;
  for (const Source& source : EmbeddedRules()) embedded[source.name()] = source.text();
  size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator("rules")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    const std::string name = entry.path().lexically_relative("rules").generic_string();
    EXPECT_EQ(embedded[name], ReadFile(entry.path())) << name;
  }
  EXPECT_EQ(embedded.size(), files);
  EXPECT_TRUE(embedded.contains("calendars/federal.yaml"));
  EXPECT_TRUE(embedded.contains("facts.yaml"));
  EXPECT_TRUE(embedded.contains("roadmaps/000-kambulat-school.yaml"));
}

TEST(EmbeddedRules, AreWhatTheFolderGives) {
  const auto loaded = LoadRulesFrom("rules");
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  const std::vector<Source> embedded = EmbeddedRules();
  ASSERT_EQ(loaded->size(), embedded.size());
  for (size_t i = 0; i < embedded.size(); ++i) EXPECT_EQ((*loaded)[i].name(), embedded[i].name());
}

TEST_F(LoadRules, NamesFilesRelativeToTheFolderInOrder) {
  WriteFile(folder_ / "roadmaps/b.yaml", "b");
  WriteFile(folder_ / "facts.yaml", "f");
  WriteFile(folder_ / "notes.txt", "no rule file");
  WriteFile(folder_ / ".git/x.yaml", "hidden");
  const auto loaded = LoadRulesFrom(folder_);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  ASSERT_EQ(loaded->size(), 2u);
  EXPECT_EQ((*loaded)[0].name(), "facts.yaml");
  EXPECT_EQ((*loaded)[1].name(), "roadmaps/b.yaml");
  EXPECT_EQ((*loaded)[1].text(), "b");
}

TEST_F(LoadRules, SaysWhatIsMissing) {
  EXPECT_EQ(Refusal(folder_ / "nowhere"), "RULES_NOT_FOUND");
  EXPECT_EQ(Refusal(folder_), "RULES_NOT_FOUND");  // nothing in it
  WriteFile(folder_ / "a.yaml", "a");
  EXPECT_EQ(Refusal(folder_ / "a.yaml"), "RULES_NOT_FOUND");  // not a folder
}

TEST_F(LoadRules, RefusesAFileOverTheLimitAndNamesIt) {
  WriteFile(folder_ / "a.yaml", std::string(kRuleFileBytesMax, 'a'));
  EXPECT_EQ(Refusal(folder_), "");
  WriteFile(folder_ / "b.yaml", std::string(kRuleFileBytesMax + 1, 'b'));
  const auto loaded = LoadRulesFrom(folder_);
  ASSERT_FALSE(loaded.ok());
  const Rejection rejection = RejectionOf(loaded.status());
  EXPECT_EQ(rejection.reason, "RULES_TOO_LARGE");
  EXPECT_EQ(rejection.metadata.at("path"), (folder_ / "b.yaml").string());
}

TEST_F(LoadRules, IsNotHeldByALinkToItself) {
  WriteFile(folder_ / "a.yaml", "a");
  fs::create_directory_symlink(folder_, folder_ / "loop");
  const auto loaded = LoadRulesFrom(folder_);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->size(), 1u);
}

TEST_F(LoadRules, ReadsOneFileUnderTheNameItWasGiven) {
  WriteFile(folder_ / "a.yaml", "text");
  const auto file = LoadRuleFile(folder_ / "a.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->text(), "text");
  EXPECT_EQ(file->name(), (folder_ / "a.yaml").string());
  EXPECT_EQ(RejectionOf(LoadRuleFile(folder_).status()).reason, "RULES_NOT_FOUND");
  EXPECT_EQ(RejectionOf(LoadRuleFile("/dev/zero").status()).reason, "RULES_NOT_FOUND");
}

}  // namespace
}  // namespace vekha::service
