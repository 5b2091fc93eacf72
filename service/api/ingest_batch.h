// A batch of StateService.IngestFacts: the message, read.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/command.h"
#include "service/runner/runner.h"
#include "vekha/v1/state_service.pb.h"

namespace vekha::api {

struct IngestBatch {
  int64_t sequence = 0;
  int facts = 0;
  std::string checkpoint = {};
  std::vector<workflow::RecordFacts> parts = {};
  absl::Status refusal = {};  // not ok: nothing of it is recorded
};

int FactsIn(const v1::IngestFactsRequest& message);

// What is refused names its place, "parts[2].facts[17].value". Whether the organizations are there
// is asked when it is decided.
IngestBatch ReadBatch(const runner::Runner& runner, const v1::IngestFactsRequest& message);

absl::Status TooManyFacts(int given, std::string_view field);

}  // namespace vekha::api
