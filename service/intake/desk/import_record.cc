#include "service/intake/desk/import_record.h"

#include <algorithm>

#include "engine/base/status.h"
#include "service/store/fields.h"
#include "service/store/rejections.h"

// Fields of each part, found beside its type.
namespace vekha::roster {

template <typename F>
void Fields(F& f, RowReference& v) {
  f.Text("file", v.file);
  f.UInt("row", v.row);
}

constexpr std::array kSeverities = {Severity::kError, Severity::kWarning, Severity::kNote};

template <typename F>
void Fields(F& f, RowDiagnostic& v) {
  f.Enum("severity", v.severity, kSeverities, SeverityName);
  f.Text("code", v.code);
  f.Text("file", v.file);
  f.UInt("row", v.row);
  f.Text("column", v.column);
  f.Text("message", v.message.ru);
  f.Text("message_en", v.message.en);
  f.Text("hint", v.hint.ru);
  f.Text("hint_en", v.hint.en);
}

}  // namespace vekha::roster

namespace vekha::intake {

template <typename F>
void Fields(F& f, RecordedColumn& v) {
  f.Text("title", v.title);
  f.Text("field", v.field);
  f.Texts("suggestions", v.suggestions);
}
template <typename F>
void Fields(F& f, RecordedDigest& v) {
  f.Text("name", v.name);
  f.Text("digest", v.digest);
}
template <typename F>
void Fields(F& f, RecordedFile& v) {
  f.Text("name", v.name);
  f.Int64("bytes", v.bytes);
  f.Int64("read", v.read);
  f.Int64("accepted", v.accepted);
  f.Int64("refused", v.refused);
  f.Int64("blank", v.blank);
  f.Text("mode", v.mode);
  f.Text("mapping", v.mapping);
  f.Text("list", v.list);
  f.Int("header_row", v.header_row);
  f.Parts("columns", v.columns);
}
template <typename F>
void Fields(F& f, RecordedCollection& v) {
  f.Text("name", v.name);
  f.Int("before", v.before);
  f.Int("added", v.added);
  f.Int("changed", v.changed);
  f.Int("removed", v.removed);
  f.Bool("vanishing", v.vanishing);
}
template <typename F>
void Fields(F& f, RecordedChange& v) {
  f.Text("collection", v.collection);
  f.Text("kind", v.kind);
  f.Text("file", v.file);
  f.Int("row", v.row);
  f.Texts("fields", v.fields);
}
template <typename F>
void Fields(F& f, RecordedFact& v) {
  f.Text("name", v.name);
  f.Text("scope", v.scope);
  f.Int64("was", v.was);
  f.Int64("value", v.value);
  f.Parts("rows", v.rows);
  f.Int("rows_total", v.rows_total);
}
template <typename F>
void Fields(F& f, RecordedGap& v) {
  f.Text("fact", v.fact);
  f.Text("scope", v.scope);
  f.Text("text", v.why.ru);
  f.Text("text_en", v.why.en);
  f.Parts("rows", v.rows);
  f.Int("rows_total", v.rows_total);
}

template <typename F>
void Fields(F& f, ImportRecord& v) {
  f.Text("import", v.import);
  f.Int("number", v.number);
  f.Text("source", v.source);
  f.Text("fingerprint", v.fingerprint);
  f.Bool("applied", v.applied);
  f.Bool("changed", v.changed);
  f.Text("refusal", v.refusal);
  f.Int64("at", v.at);
  f.Int64("observed_at", v.observed_at);
  f.Int64("checked_at", v.checked_at);
  f.Int64("confirmed_at", v.confirmed_at);
  f.Int64("newest_at", v.newest_at);
  f.Text("format", v.format);
  f.Text("cycle", v.cycle);
  f.Bool("forced", v.forced);
  f.Parts("digests", v.digests);
  f.Parts("files", v.files);
  f.Parts("collections", v.collections);
  f.Parts("changes", v.changes);
  f.Parts("facts", v.facts);
  f.Int("recorded", v.recorded);
  f.Parts("gaps", v.gaps);
  f.Parts("faults", v.faults);
  f.Int64("errors", v.errors);
  f.Int64("warnings", v.warnings);
  f.Int64("notes", v.notes);
  f.Bool("kept", v.kept);
}

namespace {

RecordedFile FileOf(const FileReport& report, const std::vector<SheetReading>& sheets) {
  RecordedFile file{.name = report.name,
                    .bytes = static_cast<int64_t>(report.bytes),
                    .read = static_cast<int64_t>(report.read),
                    .accepted = static_cast<int64_t>(report.accepted),
                    .refused = static_cast<int64_t>(report.refused),
                    .blank = static_cast<int64_t>(report.blank)};
  const auto sheet = std::find_if(sheets.begin(), sheets.end(),
                                  [&](const SheetReading& s) { return s.file == report.name; });
  if (sheet == sheets.end()) {
    file.mode = roster::ModeName(report.mode);
    return file;
  }
  file.mapping = sheet->mapping;
  file.list = ListKindName(sheet->list);
  file.header_row = static_cast<int>(sheet->header_row);
  for (const ColumnReading& column : sheet->columns) {
    file.columns.push_back({column.title, column.field, column.suggestions});
  }
  return file;
}

void FillChanges(const ImportPlan& plan, ImportRecord& record) {
  for (int i = 0; i < roster::kCollections; ++i) {
    const auto collection = static_cast<roster::Collection>(i);
    const roster::CollectionChange& change = plan.change.Of(collection);
    if (change == roster::CollectionChange()) continue;
    const bool vanishing =
        std::find(plan.vanishing.begin(), plan.vanishing.end(), collection) != plan.vanishing.end();
    record.collections.push_back({std::string(roster::CollectionName(collection)), change.before,
                                  change.added, change.changed, change.removed, vanishing});
  }
  for (const roster::RecordChange& change : plan.changes) {
    if (record.changes.size() == kChangesKept) break;
    record.changes.push_back({std::string(roster::CollectionName(change.collection)),
                              std::string(roster::ChangeKindName(change.kind)), change.file,
                              static_cast<int>(change.row), change.fields});
  }
}

}  // namespace

void FillFromPlan(const ImportPlan& plan, ImportRecord& record) {
  const BundleReport& report = plan.reading.report;
  for (const FileReport& file : report.files) {
    record.files.push_back(FileOf(file, plan.reading.sheets));
  }
  FillChanges(plan, record);
  for (const roster::Gap& gap : plan.derivation.gaps) {
    record.gaps.push_back({gap.fact, gap.scope, gap.why, gap.rows, gap.rows_total});
  }
  record.faults = report.diagnostics;
  for (roster::RowDiagnostic disagreement : plan.disagreements) {
    disagreement.severity = Severity::kWarning;  // it stops nothing
    record.faults.push_back(std::move(disagreement));
  }
  if (record.faults.size() > kFaultsKept) record.faults.resize(kFaultsKept);
  record.errors = static_cast<int64_t>(report.errors);
  record.warnings = static_cast<int64_t>(report.warnings + plan.disagreements.size());
  record.notes = static_cast<int64_t>(report.notes);
}

absl::StatusOr<std::string> EncodeImportRecord(ImportRecord record) {
  store::FieldWriter fields;
  Fields(fields, record);
  store::ObjectWriter out = fields.Take();
  if (!out.problem().empty()) return store::EventInvalid("import", out.problem());
  return out.Take().dump();
}

absl::StatusOr<std::optional<ImportRecord>> DecodeImportRecord(std::string_view text) {
  if (text.empty()) return std::optional<ImportRecord>();
  const auto json =
      store::Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return store::StoreDamaged("", "an import is no JSON");
  store::ObjectReader in(json);
  store::FieldReader fields(in);
  ImportRecord record;
  Fields(fields, record);
  VEKHA_RETURN_IF_ERROR(in.status("import"));
  return std::optional(std::move(record));
}

}  // namespace vekha::intake
