#include "engine/task/task.h"

namespace vekha::task {

std::string_view TaskStatusName(TaskStatus status) {
  switch (status) {
    case TaskStatus::kPlanned:
      return "planned";
    case TaskStatus::kOpen:
      return "open";
    case TaskStatus::kReported:
      return "reported";
    case TaskStatus::kClosed:
      return "closed";
    case TaskStatus::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

std::string_view DueByName(DueBy by) {
  switch (by) {
    case DueBy::kFact:
      return "fact";
    case DueBy::kKept:
      return "kept";
    case DueBy::kRecomputed:
      return "recomputed";
    case DueBy::kExtended:
      return "extended";
  }
  return "";
}

}  // namespace vekha::task
