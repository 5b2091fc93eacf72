#include "service/api/convert_fact.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/status.h"
#include "service/api/convert.h"
#include "service/api/day.h"
#include "service/api/input.h"

namespace vekha::api {
namespace {

using condition::Value;

constexpr int kListItemsMax = 1000;

absl::StatusOr<Value> ReadValue(const std::string& field, const v1::FactValue& value);

absl::StatusOr<Value> ReadList(const std::string& field, const v1::FactList& list) {
  if (list.values_size() > kListItemsMax) {
    return FieldInvalid(field, fmt::format("a list has at most {} values", kListItemsMax),
                        fmt::format("в списке не больше {} значений", kListItemsMax));
  }
  condition::List out;
  for (const v1::FactValue& item : list.values()) {
    if (item.has_list_value()) {
      return FieldInvalid(field, "lists do not nest", "список внутри списка не допускается");
    }
    VEKHA_ASSIGN_OR_RETURN(Value read, ReadValue(field, item));
    out.push_back(std::move(read));
  }
  return Value::OfList(std::move(out));
}

absl::StatusOr<Value> ReadValue(const std::string& field, const v1::FactValue& value) {
  switch (value.kind_case()) {
    case v1::FactValue::kBoolValue:
      return Value::Bool(value.bool_value());
    case v1::FactValue::kIntValue:
      return Value::Int(value.int_value());
    case v1::FactValue::kDoubleValue:
      if (std::isfinite(value.double_value())) return Value::Double(value.double_value());
      return FieldInvalid(field, "a number must be finite", "число должно быть конечным");
    case v1::FactValue::kStringValue:
      VEKHA_RETURN_IF_ERROR(CheckText(field, value.string_value(), kTextCharsMax));
      return Value::String(value.string_value());
    case v1::FactValue::kDateValue: {
      VEKHA_ASSIGN_OR_RETURN(const Date date, ReadDate(field, value.date_value()));
      return Value::OfDate(date);
    }
    case v1::FactValue::kListValue:
      return ReadList(field, value.list_value());
    case v1::FactValue::KIND_NOT_SET:
      break;
  }
  return FieldRequired(field);
}

// Clocks differ a little; an observation of the far future would hide every later one.
constexpr std::chrono::hours kClockDifferenceMax{24};

absl::StatusOr<std::chrono::sys_seconds> ReadObserved(const std::string& field,
                                                      const v1::Fact& fact,
                                                      std::chrono::sys_seconds now) {
  if (!fact.has_observed_time()) return now;
  const std::chrono::sys_seconds first{
      std::chrono::sys_days{std::chrono::year{kFirstYear} / std::chrono::January / 2}};
  const std::chrono::sys_seconds at{std::chrono::seconds(fact.observed_time().seconds())};
  if (at >= first && at <= now + kClockDifferenceMax) return at;
  return FieldInvalid(field + ".observed_time", "it must not be in the future",
                      "время наблюдения не может быть в будущем");
}

constexpr int kOriginRowsMax = 20;
constexpr size_t kOriginCharsMax = 256;

absl::StatusOr<std::vector<facts::FactRow>> ReadRows(const std::string& field,
                                                     const v1::FactOrigin& origin) {
  if (origin.rows_size() > kOriginRowsMax) {
    return FieldInvalid(field, fmt::format("at most {} rows", kOriginRowsMax),
                        fmt::format("не больше {} строк", kOriginRowsMax));
  }
  std::vector<facts::FactRow> rows;
  for (int i = 0; i < origin.rows_size(); ++i) {
    const v1::FactRow& row = origin.rows(i);
    const std::string place = fmt::format("{}[{}]", field, i);
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine(place + ".file", row.file(), kOriginCharsMax));
    if (row.row() < 1) {
      return FieldInvalid(place + ".row", "rows are counted from 1", "строки считаются с 1");
    }
    rows.push_back({row.file(), row.row()});
  }
  std::sort(rows.begin(), rows.end(), [](const facts::FactRow& a, const facts::FactRow& b) {
    return std::tie(a.file, a.row) < std::tie(b.file, b.row);
  });
  return rows;
}

absl::StatusOr<std::shared_ptr<const facts::FactOrigin>> ReadOrigin(const std::string& field,
                                                                    const v1::FactOrigin& origin) {
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".id", origin.id(), kOriginCharsMax));
  if (origin.version() < 0) {
    return FieldInvalid(field + ".version", "it is not below 0", "не меньше 0");
  }
  if (origin.total_rows() < origin.rows_size()) {
    return FieldInvalid(field + ".total_rows", "it is not below the rows named",
                        "не меньше числа названных строк");
  }
  facts::FactOrigin out{.id = origin.id(), .version = origin.version()};
  VEKHA_ASSIGN_OR_RETURN(out.rows, ReadRows(field + ".rows", origin));
  out.rows_total = origin.total_rows();
  if (out == facts::FactOrigin()) return std::shared_ptr<const facts::FactOrigin>();
  return std::make_shared<const facts::FactOrigin>(std::move(out));
}

