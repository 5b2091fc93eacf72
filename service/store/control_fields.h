// What is stored of control and delivery, field by field (fields.h).
#pragma once

#include "service/store/fields.h"
#include "service/store/stored_name.h"

namespace vekha::task {

template <typename F>
void Fields(F& f, Return& v) {
  f.Id("by", v.by);
  f.Day("on", v.on);
  f.Text("reason", v.reason);
}

template <typename F>
void Fields(F& f, ExtensionRequest& v) {
  f.Id("by", v.by);
  f.Day("on", v.on);
  f.Day("until", v.until);
  f.Text("reason", v.reason);
}

template <typename F>
void Fields(F& f, Extension& v) {
  f.Day("from", v.from);
  f.Day("to", v.to);
  f.Id("by", v.by);
  f.Day("on", v.on);
  f.Text("reason", v.reason);
}

template <typename F>
void Fields(F& f, Delegation& v) {
  f.Id("from", v.from);
  f.Id("to", v.to);
  f.Bool("first", v.first);
  f.Id("by", v.by);
  f.Day("on", v.on);
  f.Text("reason", v.reason);
}

template <typename F>
void Fields(F& f, Acknowledgement& v) {
  f.Id("by", v.by);
  f.Day("on", v.on);
  f.Day("until", v.until);
  f.Int("due_revision", v.due_revision);
}

template <typename F>
void Fields(F& f, Withdrawal& v) {
  f.Id("by", v.by);
  f.Day("on", v.on);
  f.Text("reason", v.reason);
}

// What a task's row keeps beside the report, the closing and the due day.
template <typename F>
void Fields(F& f, TaskRecord& v) {
  f.Parts("returns", v.returns);
  f.Part("extension_request", v.extension_request);
  f.Int("extension_requests", v.extension_requests);
  f.Parts("extensions", v.extensions);
  f.Parts("delegations", v.delegations);
  f.Part("acknowledgement", v.acknowledgement);
  f.Part("withdrawal", v.withdrawal);
}

}  // namespace vekha::task

