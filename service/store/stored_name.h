// Names under which enumerators are stored, and all enumerators, for reading them back.
//
// Freeze note: these names are in databases; add, never rename.
#pragma once

#include <array>
#include <string_view>

#include "engine/workflow/event.h"

namespace vekha::store {

inline constexpr std::array kAllLevels = {roadmap::Level::kRegion, roadmap::Level::kMunicipality,
                                          roadmap::Level::kSchool};
inline constexpr std::array kAllNoticeKinds = {reminder::NoticeKind::kReminder,
                                               reminder::NoticeKind::kAlert};
inline constexpr std::array kAllRungOutcomes = {
    reminder::RungOutcome::kEmitted, reminder::RungOutcome::kCoalesced,
    reminder::RungOutcome::kExpired, reminder::RungOutcome::kSuppressed};
inline constexpr std::array kAllClosedBy = {task::ClosedBy::kReport, task::ClosedBy::kFacts};
inline constexpr std::array kAllDueBy = {task::DueBy::kFact, task::DueBy::kKept,
                                         task::DueBy::kRecomputed};

inline std::string_view ClosedByName(task::ClosedBy by) {
  switch (by) {
    case task::ClosedBy::kReport:
      return "report";
    case task::ClosedBy::kFacts:
      return "facts";
  }
  return "";
}

}  // namespace vekha::store
