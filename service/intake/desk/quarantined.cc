// What stands refused: told, corrected and tried again.
#include <fmt/format.h>

#include <map>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/rejections.h"
#include "service/intake/desk/desk.h"

namespace vekha::intake {
namespace {

absl::Status NothingRefused(std::string_view source) {
  return ToStatus({absl::StatusCode::kNotFound,
                   "NOTHING_REFUSED",
                   "no import of the source stands refused",
                   "Отклонённых загрузок у этого источника нет.",
                   {{"source", std::string(source)}}});
}

absl::Status NotKept(const ImportRecord& record) {
  return ToStatus({absl::StatusCode::kFailedPrecondition,
                   "NOT_KEPT",
                   "the files of the import are not kept: correct them and import them again",
                   "Файлы этой загрузки не сохранены: исправьте их и загрузите заново.",
                   {{"import", record.import}, {"source", record.source}}});
}

}  // namespace

absl::StatusOr<std::vector<SourceStatus>> Desk::Status(const OrganizationId& organization) const {
  bool known = false;
  runner_.Read(
      [&](const workflow::State& state) { known = state.organizations.contains(organization); });
  if (!known) return workflow::OrganizationUnknown(organization);
  std::vector<SourceStatus> statuses;
  VEKHA_ASSIGN_OR_RETURN(const auto rows, runner_.ReadIntake(organization));
  for (const store::IntakeRow& row : rows) {
    SourceStatus status{.source = row.source, .applied = {}, .refused = {}};
    VEKHA_ASSIGN_OR_RETURN(status.applied, DecodeImportRecord(row.good));
    VEKHA_ASSIGN_OR_RETURN(status.refused, DecodeImportRecord(row.refused));
    if (status.applied || status.refused) statuses.push_back(std::move(status));
  }
  return statuses;
}

absl::StatusOr<RefusedRows> Desk::Refused(const OrganizationId& organization,
                                          const std::string& source) const {
  VEKHA_ASSIGN_OR_RETURN(const auto statuses, Status(organization));
  RefusedRows out;
  for (const SourceStatus& status : statuses) {
    if (!status.refused || (!source.empty() && status.source != source)) continue;
    const ImportRecord& record = *status.refused;
    std::vector<QuarantinedFile> files;
    if (record.kept) {
      VEKHA_ASSIGN_OR_RETURN(const std::string bytes,
                             runner_.ReadQuarantine(organization, status.source));
      // Empty when another import has come in the meantime.
      if (!bytes.empty()) {
        VEKHA_ASSIGN_OR_RETURN(const Quarantine quarantine, DecodeQuarantine(bytes));
        files = Unpacked(quarantine.files);
      }
    }
    std::map<std::pair<std::string, uint32_t>, RefusedRow> rows;
    int64_t listed = 0;
    for (const roster::RowDiagnostic& fault : record.faults) {
      if (fault.severity != Severity::kError) continue;
      ++listed;
      RefusedRow& row = rows[{fault.file, fault.row}];
      row.faults.push_back(fault);
    }
    const std::string* last = nullptr;
    for (auto& [place, row] : rows) {
      row.source = status.source;
      row.import = record.import;
      row.file = place.first;
      row.row = static_cast<int>(place.second);
      if (last == nullptr || *last != place.first) row.columns = HeaderOf(row.file, record, files);
      last = &place.first;
      if (out.rows.size() < kFaultsKept) out.rows.push_back(std::move(row));
    }
    out.errors_left_out += record.errors - listed;
  }
  return out;
}

absl::StatusOr<ImportRecord> Desk::Replay(const ReplayOrder& replay) {
  const std::lock_guard lock(mutex_);
  if (replay.corrections.size() > kCorrectionsMax) {
    return workflow::Invalid("TOO_MANY_CORRECTIONS", "corrections",
                             fmt::format("at most {} corrections", kCorrectionsMax),
                             fmt::format("Исправлений не больше {}.", kCorrectionsMax));
  }
  ImportOrder order{.organization = replay.organization,
                    .source = replay.source,
                    .forced = replay.forced,
                    .validate_only = replay.validate_only,
                    .stop = replay.stop,
                    .request_id = replay.request_id,
                    .method = replay.method,
                    .content_hash = replay.content_hash};
  VEKHA_ASSIGN_OR_RETURN(auto repeated, Repeated(order, {}));
  if (repeated) return Answer(*std::move(repeated));
  VEKHA_ASSIGN_OR_RETURN(const auto statuses, Status(replay.organization));
  std::optional<ImportRecord> refused;
  for (const SourceStatus& status : statuses) {
    if (!status.refused || (!replay.source.empty() && status.source != replay.source)) continue;
    if (refused) {
      return workflow::Invalid("SOURCE_REQUIRED", "source",
                               "several sources have something in quarantine: name one",
                               "Отклонённое есть у нескольких источников: назовите один.");
    }
    refused = status.refused;
  }
  if (!refused) {
    return NothingRefused(replay.source);
  }
  if (!refused->kept) return NotKept(*refused);
  order.source = refused->source;
  VEKHA_ASSIGN_OR_RETURN(const std::string bytes,
                         runner_.ReadQuarantine(replay.organization, order.source));
  VEKHA_ASSIGN_OR_RETURN(Quarantine quarantine, DecodeQuarantine(bytes));
  VEKHA_RETURN_IF_ERROR(Correct(replay.corrections, *refused, quarantine.files));
  order.reading = quarantine.order;
  VEKHA_ASSIGN_OR_RETURN(const auto upload, Upload::Make());
  for (const QuarantinedFile& file : quarantine.files) {
    VEKHA_RETURN_IF_ERROR(upload->Add(file.name, file.bytes));
  }
  VEKHA_RETURN_IF_ERROR(upload->Finish());
  return ImportLocked(std::move(order), *upload);
}

}  // namespace vekha::intake
