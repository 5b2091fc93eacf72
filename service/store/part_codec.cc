// The parts of rows that say their fields once (control_fields.h, origin_fields.h).
#include <utility>

#include "engine/base/status.h"
#include "service/store/control_fields.h"
#include "service/store/event_codec.h"
#include "service/store/origin_fields.h"
#include "service/store/rejections.h"

namespace vekha::store {
namespace {

template <typename T>
absl::StatusOr<std::string> Encode(T& value, std::string_view what) {
  FieldWriter fields;
  Fields(fields, value);
  ObjectWriter out = fields.Take();
  if (!out.problem().empty()) return EventInvalid(what, out.problem());
  return out.Take().dump();
}

template <typename T>
absl::Status Decode(std::string_view text, std::string_view what, T& value) {
  const Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return StoreDamaged("", std::string(what) + " is no JSON");
  ObjectReader in(json);
  FieldReader fields(in);
  Fields(fields, value);
  return in.status(what);
}

}  // namespace

absl::StatusOr<std::string> EncodeLife(task::TaskRecord record) { return Encode(record, "task"); }

absl::Status DecodeLife(std::string_view text, task::TaskRecord& record) {
  return Decode(text, "task", record);
}

absl::StatusOr<std::string> EncodeLife(workflow::OrganizationEntry entry) {
  return Encode(entry, "organization");
}

absl::Status DecodeLife(std::string_view text, workflow::OrganizationEntry& entry) {
  return Decode(text, "organization", entry);
}

absl::StatusOr<std::string> EncodeContact(workflow::Contact contact) {
  return Encode(contact, "contact");
}

absl::StatusOr<workflow::Contact> DecodeContact(std::string_view text) {
  workflow::Contact contact;
  VEKHA_RETURN_IF_ERROR(Decode(text, "contact", contact));
  return contact;
}

absl::StatusOr<std::string> EncodeOrigin(facts::FactOrigin origin) {
  return Encode(origin, "origin");
}

absl::StatusOr<facts::FactOrigin> DecodeOrigin(std::string_view text) {
  facts::FactOrigin origin;
  VEKHA_RETURN_IF_ERROR(Decode(text, "origin", origin));
  return origin;
}

absl::StatusOr<std::string> EncodeDigest(workflow::DigestEntry entry) {
  return Encode(entry, "digest");
}

absl::StatusOr<workflow::DigestEntry> DecodeDigest(std::string_view text) {
  workflow::DigestEntry entry;
  VEKHA_RETURN_IF_ERROR(Decode(text, "digest", entry));
  return entry;
}

}  // namespace vekha::store
