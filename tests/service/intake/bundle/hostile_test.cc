// Archives and tables that are made to harm, or came to harm: an error, soon, in little memory.
#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "tests/service/intake/bundle/memory_bundle.h"

namespace vekha::intake {
namespace {

std::string PlacesOfZip(const std::string& zip) {
  const auto bundle = OpenBundleBytes(zip);
  return Places(ReadFiles(*bundle).report);
}

BundleReport ReadWith(const BundleLimits& limits, BundleFiles& files) {
  roster::RosterUpdate update;
  BundleReport report =
      ReadBundle(files, {.today = *MakeDate(2022, 11, 1), .limits = limits}, update);
  ExpectEveryRowCounted(report);
  return report;
}

bool Has(const BundleReport& report, std::string_view code) {
  for (const auto& d : report.diagnostics) {
    if (d.code == code) return true;
  }
  return false;
}

TEST(HostileZip, CutOffAnywhereIsAnError) {
  const std::string zip = Zip(LoadBundle("oneroster-1.1"));
  for (size_t size = 0; size < zip.size(); size += 97) {
    const std::string cut = zip.substr(0, size);
    const auto bundle = OpenBundleBytes(cut);
    EXPECT_TRUE(ReadFiles(*bundle).report.HasErrors()) << size;
  }
}

TEST(HostileZip, ABitThatFellOverIsNoCrash) {
  const std::string zip = Zip(LoadBundle("oneroster-1.1"));
  for (size_t at = 0; at < zip.size(); at += 13) {
    std::string bent = zip;
    bent[at] = static_cast<char>(bent[at] ^ 0x10);
    const auto bundle = OpenBundleBytes(bent);
    ReadFiles(*bundle);
  }
}

TEST(HostileZip, NoZipAtAll) {
  EXPECT_EQ(PlacesOfZip("propertyName,value\n"), "error[R0101]\n");
  EXPECT_EQ(PlacesOfZip(""), "error[R0101]\n");
}

TEST(HostileZip, OneWithoutTablesIsAnError) {
  EXPECT_EQ(PlacesOfZip(Zip({})), "error[R0101]\n");
  EXPECT_EQ(PlacesOfZip(Zip({{"a.txt", "x"}})), "a.txt: note[R0110]\nerror[R0114]\n");
}

TEST(HostileZip, APathThatClimbsOutIsNotRead) {
  Files files = LoadBundle("oneroster-1.1");
  files["../evil.csv"] = "a\n";
  EXPECT_EQ(PlacesOfZip(Zip(files)), "../evil.csv: error[R0104]\n");
  files = LoadBundle("oneroster-1.1");
  files["/etc/users.csv"] = "a\n";
  EXPECT_EQ(PlacesOfZip(Zip(files)), "/etc/users.csv: error[R0104]\n");
  files = LoadBundle("oneroster-1.1");
  files["x\\..\\users.csv"] = "a\n";
  EXPECT_EQ(PlacesOfZip(Zip(files)), "x/../users.csv: error[R0104]\n");
}

TEST(HostileZip, OneFolderIsFineAndSeveralAreNot) {
  Files nested;
  for (const auto& [name, text] : LoadBundle("oneroster-1.1")) nested["export/" + name] = text;
  EXPECT_EQ(PlacesOfZip(Zip(nested)), "note[R0108]\n");
  nested["__MACOSX/._users.csv"] = "x";
  nested["export/.DS_Store"] = "x";
  EXPECT_EQ(PlacesOfZip(Zip(nested)), "note[R0108]\n");
  nested["more/users.csv"] = "x";
  const std::string zip = Zip(nested);
  const BundleReport report = ReadFiles(*OpenBundleBytes(zip)).report;
  EXPECT_TRUE(Has(report, "R0109"));
  EXPECT_TRUE(Has(report, "R0107"));
}

// Says of each name that it is UTF-8: bit 11 of the flags, in both of an entry's headers.
std::string WithUtf8Names(std::string zip) {
  for (const auto& [mark, flags] : {std::pair("PK\3\4", 6u), std::pair("PK\1\2", 8u)}) {
    for (size_t at = zip.find(mark); at != std::string::npos; at = zip.find(mark, at + 1)) {
      zip[at + flags + 1] = static_cast<char>(zip[at + flags + 1] | 8);
    }
  }
  return zip;
}

Files Below(const std::string& folder, const Files& files) {
  Files below;
  for (const auto& [name, text] : files) below[folder + "/" + name] = text;
  return below;
}

TEST(ZipNames, AreReadInRussianWhateverTheLocale) {
  const Files files = LoadBundle("oneroster-1.1");
  Files more = files;
  more["Отчёт.txt"] = "x";
  EXPECT_EQ(PlacesOfZip(WithUtf8Names(Zip(more))), "Отчёт.txt: note[R0110]\n");
  EXPECT_EQ(PlacesOfZip(Zip(more)), "Отчёт.txt: note[R0110]\n") << "UTF-8 without saying so";
  const std::string zip = WithUtf8Names(Zip(Below("Выгрузка", files)));
  const BundleReport report = ReadFiles(*OpenBundleBytes(zip)).report;
  ASSERT_EQ(Places(report), "note[R0108]\n");
  EXPECT_NE(report.diagnostics[0].message.ru.find("«Выгрузка»"), std::string::npos);
}

TEST(ZipNames, OfWindowsAreInCodePage866) {
  const std::string folder = "\x82\xEB\xA3\xE0\xE3\xA7\xAA\xA0 \xF1\xB0";
  const std::string zip = Zip(Below(folder, LoadBundle("oneroster-1.1")));
  const BundleReport report = ReadFiles(*OpenBundleBytes(zip)).report;
  ASSERT_EQ(Places(report), "note[R0108]\n");
  EXPECT_NE(report.diagnostics[0].message.ru.find("«Выгрузка ё_»"), std::string::npos);
}

// A file of one entry, or of a link.
std::string ZipWith(const char* name, unsigned type, const char* password) {
  std::string zip(1 << 16, '\0');
  size_t used = 0;
  archive* a = archive_write_new();
  archive_write_set_format_zip(a);
  archive_write_set_bytes_in_last_block(a, 1);
  if (password != nullptr) {
    archive_write_set_options(a, "zip:encryption=traditional");
    archive_write_set_passphrase(a, password);
  }
  archive_write_open_memory(a, zip.data(), zip.size(), &used);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, name);
  archive_entry_set_filetype(entry, type);
  archive_entry_set_perm(entry, 0644);
  if (type == AE_IFLNK) {
    archive_entry_set_symlink(entry, "/etc/passwd");
  } else {
    archive_entry_set_size(entry, 4);
  }
  archive_write_header(a, entry);
  if (type != AE_IFLNK) archive_write_data(a, "a,b\n", 4);
  archive_entry_free(entry);
  archive_write_close(a);
  archive_write_free(a);
  zip.resize(used);
  return zip;
}

TEST(HostileZip, EncryptedFilesAndLinksAreNotRead) {
  EXPECT_EQ(PlacesOfZip(ZipWith("users.csv", AE_IFREG, "secret")),
            "users.csv: error[R0106]\nerror[R0114]\n");
  EXPECT_EQ(PlacesOfZip(ZipWith("users.csv", AE_IFLNK, nullptr)),
            "users.csv: error[R0105]\nerror[R0114]\n");
}

TEST(HostileZip, ABombIsStoppedByRatioAndBySize) {
  Files files = LoadBundle("oneroster-1.1");
  files["users.csv"] += std::string(size_t{24} << 20, 'a');
  const std::string zip = Zip(files);
  ASSERT_LT(zip.size(), size_t{1} << 20);
  EXPECT_TRUE(Has(ReadWith({}, *OpenBundleBytes(zip)), "R0102"));
  const BundleLimits small{.file_bytes_max = 1 << 20, .ratio_max = 1'000'000};
  EXPECT_TRUE(Has(ReadWith(small, *OpenBundleBytes(zip)), "R0102"));
  const BundleLimits total{.unpacked_bytes_max = 1 << 20};
  EXPECT_TRUE(Has(ReadWith(total, *OpenBundleBytes(zip)), "R0102"));
  const BundleLimits few{.entries_max = 3};
  EXPECT_TRUE(Has(ReadWith(few, *OpenBundleBytes(zip)), "R0102"));
}

TEST(HostileTable, AFileThatIsTooLargeIsNotBegun) {
  Files files = LoadBundle("oneroster-1.1");
  files["enrollments.csv"] += std::string(1 << 20, '\n');
  MemoryBundle bundle(files);
  const BundleReport report = ReadWith({.file_bytes_max = 1 << 20}, bundle);
  EXPECT_EQ(Places(report), "enrollments.csv: error[R0102]\n");
  EXPECT_EQ(report.files.back().read, 0u);
}

TEST(HostileTable, ARowWithoutAnEndIsOneFault) {
  Files files = LoadBundle("oneroster-1.1");
  files["demographics.csv"] += "u5" + std::string(3 << 20, ',') + "\nu9,,,1999-01-01,,,,,,,,,,,,\n";
  EXPECT_EQ(Places(ReadFiles(files).report),
            "demographics.csv:5: error[R0205]\ndemographics.csv:6: sourcedId: error[R0601]\n");
}

TEST(HostileTable, AFileFullOfOpenQuotesIsReadInOneGo) {
  Files files = LoadBundle("oneroster-1.1");
  std::string rows = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n";
  for (int i = 0; i < 50'000; ++i) rows += "o" + std::to_string(i) + ",,,\"x,school,,\n";
  files["orgs.csv"] = rows;
  const BundleReport report = ReadFiles(files).report;
  EXPECT_GE(report.errors, 50'000u);
  EXPECT_LE(report.diagnostics.size(), 2'000u);
}

TEST(HostileTable, TooManyColumnsAndRowsAndTooLongCells) {
  Files files = LoadBundle("oneroster-1.1");
  files["demographics.csv"] = std::string(600, ',') + "\n";
  EXPECT_TRUE(Has(ReadFiles(files).report, "R0206"));
  files = LoadBundle("oneroster-1.1");
  files["orgs.csv"] += "s3,,," + std::string(100'000, 'x') + ",school,,\n";
  EXPECT_TRUE(Has(ReadFiles(files).report, "R0216"));
  MemoryBundle bundle(LoadBundle("oneroster-1.1"));
  EXPECT_TRUE(Has(ReadWith({.rows_max = 2}, bundle), "R0215"));
}

// A folder of its own below the test's temporary one, gone afterwards.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const Files& files) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
    for (const auto& [name, text] : files) {
      std::filesystem::create_directories((path_ / name).parent_path());
      std::ofstream(path_ / name, std::ios::binary) << text;
    }
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }
  std::string Read() const {
    const auto bundle = OpenBundle(path_);
    return Places(ReadFiles(**bundle).report);
  }

 private:
  const std::filesystem::path path_ =
      std::filesystem::temp_directory_path() /
      (std::string("vekha_bundle_") +
       ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST(HostileFolder, LinksAreNotFollowed) {
  Files files = LoadBundle("oneroster-1.1");
  const std::string users = files["users.csv"];
  files.erase("users.csv");
  files.erase("enrollments.csv");
  files.erase("demographics.csv");
  files["manifest.csv"] =
      "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n"
      "file.academicSessions,bulk\nfile.categories,absent\nfile.classes,bulk\n"
      "file.classResources,absent\nfile.courses,bulk\nfile.courseResources,absent\n"
      "file.demographics,absent\nfile.enrollments,absent\nfile.lineItems,absent\n"
      "file.orgs,bulk\nfile.resources,absent\nfile.results,absent\nfile.users,absent\n";
  const TemporaryFolder folder(files);
  EXPECT_EQ(folder.Read(), "");
  std::filesystem::create_symlink("/etc/passwd", folder.path() / "users.csv");
  std::filesystem::create_directory_symlink("/etc", folder.path() / "etc");
  EXPECT_EQ(folder.Read(), "etc: error[R0105]\nusers.csv: error[R0105]\n");
}

TEST(HostileFolder, AFileTooDeepIsTold) {
  Files files = LoadBundle("oneroster-1.1");
  files["a/b/c/users.csv"] = "x\n";
  const TemporaryFolder folder(files);
  EXPECT_EQ(folder.Read(), "a/b/c/users.csv: error[R0109]\na/b/c/users.csv: error[R0107]\n");
}

TEST(HostileFolder, TwoGigabytesOfNothingAreNotRead) {
  const TemporaryFolder folder(LoadBundle("oneroster-1.1"));
  std::filesystem::resize_file(folder.path() / "enrollments.csv", uint64_t{2} << 30);
  EXPECT_EQ(folder.Read(), "error[R0102]\n");
  std::filesystem::resize_file(folder.path() / "enrollments.csv", (uint64_t{1} << 30) + 1);
  EXPECT_EQ(folder.Read(), "enrollments.csv: error[R0102]\n");
}

TEST(HostileFolder, NamesThatDifferInCaseOnly) {
  Files files = LoadBundle("oneroster-1.1");
  files["Users.csv"] = files["users.csv"];
  const TemporaryFolder folder(files);
  EXPECT_NE(folder.Read().find("error[R0107]"), std::string::npos);
}

// The central directory says how large an entry is; a lie of 4 GiB points to a zip64 field.
TEST(HostileZip, ASizeThatIsNotTrueIsNotBelieved) {
  const std::string zip = Zip(LoadBundle("oneroster-1.1"));
  size_t entries = 0;
  for (size_t at = zip.find("PK\x01\x02"); at != std::string::npos;
       at = zip.find("PK\x01\x02", at + 4)) {
    ++entries;
    for (const char* claim : {"\xFF\xFF\xFF\xFF", "\xFE\xFF\xFF\x7F", "\x01\x00\x00\x00"}) {
      std::string lying = zip;
      for (size_t i = 0; i < 4; ++i) lying[at + 24 + i] = claim[i];
      const auto bundle = OpenBundleBytes(lying);
      const ReadResult read = ReadFiles(*bundle);
      EXPECT_TRUE(read.report.HasErrors() || read.update.people.size() == 5u) << at;
    }
  }
  EXPECT_EQ(entries, 8u);
}

TEST(HostileZip, AByteThatChangedIsFoundByItsSum) {
  Files files = LoadBundle("oneroster-1.1");
  const std::string zip = Zip(files);
  // The sum of the first file, wherever the archive has it.
  const size_t central = zip.find("PK\x01\x02");
  std::string wrong = zip;
  wrong[central + 16] = static_cast<char>(wrong[central + 16] ^ 1);
  const auto bundle = OpenBundleBytes(wrong);
  EXPECT_TRUE(Has(ReadFiles(*bundle).report, "R0101"));
}

// What is said of special needs, of race, names and logins must be in no message, right or wrong.
TEST(Secrets, ABirthDateIsInNoMessage) {
  Files v11 = LoadBundle("oneroster-1.1");
  v11["demographics.csv"] += "u4,,,2077-01-02,male,,,,,,,,,,,\nu5,,,1077-01-02,male,,,,,,,,,,,\n";
  Files v1 = LoadBundle("sds-1");
  v1["Student.csv"] += "13009,10001,amam,Мамедова,Амина,6,2/1/2077\n";
  for (const Files& bundle : {v11, v1}) {
    const BundleReport report = ReadFiles(bundle).report;
    EXPECT_TRUE(report.HasErrors());
    for (const auto& d : report.diagnostics) {
      for (const Language language : {Language::kRussian, Language::kEnglish}) {
        EXPECT_EQ(roster::FormatRowDiagnostic(d, language).find("077"), std::string::npos)
            << roster::FormatRowDiagnostic(d);
      }
    }
  }
}

TEST(Secrets, AreInNoMessage) {
  Files files = LoadBundle("oneroster-1.1");
  files["users.csv"] +=
      "u8,,,true,s9,student,LOGINSECRET,IDSECRET,GIVENSECRET,,,,MAILSECRET,,PHONESECRET,,,"
      "PASSSECRET,,,,,OVZSECRET,UNTILSECRET\n";
  files["demographics.csv"] += "u5,,,2000-01-01,male,RACESECRET,,,,,,,,,,\n";
  files["demographics.csv"] += "u4,,,BORNSECRET,male,,,,,,,,,,,\n";
  Files sds = LoadBundle("sds-2.1");
  sds["userFlags.csv"] += "u9,FLAGSECRET\nu1,FLAGSECRET\nu1,FLAGSECRET\n";
  Files headless = LoadBundle("oneroster-1.1");
  headless["users.csv"] =
      "uSECRET,,,true,s1,student,LOGINSECRET,,NAMESECRET,,,,,,,,,,,,,,SECRET,\n";
  for (const Files& bundle : {files, sds, headless}) {
    const BundleReport report = ReadFiles(bundle).report;
    EXPECT_TRUE(report.HasErrors());
    for (const auto& d : report.diagnostics) {
      for (const Language language : {Language::kRussian, Language::kEnglish}) {
        EXPECT_EQ(roster::FormatRowDiagnostic(d, language).find("SECRET"), std::string::npos)
            << roster::FormatRowDiagnostic(d);
      }
    }
  }
}

}  // namespace
}  // namespace vekha::intake
