// vekha run: the daily job, brought up to and including a day.
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

struct RunArguments {
  std::optional<Date> as_of;
  std::string request_id;
  bool validate_only = false;
  bool confirm_gap = false;
};

std::string ShowRun(const v1::RunResponse& run, const RunArguments& arguments,
                    const Session& session) {
  const std::string day = ShowDay(run.as_of(), session.language());
  if (!run.changed() && !run.skipped().empty()) {
    return session.Say({fmt::format("Прогон на {}: ничего нового.\n", day),
                        fmt::format("Run of {}: nothing new.\n", day)}) +
           ShowSkipped(run.skipped(), session);
  }
  if (!run.changed()) {
    return session.Say({fmt::format("Прогон на {}: всё уже сделано, ничего нового.\n", day),
                        fmt::format("Run of {}: already done, nothing new.\n", day)});
  }
  std::string out = session.Say({fmt::format("Прогон на {}", day), fmt::format("Run of {}", day)});
  if (arguments.validate_only) {
    out +=
        session.Say({" (только проверка, ничего не записано)", " (only checked, nothing stored)"});
  }
  out += "\n" + ShowNotifications(run.notifications(), session);
  out += ShowClosed(run.closed_tasks(), session) + ShowSkipped(run.skipped(), session) + "\n";
  out += ShowCounts(run.counts(), session.language());
  if (run.truncated()) {
    out += session.Say({"Показаны не все: остальные в vekha notifications list.\n",
                        "Not all are shown: vekha notifications list has the rest.\n"});
  }
  return out;
}

absl::StatusOr<int> Run(Session& session, const RunArguments& arguments) {
  v1::RunRequest request;
  if (arguments.as_of) ToProto(*arguments.as_of, request.mutable_as_of());
  request.set_request_id(arguments.request_id);
  request.set_validate_only(arguments.validate_only);
  request.set_confirm_gap(arguments.confirm_gap);
  VEKHA_ASSIGN_OR_RETURN(const v1::RunResponse run,
                         Call(session, &v1::RunService::Stub::Run, request));
  session.Print(session.options.json ? FormatJson(JsonRun(run)) : ShowRun(run, arguments, session));
  return run.skipped().empty() ? kDone : kSaidNo;
}

}  // namespace

void AddRun(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<RunArguments>();
  CLI::App& command = AddCommand(
      root, session, "run",
      {"дневной прогон: кому что сказать сегодня", "the daily job: whom to tell what today"});
  AddDate(command, session, "--as-of", arguments->as_of,
          {"день прогона (иначе сегодня)", "day of the run (else today)"});
  AddText(command, session, "--request-id", arguments->request_id,
          {"повтор с тем же id получает первый ответ",
           "a repeat with the same id gets the first answer"});
  AddSwitch(command, session, "--validate-only", arguments->validate_only,
            {"только показать, ничего не записывать", "only show, store nothing"});
  AddSwitch(command, session, "--confirm-gap", arguments->confirm_gap,
            {"прогнать и после перерыва больше 60 дней", "run also after a gap of over 60 days"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Run(session, *arguments); });
}

}  // namespace vekha::cli
