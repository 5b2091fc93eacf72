// For tests: a channel that keeps what it was given and answers as it is told. Safe to share
// between threads.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "service/delivery/channels/channel.h"

namespace vekha::delivery {

class RecordingChannel : public Channel {
 public:
  using Answer = std::function<SendResult(const Message&)>;

  // Takes everything unless `answer` says otherwise.
  explicit RecordingChannel(std::string name, Answer answer = {})
      : name_(std::move(name)), answer_(std::move(answer)) {}

  std::string_view name() const override { return name_; }
  std::vector<SendResult> Send(const std::vector<Message>& messages) override;

  void SetAnswer(Answer answer);
  std::vector<Message> Tried() const;  // every message of every call
  std::vector<Message> Sent() const;   // those answered kSent
  size_t calls() const;

 private:
  const std::string name_;
  mutable std::mutex mutex_;
  Answer answer_;
  std::vector<Message> tried_;
  std::vector<Message> sent_;
  size_t calls_ = 0;
};

}  // namespace vekha::delivery
