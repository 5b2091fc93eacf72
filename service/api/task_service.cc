#include "service/api/task_service.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "engine/workflow/rejections.h"
#include "engine/workflow/task_id.h"
#include "engine/workflow/wording.h"
#include "service/api/answer.h"
#include "service/api/asker.h"
#include "service/api/convert.h"
#include "service/api/convert_task.h"
#include "service/api/day.h"
#include "service/api/evidence.h"
#include "service/api/filter.h"
#include "service/api/page.h"
#include "service/api/task_filter.h"

namespace vekha::api {
namespace {

struct Listed {
  const workflow::TaskSheet* sheet = nullptr;
  const task::Task* task = nullptr;
};

// Those without a due day come last.
auto OrderOf(const Listed& listed) {
  const task::Task& task = *listed.task;
  return std::make_tuple(!task.effective_due.has_value(),
                         task.effective_due ? FormatIso(*task.effective_due) : std::string(),
                         task.planned->id);
}

// Organizations whose sheets a query reads: one, or every one.
absl::StatusOr<std::vector<workflow::TaskSheet>> ReadSheets(const workflow::State& state,
                                                            const workflow::RuleBook& rules,
                                                            const v1::ListTasksRequest& request,
                                                            Date day) {
  if (!request.organization().empty()) {
    return workflow::SheetsOf(state, rules, OrganizationId(request.organization()), day,
                              request.subtree());
  }
  std::vector<workflow::TaskSheet> all;
  for (const auto& [id, entry] : state.organizations) {
    VEKHA_ASSIGN_OR_RETURN(auto sheets, workflow::SheetsOf(state, rules, id, day, false));
    for (workflow::TaskSheet& sheet : sheets) all.push_back(std::move(sheet));
  }
  return all;
}

// A task may stand in several sheets (an adopter's own, and beside those below it): once is enough.
std::vector<Listed> Select(const workflow::State& state,
                           const std::vector<workflow::TaskSheet>& sheets, const TaskFilter& filter,
                           Date day) {
  std::vector<Listed> out;
  std::set<TaskId> seen;
  for (const workflow::TaskSheet& sheet : sheets) {
    if (!filter.WantsSheet(sheet)) continue;
    for (const task::Task& task : sheet.tasks) {
      if (!filter.Wants(state, sheet, task, day)) continue;
      if (seen.insert(task.planned->id).second) out.push_back({&sheet, &task});
    }
  }
  std::sort(out.begin(), out.end(),
            [](const Listed& a, const Listed& b) { return OrderOf(a) < OrderOf(b); });
  return out;
}

// Empty when there is no such notification.
OrganizationId PlaceOfNotification(const workflow::State& state, const std::string& id) {
  for (const workflow::NotificationEntry& entry : state.notifications) {
    if (entry.notification.id == id) return entry.notification.organization;
  }
  return {};
}

}  // namespace

Date TaskService::TodayFor(const workflow::State& state, const OrganizationId& organization) const {
  return TodayOf(state, organization, runner_.clock().Now());
}

grpc::ServerUnaryReactor* TaskService::ListNextSteps(grpc::CallbackServerContext* context,
                                                     const v1::ListNextStepsRequest* request,
                                                     v1::ListNextStepsResponse* response) {
  return Answer(context, [&] { return DoListNextSteps(*request, response); });
}

absl::Status TaskService::DoListNextSteps(const v1::ListNextStepsRequest& request,
                                          v1::ListNextStepsResponse* response) {
  VEKHA_ASSIGN_OR_RETURN(Page page, Page::Of("vekha.v1.TaskService/ListNextSteps", request));
  VEKHA_ASSIGN_OR_RETURN(const auto asked,
                         ReadOptionalDate("as_of", request.has_as_of(), request.as_of()));
  return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Asker asker,
                           Asker::Of(state, request.organization(), runner_.clock().Now()));
    VEKHA_ASSIGN_OR_RETURN(const PersonId person,
                           FindMeant(state, "person", request.person(), asker));
    const OrganizationId organization(request.organization());
    page.Begin(state.revision, asked.value_or(TodayFor(state, organization)));
    const Date day = *page.day();
    VEKHA_ASSIGN_OR_RETURN(std::vector<workflow::NextStep> steps,
                           workflow::NextSteps(state, runner_.rules(), person, day));
    std::erase_if(steps, [&](const workflow::NextStep& step) {
      return !asker.Sees(step.sheet.plan->organization);
    });
    // Whoever answers for nothing of the asker's is no more known to it than others elsewhere.
    if (steps.empty()) {
      VEKHA_RETURN_IF_ERROR(FindKnown(state, "person", request.person(), asker).status());
    }
    response->set_revision(state.revision);
    *response->mutable_as_of() = ToProto(day);
    response->set_person(person.value());
    response->set_person_name(NameOf(state, person));
    response->set_total_size(static_cast<int>(steps.size()));
    const auto id_of = [](const workflow::NextStep& step) {
      return step.sheet.tasks[step.index].planned->id.value();
    };
    response->set_next_page_token(page.Fill(steps, id_of, [&](const workflow::NextStep& step) {
      v1::NextStep* out = response->add_steps();
      *out->mutable_task() = ToProto(state, step.sheet, step.sheet.tasks[step.index], day);
      out->set_first(step.first);
      out->set_reason(step.reason);
      out->set_reason_en(step.reason_en);
      return out->ByteSizeLong();
    }));
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* TaskService::ListTasks(grpc::CallbackServerContext* context,
                                                 const v1::ListTasksRequest* request,
                                                 v1::ListTasksResponse* response) {
  return Answer(context, [&] { return DoListTasks(*request, response); });
}

absl::Status TaskService::DoListTasks(const v1::ListTasksRequest& request,
                                      v1::ListTasksResponse* response) {
  VEKHA_ASSIGN_OR_RETURN(Page page, Page::Of("vekha.v1.TaskService/ListTasks", request));
  VEKHA_RETURN_IF_ERROR(CheckLine("organization", request.organization()));
  VEKHA_ASSIGN_OR_RETURN(const auto asked,
                         ReadOptionalDate("as_of", request.has_as_of(), request.as_of()));
  return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const TaskFilter filter, TaskFilter::Of(state, request));
    const OrganizationId organization(request.organization());
    page.Begin(state.revision, asked.value_or(TodayFor(state, organization)));
    const Date day = *page.day();
    VEKHA_ASSIGN_OR_RETURN(const auto sheets, ReadSheets(state, runner_.rules(), request, day));
    const std::vector<Listed> tasks = Select(state, sheets, filter, day);
    response->set_revision(state.revision);
    *response->mutable_as_of() = ToProto(day);
    response->set_total_size(static_cast<int>(tasks.size()));
    response->set_next_page_token(page.Fill(
        tasks, [](const Listed& listed) { return listed.task->planned->id.value(); },
        [&](const Listed& listed) {
          v1::Task* out = response->add_tasks();
          *out = ToProto(state, *listed.sheet, *listed.task, day);
          return out->ByteSizeLong();
        }));
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* TaskService::GetTask(grpc::CallbackServerContext* context,
                                               const v1::GetTaskRequest* request,
                                               v1::GetTaskResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("task", request->task(), kIdCharsMax));
    VEKHA_ASSIGN_OR_RETURN(const auto asked,
                           ReadOptionalDate("as_of", request->has_as_of(), request->as_of()));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(const Asker asker,
                             Asker::Of(state, request->organization(), runner_.clock().Now()));
      if (!asker.Sees(OrganizationOfTask(request->task()))) {
        return workflow::TaskUnknown(TaskId(request->task()));
      }
      const Date day = asked.value_or(TodayOfTask(state, request->task(), runner_.clock().Now()));
      VEKHA_ASSIGN_OR_RETURN(
          const auto last,
          workflow::FindTaskOrLast(state, runner_.rules(), TaskId(request->task()), day));
      response->set_revision(state.revision);
      *response->mutable_as_of() = ToProto(last.day);
      *response->mutable_task() = ToProto(state, last.found.sheet, last.found.task(), last.day);
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* TaskService::Report(grpc::CallbackServerContext* context,
                                              const v1::ReportRequest* request,
                                              v1::ReportResponse* response) {
  return Answer(context, [&] { return DoReport(*request, response); });
}

absl::Status TaskService::DoReport(const v1::ReportRequest& request, v1::ReportResponse* response) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("task", request.task(), kIdCharsMax));
  VEKHA_RETURN_IF_ERROR(CheckText("comment", request.comment(), kTextCharsMax));
  VEKHA_ASSIGN_OR_RETURN(const auto asked,
                         ReadOptionalDate("on_date", request.has_on_date(), request.on_date()));
  workflow::ReportTask command;
  command.task = TaskId(request.task());
  command.etag = request.etag();
  command.report.comment = request.comment();
  VEKHA_ASSIGN_OR_RETURN(command.report.evidence, ReadEvidence("evidence", request.evidence()));
  VEKHA_RETURN_IF_ERROR(ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    command.today = TodayOfTask(state, request.task(), runner_.clock().Now());
    command.report.on = asked.value_or(*command.today);
    VEKHA_ASSIGN_OR_RETURN(command.report.by, FindPerson(state, "by", request.by()));
    return absl::OkStatus();
  }));
  VEKHA_ASSIGN_OR_RETURN(const auto outcome, Execute(runner_, "vekha.v1.TaskService/Report",
                                                     request, workflow::Command(command)));
  response->set_revision(outcome.revision);
  response->set_changed(!outcome.events.empty());
  const auto* reported = FindEvent<workflow::TaskReported>(outcome);
  const Date day = reported != nullptr ? reported->report.on : command.report.on;
  return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const auto found,
                           workflow::FindTask(state, runner_.rules(), command.task, day));
    *response->mutable_task() = ToProto(state, found.sheet, found.task(), day);
    response->set_closed(FindEvent<workflow::TaskClosed>(outcome) != nullptr ||
                         (!response->changed() && found.task().closing.has_value()));
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* TaskService::Explain(grpc::CallbackServerContext* context,
                                               const v1::ExplainRequest* request,
                                               v1::ExplainResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    const bool task = request->has_task();
    if (!task && !request->has_notification()) return FieldRequired("task");
    const std::string& id = task ? request->task() : request->notification();
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine(task ? "task" : "notification", id, kIdCharsMax));
    VEKHA_ASSIGN_OR_RETURN(const auto asked,
                           ReadOptionalDate("as_of", request->has_as_of(), request->as_of()));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(const Asker asker,
                             Asker::Of(state, request->organization(), runner_.clock().Now()));
      const OrganizationId place = task ? OrganizationOfTask(id) : PlaceOfNotification(state, id);
      if (!asker.Sees(place)) {
        return task ? workflow::TaskUnknown(TaskId(id)) : workflow::NotificationUnknown(id);
      }
      const Date day = asked.value_or(TodayOfTask(state, id, runner_.clock().Now()));
      VEKHA_ASSIGN_OR_RETURN(const std::vector<workflow::ExplanationLine> lines,
                             task ? workflow::ExplainTask(state, runner_.rules(), TaskId(id), day)
                                  : workflow::ExplainNotification(state, runner_.rules(), id));
      response->set_revision(state.revision);
      for (const workflow::ExplanationLine& line : lines) {
        v1::ExplanationLine* out = response->add_lines();
        out->set_kind(line.kind);
        out->set_text(line.text);
        out->set_text_en(line.text_en);
      }
      return absl::OkStatus();
    });
  });
}

}  // namespace vekha::api
