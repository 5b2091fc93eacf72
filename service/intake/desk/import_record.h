// What is remembered of one import, and told of it: counts and places, never a name, a birth date,
// a request or special needs.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/roster/derive_facts.h"
#include "engine/roster/row_diagnostic.h"
#include "service/intake/plan/import_plan.h"

namespace vekha::intake {

inline constexpr std::string_view kListsFormat = "lists";  // ImportRecord::format of lists

struct RecordedColumn {
  std::string title = {};
  std::string field = {};
  std::vector<std::string> suggestions = {};
};

// A file as it came.
struct RecordedDigest {
  std::string name = {};
  std::string digest = {};  // SHA-256 in hexadecimal
};

// A file, or a sheet of one, as it was read.
struct RecordedFile {
  std::string name = {};
  int64_t bytes = 0;
  int64_t read = 0;
  int64_t accepted = 0;
  int64_t refused = 0;
  int64_t blank = 0;
  std::string mode = {};     // of bundles
  std::string mapping = {};  // of lists, and what follows too
  std::string list = {};
  int header_row = 0;
  std::vector<RecordedColumn> columns = {};
};

struct RecordedCollection {
  std::string name = {};
  int before = 0;
  int added = 0;
  int changed = 0;
  int removed = 0;
  bool vanishing = false;
};

struct RecordedChange {
  std::string collection = {};
  std::string kind = {};
  std::string file = {};
  int row = 0;
  std::vector<std::string> fields = {};
};

struct RecordedFact {
  std::string name = {};
  std::string scope = {};
  std::optional<int64_t> was = {};
  std::optional<int64_t> value = {};  // nothing: the lists no longer say it
  std::vector<roster::RowReference> rows = {};
  int rows_total = 0;
};

struct RecordedGap {
  std::string fact = {};
  std::string scope = {};
  Bilingual why = {};
  std::vector<roster::RowReference> rows = {};
  int rows_total = 0;
};

struct ImportRecord {
  std::string import = {};  // "journal/7"
  int number = 0;           // 7
  std::string source = {};
  std::string fingerprint = {};  // of its files and of how they were to be read
  bool applied = false;
  bool changed = false;
  std::string refusal = {};  // "FAULTS", "TOO_MUCH_VANISHES", or empty
  int64_t at = 0;            // seconds since 1970-01-01 UTC, as the others
  int64_t observed_at = 0;
  int64_t checked_at = 0;  // when the same files came last
  // What follows differs from `observed_at` only when it is there: the last time at which the
  // source was seen to say just this, and the newest of all that was applied, which is later when
  // this one came late.
  std::optional<int64_t> confirmed_at = {};
  std::optional<int64_t> newest_at = {};
  int64_t revision = 0;    // of the store after it; not stored, nor is `forgotten`
  bool forgotten = false;  // no import: the source was
  std::string format = {};
  std::string cycle = {};
  bool forced = false;
  std::vector<RecordedDigest> digests = {};
  std::vector<RecordedFile> files = {};
  std::vector<RecordedCollection> collections = {};
  std::vector<RecordedChange> changes = {};
  std::vector<RecordedFact> facts = {};
  int recorded = 0;
  std::vector<RecordedGap> gaps = {};
  std::vector<roster::RowDiagnostic> faults = {};
  int64_t errors = 0;
  int64_t warnings = 0;
  int64_t notes = 0;
  bool kept = false;
};

// Of lists that can be long no more than so many are remembered.
inline constexpr size_t kChangesKept = 200;
inline constexpr size_t kFaultsKept = 1000;

// What a plan says by itself: files, collections, changes, gaps and faults.
void FillFromPlan(const ImportPlan& plan, ImportRecord& record);

// As one JSON object. STORE_DAMAGED or STORE_NEWER when it cannot be read back.
absl::StatusOr<std::string> EncodeImportRecord(ImportRecord record);
// An empty text is no record.
absl::StatusOr<std::optional<ImportRecord>> DecodeImportRecord(std::string_view text);

}  // namespace vekha::intake
