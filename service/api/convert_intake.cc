#include "service/api/convert_intake.h"

#include "engine/roster/row_diagnostic.h"

namespace vekha::api {
namespace {

v1::ImportFault ToProto(const roster::RowDiagnostic& fault) {
  v1::ImportFault out;
  out.set_file(fault.file);
  out.set_row(static_cast<int>(fault.row));
  out.set_column(fault.column);
  out.set_severity(std::string(SeverityName(fault.severity)));
  out.set_code(fault.code);
  out.set_message(fault.message.ru);
  out.set_message_en(fault.message.en);
  out.set_hint(fault.hint.ru);
  out.set_hint_en(fault.hint.en);
  return out;
}

v1::ImportedFile ToProto(const intake::RecordedFile& file) {
  v1::ImportedFile out;
  out.set_name(file.name);
  out.set_bytes(file.bytes);
  out.set_rows_read(file.read);
  out.set_rows_accepted(file.accepted);
  out.set_rows_refused(file.refused);
  out.set_rows_blank(file.blank);
  out.set_mode(file.mode);
  out.set_mapping(file.mapping);
  out.set_list(file.list);
  out.set_header_row(file.header_row);
  for (const intake::RecordedColumn& column : file.columns) {
    v1::ListColumn* to = out.add_columns();
    to->set_title(column.title);
    to->set_field(column.field);
    for (const std::string& suggestion : column.suggestions) to->add_suggestions(suggestion);
  }
  return out;
}

v1::CollectionChange ToProto(const intake::RecordedCollection& collection) {
  v1::CollectionChange out;
  out.set_collection(collection.name);
  out.set_before(collection.before);
  out.set_added(collection.added);
  out.set_changed(collection.changed);
  out.set_removed(collection.removed);
  out.set_vanishing(collection.vanishing);
  return out;
}

v1::ImportedChange ToProto(const intake::RecordedChange& change) {
  v1::ImportedChange out;
  out.set_collection(change.collection);
  out.set_kind(change.kind);
  out.set_file(change.file);
  out.set_row(change.row);
  for (const std::string& field : change.fields) out.add_fields(field);
  return out;
}

void AddRows(const std::vector<roster::RowReference>& rows,
             google::protobuf::RepeatedPtrField<v1::FactRow>* out) {
  for (const roster::RowReference& row : rows) {
    v1::FactRow* to = out->Add();
    to->set_file(row.file);
    to->set_row(static_cast<int>(row.row));
  }
}

v1::ImportedFact ToProto(const intake::RecordedFact& fact) {
  v1::ImportedFact out;
  out.set_name(fact.name);
  out.set_scope(fact.scope);
  if (fact.was) out.set_was(*fact.was);
  if (fact.value) out.set_value(*fact.value);
  AddRows(fact.rows, out.mutable_rows());
  out.set_total_rows(fact.rows_total);
  return out;
}

v1::ImportedGap ToProto(const intake::RecordedGap& gap) {
  v1::ImportedGap out;
  out.set_fact(gap.fact);
  out.set_scope(gap.scope);
  out.set_text(gap.why.ru);
  out.set_text_en(gap.why.en);
  AddRows(gap.rows, out.mutable_rows());
  out.set_total_rows(gap.rows_total);
  return out;
}

template <typename From, typename To>
void AddAll(const std::vector<From>& from, google::protobuf::RepeatedPtrField<To>* to) {
  for (const From& one : from) *to->Add() = ToProto(one);
}

}  // namespace

v1::ImportReport ToProto(const intake::ImportRecord& record) {
  v1::ImportReport out;
  out.set_import(record.import);
  out.set_source(record.source);
  out.set_applied(record.applied);
  out.set_changed(record.changed);
  out.set_refusal(record.refusal);
  out.mutable_commit_time()->set_seconds(record.at);
  out.mutable_observed_time()->set_seconds(record.observed_at);
  out.mutable_checked_time()->set_seconds(record.checked_at);
  out.set_format(record.format);
  out.set_cycle(record.cycle);
  out.set_forced(record.forced);
  AddAll(record.files, out.mutable_files());
  AddAll(record.collections, out.mutable_collections());
  AddAll(record.changes, out.mutable_changes());
  AddAll(record.facts, out.mutable_facts());
  out.set_recorded(record.recorded);
  AddAll(record.gaps, out.mutable_gaps());
  AddAll(record.faults, out.mutable_faults());
  out.set_errors(record.errors);
  out.set_warnings(record.warnings);
  out.set_notes(record.notes);
  out.set_kept(record.kept);
  return out;
}

v1::QuarantinedRow ToProto(const intake::RefusedRow& row) {
  v1::QuarantinedRow out;
  out.set_source(row.source);
  out.set_import(row.import);
  out.set_file(row.file);
  out.set_row(row.row);
  for (const std::string& column : row.columns) out.add_columns(column);
  AddAll(row.faults, out.mutable_faults());
  return out;
}

}  // namespace vekha::api
