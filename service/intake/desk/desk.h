// Where imports of rosters arrive: each is read against what its source said before, applied whole
// or not at all, and remembered. One commit holds the event of the import, the facts that follow
// from all sources of the organization, and the roster (store::IntakeChange).
//
// A system that has records rather than files writes them as a list with its mapping
// (intake/adapter/journal_list.h): what it said is then refused, corrected and replayed as lists
// are.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "service/intake/desk/correction.h"
#include "service/intake/desk/import_record.h"
#include "service/intake/desk/order.h"
#include "service/intake/desk/reading.h"
#include "service/intake/desk/upload.h"
#include "service/runner/runner.h"

namespace vekha::intake {

struct ReplayOrder {
  OrganizationId organization = {};
  std::string source = {};  // empty: the only one with something in quarantine
  std::vector<CellCorrection> corrections = {};
  bool forced = false;
  bool validate_only = false;
  std::stop_token stop = {};
  // As of runner::Request.
  std::string request_id = {};
  std::string method = {};
  std::string content_hash = {};
};

struct SourceStatus {
  std::string source = {};
  std::optional<ImportRecord> applied = {};
  std::optional<ImportRecord> refused = {};
};

struct RefusedRow {
  std::string source = {};
  std::string import = {};
  std::string file = {};
  int row = 0;
  std::vector<std::string> columns = {};  // of the first row of each file
  std::vector<roster::RowDiagnostic> faults = {};
};
struct RefusedRows {
  std::vector<RefusedRow> rows = {};  // at most kFaultsKept
  int64_t errors_left_out = 0;
};

// Safe to share between threads; one import at a time. A repeated request_id gets the first answer,
// also of what was refused; of its faults the first 100. When the answer is not kept any more (its
// source was forgotten, or an earlier program gave it) what the log tells of an import that was
// applied, else ANSWER_FORGOTTEN (kFailedPrecondition), of Import() and Replay(). Told to stop
// before its commit an import leaves nothing: IMPORT_STOPPED (kCancelled), of Import(), Replay()
// and Forget().
class Desk {
 public:
  // `runner` must outlive it.
  Desk(runner::Runner& runner, std::vector<Mapping> mappings)
      : runner_(runner), mappings_(std::move(mappings)) {}

  // An import with faults is no error: its record says FAULTS. ORGANIZATION_UNKNOWN (kNotFound),
  // SOURCE_INVALID (kInvalidArgument), TOO_MUCH_VANISHES (kFailedPrecondition, unless it is only
  // validated), those of ReadUpload() and of runner::Runner::Execute().
  absl::StatusOr<ImportRecord> Import(ImportOrder order, const Upload& upload);

  // Besides those of Import(): NOTHING_REFUSED (kNotFound), NOT_KEPT (kFailedPrecondition),
  // SOURCE_REQUIRED (kInvalidArgument: several have something in quarantine), TOO_MANY_CORRECTIONS
  // and those of Correct().
  absl::StatusOr<ImportRecord> Replay(const ReplayOrder& order);

  // Deletes what is kept of `order.source`; of the rest of the order only who asks is looked at.
  // Facts that were counted with it are counted again from the other sources or withdrawn. The
  // record is as of an import that takes all away. ORGANIZATION_UNKNOWN, SOURCE_UNKNOWN
  // (kNotFound).
  absl::StatusOr<ImportRecord> Forget(const ImportOrder& order);

  // By source. ORGANIZATION_UNKNOWN.
  absl::StatusOr<std::vector<SourceStatus>> Status(const OrganizationId& organization) const;
  // By source, then file and row; `source` empty: of all. ORGANIZATION_UNKNOWN.
  absl::StatusOr<RefusedRows> Refused(const OrganizationId& organization,
                                      const std::string& source) const;

  int64_t revision() const;

 private:
  // What is known before an import is looked at.
  struct Before {
    std::string zone;
    int young_years = 0;
    std::optional<ImportRecord> applied;
    bool known = false;  // something of the source is kept
    int number = 0;      // of its last import
    std::vector<std::string> other_sources;
  };
  struct Rosters {
    roster::Roster own;
    std::vector<roster::Roster> others;
    std::vector<const roster::Roster*> pointers;
  };

  absl::StatusOr<ImportRecord> ImportLocked(ImportOrder order, const Upload& upload);
  absl::StatusOr<Before> Look(const ImportOrder& order) const;
  absl::StatusOr<Rosters> LoadRosters(const ImportOrder& order, const Before& before) const;
  absl::StatusOr<UploadReading> Read(const ImportOrder& order, const Before& before, Date today,
                                     const Upload& upload) const;
  absl::StatusOr<std::optional<ImportRecord>> Repeated(const ImportOrder& order,
                                                       const std::optional<ImportRecord>& applied);
  bool FactsStand(const ImportOrder& order, const ImportRecord& applied) const;
  absl::StatusOr<ImportRecord> Same(const ImportOrder& order, const ImportRecord& applied);
  absl::StatusOr<ImportRecord> Settle(const ImportOrder& order, const Before& before,
                                      const ImportPlan& plan, ImportRecord record,
                                      std::string quarantine);
  absl::StatusOr<ImportRecord> Apply(const ImportOrder& order, const Before& before,
                                     const ImportPlan& plan, ImportRecord record);
  absl::Status Refuse(const ImportOrder& order, ImportRecord& record, std::string quarantine);
  std::vector<facts::FactRecord> NewFacts(const ImportOrder& order, const Before& before,
                                          const ImportPlan& plan, ImportRecord& record) const;
  // The end of each: `change` is kept with what the command decides, and `record` is the answer.
  absl::Status Commit(const ImportOrder& order, workflow::Command command,
                      store::IntakeChange change, ImportRecord& record);
  static absl::StatusOr<ImportRecord> Answer(ImportRecord record);
  static workflow::RosterImported EventOf(const ImportOrder& order, const ImportRecord& record);

  runner::Runner& runner_;
  const std::vector<Mapping> mappings_;
  std::mutex mutex_;
};

}  // namespace vekha::intake
