// The conventions a unit is read by, said once for the reader.
#include <fmt/format.h>

#include <utility>

#include "engine/schedule/spans.h"

namespace vekha::schedule {
namespace {

using term::NoteKind;
using term::Part;
using term::Unit;
using term::UnitKind;

// "конец года" of a plan for a school year is May.
bool IsSchoolYearPart(const Unit& unit, const Context& context) {
  return unit.kind == UnitKind::kYear && unit.part != Part::kWhole && unit.years.IsOpen() &&
         IsSchoolPeriod(context.period);
}

}  // namespace

void SayConventions(const Unit& unit, const Context& context, std::vector<term::Note>& notes) {
  const auto say = [&](NoteKind kind, std::string text) {
    notes.push_back({kind, std::move(text), {}});
  };
  switch (unit.kind) {
    case UnitKind::kHalfYear:
      if (IsSchoolPeriod(context.period) && !unit.years.IsOne()) {
        say(NoteKind::kConvention, "полугодия учебного года: с 1 сентября и с 1 января");
      } else {
        say(NoteKind::kConvention, "полугодия календарного года: с 1 января и с 1 июля");
      }
      break;
    case UnitKind::kSchoolHalf:
      say(NoteKind::kConvention, "полугодия учебного года: с 1 сентября и с 1 января");
      break;
    case UnitKind::kSchoolQuarter:
      say(NoteKind::kConvention,
          "четверти по месяцам: сентябрь-октябрь, ноябрь-декабрь, январь-март, апрель-май");
      break;
    case UnitKind::kTrimester:
      say(NoteKind::kConvention,
          "триместры по месяцам: сентябрь-ноябрь, декабрь-февраль, март-май");
      break;
    case UnitKind::kSeason:
      say(NoteKind::kConvention, "время года: три календарных месяца");
      break;
    case UnitKind::kWeek:
      say(NoteKind::kConvention, "недели месяца: 1-7, 8-14, 15-21, 22-28; последняя: 7 дней");
      break;
    case UnitKind::kDecade:
      say(NoteKind::kConvention, "декады: 1-10, 11-20, с 21 до конца месяца");
      break;
    case UnitKind::kHalfMonth:
      say(NoteKind::kConvention, "половины месяца: 1-15 и с 16 до конца");
      break;
    case UnitKind::kSchoolYear:
      say(NoteKind::kConvention, fmt::format("учебный год: {:02}.{:02}-{:02}.{:02}",
                                             context.settings.school_year_first.day,
                                             context.settings.school_year_first.month,
                                             context.settings.school_year_last.day,
                                             context.settings.school_year_last.month));
      break;
    case UnitKind::kWorkday:
      say(NoteKind::kGuess,
          "рабочие дни: понедельник-пятница без праздников ст. 112 ТК РФ; переносы не учтены");
      break;
    case UnitKind::kDay:
    case UnitKind::kWeekday:
    case UnitKind::kMonth:
    case UnitKind::kQuarter:
    case UnitKind::kYear:
    case UnitKind::kNamedDay:
    case UnitKind::kPeriod:
      break;
  }
  if (unit.part != Part::kWhole && unit.kind == UnitKind::kMonth) {
    say(NoteKind::kConvention, "начало, середина, конец месяца: 1-10, 11-20, с 21");
  } else if (unit.part != Part::kWhole) {
    if (unit.kind == UnitKind::kYear && IsSchoolYearPart(unit, context)) {
      say(NoteKind::kGuess, "год в плане на учебный год: учебный год");
    }
    say(NoteKind::kConvention,
        "начало, середина, конец: первый, средний, последний месяц; в четверти и триместре "
        "десять дней");
  }
}

}  // namespace vekha::schedule
