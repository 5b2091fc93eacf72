// Declared names with values, a calendar where Saturday and Sunday are off, and some zones without
// summer time.
#pragma once

#include <absl/status/status.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/condition/condition.h"

namespace vekha::condition {

// Working days Monday to Friday, one holiday, on a Friday; only 2022 and 2023 are covered.
class WeekdaysOnly : public DayArithmetic {
 public:
  absl::StatusOr<bool> IsWorking(Date date) const override {
    if (date.year() != 2022 && date.year() != 2023) {
      return absl::OutOfRangeError("no calendar for " + std::to_string(date.year()));
    }
    return IsoWeekday(date) <= 5 && date != MakeDate(2022, 11, 4);
  }
  absl::StatusOr<bool> IsHoliday(Date date) const override {
    const auto working = IsWorking(date);
    if (!working.ok()) return working.status();
    return date == MakeDate(2022, 11, 4);
  }
  absl::StatusOr<Date> AddWorkingDays(Date date, int n) const override {
    while (n != 0) {
      date = AddDays(date, n > 0 ? 1 : -1);
      const auto working = IsWorking(date);
      if (!working.ok()) return working.status();
      if (*working) n += n > 0 ? -1 : 1;
    }
    return date;
  }
  absl::StatusOr<int> WorkingDaysBetween(Date from, Date to) const override {
    int count = 0;
    for (Date d = AddDays(from, 1); d <= to; d = AddDays(d, 1)) {
      const auto working = IsWorking(d);
      if (!working.ok()) return working.status();
      if (*working) ++count;
    }
    return count;
  }
};

class SomeZones : public ZoneOffsets {
 public:
  std::optional<int> OffsetSeconds(std::string_view name, int64_t) const override {
    if (name == "Europe/Moscow") return 3 * 3600;
    if (name == "Asia/Kathmandu") return 5 * 3600 + 45 * 60;
    if (name == "Australia/Sydney") return 11 * 3600;
    if (name == "US/Central") return -6 * 3600;
    if (name == "America/St_Johns") return -(3 * 3600 + 30 * 60);
    return std::nullopt;
  }
};

class TestFacts : public Environment, public Activation {
 public:
  // A declared name; without a value it is a fact not recorded yet.
  TestFacts& Declare(const std::string& name, std::string_view type,
                     std::optional<Value> value = std::nullopt) {
    types_[name] = ParseType(type).value();
    if (value) values_[name] = *value;
    return *this;
  }

  std::optional<Type> FindVariable(std::string_view name) const override {
    const auto found = types_.find(name);
    return found == types_.end() ? std::nullopt : std::optional(found->second);
  }
  bool IsPrefix(std::string_view prefix) const override {
    const std::string beginning = std::string(prefix) + ".";
    const auto next = types_.lower_bound(beginning);
    return next != types_.end() && next->first.starts_with(beginning);
  }
  std::vector<std::string> Suggest(std::string_view name) const override {
    std::vector<std::string> near;
    for (const auto& [declared, type] : types_) {
      if (declared.substr(0, 3) == name.substr(0, 3)) near.push_back(declared);
    }
    return near;
  }

  Value Get(std::string_view name) const override {
    const auto found = values_.find(name);
    return found == values_.end() ? Value::OfUnknown({std::string(name)}) : found->second;
  }
  bool Has(std::string_view name) const override {
    if (values_.contains(name)) return true;
    const std::string beginning = std::string(name) + ".";
    const auto next = values_.lower_bound(beginning);
    return next != values_.end() && next->first.starts_with(beginning);
  }
  bool Declares(std::string_view name) const override { return types_.contains(name); }
  const DayArithmetic* days() const override { return &days_; }
  const ZoneOffsets* zones() const override { return &zones_; }

 private:
  std::map<std::string, Type, std::less<>> types_;
  std::map<std::string, Value, std::less<>> values_;
  WeekdaysOnly days_;
  SomeZones zones_;
};

inline Value Day(int year, int month, int day) {
  return Value::OfDate(MakeDate(year, month, day).value());
}

// The facts most tests speak of. Recorded: today, pairs, mentees, names, order.pairs.number.
inline TestFacts SchoolFacts() {
  TestFacts facts;
  facts.Declare("today", "date", Day(2022, 10, 24));
  facts.Declare("pairs", "int", Value::Int(12));
  facts.Declare("mentees.count", "int", Value::Int(34));
  facts.Declare("mentees.without_request", "int");
  facts.Declare("teachers.trained", "bool");
  facts.Declare("share", "double", Value::Double(12.5));
  facts.Declare("names", "list<string>",
                Value::OfList({Value::String("Алиева"), Value::String("Мамедов")}));
  facts.Declare("marks", "map<string, int>",
                Value::OfMap({{Value::String("math"), Value::Int(5)}}));
  facts.Declare("order.pairs.number", "string", Value::String("17"));
  facts.Declare("order.pairs.on", "date");
  facts.Declare("order.model.number", "string");
  return facts;
}

// The value as text, or the diagnostics, one a line, "column: error[code]: message (hint)".
inline std::string Answer(std::string_view expression, const TestFacts& facts,
                          Language language = Language::kEnglish) {
  const auto parsed = Compile(expression, &facts);
  if (parsed.value) return FormatValue(Evaluate(**parsed.value, facts));
  std::string out;
  for (const Diagnostic& d : parsed.diagnostics) {
    if (!out.empty()) out += "\n";
    if (d.position.line != 1) out += std::to_string(d.position.line) + ":";
    out += std::to_string(d.position.column) + ": " + d.code + ": " + d.Message(language);
    if (!d.hint.empty()) out += " (" + d.Hint(language) + ")";
  }
  return out;
}

}  // namespace vekha::condition
