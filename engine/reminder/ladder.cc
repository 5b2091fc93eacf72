#include "engine/reminder/ladder.h"

namespace vekha::reminder {

std::string_view NoticeKindName(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kReminder:
      return "reminder";
    case NoticeKind::kAlert:
      return "alert";
  }
  return "";
}

}  // namespace vekha::reminder
