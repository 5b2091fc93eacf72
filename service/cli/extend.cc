// vekha extend: asks for a later due day, or decides about it.
#include "service/cli/act.h"
#include "service/cli/call.h"
#include "service/cli/commands.h"
#include "service/cli/json_text.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::cli {
namespace {

using Tasks = v1::TaskService::Stub;

struct ExtendArguments {
  Act act;
  std::optional<Date> until;
  bool grant = false;
  bool refuse = false;
};

template <typename Response>
int Show(Session& session, const ExtendArguments& arguments, const Response& answer) {
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : ShowAct(answer.task(), answer.changed(), arguments.act, session));
  return kDone;
}

absl::StatusOr<int> Ask(Session& session, const ExtendArguments& arguments) {
  if (!arguments.until) {
    return UsageError(
        {"не хватает --until: до какого дня продлить", "--until is missing: the day to extend to"});
  }
  v1::RequestExtensionRequest request;
  arguments.act.FillIn(request);
  ToProto(*arguments.until, request.mutable_until_date());
  VEKHA_ASSIGN_OR_RETURN(const v1::RequestExtensionResponse answer,
                         Call(session, &Tasks::RequestExtension, request));
  return Show(session, arguments, answer);
}

absl::StatusOr<int> Decide(Session& session, const ExtendArguments& arguments) {
  v1::DecideExtensionRequest request;
  arguments.act.FillIn(request);
  request.set_decision(arguments.grant ? v1::EXTENSION_DECISION_GRANT
                                       : v1::EXTENSION_DECISION_REFUSE);
  if (arguments.until) ToProto(*arguments.until, request.mutable_until_date());
  VEKHA_ASSIGN_OR_RETURN(const v1::DecideExtensionResponse answer,
                         Call(session, &Tasks::DecideExtension, request));
  return Show(session, arguments, answer);
}

absl::StatusOr<int> Extend(Session& session, const ExtendArguments& arguments) {
  if (arguments.refuse && (arguments.grant || arguments.until)) {
    return UsageError({"--refuse не сочетается с --grant и --until",
                       "--refuse goes with neither --grant nor --until"});
  }
  return arguments.grant || arguments.refuse ? Decide(session, arguments) : Ask(session, arguments);
}

}  // namespace

void AddExtend(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<ExtendArguments>();
  CLI::App& command = AddCommand(root, session, "extend",
                                 {"попросить продлить срок; --grant и --refuse решают о просьбе",
                                  "ask for a later due day; --grant and --refuse decide about it"});
  AddDate(command, session, "--until", arguments->until,
          {"новый срок: рабочий день (с --grant иначе тот, о котором просят)",
           "new due day, a working day (with --grant else the one asked for)"});
  AddSwitch(command, session, "--grant", arguments->grant,
            {"продлить: вправе тот, кто установил срок", "extend: whoever set the deadline may"});
  AddSwitch(command, session, "--refuse", arguments->refuse, {"отказать", "refuse"});
  AddActOptions(command, session, arguments->act, Need::kOptional);
  OnRun(command, session, [&session, arguments] { return Extend(session, *arguments); });
}

}  // namespace vekha::cli
