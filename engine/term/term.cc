#include "engine/term/term.h"

#include <utility>

namespace vekha::term {

std::string_view FlagName(Flag flag) {
  switch (flag) {
    case Flag::kOngoing:
      return "ongoing";
    case Flag::kOnDemand:
      return "on_demand";
    case Flag::kExternal:
      return "external";
    case Flag::kRelative:
      return "relative";
    case Flag::kAlternative:
      return "alternative";
    case Flag::kNamedDay:
      return "named_day";
    case Flag::kTypo:
      return "typo";
    case Flag::kUnparseable:
      return "unparseable";
  }
  return "";
}

bool Several::operator==(const Several& other) const {
  return alternative == other.alternative && terms == other.terms && except == other.except;
}

namespace {

Unit FullDay(Date date) {
  const int year = static_cast<int>(date.year());
  return {.kind = UnitKind::kDay,
          .month = date.month().as_number(),
          .number = static_cast<int>(date.day()),
          .years = {.first = year, .last = year}};
}

Step StepOf(DueEvery every) {
  switch (every) {
    case DueEvery::kMonth:
      return Step::kMonth;
    case DueEvery::kQuarter:
      return Step::kQuarter;
    case DueEvery::kYear:
    case DueEvery::kNone:
      return Step::kYear;
  }
  return Step::kYear;
}

}  // namespace

TermReading FixedTerm(std::optional<Date> start, Date due, DueEvery every, bool inclusive,
                      std::string phrase) {
  TermReading reading;
  reading.phrase = std::move(phrase);
  const Date last = inclusive ? due : AddDays(due, -1);
  if (every != DueEvery::kNone) {
    reading.term = Repeated{.start = start, .due = last, .step = StepOf(every)};
  } else if (start && *start == last) {
    reading.term = OnDay{FullDay(last)};
  } else if (start) {
    reading.term = UnitRange{.from = FullDay(*start), .to = FullDay(last)};
  } else {
    reading.term = ByDay{.limit = FullDay(due), .inclusive = inclusive};
  }
  return reading;
}

TermReading AnchoredTerm(std::string fact, int offset_days, bool working_days, std::string phrase) {
  TermReading reading;
  reading.term = WithinAfter{.text = phrase,
                             .offset_days = offset_days,
                             .working_days = working_days,
                             .fact = std::move(fact)};
  reading.flags = {Flag::kRelative};
  reading.phrase = std::move(phrase);
  return reading;
}

TermReading ExternalTerm(std::string fact, std::string phrase) {
  TermReading reading;
  reading.term = External{.text = phrase, .fact = std::move(fact)};
  reading.flags = {Flag::kExternal};
  reading.phrase = std::move(phrase);
  return reading;
}

}  // namespace vekha::term
