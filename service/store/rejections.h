// What a store says when it cannot, one function each, so that a reason has one wording everywhere.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace vekha::store {

// `path` names the file; empty in a store without one.
absl::Status StoreLocked(std::string_view path);                         // kUnavailable
absl::Status StoreForeign(std::string_view path, std::string_view why);  // kFailedPrecondition
absl::Status StoreNewer(std::string_view path, std::string_view what);   // kFailedPrecondition
// A stored name this program does not know: of a newer program, or, when no program would write
// such a name, damaged.
absl::Status NameNotKnown(std::string_view what, std::string_view name);
absl::Status StoreReadOnly(std::string_view path);  // kFailedPrecondition
absl::Status StoreNotFound(std::string_view path);  // kNotFound: no such folder
absl::Status StoreDamaged(std::string_view path, std::string_view what);  // kDataLoss
absl::Status StoreFull(std::string_view path);                            // kResourceExhausted
// kUnavailable: the disk did not do as asked. Whether the last commit is there is known only after
// the store is opened again, so it takes no more until then.
absl::Status StoreIo(std::string_view path, std::string_view what);
// kAborted: a commit that does not follow the last one.
absl::Status RevisionConflict(int64_t expected, int64_t given);
// kAlreadyExists: the second notification, rung account or roadmap version with one key.
absl::Status StoreDuplicate(std::string_view what);
// kInvalidArgument: an event that could not be read back.
absl::Status EventInvalid(std::string_view kind, std::string_view why);

}  // namespace vekha::store
