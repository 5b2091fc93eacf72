// What an import is asked to be.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "engine/base/date.h"
#include "engine/base/string_id.h"

namespace vekha::intake {

// How the files of an import are to be read.
struct ReadingOrder {
  std::string mapping = {};       // of lists: id; empty: found by their headers
  std::string mapping_text = {};  // of lists: one's own, YAML; empty: none
  std::string cycle = {};         // of lists: "2022/23"; empty: that of `observed_at`'s day
  int64_t observed_at = 0;        // seconds since 1970-01-01 UTC
};

struct ImportOrder {
  OrganizationId organization = {};
  std::string source =
      {};  // [a-z0-9][a-z0-9._-]*, at most 64 characters; empty: "bundle" or "table"
  ReadingOrder reading = {};
  bool forced = false;
  bool validate_only = false;
  std::stop_token stop = {};  // nobody waits for it any more
  // As of runner::Request.
  std::string request_id = {};
  std::string method = {};
  std::string content_hash = {};
};

}  // namespace vekha::intake
