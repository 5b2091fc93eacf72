// What people do with a task: accept, return, reopen, withdraw, extend, delegate, acknowledge.
#include <utility>

#include "engine/workflow/task_id.h"
#include "service/api/answer.h"
#include "service/api/convert.h"
#include "service/api/convert_task.h"
#include "service/api/day.h"
#include "service/api/filter.h"
#include "service/api/task_service.h"

namespace vekha::api {
namespace {

using workflow::State;

// What every act says.
template <typename Request>
absl::StatusOr<workflow::TaskAct> ReadAct(const runner::Runner& runner, const State& state,
                                          const Request& request) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("task", request.task(), kIdCharsMax));
  VEKHA_RETURN_IF_ERROR(CheckLine("reason", request.reason(), kTextCharsMax));
  VEKHA_ASSIGN_OR_RETURN(const auto on,
                         ReadOptionalDate("on_date", request.has_on_date(), request.on_date()));
  workflow::TaskAct act;
  act.task = TaskId(request.task());
  act.today = TodayOfTask(state, request.task(), runner.clock().Now());
  act.on = on.value_or(*act.today);
  act.reason = request.reason();
  act.etag = request.etag();
  VEKHA_ASSIGN_OR_RETURN(act.by, FindPerson(state, "by", request.by()));
  return act;
}

// Reads the act, has `fill` read what the command says besides, decides and shows the task.
template <typename Command, typename Request, typename Response, typename Fill>
grpc::ServerUnaryReactor* AnswerAct(runner::Runner& runner, grpc::CallbackServerContext* context,
                                    std::string_view method, const Request& request,
                                    Response* response, Fill fill) {
  return Answer(context, [&]() -> absl::Status {
    Command command;
    VEKHA_RETURN_IF_ERROR(ReadState(runner, [&](const State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(command.act, ReadAct(runner, state, request));
      return fill(state, command);
    }));
    const workflow::TaskAct act = command.act;
    VEKHA_ASSIGN_OR_RETURN(const auto outcome,
                           Execute(runner, method, request, std::move(command)));
    response->set_revision(outcome.revision);
    response->set_changed(!outcome.events.empty());
    return ReadState(runner, [&](const State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(const auto found,
                             workflow::FindTask(state, runner.rules(), act.task, act.on));
      *response->mutable_task() = ToProto(state, found.sheet, found.task(), act.on);
      return absl::OkStatus();
    });
  });
}

template <typename Command, typename Request, typename Response>
grpc::ServerUnaryReactor* AnswerAct(runner::Runner& runner, grpc::CallbackServerContext* context,
                                    std::string_view method, const Request& request,
                                    Response* response) {
  return AnswerAct<Command>(runner, context, method, request, response,
                            [](const State&, Command&) { return absl::OkStatus(); });
}

absl::Status FillExtension(const v1::DecideExtensionRequest& request,
                           workflow::DecideExtension& command) {
  switch (request.decision()) {
    case v1::EXTENSION_DECISION_GRANT:
      command.granted = true;
      break;
    case v1::EXTENSION_DECISION_REFUSE:
      command.granted = false;
      break;
    case v1::EXTENSION_DECISION_UNSPECIFIED:
      return FieldRequired("decision");
    default:  // a number of a newer client
      return FieldInvalid("decision", "there is no such decision", "нет такого решения");
  }
  if (!command.granted && request.has_until_date()) {
    return FieldInvalid("until_date", "a refusal has no new day", "у отказа нет нового срока");
  }
  VEKHA_ASSIGN_OR_RETURN(command.until, ReadOptionalDate("until_date", request.has_until_date(),
                                                         request.until_date()));
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* TaskService::Accept(grpc::CallbackServerContext* context,
                                              const v1::AcceptRequest* request,
                                              v1::AcceptResponse* response) {
  return AnswerAct<workflow::AcceptReport>(runner_, context, "vekha.v1.TaskService/Accept",
                                           *request, response);
}

grpc::ServerUnaryReactor* TaskService::Return(grpc::CallbackServerContext* context,
                                              const v1::ReturnRequest* request,
                                              v1::ReturnResponse* response) {
  return AnswerAct<workflow::ReturnReport>(runner_, context, "vekha.v1.TaskService/Return",
                                           *request, response);
}

grpc::ServerUnaryReactor* TaskService::Reopen(grpc::CallbackServerContext* context,
                                              const v1::ReopenRequest* request,
                                              v1::ReopenResponse* response) {
  return AnswerAct<workflow::ReopenTask>(runner_, context, "vekha.v1.TaskService/Reopen", *request,
                                         response);
}

grpc::ServerUnaryReactor* TaskService::Withdraw(grpc::CallbackServerContext* context,
                                                const v1::WithdrawRequest* request,
                                                v1::WithdrawResponse* response) {
  return AnswerAct<workflow::WithdrawTask>(runner_, context, "vekha.v1.TaskService/Withdraw",
                                           *request, response);
}

grpc::ServerUnaryReactor* TaskService::RequestExtension(grpc::CallbackServerContext* context,
                                                        const v1::RequestExtensionRequest* request,
                                                        v1::RequestExtensionResponse* response) {
  return AnswerAct<workflow::RequestExtension>(
      runner_, context, "vekha.v1.TaskService/RequestExtension", *request, response,
      [&](const State&, workflow::RequestExtension& command) -> absl::Status {
        if (!request->has_until_date()) return FieldRequired("until_date");
        VEKHA_ASSIGN_OR_RETURN(command.until, ReadDate("until_date", request->until_date()));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* TaskService::DecideExtension(grpc::CallbackServerContext* context,
                                                       const v1::DecideExtensionRequest* request,
                                                       v1::DecideExtensionResponse* response) {
  return AnswerAct<workflow::DecideExtension>(
      runner_, context, "vekha.v1.TaskService/DecideExtension", *request, response,
      [&](const State&, workflow::DecideExtension& command) {
        return FillExtension(*request, command);
      });
}

grpc::ServerUnaryReactor* TaskService::Delegate(grpc::CallbackServerContext* context,
                                                const v1::DelegateRequest* request,
                                                v1::DelegateResponse* response) {
  return AnswerAct<workflow::DelegateTask>(
      runner_, context, "vekha.v1.TaskService/Delegate", *request, response,
      [&](const State& state, workflow::DelegateTask& command) -> absl::Status {
        VEKHA_ASSIGN_OR_RETURN(command.to, FindPerson(state, "to", request->to()));
        command.first = !request->co_executor();
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* TaskService::Acknowledge(grpc::CallbackServerContext* context,
                                                   const v1::AcknowledgeRequest* request,
                                                   v1::AcknowledgeResponse* response) {
  return AnswerAct<workflow::AcknowledgeTask>(runner_, context, "vekha.v1.TaskService/Acknowledge",
                                              *request, response);
}

}  // namespace vekha::api
