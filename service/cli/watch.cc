// vekha watch: notifications as runs emit them, or what happens to tasks, until interrupted.
#include <fmt/format.h>

#include <cstdio>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/failure.h"
#include "service/cli/json_text.h"
#include "service/cli/task_event_text.h"
#include "service/cli/words.h"
#include "vekha/v1/notification_service.grpc.pb.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct WatchArguments {
  int from = 0;
  std::string organization;
  std::string person;
  bool tasks = false;
  std::string roadmap;
  std::string task;
  int count = 0;
};

std::string ShowLine(const v1::Notification& n, const Session& session) {
  const bool alert = n.kind() == v1::NOTIFICATION_KIND_ALERT;
  return fmt::format(
      "r{}  {}  {}  {}  {}  {}\n", n.emitted_revision(), ShowDate(n.as_of(), session.language()),
      n.person_name(),
      session.Paint(alert ? Style::kRed : Style::kPlain, ShowKind(n.kind(), session.language())),
      ShowReason(n.reason(), session.language()),
      ShowMeasure(n.measure_number(), n.measure_title()));
}

// Prints one message of a stream; gives how many things it tells of.
int Show(const v1::NotificationServiceWatchResponse& commit, Session& session) {
  for (const auto& notification : commit.notifications()) {
    if (!session.options.json) session.Print(ShowLine(notification, session));
  }
  return commit.notifications_size();
}
int Show(const v1::TaskServiceWatchResponse& commit, Session& session) {
  for (const auto& event : commit.events()) {
    if (session.options.json) break;
    session.Print(
        fmt::format("r{}  {}\n", commit.revision(), ShowTaskEvent(event, session.language())));
  }
  return commit.events_size();
}

// With --output json: one message of the stream a line.
template <typename Stub, typename Response, typename Request>
absl::StatusOr<int> Follow(Session& session, const Request& request, int count) {
  VEKHA_ASSIGN_OR_RETURN(const auto channel, session.Connect());
  Stub stub(channel);
  grpc::ClientContext context;  // no deadline: it lasts until somebody stops it
  const auto reader = stub.Watch(&context, request);
  Response commit;
  int seen = 0;
  while (reader->Read(&commit)) {
    if (session.options.json) session.Print(FormatMessageLine(commit));
    seen += Show(commit, session);
    std::fflush(stdout);
    if (count > 0 && seen >= count) {
      context.TryCancel();
      return kDone;
    }
  }
  const grpc::Status status = reader->Finish();
  if (!status.ok()) return FromGrpc(status, session.ServerName());
  return kDone;
}

template <typename Request>
Request RequestOf(const WatchArguments& arguments) {
  Request request;
  request.set_start_revision(arguments.from);
  request.set_organization(arguments.organization);
  request.set_subtree(true);
  return request;
}

absl::Status CheckFilters(const WatchArguments& arguments) {
  if (arguments.tasks && !arguments.person.empty()) {
    return UsageError({"--person не сочетается с --tasks", "--person does not go with --tasks"});
  }
  if (!arguments.tasks && !(arguments.roadmap.empty() && arguments.task.empty())) {
    return UsageError({"--roadmap и --task бывают только с --tasks",
                       "--roadmap and --task go only with --tasks"});
  }
  return absl::OkStatus();
}

absl::StatusOr<int> Watch(Session& session, const WatchArguments& arguments) {
  VEKHA_RETURN_IF_ERROR(CheckFilters(arguments));
  if (arguments.tasks) {
    auto request = RequestOf<v1::TaskServiceWatchRequest>(arguments);
    request.set_roadmap(arguments.roadmap);
    request.set_task(arguments.task);
    return Follow<v1::TaskService::Stub, v1::TaskServiceWatchResponse>(session, request,
                                                                       arguments.count);
  }
  auto request = RequestOf<v1::NotificationServiceWatchRequest>(arguments);
  request.set_person(arguments.person);
  return Follow<v1::NotificationService::Stub, v1::NotificationServiceWatchResponse>(
      session, request, arguments.count);
}

}  // namespace

void AddWatch(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<WatchArguments>();
  CLI::App& command = AddCommand(root, session, "watch",
                                 {"уведомления или события задач по мере появления",
                                  "notifications, or what happens to tasks, as they appear"});
  AddNumber(command, session, "--from", arguments->from, 0, 2000000000,
            {"с какой ревизии (0: только новое, 1: с начала)",
             "from which revision (0: only new ones, 1: from the beginning)"});
  AddText(command, session, "--org", arguments->organization,
          {"организация и всё ниже неё", "an organization and all below it"});
  AddText(command, session, "--person", arguments->person,
          {"кому уведомления: id или имя", "whose notifications: id or name"});
  AddSwitch(
      command, session, "--tasks", arguments->tasks,
      {"что происходит с задачами, а не уведомления", "what happens to tasks, not notifications"});
  AddText(command, session, "--roadmap", arguments->roadmap,
          {"с --tasks: одна дорожная карта", "with --tasks: one roadmap"});
  AddText(command, session, "--task", arguments->task,
          {"с --tasks: одна задача", "with --tasks: one task"});
  AddNumber(command, session, "--count", arguments->count, 1, 2000000000,
            {"закончить, когда придёт столько", "end when so many have come"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Watch(session, *arguments); });
}

}  // namespace vekha::cli
