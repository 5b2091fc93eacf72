// A Store without a file, for tests: it keeps the events and folds them when asked.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "service/store/store.h"

namespace vekha::store {

class MemoryStore : public Store {
 public:
  absl::StatusOr<workflow::State> Load(const workflow::RuleBook& rules) override;
  absl::Status Append(const Commit& commit) override;
  absl::StatusOr<std::optional<RequestRecord>> FindRequest(const std::string& request_id) override;
  absl::StatusOr<StreamPosition> FindStream(const std::string& stream) override;
  absl::StatusOr<std::vector<StoredEvent>> ReadEvents(int64_t first_revision, int limit) override;
  absl::StatusOr<std::vector<IntakeRow>> ReadIntake(const OrganizationId& organization) override;
  absl::StatusOr<std::string> ReadRoster(const OrganizationId& organization,
                                         const std::string& source) override;
  absl::StatusOr<std::string> ReadQuarantine(const OrganizationId& organization,
                                             const std::string& source) override;
  absl::StatusOr<std::string> ReadAnswer(const std::string& request_id) override;

 private:
  struct KnownIntake {
    IntakeRow row;
    std::string roster;
    std::string quarantine;
  };
  using IntakeKey = std::pair<OrganizationId, std::string>;
  struct KnownStream {
    StreamPosition position;
    std::chrono::sys_seconds at;
  };
  struct KnownRequest {
    RequestRecord record;
    std::chrono::sys_seconds at;
    IntakeKey answered_for = {};
    std::string answer = {};
  };

  int64_t revision_ = 0;
  std::vector<StoredEvent> events_;
  std::set<std::string> keys_;  // of what may be written once
  std::map<std::string, KnownRequest> requests_;
  std::map<IntakeKey, KnownIntake> intake_;

  void Keep(const IntakeChange& change, const Commit& commit);
  void Forget(const IntakeChange& change, KnownIntake& known);
  std::map<std::string, KnownStream> streams_;
};

}  // namespace vekha::store
