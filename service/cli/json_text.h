// Answers as JSON. Names are the proto's own; one object and nothing else goes to the standard
// output.
#pragma once

#include <google/protobuf/message.h>

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/base/window.h"
#include "vekha/v1/notification.pb.h"
#include "vekha/v1/run_service.pb.h"

namespace vekha::cli {

using Json = nlohmann::ordered_json;  // keys stay in the order they are written here

// The protobuf JSON form, zero and empty fields included, ended by a line break.
std::string FormatMessage(const google::protobuf::Message& message);
// The same on one line, for streams.
std::string FormatMessageLine(const google::protobuf::Message& message);

// One object, indented by two spaces, ended by a line break.
std::string FormatJson(const Json& json);
// The same on one line.
std::string FormatJsonLine(const Json& json);

Json JsonDate(const std::optional<Date>& date);  // "2022-10-30" or null
Json JsonWindow(const Window& window);           // [start or null, due]

// "reminder", "alert"; days as "2022-10-30": the shape scripts read from `vekha run`.
Json JsonNotification(const v1::Notification& notification);
Json JsonCounts(const v1::RunCounts& counts);
// [{"organization","organization_name","roadmap","reason","text","text_en"}]
Json JsonSkipped(const google::protobuf::RepeatedPtrField<v1::SkippedAdoption>& skipped);
// {"revision","as_of","changed","notifications","counts","closed_tasks","skipped","truncated"}
Json JsonRun(const v1::RunResponse& run);
Json JsonRun(const v1::EvaluateResponse& run);

}  // namespace vekha::cli
