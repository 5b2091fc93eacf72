#include "service/cli/words.h"

#include <fmt/format.h>

#include "engine/workflow/wording.h"
#include "service/cli/date_text.h"

namespace vekha::cli {
namespace {

std::string WorkingDays(int days, Language language) {
  return language == Language::kRussian
             ? CountRussian(days, "рабочий день", "рабочих дня", "рабочих дней")
             : CountEnglish(days, "working day", "working days");
}

std::string Pick(Language language, std::string_view ru, std::string_view en) {
  return std::string(language == Language::kRussian ? ru : en);
}

std::string ShowPlainState(v1::TaskState state, Language language) {
  switch (state) {
    case v1::TASK_STATE_PLANNED:
      return Pick(language, "запланирована", "planned");
    case v1::TASK_STATE_OPEN:
      return Pick(language, "в работе", "open");
    case v1::TASK_STATE_REPORTED:
      return Pick(language, "отчёт сдан", "reported");
    case v1::TASK_STATE_CLOSED:
      return Pick(language, "выполнена", "closed");
    case v1::TASK_STATE_WITHDRAWN:
      return Pick(language, "отменена", "withdrawn");
    default:
      return v1::TaskState_Name(state);
  }
}

// What people did with it and what of that still counts.
std::string ShowActs(const v1::Task& task, Language language) {
  if (task.state() == v1::TASK_STATE_CLOSED || task.state() == v1::TASK_STATE_WITHDRAWN) return "";
  std::string out;
  if (task.state() != v1::TASK_STATE_REPORTED && !task.returns().empty()) {
    out += Pick(language, "; отчёт возвращён", "; report returned");
  }
  if (task.has_extension_request()) {
    out += Pick(language, "; просят до ", "; asked for ") +
           ShowDate(task.extension_request().until_date(), language);
  }
  if (task.extended()) out += Pick(language, "; продлена", "; extended");
  if (task.has_paused_until_date()) {
    out += Pick(language, "; в работе, пауза до ", "; seen, quiet to ") +
           ShowDate(task.paused_until_date(), language);
  }
  return out;
}

Cell ShowDerivedState(const v1::Task& task, Language language) {
  if (task.overdue()) {
    return {fmt::format("{} {}", Pick(language, "просрочена на", "overdue by"),
                        WorkingDays(task.days_late(), language)),
            Style::kRed};
  }
  if (task.contradicted()) {
    return {Pick(language, "факты противоречат", "facts disagree"), Style::kYellow};
  }
  if (task.state() == v1::TASK_STATE_CLOSED) {
    return {task.done_late() ? Pick(language, "выполнена поздно", "closed late")
                             : ShowPlainState(task.state(), language),
            Style::kGreen};
  }
  if (task.state() == v1::TASK_STATE_OPEN && task.ongoing())
    return Pick(language, "идёт", "ongoing");
  if (!task.waits_for().empty())
    return {Pick(language, "ждёт даты", "waits for a date"), Style::kDim};
  if (!task.blocked_by().empty()) {
    return {Pick(language, "ждёт других задач", "blocked"), Style::kYellow};
  }
  return ShowPlainState(task.state(), language);
}

}  // namespace

std::string ShowReason(std::string_view reason, Language language) {
  const workflow::Wording words = workflow::ReasonWords(reason);
  return Pick(language, words.ru, words.en);
}

std::string ShowKind(v1::NotificationKind kind, Language language) {
  switch (kind) {
    case v1::NOTIFICATION_KIND_ALERT:
      return Pick(language, "ПРОСРОЧКА", "OVERDUE");
    case v1::NOTIFICATION_KIND_REQUEST:
      return Pick(language, "ждёт вас", "waits for you");
    case v1::NOTIFICATION_KIND_NEWS:
      return Pick(language, "сообщение", "news");
    default:
      return Pick(language, "напоминание", "reminder");
  }
}

std::string_view NoticeKindName(v1::NotificationKind kind) {
  switch (kind) {
    case v1::NOTIFICATION_KIND_ALERT:
      return "alert";
    case v1::NOTIFICATION_KIND_REQUEST:
      return "request";
    case v1::NOTIFICATION_KIND_NEWS:
      return "news";
    default:
      return "reminder";
  }
}

std::string ShowLevel(v1::Level level, Language language) {
  switch (level) {
    case v1::LEVEL_REGION:
      return Pick(language, "регион", "region");
    case v1::LEVEL_MUNICIPALITY:
      return Pick(language, "муниципалитет", "municipality");
    case v1::LEVEL_SCHOOL:
      return Pick(language, "школа", "school");
    case v1::LEVEL_BODY:
      return Pick(language, "орган", "body");
    default:
      return "";
  }
}

v1::Level LevelNamed(std::string_view word) {
  if (word == "region") return v1::LEVEL_REGION;
  if (word == "municipality") return v1::LEVEL_MUNICIPALITY;
  return word == "body" ? v1::LEVEL_BODY : v1::LEVEL_SCHOOL;
}

std::string ShowEvidence(v1::EvidenceKind evidence, Language language) {
  switch (evidence) {
    case v1::EVIDENCE_KIND_ORDER:
      return Pick(language, "приказ", "order");
    case v1::EVIDENCE_KIND_DOCUMENT:
      return Pick(language, "документ", "document");
    case v1::EVIDENCE_KIND_URL:
      return Pick(language, "ссылка", "URL");
    case v1::EVIDENCE_KIND_REGISTER:
      return Pick(language, "реестр", "register");
    case v1::EVIDENCE_KIND_EVENT:
      return Pick(language, "событие", "event");
    case v1::EVIDENCE_KIND_REPORT:
      return Pick(language, "отчёт", "report");
    case v1::EVIDENCE_KIND_COUNT:
      return Pick(language, "количество", "count");
    default:
      return "";
  }
}

Cell ShowState(const v1::Task& task, Language language) {
  Cell cell = ShowDerivedState(task, language);
  cell.text += ShowActs(task, language);
  return cell;
}

std::string ShowMeasure(std::string_view number, std::string_view title) {
  const std::string line = OneLine(title);
  return number.empty() ? line : fmt::format("{} {}", number, line);
}

}  // namespace vekha::cli
