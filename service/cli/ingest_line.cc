#include "service/cli/ingest_line.h"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "engine/base/status.h"
#include "service/cli/date_text.h"
#include "service/cli/failure.h"
#include "service/cli/json_text.h"

namespace vekha::cli {
namespace {

constexpr std::array<std::string_view, 7> kKeys = {
    "organization", "name", "value", "scope", "source", "observed_time", "origin"};

class LineReader {
 public:
  LineReader(std::string_view place, const facts::FactCatalog& catalog)
      : place_(place), catalog_(catalog) {}

  absl::StatusOr<IngestLine> Read(const std::string& text) {
    const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded() || !json.is_object()) {
      return Wrong("это не объект JSON", "it is no JSON object");
    }
    for (const auto& [key, value] : json.items()) {
      if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
        return Wrong(fmt::format("лишнее поле {}", key), fmt::format("unknown field {}", key));
      }
    }
    IngestLine line;
    VEKHA_ASSIGN_OR_RETURN(line.organization, Required(json, "organization"));
    VEKHA_ASSIGN_OR_RETURN(*line.fact.mutable_name(), Required(json, "name"));
    VEKHA_ASSIGN_OR_RETURN(*line.fact.mutable_scope(), TextOf(json, "scope"));
    VEKHA_ASSIGN_OR_RETURN(*line.fact.mutable_source(), TextOf(json, "source"));
    VEKHA_RETURN_IF_ERROR(Value(json, line.fact));
    VEKHA_RETURN_IF_ERROR(Observed(json, line.fact));
    VEKHA_RETURN_IF_ERROR(Origin(json, line.fact));
    return line;
  }

 private:
  absl::Status Wrong(const std::string& ru, const std::string& en) const {
    return InputError("LINE_INVALID",
                      {fmt::format("{}: {}", place_, ru), fmt::format("{}: {}", place_, en)});
  }

  absl::StatusOr<std::string> TextOf(const Json& json, const char* key) const {
    const auto found = json.find(key);
    if (found == json.end()) return std::string();
    if (found->is_string()) return found->get<std::string>();
    return Wrong(fmt::format("поле {} — не текст", key), fmt::format("{} is no text", key));
  }

  absl::StatusOr<std::string> Required(const Json& json, const char* key) const {
    VEKHA_ASSIGN_OR_RETURN(std::string text, TextOf(json, key));
    if (text.empty()) {
      return Wrong(fmt::format("нет поля {}", key), fmt::format("{} is missing", key));
    }
    return text;
  }

  absl::Status Value(const Json& json, v1::Fact& fact) const {
    const auto found = json.find("value");
    if (found == json.end()) return Wrong("нет поля value", "value is missing");
    if (found->is_null()) {
      fact.set_withdrawn(true);
      return absl::OkStatus();
    }
    const facts::FactDeclaration* declared = catalog_.Find(fact.name());
    condition::Type type = declared == nullptr ? condition::Type{} : declared->type;
    if (!found->is_array()) return Scalar(*found, type.kind, *fact.mutable_value());
    v1::FactList& list = *fact.mutable_value()->mutable_list_value();
    if (!type.parameters.empty()) type = condition::Type(type.parameters.front());
    for (const Json& item : *found) {
      VEKHA_RETURN_IF_ERROR(Scalar(item, type.kind, *list.add_values()));
    }
    return absl::OkStatus();
  }

  absl::Status Scalar(const Json& json, condition::TypeKind kind, v1::FactValue& out) const {
    if (json.is_boolean()) {
      out.set_bool_value(json.get<bool>());
    } else if (IsInt64(json)) {
      out.set_int_value(json.get<int64_t>());
    } else if (json.is_number()) {
      out.set_double_value(json.get<double>());
    } else if (!json.is_string()) {
      return Wrong("value не читается", "value cannot be read");
    } else if (kind != condition::TypeKind::kDate) {
      out.set_string_value(json.get<std::string>());
    } else if (const auto day = ParseIsoDate(json.get<std::string>())) {
      ToProto(*day, out.mutable_date_value());
    } else {
      return Wrong("value — не день; пишите 2022-10-30", "value is no day; write 2022-10-30");
    }
    return absl::OkStatus();
  }

  static bool IsInt64(const Json& json) {
    if (!json.is_number_integer()) return false;
    return !json.is_number_unsigned() ||
           json.get<uint64_t>() <= uint64_t{std::numeric_limits<int64_t>::max()};
  }

  // A day is taken at 09:00 UTC, which is the same day in every zone of Russia.
  absl::Status Observed(const Json& json, v1::Fact& fact) const {
    VEKHA_ASSIGN_OR_RETURN(std::string text, TextOf(json, "observed_time"));
    if (text.empty()) return absl::OkStatus();
    if (ParseIsoDate(text)) text += "T09:00:00Z";
    if (google::protobuf::util::TimeUtil::FromString(text, fact.mutable_observed_time())) {
      return absl::OkStatus();
    }
    return Wrong("observed_time — не день и не время; пишите 2022-09-15 или 2022-09-15T10:00:00Z",
                 "observed_time is no day or time; write 2022-09-15 or 2022-09-15T10:00:00Z");
  }

  absl::Status Origin(const Json& json, v1::Fact& fact) const {
    const auto found = json.find("origin");
    if (found == json.end()) return absl::OkStatus();
    const std::string text =
        found->dump(-1, ' ', false, nlohmann::detail::error_handler_t::replace);
    if (google::protobuf::util::JsonStringToMessage(text, fact.mutable_origin()).ok()) {
      return absl::OkStatus();
    }
    const std::string form = R"({"id", "version", "rows": [{"file", "row"}], "total_rows"})";
    return Wrong("origin — не " + form, "origin is not " + form);
  }

  std::string_view place_;
  const facts::FactCatalog& catalog_;
};

}  // namespace

absl::StatusOr<IngestLine> ReadIngestLine(std::string_view place, const std::string& text,
                                          const facts::FactCatalog& catalog) {
  return LineReader(place, catalog).Read(text);
}

}  // namespace vekha::cli
