#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/base/sha256.h"
#include "service/report/evidence/chain.h"
#include "service/report/evidence/pack.h"
#include "service/report/evidence/pack_text.h"
#include "service/report/evidence/zip_file.h"
#include "service/report/paper/whole_file.h"

namespace vekha::service::report {
namespace {

absl::Status Invalid(const std::string& what) {
  return ToStatus({.code = absl::StatusCode::kInvalidArgument,
                   .reason = "PACK_INVALID",
                   .message = what,
                   .message_ru = "Пакет доказательств составлен с ошибкой, записать его нельзя.",
                   .metadata = {}});
}

// `names`: of the files before.
absl::Status CheckFiles(const std::vector<PackFile>& files, std::set<std::string>& names) {
  if (names.size() + files.size() > kPackFiles) {
    return Invalid(fmt::format("the pack has more than {} files", kPackFiles));
  }
  for (const PackFile& file : files) {
    if (!IsPackFileName(file.name)) {
      return Invalid(fmt::format("file {} of the pack may not have its name", names.size() + 1));
    }
    if (!names.insert(file.name).second) return Invalid("two files of a pack have one name");
    if (file.content.size() > kPackFileBytes) {
      return Invalid(fmt::format("{} is larger than {} MiB", file.name, kPackFileBytes >> 20));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckEntry(const LogEntry& entry, uint64_t number, uint64_t revision_before) {
  if (number > kPackEntries) {
    return Invalid(fmt::format("the pack has more than {} entries", kPackEntries));
  }
  if (entry.revision < revision_before) {
    return Invalid(fmt::format("entry {}: its revision {} comes after {}", number, entry.revision,
                               revision_before));
  }
  if (entry.json.find_first_of("\r\n") != std::string::npos ||
      entry.json.size() > kPackLineBytes / 2 || !nlohmann::json::accept(entry.json)) {
    return Invalid(fmt::format("entry {} is not one line of JSON", number));
  }
  return absl::OkStatus();
}

class PackWriter {
 public:
  PackWriter(const PackSubject& subject, const std::filesystem::path& path)
      : subject_(subject), zip_(path, Noon(subject.day)) {}

  absl::Status Entries(const NextLogEntry& next, const PackProgress& progress) {
    zip_.Begin(kEventsName);
    Line(SubjectLine(subject_));
    constexpr uint64_t kStep = 1000;
    uint64_t revision = 0;
    while (true) {
      VEKHA_ASSIGN_OR_RETURN(const std::optional<LogEntry> entry, next());
      if (!entry) break;
      VEKHA_RETURN_IF_ERROR(CheckEntry(*entry, hashes_.size(), revision));
      revision = entry->revision;
      Line(EntryLine(*entry));
      if (progress && entries() % kStep == 0) progress(entries());
    }
    if (progress) progress(entries());
    return absl::OkStatus();
  }

  PackSummary Finish(const std::vector<PackFile>& later) {
    for (const PackFile& file : subject_.files) File(file.name, file.content);
    for (const PackFile& file : later) File(file.name, file.content);
    File(kReadmeName, Readme(subject_, entries(), chain_.last()));
    const std::string manifest = Manifest(hashes_, files_);
    zip_.File(kManifestName, manifest);
    return {.title = subject_.title,
            .organization = subject_.organization,
            .entries = entries(),
            .head = chain_.last(),
            .seal = Sha256Of(manifest)};
  }

  int Close() { return zip_.Close(); }

 private:
  static time_t Noon(Date day) {
    constexpr int64_t kSecondsOfDay = 86400;
    return DaysBetween(*MakeDate(1970, 1, 1), day) * kSecondsOfDay + kSecondsOfDay / 2;
  }

  // Without the first line, which is the subject's.
  uint64_t entries() const { return hashes_.size() - 1; }

  void Line(const std::string& line) {
    hashes_.push_back(chain_.Next(line));
    zip_.Write(line);
    zip_.Write("\n");
  }

  void File(std::string_view name, const std::string& content) {
    files_.push_back({.name = std::string(name), .sha256 = Sha256Of(content)});
    zip_.File(name, content);
  }

  const PackSubject& subject_;
  ZipWriter zip_;
  Chain chain_;
  std::vector<std::string> hashes_;
  std::vector<FileHash> files_;
};

}  // namespace

absl::StatusOr<PackSummary> WritePack(const PackSubject& subject, const NextLogEntry& next,
                                      const std::filesystem::path& path,
                                      const PackProgress& progress) {
  if (subject.day.is_special()) return Invalid("the pack has no day");
  std::set<std::string> names;
  VEKHA_RETURN_IF_ERROR(CheckFiles(subject.files, names));
  PackSummary summary;
  const auto fill = [&](const std::filesystem::path& temporary) -> absl::Status {
    PackWriter pack(subject, temporary);
    VEKHA_RETURN_IF_ERROR(pack.Entries(next, progress));
    std::vector<PackFile> later;
    if (subject.later_files) later = subject.later_files();
    VEKHA_RETURN_IF_ERROR(CheckFiles(later, names));
    summary = pack.Finish(later);
    const int error = pack.Close();
    return error == 0 ? absl::OkStatus() : ExportPathError(path, error);
  };
  VEKHA_RETURN_IF_ERROR(WriteFileWhole(path, fill));
  return summary;
}

}  // namespace vekha::service::report
