#include "service/intake/adapter/item.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/importer/cell_text.h"
#include "service/intake/table/cell_value.h"

namespace vekha::intake {
namespace {

constexpr size_t kTextBytesMax = 2'000;
constexpr size_t kIdBytesMax = 128;

bool AreFigures(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The day of "2022-08-25T00:00:00+03:00": days are civil, whatever stands behind them.
std::string_view DayOf(std::string_view text) {
  constexpr size_t kIso = 10;
  const bool timed =
      text.size() > kIso && text[4] == '-' && (text[kIso] == 'T' || text[kIso] == ' ');
  return timed ? text.substr(0, kIso) : text;
}

std::string WithDashes(std::string_view text) {
  if (text.size() != 8 || !AreFigures(text)) return std::string(text);
  return fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6));
}

// The figures of a whole number; nothing for any other.
std::optional<std::string> WholeNumber(const Json& value) {
  if (value.is_number_integer()) return value.dump();
  return std::nullopt;
}

}  // namespace

Item::Item(const Json& value, std::string key, Place place, Reporter& reporter)
    : value_(value), key_(std::move(key)), place_(place), reporter_(reporter) {
  if (!value_.is_object()) {
    Error("R0909", "", {"здесь должен быть объект", "an object must stand here"});
  }
}

void Item::Error(std::string_view code, std::string_view name, Bilingual message, Bilingual hint) {
  ok_ = false;
  reporter_.Error(code, place_.request, place_.row, name, std::move(message), std::move(hint));
}

void Item::Warn(std::string_view code, std::string_view name, Bilingual message, Bilingual hint) {
  reporter_.Warn(code, place_.request, place_.row, name, std::move(message), std::move(hint));
}

std::string Item::Text(std::string_view name, Need need) {
  const JsonMember member = FindMember(value_, name);
  std::string text;
  if (member.value != nullptr) {
    if (member.value->is_string()) {
      text = importer::OneLine(member.value->get_ref<const std::string&>());
    } else if (const auto number = WholeNumber(*member.value)) {
      text = *number;
    } else {
      Error("R0909", member.name, {"здесь должен быть текст", "text must stand here"});
      return {};
    }
  }
  if (text.size() > kTextBytesMax) {
    Error("R0216", member.name, {"значение слишком длинное", "the value is too long"});
    return {};
  }
  if (text.empty() && need == Need::kRequired && value_.is_object()) {
    Error("R0501", member.value == nullptr ? name : member.name,
          {"нет обязательного значения", "a required value is missing"});
  }
  return text;
}

std::string Item::Id(std::initializer_list<std::string_view> names, Need need) {
  if (!value_.is_object()) return {};
  for (const std::string_view name : names) {
    const JsonMember member = FindMember(value_, name);
    if (member.value == nullptr) continue;
    std::string id;
    if (member.value->is_string()) {
      id = importer::OneLine(member.value->get_ref<const std::string&>());
    } else {
      id = WholeNumber(*member.value).value_or(" ");
    }
    if (id.empty()) continue;
    if (id.size() <= kIdBytesMax && id.find(' ') == std::string::npos) return id;
    Error("R0510", member.name, {"это не идентификатор", "this is no id"});
    return {};
  }
  if (need == Need::kRequired) {
    Error("R0501", *names.begin(), {"нет идентификатора", "there is no id"});
  }
  return {};
}

std::optional<Date> Item::ReadDate(std::string_view name) {
  const JsonMember member = FindMember(value_, name);
  const std::string text = WithDashes(DayOf(Text(name)));
  if (IsBlankCell(text) || text.starts_with("0001-01-01")) return std::nullopt;
  const CellDate date = ParseCellDate(text, DateOrder::kDayFirst);
  static const Bilingual kHint = {"2022-09-05 или 05.09.2022", "2022-09-05 or 05.09.2022"};
  if (date.fault == DateFault::kNoSuchDay) {
    Error("R0519", member.name, {"такого дня нет", "there is no such day"}, kHint);
  } else if (date.fault != DateFault::kNone || date.remark != DateRemark::kNone) {
    Error("R0505", member.name, {"это не дата", "it is no date"}, kHint);
    return std::nullopt;
  }
  return date.date;
}

std::optional<Date> Item::ReadBirthDate(std::string_view name) {
  const auto date = ReadDate(name);
  if (!date || *date <= place_.today) return date;
  Error("R0506", FindMember(value_, name).name,
        {"дата рождения ещё не наступила", "the birth date is in the future"});
  return std::nullopt;
}

std::optional<bool> Item::ReadFlag(std::string_view name) {
  const JsonMember member = FindMember(value_, name);
  if (member.value == nullptr) return std::nullopt;
  if (member.value->is_boolean()) return member.value->get<bool>();
  std::string text = member.value->is_string() ? member.value->get<std::string>()
                                               : WholeNumber(*member.value).value_or("?");
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (text.empty()) return std::nullopt;
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  Error("R0504", member.name, {"не true и не false", "neither true nor false"});
  return std::nullopt;
}

}  // namespace vekha::intake
