#include "service/api/watch.h"

#include <algorithm>
#include <utility>

#include "engine/base/rejection.h"
#include "service/api/convert_task.h"
#include "service/api/filter.h"
#include "service/api/page.h"
#include "service/api/status.h"

namespace vekha::api {
namespace {

grpc::Status ServerStopping() {
  return ToGrpc(ToStatus({absl::StatusCode::kUnavailable,
                          "SERVER_STOPPING",
                          "the server is stopping; watch again from the next revision",
                          "Сервер останавливается; продолжите со следующей ревизии.",
                          {}}));
}

}  // namespace

Watch::Watch(runner::Runner& runner, WatchQuery query)
    : runner_(runner), query_(std::move(query)), next_revision_(query_.start_revision) {}

std::shared_ptr<Watch> Watch::Start(runner::Runner& runner, WatchQuery query) {
  auto watch = std::make_shared<Watch>(runner, std::move(query));
  watch->self_ = watch;
  watch->subscription_ =
      runner.Subscribe([weak = std::weak_ptr<Watch>(watch)](int64_t /*revision*/) {
        if (const auto alive = weak.lock()) alive->Move();
      });
  watch->Move();
  return watch;
}

void Watch::Stop() {
  {
    const std::lock_guard lock(mutex_);
    if (!end_) end_ = ServerStopping();
  }
  Move();
}

void Watch::OnWriteDone(bool ok) {
  {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    if (!ok && !end_) end_ = grpc::Status::CANCELLED;
  }
  Move();
}

void Watch::OnCancel() {
  {
    const std::lock_guard lock(mutex_);
    if (!end_) end_ = grpc::Status::CANCELLED;
  }
  Move();
}

void Watch::OnDone() {
  subscription_.reset();
  const auto last = std::move(self_);  // may be the last that holds this
}

void Watch::Move() {
  const auto alive = shared_from_this();
  std::optional<grpc::Status> end;
  {
    const std::lock_guard lock(mutex_);
    if (writing_ || finished_) return;
    if (end_) {
      finished_ = true;
      end = end_;
    } else {
      runner_.Read([&](const workflow::State& state) { writing_ = FillNext(state); });
      if (!writing_) return;
    }
  }
  if (end) {
    Finish(*end);
  } else {
    StartWrite(&message_);
  }
}

bool Watch::FillNext(const workflow::State& state) {
  message_.Clear();
  const auto places = PlaceFilter::Of(state, "organization", query_.organization, query_.subtree);
  const auto wants = [&](const workflow::Notification& n) {
    return places.ok() && places->Has(n.organization) &&
           (!query_.person || n.person == *query_.person);
  };
  const auto& all = state.notifications;
  auto entry = std::lower_bound(
      all.begin(), all.end(), next_revision_,
      [](const workflow::NotificationEntry& e, int64_t revision) { return e.revision < revision; });
  if (entry != all.end() && entry->revision == next_revision_) {
    entry += static_cast<std::ptrdiff_t>(written_of_it_);
  }
  size_t bytes = 0;
  for (; entry != all.end(); ++entry) {
    if (entry->revision != next_revision_) {
      if (!message_.notifications().empty()) break;  // the commit is whole
      next_revision_ = entry->revision;
      written_of_it_ = 0;
    }
    if (bytes > kPageBytesMax) {
      message_.set_partial(true);
      message_.set_revision(next_revision_);
      return true;
    }
    ++written_of_it_;
    if (!wants(entry->notification)) continue;
    v1::Notification* out = message_.add_notifications();
    *out = ToProto(state, entry->notification, entry->revision);
    bytes += out->ByteSizeLong();
  }
  if (!message_.notifications().empty()) {
    message_.set_revision(next_revision_);
    bookmarked_ = next_revision_;
    ++next_revision_;
    written_of_it_ = 0;
    return true;
  }
  next_revision_ = std::max(next_revision_, state.revision + 1);
  written_of_it_ = 0;
  if (!query_.bookmarks || bookmarked_ >= state.revision) return false;
  bookmarked_ = state.revision;
  message_.set_revision(state.revision);
  return true;
}

}  // namespace vekha::api
