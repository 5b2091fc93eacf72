// Remembered marks that threads may share: readers of a state ask at once.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/workflow/marks_memory.h"

namespace vekha::runner {

class SharedMarks final : public workflow::MarksMemory {
 public:
  using Readings = std::shared_ptr<const std::vector<workflow::MarksReading>>;

  Readings Find(const OrganizationId& organization) override {
    const std::lock_guard lock(mutex_);
    return marks_.Find(organization);
  }
  void Replace(const OrganizationId& organization, Readings readings) override {
    const std::lock_guard lock(mutex_);
    marks_.Replace(organization, std::move(readings));
  }

 private:
  std::mutex mutex_;
  workflow::PlainMarksMemory marks_;
};

}  // namespace vekha::runner
