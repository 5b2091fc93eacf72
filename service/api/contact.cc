#include "service/api/contact.h"

#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "service/api/day.h"
#include "service/api/input.h"

namespace vekha::api {

absl::StatusOr<workflow::Channel> ReadChannel(const std::string& field,
                                              v1::ContactChannel channel) {
  switch (channel) {
    case v1::CONTACT_CHANNEL_NONE:
      return workflow::Channel::kNone;
    case v1::CONTACT_CHANNEL_SPOOL:
      return workflow::Channel::kSpool;
    case v1::CONTACT_CHANNEL_EMAIL:
      return workflow::Channel::kEmail;
    case v1::CONTACT_CHANNEL_WEBHOOK:
      return workflow::Channel::kWebhook;
    case v1::CONTACT_CHANNEL_PULL:
      return workflow::Channel::kPull;
    case v1::CONTACT_CHANNEL_UNSPECIFIED:
      return FieldRequired(field);
    default:  // a number of a newer client
      return FieldInvalid(field, "there is no such channel", "нет такого канала");
  }
}

absl::Status CheckZone(const std::string& field, const std::string& zone) {
  VEKHA_RETURN_IF_ERROR(CheckLine(field, zone));
  if (IsZone(zone)) return absl::OkStatus();
  return workflow::Invalid("ZONE_UNKNOWN", field, "there is no time zone " + zone,
                           "Нет такого часового пояса: " + zone + ".");
}

absl::StatusOr<workflow::Contact> ReadContact(const std::string& field, const v1::Contact& given) {
  workflow::Contact out;
  VEKHA_ASSIGN_OR_RETURN(out.channel, ReadChannel(field + ".channel", given.channel()));
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".address", given.address()));
  out.address = given.address();
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".language", given.language()));
  if (!given.language().empty()) out.language = given.language();
  if (!given.zone().empty()) VEKHA_RETURN_IF_ERROR(CheckZone(field + ".zone", given.zone()));
  out.zone = given.zone();
  if (given.has_digest_minute()) out.digest_minute = given.digest_minute();
  return out;
}

}  // namespace vekha::api
