#include "service/cli/fact_values.h"

#include <fmt/format.h>

#include "engine/base/status.h"
#include "engine/yaml/document.h"
#include "service/cli/date_text.h"
#include "service/cli/fact_text.h"
#include "service/cli/failure.h"
#include "service/cli/input.h"

namespace vekha::cli {
namespace {

using condition::Value;

Value FromFactValue(const v1::FactValue& value) {
  switch (value.kind_case()) {
    case v1::FactValue::kBoolValue:
      return Value::Bool(value.bool_value());
    case v1::FactValue::kIntValue:
      return Value::Int(value.int_value());
    case v1::FactValue::kDoubleValue:
      return Value::Double(value.double_value());
    case v1::FactValue::kStringValue:
      return Value::String(value.string_value());
    case v1::FactValue::kDateValue:
      return Value::OfDate(FromProto(value.date_value()).value_or(Date()));
    case v1::FactValue::kListValue: {
      condition::List list;
      for (const auto& item : value.list_value().values()) list.push_back(FromFactValue(item));
      return Value::OfList(std::move(list));
    }
    case v1::FactValue::KIND_NOT_SET:
      break;
  }
  return Value();
}

absl::Status SetOne(const std::string& text, const facts::FactCatalog& catalog,
                    Bindings& bindings) {
  VEKHA_ASSIGN_OR_RETURN(const v1::Fact fact, ParseFact(text, catalog));
  const Value value = FromFactValue(fact.value());
  if (!bindings.FindVariable(fact.name())) bindings.Declare(fact.name(), {});
  bindings.Set(fact.name(), value);
  return absl::OkStatus();
}

std::string TextOf(const yaml::Node& node) {
  if (!node.IsSequence()) return node.text;
  std::vector<std::string> items;
  for (const yaml::Node& item : node.items) items.push_back(item.text);
  return fmt::format("[{}]", fmt::join(items, ", "));
}

// Names may be dotted or nested: "mentees: {count: 34}" is mentees.count.
absl::Status SetBelow(const std::string& prefix, const yaml::Node& node,
                      const facts::FactCatalog& catalog, Bindings& bindings) {
  for (const yaml::Entry& entry : node.entries) {
    const std::string name = prefix.empty() ? entry.key.text : prefix + "." + entry.key.text;
    if (entry.value.IsMapping()) {
      VEKHA_RETURN_IF_ERROR(SetBelow(name, entry.value, catalog, bindings));
    } else if (!entry.value.IsNull()) {
      VEKHA_RETURN_IF_ERROR(SetOne(name + "=" + TextOf(entry.value), catalog, bindings));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SetFactValues(const std::string& file, const std::vector<std::string>& texts,
                           const facts::FactCatalog& catalog, Bindings& bindings) {
  if (!file.empty()) {
    VEKHA_ASSIGN_OR_RETURN(const Source source, ReadSource(file));
    const Parsed<yaml::Document> document = yaml::Parse(source);
    if (HasErrors(document.diagnostics)) {
      const std::string what = FormatDiagnostic(document.diagnostics.front(), &source);
      return InputError("FACTS_INVALID", {what, what});
    }
    VEKHA_RETURN_IF_ERROR(SetBelow("", document.value->root, catalog, bindings));
  }
  for (const std::string& text : texts) VEKHA_RETURN_IF_ERROR(SetOne(text, catalog, bindings));
  return absl::OkStatus();
}

}  // namespace vekha::cli
