// Names under which enumerators are stored, and all enumerators, for reading them back.
//
// Freeze note: these names are in databases; add, never rename.
#pragma once

#include <array>
#include <string_view>

#include "engine/workflow/state.h"

namespace vekha::store {

inline constexpr std::array kAllLevels = {roadmap::Level::kRegion, roadmap::Level::kMunicipality,
                                          roadmap::Level::kSchool, roadmap::Level::kBody};
inline constexpr std::array kAllNoticeKinds = {
    reminder::NoticeKind::kReminder, reminder::NoticeKind::kAlert, reminder::NoticeKind::kRequest,
    reminder::NoticeKind::kNews};
inline constexpr std::array kAllRungOutcomes = {
    reminder::RungOutcome::kEmitted, reminder::RungOutcome::kCoalesced,
    reminder::RungOutcome::kExpired, reminder::RungOutcome::kSuppressed};
inline constexpr std::array kAllClosedBy = {task::ClosedBy::kReport, task::ClosedBy::kFacts};
inline constexpr std::array kAllDueBy = {task::DueBy::kFact, task::DueBy::kKept,
                                         task::DueBy::kRecomputed, task::DueBy::kExtended};
inline constexpr std::array kAllChannels = {workflow::Channel::kNone, workflow::Channel::kSpool,
                                            workflow::Channel::kEmail, workflow::Channel::kWebhook,
                                            workflow::Channel::kPull};
inline constexpr std::array kAllDigestOutcomes = {
    workflow::DigestOutcome::kSent, workflow::DigestOutcome::kRetry, workflow::DigestOutcome::kDead,
    workflow::DigestOutcome::kDropped};
inline constexpr std::array kAllDigestStates = {
    workflow::DigestState::kLeased, workflow::DigestState::kWaiting, workflow::DigestState::kSent,
    workflow::DigestState::kDead, workflow::DigestState::kDropped};
inline constexpr std::array kAllDeliveryStates = {
    workflow::DeliveryState::kPending, workflow::DeliveryState::kTaken,
    workflow::DeliveryState::kSent, workflow::DeliveryState::kDropped,
    workflow::DeliveryState::kDead};

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
