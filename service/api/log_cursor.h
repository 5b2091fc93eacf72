// A place in the event log, for streams that tell what was committed. Keeps at most one page of the
// log, or one commit when that is larger: who reads slowly is simply behind.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "service/runner/runner.h"

namespace vekha::api {

class LogCursor {
 public:
  // Stands before the first event of these kinds in revision `start_revision` or later.
  LogCursor(const runner::Runner& runner, std::set<std::string> kinds, int64_t start_revision)
      : runner_(runner), kinds_(std::move(kinds)), looked_(start_revision - 1) {}

  // The event it stands before; nullptr at the end of the page.
  const store::StoredEvent* Peek() const { return at_ < page_.size() ? &page_[at_] : nullptr; }
  void Next() { ++at_; }

  // The last revision the page goes to. A page holds whole commits.
  int64_t looked() const { return looked_; }

  // Turns to the next page, as far as `head`, the revision the state has come to: what is stored
  // and not applied yet is left for later.
  absl::Status Load(int64_t head);

 private:
  const runner::Runner& runner_;
  std::set<std::string> kinds_;
  std::vector<store::StoredEvent> page_;
  size_t at_ = 0;
  int64_t looked_;
};

}  // namespace vekha::api
