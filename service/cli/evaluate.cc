// vekha evaluate: what a run of any day would do now, without doing it.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/run_text.h"
#include "vekha/v1/run_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct EvaluateArguments {
  std::optional<Date> as_of;
  std::string organization;
};

std::string ShowEvaluation(const v1::EvaluateResponse& run, const Session& session) {
  const std::string day = ShowDay(run.as_of(), session.language());
  if (!run.changed()) {
    return session.Say({fmt::format("На {} прогону было бы нечего делать.\n", day),
                        fmt::format("A run of {} would have nothing to do.\n", day)}) +
           ShowSkipped(run.skipped(), session);
  }
  return session.Say({fmt::format("Что сделал бы прогон на {} (ничего не записано)\n", day),
                      fmt::format("What a run of {} would do (nothing stored)\n", day)}) +
         ShowNotifications(run.notifications(), session) + ShowClosed(run.closed_tasks(), session) +
         ShowSkipped(run.skipped(), session) + "\n" + ShowCounts(run.counts(), session.language());
}

absl::StatusOr<int> Evaluate(Session& session, const EvaluateArguments& arguments) {
  v1::EvaluateRequest request;
  if (arguments.as_of) ToProto(*arguments.as_of, request.mutable_as_of());
  request.set_organization(arguments.organization);
  VEKHA_ASSIGN_OR_RETURN(const v1::EvaluateResponse run,
                         Call(session, &v1::RunService::Stub::Evaluate, request));
  session.Print(session.options.json ? FormatJson(JsonRun(run)) : ShowEvaluation(run, session));
  return run.skipped().empty() ? kDone : kSaidNo;
}

}  // namespace

void AddEvaluate(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<EvaluateArguments>();
  CLI::App& command = AddCommand(root, session, "evaluate",
                                 {"что сделал бы прогон на любой день, без последствий",
                                  "what a run of any day would do, without effect"});
  AddDate(command, session, "--as-of", arguments->as_of,
          {"день (иначе сегодня)", "the day (else today)"});
  AddText(command, session, "--org", arguments->organization,
          {"только эта организация и всё ниже неё", "only this organization and all below it"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Evaluate(session, *arguments); });
}

}  // namespace vekha::cli
