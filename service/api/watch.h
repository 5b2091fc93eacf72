// Streams of what is committed (the Watch methods): one engine, whatever it tells. A stream is a
// cursor over the log, moved on by commits and by the client's reading.
//
// What a stream tells is a Content:
//   using Response       the stream's message, with revision and partial
//   Kinds()              the kinds of events it is made of, as they are stored
//   Wants(event)         whether it is told, besides where it happened
//   Add(state, stored, response)   adds it; gives the bytes it takes
#pragma once

#include <grpcpp/support/server_callback.h>

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/status.h"
#include "service/api/filter.h"
#include "service/api/log_cursor.h"
#include "service/api/page.h"
#include "service/api/status.h"
#include "service/runner/runner.h"

namespace vekha::api {

struct WatchQuery {
  int64_t start_revision = 1;  // included
  std::string organization;    // empty: any
  bool subtree = false;
  bool bookmarks = false;
};

// FIELD_INVALID, ORGANIZATION_UNKNOWN or REVISION_IN_FUTURE.
absl::Status CheckWatchQuery(const workflow::State& state, WatchQuery& query);

template <typename Request>
WatchQuery WatchQueryOf(const Request& request) {
  return {request.start_revision(), request.organization(), request.subtree(), request.bookmarks()};
}

grpc::Status ServerStopping();

// One open stream. Lives until gRPC is done with it, and while a commit is telling it so.
template <typename Content>
class Watch final : public grpc::ServerWriteReactor<typename Content::Response>,
                    public std::enable_shared_from_this<Watch<Content>> {
 public:
  static std::shared_ptr<Watch> Start(runner::Runner& runner, WatchQuery query, Content content) {
    auto watch = std::make_shared<Watch>(runner, std::move(query), std::move(content));
    watch->self_ = watch;
    watch->Move();  // what is old is read here and not by whoever commits next
    watch->subscription_ =
        runner.Subscribe([weak = std::weak_ptr<Watch>(watch)](int64_t /*revision*/) {
          if (const auto alive = weak.lock()) alive->Move();
        });
    watch->Move();
    return watch;
  }

  // Ends the stream with UNAVAILABLE, SERVER_STOPPING, after the message that is on its way.
  void Stop() { End(ServerStopping()); }

  void OnWriteDone(bool ok) override {
    {
      const std::lock_guard lock(mutex_);
      writing_ = false;
      if (!ok && !end_) end_ = grpc::Status::CANCELLED;
    }
    Move();
  }
  void OnCancel() override { End(grpc::Status::CANCELLED); }
  void OnDone() override {
    subscription_.reset();
    const auto last = std::move(self_);  // may be the last that holds this
  }

  Watch(runner::Runner& runner, WatchQuery query, Content content)
      : runner_(runner),
        query_(std::move(query)),
        content_(std::move(content)),
        cursor_(runner, content_.Kinds(), query_.start_revision) {}

 private:
  enum class Step { kMessage, kMore, kCaughtUp };

  void End(const grpc::Status& status) {
    {
      const std::lock_guard lock(mutex_);
      if (!end_) end_ = status;
    }
    Move();
  }

  // Writes the next message or ends the stream, unless a message is on its way. One thread moves at
  // a time; a commit never waits for another that reads far behind it. gRPC may call back from
  // inside its own functions, so they are called without the lock.
  void Move() {
    const auto alive = this->shared_from_this();
    {
      const std::lock_guard lock(mutex_);
      again_ = true;
      if (moving_ || writing_ || finished_) return;
      moving_ = true;
    }
    bool more = true;
    while (more) more = MoveOn();
  }

  // False when there is nothing left to do for now.
  bool MoveOn() {
    std::optional<grpc::Status> end;
    {
      const std::lock_guard lock(mutex_);
      again_ = false;
      end = end_;
      if (end) finished_ = true;
    }
    if (end) {
      this->Finish(*end);
      return false;
    }
    const absl::StatusOr<Step> step = FillNext();
    {
      const std::lock_guard lock(mutex_);
      if (!step.ok()) {
        if (!end_) end_ = ToGrpc(step.status());
        return true;
      }
      if (*step == Step::kMore || (*step == Step::kCaughtUp && again_) || end_) return true;
      moving_ = false;
      if (*step == Step::kCaughtUp) return false;
      writing_ = true;
    }
    this->StartWrite(&message_);
    return false;
  }

  absl::StatusOr<Step> FillNext() {
    message_.Clear();
    bool filled = false;
    int64_t head = 0;
    runner_.Read([&](const workflow::State& state) {
      head = state.revision;
      filled = Fill(state) || (cursor_.looked() >= head && Bookmark());
    });
    if (filled) return Step::kMessage;
    if (cursor_.looked() >= head) return Step::kCaughtUp;
    VEKHA_RETURN_IF_ERROR(cursor_.Load(head));
    return Step::kMore;
  }

  // The next commit of which something is wanted, or as much of it as goes into one message.
  bool Fill(const workflow::State& state) {
    if (cursor_.Peek() == nullptr) return false;
    const auto places = PlaceFilter::Of(state, "organization", query_.organization, query_.subtree);
    size_t bytes = 0;
    for (; const store::StoredEvent* next = cursor_.Peek(); cursor_.Next()) {
      if (bytes > 0 && next->revision != message_.revision()) break;  // the commit is whole
      const bool wanted = places.ok() && places->Has(workflow::OrganizationOf(next->event)) &&
                          content_.Wants(next->event);
      if (!wanted) continue;
      if (bytes > kPageBytesMax) {
        message_.set_partial(true);
        return true;
      }
      message_.set_revision(next->revision);
      bytes += content_.Add(state, *next, message_);
    }
    if (bytes > 0) bookmarked_ = message_.revision();
    return bytes > 0;
  }

  bool Bookmark() {
    if (!query_.bookmarks || bookmarked_ >= cursor_.looked()) return false;
    bookmarked_ = cursor_.looked();
    message_.set_revision(bookmarked_);
    return true;
  }

  runner::Runner& runner_;
  const WatchQuery query_;
  const Content content_;
  std::shared_ptr<void> subscription_;
  std::shared_ptr<Watch> self_;  // until OnDone

  std::mutex mutex_;
  bool moving_ = false;
  bool again_ = false;  // asked to move meanwhile
  bool writing_ = false;
  bool finished_ = false;
  std::optional<grpc::Status> end_;  // the stream is to end so

  // Of whoever moves.
  LogCursor cursor_;
  int64_t bookmarked_ = -1;
  typename Content::Response message_;
};

// The open streams of a service.
template <typename Content>
class Watches {
 public:
  using Reactor = grpc::ServerWriteReactor<typename Content::Response>;

  Reactor* Open(runner::Runner& runner, WatchQuery query, Content content) {
    const auto watch = Watch<Content>::Start(runner, std::move(query), std::move(content));
    bool stopped = false;
    {
      const std::lock_guard lock(mutex_);
      open_.remove_if([](const auto& weak) { return weak.expired(); });
      open_.push_back(watch);
      stopped = stopped_;
    }
    if (stopped) watch->Stop();
    return watch.get();
  }

  // A stream that ends as it begins.
  static Reactor* Refuse(const absl::Status& status) {
    class Refusal final : public Reactor {
     public:
      explicit Refusal(const absl::Status& why) { this->Finish(ToGrpc(why)); }
      void OnDone() override { delete this; }
    };
    return new Refusal(status);
  }

  // Ends every open stream, and every one that begins later at once: a server shuts down only when
  // its streams have ended.
  void Stop() {
    std::list<std::weak_ptr<Watch<Content>>> open;
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
      open.swap(open_);
    }
    for (const auto& weak : open) {
      if (const auto watch = weak.lock()) watch->Stop();
    }
  }

 private:
  std::mutex mutex_;
  bool stopped_ = false;
  std::list<std::weak_ptr<Watch<Content>>> open_;
};

}  // namespace vekha::api
