// The only way in: decides a command against the state, commits its events in one transaction, then
// applies them. Reads see whole commits only. Safe to share between threads.
#pragma once

#include <absl/status/statusor.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <vector>

#include "engine/workflow/command.h"
#include "engine/workflow/view.h"
#include "service/base/clock.h"
#include "service/store/store.h"

namespace vekha::runner {

class Listeners;

struct Request {
  workflow::Command command;
  std::string request_id = {};  // empty: not remembered
  std::string method = {};
  std::string content_hash = {};
  bool validate_only = false;                      // decide and answer, change nothing
  std::optional<store::IntakeChange> intake = {};  // kept in the same commit
};

struct Outcome {
  int64_t revision = 0;
  std::vector<workflow::Event> events;  // what happened (with validate_only: what would)
  std::vector<Diagnostic> diagnostics;
  std::vector<workflow::SkippedAdoption> skipped;  // by a run
  bool repeated = false;  // the request_id was known: revision and events are those of the first
                          // time, the rest is not given again
  std::optional<PersonId> next = {};  // of a lease: where the next one goes on
};

class Runner {
 public:
  static absl::StatusOr<std::unique_ptr<Runner>> Open(
      std::unique_ptr<store::Store> store, std::shared_ptr<const workflow::RuleBook> rules,
      const service::Clock& clock);

  // A rejection of Decide, REQUEST_ID_REUSED (kInvalidArgument: known id, other method or content),
  // or the store's error. After an error the state is as it was; only after STORE_IO the file may
  // hold the commit (store.h), and the same request_id, asked again after reopening, tells. A
  // request_id is not looked at with validate_only, nor with a what-if run, which is only answered
  // too.
  absl::StatusOr<Outcome> Execute(const Request& request);

  // The outcome of a request_id that is known, as Execute() would give it; nothing when it is new
  // or empty. For requests whose command is costly to make.
  absl::StatusOr<std::optional<Outcome>> FindRepeated(const Request& request);

  // As of the store (store.h).
  absl::StatusOr<std::vector<store::IntakeRow>> ReadIntake(
      const OrganizationId& organization) const;
  absl::StatusOr<std::string> ReadRoster(const OrganizationId& organization,
                                         const std::string& source) const;
  absl::StatusOr<std::string> ReadQuarantine(const OrganizationId& organization,
                                             const std::string& source) const;
  absl::StatusOr<std::string> ReadAnswer(const std::string& request_id) const;
  // Facts of many organizations in one commit that also moves a stream on (decide_facts.h). After a
  // rejection nothing is committed, the position included; a batch without parts moves it alone.
  // The outcome has no events but their number.
  struct Kept {
    int64_t revision = 0;
    size_t recorded = 0;
  };
  absl::StatusOr<Kept> RecordBatch(std::vector<workflow::RecordFacts> parts,
                                   store::StreamPosition position);
  // As of the last batch of a stream that was committed; sequence 0 when there was none.
  absl::StatusOr<store::StreamPosition> FindStream(const std::string& stream) const;

  // Calls `read` with the state under a shared lock. Keep nothing of it after.
  void Read(const std::function<void(const workflow::State&)>& read) const;

  // Events of revisions >= first_revision, whole commits.
  absl::StatusOr<std::vector<store::StoredEvent>> ReadEvents(int64_t first_revision,
                                                             int limit) const;
  // The same part of the log, of it only events of these kinds.
  absl::StatusOr<store::EventPage> ScanEvents(int64_t first_revision, int limit,
                                              const std::set<std::string>& kinds) const;

  // `listener` is called after every commit with its revision, outside the locks, from the
  // committing thread; of two commits at once the later may be told first. The returned handle ends
  // the subscription when destroyed: after that no call runs. It may outlive the runner.
  using Listener = std::function<void(int64_t revision)>;
  std::shared_ptr<void> Subscribe(Listener listener);

  const workflow::RuleBook& rules() const { return *rules_; }
  const service::Clock& clock() const { return clock_; }

 private:
  Runner(std::unique_ptr<store::Store> store, std::shared_ptr<const workflow::RuleBook> rules,
         const service::Clock& clock);

  absl::StatusOr<Outcome> Commit(const Request& request, int64_t& committed);
  // With `write_mutex_` held.
  absl::Status AppendAndApply(const store::Commit& commit);
  absl::StatusOr<std::optional<Outcome>> Repeated(const Request& request);

  // Taken in this order. Readers wait for a commit only while it is applied, not while it is
  // decided or written.
  std::mutex write_mutex_;          // one command at a time
  mutable std::mutex store_mutex_;  // one call of the store at a time
  mutable std::shared_mutex mutex_;
  std::unique_ptr<store::Store> store_;
  std::shared_ptr<const workflow::RuleBook> rules_;
  const service::Clock& clock_;
  workflow::State state_;
  std::shared_ptr<Listeners> listeners_;
};

}  // namespace vekha::runner
