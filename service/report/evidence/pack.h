// An evidence pack: what an inspection takes away, a .zip that anybody can verify without Vekha and
// without a network.
//
//   README.txt     what this is and how to verify it, in Russian and English
//   events.jsonl   line 1 says what the pack is about, then one line a log entry, oldest first
//   manifest.json  the hash of each line, and of each other file
//   ...            files that go with it (tables of who was told what)
//
// The hash of a line is SHA-256 of the hash of the line before it (64 hexadecimal digits; zeros
// before the first) and the line without its "\n". So a changed, lost, added or moved line is found
// and named. The seal is SHA-256 of manifest.json: kept apart from the pack (in the letter that
// goes with it), it proves that the pack as a whole is the one that was made.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/date.h"

namespace vekha::service::report {

struct LogEntry {
  uint64_t revision = 0;  // never falls; entries of one commit have one
  std::chrono::sys_seconds time;
  std::string json;  // one valid JSON value without line breaks
};

// The next entry, or nothing after the last; an error ends the pack.
using NextLogEntry = std::function<absl::StatusOr<std::optional<LogEntry>>()>;

struct PackFile {
  std::string name;  // [A-Za-z0-9._-], 1 to 100 characters, not one of the pack's own
  std::string content;
};

struct PackSubject {
  std::string title;  // "Доказательства исполнения дорожной карты"
  std::string organization;
  Date day;               // on which it was asked for
  uint64_t revision = 0;  // of the store, as of which it is whole
  std::vector<PackFile> files = {};
  // More files, made of the entries: asked for after the last of them.
  std::function<std::vector<PackFile>()> later_files = {};
};

struct PackSummary {
  std::string title;
  std::string organization;
  uint64_t entries = 0;
  std::string head;  // hash of the last line
  std::string seal;
};

inline constexpr uint64_t kPackEntries = 1'000'000;
inline constexpr size_t kPackLineBytes = 16 << 20;
inline constexpr size_t kPackFiles = 100;
inline constexpr size_t kPackFileBytes = 256 << 20;

// Entries written so far; their number is not known before.
using PackProgress = std::function<void(uint64_t entries)>;

// The file is there whole or not at all (WriteFileWhole(): EXPORT_PATH). Reason PACK_INVALID,
// kInvalidArgument: an entry that is no line of JSON or whose revision falls, a wrong name of a
// file, or more than the limits above. Errors of `next` come back as they are. Equal contents are
// equal bytes.
absl::StatusOr<PackSummary> WritePack(const PackSubject& subject, const NextLogEntry& next,
                                      const std::filesystem::path& path,
                                      const PackProgress& progress = {});

// Reads any file, trusting nothing in it. Errors: PACK_UNREADABLE (kNotFound: it cannot be opened),
// PACK_NOT_ONE (kInvalidArgument: no evidence pack, or of another version), PACK_DAMAGED
// (kDataLoss: what is in it is not what was packed; metadata "file", and "line", 1-based, of the
// first wrong line of events.jsonl), PACK_OTHER_SEAL (kDataLoss: whole in itself, but not the one
// with `seal`; not asked when `seal` is empty).
absl::StatusOr<PackSummary> VerifyPack(const std::filesystem::path& path,
                                       const std::string& seal = "");

}  // namespace vekha::service::report
