// One line of `vekha facts ingest`: a fact as JSON.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "engine/facts/fact_catalog.h"
#include "vekha/v1/state_service.pb.h"

namespace vekha::cli {

struct IngestLine {
  std::string organization;
  v1::Fact fact;
};

// {"organization", "name", "value", "scope", "source", "observed_time", "origin"}; the first three
// must be there. A text is a date where the catalog declares one, null withdraws the fact;
// observed_time is a day or RFC 3339, origin {"id", "version", "rows": [{"file", "row"}],
// "total_rows"}. LINE_INVALID (exit 1) begins with `place`, "facts.jsonl:17".
absl::StatusOr<IngestLine> ReadIngestLine(std::string_view place, const std::string& text,
                                          const facts::FactCatalog& catalog);

}  // namespace vekha::cli
