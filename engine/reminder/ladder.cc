#include "engine/reminder/ladder.h"

namespace vekha::reminder {

std::string_view NoticeKindName(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kReminder:
      return "reminder";
    case NoticeKind::kAlert:
      return "alert";
    case NoticeKind::kRequest:
      return "request";
    case NoticeKind::kNews:
      return "news";
  }
  return "";
}

}  // namespace vekha::reminder
