// Why a document cannot be imported at all: a status with a stable reason and a Russian sentence
// (engine/base/rejection.h). Reasons: DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE, DOCUMENT_ENCRYPTED,
// DOCUMENT_OLD_FORMAT, DOCUMENT_UNKNOWN_FORMAT, DOCUMENT_DAMAGED, DOCUMENT_NO_TABLE,
// DOCUMENT_NO_PLAN.
#pragma once

#include <absl/status/status.h>

#include <string>

namespace vekha::importer {

absl::Status Refuse(std::string reason, std::string message, std::string message_ru);

}  // namespace vekha::importer
