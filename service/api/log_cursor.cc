#include "service/api/log_cursor.h"

#include <algorithm>
#include <utility>

#include "engine/base/status.h"

namespace vekha::api {

absl::Status LogCursor::Load(int64_t head) {
  constexpr int kEventsAtOnce = 5'000;
  if (head <= looked_) return absl::OkStatus();
  VEKHA_ASSIGN_OR_RETURN(store::EventPage page,
                         runner_.ScanEvents(looked_ + 1, kEventsAtOnce, kinds_));
  std::erase_if(page.events,
                [&](const store::StoredEvent& event) { return event.revision > head; });
  page_ = std::move(page.events);
  at_ = 0;
  looked_ = page.last_revision <= looked_ ? head : std::min(page.last_revision, head);
  return absl::OkStatus();
}

}  // namespace vekha::api
