// Terms back to words: one canonical phrase each, that reads as the same term.
#include <fmt/format.h>

#include <array>

#include "engine/base/overload.h"
#include "engine/term/lexicon.h"
#include "engine/term/term.h"

namespace vekha::term {
namespace {

enum class Case { kNominative, kGenitive, kAccusative };
enum class Gender { kMasculine, kFeminine, kNeuter };

std::string_view Ordinal(int number, Gender gender, Case form) {
  constexpr std::array<std::array<std::string_view, 5>, 6> kWords = {{
      {"последний", "последняя", "последнего", "последней", "последнюю"},
      {"первый", "первая", "первого", "первой", "первую"},
      {"второй", "вторая", "второго", "второй", "вторую"},
      {"третий", "третья", "третьего", "третьей", "третью"},
      {"четвертый", "четвертая", "четвертого", "четвертой", "четвертую"},
      {"пятый", "пятая", "пятого", "пятой", "пятую"},
  }};
  constexpr std::array<std::string_view, 6> kNeuter = {"последнее", "первое",    "второе",
                                                       "третье",    "четвертое", "пятое"};
  const size_t row = number < 0 ? 0 : static_cast<size_t>(number);
  const bool feminine = gender == Gender::kFeminine;
  switch (form) {
    case Case::kGenitive:
      return kWords.at(row)[feminine ? 3 : 2];
    case Case::kAccusative:
      if (feminine) return kWords.at(row)[4];
      break;
    case Case::kNominative:
      break;
  }
  if (gender == Gender::kNeuter) return kNeuter.at(row);
  return kWords.at(row)[feminine ? 1 : 0];
}

std::string_view Roman(int number) {
  constexpr std::array<std::string_view, 4> kRoman = {"I", "II", "III", "IV"};
  return kRoman.at(static_cast<size_t>(number - 1));
}

std::string_view Pick(Case form, std::string_view nominative, std::string_view genitive,
                      std::string_view accusative) {
  switch (form) {
    case Case::kNominative:
      return nominative;
    case Case::kGenitive:
      return genitive;
    case Case::kAccusative:
      return accusative;
  }
  return nominative;
}

std::string_view WeekdayGenitive(int weekday) {
  constexpr std::array<std::string_view, 7> kForms = {
      "понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"};
  return kForms.at(static_cast<size_t>(weekday - 1));
}

// "первый", "последнего", "10-го".
std::string Count(int number, Case form) {
  constexpr int kWords = 5;
  if (number <= kWords) return std::string(Ordinal(number, Gender::kMasculine, form));
  return fmt::format("{}{}", number, Pick(form, "-й", "-го", "-й"));
}

Gender WeekdayGender(int weekday) {
  constexpr int kSunday = 7;
  if (weekday == kSunday) return Gender::kNeuter;
  return weekday == 3 || weekday == 5 || weekday == 6 ? Gender::kFeminine : Gender::kMasculine;
}

bool IsSchool(UnitKind kind) {
  return kind == UnitKind::kSchoolQuarter || kind == UnitKind::kTrimester ||
         kind == UnitKind::kSchoolHalf || kind == UnitKind::kSchoolYear;
}

// " 2022 года", " 2022/2023 учебного года"; bounds are said once, by BoundsOf.
std::string YearOf(const Unit& unit) {
  if (unit.years.next) return " следующего года";
  if (unit.years.previous) return " предыдущего года";
  if (!unit.years.IsOne()) return {};
  const int year = *unit.years.first;
  return IsSchool(unit.kind) ? fmt::format(" {}/{} учебного года", year, year + 1)
                             : fmt::format(" {} года", year);
}

std::string BoundsOf(const Years& years) {
  if (years.IsOne()) return {};
  if (years.IsOpen() || years.next || years.previous) return years.yearly ? " ежегодно" : "";
  if (!years.last) return fmt::format(" ежегодно с {} года", *years.first);
  if (!years.first) return fmt::format(" ежегодно до {} года", *years.last);
  return fmt::format(" ежегодно с {} по {} год", *years.first, *years.last);
}

std::string MonthTail(const Unit& unit) {
  if (unit.month <= 0) return " месяца" + YearOf(unit);
  return fmt::format(" {}{}", MonthGenitive(unit.month), YearOf(unit));
}

std::string Whole(const Unit& unit, Case form) {
  switch (unit.kind) {
    case UnitKind::kDay:
      if (unit.number == -1) {
        return fmt::format("{}{}", Pick(form, "последний день", "последнего дня", "последний день"),
                           MonthTail(unit));
      }
      if (unit.month == 0) {
        return fmt::format("{} числа каждого месяца{}", unit.number, YearOf(unit));
      }
      return fmt::format("{}{}", unit.number, MonthTail(unit));
    case UnitKind::kWeekday: {
      const Gender gender = WeekdayGender(unit.weekday);
      const std::string_view name =
          Pick(form, WeekdayNominative(unit.weekday), WeekdayGenitive(unit.weekday),
               WeekdayAccusative(unit.weekday));
      return fmt::format("{} {}{}", Ordinal(unit.number, gender, form), name, MonthTail(unit));
    }
    case UnitKind::kWorkday:
      return fmt::format("{} {}{}", Count(unit.number, form),
                         Pick(form, "рабочий день", "рабочего дня", "рабочий день"),
                         MonthTail(unit));
    case UnitKind::kWeek:
      return fmt::format("{} {}{}", Ordinal(unit.number, Gender::kFeminine, form),
                         Pick(form, "неделя", "недели", "неделю"), MonthTail(unit));
    case UnitKind::kDecade:
      return fmt::format("{} {}{}", Ordinal(unit.number, Gender::kFeminine, form),
                         Pick(form, "декада", "декады", "декаду"), MonthTail(unit));
    case UnitKind::kHalfMonth:
      return fmt::format("{} {}{}", Ordinal(unit.number, Gender::kFeminine, form),
                         Pick(form, "половина", "половины", "половину"), MonthTail(unit));
    case UnitKind::kMonth:
      if (unit.month == 0) {
        return std::string(Pick(form, "каждый месяц", "каждого месяца", "каждый месяц")) +
               YearOf(unit);
      }
      return fmt::format(
          "{}{}", form == Case::kGenitive ? MonthGenitive(unit.month) : MonthNominative(unit.month),
          YearOf(unit));
    case UnitKind::kQuarter:
      if (unit.number == 0) {
        return std::string(Pick(form, "каждый квартал", "каждого квартала", "каждый квартал")) +
               YearOf(unit);
      }
      return fmt::format("{} {}{}", Roman(unit.number),
                         Pick(form, "квартал", "квартала", "квартал"), YearOf(unit));
    case UnitKind::kHalfYear:
      if (unit.number == 0) {
        return std::string(
                   Pick(form, "каждое полугодие", "каждого полугодия", "каждое полугодие")) +
               YearOf(unit);
      }
      return fmt::format("{} {}{}", Roman(unit.number),
                         Pick(form, "полугодие", "полугодия", "полугодие"), YearOf(unit));
    case UnitKind::kSchoolHalf:
      if (unit.number == 0) {
        return std::string(Pick(form, "каждое учебное полугодие", "каждого учебного полугодия",
                                "каждое учебное полугодие")) +
               YearOf(unit);
      }
      if (!unit.years.IsOne()) {
        return fmt::format("{} {} учебного года", Ordinal(unit.number, Gender::kFeminine, form),
                           Pick(form, "половина", "половины", "половину"));
      }
      return fmt::format("{} {}{}", Roman(unit.number),
                         Pick(form, "полугодие", "полугодия", "полугодие"), YearOf(unit));
    case UnitKind::kSchoolQuarter:
      if (unit.number == 0) {
        return std::string(Pick(form, "каждая четверть", "каждой четверти", "каждую четверть")) +
               YearOf(unit);
      }
      return fmt::format("{} {}{}", Roman(unit.number),
                         Pick(form, "четверть", "четверти", "четверть"), YearOf(unit));
    case UnitKind::kTrimester:
      if (unit.number == 0) {
        return std::string(Pick(form, "каждый триместр", "каждого триместра", "каждый триместр")) +
               YearOf(unit);
      }
      return fmt::format("{} {}{}", Roman(unit.number),
                         Pick(form, "триместр", "триместра", "триместр"), YearOf(unit));
    case UnitKind::kYear: {
      const std::string_view word = Pick(form, "год", "года", "год");
      if (unit.years.IsOne()) return fmt::format("{} {}", *unit.years.first, word);
      if (unit.years.first && unit.years.last) {
        return fmt::format("{}-{} {}", *unit.years.first, *unit.years.last,
                           Pick(form, "годы", "годов", "годы"));
      }
      return std::string(word);
    }
    case UnitKind::kSchoolYear: {
      const std::string_view word = Pick(form, "учебный год", "учебного года", "учебный год");
      if (unit.years.IsOne()) {
        return fmt::format("{}/{} {}", *unit.years.first, *unit.years.first + 1, word);
      }
      if (unit.years.first && unit.years.last) {
        return fmt::format("{}-{} {}", *unit.years.first, *unit.years.last + 1,
                           Pick(form, "учебные годы", "учебных годов", "учебные годы"));
      }
      return std::string(word);
    }
    case UnitKind::kSeason: {
      constexpr std::array<std::string_view, 4> kNominative = {"зима", "весна", "лето", "осень"};
      constexpr std::array<std::string_view, 4> kGenitive = {"зимы", "весны", "лета", "осени"};
      constexpr std::array<std::string_view, 4> kAccusative = {"зиму", "весну", "лето", "осень"};
      const size_t at = static_cast<size_t>(unit.number - 1);
      return fmt::format("{}{}",
                         Pick(form, kNominative.at(at), kGenitive.at(at), kAccusative.at(at)),
                         YearOf(unit));
    }
    case UnitKind::kNamedDay: {
      const NamedDay& day = NamedDays().at(static_cast<size_t>(unit.number));
      return fmt::format("{}{}", form == Case::kGenitive ? day.genitive : day.name, YearOf(unit));
    }
    case UnitKind::kPeriod:
      return std::string(Pick(form, "период", "периода", "период"));
  }
  return {};
}

std::string UnitText(const Unit& unit, Case form) {
  switch (unit.part) {
    case Part::kWhole:
      return Whole(unit, form);
    case Part::kStart:
      return fmt::format("{} {}", Pick(form, "начало", "начала", "начало"),
                         Whole(unit, Case::kGenitive));
    case Part::kMiddle:
      return fmt::format("{} {}", Pick(form, "середина", "середины", "середину"),
                         Whole(unit, Case::kGenitive));
    case Part::kEnd:
      return fmt::format("{} {}", Pick(form, "конец", "конца", "конец"),
                         Whole(unit, Case::kGenitive));
  }
  return {};
}

bool IsPoint(const Unit& unit) {
  return unit.kind == UnitKind::kDay || unit.kind == UnitKind::kWeekday ||
         unit.kind == UnitKind::kWorkday || unit.kind == UnitKind::kNamedDay ||
         unit.part != Part::kWhole;
}

// Bounds of a year or school year are in its own words.
std::string UnitBounds(const Unit& unit) {
  const bool own = unit.kind == UnitKind::kYear || unit.kind == UnitKind::kSchoolYear;
  return own ? std::string() : BoundsOf(unit.years);
}

std::string RangeText(Unit from, const Unit& to) {
  // "с 1 числа каждого месяца по 5 числа каждого месяца 2023 года": the year once.
  if (from.month == 0 && from.kind == UnitKind::kDay && from.years == to.years) from.years = {};
  return fmt::format("с {} по {}", UnitText(from, Case::kGenitive),
                     UnitText(to, Case::kAccusative));
}

std::string ByText(const ByDay& by) {
  const std::string limit = UnitText(by.limit, Case::kGenitive);
  const std::string bounds = UnitBounds(by.limit);
  if (IsPoint(by.limit)) {
    return fmt::format("до {}{}{}", limit, by.inclusive ? "" : " (исключительно)", bounds);
  }
  return fmt::format("{} {}{}", by.inclusive ? "не позднее" : "до", limit, bounds);
}

std::string RhythmText(const Ongoing& ongoing) {
  if (ongoing.rhythm == Rhythm::kDaily) return "ежедневно";
  if (ongoing.rhythm == Rhythm::kWeekly && ongoing.weekdays == 0) return "еженедельно";
  std::string out;
  bool first = true;
  for (int day = 1; day <= 7; ++day) {
    if ((ongoing.weekdays & (1 << (day - 1))) == 0) continue;
    const Gender gender = WeekdayGender(day);
    const std::string_view every = gender == Gender::kFeminine ? "каждую "
                                   : gender == Gender::kNeuter ? "каждое "
                                                               : "каждый ";
    out += fmt::format("{}{}", first ? every : ", ", WeekdayAccusative(day));
    first = false;
  }
  return out;
}

std::string OngoingText(const Ongoing& ongoing) {
  const bool steady = ongoing.rhythm == Rhythm::kSteady;
  if (ongoing.span.kind == UnitKind::kPeriod && ongoing.span.part == Part::kWhole && !ongoing.to) {
    return steady ? "постоянно" : RhythmText(ongoing);
  }
  const std::string prefix = steady ? std::string() : RhythmText(ongoing) + " ";
  if (!ongoing.to) {
    const bool spanning =
        ongoing.span.kind == UnitKind::kYear || ongoing.span.kind == UnitKind::kSchoolYear;
    if (ongoing.span.kind == UnitKind::kMonth && ongoing.span.month == 0) {
      return prefix + "в течение месяца";
    }
    if (!spanning) {
      return fmt::format("{}{}{}", prefix, UnitText(ongoing.span, Case::kNominative),
                         UnitBounds(ongoing.span));
    }
    return fmt::format("{}в течение {}", prefix, UnitText(ongoing.span, Case::kGenitive));
  }
  if (steady) {
    return fmt::format("в течение {} - {}", UnitText(ongoing.span, Case::kGenitive),
                       UnitText(*ongoing.to, Case::kGenitive));
  }
  return fmt::format("{}{}{}", prefix, RangeText(ongoing.span, *ongoing.to),
                     UnitBounds(ongoing.span));
}

std::string SinceText(const FromDay& since) {
  return fmt::format("{} {}", since.after ? "после" : "с", UnitText(since.from, Case::kGenitive));
}

std::string EveryText(const Every& every) {
  std::string out;
  if (every.step > 1) {
    Unit bare = every.unit;
    bare.years = {};
    std::string unit = Whole(bare, Case::kGenitive);
    if (unit.starts_with("кажд")) unit = unit.substr(unit.find(' ') + 1);
    constexpr int kMany = 5;
    if (every.step >= kMany && unit == "года") unit = "лет";
    out = fmt::format("{} раз в {} {}", every.times, every.step, unit);
  } else if (every.times == 1 && every.unit.kind == UnitKind::kMonth) {
    out = "ежемесячно";
  } else if (every.times == 1 && every.unit.kind == UnitKind::kQuarter) {
    out = "ежеквартально";
  } else if (every.times == 1 && every.unit.kind == UnitKind::kYear) {
    out = "ежегодно";
  } else {
    const bool few = every.times % 10 >= 2 && every.times % 10 <= 4 && every.times / 10 != 1;
    Unit bare = every.unit;
    bare.years = {};
    std::string unit = Whole(bare, Case::kAccusative);
    out = fmt::format("{} {} в {}", every.times, few ? "раза" : "раз", unit);
  }
  const Years& years = every.unit.years;
  if (years.first && years.last) {
    out += fmt::format(" с {} по {} год", *years.first, *years.last);
  } else if (years.first) {
    out += fmt::format(" с {} года", *years.first);
  } else if (years.last) {
    out += fmt::format(" до {} года", *years.last);
  }
  if (every.within_from && every.within_to) {
    out += " " + RangeText(*every.within_from, *every.within_to);
  } else if (every.within_from) {
    out += " в течение " + UnitText(*every.within_from, Case::kGenitive);
  }
  if (every.since) out += " " + SinceText(*every.since);
  return out;
}

// "января 2022-2024 годов"
std::string GapText(const Unit& unit) {
  const bool bounds = UnitBounds(unit) != "" && unit.years.first && unit.years.last;
  return UnitText(unit, Case::kGenitive) +
         (bounds ? fmt::format(" {}-{} годов", *unit.years.first, *unit.years.last) : "");
}

std::string SeveralText(const Several& several) {
  std::string out;
  for (const Term& term : several.terms) {
    if (!out.empty()) out += several.alternative ? "; или " : "; ";
    out += Unparse(term);
  }
  for (size_t i = 0; i < several.except.size(); ++i) {
    const Gap& gap = several.except[i];
    out += i == 0 ? ", кроме " : ", ";
    out += GapText(gap.from);
    if (gap.to) out += " - " + GapText(*gap.to);
  }
  return out;
}

std::string RepeatedText(const Repeated& repeated) {
  const auto step = [&]() -> std::string_view {
    switch (repeated.step) {
      case Step::kMonth:
        return "каждый месяц";
      case Step::kQuarter:
        return "каждый квартал";
      case Step::kYear:
        return "ежегодно";
    }
    return "";
  }();
  const std::string start =
      repeated.start ? fmt::format("с {} по ", FormatRussian(*repeated.start)) : "до ";
  return fmt::format("{}{}, далее {}", start, FormatRussian(repeated.due), step);
}

}  // namespace

std::string Unparse(const Term& term) {
  return std::visit(
      Overload{
          [](const Unreadable&) { return std::string(); },
          [](const OnDay& on) { return UnitText(on.day, Case::kNominative) + UnitBounds(on.day); },
          [](const ByDay& by) { return ByText(by); },
          [](const InUnit& in) {
            return UnitText(in.unit, Case::kNominative) + UnitBounds(in.unit);
          },
          [](const UnitRange& range) {
            return RangeText(range.from, range.to) + (range.inclusive ? "" : " (исключительно)") +
                   UnitBounds(range.from);
          },
          [](const FromDay& from) { return SinceText(from); },
          [](const Ongoing& ongoing) { return OngoingText(ongoing); },
          [](const Every& every) { return EveryText(every); },
          [](const Repeated& repeated) { return RepeatedText(repeated); },
          [](const WithinAfter& after) { return after.text; },
          [](const External& external) { return external.text; },
          [](const OnDemand& demand) { return demand.text; },
          [](const Several& several) { return SeveralText(several); },
      },
      term);
}

}  // namespace vekha::term
