#include "tests/service/intake/bundle/memory_bundle.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace vekha::intake {

Files LoadBundle(const std::string& name) {
  Files files;
  const std::filesystem::path folder = "tests/service/intake/bundle/bundles/" + name;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    files[entry.path().filename().string()] = text.str();
  }
  return files;
}

absl::StatusOr<std::vector<BundleEntry>> MemoryBundle::List() {
  std::vector<BundleEntry> entries;
  for (const auto& [name, text] : files_) entries.push_back({.path = name, .bytes = text.size()});
  return entries;
}

absl::StatusOr<std::unique_ptr<ByteSource>> MemoryBundle::Open(const BundleEntry& entry) {
  return std::make_unique<MemorySource>(files_.at(entry.path));
}

std::string Zip(const Files& files) {
  size_t size = 65536;
  for (const auto& [name, text] : files) size += 1024 + 2 * name.size() + text.size() * 2;
  std::string zip(size, '\0');
  size_t used = 0;
  archive* a = archive_write_new();
  archive_write_set_format_zip(a);
  archive_write_set_bytes_in_last_block(a, 1);
  archive_write_open_memory(a, zip.data(), zip.size(), &used);
  for (const auto& [name, text] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(a, entry);
    archive_write_data(a, text.data(), text.size());
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
  zip.resize(used);
  return zip;
}

ReadResult ReadFiles(BundleFiles& files, const roster::Roster* base) {
  ReadResult result;
  result.report = ReadBundle(files, {.today = *MakeDate(2022, 11, 1), .base = base}, result.update);
  ExpectEveryRowCounted(result.report);
  return result;
}

ReadResult ReadFiles(Files files, const roster::Roster* base) {
  MemoryBundle bundle(std::move(files));
  return ReadFiles(bundle, base);
}

std::string Places(const BundleReport& report) {
  std::string places;
  for (const roster::RowDiagnostic& d : report.diagnostics) {
    EXPECT_FALSE(d.message.ru.empty()) << d.code;
    EXPECT_FALSE(d.message.en.empty()) << d.code;
    const std::string line = roster::FormatRowDiagnostic(d);
    places += line.substr(0, line.find("]: ") + 1) + "\n";
  }
  return places;
}

void ExpectEveryRowCounted(const BundleReport& report) {
  for (const FileReport& file : report.files) {
    EXPECT_EQ(file.read, file.accepted + file.refused) << file.name;
  }
}

}  // namespace vekha::intake
