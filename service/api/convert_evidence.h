// Events of the log -> messages.
#pragma once

#include <absl/status/statusor.h>

#include "service/store/store.h"
#include "vekha/v1/report_service.pb.h"

namespace vekha::api {

// `own` is what of the stored event is shown. EVENT_INVALID when it cannot be written down.
absl::StatusOr<v1::EvidenceEntry> ToEvidence(const workflow::State& state,
                                             const store::StoredEvent& stored,
                                             const workflow::Event& own);

}  // namespace vekha::api
