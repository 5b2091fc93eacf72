// The hashes of a pack, and the names in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vekha::service::report {

inline constexpr std::string_view kEventsName = "events.jsonl";
inline constexpr std::string_view kManifestName = "manifest.json";
inline constexpr std::string_view kReadmeName = "README.txt";
inline constexpr std::string_view kPackFormat =
    "vekha-evidence-1";  // stored; a new one, a new number

// The hashes of lines one after another.
class Chain {
 public:
  // Of `line`, which has no "\n", after those before it.
  std::string Next(std::string_view line);
  const std::string& last() const { return last_; }

 private:
  std::string last_ = std::string(64, '0');
};

bool IsPackFileName(std::string_view name);

}  // namespace vekha::service::report
