#include "service/api/convert_record.h"

#include "engine/workflow/command.h"
#include "service/api/convert.h"

namespace vekha::api {
namespace {

using workflow::State;

// Who, when and why: what most records of a task have.
template <typename From, typename To>
void AddAct(const State& state, const From& from, To* to) {
  to->set_by(from.by.value());
  to->set_by_name(NameOf(state, from.by));
  *to->mutable_on_date() = ToProto(from.on);
}
template <typename From, typename To>
void AddReasonedAct(const State& state, const From& from, To* to) {
  AddAct(state, from, to);
  to->set_reason(from.reason);
}

v1::TaskReport ReportMessage(const State& state, const task::Report& report) {
  v1::TaskReport out;
  AddAct(state, report, &out);
  v1::Evidence* evidence = out.mutable_evidence();
  evidence->set_number(report.evidence.number);
  if (report.evidence.on) *evidence->mutable_on_date() = ToProto(*report.evidence.on);
  evidence->set_document(report.evidence.document);
  evidence->set_url(report.evidence.url);
  out.set_comment(report.comment);
  return out;
}

v1::TaskClosing ClosingMessage(const State& state, const task::Closing& closing) {
  v1::TaskClosing out;
  out.set_by_facts(closing.by == task::ClosedBy::kFacts);
  *out.mutable_on_date() = ToProto(closing.on);
  for (const task::FactUsed& fact : closing.facts) {
    v1::FactUsed* to = out.add_facts();
    to->set_name(fact.name);
    to->set_scope(fact.scope);
    to->set_value(fact.value);
    to->set_source(fact.source);
  }
  out.set_accepted_by(closing.accepted_by.value());
  out.set_accepted_by_name(NameOf(state, closing.accepted_by));
  if (closing.accepted_on) *out.mutable_accepted_on_date() = ToProto(*closing.accepted_on);
  return out;
}

void AddExtensions(const State& state, const task::TaskRecord& record, v1::Task* out) {
  if (record.extension_request) {
    AddReasonedAct(state, *record.extension_request, out->mutable_extension_request());
    *out->mutable_extension_request()->mutable_until_date() =
        ToProto(record.extension_request->until);
  }
  for (const task::Extension& extension : record.extensions) {
    v1::TaskExtension* to = out->add_extensions();
    AddReasonedAct(state, extension, to);
    *to->mutable_from_date() = ToProto(extension.from);
    *to->mutable_to_date() = ToProto(extension.to);
  }
}

void AddDelegations(const State& state, const task::TaskRecord& record, v1::Task* out) {
  for (const task::Delegation& delegation : record.delegations) {
    v1::TaskDelegation* to = out->add_delegations();
    AddReasonedAct(state, delegation, to);
    to->set_from(delegation.from.value());
    to->set_from_name(NameOf(state, delegation.from));
    to->set_to(delegation.to.value());
    to->set_to_name(NameOf(state, delegation.to));
    to->set_co_executor(!delegation.first);
  }
}

}  // namespace

void AddRecord(const State& state, const task::Task& task, v1::Task* out) {
  if (task.closing) *out->mutable_closing() = ClosingMessage(state, *task.closing);
  const auto found = state.tasks.find(task.planned->id);
  out->set_etag(workflow::EtagOf(found == state.tasks.end() ? 0 : found->second.revision));
  if (found == state.tasks.end()) return;
  const task::TaskRecord& record = found->second;
  if (record.report) *out->mutable_report() = ReportMessage(state, *record.report);
  for (const task::Return& returned : record.returns) {
    AddReasonedAct(state, returned, out->add_returns());
  }
  AddExtensions(state, record, out);
  AddDelegations(state, record, out);
  if (record.acknowledgement) {
    AddAct(state, *record.acknowledgement, out->mutable_acknowledgement());
    if (record.acknowledgement->until) {
      *out->mutable_acknowledgement()->mutable_until_date() =
          ToProto(*record.acknowledgement->until);
    }
  }
  if (record.withdrawal) AddReasonedAct(state, *record.withdrawal, out->mutable_withdrawal());
}

}  // namespace vekha::api
