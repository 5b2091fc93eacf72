#include "service/intake/bundle/file_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

namespace vekha::intake {
namespace {

std::string_view BaseName(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view FolderOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// Outside the folder it is unpacked into, on any system: absolute, with a drive, upwards.
bool Climbs(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\\') != std::string_view::npos) return true;
  if (path.size() > 1 && path[1] == ':') return true;
  for (size_t from = 0; from <= path.size();) {
    const size_t slash = std::min(path.find('/', from), path.size());
    if (path.substr(from, slash - from) == "..") return true;
    from = slash + 1;
  }
  return std::any_of(path.begin(), path.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

// What systems leave in archives by themselves.
bool IsLitter(std::string_view path) {
  if (path.substr(0, 9) == "__MACOSX/") return true;
  const std::string_view name = BaseName(path);
  return name.empty() || name.front() == '.' || name == "Thumbs.db" || name == "desktop.ini";
}

bool EndsWithCsv(std::string_view name) {
  return name.size() > 4 && LowerAscii(name.substr(name.size() - 4)) == ".csv";
}

bool IsSafe(const BundleEntry& entry, Reporter& reporter) {
  const std::string shown = ShownCell(entry.path);
  if (Climbs(entry.path)) {
    reporter.Error("R0104", shown, 0, "",
                   {"путь ведёт за пределы пакета, файл не читается",
                    "the path leads out of the bundle, the file is not read"});
    return false;
  }
  if (!entry.regular) {
    reporter.Error("R0105", shown, 0, "",
                   {"это ссылка, а не файл", "this is a link and not a file"});
    return false;
  }
  if (entry.encrypted) {
    reporter.Error("R0106", shown, 0, "", {"файл закрыт паролем", "the file is encrypted"},
                   {"упакуйте без пароля", "pack it without a password"});
    return false;
  }
  return true;
}

void CheckFolders(const std::vector<const BundleEntry*>& tables, Reporter& reporter) {
  std::set<std::string_view> folders;
  for (const BundleEntry* entry : tables) folders.insert(FolderOf(entry->path));
  if (folders.size() == 1 && !folders.begin()->empty()) {
    reporter.Note(
        "R0108", "", 0, "",
        {fmt::format("файлы лежат в папке «{}», а не в корне пакета", ShownCell(*folders.begin())),
         fmt::format("the files lie in the folder \"{}\" and not at the root",
                     ShownCell(*folders.begin()))});
  }
  if (folders.size() < 2) return;
  for (const BundleEntry* entry : tables) {
    if (FolderOf(entry->path).empty()) continue;
    reporter.Error(
        "R0109", ShownCell(entry->path), 0, "",
        {"файлы пакета лежат в разных папках", "the bundle's files lie in several folders"},
        {"все файлы нужны в корне архива", "all files belong at the root"});
  }
}

}  // namespace

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

void ReportReadFailure(const absl::Status& status, std::string_view file, uint32_t row,
                       Reporter& reporter) {
  const std::string why(status.message());
  if (status.code() == absl::StatusCode::kResourceExhausted) {
    reporter.Error("R0102", file, row, "",
                   {fmt::format("превышен предел, чтение остановлено: {}", why),
                    fmt::format("a limit is passed, reading stopped: {}", why)});
    return;
  }
  reporter.Error("R0101", file, row, "",
                 {fmt::format("архив или файл повреждён или обрезан: {}", why),
                  fmt::format("the archive or the file is damaged or cut off: {}", why)});
}

FileSet ListFiles(BundleFiles& files, const BundleLimits& limits, Reporter& reporter) {
  FileSet set;
  auto entries = files.List();
  if (!entries.ok()) {
    ReportReadFailure(entries.status(), "", 0, reporter);
    return set;
  }
  uint64_t total = 0;
  for (const BundleEntry& entry : *entries)
    total += std::min(entry.bytes, limits.unpacked_bytes_max);
  if (total > limits.unpacked_bytes_max) {
    reporter.Error(
        "R0102", "", 0, "",
        {fmt::format("в распакованном виде больше {} МиБ", limits.unpacked_bytes_max >> 20),
         fmt::format("unpacks to more than {} MiB", limits.unpacked_bytes_max >> 20)});
    return set;
  }
  std::vector<const BundleEntry*> tables;
  for (const BundleEntry& entry : *entries) {
    if (!IsSafe(entry, reporter) || IsLitter(entry.path)) continue;
    if (EndsWithCsv(entry.path)) {
      tables.push_back(&entry);
    } else {
      reporter.Note("R0110", ShownCell(entry.path), 0, "",
                    {"не таблица csv, файл не читается", "not a csv table, the file is not read"});
    }
  }
  CheckFolders(tables, reporter);
  // Of two of one name that counts which lies higher.
  std::stable_sort(tables.begin(), tables.end(), [](const BundleEntry* a, const BundleEntry* b) {
    return std::count(a->path.begin(), a->path.end(), '/') <
           std::count(b->path.begin(), b->path.end(), '/');
  });
  std::set<std::string> lower;
  for (const BundleEntry* entry : tables) {
    const std::string_view name = BaseName(entry->path);
    if (!lower.insert(LowerAscii(name)).second) {
      reporter.Error("R0107", ShownCell(entry->path), 0, "",
                     {"в пакете два файла с этим именем", "the bundle has two files of this name"});
      continue;
    }
    set.emplace(name, *entry);
  }
  if (set.empty() && reporter.Once("R0114", "", "")) {
    reporter.Error("R0114", "", 0, "",
                   {"в пакете нет ни одной таблицы csv", "the bundle has no csv table"});
  }
  return set;
}

}  // namespace vekha::intake
