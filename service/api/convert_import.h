// What an import brings and what it gives, between proto and service/importer.
#pragma once

#include <absl/status/status.h>

#include <string_view>

#include "service/importer/importer.h"
#include "vekha/v1/roadmap_service.pb.h"

namespace vekha::api {

// Leaves room for the rest of a message of kMessageBytesMax.
inline constexpr int kDocumentBytesMax = 3 << 20;

absl::Status CheckDocument(std::string_view name, std::string_view document);

v1::ImportResponse ToProto(importer::Import import);

// DOCUMENT_TOO_LARGE when the answer is larger than a client takes by default.
absl::Status CheckAnswerSize(const v1::ImportResponse& response);

}  // namespace vekha::api
