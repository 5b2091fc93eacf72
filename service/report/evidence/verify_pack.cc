#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/base/sha256.h"
#include "service/report/evidence/chain.h"
#include "service/report/evidence/pack.h"
#include "service/report/evidence/zip_file.h"
#include "service/report/paper/clean_text.h"

namespace vekha::service::report {
namespace {

using Json = nlohmann::json;

absl::Status Unreadable(const std::filesystem::path& path, int error) {
  const std::string name = CleanLine(path.string());
  return ToStatus(
      {.code = absl::StatusCode::kNotFound,
       .reason = "PACK_UNREADABLE",
       .message = fmt::format("cannot read {}: {}", name, std::generic_category().message(error)),
       .message_ru = fmt::format("Не удалось прочитать «{}».", name),
       .metadata = {{"path", name}}});
}

absl::Status NotOne(const std::string& why) {
  return ToStatus({.code = absl::StatusCode::kInvalidArgument,
                   .reason = "PACK_NOT_ONE",
                   .message = fmt::format("this is no evidence pack: {}", why),
                   .message_ru = "Это не пакет доказательств.",
                   .metadata = {}});
}

absl::Status Damaged(std::string_view file, const std::string& why, const std::string& why_ru) {
  return ToStatus({.code = absl::StatusCode::kDataLoss,
                   .reason = "PACK_DAMAGED",
                   .message = fmt::format("{}: {}", file, why),
                   .message_ru = fmt::format("{}: {}.", file, why_ru),
                   .metadata = {{"file", std::string(file)}}});
}

absl::Status DamagedLine(size_t line) {
  return ToStatus(
      {.code = absl::StatusCode::kDataLoss,
       .reason = "PACK_DAMAGED",
       .message = fmt::format("{}, line {}: it is not as it was packed", kEventsName, line),
       .message_ru =
           fmt::format("{}, строка {}: она не такая, какой её упаковали.", kEventsName, line),
       .metadata = {{"file", std::string(kEventsName)}, {"line", std::to_string(line)}}});
}

struct PackManifest {
  std::map<std::string, std::string> files;
  std::vector<std::string> chain;
  std::string seal;
};

// Of one file of an archive, whatever else is in it.
absl::StatusOr<std::string> ReadOne(const std::filesystem::path& path, std::string_view wanted,
                                    size_t most) {
  std::string content;
  bool found = false;
  const ZipVisitor visitor = {
      .begin =
          [&](const std::string& name) { return name == wanted ? ZipStep::kRead : ZipStep::kSkip; },
      .data =
          [&](std::string_view bytes) {
            content += bytes;
            return content.size() <= most;
          },
      .end =
          [&] {
            found = true;
            return false;  // of two with one name the second pass complains
          }};
  const ZipOutcome outcome = ReadZip(path, visitor);
  if (found) return content;
  if (outcome == ZipOutcome::kRead) return NotOne(fmt::format("it has no {}", wanted));
  return Damaged(wanted, "it cannot be unpacked", "не распаковывается");
}

// Deeper or longer lists than a manifest has are dropped while they are read.
Json ParseManifest(const std::string& text) {
  uint64_t values = 0;
  const auto keep = [&](int depth, Json::parse_event_t, const Json&) {
    constexpr int kDeepest = 2;
    return depth <= kDeepest && ++values <= 3 * (kPackEntries + kPackFiles);
  };
  return Json::parse(text, keep, false);
}

absl::StatusOr<PackManifest> ReadManifest(const std::filesystem::path& path) {
  constexpr size_t kMost = 100 << 20;  // a million lines of 67 characters, and more
  VEKHA_ASSIGN_OR_RETURN(const std::string text, ReadOne(path, kManifestName, kMost));
  const Json json = ParseManifest(text);
  if (!json.is_object() || !json.contains("format") || json["format"] != kPackFormat) {
    return NotOne(fmt::format("its manifest.json is not of format {}", kPackFormat));
  }
  PackManifest manifest{.files = {}, .chain = {}, .seal = Sha256Of(text)};
  const auto files = json.find("files"), chain = json.find("chain");
  if (files == json.end() || !files->is_object() || chain == json.end() || !chain->is_array()) {
    return Damaged(kManifestName, "it has no hashes", "в нём нет контрольных сумм");
  }
  for (const auto& [name, hash] : files->items()) {
    manifest.files[name] = hash.is_string() ? hash.get<std::string>() : "";
  }
  for (const Json& hash : *chain) {
    manifest.chain.push_back(hash.is_string() ? hash.get<std::string>() : "");
  }
  return manifest;
}

// Holds what an archive has against its manifest while it is read.
class PackReader {
 public:
  explicit PackReader(const PackManifest& manifest) : manifest_(manifest) {}

