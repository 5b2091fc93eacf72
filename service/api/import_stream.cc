#include "service/api/import_stream.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/api/content_hash.h"
#include "service/api/convert_intake.h"
#include "service/api/input.h"
#include "service/api/status.h"

namespace vekha::api {
namespace {

constexpr char kMethod[] = "vekha.v1.IntakeService/ImportRoster";
constexpr size_t kMappingCharsMax = 1 << 20;
constexpr std::chrono::hours kClockDifferenceMax{24};  // as of facts

absl::Status StreamInvalid(std::string_view what, std::string_view what_ru) {
  return ToStatus({absl::StatusCode::kInvalidArgument,
                   "IMPORT_STREAM",
                   std::string(what),
                   std::string(what_ru),
                   {{"field", "part"}}});
}

absl::StatusOr<int64_t> ReadObserved(const v1::ImportHead& head, std::chrono::sys_seconds now) {
  if (!head.has_observed_time()) return now.time_since_epoch().count();
  const std::chrono::sys_seconds first{
      std::chrono::sys_days{std::chrono::year{1900} / std::chrono::January / 2}};
  const std::chrono::sys_seconds at{std::chrono::seconds(head.observed_time().seconds())};
  if (at >= first && at <= now + kClockDifferenceMax) return at.time_since_epoch().count();
  return FieldInvalid("head.observed_time", "it must not be in the future",
                      "время наблюдения не может быть в будущем");
}

}  // namespace

ImportStream* ImportStream::Start(runner::Runner& runner, intake::Desk& desk, ImportQueue& queue,
                                  v1::ImportRosterResponse* response) {
  const auto stream = std::make_shared<ImportStream>(runner, desk, queue, response);
  stream->self_ = stream;
  stream->Move();
  stream->stopping_.emplace(queue.stopping(), [weak = std::weak_ptr<ImportStream>(stream)] {
    if (const auto alive = weak.lock()) alive->Cut(ToGrpc(IntakeStopping()));
  });
  return stream.get();
}

void ImportStream::OnReadDone(bool ok) {
  bool end = false;
  absl::Status status;
  if (ok) {
    end = message_.part_case() == v1::ImportRosterRequest::kEnd;
    status = Take();
  } else {
    status = StreamInvalid("the stream ended before its end was said",
                           "Поток оборвался: признака конца не было.");
  }
  const bool whole = end && status.ok();
  {
    const std::lock_guard lock(mutex_);
    reading_ = false;
    working_ = whole;
    if (!status.ok() && !end_) end_ = ToGrpc(status);
  }
  if (whole) {
    const absl::Status added =
        queue_.Add(stop_.get_token(), [self = shared_from_this()] { self->Work(); });
    if (!added.ok()) EndWork(added);
  }
  Move();
}

void ImportStream::OnDone() {
  stopping_.reset();
  upload_.reset();
  if (head_) queue_.Close();
  const auto last = std::move(self_);  // may be the last that holds this
}

// In the queue's thread, or in that of whoever has told it to stop.
void ImportStream::Work() { EndWork(Import()); }

// An import that was told to stop says why by itself; one that was not has happened.
void ImportStream::EndWork(const absl::Status& status) {
  {
    const std::lock_guard lock(mutex_);
    working_ = false;
    if (!end_ || !absl::IsCancelled(status)) end_ = ToGrpc(status);
  }
  Move();
}

void ImportStream::Cut(const grpc::Status& status) {
  {
    const std::lock_guard lock(mutex_);
    if (!end_) end_ = status;
  }
  stop_.request_stop();
  queue_.Drop();
  Move();
}

// Begins whatever can begin. One thread moves at a time; gRPC may call back from inside its own
// functions, so they are called without the lock.
void ImportStream::Move() {
  const auto alive = shared_from_this();
  {
    const std::lock_guard lock(mutex_);
    again_ = true;
    if (moving_) return;
    moving_ = true;
  }
  bool more = true;
  while (more) more = MoveOn();
}

bool ImportStream::MoveOn() {
  bool read = false;
  std::optional<grpc::Status> end;
  {
    const std::lock_guard lock(mutex_);
    if (!again_ || finished_) {
      moving_ = false;
      return false;
    }
    again_ = false;
    if (!working_) end = end_;
    finished_ = end.has_value();
    read = !end && !reading_ && !working_;
    reading_ |= read;
  }
  if (read) StartRead(&message_);
  if (end) Finish(*end);
  return true;
}

absl::Status ImportStream::Take() {
  switch (message_.part_case()) {
    case v1::ImportRosterRequest::kHead:
      return TakeHead(message_.head());
    case v1::ImportRosterRequest::kChunk:
      return TakeChunk(message_.chunk());
    case v1::ImportRosterRequest::kEnd:
      if (head_) return upload_->Finish();
      break;
    case v1::ImportRosterRequest::PART_NOT_SET:
      return StreamInvalid("an empty message", "Пустое сообщение.");
  }
  return StreamInvalid("the first message is the head", "Первое сообщение — заголовок загрузки.");
}

absl::Status ImportStream::TakeHead(const v1::ImportHead& head) {
  if (head_) return StreamInvalid("a second head", "Заголовок загрузки уже был.");
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("head.organization", head.organization()));
  VEKHA_RETURN_IF_ERROR(CheckLine("head.source", head.source(), kRequestIdCharsMax));
  VEKHA_RETURN_IF_ERROR(CheckLine("head.mapping", head.mapping()));
  VEKHA_RETURN_IF_ERROR(CheckText("head.mapping_text", head.mapping_text(), kMappingCharsMax));
  VEKHA_RETURN_IF_ERROR(CheckLine("head.cycle", head.cycle()));
  VEKHA_RETURN_IF_ERROR(CheckRequestId(head.request_id()));
  VEKHA_RETURN_IF_ERROR(queue_.Open());
  head_ = head;
  order_.organization = OrganizationId(head.organization());
  order_.source = head.source();
  order_.reading = {head.mapping(), head.mapping_text(), head.cycle()};
  VEKHA_ASSIGN_OR_RETURN(order_.reading.observed_at, ReadObserved(head, runner_.clock().Now()));
  order_.forced = head.forced();
  order_.validate_only = head.validate_only();
  order_.request_id = head.request_id();
  order_.method = kMethod;
  VEKHA_ASSIGN_OR_RETURN(upload_, intake::Upload::Make());
  return absl::OkStatus();
}

absl::Status ImportStream::TakeChunk(const v1::FileChunk& chunk) {
  if (!head_) {
    return StreamInvalid("the first message is the head", "Первое сообщение — заголовок загрузки.");
  }
  if (!chunk.name().empty()) {
    VEKHA_RETURN_IF_ERROR(upload_->Begin(chunk.name()));
  } else if (upload_->files().empty()) {
    return FieldRequired("chunk.name");
  }
  return upload_->Write(chunk.content());
}

absl::Status ImportStream::Import() {
  order_.stop = stop_.get_token();
  if (order_.stop.stop_requested()) return absl::CancelledError();
  v1::ImportHead content = *head_;
  content.clear_request_id();
  order_.content_hash = ContentHash(content, upload_->Fingerprint());
  VEKHA_ASSIGN_OR_RETURN(const intake::ImportRecord record, desk_.Import(order_, *upload_));
  response_.set_revision(record.revision);
  *response_.mutable_report() = ToProto(record);
  return absl::OkStatus();
}

}  // namespace vekha::api
