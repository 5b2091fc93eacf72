#include "service/importer/refusal.h"

#include <utility>

#include "engine/base/rejection.h"

namespace vekha::importer {

absl::Status Refuse(std::string reason, std::string message, std::string message_ru) {
  return ToStatus({.code = absl::StatusCode::kInvalidArgument,
                   .reason = std::move(reason),
                   .message = std::move(message),
                   .message_ru = std::move(message_ru),
                   .metadata = {}});
}

}  // namespace vekha::importer
