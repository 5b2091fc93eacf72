#include "service/intake/plan/list_kind.h"

namespace vekha::intake {

std::string_view ListKindName(ListKind kind) {
  switch (kind) {
    case ListKind::kPeople:
      return "people";
    case ListKind::kMentees:
      return "mentees";
    case ListKind::kMentors:
      return "mentors";
    case ListKind::kPairs:
      return "pairs";
  }
  return "";
}

}  // namespace vekha::intake
