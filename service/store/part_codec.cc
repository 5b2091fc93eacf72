// The parts of events that rows keep whole.
#include <utility>

#include "engine/base/status.h"
#include "service/store/control_fields.h"
#include "service/store/event_codec.h"
#include "service/store/fact_payload.h"
#include "service/store/origin_fields.h"
#include "service/store/rejections.h"
#include "service/store/task_part.h"
#include "service/store/value_codec.h"

namespace vekha::store {
namespace {

template <typename T>
absl::StatusOr<std::string> Encode(T& value, std::string_view what) {
  FieldWriter fields;
  Fields(fields, value);
  return fields.Take().TakeText(what);
}

template <typename T>
absl::Status Decode(std::string_view text, std::string_view what, T& value) {
  VEKHA_ASSIGN_OR_RETURN(const Json json, ParseJson(text, what));
  ObjectReader in(json);
  FieldReader fields(in);
  Fields(fields, value);
  return in.status(what);
}

template <typename T>
absl::StatusOr<T> Decode(std::string_view text, std::string_view what,
                         T (*read)(const Json&, ObjectReader&)) {
  VEKHA_ASSIGN_OR_RETURN(const Json json, ParseJson(text, what));
  ObjectReader whole(json);
  T part = read(json, whole);
  VEKHA_RETURN_IF_ERROR(whole.status(what));
  return part;
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

absl::StatusOr<std::string> EncodeReport(const task::Report& report) {
  return WriteReport(report).TakeText("report");
}

absl::StatusOr<task::Report> DecodeReport(std::string_view text) {
  return Decode(text, "report", ReadReport);
}

absl::StatusOr<std::string> EncodeClosing(const task::Closing& closing) {
  return WriteClosing(closing).TakeText("closing");
}

absl::StatusOr<task::Closing> DecodeClosing(std::string_view text) {
  return Decode(text, "closing", ReadClosing);
}

absl::StatusOr<std::string> EncodeKeptIds(const task::KeptIds& ids) {
  return WriteKeptIds(ids).TakeText("kept_ids");
}

absl::StatusOr<task::KeptIds> DecodeKeptIds(std::string_view text) {
  return Decode(text, "kept_ids", ReadKeptIds);
}

absl::StatusOr<std::string> EncodeValue(const condition::Value& value) {
  if (auto plain = PlainValue(value)) return *std::move(plain);
  const std::optional<Json> json = ValueToJson(value);
  if (!json) return EventInvalid("fact_recorded", "the value has no stored form");
  return json->dump();
}

absl::StatusOr<condition::Value> DecodeValue(std::string_view text) {
  VEKHA_ASSIGN_OR_RETURN(const Json json, ParseJson(text, "value"));
  std::optional<condition::Value> value = ValueFromJson(json);
  if (!value) return StoreDamaged("", "a value of another shape");
  return *std::move(value);
}

}  // namespace vekha::store
