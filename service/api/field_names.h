// What requests call the fields that a refused command names.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/command.h"

namespace vekha::api {

struct FieldNames {
  struct Renamed {
    std::string_view command;
    std::string_view request;
  };
  std::string_view message;  // of the request that they stand in, with a dot; or empty
  std::vector<Renamed> renamed = {};

  static FieldNames Of(const workflow::Command& command);

  // The same refusal with the request's path in its metadata, when it names a field.
  absl::Status In(const absl::Status& refusal) const;
};

// The same refusal, naming `field`.
absl::Status WithField(const absl::Status& refusal, std::string_view field);

}  // namespace vekha::api
