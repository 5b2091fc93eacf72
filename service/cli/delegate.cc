// vekha delegate: hands a task over, or adds a co-executor.
#include "service/cli/act.h"
#include "service/cli/call.h"
#include "service/cli/commands.h"
#include "service/cli/json_text.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct DelegateArguments {
  Act act;
  std::string to;
  bool co_executor = false;
};

absl::StatusOr<int> Delegate(Session& session, const DelegateArguments& arguments) {
  v1::DelegateRequest request;
  arguments.act.FillIn(request);
  request.set_to(arguments.to);
  request.set_co_executor(arguments.co_executor);
  VEKHA_ASSIGN_OR_RETURN(const v1::DelegateResponse answer,
                         Call(session, &v1::TaskService::Stub::Delegate, request));
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : ShowAct(answer.task(), answer.changed(), arguments.act, session));
  return kDone;
}

}  // namespace

void AddDelegate(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<DelegateArguments>();
  CLI::App& command = AddCommand(root, session, "delegate",
                                 {"передать задачу другому", "hand a task over to somebody"});
  AddText(command, session, "--to", arguments->to, {"кому: id или имя", "to whom: id or name"},
          Need::kRequired);
  AddSwitch(command, session, "--co-executor", arguments->co_executor,
            {"соисполнителем, не ответственным", "as a co-executor, not as the responsible"});
  AddActOptions(command, session, arguments->act, Need::kOptional);
  OnRun(command, session, [&session, arguments] { return Delegate(session, *arguments); });
}

}  // namespace vekha::cli
