#include "service/report/evidence/pack.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <random>

#include "engine/base/rejection.h"
#include "service/base/sha256.h"
#include "service/report/evidence/chain.h"
#include "tests/service/report/evidence/zip_parts.h"

namespace vekha::service::report {
namespace {

namespace fs = std::filesystem;

LogEntry Entry(uint64_t number) {
  return {.revision = number / 2 + 1,
          .time = std::chrono::sys_seconds(std::chrono::seconds(1640000000 + number)),
          .json = R"({"type":"told","text":"Срок 20.12.2021 \"прошёл\"","n":)" +
                  std::to_string(number) + "}"};
}

NextLogEntry Entries(uint64_t count) {
  return [count, next = uint64_t{0}]() mutable -> absl::StatusOr<std::optional<LogEntry>> {
    if (next == count) return std::nullopt;
    return Entry(next++);
  };
}

NextLogEntry One(LogEntry entry) {
  return [entry, done = false]() mutable -> absl::StatusOr<std::optional<LogEntry>> {
    if (done) return std::nullopt;
    done = true;
    return entry;
  };
}

PackSubject Subject() {
  return {.title = "Доказательства исполнения",
          .organization = "МОУ СОШ пгт Пижанка",
          .day = *MakeDate(2021, 12, 20),
          .revision = 1742,
          .files = {{"told.csv", "кому;когда\r\n"}, {"told.html", std::string(200000, 'x')}}};
}

std::string Read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class EvidencePack : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "vekha-pack-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    path_ = folder_ / "pack.zip";
  }
  void TearDown() override { fs::remove_all(folder_); }

  PackSummary Write(uint64_t entries) {
    const auto summary = WritePack(Subject(), Entries(entries), path_);
    EXPECT_TRUE(summary.ok()) << summary.status();
    return summary.value_or(PackSummary{});
  }
  Rejection Refused(const std::string& seal = "") const {
    const auto summary = VerifyPack(path_, seal);
    EXPECT_FALSE(summary.ok());
    return summary.ok() ? Rejection{} : RejectionOf(summary.status());
  }
  // The pack with one of its files changed, packed anew so that the archive itself is sound.
  Rejection Forged(const std::string& name, const std::function<void(std::string&)>& change) {
    Write(10);
    ZipParts parts = Unpack(path_);
    for (auto& [each, content] : parts) {
      if (each == name) change(content);
    }
    Pack(parts, path_);
    return Refused();
  }

  fs::path folder_, path_;
};

TEST_F(EvidencePack, VerifiesAsItWasWritten) {
  for (const uint64_t entries : {0u, 1u, 1000u}) {
    const PackSummary written = Write(entries);
    const auto found = VerifyPack(path_, written.seal);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ(found->title, "Доказательства исполнения");
    EXPECT_EQ(found->organization, "МОУ СОШ пгт Пижанка");
    EXPECT_EQ(found->entries, entries);
    EXPECT_EQ(found->head, written.head);
    EXPECT_EQ(found->seal, written.seal);
  }
}

TEST_F(EvidencePack, OfEqualContentsIsEqual) {
  Write(50);
  const std::string first = Read(path_);
  Write(50);
  EXPECT_EQ(Read(path_), first);
}

TEST_F(EvidencePack, HashesEachLineWithTheOneBefore) {
  const PackSummary summary = Write(1);
  const ZipParts parts = Unpack(path_);
  ASSERT_EQ(parts.size(), 5u);
  EXPECT_EQ(parts[0].first, "events.jsonl");
  const std::string& events = parts[0].second;
  const size_t middle = events.find('\n');
  EXPECT_EQ(events.substr(0, middle),
            R"({"pack":"vekha-evidence-1","title":"Доказательства исполнения",)"
            R"("organization":"МОУ СОШ пгт Пижанка","day":"2021-12-20","revision":1742})");
  const std::string line = events.substr(middle + 1, events.size() - middle - 2);
  EXPECT_EQ(line, R"({"revision":1,"time":"2021-12-20T11:33:20Z","event":)" + Entry(0).json + "}");
  EXPECT_EQ(summary.head,
            Sha256Of(Sha256Of(std::string(64, '0') + events.substr(0, middle)) + line));
  EXPECT_EQ(summary.seal, Sha256Of(parts[4].second));
}

