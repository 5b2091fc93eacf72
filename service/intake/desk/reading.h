// What lies in an upload, a bundle or lists, as a plan.
#pragma once

#include <absl/status/statusor.h>

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "service/intake/desk/order.h"
#include "service/intake/desk/upload.h"
#include "service/intake/plan/import_plan.h"
#include "service/intake/table/mapping.h"

namespace vekha::intake {

// What an upload is read against.
struct Standpoint {
  Date today;                              // of the organization, on which the source saw it
  std::string school = {};                 // id of the school that classes of lists belong to
  const roster::Roster* before = nullptr;  // of the source
  std::vector<const roster::Roster*> others = {};
  std::stop_token stop = {};  // what is read after it was asked for is faulty
};

struct UploadReading {
  ImportPlan plan = {};
  std::string format = {};  // "lists", "OneRoster 1.2", "Microsoft SDS 2.1"
  std::string cycle = {};   // of lists
};

// What whoever is told to stop answers: IMPORT_STOPPED (kCancelled).
absl::Status Stopped();

// A zip is a bundle, and so are csv files with a manifest or of which a format is known together;
// others are lists, and all are when a mapping is named.
absl::StatusOr<bool> IsBundle(const Upload& upload, const ReadingOrder& order);

// NO_FILES, CYCLE_INVALID, MAPPING_UNKNOWN, MAPPING_INVALID (kInvalidArgument), TOO_MANY_FILES and
// IMPORT_TOO_LARGE (kResourceExhausted, of lists), IMPORT_STOPPED (kCancelled, of lists). What is
// wrong with the files themselves is in the plan.
absl::StatusOr<UploadReading> ReadUpload(const Upload& upload, const ReadingOrder& order,
                                         std::span<const Mapping> mappings,
                                         const Standpoint& standpoint, const PlanOptions& options);

}  // namespace vekha::intake
