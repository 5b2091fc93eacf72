// vekha next: what is next for a person, in order of what to do first.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/words.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::cli {
namespace {

constexpr int kStepsShown = 10;  // to a person who asked for no number

struct NextArguments {
  std::vector<std::string> person;
  std::string organization;
  std::optional<Date> as_of;
  int limit = 0;
};

std::string ShowSteps(const v1::ListNextStepsResponse& steps, int limit, const Session& session) {
  const std::string day = ShowDay(steps.as_of(), session.language());
  if (steps.steps().empty()) {
    return session.Say({fmt::format("{}, {}: сейчас дел нет.\n", steps.person_name(), day),
                        fmt::format("{}, {}: nothing to do now.\n", steps.person_name(), day)});
  }
  std::string out = session.Paint(Style::kBold, steps.person_name()) +
                    session.Say({fmt::format(", что дальше на {}\n", day),
                                 fmt::format(", what is next on {}\n", day)});
  int shown = 0;
  for (const v1::NextStep& step : steps.steps()) {
    if (limit == 0 && shown == kStepsShown) break;
    ++shown;
    const v1::Task& task = step.task();
    const Cell state = ShowState(task, session.language());
    out += fmt::format(
        "\n{}  {}  {}\n",
        task.has_due_date() ? ShowDay(task.due_date(), session.language())
                            : session.Say({"без срока", "no due day"}),
        session.Paint(state.style, state.text),
        session.Paint(Style::kBold, ShowMeasure(task.measure_number(), task.measure_title())));
    out += fmt::format("  {}\n", session.Say({step.reason(), step.reason_en()}));
    if (!step.first()) {
      out += session.Say({"  вы соисполнитель\n", "  you are a co-executor\n"});
    }
    out +=
        session.Paint(Style::kDim, fmt::format("  {} · {}", task.organization_name(), task.id())) +
        "\n";
  }
  if (const int more = steps.total_size() - shown; more > 0) {
    out += session.Say({fmt::format("\nи ещё {}: --limit {}\n", more, steps.total_size()),
                        fmt::format("\nand {} more: --limit {}\n", more, steps.total_size())});
  }
  return out;
}

absl::StatusOr<int> Next(Session& session, const NextArguments& arguments) {
  v1::ListNextStepsRequest request;
  request.set_person(JoinWords(arguments.person));
  request.set_organization(arguments.organization);
  if (arguments.as_of) ToProto(*arguments.as_of, request.mutable_as_of());
  VEKHA_ASSIGN_OR_RETURN(
      const v1::ListNextStepsResponse steps,
      CallAllPages(session, &v1::TaskService::Stub::ListNextSteps, request, arguments.limit,
                   [](const v1::ListNextStepsResponse& all) { return all.steps_size(); }));
  session.Print(session.options.json ? FormatMessage(steps)
                                     : ShowSteps(steps, arguments.limit, session));
  return kDone;
}

}  // namespace

void AddNext(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<NextArguments>();
  CLI::App& command =
      AddCommand(root, session, "next", {"что дальше для человека", "what is next for a person"});
  AddWords(command, session, "PERSON", arguments->person,
           {"id или имя: «Мамедов М. Р.»", "id or name: \"Мамедов М. Р.\""});
  AddText(command, session, "--org", arguments->organization,
          {"только задачи этой организации и тех, что ниже",
           "only tasks of this organization and those below"});
  AddDate(command, session, "--as-of", arguments->as_of,
          {"на какой день (иначе сегодня)", "on which day (else today)"});
  AddNumber(command, session, "--limit", arguments->limit, 1, 1000,
            {"не больше стольких", "at most so many"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Next(session, *arguments); });
}

}  // namespace vekha::cli