TEST_F(EvidencePack, NamesTheLineWithAChangedByte) {
  for (const size_t line : {1u, 2u, 7u, 11u}) {
    const Rejection rejection = Forged("events.jsonl", [&](std::string& text) {
      size_t at = 0;
      for (size_t i = 1; i < line; ++i) at = text.find('\n', at) + 1;
      text[at + 5] ^= 1;
    });
    EXPECT_EQ(rejection.reason, "PACK_DAMAGED");
    EXPECT_EQ(rejection.metadata.at("line"), std::to_string(line));
    EXPECT_NE(rejection.message_ru.find("строка " + std::to_string(line)), std::string::npos);
  }
}

TEST_F(EvidencePack, NamesTheLineWhereOneIsLostAddedMovedOrCut) {
  const auto line_start = [](const std::string& text, int line) {
    size_t at = 0;
    for (int i = 1; i < line; ++i) at = text.find('\n', at) + 1;
    return at;
  };
  const std::vector<std::pair<const char*, std::function<void(std::string&)>>> cases = {
      {"4",
       [&](std::string& t) { t.erase(line_start(t, 4), line_start(t, 5) - line_start(t, 4)); }},
      {"11", [&](std::string& t) { t.erase(line_start(t, 11)); }},
      {"12", [&](std::string& t) { t += t.substr(line_start(t, 11)); }},
      {"5", [&](std::string& t) { t.insert(line_start(t, 5), "{}\n"); }},
      {"6", [&](std::string& t) { t.insert(line_start(t, 6), "\n"); }},
      {"11", [&](std::string& t) { t.pop_back(); }},
      {"1", [&](std::string& t) { t.clear(); }}};
  for (const auto& [line, change] : cases) {
    const Rejection rejection = Forged("events.jsonl", change);
    EXPECT_EQ(rejection.reason, "PACK_DAMAGED");
    EXPECT_EQ(rejection.metadata.at("line"), line);
  }
}

TEST_F(EvidencePack, NamesTheChangedFile) {
  for (const char* name : {"told.csv", "told.html", "README.txt"}) {
    const Rejection rejection = Forged(name, [](std::string& text) { text[0] ^= 1; });
    EXPECT_EQ(rejection.reason, "PACK_DAMAGED");
    EXPECT_EQ(rejection.metadata.at("file"), name);
  }
}

TEST_F(EvidencePack, NoticesFilesThatAreLostOrCameFromElsewhere) {
  Write(3);
  const ZipParts parts = Unpack(path_);
  for (const auto& [name, content] : parts) {
    ZipParts rest = parts;
    std::erase_if(rest, [&name = name](const auto& part) { return part.first == name; });
    Pack(rest, path_);
    EXPECT_EQ(Refused().reason, name == "manifest.json" ? "PACK_NOT_ONE" : "PACK_DAMAGED") << name;
  }
  for (const char* name : {"extra.txt", "../extra.txt", "told.csv", "events.jsonl"}) {
    ZipParts more = parts;
    more.emplace_back(name, "x");
    Pack(more, path_);
    EXPECT_EQ(Refused().reason, "PACK_DAMAGED") << name;
  }
}

TEST_F(EvidencePack, IsKnownByItsSealWhenAllOfItWasMadeAnew) {
  const std::string seal = Write(10).seal;
  Write(9);
  EXPECT_TRUE(VerifyPack(path_).ok());
  EXPECT_EQ(Refused(seal).reason, "PACK_OTHER_SEAL");
}

TEST_F(EvidencePack, SurvivesForgedManifests) {
  for (const char* manifest :
       {"", "{", "[]", "null", "{\"format\":\"vekha-evidence-2\"}", "{\"format\":1}",
        "{\"format\":\"vekha-evidence-1\"}",
        "{\"format\":\"vekha-evidence-1\",\"files\":[],\"chain\":{}}",
        "{\"format\":\"vekha-evidence-1\",\"files\":{\"told.csv\":1},\"chain\":[1,{\"a\":[]}]}",
        "{\"format\":\"vekha-evidence-1\",\"files\":{},\"chain\":[]}"}) {
    const Rejection rejection =
        Forged("manifest.json", [&](std::string& text) { text = manifest; });
    EXPECT_TRUE(rejection.reason == "PACK_NOT_ONE" || rejection.reason == "PACK_DAMAGED")
        << manifest << " " << rejection.reason;
  }
  const Rejection deep =
      Forged("manifest.json", [](std::string& text) { text = std::string(1'000'000, '['); });
  EXPECT_EQ(deep.reason, "PACK_NOT_ONE");
}

