#include "service/runner/runner.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/workflow/decide_facts.h"
#include "service/runner/listeners.h"
#include "service/runner/shared_marks.h"
#include "service/runner/shared_plans.h"

namespace vekha::runner {
namespace {

absl::Status RequestIdReused(const std::string& request_id) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "REQUEST_ID_REUSED",
                   "request_id " + request_id + " was used for another request",
                   "Этот request_id уже использован для другого запроса; возьмите новый.",
                   {{"request_id", request_id}}});
}

// Asked what would be, not to change anything.
bool OnlyAsks(const Request& request) {
  const auto* run = std::get_if<workflow::RunDay>(&request.command);
  return request.validate_only || (run != nullptr && run->what_if);
}

}  // namespace

Runner::Runner(std::unique_ptr<store::Store> store, std::shared_ptr<const workflow::RuleBook> rules,
               const service::Clock& clock)
    : store_(std::move(store)),
      rules_(std::move(rules)),
      clock_(clock),
      listeners_(std::make_shared<Listeners>()) {}

absl::StatusOr<std::unique_ptr<Runner>> Runner::Open(
    std::unique_ptr<store::Store> store, std::shared_ptr<const workflow::RuleBook> rules,
    const service::Clock& clock) {
  std::unique_ptr<Runner> runner(new Runner(std::move(store), std::move(rules), clock));
  VEKHA_ASSIGN_OR_RETURN(runner->state_, runner->store_->Load(*runner->rules_));
  runner->state_.plans = std::make_shared<SharedPlans>();
  runner->state_.marks = workflow::OwnMarksMemory(std::make_unique<SharedMarks>());
  return runner;
}

absl::StatusOr<Outcome> Runner::Execute(const Request& request) {
  int64_t committed = 0;
  absl::StatusOr<Outcome> outcome = Commit(request, committed);
  if (committed > 0) listeners_->Notify(committed);
  return outcome;
}

absl::StatusOr<Outcome> Runner::Commit(const Request& request, int64_t& committed) {
  // Only here does the state change, so it may be read without `mutex_` while this is held.
  const std::lock_guard writing(write_mutex_);
  const bool remembered = !request.request_id.empty() && !OnlyAsks(request);
  if (remembered) {
    VEKHA_ASSIGN_OR_RETURN(std::optional<Outcome> first, Repeated(request));
    if (first) return *std::move(first);
  }
  VEKHA_ASSIGN_OR_RETURN(workflow::Decision decision,
                         workflow::Decide(state_, *rules_, request.command));
  const bool changed = !decision.events.empty();
  Outcome outcome{state_.revision,
                  std::move(decision.events),
                  std::move(decision.diagnostics),
                  std::move(decision.skipped),
                  false,
                  std::move(decision.next)};
  if (OnlyAsks(request) || (!changed && !remembered && !request.intake)) return outcome;
  if (changed) ++outcome.revision;
  store::Commit commit{outcome.revision, clock_.Now(), std::move(outcome.events), std::nullopt,
                       request.intake};
  if (remembered) {
    commit.request = store::RequestRecord{request.request_id, request.method, request.content_hash,
                                          outcome.revision, changed};
  }
  VEKHA_RETURN_IF_ERROR(AppendAndApply(commit));
  if (changed) committed = outcome.revision;
  outcome.events = std::move(commit.events);
  return outcome;
}

absl::Status Runner::AppendAndApply(const store::Commit& commit) {
  {
    const std::lock_guard storing(store_mutex_);
    VEKHA_RETURN_IF_ERROR(store_->Append(commit));
  }
  if (commit.events.empty()) return absl::OkStatus();
  const std::unique_lock lock(mutex_);
  for (const workflow::Event& event : commit.events) {
    workflow::Apply(state_, event, commit.revision, *rules_);
  }
  return absl::OkStatus();
}

absl::StatusOr<Runner::Kept> Runner::RecordBatch(std::vector<workflow::RecordFacts> parts,
                                                 store::StreamPosition position) {
  Kept kept;
  {
    const std::lock_guard writing(write_mutex_);
    VEKHA_ASSIGN_OR_RETURN(workflow::Decision decision,
                           workflow::DecideBatch(state_, *rules_, std::move(parts)));
    kept.recorded = decision.events.size();
    kept.revision = state_.revision + (kept.recorded > 0 ? 1 : 0);
    store::Commit commit{kept.revision, clock_.Now(), std::move(decision.events), std::nullopt};
    commit.position = std::move(position);
    VEKHA_RETURN_IF_ERROR(AppendAndApply(commit));
  }
  if (kept.recorded > 0) listeners_->Notify(kept.revision);
  return kept;
}

absl::StatusOr<store::StreamPosition> Runner::FindStream(const std::string& stream) const {
  const std::lock_guard storing(store_mutex_);
  return store_->FindStream(stream);
}

absl::StatusOr<std::optional<Outcome>> Runner::Repeated(const Request& request) {
  const std::lock_guard storing(store_mutex_);
  VEKHA_ASSIGN_OR_RETURN(const std::optional<store::RequestRecord> record,
                         store_->FindRequest(request.request_id));
  if (!record) return std::optional<Outcome>();
  if (record->method != request.method || record->content_hash != request.content_hash) {
    return RequestIdReused(request.request_id);
  }
  Outcome outcome{record->revision, {}, {}, {}, true, {}};
  if (record->changed) {
    VEKHA_ASSIGN_OR_RETURN(std::vector<store::StoredEvent> stored,
                           store_->ReadEvents(record->revision, 1));
    for (store::StoredEvent& event : stored) outcome.events.push_back(std::move(event.event));
  }
  return std::optional(std::move(outcome));
}

absl::StatusOr<std::optional<Outcome>> Runner::FindRepeated(const Request& request) {
  if (request.request_id.empty() || OnlyAsks(request)) return std::optional<Outcome>();
  return Repeated(request);
}

absl::StatusOr<std::vector<store::IntakeRow>> Runner::ReadIntake(
    const OrganizationId& organization) const {
  const std::lock_guard storing(store_mutex_);
  return store_->ReadIntake(organization);
}

absl::StatusOr<std::string> Runner::ReadRoster(const OrganizationId& organization,
                                               const std::string& source) const {
  const std::lock_guard storing(store_mutex_);
  return store_->ReadRoster(organization, source);
}

absl::StatusOr<std::string> Runner::ReadQuarantine(const OrganizationId& organization,
                                                   const std::string& source) const {
  const std::lock_guard storing(store_mutex_);
  return store_->ReadQuarantine(organization, source);
}

absl::StatusOr<std::string> Runner::ReadAnswer(const std::string& request_id) const {
  const std::lock_guard storing(store_mutex_);
  return store_->ReadAnswer(request_id);
}

void Runner::Read(const std::function<void(const workflow::State&)>& read) const {
  const std::shared_lock lock(mutex_);
  read(state_);
}

absl::StatusOr<std::vector<store::StoredEvent>> Runner::ReadEvents(int64_t first_revision,
                                                                   int limit) const {
  const std::lock_guard storing(store_mutex_);
  return store_->ReadEvents(first_revision, limit);
}

absl::StatusOr<store::EventPage> Runner::ScanEvents(int64_t first_revision, int limit,
                                                    const std::set<std::string>& kinds) const {
  const std::lock_guard storing(store_mutex_);
  return store_->ScanEvents(first_revision, limit, kinds);
}

std::shared_ptr<void> Runner::Subscribe(Listener listener) {
  return listeners_->Add(std::move(listener));
}

}  // namespace vekha::runner
