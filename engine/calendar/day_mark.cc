#include "engine/calendar/day_mark.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace vekha::calendar {
namespace {

// The same thing said to a Russian and to an English reader. Names and acts stay as they are.
struct Sentence {
  std::string russian;
  std::string english;
};

std::string ShortWeekdayDate(Date date) {
  static constexpr std::array<std::string_view, 7> kShort = {"пн", "вт", "ср", "чт",
                                                             "пт", "сб", "вс"};
  return fmt::format("{} {}", kShort[static_cast<size_t>(IsoWeekday(date) - 1)],
                     FormatRussian(date));
}

std::string WeekdayDateEnglish(Date date) {
  return fmt::format("{} {}", WeekdayNameEnglish(date), FormatIso(date));
}

// " постановлением ... № 1505": by whom it was moved. Acts of other names stand in brackets.
std::string ByAct(const std::string& act, const std::string& source) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kInstrumental = {
      {{"постановление ", "постановлением "},
       {"Постановление ", "постановлением "},
       {"распоряжение ", "распоряжением "},
       {"Распоряжение ", "распоряжением "},
       {"указ ", "указом "},
       {"Указ ", "указом "},
       {"Закон ", "по закону "},
       {"закон ", "по закону "}}};
  for (const auto& [name, by] : kInstrumental) {
    if (act.starts_with(name)) return fmt::format(" {}{}", by, act.substr(name.size()));
  }
  return act.empty() ? fmt::format(" (источник: {})", source) : fmt::format(" ({})", act);
}

std::string Evidence(const std::string& act, const std::string& source) {
  return act.empty() ? "источник: " + source : act;
}

std::string EvidenceEnglish(const std::string& act, const std::string& source) {
  return act.empty() ? "source: " + source : act;
}

Sentence HolidaySentence(const DayMark& mark, const CalendarKey& key) {
  const DayRule& rule = *mark.rule;
  const std::string act = Evidence(rule.act, rule.source);
  const std::string act_en = EvidenceEnglish(rule.act, rule.source);
  if (!mark.regional) {
    return {fmt::format("нерабочий праздничный день «{}» ({})", rule.name, act),
            fmt::format("public holiday “{}” ({})", rule.name, act_en)};
  }
  const bool budget = rule.kind == DayKind::kBudgetOnly;
  return {fmt::format("нерабочий день региона {} «{}» ({}){}", key.region, rule.name, act,
                      budget ? ", для учреждений, которые содержит регион; школа из их числа" : ""),
          fmt::format("day off of region {} “{}” ({}){}", key.region, rule.name, act_en,
                      budget ? ", for bodies the region pays for, schools among them" : "")};
}

Sentence TransferSentence(const DayRule& rule) {
  const std::string_view where = rule.by_law ? " на следующий рабочий день" : "";
  return {fmt::format("выходной перенесён с {}{}{}", ShortWeekdayDate(*rule.from), where,
                      ByAct(rule.act, rule.source)),
          fmt::format("day off moved from {}{} ({})", WeekdayDateEnglish(*rule.from),
                      rule.by_law ? " to the next working day" : "",
                      EvidenceEnglish(rule.act, rule.source))};
}

Sentence WeekendRuleSentence(const DayMark& mark) {
  const WeekendRule& rule = *mark.weekend_rule;
  return {fmt::format("выходной перенесён с {} («{}») на следующий рабочий день по правилу региона "
                      "({})",
                      ShortWeekdayDate(*mark.moved_from), mark.rule->name,
                      Evidence(rule.act, rule.source)),
          fmt::format("day off moved from {} (“{}”) to the next working day by the region's rule "
                      "({})",
                      WeekdayDateEnglish(*mark.moved_from), mark.rule->name,
                      EvidenceEnglish(rule.act, rule.source))};
}

Sentence DecreeSentence(const DayRule& rule) {
  return {fmt::format("нерабочий день ({})", rule.act),
          fmt::format("non-working day by the President's decree ({})", rule.act)};
}

Sentence OffSentence(const DayMark& mark, const CalendarKey& key) {
  if (mark.moved_from) return WeekendRuleSentence(mark);
  switch (mark.rule->kind) {
    case DayKind::kHoliday:
    case DayKind::kBudgetOnly:
      return HolidaySentence(mark, key);
    case DayKind::kTransfer:
      return TransferSentence(*mark.rule);
    case DayKind::kNonworkingDecree:
      return DecreeSentence(*mark.rule);
    case DayKind::kWorkingWeekend:
    case DayKind::kShortened:
      break;
  }
  return {};
}

