#include "service/cli/fact_text.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <vector>

#include "engine/base/status.h"
#include "engine/facts/origin_words.h"
#include "service/cli/date_text.h"
#include "service/cli/failure.h"

namespace vekha::cli {
namespace {

using condition::Type;
using condition::TypeKind;

template <typename Number>
std::optional<Number> ReadNumber(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

bool IsList(std::string_view text) {
  return text.size() >= 2 && text.front() == '[' && text.back() == ']';
}

TypeKind GuessKind(std::string_view text) {
  if (text == "true" || text == "false") return TypeKind::kBool;
  if (ReadNumber<int64_t>(text)) return TypeKind::kInt;
  if (ReadNumber<double>(text)) return TypeKind::kDouble;
  if (ParseIsoDate(text)) return TypeKind::kDate;
  return IsList(text) ? TypeKind::kList : TypeKind::kString;
}

bool ReadScalar(std::string_view text, TypeKind kind, v1::FactValue& out) {
  if (kind == TypeKind::kBool) {
    if (text != "true" && text != "false") return false;
    out.set_bool_value(text == "true");
  } else if (kind == TypeKind::kInt) {
    const auto value = ReadNumber<int64_t>(text);
    if (!value) return false;
    out.set_int_value(*value);
  } else if (kind == TypeKind::kDouble) {
    const auto value = ReadNumber<double>(text);
    if (!value) return false;
    out.set_double_value(*value);
  } else if (kind == TypeKind::kDate) {
    const auto value = ParseIsoDate(text);
    if (!value) return false;
    ToProto(*value, out.mutable_date_value());
  } else {
    out.set_string_value(std::string(text));
  }
  return true;
}

bool ReadList(std::string_view text, const Type& type, v1::FactValue& out) {
  if (!IsList(text)) return false;
  v1::FactList& list = *out.mutable_list_value();
  std::string_view rest = Trim(text.substr(1, text.size() - 2));
  while (!rest.empty()) {
    const size_t comma = rest.find(',');
    const std::string_view item = Trim(rest.substr(0, comma));
    const TypeKind kind = type.parameters.empty() ? GuessKind(item) : type.parameters[0].kind;
    if (!ReadScalar(item, kind, *list.add_values())) return false;
    rest = comma == std::string_view::npos ? "" : rest.substr(comma + 1);
  }
  return true;
}

absl::StatusOr<Type> TypeOf(std::string_view name, std::string_view written, std::string_view value,
                            const facts::FactCatalog& catalog) {
  if (!written.empty()) {
    if (const auto type = condition::ParseType(written)) return *type;
    return UsageError({fmt::format("{}: нет такого типа «{}»", name, written),
                       fmt::format("{}: no such type '{}'", name, written)});
  }
  if (const facts::FactDeclaration* declared = catalog.Find(name)) return declared->type;
  return Type{.kind = GuessKind(value), .parameters = {}};
}

}  // namespace

absl::StatusOr<v1::Fact> ParseFact(std::string_view text, const facts::FactCatalog& catalog) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return UsageError({fmt::format("«{}»: нужно ИМЯ=ЗНАЧЕНИЕ, например mentees.count=34", text),
                       fmt::format("'{}': NAME=VALUE is needed, as in mentees.count=34", text)});
  }
  std::string_view name = text.substr(0, equals);
  const std::string_view value = text.substr(equals + 1);
  const size_t colon = name.find(':');
  const std::string_view written = colon == std::string_view::npos ? "" : name.substr(colon + 1);
  name = name.substr(0, colon);
  VEKHA_ASSIGN_OR_RETURN(const Type type, TypeOf(name, written, value, catalog));
  v1::Fact fact;
  fact.set_name(std::string(name));
  const bool read = type.kind == TypeKind::kList
                        ? ReadList(value, type, *fact.mutable_value())
                        : ReadScalar(value, type.kind, *fact.mutable_value());
  if (!read) {
    const std::string wanted = condition::FormatType(type);
    return UsageError({fmt::format("{}: «{}» не {}", name, value, wanted),
                       fmt::format("{}: '{}' is no {}", name, value, wanted)});
  }
  return fact;
}

std::string ShowValue(const v1::FactValue& value, Language language) {
  switch (value.kind_case()) {
    case v1::FactValue::kBoolValue:
      if (language == Language::kRussian) return value.bool_value() ? "да" : "нет";
      return value.bool_value() ? "true" : "false";
    case v1::FactValue::kIntValue:
      return std::to_string(value.int_value());
    case v1::FactValue::kDoubleValue:
      return fmt::format("{}", value.double_value());
    case v1::FactValue::kStringValue:
      return value.string_value();
    case v1::FactValue::kDateValue:
      return ShowDate(value.date_value(), language);
    case v1::FactValue::kListValue: {
      std::vector<std::string> items;
      for (const auto& item : value.list_value().values())
        items.push_back(ShowValue(item, language));
      return fmt::format("[{}]", fmt::join(items, ", "));
    }
    case v1::FactValue::KIND_NOT_SET:
      break;
  }
  return "-";
}

std::string ShowSource(const v1::Fact& fact, Language language) {
  facts::FactOrigin origin{.id = fact.origin().id(), .rows_total = fact.origin().total_rows()};
  for (const v1::FactRow& row : fact.origin().rows())
    origin.rows.push_back({row.file(), row.row()});
  const Bilingual words = facts::OriginWords(origin);
  if (words.empty()) return fact.source();
  return fact.source() + (fact.source().empty() ? "" : ", ") + words.In(language);
}

}  // namespace vekha::cli
