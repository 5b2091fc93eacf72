#include "service/cli/bindings.h"

#include <absl/time/time.h>

#include "engine/base/status.h"
#include "engine/facts/spelling.h"

namespace vekha::cli {
namespace {

template <typename Map>
bool AnyBelow(const Map& map, std::string_view prefix) {
  const std::string beginning = std::string(prefix) + ".";
  const auto next = map.lower_bound(beginning);
  return next != map.end() && next->first.starts_with(beginning);
}

}  // namespace

std::optional<condition::Type> Bindings::FindVariable(std::string_view name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? std::nullopt : std::optional(found->second);
}

bool Bindings::IsPrefix(std::string_view prefix) const { return AnyBelow(types_, prefix); }

std::vector<std::string> Bindings::Suggest(std::string_view name) const {
  std::vector<std::string_view> names;
  for (const auto& [declared, type] : types_) names.push_back(declared);
  return facts::NearestNames(name, names);
}

condition::Value Bindings::Get(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? condition::Value::OfUnknown({std::string(name)}) : found->second;
}

bool Bindings::Has(std::string_view name) const {
  return values_.contains(name) || AnyBelow(values_, name);
}

absl::StatusOr<bool> Bindings::IsHoliday(Date date) const {
  VEKHA_ASSIGN_OR_RETURN(const calendar::DayInfo info, calendar_->Describe(date));
  return info.holiday;
}

std::optional<int> Bindings::OffsetSeconds(std::string_view name, int64_t epoch_seconds) const {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(std::string(name), &zone)) return std::nullopt;
  return zone.At(absl::FromUnixSeconds(epoch_seconds)).offset;
}

}  // namespace vekha::cli
