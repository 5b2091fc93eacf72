#include "service/delivery/channels/recording_channel.h"

namespace vekha::delivery {

std::vector<SendResult> RecordingChannel::Send(const std::vector<Message>& messages) {
  const std::lock_guard lock(mutex_);
  ++calls_;
  std::vector<SendResult> results;
  for (const Message& message : messages) {
    tried_.push_back(message);
    results.push_back(answer_
                          ? answer_(message)
                          : SendResult{SendOutcome::kSent, "SENT", "", std::chrono::seconds{0}});
    if (results.back().outcome == SendOutcome::kSent) sent_.push_back(message);
  }
  return results;
}

void RecordingChannel::SetAnswer(Answer answer) {
  const std::lock_guard lock(mutex_);
  answer_ = std::move(answer);
}

std::vector<Message> RecordingChannel::Tried() const {
  const std::lock_guard lock(mutex_);
  return tried_;
}

std::vector<Message> RecordingChannel::Sent() const {
  const std::lock_guard lock(mutex_);
  return sent_;
}

size_t RecordingChannel::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

}  // namespace vekha::delivery
