// Names for `vekha eval`: given on the command line or in a line of JSON, or else the declared
// facts.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/calendar/work_calendar.h"
#include "engine/condition/condition.h"

namespace vekha::cli {

// Declared types and values in one. Zones are the system's; working days those of `calendar`.
class Bindings : public condition::Environment,
                 public condition::Activation,
                 public condition::DayArithmetic,
                 public condition::ZoneOffsets {
 public:
  explicit Bindings(std::shared_ptr<const calendar::WorkCalendar> calendar)
      : calendar_(std::move(calendar)) {}

  void Declare(const std::string& name, condition::Type type) { types_[name] = std::move(type); }
  void Set(const std::string& name, condition::Value value) { values_[name] = std::move(value); }

  std::optional<condition::Type> FindVariable(std::string_view name) const override;
  bool IsPrefix(std::string_view prefix) const override;
  std::vector<std::string> Suggest(std::string_view name) const override;

  condition::Value Get(std::string_view name) const override;
  bool Has(std::string_view name) const override;
  bool Declares(std::string_view name) const override { return types_.contains(name); }
  const condition::DayArithmetic* days() const override { return this; }
  const condition::ZoneOffsets* zones() const override { return this; }

  absl::StatusOr<bool> IsWorking(Date date) const override { return calendar_->IsWorking(date); }
  absl::StatusOr<Date> AddWorkingDays(Date date, int n) const override {
    return calendar_->AddWorkingDays(date, n);
  }
  absl::StatusOr<int> WorkingDaysBetween(Date from, Date to) const override {
    return calendar_->WorkingDaysBetween(from, to);
  }
  absl::StatusOr<bool> IsHoliday(Date date) const override;
  std::optional<int> OffsetSeconds(std::string_view name, int64_t epoch_seconds) const override;

 private:
  std::shared_ptr<const calendar::WorkCalendar> calendar_;
  std::map<std::string, condition::Type, std::less<>> types_;
  std::map<std::string, condition::Value, std::less<>> values_;
};

}  // namespace vekha::cli
