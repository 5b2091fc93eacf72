// vekha report: says that a task is done, with the paper its measure asks for.
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

struct ReportArguments {
  std::string task;
  std::string by;
  std::optional<Date> on;
  std::string number;
  std::optional<Date> dated;
  std::string document;
  std::string url;
  int count = 0;
  std::string comment;
  std::string etag;
  std::string request_id;
  bool validate_only = false;
};

v1::ReportRequest ToRequest(const ReportArguments& arguments) {
  v1::ReportRequest request;
  request.set_task(arguments.task);
  request.set_by(arguments.by);
  if (arguments.on) ToProto(*arguments.on, request.mutable_on_date());
  v1::Evidence& evidence = *request.mutable_evidence();
  evidence.set_number(arguments.number);
  if (arguments.dated) ToProto(*arguments.dated, evidence.mutable_on_date());
  evidence.set_document(arguments.document);
  evidence.set_url(arguments.url);
  evidence.set_count(arguments.count);
  request.set_comment(arguments.comment);
  request.set_etag(arguments.etag);
  request.set_request_id(arguments.request_id);
  request.set_validate_only(arguments.validate_only);
  return request;
}

std::string ShowReport(const v1::ReportResponse& answer, const Session& session) {
  const v1::Task& task = answer.task();
  const Cell state = ShowState(task, session.language());
  return fmt::format(
      "{}: {}{}\n", ShowMeasure(task.measure_number(), task.measure_title()),
      session.Paint(state.style, state.text),
      answer.changed() ? "" : session.Say({" (так и было)", " (it was so already)"}));
}

absl::StatusOr<int> Report(Session& session, const ReportArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(const v1::ReportResponse answer,
                         Call(session, &v1::TaskService::Stub::Report, ToRequest(arguments)));
  session.Print(session.options.json ? FormatMessage(answer) : ShowReport(answer, session));
  return kDone;
}

}  // namespace

void AddReport(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<ReportArguments>();
  CLI::App& command =
      AddCommand(root, session, "report", {"отчитаться о выполнении задачи", "report a task done"});
  AddArgument(command, session, "TASK", arguments->task, {"id задачи", "id of the task"});
  AddText(command, session, "--by", arguments->by, {"кто: id или имя", "who: id or name"},
          Need::kRequired);
  AddDate(command, session, "--on", arguments->on,
          {"когда сделано (иначе сегодня)", "when it was done (else today)"});
  AddText(command, session, "--number", arguments->number,
          {"номер приказа", "number of the order"});
  AddDate(command, session, "--dated", arguments->dated,
          {"дата приказа или события", "date of the order or the event"});
  AddText(command, session, "--document", arguments->document,
          {"название документа", "title of the document"});
  AddText(command, session, "--url", arguments->url, {"ссылка", "its address"});
  AddNumber(command, session, "--count", arguments->count, 1, 1000000000,
            {"сколько получилось", "how many there are"});
  AddText(command, session, "--comment", arguments->comment, {"примечание", "a comment"});
  AddText(command, session, "--etag", arguments->etag,
          {"только если задача не изменилась", "only if the task is unchanged"});
  AddText(command, session, "--request-id", arguments->request_id,
          {"повтор с тем же id получает первый ответ",
           "a repeat with the same id gets the first answer"});
  AddSwitch(command, session, "--validate-only", arguments->validate_only,
            {"только проверить", "only check"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Report(session, *arguments); });
}

}  // namespace vekha::cli
