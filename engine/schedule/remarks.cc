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

void SaySchoolYear(const Settings& settings, std::vector<term::Note>& notes) {
  const std::string days = fmt::format(
      "{:02}.{:02}-{:02}.{:02}", settings.school_year_first.day, settings.school_year_first.month,
      settings.school_year_last.day, settings.school_year_last.month);
  notes.push_back({NoteKind::kConvention,
                   {fmt::format("учебный год: {}", days), fmt::format("the school year: {}", days)},
                   {}});
}

}  // namespace

void SayConventions(const Unit& unit, const Context& context, std::vector<term::Note>& notes) {
  const auto say = [&](NoteKind kind, Bilingual text) {
    notes.push_back({kind, std::move(text), {}});
  };
  switch (unit.kind) {
    case UnitKind::kHalfYear:
      if (IsSchoolPeriod(context.period) && !unit.years.IsOne()) {
        say(NoteKind::kConvention,
            {"полугодия учебного года: с 1 сентября и с 1 января",
             "halves of the school year: from 1 September and from 1 January"});
      } else {
        say(NoteKind::kConvention, {"полугодия календарного года: с 1 января и с 1 июля",
                                    "halves of the calendar year: from 1 January and from 1 July"});
      }
      break;
    case UnitKind::kSchoolHalf:
      say(NoteKind::kConvention,
          {"полугодия учебного года: с 1 сентября и с 1 января",
           "halves of the school year: from 1 September and from 1 January"});
      break;
    case UnitKind::kSchoolQuarter:
      say(NoteKind::kConvention,
          {"четверти по месяцам: сентябрь-октябрь, ноябрь-декабрь, январь-март, апрель-май",
           "school quarters by months: September-October, November-December, January-March, "
           "April-May"});
      break;
    case UnitKind::kTrimester:
      say(NoteKind::kConvention,
          {"триместры по месяцам: сентябрь-ноябрь, декабрь-февраль, март-май",
           "trimesters by months: September-November, December-February, March-May"});
      break;
    case UnitKind::kSeason:
      say(NoteKind::kConvention,
          {"время года: три календарных месяца", "a season: three calendar months"});
      break;
    case UnitKind::kWeek:
      say(NoteKind::kConvention, {"недели месяца: 1-7, 8-14, 15-21, 22-28; последняя: 7 дней",
                                  "weeks of a month: 1-7, 8-14, 15-21, 22-28; the last: 7 days"});
      break;
    case UnitKind::kDecade:
      say(NoteKind::kConvention, {"декады: 1-10, 11-20, с 21 до конца месяца",
                                  "ten days of a month: 1-10, 11-20, from the 21st to its end"});
      break;
    case UnitKind::kHalfMonth:
      say(NoteKind::kConvention, {"половины месяца: 1-15 и с 16 до конца",
                                  "halves of a month: 1-15 and from the 16th to its end"});
      break;
    case UnitKind::kSchoolYear:
      SaySchoolYear(context.settings, notes);
      break;
    case UnitKind::kWorkday:
      say(NoteKind::kGuess,
          {"рабочие дни: понедельник-пятница без праздников ст. 112 ТК РФ; переносы не учтены",
           "working days: Monday to Friday without the holidays of art. 112 of the Labour Code; "
           "days moved are not counted"});
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
    say(NoteKind::kConvention, {"начало, середина, конец месяца: 1-10, 11-20, с 21",
                                "beginning, middle, end of a month: 1-10, 11-20, from the 21st"});
  } else if (unit.part != Part::kWhole) {
    if (unit.kind == UnitKind::kYear && IsSchoolYearPart(unit, context)) {
      say(NoteKind::kGuess, {"год в плане на учебный год: учебный год",
                             "a year in a plan of a school year: the school year"});
    }
    say(NoteKind::kConvention,
        {"начало, середина, конец: первый, средний, последний месяц; в четверти и триместре "
         "десять дней",
         "beginning, middle, end: the first, the middle, the last month; of a quarter and a "
         "trimester "
         "ten days"});
  }
}

}  // namespace vekha::schedule
