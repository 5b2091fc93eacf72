// How a person is reached, checked as far as this machine has to: whether the zone is known.
#pragma once

#include <absl/status/statusor.h>

#include <string>

#include "engine/workflow/event.h"
#include "vekha/v1/directory_service.pb.h"

namespace vekha::api {

// `field` is the place in the request: "person.contact". FIELD_REQUIRED, FIELD_INVALID,
// TEXT_TOO_LONG.
absl::StatusOr<workflow::Contact> ReadContact(const std::string& field, const v1::Contact& given);

// FIELD_REQUIRED, FIELD_INVALID.
absl::StatusOr<workflow::Channel> ReadChannel(const std::string& field, v1::ContactChannel channel);

// ZONE_UNKNOWN.
absl::Status CheckZone(const std::string& field, const std::string& zone);

}  // namespace vekha::api
