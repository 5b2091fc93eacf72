#include "service/api/convert_record.h"

#include "engine/base/overload.h"
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

void Fill(const State& state, const task::Report& from, v1::TaskReport* to) {
  AddAct(state, from, to);
  v1::Evidence* evidence = to->mutable_evidence();
  evidence->set_number(from.evidence.number);
  if (from.evidence.on) *evidence->mutable_on_date() = ToProto(*from.evidence.on);
  evidence->set_document(from.evidence.document);
  evidence->set_url(from.evidence.url);
  evidence->set_count(from.evidence.count);
  to->set_comment(from.comment);
}

void Fill(const State& state, const task::Closing& from, v1::TaskClosing* to) {
  to->set_by_facts(from.by == task::ClosedBy::kFacts);
  *to->mutable_on_date() = ToProto(from.on);
  for (const task::FactUsed& fact : from.facts) {
    v1::FactUsed* used = to->add_facts();
    used->set_name(fact.name);
    used->set_scope(fact.scope);
    used->set_value(fact.value);
    used->set_source(fact.source);
  }
  to->set_accepted_by(from.accepted_by.value());
  to->set_accepted_by_name(NameOf(state, from.accepted_by));
  if (from.accepted_on) *to->mutable_accepted_on_date() = ToProto(*from.accepted_on);
}

void Fill(const State& state, const task::ExtensionRequest& from, v1::TaskExtensionRequest* to) {
  AddReasonedAct(state, from, to);
  *to->mutable_until_date() = ToProto(from.until);
}

void Fill(const State& state, const task::Extension& from, v1::TaskExtension* to) {
  AddReasonedAct(state, from, to);
  *to->mutable_from_date() = ToProto(from.from);
  *to->mutable_to_date() = ToProto(from.to);
}

void Fill(const State& state, const task::Delegation& from, v1::TaskDelegation* to) {
  AddReasonedAct(state, from, to);
  to->set_from(from.from.value());
  to->set_from_name(NameOf(state, from.from));
  to->set_to(from.to.value());
  to->set_to_name(NameOf(state, from.to));
  to->set_co_executor(!from.first);
}

void Fill(const State& state, const task::Acknowledgement& from, v1::TaskAcknowledgement* to) {
  AddAct(state, from, to);
  if (from.until) *to->mutable_until_date() = ToProto(*from.until);
}

v1::DueCause ToProto(task::DueBy by) {
  switch (by) {
    case task::DueBy::kFact:
      return v1::DUE_CAUSE_FACT;
    case task::DueBy::kKept:
      return v1::DUE_CAUSE_KEPT;
    case task::DueBy::kRecomputed:
      return v1::DUE_CAUSE_RECOMPUTED;
    case task::DueBy::kExtended:
      return v1::DUE_CAUSE_EXTENDED;
  }
  return v1::DUE_CAUSE_UNSPECIFIED;
}

}  // namespace

void AddRecord(const State& state, const task::Task& task, v1::Task* out) {
  if (task.closing) Fill(state, *task.closing, out->mutable_closing());
  const auto found = state.tasks.find(task.planned->id);
  out->set_etag(workflow::EtagOf(found == state.tasks.end() ? 0 : found->second.revision));
  if (found == state.tasks.end()) return;
  const task::TaskRecord& record = found->second;
  if (record.report) Fill(state, *record.report, out->mutable_report());
  for (const task::Return& returned : record.returns) {
    AddReasonedAct(state, returned, out->add_returns());
  }
  if (record.extension_request) {
    Fill(state, *record.extension_request, out->mutable_extension_request());
  }
  for (const task::Extension& extension : record.extensions) {
    Fill(state, extension, out->add_extensions());
  }
  for (const task::Delegation& delegation : record.delegations) {
    Fill(state, delegation, out->add_delegations());
  }
  if (record.acknowledgement) {
    Fill(state, *record.acknowledgement, out->mutable_acknowledgement());
  }
  if (record.withdrawal) AddReasonedAct(state, *record.withdrawal, out->mutable_withdrawal());
}

void AddWhat(const State& state, const workflow::Event& event, v1::TaskEvent* out) {
  std::visit(Overload{
                 [&](const workflow::TaskReported& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_REPORTED);
                   Fill(state, e.report, out->mutable_report());
                 },
                 [&](const workflow::TaskClosed& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_CLOSED);
                   Fill(state, e.closing, out->mutable_closing());
                 },
                 [&](const workflow::TaskReturned& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_RETURNED);
                   out->set_due_revision(e.due_revision);
                   AddReasonedAct(state, e.what, out->mutable_returned());
                 },
                 [&](const workflow::TaskReopened& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_REOPENED);
                   out->set_due_revision(e.due_revision);
                   AddReasonedAct(state, e.what, out->mutable_returned());
                 },
                 [&](const workflow::TaskWithdrawn& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_WITHDRAWN);
                   AddReasonedAct(state, e.withdrawal, out->mutable_withdrawal());
                 },
                 [&](const workflow::ExtensionRequested& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_EXTENSION_REQUESTED);
                   Fill(state, e.request, out->mutable_extension_request());
                 },
                 [&](const workflow::ExtensionGranted& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_EXTENSION_GRANTED);
                   out->set_due_revision(e.due_revision);
                   Fill(state, e.extension, out->mutable_extension());
                 },
                 [&](const workflow::ExtensionRefused& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_EXTENSION_REFUSED);
                   AddReasonedAct(state, e, out->mutable_extension_refusal());
                 },
                 [&](const workflow::TaskDelegated& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_DELEGATED);
                   Fill(state, e.delegation, out->mutable_delegation());
                 },
                 [&](const workflow::TaskAcknowledged& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_ACKNOWLEDGED);
                   out->set_due_revision(e.acknowledgement.due_revision);
                   Fill(state, e.acknowledgement, out->mutable_acknowledgement());
                 },
                 [&](const workflow::TaskDueSet& e) {
                   out->set_kind(v1::TASK_EVENT_KIND_DUE_SET);
                   out->set_due_revision(e.due_revision);
                   *out->mutable_due_day()->mutable_due_date() = ToProto(e.due);
                   out->mutable_due_day()->set_cause(ToProto(e.by));
                 },
                 [](const auto&) {},
             },
             event);
}

}  // namespace vekha::api
