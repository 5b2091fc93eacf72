#include "service/runner/listeners.h"

#include <utility>

namespace vekha::runner {

std::shared_ptr<void> Listeners::Add(Listener listener) {
  auto entry = std::make_shared<Entry>();
  entry->listener = std::move(listener);
  const std::lock_guard lock(mutex_);
  const int64_t id = next_id_++;
  entries_[id] = entry;
  // The address is only a token; what matters is the deleter.
  return {entry.get(), [weak = weak_from_this(), entry, id](void*) {
            if (const auto self = weak.lock()) self->Remove(id);
            const std::lock_guard ending(entry->mutex);
            entry->ended = true;
          }};
}

void Listeners::Remove(int64_t id) {
  const std::lock_guard lock(mutex_);
  entries_.erase(id);
}

void Listeners::Notify(int64_t revision) {
  std::vector<std::shared_ptr<Entry>> entries;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, entry] : entries_) entries.push_back(entry);
  }
  for (const std::shared_ptr<Entry>& entry : entries) {
    const std::lock_guard calling(entry->mutex);
    if (!entry->ended) entry->listener(revision);
  }
}

}  // namespace vekha::runner
