// Marks of sheets (marks.h), remembered for one state. What is remembered never leaves the state it
// was read from: a copy begins with an empty memory, so what happens to a copy (a simulation, a
// question of what would be) cannot be taken for what happened to the original.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "engine/base/string_id.h"
#include "engine/roadmap/roadmap.h"
#include "engine/task/task.h"

namespace vekha::workflow {

struct SheetMarks;

// A task of another organization that a task of the sheet depends on.
struct AwaitedTask {
  TaskId task;
  bool closed = false;  // or withdrawn
};

// Marks, and what they were made from: they hold while all of it is the same. Addresses are names:
// what they name is kept alive, so no other can get the same.
struct MarksReading {
  task::PlanBasis basis;
  int64_t facts = 0;  // State::touched, of the organization
  int64_t records = 0;
  int64_t adopter_records = 0;  // of the adopter
  std::vector<AwaitedTask> awaited;
  std::shared_ptr<const SheetMarks> marks;
};

class MarksMemory {
 public:
  virtual ~MarksMemory() = default;
  // nullptr when nothing is remembered.
  virtual std::shared_ptr<const std::vector<MarksReading>> Find(
      const OrganizationId& organization) = 0;
  virtual void Replace(const OrganizationId& organization,
                       std::shared_ptr<const std::vector<MarksReading>> readings) = 0;
};

// For one thread at a time.
class PlainMarksMemory final : public MarksMemory {
 public:
  std::shared_ptr<const std::vector<MarksReading>> Find(
      const OrganizationId& organization) override {
    const auto found = readings_.find(organization);
    return found == readings_.end() ? nullptr : found->second;
  }
  void Replace(const OrganizationId& organization,
               std::shared_ptr<const std::vector<MarksReading>> readings) override {
    readings_[organization] = std::move(readings);
  }

 private:
  absl::flat_hash_map<OrganizationId, std::shared_ptr<const std::vector<MarksReading>>> readings_;
};

// The memory a state owns. Copied it is empty and plain; moved it goes along, and what it was moved
// from remembers nothing more.
class OwnMarksMemory {
 public:
  OwnMarksMemory() : memory_(std::make_unique<PlainMarksMemory>()) {}
  // Who shares a state between threads puts in one that may be shared.
  explicit OwnMarksMemory(std::unique_ptr<MarksMemory> memory) : memory_(std::move(memory)) {}
  OwnMarksMemory(const OwnMarksMemory&) : OwnMarksMemory() {}
  OwnMarksMemory& operator=(const OwnMarksMemory&) {
    memory_ = std::make_unique<PlainMarksMemory>();
    return *this;
  }
  OwnMarksMemory(OwnMarksMemory&&) noexcept = default;
  OwnMarksMemory& operator=(OwnMarksMemory&&) noexcept = default;
  ~OwnMarksMemory() = default;

  MarksMemory* get() const { return memory_.get(); }  // nullptr after a move

 private:
  std::unique_ptr<MarksMemory> memory_;
};

}  // namespace vekha::workflow
