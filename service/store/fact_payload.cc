#include "service/store/fact_payload.h"

#include <fmt/format.h>

#include <string_view>

#include "engine/base/utf8.h"

namespace vekha::store {
namespace {

// Stands in JSON as it is.
bool IsPlain(std::string_view text) {
  bool ascii = true;
  for (const char c : text) {
    if ((c >= 0 && c < ' ') || c == '"' || c == '\\' || c == 0x7f) return false;
    ascii &= c >= 0;
  }
  return ascii || !FindInvalidUtf8(text);
}

bool IsKept(Date day) {
  return !day.is_special() && day.year() >= kFirstYear && day.year() <= kLastYear;
}

void AppendDigits(std::string& out, int number, int digits) {
  char text[4];
  for (int i = digits - 1; i >= 0; --i) {
    text[i] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  out.append(text, static_cast<size_t>(digits));
}

void AppendDay(std::string& out, Date day) {
  const auto ymd = day.year_month_day();
  AppendDigits(out, static_cast<int>(ymd.year), 4);
  out += '-';
  AppendDigits(out, static_cast<int>(ymd.month.as_number()), 2);
  out += '-';
  AppendDigits(out, static_cast<int>(ymd.day.as_number()), 2);
}

// ,"key":"text"; nothing when it is empty.
void AppendText(std::string& out, std::string_view key, std::string_view text) {
  if (text.empty()) return;
  out.append(key).append(text) += '"';
}

// False when the value is left to the tree.
bool AppendValue(std::string& out, const condition::Value& value) {
  if (const auto* number = value.As<int64_t>()) {
    out.append(R"({"int":")").append(fmt::format_int(*number).c_str()).append("\"}");
  } else if (const auto* truth = value.As<bool>()) {
    out += *truth ? R"({"bool":true})" : R"({"bool":false})";
  } else if (const auto* day = value.As<Date>(); day != nullptr && IsKept(*day)) {
    out += R"({"date":")";
    AppendDay(out, *day);
    out += "\"}";
  } else if (const auto* text = value.As<std::string>(); text != nullptr && IsPlain(*text)) {
    out.append(R"({"string":")").append(*text).append("\"}");
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> PlainValue(const condition::Value& value) {
  std::string out;
  if (!AppendValue(out, value)) return std::nullopt;
  return out;
}

std::optional<std::string> PlainFactPayload(const workflow::FactRecorded& event) {
  const facts::FactRecord& record = event.record;
  const bool plain = record.origin == nullptr && !record.name.empty() && IsPlain(record.name) &&
                     IsPlain(record.scope) && IsPlain(record.source) &&
                     IsPlain(event.organization.value()) &&
                     (!record.observed_on || IsKept(*record.observed_on));
  if (!plain) return std::nullopt;
  std::string out;
  out.reserve(192);
  AppendText(out, R"({"name":")", record.name);
  out.append(R"(,"observed_at":)").append(fmt::format_int(record.observed_at).c_str());
  if (record.observed_on) {
    out += R"(,"observed_on":")";
    AppendDay(out, *record.observed_on);
    out += '"';
  }
  AppendText(out, R"(,"organization":")", event.organization.value());
  AppendText(out, R"(,"scope":")", record.scope);
  AppendText(out, R"(,"source":")", record.source);
  out += R"(,"value":)";
  if (!AppendValue(out, record.value)) return std::nullopt;
  out += '}';
  return out;
}

}  // namespace vekha::store