void FillOrigin(const facts::FactOrigin& origin, v1::FactOrigin* out) {
  out->set_id(origin.id);
  out->set_version(origin.version);
  for (const facts::FactRow& row : origin.rows) {
    v1::FactRow* added = out->add_rows();
    added->set_file(row.file);
    added->set_row(row.row);
  }
  out->set_total_rows(origin.rows_total);
}

v1::FactValue ValueMessage(const Value& value) {
  v1::FactValue out;
  if (const auto* v = value.As<bool>()) out.set_bool_value(*v);
  if (const auto* v = value.As<int64_t>()) out.set_int_value(*v);
  if (const auto* v = value.As<double>()) out.set_double_value(*v);
  if (const auto* v = value.As<std::string>()) out.set_string_value(*v);
  if (const auto* v = value.As<Date>()) *out.mutable_date_value() = ToProto(*v);
  if (const auto* v = value.As<std::shared_ptr<const condition::List>>()) {
    v1::FactList* list = out.mutable_list_value();
    for (const Value& item : **v) *list->add_values() = ValueMessage(item);
  }
  return out;
}

}  // namespace

absl::StatusOr<facts::FactRecord> ReadFact(const std::string& field, const v1::Fact& fact,
                                           const std::string& zone, std::chrono::sys_seconds now) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine(field + ".name", fact.name()));
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".scope", fact.scope()));
  VEKHA_RETURN_IF_ERROR(CheckLine(field + ".source", fact.source(), kRequestIdCharsMax));
  facts::FactRecord out;
  out.name = fact.name();
  out.scope = fact.scope();
  out.source = fact.source();
  if (fact.withdrawn() && fact.has_value()) {
    return FieldInvalid(field + ".value", "a withdrawn fact has no value",
                        "у отозванного факта нет значения");
  }
  if (!fact.withdrawn()) {
    VEKHA_ASSIGN_OR_RETURN(out.value, ReadValue(field + ".value", fact.value()));
  }
  VEKHA_ASSIGN_OR_RETURN(const auto at, ReadObserved(field, fact, now));
  out.observed_at = at.time_since_epoch().count();
  out.observed_on = DayIn(zone, at);
  if (fact.has_origin()) {
    VEKHA_ASSIGN_OR_RETURN(out.origin, ReadOrigin(field + ".origin", fact.origin()));
  }
  return out;
}

v1::Fact ToProto(const facts::FactRecord& record, const facts::FactCatalog& catalog) {
  v1::Fact out;
  out.set_name(record.name);
  out.set_scope(record.scope);
  out.set_source(record.source);
  out.mutable_observed_time()->set_seconds(record.observed_at);
  if (const auto* declared = catalog.Find(record.name)) out.set_title(declared->title);
  out.set_withdrawn(record.value.As<condition::Null>() != nullptr);
  if (!out.withdrawn()) *out.mutable_value() = ValueMessage(record.value);
  if (record.origin != nullptr) FillOrigin(*record.origin, out.mutable_origin());
  return out;
}

}  // namespace vekha::api
