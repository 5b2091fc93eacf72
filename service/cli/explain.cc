// vekha explain: why a task or a notification is as it is.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/table.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct ExplainArguments {
  std::string subject;
  std::optional<Date> as_of;
};

std::string ShowLineKind(const std::string& kind, Language language) {
  static const std::map<std::string, Text, std::less<>> kNames = {
      {"row", {"документ", "document"}},
      {"term", {"срок", "term"}},
      {"arithmetic", {"счёт дней", "dates"}},
      {"calendar", {"календарь", "calendar"}},
      {"depends", {"зависит", "depends on"}},
      {"condition", {"условие", "condition"}},
      {"fact", {"факт", "fact"}},
      {"status", {"состояние", "status"}},
      {"control", {"контроль", "control"}},
      {"responsible", {"отвечает", "answers"}},
      {"rung", {"ступень", "rung"}},
      {"notification", {"уведомление", "notification"}}};
  const auto found = kNames.find(kind);
  return found == kNames.end() ? kind : found->second.In(language);
}

std::string ShowLines(const v1::ExplainResponse& answer, const Session& session) {
  size_t width = 0;
  for (const auto& line : answer.lines()) {
    width = std::max(width, DisplayWidth(ShowLineKind(line.kind(), session.language())));
  }
  std::string out;
  std::string last;
  for (const auto& line : answer.lines()) {
    const std::string kind = ShowLineKind(line.kind(), session.language());
    const std::string label = kind == last ? "" : kind;
    last = kind;
    out += session.Paint(Style::kBold, label);
    out.append(width - DisplayWidth(label) + 2, ' ');
    out += OneLine(session.Say({line.text(), line.text_en()})) + "\n";
  }
  return out;
}

// Ids of notifications are those of tasks and more, separated by '|'.
bool IsNotification(std::string_view id) { return id.find('|') != std::string_view::npos; }

absl::StatusOr<int> Explain(Session& session, const ExplainArguments& arguments) {
  v1::ExplainRequest request;
  if (IsNotification(arguments.subject)) {
    request.set_notification(arguments.subject);
  } else {
    request.set_task(arguments.subject);
  }
  if (arguments.as_of) ToProto(*arguments.as_of, request.mutable_as_of());
  VEKHA_ASSIGN_OR_RETURN(const v1::ExplainResponse answer,
                         Call(session, &v1::TaskService::Stub::Explain, request));
  session.Print(session.options.json ? FormatMessage(answer) : ShowLines(answer, session));
  return kDone;
}

}  // namespace

void AddExplain(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<ExplainArguments>();
  CLI::App& command = AddCommand(root, session, "explain",
                                 {"почему у задачи или уведомления всё именно так",
                                  "why a task or a notification is as it is"});
  AddArgument(command, session, "TASK|NOTIFICATION", arguments->subject,
              {"id задачи или уведомления", "id of a task or a notification"});
  AddDate(command, session, "--as-of", arguments->as_of,
          {"на какой день (иначе сегодня)", "on which day (else today)"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Explain(session, *arguments); });
}

}  // namespace vekha::cli
