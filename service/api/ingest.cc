#include "service/api/ingest.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/api/ingest_batch.h"
#include "service/api/input.h"
#include "service/api/status.h"
#include "service/api/watch.h"

namespace vekha::api {
namespace {

constexpr size_t kReadAheadMax = 2;
constexpr size_t kAnswersMax = 8;  // that the client has not taken yet
constexpr size_t kStreamNameMax = 64;

absl::Status StreamProblem(std::string message, std::string message_ru) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "INGEST_STREAM",
                   std::move(message),
                   std::move(message_ru),
                   {{"field", "stream"}}});
}

absl::Status StreamTaken(const std::string& name) {
  return ToStatus(
      {absl::StatusCode::kAborted,
       "INGEST_STREAM_TAKEN",
       fmt::format("another client has the stream {} open; open it again when it is done", name),
       fmt::format("Поток {} открыт у другого клиента; откройте, когда тот закончит.", name),
       {{"field", "stream"}}});
}

absl::Status StreamsOpen() {
  return ToStatus(
      {absl::StatusCode::kResourceExhausted,
       "INGEST_STREAMS_OPEN",
       fmt::format("{} streams are open, which is the most; try again later", kIngestStreamsMax),
       fmt::format("Открыто уже {} потоков, больше нельзя; повторите позже.", kIngestStreamsMax),
       {{"max", fmt::format("{}", kIngestStreamsMax)}}});
}

absl::Status SequenceProblem(int64_t expected, int64_t given) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "INGEST_SEQUENCE",
                   fmt::format("the next batch is {}, not {}", expected, given),
                   fmt::format("Следующая порция — {}, а не {}.", expected, given),
                   {{"field", "sequence"},
                    {"expected", fmt::format("{}", expected)},
                    {"given", fmt::format("{}", given)}}});
}

absl::Status CheckStreamName(const std::string& name) {
  const auto is_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const bool good = !name.empty() && name.size() <= kStreamNameMax && is_word(name.front()) &&
                    std::all_of(name.begin(), name.end(),
                                [&](char c) { return is_word(c) || c == '_' || c == '-'; });
  if (good) return absl::OkStatus();
  return StreamProblem(
      fmt::format("the first message names the stream: [a-z0-9][a-z0-9_-]*, at most {} characters",
                  kStreamNameMax),
      fmt::format("Первое сообщение называет поток: [a-z0-9][a-z0-9_-]*, не больше {} знаков.",
                  kStreamNameMax));
}

// What is wrong with a batch, and not with the store.
bool IsRefusal(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status);
}

void FillRefusal(const absl::Status& why, v1::IngestRefusal* refusal) {
  const Rejection rejection = RejectionOf(why);
  refusal->set_reason(rejection.reason);
  refusal->set_message(rejection.message_ru);
  refusal->set_message_en(rejection.message);
}

}  // namespace

