// Who is away, and what is not to be spoken of for a while.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/status.h"
#include "engine/base/utf8.h"
#include "engine/workflow/decisions.h"
#include "engine/workflow/input.h"
#include "engine/workflow/rejections.h"

namespace vekha::workflow {
namespace {

constexpr size_t kReasonMax = 1000;  // code points
constexpr int kLastSchoolMonth = 8;  // a school year ends with August

absl::Status AbsenceInvalid(std::string_view field, std::string message, std::string message_ru) {
  return Invalid("ABSENCE_INVALID", field, std::move(message), std::move(message_ru));
}

absl::Status SilenceInvalid(std::string_view field, std::string message, std::string message_ru) {
  return Invalid("SILENCE_INVALID", field, std::move(message), std::move(message_ru));
}

Date EndOfSchoolYear(Date day) {
  const int year = day.year() + (day.month().as_number() > kLastSchoolMonth ? 1 : 0);
  return Date(static_cast<unsigned short>(year), kLastSchoolMonth, 31);
}

// Silence ends on the eve of a working day, so that what it held is said by somebody who is there.
absl::Status CheckEnd(const RuleBook& rules, const Silence& silence) {
  const auto calendar = rules.calendars.Get(calendar::CalendarKey{});
  if (!calendar.ok()) return CalendarNotCovered(calendar.status());
  const Date next = AddDays(silence.until, 1);
  const auto working = (*calendar)->IsWorking(next);
  if (!working.ok()) return CalendarNotCovered(working.status());
  if (*working) return absl::OkStatus();
  const auto following = (*calendar)->Shift(next, calendar::DayShift::kFollowing);
  if (!following.ok()) return CalendarNotCovered(following.status());
  const Date last = AddDays(*following, -1);
  return SilenceInvalid("until",
                        fmt::format("the day after {} is a day off; {} would do",
                                    FormatIso(silence.until), FormatIso(last)),
                        fmt::format("Следующий за {} день нерабочий; подойдёт {}.",
                                    FormatRussian(silence.until), FormatRussian(last)));
}

}  // namespace

absl::StatusOr<Decision> DecideAbsence(const State& state, const PutAbsence& command) {
  const Absence& absence = command.absence;
  if (!state.people.contains(absence.person)) return PersonUnknown(absence.person.value(), {});
  if (!absence.substitute.empty() && !state.people.contains(absence.substitute)) {
    return PersonUnknown(absence.substitute.value(), {});
  }
  if (absence.to < absence.from) {
    return AbsenceInvalid("to", "the last day of an absence is before its first",
                          "Последний день отсутствия раньше первого.");
  }
  if (absence.substitute == absence.person) {
    return AbsenceInvalid("substitute", "nobody stands in for himself",
                          "Человек не может замещать сам себя.");
  }
  if (CodePointCount(absence.reason) > kReasonMax) {
    return AbsenceInvalid("reason", fmt::format("a reason has at most {} characters", kReasonMax),
                          fmt::format("Причина — не длиннее {} знаков.", kReasonMax));
  }
  const auto known = state.absences.find(absence.person);
  if (known != state.absences.end()) {
    const auto same = known->second.find(absence.from);
    if (same != known->second.end() && same->second == absence) return Decision{};
  }
  return Decision{{AbsencePut{absence}}, {}};
}

absl::StatusOr<Decision> DecideSilence(const State& state, const RuleBook& rules,
                                       const PutSilence& command) {
  const Silence& silence = command.silence;
  VEKHA_RETURN_IF_ERROR(CheckId("SILENCE_INVALID", "id", silence.id));
  if (!state.organizations.contains(silence.organization)) {
    return OrganizationUnknown(silence.organization);
  }
  if (!silence.roadmap.empty() && !state.roadmaps.contains(silence.roadmap)) {
    return RoadmapUnknown(silence.roadmap, 0);
  }
  if (!silence.person.empty() && !state.people.contains(silence.person)) {
    return PersonUnknown(silence.person.value(), {});
  }
  if (!state.people.contains(silence.by)) return PersonUnknown(silence.by.value(), {});
  VEKHA_RETURN_IF_ERROR(CheckReason(silence.reason));
  if (silence.until < silence.from) {
    return SilenceInvalid("until", "the last day of a silence is before its first",
                          "Последний день тишины раньше первого.");
  }
  if (silence.until > EndOfSchoolYear(silence.from)) {
    return SilenceInvalid("until",
                          fmt::format("no silence outlives the school year, {}",
                                      FormatIso(EndOfSchoolYear(silence.from))),
                          fmt::format("Тишина не длится дольше учебного года, {}.",
                                      FormatRussian(EndOfSchoolYear(silence.from))));
  }
  const auto known = state.silences.find(silence.id);
  if (known != state.silences.end() && known->second == silence) return Decision{};
  const bool ends_now = known != state.silences.end() && silence.until < command.today;
  if (!ends_now) {
    if (auto s = CheckEnd(rules, silence); !s.ok()) return s;
  }
  return Decision{{SilencePut{silence}}, {}};
}

absl::StatusOr<Decision> DecideSilenceEnd(const State& state, const EndSilence& command) {
  const auto known = state.silences.find(command.id);
  if (known == state.silences.end()) return SilenceUnknown(command.id);
  if (!state.people.contains(command.by)) return PersonUnknown(command.by.value(), {});
  if (CodePointCount(command.reason) > kReasonMax) {
    return SilenceInvalid("reason", fmt::format("a reason has at most {} characters", kReasonMax),
                          fmt::format("Причина — не длиннее {} знаков.", kReasonMax));
  }
  Silence silence = known->second;
  if (silence.until < command.today || silence.until < silence.from) return Decision{};
  // One that has not begun covers no day any more.
  silence.until = std::max(AddDays(command.today, -1), AddDays(silence.from, -1));
  silence.by = command.by;
  if (!NormalizeName(command.reason).empty()) silence.reason = command.reason;
  return Decision{{SilencePut{std::move(silence)}}, {}};
}

}  // namespace vekha::workflow
