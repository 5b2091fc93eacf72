#include "service/report/evidence/chain.h"

#include <algorithm>

#include "service/base/sha256.h"

namespace vekha::service::report {
namespace {

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

std::string Chain::Next(std::string_view line) {
  std::string bytes = last_;
  bytes += line;
  last_ = Sha256Of(bytes);
  return last_;
}

bool IsPackFileName(std::string_view name) {
  constexpr size_t kLongest = 100;
  return !name.empty() && name.size() <= kLongest && name.front() != '.' &&
         std::ranges::all_of(name, IsNameCharacter) && name != kEventsName &&
         name != kManifestName && name != kReadmeName;
}

}  // namespace vekha::service::report
