// What an import, a refusal or a forgetting leaves, as one commit, and what a repeated request is
// answered.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/intake/desk/desk.h"

namespace vekha::intake {
namespace {

// Of the faults of an import, for a repeat; IntakeService.ListRefusedRows has the rest.
constexpr size_t kAnswerFaultsKept = 100;

runner::Request RequestOf(const ImportOrder& order, workflow::Command command) {
  return {.command = std::move(command),
          .request_id = order.validate_only ? "" : order.request_id,
          .method = order.method,
          .content_hash = order.content_hash,
          .validate_only = order.validate_only};
}

// The answer of a request that an earlier program answered, as far as the log tells.
ImportRecord RecordOf(const workflow::RosterImported& event) {
  ImportRecord record{.import = event.import,
                      .source = event.source,
                      .applied = true,
                      .changed = true,
                      .forgotten = event.files.empty()};
  for (const workflow::ImportedCollection& one : event.collections) {
    record.collections.push_back({one.name, one.before, one.added, one.changed, one.removed});
  }
  return record;
}

const workflow::RosterImported* ImportedBy(const std::vector<workflow::Event>& events) {
  for (const workflow::Event& event : events) {
    if (const auto* imported = std::get_if<workflow::RosterImported>(&event)) return imported;
  }
  return nullptr;
}

// What it was, a refusal or nothing new, the log does not tell.
absl::Status AnswerForgotten(const ImportOrder& order) {
  return ToStatus({absl::StatusCode::kFailedPrecondition,
                   "ANSWER_FORGOTTEN",
                   fmt::format("request '{}' was answered, and the answer is not kept any more; "
                               "ask with a new request_id",
                               order.request_id),
                   fmt::format("На запрос «{}» уже отвечено, но ответ больше не хранится: "
                               "повторите с новым request_id.",
                               order.request_id),
                   {{"request_id", order.request_id}}});
}

// Never names of files: people choose them, and put names of pupils there.
void Log(const ImportOrder& order, const ImportRecord& record) {
  const char* what = "unchanged";
  if (record.changed) what = record.forgotten ? "forgotten" : "applied";
  if (!record.refusal.empty()) what = record.refusal.c_str();
  spdlog::info("intake of {}: {} {}: {} files, {} facts recorded, {} errors, {} warnings",
               order.organization.value(), record.import, what, record.digests.size(),
               record.recorded, record.errors, record.warnings);
}

}  // namespace

workflow::RosterImported Desk::EventOf(const ImportOrder& order, const ImportRecord& record) {
  workflow::RosterImported event{order.organization, order.source, record.import, {}, {}};
  for (const RecordedDigest& file : record.digests) {
    event.files.push_back({file.name, file.digest});
  }
  for (const RecordedCollection& one : record.collections) {
    event.collections.push_back({one.name, one.before, one.added, one.changed, one.removed});
  }
  return event;
}

absl::StatusOr<std::optional<ImportRecord>> Desk::Repeated(
    const ImportOrder& order, const std::optional<ImportRecord>& applied) {
  const auto request = RequestOf(order, workflow::RecordFacts{order.organization, {}});
  VEKHA_ASSIGN_OR_RETURN(const auto outcome, runner_.FindRepeated(request));
  if (!outcome) return std::optional<ImportRecord>();
  VEKHA_ASSIGN_OR_RETURN(const std::string answer, runner_.ReadAnswer(order.request_id));
  VEKHA_ASSIGN_OR_RETURN(std::optional<ImportRecord> record, DecodeImportRecord(answer));
  if (!record) {
    const workflow::RosterImported* imported = ImportedBy(outcome->events);
    if (imported == nullptr) return AnswerForgotten(order);
    const bool last = applied && applied->import == imported->import;
    record = last ? *applied : RecordOf(*imported);
    record->changed = true;
  }
  record->revision = outcome->revision;
  return record;
}

absl::Status Desk::Commit(const ImportOrder& order, workflow::Command command,
                          store::IntakeChange change, ImportRecord& record) {
  if (order.stop.stop_requested()) return Stopped();
  runner::Request request = RequestOf(order, std::move(command));
  if (!order.validate_only) {
    ImportRecord answer = record;
    if (answer.faults.size() > kAnswerFaultsKept) answer.faults.resize(kAnswerFaultsKept);
    change.organization = order.organization;
    change.source = order.source;
    VEKHA_ASSIGN_OR_RETURN(change.answer, EncodeImportRecord(std::move(answer)));
    request.intake = std::move(change);
  }
  VEKHA_ASSIGN_OR_RETURN(const auto outcome, runner_.Execute(request));
  record.revision = outcome.revision;
  if (!order.validate_only) Log(order, record);
  return absl::OkStatus();
}

}  // namespace vekha::intake