// Any byte of the file: it is refused, or what is in it is the same.
TEST_F(EvidencePack, NeverTakesAChangedByteForTheSamePack) {
  const std::string seal = Write(30).seal;
  const std::string bytes = Read(path_);
  const ZipParts parts = Unpack(path_);
  std::mt19937 random(20211220);
  size_t refused = 0;
  for (int i = 0; i < 400; ++i) {
    std::string changed = bytes;
    changed[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
    std::ofstream(path_, std::ios::binary) << changed;
    if (!VerifyPack(path_, seal).ok()) {
      ++refused;
    } else {
      EXPECT_EQ(Unpack(path_), parts);
    }
  }
  EXPECT_GT(refused, 280u);
}

TEST_F(EvidencePack, RefusesWhatIsNoPack) {
  EXPECT_EQ(Refused().reason, "PACK_UNREADABLE");
  std::ofstream(path_) << "plain text";
  EXPECT_EQ(Refused().reason, "PACK_NOT_ONE");
  std::ofstream(path_) << "";
  EXPECT_EQ(Refused().reason, "PACK_NOT_ONE");
  Pack({{"a.txt", "x"}}, path_);
  EXPECT_EQ(Refused().reason, "PACK_NOT_ONE");
  EXPECT_EQ(RejectionOf(VerifyPack(folder_).status()).reason, "PACK_UNREADABLE");
  Write(100);
  fs::resize_file(path_, fs::file_size(path_) / 2);
  EXPECT_EQ(Refused().reason, "PACK_DAMAGED");
}

TEST_F(EvidencePack, IsNotWrittenOfWrongEntriesAndNothingIsLeft) {
  const std::vector<std::pair<LogEntry, std::string>> cases = {
      {{.revision = 1, .time = {}, .json = "{"}, "entry 1 is not one line of JSON"},
      {{.revision = 1, .time = {}, .json = "{\n}"}, "entry 1 is not one line of JSON"},
      {{.revision = 1, .time = {}, .json = "\"\xFF\""}, "entry 1 is not one line of JSON"},
      {{.revision = 1, .time = {}, .json = ""}, "entry 1 is not one line of JSON"}};
  for (const auto& [entry, message] : cases) {
    const Rejection rejection = RejectionOf(WritePack(Subject(), One(entry), path_).status());
    EXPECT_EQ(rejection.reason, "PACK_INVALID");
    EXPECT_EQ(rejection.message, message);
  }
  uint64_t revision = 3;
  const auto falling = [&]() -> absl::StatusOr<std::optional<LogEntry>> {
    return LogEntry{.revision = revision--, .time = {}, .json = "{}"};
  };
  EXPECT_EQ(RejectionOf(WritePack(Subject(), falling, path_).status()).message,
            "entry 2: its revision 2 comes after 3");
  const auto failing = []() -> absl::StatusOr<std::optional<LogEntry>> {
    return absl::UnavailableError("the store is busy");
  };
  EXPECT_EQ(WritePack(Subject(), failing, path_).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(EvidencePack, IsNotWrittenWithFilesOfWrongNames) {
  for (const char* name :
       {"", "a/b", "..", ".x", "файл.csv", "events.jsonl", "README.txt", "a b"}) {
    PackSubject subject = Subject();
    subject.files = {{name, ""}};
    EXPECT_EQ(RejectionOf(WritePack(subject, Entries(1), path_).status()).reason, "PACK_INVALID")
        << name;
  }
  PackSubject twice = Subject();
  twice.files = {{"a", ""}, {"a", ""}};
  EXPECT_FALSE(WritePack(twice, Entries(1), path_).ok());
  EXPECT_EQ(
      RejectionOf(WritePack(Subject(), Entries(1), folder_ / "no" / "pack.zip").status()).reason,
      "EXPORT_PATH");
}

TEST_F(EvidencePack, TellsHowFarItIs) {
  std::vector<uint64_t> seen;
  ASSERT_TRUE(
      WritePack(Subject(), Entries(2500), path_, [&](uint64_t n) { seen.push_back(n); }).ok());
  EXPECT_EQ(seen, (std::vector<uint64_t>{1000, 2000, 2500}));
}

}  // namespace
}  // namespace vekha::service::report
