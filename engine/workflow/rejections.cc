#include "engine/workflow/rejections.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/rejection.h"

namespace vekha::workflow {

using absl::StatusCode;

absl::Status OrganizationUnknown(const OrganizationId& id) {
  return ToStatus({StatusCode::kNotFound,
                   "ORGANIZATION_UNKNOWN",
                   fmt::format("there is no organization {}", id.value()),
                   fmt::format("Организации {} нет.", id.value()),
                   {{"organization", id.value()}}});
}

absl::Status OrganizationNotOpen(const OrganizationEntry& entry, Date day) {
  const std::string& id = entry.organization.id.value();
  const bool closed = entry.closure && entry.closure->on <= day;
  return ToStatus(
      {absl::StatusCode::kFailedPrecondition,
       "ORGANIZATION_NOT_OPEN",
       fmt::format("organization {} is {} on {}", id, closed ? "closed" : "not there yet",
                   FormatIso(day)),
       closed ? "В этот день организация уже закрыта." : "В этот день организации ещё нет.",
       {{"organization", id}, {"on", FormatIso(day)}}});
}

absl::Status PersonUnknown(std::string_view id_or_name, const std::vector<std::string>& near) {
  std::string message = fmt::format("there is no person {}", id_or_name);
  std::string russian = fmt::format("Человека «{}» нет в списке.", id_or_name);
  if (!near.empty()) {
    message += fmt::format("; did you mean {}?", fmt::join(near, ", "));
    russian += fmt::format(" Может быть: {}?", fmt::join(near, ", "));
  }
  return ToStatus({StatusCode::kNotFound,
                   "PERSON_UNKNOWN",
                   std::move(message),
                   std::move(russian),
                   {{"person", std::string(id_or_name)}}});
}

absl::Status PersonAmbiguous(std::string_view name, const std::vector<std::string>& ids) {
  const std::string list = fmt::format("{}", fmt::join(ids, ", "));
  return ToStatus({StatusCode::kInvalidArgument,
                   "PERSON_AMBIGUOUS",
                   fmt::format("{} is the name of several people, say which id: {}", name, list),
                   fmt::format("«{}»: таких людей несколько, укажите один из: {}.", name, list),
                   {{"person", std::string(name)}, {"ids", list}}});
}

absl::Status RoadmapUnknown(const RoadmapId& id, int version) {
  const std::string which =
      version == 0 ? id.value() : fmt::format("{} version {}", id.value(), version);
  return ToStatus({StatusCode::kNotFound,
                   "ROADMAP_UNKNOWN",
                   fmt::format("there is no roadmap {}", which),
                   fmt::format("Дорожной карты {} нет.", which),
                   {{"roadmap", id.value()}}});
}

absl::Status RoadmapBroken(const RoadmapId& id, const RoadmapVersion& version) {
  return ToStatus(
      {StatusCode::kFailedPrecondition,
       "ROADMAP_BROKEN",
       fmt::format("version {} of roadmap {} does not fit the rules of this program: {}",
                   version.version, id.value(), version.problem),
       fmt::format("Версия {} дорожной карты {} не подходит к правилам этой программы: "
                   "{}",
                   version.version, id.value(), version.problem),
       {{"roadmap", id.value()}, {"version", fmt::format("{}", version.version)}}});
}

absl::Status TaskUnknown(const TaskId& id) {
  return ToStatus({StatusCode::kNotFound,
                   "TASK_UNKNOWN",
                   fmt::format("there is no task {}", id.value()),
                   fmt::format("Задачи {} нет.", id.value()),
                   {{"task", id.value()}}});
}

absl::Status DatesUndecided(int moved) {
  return ToStatus({StatusCode::kFailedPrecondition,
                   "DATES_UNDECIDED",
                   fmt::format("the version moves the due day of {} open task{}: say whether the "
                               "earlier days are kept or the new ones count",
                               moved, moved == 1 ? "" : "s"),
                   fmt::format("Новая версия переносит сроки открытых задач ({}): решите, "
                               "сохранить прежние сроки или считать по новой версии.",
                               moved),
                   {{"moved", fmt::format("{}", moved)}}});
}

absl::Status NotificationUnknown(std::string_view id) {
  return ToStatus({StatusCode::kNotFound,
                   "NOTIFICATION_UNKNOWN",
                   fmt::format("there is no notification {}", id),
                   fmt::format("Уведомления {} нет.", id),
                   {{"notification", std::string(id)}}});
}

absl::Status DigestUnknown(std::string_view id) {
  return ToStatus({StatusCode::kNotFound,
                   "DIGEST_UNKNOWN",
                   fmt::format("there is no digest {}", id),
                   fmt::format("Сводки {} нет.", id),
                   {{"digest", std::string(id)}}});
}

absl::Status SilenceUnknown(std::string_view id) {
  return ToStatus({StatusCode::kNotFound,
                   "SILENCE_UNKNOWN",
                   fmt::format("there is no silence {}", id),
                   fmt::format("Тишины {} нет.", id),
                   {{"silence", std::string(id)}}});
}

absl::Status StaleEtag(std::string_view given, int64_t revision) {
  return ToStatus(
      {StatusCode::kAborted,
       "STALE_ETAG",
       fmt::format("it was changed meanwhile: etag {} is not {}", given, EtagOf(revision)),
       "Данные успели измениться: прочитайте их заново и повторите.",
       {{"etag", std::string(given)}, {"current", EtagOf(revision)}}});
}

absl::Status Invalid(std::string reason, std::string_view field, std::string message,
                     std::string message_ru) {
  return ToStatus({StatusCode::kInvalidArgument,
                   std::move(reason),
                   std::move(message),
                   std::move(message_ru),
                   {{"field", std::string(field)}}});
}

absl::Status RoadmapInvalid(const std::vector<Diagnostic>& diagnostics) {
  std::string lines;
  int errors = 0;
  for (const Diagnostic& d : diagnostics) {
    if (d.severity != Severity::kError) continue;
    ++errors;
    lines += (lines.empty() ? "" : "\n") + FormatDiagnostic(d);
  }
  return ToStatus({StatusCode::kInvalidArgument,
                   "ROADMAP_INVALID",
                   lines,
                   fmt::format("Файл правил не принят, ошибок: {}.", errors),
                   {{"errors", fmt::format("{}", errors)}}});
}

absl::Status CalendarNotCovered(const absl::Status& cause, std::string_view field) {
  Rejection rejection = RejectionOf(cause);
  if (rejection.reason == "CALENDAR_NOT_COVERED") {
    if (field.empty()) return cause;
    rejection.metadata["field"] = std::string(field);
    return ToStatus(rejection);
  }
  return ToStatus({cause.code(),
                   "CALENDAR_NOT_COVERED",
                   std::string(cause.message().data(), cause.message().size()),
                   "Для этой даты нет производственного календаря: " +
                       std::string(cause.message().data(), cause.message().size()),
                   {}});
}

absl::Status TaskNotOpen(const task::Task& task) {
  const std::string_view status = task::TaskStatusName(task.status);
  return ToStatus({absl::StatusCode::kFailedPrecondition,
                   "TASK_NOT_OPEN",
                   fmt::format("task {} is {}", task.planned->id.value(), status),
                   "По этой задаче отчёт уже принят или она снята.",
                   {{"task", task.planned->id.value()}, {"state", std::string(status)}}});
}

absl::Status NotAnswerable(const task::PlannedTask& planned, const PersonId& person) {
  return ToStatus({absl::StatusCode::kPermissionDenied,
                   "NOT_ANSWERABLE",
                   fmt::format("{} neither answers for {} nor holds a role there", person.value(),
                               planned.id.value()),
                   "Отчитаться может ответственный или тот, у кого есть роль в этой организации.",
                   {{"task", planned.id.value()}, {"person", person.value()}}});
}

}  // namespace vekha::workflow