namespace vekha::workflow {

template <typename F>
void Fields(F& f, Move& v) {
  f.Day("on", v.on);
  f.Id("parent", v.parent);
  f.Text("reason", v.reason);
}

template <typename F>
void Fields(F& f, Closure& v) {
  f.Day("on", v.on);
  f.Id("successor", v.successor);
  f.Text("reason", v.reason);
}

// What an organization's row keeps beside its columns.
template <typename F>
void Fields(F& f, OrganizationEntry& v) {
  f.Text("region", v.organization.region);
  f.Int("week", v.organization.week);
  f.Day("opened", v.organization.opened);
  f.Parts("moves", v.moves);
  f.Part("closure", v.closure);
}

template <typename F>
void Fields(F& f, OrganizationMoved& v) {
  f.Id("organization", v.organization);
  f.Part("move", v.move);
}

template <typename F>
void Fields(F& f, OrganizationClosed& v) {
  f.Id("organization", v.organization);
  f.Part("closure", v.closure);
}

template <typename F>
void Fields(F& f, ImportedFile& v) {
  f.Text("name", v.name);
  f.Text("digest", v.digest);
}

template <typename F>
void Fields(F& f, ImportedCollection& v) {
  f.Text("name", v.name);
  f.Int("before", v.before);
  f.Int("added", v.added);
  f.Int("changed", v.changed);
  f.Int("removed", v.removed);
}

template <typename F>
void Fields(F& f, RosterImported& v) {
  f.Id("organization", v.organization);
  f.Text("source", v.source);
  f.Text("import", v.import);
  f.Parts("files", v.files);
  f.Parts("collections", v.collections);
}

template <typename F>
void Fields(F& f, Contact& v) {
  f.Enum("channel", v.channel, store::kAllChannels, ChannelName);
  f.Text("address", v.address);
  f.Text("language", v.language);
  f.Text("zone", v.zone);
  f.Int("digest_minute", v.digest_minute);
}

template <typename F>
void Fields(F& f, Absence& v) {
  f.Id("person", v.person);
  f.Day("from", v.from);
  f.Day("to", v.to);
  f.Id("substitute", v.substitute);
  f.Text("reason", v.reason);
}

template <typename F>
void Fields(F& f, Silence& v) {
  f.Text("id", v.id);
  f.Id("organization", v.organization);
  f.Id("roadmap", v.roadmap);
  f.Id("person", v.person);
  f.Day("from", v.from);
  f.Day("until", v.until);
  f.Id("by", v.by);
  f.Text("reason", v.reason);
}

template <typename F>
void Fields(F& f, DigestItem& v) {
  f.Text("notification", v.notification);
  f.Id("instead_of", v.instead_of);
}

template <typename F>
void Fields(F& f, Digest& v) {
  f.Text("id", v.id);
  f.Id("person", v.person);
  f.Day("day", v.day);
  f.Enum("channel", v.channel, store::kAllChannels, ChannelName);
  f.Text("address", v.address);
  f.Parts("items", v.items);
}

template <typename F>
void Fields(F& f, DigestEntry& v) {
  f.Part("digest", v.digest);
  f.Enum("state", v.state, store::kAllDigestStates, DigestStateName);
  f.Int("attempt", v.attempt);
  f.Text("worker", v.worker);
  f.Int64("until", v.until);
  f.Int64("not_before", v.not_before);
  f.Text("reason", v.reason);
  f.Text("detail", v.detail);
  f.Day("day", v.day);
  f.Int64("at", v.at);
}

template <typename F, typename E>
void TaskFields(F& f, E& e) {
  f.Id("organization", e.organization);
  f.Id("task", e.task);
}

template <typename F>
void Fields(F& f, TaskReturned& e) {
  TaskFields(f, e);
  f.Part("what", e.what);
  f.Int("due_revision", e.due_revision);
}

template <typename F>
void Fields(F& f, TaskReopened& e) {
  TaskFields(f, e);
  f.Part("what", e.what);
  f.Int("due_revision", e.due_revision);
}

template <typename F>
void Fields(F& f, TaskWithdrawn& e) {
  TaskFields(f, e);
  f.Part("withdrawal", e.withdrawal);
}

template <typename F>
void Fields(F& f, ExtensionRequested& e) {
  TaskFields(f, e);
  f.Part("request", e.request);
}

template <typename F>
void Fields(F& f, ExtensionGranted& e) {
  TaskFields(f, e);
  f.Part("extension", e.extension);
  f.Int("due_revision", e.due_revision);
}

template <typename F>
void Fields(F& f, ExtensionRefused& e) {
  TaskFields(f, e);
  f.Id("by", e.by);
  f.Day("on", e.on);
  f.Text("reason", e.reason);
}

template <typename F>
void Fields(F& f, TaskDelegated& e) {
  TaskFields(f, e);
  f.Part("delegation", e.delegation);
}

template <typename F>
void Fields(F& f, TaskAcknowledged& e) {
  TaskFields(f, e);
  f.Part("acknowledgement", e.acknowledgement);
}

template <typename F>
void Fields(F& f, AbsencePut& e) {
  f.Part("absence", e.absence);
}

template <typename F>
void Fields(F& f, SilencePut& e) {
  f.Part("silence", e.silence);
}

template <typename F>
void Fields(F& f, DigestLeased& e) {
  f.Part("digest", e.digest);
  f.Int("attempt", e.attempt);
  f.Text("worker", e.worker);
  f.Int64("until", e.until);
}

template <typename F>
void Fields(F& f, DigestSettled& e) {
  f.Text("id", e.id);
  f.Int("attempt", e.attempt);
  f.Enum("outcome", e.outcome, store::kAllDigestOutcomes, DigestOutcomeName);
  f.Day("day", e.day);
  f.Text("reason", e.reason);
  f.Text("detail", e.detail);
  f.Int64("at", e.at);
  f.Int64("not_before", e.not_before);
}

template <typename F>
void Fields(F& f, NotificationDropped& e) {
  f.Id("organization", e.organization);
  f.Text("notification", e.notification);
  f.Text("reason", e.reason);
}

template <typename F>
void Fields(F& f, DigestRevived& e) {
  f.Text("id", e.id);
}

}  // namespace vekha::workflow