// The federal day is named before the region's, the day's own feast before a moved day off.
int Rank(const DayMark& mark) {
  if (mark.rule->kind == DayKind::kNonworkingDecree) return 5;
  if (mark.moved_from) return 4;
  return (mark.regional ? 2 : 0) + (mark.rule->kind == DayKind::kTransfer ? 1 : 0);
}

const DayMark* PrimaryOffMark(std::span<const DayMark> marks) {
  const DayMark* primary = nullptr;
  for (const DayMark& mark : marks) {
    if (!IsOffMark(mark)) continue;
    if (primary == nullptr || Rank(mark) < Rank(*primary)) primary = &mark;
  }
  return primary;
}

void DescribeOff(const DayFacts& facts, const CalendarKey& key, DayInfo& info) {
  const DayMark* mark = PrimaryOffMark(facts.marks);
  if (mark == nullptr) {
    info.name = WeekdayNameRussian(facts.date);
    info.reason = info.name;
    info.reason_en = WeekdayNameEnglish(facts.date);
    return;
  }
  Sentence sentence = OffSentence(*mark, key);
  const bool moved = mark->moved_from || mark->rule->kind == DayKind::kTransfer;
  info.name = moved ? "перенесённый выходной" : mark->rule->name;
  info.holiday = !moved && mark->rule->kind != DayKind::kNonworkingDecree;
  info.reason = std::move(sentence.russian);
  info.reason_en = std::move(sentence.english);
}

void DescribeWorking(const DayFacts& facts, DayInfo& info) {
  info.reason = "рабочий день";
  info.reason_en = "working day";
  for (const DayMark& mark : facts.marks) {
    if (!mark.applies || mark.rule->kind != DayKind::kWorkingWeekend) continue;
    const DayRule& rule = *mark.rule;
    const bool saturday = IsoWeekday(facts.date) == 6;
    info.name = saturday ? "рабочая суббота" : "рабочее воскресенье";
    const std::string to = rule.to ? ": выходной перенесён на " + ShortWeekdayDate(*rule.to) : "";
    const std::string to_en =
        rule.to ? ": its day off was moved to " + WeekdayDateEnglish(*rule.to) : "";
    info.reason = fmt::format("{}{}{}", info.name, to, ByAct(rule.act, rule.source));
    info.reason_en = fmt::format("working {}{} ({})", WeekdayNameEnglish(facts.date), to_en,
                                 EvidenceEnglish(rule.act, rule.source));
  }
  if (!facts.shortened) return;
  if (info.name.empty()) info.name = "сокращённый день";
  info.reason += "; короче на час (ТК РФ ст. 95)";
  info.reason_en += "; one hour shorter (Labour Code art. 95)";
}

// What was left out, so that nobody wonders why.
void AddRemarks(const DayFacts& facts, const CalendarKey& key, DayInfo& info) {
  for (const DayMark& mark : facts.marks) {
    if (mark.applies) continue;
    if (mark.rule->kind == DayKind::kNonworkingDecree && facts.working) {
      info.reason += fmt::format("; {} в этом календаре не учитывается", mark.rule->act);
      info.reason_en += fmt::format("; not counted in this calendar: {}", mark.rule->act);
    }
    if (mark.rule->kind == DayKind::kTransfer && facts.working) {
      const std::string from = ShortWeekdayDate(*mark.rule->from);
      info.reason += fmt::format("; перенос выходного с {} шестидневной недели не касается", from);
      info.reason_en += fmt::format("; the day off moved from {} is none of a six-day week's",
                                    WeekdayDateEnglish(*mark.rule->from));
    }
  }
  for (const DayRule* rule : facts.unverified) {
    const std::string note = rule->note.empty() ? "" : fmt::format(" ({})", rule->note);
    info.reason += fmt::format("; выходной день региона {} на эту дату не подтверждён: {}{}",
                               key.region, rule->name, note);
    info.reason_en += fmt::format("; regional day off of this date is not verified: {} {}{}",
                                  key.region, rule->name, note);
  }
}

}  // namespace

bool IsOffMark(const DayMark& mark) {
  return mark.applies && mark.rule->kind != DayKind::kWorkingWeekend &&
         mark.rule->kind != DayKind::kShortened;
}

DayInfo DescribeDay(const DayFacts& facts, const CalendarKey& key) {
  DayInfo info;
  info.date = facts.date;
  info.working = facts.working;
  info.shortened = facts.shortened;
  if (facts.working) {
    DescribeWorking(facts, info);
  } else {
    DescribeOff(facts, key, info);
  }
  AddRemarks(facts, key, info);
  return info;
}

}  // namespace vekha::calendar
