// The files of a refused import as one text, for the store. Personal data: nobody but the desk
// reads it.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "service/intake/desk/order.h"
#include "service/intake/desk/upload.h"

namespace vekha::intake {

// Larger imports are refused without being kept.
inline constexpr uint64_t kQuarantineBytesMax = uint64_t{32} << 20;

struct QuarantinedFile {
  std::string name = {};
  std::string bytes = {};
};

struct Quarantine {
  ReadingOrder order = {};  // how they were to be read
  std::vector<QuarantinedFile> files = {};
};

std::string EncodeQuarantine(const Quarantine& quarantine);
// STORE_NEWER or STORE_DAMAGED.
absl::StatusOr<Quarantine> DecodeQuarantine(std::string_view bytes);

// The files of an upload; none when they are more than kQuarantineBytesMax.
absl::StatusOr<std::vector<QuarantinedFile>> FilesOf(const Upload& upload);

}  // namespace vekha::intake
