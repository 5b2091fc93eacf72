#include "service/report/paper/whole_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "engine/base/rejection.h"
#include "service/report/paper/write_paper.h"
#include "tests/service/report/paper/example.h"

namespace vekha::service::report {
namespace {

namespace fs = std::filesystem;

class WholeFile : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "vekha-whole-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string Read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void Put(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }
  static absl::Status Write(const fs::path& path, const std::string& text) {
    return WriteStreamWhole(path, [&](std::ostream& out) {
      out << text;
      return absl::OkStatus();
    });
  }
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      names.push_back(entry.path().filename());
    }
    return names;
  }

  fs::path folder_;
};

TEST_F(WholeFile, IsWrittenAndReplaced) {
  ASSERT_TRUE(Write(folder_ / "a.csv", "one").ok());
  ASSERT_TRUE(Write(folder_ / "a.csv", "two").ok());
  EXPECT_EQ(Read(folder_ / "a.csv"), "two");
  EXPECT_EQ(Names(), std::vector<std::string>{"a.csv"});
}

TEST_F(WholeFile, KeepsPermissionsAndLinks) {
  Put(folder_ / "real.csv", "one");
  fs::permissions(folder_ / "real.csv", fs::perms(0640));
  fs::create_symlink("real.csv", folder_ / "link.csv");
  ASSERT_TRUE(Write(folder_ / "link.csv", "two").ok());
  EXPECT_TRUE(fs::is_symlink(folder_ / "link.csv"));
  EXPECT_EQ(Read(folder_ / "real.csv"), "two");
  EXPECT_EQ(fs::status(folder_ / "real.csv").permissions(), fs::perms(0640));
}

TEST_F(WholeFile, StaysAsItWasWhenFillingFails) {
  Put(folder_ / "a.csv", "one");
  const absl::Status status = WriteStreamWhole(folder_ / "a.csv", [](std::ostream& out) {
    out << "half";
    return absl::CancelledError("enough");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(Read(folder_ / "a.csv"), "one");
  EXPECT_EQ(Names(), std::vector<std::string>{"a.csv"});
}

TEST_F(WholeFile, SaysWhyAPathCannotBeWritten) {
  Put(folder_ / "plain", "");
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  const std::vector<std::pair<fs::path, std::string>> cases = {
      {"", "такой папки нет"},
      {folder_ / "no" / "a.csv", "такой папки нет"},
      {folder_, "это папка"},
      {folder_ / "", "это папка"},
      {folder_ / "plain" / "a.csv", "часть пути не папка"},
      {folder_ / std::string(300, 'x'), "имя слишком длинное"},
      {folder_ / "pipe", "это не обычный файл"},
      {"/dev/null", "это не обычный файл"}};
  for (const auto& [path, cause] : cases) {
    const Rejection rejection = RejectionOf(Write(path, "text"));
    EXPECT_EQ(rejection.reason, "EXPORT_PATH") << path;
    EXPECT_EQ(rejection.message_ru, "Не удалось записать «" + path.string() + "»: " + cause + ".");
    EXPECT_EQ(rejection.metadata.at("path"), path.string());
  }
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_EQ(Names().size(), 2u);
}

TEST_F(WholeFile, NamesAHostilePathSafely) {
  const Rejection rejection = RejectionOf(Write(folder_ / "no\n\x1B[31m" / "a", ""));
  EXPECT_EQ(rejection.metadata.at("path"), (folder_ / "no [31m" / "a").string());
}

// A limit on the size of files fails writes as a full disk does.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    previous_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, previous_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_ = {};
  void (*previous_)(int) = nullptr;
};

TEST_F(WholeFile, LeavesNothingOnAFullDisk) {
  const Paper paper = LongPaper(20000);
  const std::vector<std::pair<PaperFormat, rlim_t>> cases = {
      {PaperFormat::kCsv, 100'000},
      {PaperFormat::kHtml, 100'000},
      {PaperFormat::kXlsx, 10'000},
      // Enough for the packed workbook, but not for the library's temporary files.
      {PaperFormat::kXlsx, 1'000'000}};
  for (const auto& [format, limit] : cases) {
    Put(folder_ / "old", "old");
    absl::Status status;
    {
      const FullDisk full(limit);
      status = WritePaper(paper, format, folder_ / "old");
    }
    EXPECT_EQ(RejectionOf(status).reason, "EXPORT_PATH") << limit << " " << status.message();
    EXPECT_EQ(Read(folder_ / "old"), "old");
    EXPECT_EQ(Names(), std::vector<std::string>{"old"});
  }
  EXPECT_TRUE(WritePaper(paper, PaperFormat::kXlsx, folder_ / "old").ok());
  EXPECT_LT(fs::file_size(folder_ / "old"), 1'000'000u);
}

}  // namespace
}  // namespace vekha::service::report