  absl::Status Read(const std::filesystem::path& path) {
    const ZipOutcome outcome =
        ReadZip(path, {.begin = [this](const std::string& name) { return Begin(name); },
                       .data = [this](std::string_view bytes) { return Data(bytes); },
                       .end = [this] { return End(); }});
    if (!problem_.ok()) return problem_;
    if (outcome == ZipOutcome::kRead) return Missing();
    return in_events() ? DamagedLine(lines_ + 1)
                       : Damaged(name_, "it cannot be unpacked", "не распаковывается");
  }

  const std::string& subject() const { return subject_; }
  const std::string& head() const { return chain_.last(); }

 private:
  bool in_events() const { return name_ == kEventsName; }

  bool Fail(absl::Status problem) {
    problem_ = std::move(problem);
    return false;
  }

  ZipStep Begin(const std::string& name) {
    name_ = CleanLine(name);
    content_.clear();
    const bool known =
        name == kEventsName || name == kManifestName || manifest_.files.contains(name);
    if (!known || !seen_.insert(name).second) {
      Fail(Damaged(name_, "it was not packed", "этого файла в пакете не было"));
      return ZipStep::kStop;
    }
    return name == kManifestName ? ZipStep::kSkip : ZipStep::kRead;
  }

  bool Data(std::string_view bytes) {
    content_ += bytes;
    if (in_events() && !TakeLines()) return false;
    if (content_.size() <= (in_events() ? kPackLineBytes : kPackFileBytes)) return true;
    return Fail(in_events() ? DamagedLine(lines_ + 1)
                            : Damaged(name_, "it is too large", "слишком велик"));
  }

  // A line that is not ended was cut.
  bool End() {
    if (in_events()) {
      const bool whole = content_.empty() && lines_ == manifest_.chain.size();
      return whole || Fail(DamagedLine(lines_ + 1));
    }
    if (Sha256Of(content_) == manifest_.files.at(name_)) return true;
    return Fail(Damaged(name_, "it is not as it was packed", "не такой, каким его упаковали"));
  }

  bool TakeLines() {
    size_t begin = 0;
    for (size_t end = content_.find('\n'); end != std::string::npos;
         end = content_.find('\n', begin)) {
      if (!TakeLine(std::string_view(content_).substr(begin, end - begin))) return false;
      begin = end + 1;
    }
    content_.erase(0, begin);
    return true;
  }

  bool TakeLine(std::string_view line) {
    if (lines_ == 0) subject_ = line;
    const bool right =
        lines_ < manifest_.chain.size() && chain_.Next(line) == manifest_.chain[lines_];
    if (!right) return Fail(DamagedLine(lines_ + 1));
    ++lines_;
    return true;
  }

  absl::Status Missing() const {
    if (!seen_.contains(std::string(kEventsName))) {
      return Damaged(kEventsName, "it is missing", "файла нет");
    }
    for (const auto& [name, hash] : manifest_.files) {
      if (!seen_.contains(name)) return Damaged(CleanLine(name), "it is missing", "файла нет");
    }
    return absl::OkStatus();
  }

  const PackManifest& manifest_;
  Chain chain_;
  std::set<std::string> seen_;
  std::string name_;
  std::string content_;  // of the file that is read, or of a line that has not ended
  std::string subject_;
  size_t lines_ = 0;  // that were right
  absl::Status problem_;
};

// Only an archive can be a damaged pack.
absl::Status CheckKind(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  char start[4] = {};
  if (!in.read(start, sizeof(start)) && (!in.is_open() || in.bad() || errno != 0)) {
    return Unreadable(path, errno != 0 ? errno : EIO);
  }
  constexpr std::string_view kZip = "PK\x03\x04";
  return std::string_view(start, sizeof(start)) == kZip ? absl::OkStatus()
                                                        : NotOne("it is no .zip");
}

std::string TextOf(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? CleanLine(found->get<std::string>()) : "";
}

}  // namespace

absl::StatusOr<PackSummary> VerifyPack(const std::filesystem::path& path, const std::string& seal) {
  VEKHA_RETURN_IF_ERROR(CheckKind(path));
  VEKHA_ASSIGN_OR_RETURN(const PackManifest manifest, ReadManifest(path));
  PackReader reader(manifest);
  VEKHA_RETURN_IF_ERROR(reader.Read(path));
  const Json subject = Json::parse(reader.subject(), nullptr, false);
  if (!subject.is_object() || manifest.chain.empty() || TextOf(subject, "pack") != kPackFormat) {
    return NotOne("its first line does not say so");
  }
  if (!seal.empty() && seal != manifest.seal) {
    return ToStatus({.code = absl::StatusCode::kDataLoss,
                     .reason = "PACK_OTHER_SEAL",
                     .message = "the pack is whole, but it is not the one with this seal",
                     .message_ru = "Пакет цел, но это другой пакет: его контрольная сумма не та.",
                     .metadata = {{"seal", manifest.seal}}});
  }
  return PackSummary{.title = TextOf(subject, "title"),
                     .organization = TextOf(subject, "organization"),
                     .entries = manifest.chain.size() - 1,
                     .head = reader.head(),
                     .seal = manifest.seal};
}

}  // namespace vekha::service::report
