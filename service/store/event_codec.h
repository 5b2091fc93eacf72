// Events as text: the kind is EventKind()'s name, the payload one JSON object, dates as
// "2022-10-30", enumerators by name, empty texts left out (docs/formats/store.md).
//
// Freeze note: payloads are in databases. Add optional fields and kinds (a new kind needs a
// migration, so that an older program refuses the file); never rename or reuse.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "engine/workflow/state.h"

namespace vekha::store {

// EVENT_INVALID for one that could not be read back: text that is not UTF-8, a date outside
// 1900-2199.
absl::StatusOr<std::string> EncodeEvent(const workflow::Event& event);

// EncodeEvent() of a fact without its short way (fact_payload.h): the two give the same text.
absl::StatusOr<std::string> EncodeFactByTree(const workflow::FactRecorded& event);

// Unknown fields are passed over. STORE_NEWER for a kind or enumerator this program does not know,
// STORE_DAMAGED for a payload that is broken, incomplete or of another shape. FactRecord's revision
// is 0: it is the commit's.
absl::StatusOr<workflow::Event> DecodeEvent(std::string_view kind, std::string_view payload);

// Parts of payloads that rows keep whole.
absl::StatusOr<std::string> EncodeReport(const task::Report& report);
absl::StatusOr<task::Report> DecodeReport(std::string_view text);
absl::StatusOr<std::string> EncodeClosing(const task::Closing& closing);
absl::StatusOr<task::Closing> DecodeClosing(std::string_view text);
// Of a task's record: what is beside report, closing and due day.
absl::StatusOr<std::string> EncodeLife(task::TaskRecord record);
absl::Status DecodeLife(std::string_view text, task::TaskRecord& record);
// Of an organization's entry: what is beside its columns.
absl::StatusOr<std::string> EncodeLife(workflow::OrganizationEntry entry);
absl::Status DecodeLife(std::string_view text, workflow::OrganizationEntry& entry);
absl::StatusOr<std::string> EncodeContact(workflow::Contact contact);
absl::StatusOr<workflow::Contact> DecodeContact(std::string_view text);
absl::StatusOr<std::string> EncodeDigest(workflow::DigestEntry entry);
absl::StatusOr<workflow::DigestEntry> DecodeDigest(std::string_view text);
absl::StatusOr<std::string> EncodeOrigin(facts::FactOrigin origin);
absl::StatusOr<facts::FactOrigin> DecodeOrigin(std::string_view text);
absl::StatusOr<std::string> EncodeKeptIds(const task::KeptIds& ids);
absl::StatusOr<task::KeptIds> DecodeKeptIds(std::string_view text);
absl::StatusOr<std::string> EncodeValue(const condition::Value& value);
absl::StatusOr<condition::Value> DecodeValue(std::string_view text);

}  // namespace vekha::store
