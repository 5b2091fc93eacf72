#include "service/cli/json_text.h"

#include <google/protobuf/util/json_util.h>

#include "service/cli/date_text.h"
#include "service/cli/words.h"

namespace vekha::cli {
namespace {

Json JsonDay(const v1::Date& date) { return JsonDate(FromProto(date)); }

template <typename Run>
Json JsonOf(const Run& run) {
  Json notifications = Json::array();
  for (const auto& notification : run.notifications()) {
    notifications.push_back(JsonNotification(notification));
  }
  return {{"revision", run.revision()},
          {"as_of", JsonDay(run.as_of())},
          {"changed", run.changed()},
          {"notifications", notifications},
          {"counts", JsonCounts(run.counts())},
          {"closed_tasks",
           std::vector<std::string>(run.closed_tasks().begin(), run.closed_tasks().end())},
          {"skipped", JsonSkipped(run.skipped())},
          {"truncated", run.truncated()}};
}

std::string Format(const google::protobuf::Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = indented;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string out;
  // Only an Any of an unknown type cannot be printed, and no message of ours has one.
  (void)google::protobuf::util::MessageToJsonString(message, &out, options);
  return out;
}

}  // namespace

std::string FormatMessage(const google::protobuf::Message& message) {
  return Format(message, true);
}

std::string FormatMessageLine(const google::protobuf::Message& message) {
  return Format(message, false) + "\n";
}

std::string FormatJson(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string FormatJsonLine(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json JsonDate(const std::optional<Date>& date) {
  return date ? Json(FormatIso(*date)) : Json(nullptr);
}

Json JsonWindow(const Window& window) {
  return Json::array({JsonDate(window.start), JsonDate(window.due)});
}

Json JsonNotification(const v1::Notification& n) {
  return {{"id", n.id()},
          {"kind", NoticeKindName(n.kind())},
          {"person", n.person()},
          {"person_name", n.person_name()},
          {"audience", n.audience()},
          {"undeliverable", n.undeliverable()},
          {"organization", n.organization()},
          {"organization_name", n.organization_name()},
          {"task", n.task()},
          {"roadmap", n.roadmap()},
          {"measure", n.measure()},
          {"measure_number", n.measure_number()},
          {"measure_title", n.measure_title()},
          {"due_date", JsonDay(n.due_date())},
          {"nominal_due_date", JsonDay(n.nominal_due_date())},
          {"due_revision", n.due_revision()},
          {"rung", n.rung()},
          {"rung_date", JsonDay(n.rung_date())},
          {"as_of", JsonDay(n.as_of())},
          {"reason", n.reason()},
          {"text", n.text()},
          {"text_en", n.text_en()},
          {"emitted_revision", n.emitted_revision()}};
}

Json JsonCounts(const v1::RunCounts& counts) {
  return {{"emitted", counts.emitted()},
          {"coalesced", counts.coalesced()},
          {"expired", counts.expired()},
          {"suppressed", counts.suppressed()},
          {"reminders", counts.reminders()},
          {"alerts", counts.alerts()},
          {"undeliverable", counts.undeliverable()},
          {"tasks_closed", counts.tasks_closed()},
          {"notifications", counts.notifications()}};
}

Json JsonSkipped(const google::protobuf::RepeatedPtrField<v1::SkippedAdoption>& skipped) {
  Json out = Json::array();
  for (const v1::SkippedAdoption& one : skipped) {
    out.push_back({{"organization", one.organization()},
                   {"organization_name", one.organization_name()},
                   {"roadmap", one.roadmap()},
                   {"reason", one.reason()},
                   {"text", one.text()},
                   {"text_en", one.text_en()}});
  }
  return out;
}

Json JsonRun(const v1::RunResponse& run) { return JsonOf(run); }
Json JsonRun(const v1::EvaluateResponse& run) { return JsonOf(run); }

}  // namespace vekha::cli
