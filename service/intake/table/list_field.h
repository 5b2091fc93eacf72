// What a column of a list may say, whatever the list calls it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/roster/mentoring.h"
#include "service/intake/bundle/schema.h"
#include "service/intake/plan/list_kind.h"

namespace vekha::intake {

enum class ListField : uint8_t {
  kIgnored,  // known, and not read
  kId,
  kSameAs,
  kName,
  kFamily,
  kGiven,
  kMiddle,
  kClass,
  kBirthDate,
  kKind,
  kPosition,
  kHiredOn,
  kTeachingSince,
  kClassHead,
  kPartTime,
  kSpecialNeeds,
  kSpecialNeedsUntil,
  kRequest,
  kTopic,
  kConsent,
  kSupported,
  kSurveyed,
  kInterviewed,
  kSelected,
  kTrained,
  kPair,
  kMentor,
  kMentorId,
  kMentee,
  kMenteeId,
  kMenteeClass,
  kBegin,
  kEnd,
  kStage,
  kClosed,
  kPlan,
  kFeedback,
  kMetIntro,  // and the others of roster::Meeting after it
  kMetTrial,
  kMetPlanning,
  kMetJoint,
  kMetFinal,
  kSchoolYear,
  kCount
};
inline constexpr size_t kListFields = static_cast<size_t>(ListField::kCount);

struct ListFieldSpec {
  ListField field = ListField::kIgnored;
  std::string_view key;  // in a mapping file
  uint8_t lists = 0;     // bit 1 << ListKind
  Privacy privacy = Privacy::kOpen;
  roster::Says says = roster::Says::kNothing;  // what a list with this column says

  bool In(ListKind kind) const { return (lists >> static_cast<int>(kind) & 1) != 0; }
};

const ListFieldSpec& SpecOf(ListField field);
// The field a mapping file calls so in a list of this kind; nothing when there is none.
std::optional<ListField> FindListField(std::string_view key, ListKind kind);
std::span<const ListFieldSpec> ListFields();

}  // namespace vekha::intake
