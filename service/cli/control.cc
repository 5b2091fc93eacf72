// vekha accept, return, reopen, withdraw, ack: a decision about a task, and nothing besides.
#include "service/cli/act.h"
#include "service/cli/call.h"
#include "service/cli/commands.h"
#include "service/cli/json_text.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::cli {
namespace {

using Tasks = v1::TaskService::Stub;

template <typename Request, typename Response>
void AddDecision(CLI::App& root, Session& session, const std::string& name, const Text& what,
                 Need reason, Method<Tasks, Request, Response> method) {
  auto act = std::make_shared<Act>();
  CLI::App& command = AddCommand(root, session, name, what);
  AddActOptions(command, session, *act, reason);
  OnRun(command, session, [&session, act, method]() -> absl::StatusOr<int> {
    Request request;
    act->FillIn(request);
    VEKHA_ASSIGN_OR_RETURN(const Response answer, Call(session, method, request));
    session.Print(session.options.json ? FormatMessage(answer)
                                       : ShowAct(answer.task(), answer.changed(), *act, session));
    return kDone;
  });
}

}  // namespace

void AddControl(CLI::App& root, Session& session) {
  AddDecision(root, session, "accept",
              {"принять отчёт: снять с контроля", "accept a report: the task is done"},
              Need::kOptional, &Tasks::Accept);
  AddDecision(root, session, "return",
              {"вернуть отчёт на доработку", "return a report that lacks something"},
              Need::kRequired, &Tasks::Return);
  AddDecision(root, session, "reopen",
              {"открыть закрытую задачу снова, отменить ошибочный отчёт",
               "open a finished task again, undo a mistaken report"},
              Need::kRequired, &Tasks::Reopen);
  AddDecision(root, session, "withdraw", {"снять задачу", "take a task off"}, Need::kRequired,
              &Tasks::Withdraw);
  AddDecision(root, session, "ack",
              {"подтвердить: видел, в работе; напоминания подождут",
               "say that it is seen and worked on; reminders wait"},
              Need::kOptional, &Tasks::Acknowledge);
}

}  // namespace vekha::cli
