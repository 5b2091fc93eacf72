// Where events are kept. One commit = one revision = one transaction of events, the rows they
// change, the outbox and the answered request. Adapters: sqlite/ (SQLiteCpp) and MemoryStore for
// tests; one contract test runs over every adapter.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/workflow/state.h"

namespace vekha::store {

// How long an answered request is remembered, at least: older ones are forgotten by a commit, by
// its own time.
inline constexpr std::chrono::hours kRequestAge{30 * 24};

// The same of a stream that is not moved on: longer than a journal rests in summer.
inline constexpr std::chrono::hours kStreamAge{180 * 24};

// A mutation that was asked for with a request_id; a repeat gets the first answer (AIP-155).
struct RequestRecord {
  std::string request_id;
  std::string method;        // "vekha.v1.TaskService/Report"
  std::string content_hash;  // of the request without its request_id
  int64_t revision = 0;      // the store's after it
  bool changed = false;      // false: it was accepted and there was nothing to do
};

// What a source of an organization said of its people, kept beside the log: rows that the next
// import replaces and that can be deleted (docs/formats/store.md). Their content is read by
// service/intake/desk alone. Of each part: nothing leaves it as it is, an empty one deletes it.
struct IntakeChange {
  OrganizationId organization = {};
  std::string source = {};
  std::optional<std::string> good = {};        // the last import that was applied, without people
  std::optional<std::string> refused = {};     // the last one that was not, without people
  std::optional<std::string> roster = {};      // whom the source names
  std::optional<std::string> quarantine = {};  // the files of `refused`
  // What the commit's request was answered; kept as long as the request.
  std::optional<std::string> answer = {};
  // Other than 0: nothing stays of the source, not even earlier answers, but this, the number of
  // its last import. Of the other parts only `answer` is then looked at.
  int64_t forgotten = 0;
};

struct IntakeRow {
  std::string source;
  std::string good;       // empty: none was applied
  std::string refused;    // empty: the last one was applied
  int64_t revision = 0;   // the store's when the row was written
  int64_t forgotten = 0;  // as of IntakeChange; 0: never
};

// A stream of numbered batches has come so far.
struct StreamPosition {
  std::string stream;
  int64_t sequence = 0;         // of the batch the commit keeps, or leaves out
  std::string checkpoint = {};  // the client's own, of that batch
  int64_t last_refused = 0;     // the last batch that was left out; 0: none was
};

struct Commit {
  int64_t revision = 0;  // the previous one + 1; the same as the previous when there are no events
  std::chrono::sys_seconds at;
  std::vector<workflow::Event> events;
  std::optional<RequestRecord> request;
  std::optional<IntakeChange> intake = {};
  std::optional<StreamPosition> position = {};
};

struct StoredEvent {
  int64_t revision = 0;
  int index = 0;  // within the commit, from 0
  std::chrono::sys_seconds at;
  workflow::Event event;
};

// Events of some kinds that a part of the log holds.
struct EventPage {
  std::vector<StoredEvent> events;
  int64_t last_revision = 0;  // of the part; before the first one asked for when there is none
};

// Errors, each with a Rejection (rejections.h): kUnavailable when another process has the store
// (STORE_LOCKED) or the disk fails (STORE_IO), kFailedPrecondition when the file is not a Vekha
// database (STORE_FOREIGN), is newer than this program (STORE_NEWER) or may not be written
// (STORE_READ_ONLY), kNotFound when its folder is not there (STORE_NOT_FOUND), kDataLoss when it is
// damaged (STORE_DAMAGED), kResourceExhausted when the disk is full (STORE_FULL). Not thread-safe:
// its owner serializes calls.
class Store {
 public:
  virtual ~Store() = default;

  // The state as of the last commit, from rows.
  virtual absl::StatusOr<workflow::State> Load(const workflow::RuleBook& rules) = 0;

  // All or nothing, durable when it returns ok. kAborted (REVISION_CONFLICT) when the revision does
  // or the position of a stream does not follow the store's own; kAlreadyExists (STORE_DUPLICATE)
  // for a second notification, rung account, roadmap version or request with one key;
  // kInvalidArgument (EVENT_INVALID) for an event that could not be read back. After STORE_IO
  // whether the commit is there is known only when the store is opened again; until then every
  // Append is STORE_IO.
  virtual absl::Status Append(const Commit& commit) = 0;

  virtual absl::StatusOr<std::optional<RequestRecord>> FindRequest(
      const std::string& request_id) = 0;

  // As of the last batch of a stream that was committed; sequence 0 when there was none.
  virtual absl::StatusOr<StreamPosition> FindStream(const std::string& stream) = 0;

  // Events of revisions [first, ...), whole commits, at least one commit when there is any, about
  // `limit` events.
  virtual absl::StatusOr<std::vector<StoredEvent>> ReadEvents(int64_t first_revision,
                                                              int limit) = 0;

  // The same part of the log, of it only events of these kinds (EventKind).
  virtual absl::StatusOr<EventPage> ScanEvents(int64_t first_revision, int limit,
                                               const std::set<std::string>& kinds);

  // The sources of an organization, by name.
  virtual absl::StatusOr<std::vector<IntakeRow>> ReadIntake(const OrganizationId& organization) = 0;
  // Empty when there is none.
  virtual absl::StatusOr<std::string> ReadRoster(const OrganizationId& organization,
                                                 const std::string& source) = 0;
  virtual absl::StatusOr<std::string> ReadQuarantine(const OrganizationId& organization,
                                                     const std::string& source) = 0;
  // What a request was answered (IntakeChange::answer); empty when that is not known.
  virtual absl::StatusOr<std::string> ReadAnswer(const std::string& request_id) = 0;
};

}  // namespace vekha::store
