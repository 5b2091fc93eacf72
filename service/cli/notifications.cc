// vekha notifications list: what has been said to whom.
#include <fmt/format.h>

#include <cctype>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/words.h"
#include "vekha/v1/notification_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct ListArguments {
  std::string organization;
  std::string person;
  std::string kind;
  std::string task;
  std::string roadmap;
  std::optional<Period> as_of;
  bool undeliverable = false;
  v1::DeliveryState delivery = v1::DELIVERY_STATE_UNSPECIFIED;
  bool ids = false;
  int limit = 0;
};

v1::NotificationServiceListRequest ToRequest(const ListArguments& arguments) {
  v1::NotificationServiceListRequest request;
  request.set_organization(arguments.organization);
  request.set_subtree(true);
  request.set_person(arguments.person);
  if (arguments.kind == "reminder") request.set_kind(v1::NOTIFICATION_KIND_REMINDER);
  if (arguments.kind == "alert") request.set_kind(v1::NOTIFICATION_KIND_ALERT);
  if (arguments.kind == "request") request.set_kind(v1::NOTIFICATION_KIND_REQUEST);
  if (arguments.kind == "news") request.set_kind(v1::NOTIFICATION_KIND_NEWS);
  request.set_task(arguments.task);
  request.set_roadmap(arguments.roadmap);
  if (arguments.as_of) {
    ToProto(arguments.as_of->first, request.mutable_as_of_from());
    ToProto(arguments.as_of->last, request.mutable_as_of_to());
  }
  if (arguments.undeliverable) request.set_undeliverable(true);
  request.set_delivery(arguments.delivery);
  return request;
}

std::string ShowList(const v1::NotificationServiceListResponse& answer, bool ids,
                     const Session& session) {
  const Language language = session.language();
  if (answer.notifications().empty()) {
    return session.Say({"Таких уведомлений нет.\n", "No such notifications.\n"});
  }
  Table table({session.Say({"прогон", "run"}), session.Say({"кому", "to"}),
               session.Say({"что", "what"}), session.Say({"срок", "due"}),
               session.Say({"почему", "why"}),
               ids ? "id" : session.Say({"мероприятие", "measure"})});
  for (const v1::Notification& n : answer.notifications()) {
    const bool alert = n.kind() == v1::NOTIFICATION_KIND_ALERT;
    table.Add({ShowDate(n.as_of(), language),
               n.person_name(),
               {ShowKind(n.kind(), language), alert ? Style::kRed : Style::kPlain},
               ShowDay(n.due_date(), language),
               ShowReason(n.reason(), language),
               ids ? n.id() : ShowMeasure(n.measure_number(), n.measure_title())});
  }
  std::string out = table.Format(session.terminal);
  const int shown = answer.notifications_size();
  if (answer.total_size() > shown) {
    out += session.Say({fmt::format("показано {} из {}\n", shown, answer.total_size()),
                        fmt::format("{} of {} shown\n", shown, answer.total_size())});
  }
  return out;
}

absl::StatusOr<int> List(Session& session, const ListArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(
      const v1::NotificationServiceListResponse answer,
      CallAllPages(
          session, &v1::NotificationService::Stub::List, ToRequest(arguments), arguments.limit,
          [](const v1::NotificationServiceListResponse& all) { return all.notifications_size(); }));
  session.Print(session.options.json ? FormatMessage(answer)
                                     : ShowList(answer, arguments.ids, session));
  return kDone;
}

}  // namespace

void AddNotifications(CLI::App& root, Session& session) {
  CLI::App& group =
      AddGroup(root, session, "notifications", {"уведомления: list", "notifications: list"});
  auto arguments = std::make_shared<ListArguments>();
  CLI::App& command =
      AddCommand(group, session, "list",
                 {"что кому сказано, в порядке прогонов", "what has been said to whom, in order"});
  AddText(command, session, "--org", arguments->organization,
          {"организация и всё ниже неё", "an organization and all below it"});
  AddText(command, session, "--person", arguments->person, {"id или имя", "id or name"});
  AddChoice(command, session, "--kind", {"reminder", "alert", "request", "news"},
            {"напоминания или просрочки", "reminders or alerts"},
            [arguments](const std::string& word) { arguments->kind = word; });
  AddText(command, session, "--task", arguments->task, {"id задачи", "id of a task"});
  AddText(command, session, "--roadmap", arguments->roadmap, {"дорожная карта", "roadmap"});
  AddPeriod(command, session, "--as-of", arguments->as_of, {"дни прогонов", "days of the runs"});
  AddSwitch(command, session, "--undeliverable", arguments->undeliverable,
            {"только те, что некому сказать", "only those nobody can be told"});
  AddChoice(command, session, "--delivery", {"pending", "taken", "sent", "dropped", "dead"},
            {"что с ним стало", "what has become of it"}, [arguments](const std::string& word) {
              std::string name = "DELIVERY_STATE_";
              for (const char c : word) {
                name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
              }
              v1::DeliveryState_Parse(name, &arguments->delivery);
            });
  AddSwitch(command, session, "--ids", arguments->ids,
            {"показать id (для vekha explain)", "show ids (for vekha explain)"});
  AddNumber(command, session, "--limit", arguments->limit, 1, 1000000,
            {"не больше стольких", "at most so many"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return List(session, *arguments); });
}

}  // namespace vekha::cli