// One open stream. Lives until gRPC is done with it and its last batch is committed.
class IngestStream final : public IngestStreams::Reactor,
                           public std::enable_shared_from_this<IngestStream> {
 public:
  static std::shared_ptr<IngestStream> Start(IngestStreams& streams) {
    auto stream = std::make_shared<IngestStream>(streams);
    stream->self_ = stream;
    stream->Move();
    return stream;
  }

  explicit IngestStream(IngestStreams& streams) : streams_(streams), runner_(streams.runner_) {}

  void Stop() { Cut(ServerStopping()); }

  void OnReadDone(bool ok) override {
    const absl::Status taken = ok ? Take() : absl::OkStatus();
    {
      const std::lock_guard lock(mutex_);
      reading_ = false;
      if (!ok || !taken.ok()) no_more_ = true;
      if (!taken.ok() && !end_) end_ = ToGrpc(taken);
    }
    Move();
  }
  void OnWriteDone(bool ok) override {
    {
      const std::lock_guard lock(mutex_);
      writing_ = false;
      answers_.pop_front();
    }
    if (ok) {
      Move();
    } else {
      Cut(grpc::Status::CANCELLED);
    }
  }
  void OnCancel() override { Cut(grpc::Status::CANCELLED); }
  void OnDone() override {
    ReleaseName();                       // it was claimed while the stream was ending
    const auto last = std::move(self_);  // may be the last that holds this
  }

 private:
  // Nothing more is read or committed; the batch that is being committed is still answered.
  void Cut(const grpc::Status& status) {
    {
      const std::lock_guard lock(mutex_);
      no_more_ = true;
      batches_.clear();
      if (!end_) end_ = status;
    }
    Move();
  }

  // Begins whatever can begin. One thread moves at a time; gRPC may call back from inside its own
  // functions, so they are called without the lock.
  void Move() {
    const auto alive = this->shared_from_this();
    {
      const std::lock_guard lock(mutex_);
      again_ = true;
      if (moving_) return;
      moving_ = true;
    }
    bool more = true;
    while (more) more = MoveOn();
  }

  bool MoveOn() {
    bool write = false;
    bool work = false;
    bool read = false;
    bool finish = false;
    {
      const std::lock_guard lock(mutex_);
      if (!again_ || finished_) {
        moving_ = false;
        return false;
      }
      again_ = false;
      write = !writing_ && !answers_.empty();
      work = !working_ && !batches_.empty() && answers_.size() < kAnswersMax;
      read = !reading_ && !no_more_ && batches_.size() < kReadAheadMax;
      writing_ |= write;
      working_ |= work;
      reading_ |= read;
      finish = no_more_ && !writing_ && !working_ && batches_.empty();
      finished_ = finish;
    }
    if (write) StartWrite(&answers_.front());
    if (work) streams_.worker_.Post([self = this->shared_from_this()] { self->Work(); });
    if (read) StartRead(&message_);
    if (finish) End();
    return true;
  }

  // Its name is free before the client hears that it ended.
  void End() {
    ReleaseName();
    Finish(end_.value_or(grpc::Status::OK));
  }

  void ReleaseName() {
    const std::lock_guard lock(mutex_);
    if (std::exchange(claimed_, false)) streams_.Release(name_);
  }

  // A message that was read; an error ends the stream after what came before it.
  absl::Status Take() {
    if (name_.empty()) return TakeName();
    if (!message_.stream().empty()) {
      return StreamProblem("only the first message names the stream",
                           "Поток называет только первое сообщение.");
    }
    const int facts = FactsIn(message_);
    if (facts > kFactsPerCallMax) return TooManyFacts(facts, "parts");
    IngestBatch batch = ReadBatch(runner_, message_);
    const std::lock_guard lock(mutex_);
    if (!no_more_) batches_.push_back(std::move(batch));
    return absl::OkStatus();
  }

  absl::Status TakeName() {
    VEKHA_RETURN_IF_ERROR(CheckStreamName(message_.stream()));
    if (!message_.parts().empty() || message_.sequence() != 0 || !message_.checkpoint().empty()) {
      return StreamProblem("the first message only names the stream",
                           "Первое сообщение только называет поток.");
    }
    VEKHA_RETURN_IF_ERROR(streams_.Claim(message_.stream()));
    {
      const std::lock_guard lock(mutex_);
      name_ = message_.stream();
      claimed_ = true;
    }
    VEKHA_ASSIGN_OR_RETURN(last_, runner_.FindStream(name_));
    v1::IngestFactsResponse answer;
    answer.set_sequence(last_.sequence);
    answer.set_revision(Revision());
    answer.set_checkpoint(last_.checkpoint);
    answer.set_last_refused(last_.last_refused);
    const std::lock_guard lock(mutex_);
    answers_.push_back(std::move(answer));
    return absl::OkStatus();
  }

  // In the worker's thread.
  void Work() {
    std::optional<IngestBatch> batch = NextBatch();
    Move();  // there is room to read on
    if (!batch) return;
    v1::IngestFactsResponse answer;
    const absl::Status kept = Keep(*std::move(batch), answer);
    {
      const std::lock_guard lock(mutex_);
      working_ = false;
      if (kept.ok()) answers_.push_back(std::move(answer));
    }
    if (kept.ok()) {
      Move();
    } else {
      Cut(ToGrpc(kept));
    }
  }

  // Nothing when the stream was cut meanwhile.
  std::optional<IngestBatch> NextBatch() {
    const std::lock_guard lock(mutex_);
    if (batches_.empty()) {
      working_ = false;
      return std::nullopt;
    }
    std::optional<IngestBatch> batch(std::move(batches_.front()));
    batches_.pop_front();
    return batch;
  }

  absl::Status Keep(IngestBatch batch, v1::IngestFactsResponse& answer) {
    const int64_t next = last_.sequence + 1;
    if (batch.sequence < 1 || batch.sequence > next) return SequenceProblem(next, batch.sequence);
    answer.set_sequence(last_.sequence);
    answer.set_revision(Revision());
    if (batch.sequence < next) return absl::OkStatus();
    store::StreamPosition position{name_, next, std::move(batch.checkpoint), last_.last_refused};
    absl::Status refusal = batch.refusal;
    if (refusal.ok()) {
      const auto kept = runner_.RecordBatch(std::move(batch.parts), position);
      if (kept.ok()) {
        answer.set_revision(kept->revision);
        answer.set_recorded(static_cast<int>(kept->recorded));
        answer.set_unchanged(batch.facts - answer.recorded());
      } else if (!IsRefusal(kept.status())) {
        return kept.status();
      }
      refusal = kept.status();
    }
    if (!refusal.ok()) {
      position.last_refused = next;
      VEKHA_RETURN_IF_ERROR(runner_.RecordBatch({}, position).status());
      FillRefusal(refusal, answer.mutable_refusal());
    }
    last_ = std::move(position);
    answer.set_sequence(next);
    return absl::OkStatus();
  }

  int64_t Revision() const {
    int64_t revision = 0;
    runner_.Read([&](const workflow::State& state) { revision = state.revision; });
    return revision;
  }

  IngestStreams& streams_;
  runner::Runner& runner_;
  std::shared_ptr<IngestStream> self_;  // until OnDone

  std::mutex mutex_;
  bool moving_ = false;
  bool again_ = false;  // asked to move meanwhile
  bool reading_ = false;
  bool writing_ = false;
  bool working_ = false;
  bool no_more_ = false;  // is read
  bool finished_ = false;
  bool claimed_ = false;
  std::optional<grpc::Status> end_;
  std::deque<IngestBatch> batches_;
  std::deque<v1::IngestFactsResponse> answers_;  // the first may be on its way

  v1::IngestFactsRequest message_;  // of whoever reads
  std::string name_;
  store::StreamPosition last_;  // of the batches that were committed
};

IngestStreams::Reactor* IngestStreams::Open() {
  const auto stream = IngestStream::Start(*this);
  bool stopped = false;
  {
    const std::lock_guard lock(mutex_);
    open_.remove_if([](const auto& weak) { return weak.expired(); });
    open_.push_back(stream);
    stopped = stopped_;
  }
  if (stopped) stream->Stop();
  return stream.get();
}

void IngestStreams::Stop() {
  std::list<std::weak_ptr<IngestStream>> open;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    open.swap(open_);
  }
  for (const auto& weak : open) {
    if (const auto stream = weak.lock()) stream->Stop();
  }
}

absl::Status IngestStreams::Claim(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (names_.contains(name)) return StreamTaken(name);
  if (names_.size() >= kIngestStreamsMax) return StreamsOpen();
  names_.insert(name);
  return absl::OkStatus();
}

void IngestStreams::Release(const std::string& name) {
  const std::lock_guard lock(mutex_);
  names_.erase(name);
}

}  // namespace vekha::api
