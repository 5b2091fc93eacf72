#include "service/intake/table/list_field.h"

#include <iterator>

namespace vekha::intake {
namespace {

using enum ListField;
using roster::Meeting;
using roster::Says;
using roster::SaysMet;

constexpr uint8_t kP = 1 << static_cast<int>(ListKind::kPeople);
constexpr uint8_t kE = 1 << static_cast<int>(ListKind::kMentees);
constexpr uint8_t kM = 1 << static_cast<int>(ListKind::kMentors);
constexpr uint8_t kX = 1 << static_cast<int>(ListKind::kPairs);
constexpr uint8_t kPersons = kP | kE | kM;
constexpr Privacy kPersonal = Privacy::kPersonal;

constexpr ListFieldSpec kSpecs[] = {
    {kIgnored, "ignored", kPersons | kX},
    {kId, "id", kPersons},
    {kSameAs, "same_as", kPersons},
    {kName, "name", kPersons, kPersonal},
    {kFamily, "family", kPersons, kPersonal},
    {kGiven, "given", kPersons, kPersonal},
    {kMiddle, "middle", kPersons, kPersonal},
    {kClass, "class", kPersons},
    {kBirthDate, "birth_date", kPersons, kPersonal},
    {kKind, "kind", kPersons},
    {kPosition, "position", kPersons},
    {kHiredOn, "hired_on", kPersons},
    {kTeachingSince, "teaching_since", kPersons},
    {kClassHead, "class_head", kP},
    {kPartTime, "part_time", kP},
    {kSpecialNeeds, "special_needs", kPersons, Privacy::kSpecial},
    {kSpecialNeedsUntil, "special_needs_until", kPersons, Privacy::kSpecial},
    {kRequest, "request", kE, kPersonal, Says::kRequest},
    {kTopic, "topic", kE | kM, Privacy::kOpen, Says::kTopic},
    {kConsent, "consent", kE | kM, Privacy::kOpen, Says::kConsent},
    {kSupported, "supported", kE, Privacy::kOpen, Says::kSupport},
    {kSurveyed, "surveyed", kM, Privacy::kOpen, Says::kSurveyed},
    {kInterviewed, "interviewed", kM, Privacy::kOpen, Says::kInterviewed},
    {kSelected, "selected", kM, Privacy::kOpen, Says::kSelected},
    {kTrained, "trained", kM, Privacy::kOpen, Says::kTrained},
    {kPair, "pair", kX},
    {kMentor, "mentor", kX, kPersonal},
    {kMentorId, "mentor_id", kX},
    {kMentee, "mentee", kX, kPersonal},
    {kMenteeId, "mentee_id", kX},
    {kMenteeClass, "mentee_class", kX},
    {kBegin, "begin", kX},
    {kEnd, "end", kX},
    {kStage, "stage", kX, Privacy::kOpen, Says::kStage},
    {kClosed, "closed", kX, Privacy::kOpen, Says::kStage},
    {kPlan, "plan", kX, Privacy::kOpen, Says::kPlan},
    {kFeedback, "feedback", kX, Privacy::kOpen, Says::kFeedback},
    {kMetIntro, "met_intro", kX, Privacy::kOpen, SaysMet(Meeting::kIntro)},
    {kMetTrial, "met_trial", kX, Privacy::kOpen, SaysMet(Meeting::kTrial)},
    {kMetPlanning, "met_planning", kX, Privacy::kOpen, SaysMet(Meeting::kPlanning)},
    {kMetJoint, "met_joint", kX, Privacy::kOpen, SaysMet(Meeting::kJoint)},
    {kMetFinal, "met_final", kX, Privacy::kOpen, SaysMet(Meeting::kFinal)},
    {kSchoolYear, "school_year", kE | kM | kX},
};
static_assert(std::size(kSpecs) == kListFields);

}  // namespace

const ListFieldSpec& SpecOf(ListField field) { return kSpecs[static_cast<size_t>(field)]; }

std::span<const ListFieldSpec> ListFields() { return kSpecs; }

std::optional<ListField> FindListField(std::string_view key, ListKind kind) {
  for (const ListFieldSpec& spec : kSpecs) {
    if (spec.key == key && spec.In(kind)) return spec.field;
  }
  return std::nullopt;
}

}  // namespace vekha::intake
