// vekha watch: notifications as runs emit them, until interrupted.
#include <fmt/format.h>

#include <cstdio>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/words.h"
#include "vekha/v1/notification_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct WatchArguments {
  int from = 0;
  std::string organization;
  std::string person;
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

// With --output json: one message of the stream a line.
absl::StatusOr<int> Watch(Session& session, const WatchArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(const auto channel, session.Connect());
  v1::NotificationServiceWatchRequest request;
  request.set_start_revision(arguments.from);
  request.set_organization(arguments.organization);
  request.set_subtree(true);
  request.set_person(arguments.person);
  v1::NotificationService::Stub stub(channel);
  grpc::ClientContext context;  // no deadline: it lasts until somebody stops it
  const auto reader = stub.Watch(&context, request);
  v1::NotificationServiceWatchResponse commit;
  int seen = 0;
  while (reader->Read(&commit)) {
    if (session.options.json) {
      session.Print(FormatMessageLine(commit));
    } else {
      for (const auto& notification : commit.notifications()) {
        session.Print(ShowLine(notification, session));
      }
    }
    std::fflush(stdout);
    seen += commit.notifications_size();
    if (arguments.count > 0 && seen >= arguments.count) {
      context.TryCancel();
      return kDone;
    }
  }
  const grpc::Status status = reader->Finish();
  if (!status.ok()) return FromGrpc(status, session.ServerName());
  return kDone;
}

}  // namespace

void AddWatch(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<WatchArguments>();
  CLI::App& command = AddCommand(root, session, "watch",
                                 {"уведомления по мере появления", "notifications as they appear"});
  AddNumber(command, session, "--from", arguments->from, 0, 2000000000,
            {"с какой ревизии (0: только новое, 1: с начала)",
             "from which revision (0: only new ones, 1: from the beginning)"});
  AddText(command, session, "--org", arguments->organization,
          {"организация и всё ниже неё", "an organization and all below it"});
  AddText(command, session, "--person", arguments->person, {"id или имя", "id or name"});
  AddNumber(command, session, "--count", arguments->count, 1, 2000000000,
            {"закончить, когда придёт столько", "end when so many have come"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Watch(session, *arguments); });
}

}  // namespace vekha::cli
