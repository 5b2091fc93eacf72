#include "service/store/store.h"

#include <utility>

#include "engine/base/status.h"

namespace vekha::store {

absl::StatusOr<EventPage> Store::ScanEvents(int64_t first_revision, int limit,
                                            const std::set<std::string>& kinds) {
  VEKHA_ASSIGN_OR_RETURN(std::vector<StoredEvent> events, ReadEvents(first_revision, limit));
  EventPage page;
  page.last_revision = events.empty() ? first_revision - 1 : events.back().revision;
  std::erase_if(events, [&](const StoredEvent& stored) {
    return !kinds.contains(std::string(workflow::EventKind(stored.event)));
  });
  page.events = std::move(events);
  return page;
}

}  // namespace vekha::store
