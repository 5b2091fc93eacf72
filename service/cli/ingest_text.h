// The text of `vekha facts ingest`, one fact a line, as numbered batches.
#pragma once

#include <absl/status/statusor.h>

#include <istream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/facts/fact_catalog.h"
#include "service/cli/ingest_line.h"
#include "vekha/v1/state_service.pb.h"

namespace vekha::cli {

struct IngestBatch {
  v1::IngestFactsRequest message;
  std::vector<std::vector<int>> lines = {};  // of each fact of each part, from 1
  std::map<std::string, int> parts = {};     // by organization
  int facts = 0;
  size_t bytes = 0;
  std::string digest = {};  // of the text up to the end of the batch

  void Add(IngestLine line, int number, size_t size);
  bool IsFull() const;
  // Of the fact that the server's message names ("parts[2].facts[17].value: ..."); the first of the
  // batch when it names none.
  int LineOf(std::string_view text) const;
};

// The lines of a file, or of the standard input. The same text gives the same batches.
class BatchReader {
 public:
  // All three outlive the reader; `name` is told with the line of an error.
  BatchReader(std::istream& in, std::string name, const facts::FactCatalog& catalog)
      : in_(in), name_(std::move(name)), catalog_(catalog) {}

  // Without facts at the end. LINE_INVALID for a line that is no fact or too long.
  absl::StatusOr<IngestBatch> Next();

 private:
  std::istream& in_;
  std::string name_;
  const facts::FactCatalog& catalog_;
  int number_ = 0;
  std::string digest_;
};

}  // namespace vekha::cli
