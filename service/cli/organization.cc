// vekha org: regions, municipalities and schools.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "service/cli/table.h"
#include "service/cli/words.h"
#include "vekha/v1/directory_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct PutArguments {
  std::string id;
  std::string name;
  std::string level;
  std::string parent;
  std::string zone;
  std::string region;
  int week = 0;
  std::optional<Date> opened;
  Mutation mutation;
};

template <typename Response>
std::string ShowChanged(Session& session, const Mutation& mutation, const Response& answer) {
  if (session.options.json) return FormatMessage(answer);
  return fmt::format("{}  {}{}\n", answer.organization().id(), answer.organization().name(),
                     ShowEffect(session, mutation, answer.changed()));
}

absl::StatusOr<int> Put(Session& session, const PutArguments& arguments) {
  session.AllowNewDatabase();
  v1::PutOrganizationRequest request;
  v1::Organization& organization = *request.mutable_organization();
  organization.set_id(arguments.id);
  organization.set_name(arguments.name);
  organization.set_parent(arguments.parent);
  organization.set_zone(arguments.zone);
  organization.set_level(LevelNamed(arguments.level));
  organization.set_region(arguments.region);
  organization.set_week(arguments.week);
  if (arguments.opened) ToProto(*arguments.opened, organization.mutable_opened_date());
  request.set_etag(arguments.mutation.etag);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::PutOrganizationResponse answer,
                         Call(session, &v1::DirectoryService::Stub::PutOrganization, request));
  session.Print(ShowChanged(session, arguments.mutation, answer));
  return kDone;
}

// Of a move or a closure: whom, from which day, where to, and why.
struct ChangeArguments {
  std::string id;
  std::string other;  // the new parent, or the successor
  std::optional<Date> on;
  std::string reason;
  Mutation mutation;
};

absl::StatusOr<int> Move(Session& session, const ChangeArguments& arguments) {
  v1::MoveOrganizationRequest request;
  request.set_organization(arguments.id);
  v1::OrganizationMove& move = *request.mutable_move();
  move.set_parent(arguments.other);
  ToProto(*arguments.on, move.mutable_on_date());
  move.set_reason(arguments.reason);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::MoveOrganizationResponse answer,
                         Call(session, &v1::DirectoryService::Stub::MoveOrganization, request));
  session.Print(ShowChanged(session, arguments.mutation, answer));
  return kDone;
}

// What nobody is asked for any more.
std::string ShowLeft(const Session& session, Date on, const v1::CloseOrganizationResponse& answer) {
  const Date eve = AddDays(on, -1);
  return session.Say(
      {fmt::format(
           "на {} не сделано: в работе {}, из них просрочено {}; ждут снятия с контроля {}; "
           "преемнику долги не переходят\n",
           ShowDate(eve, session.language()), answer.open_tasks(), answer.overdue_tasks(),
           answer.waiting_tasks()),
       fmt::format(
           "undone on {}: {} open, {} of them overdue; {} wait to be accepted; what was owed "
           "does not pass to the successor\n",
           ShowDate(eve, session.language()), answer.open_tasks(), answer.overdue_tasks(),
           answer.waiting_tasks())});
}

absl::StatusOr<int> Close(Session& session, const ChangeArguments& arguments) {
  v1::CloseOrganizationRequest request;
  request.set_organization(arguments.id);
  v1::OrganizationClosure& closure = *request.mutable_closure();
  closure.set_successor(arguments.other);
  ToProto(*arguments.on, closure.mutable_on_date());
  closure.set_reason(arguments.reason);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::CloseOrganizationResponse answer,
                         Call(session, &v1::DirectoryService::Stub::CloseOrganization, request));
  session.Print(ShowChanged(session, arguments.mutation, answer) +
                (session.options.json ? "" : ShowLeft(session, *arguments.on, answer)));
  return kDone;
}

// "; закрыта с 01.11.2022, влита в lyceum"
std::string ShowClosure(const v1::Organization& organization, const Session& session) {
  if (!organization.has_closure()) return "";
  const v1::OrganizationClosure& closure = organization.closure();
  std::string out = session.Say({"; закрыта с ", "; closed from "}) +
                    ShowDate(closure.on_date(), session.language());
  if (closure.successor().empty()) return out;
  return out + session.Say({", влита в ", ", merged into "}) + closure.successor();
}

std::string ShowOrganizations(const v1::ListOrganizationsResponse& answer, const Session& session) {
  Table table({"id", session.Say({"уровень", "level"}), session.Say({"входит в", "below"}),
               session.Say({"название", "name"})});
  for (const v1::Organization& organization : answer.organizations()) {
    table.Add({organization.id(), ShowLevel(organization.level(), session.language()),
               organization.parent(), organization.name() + ShowClosure(organization, session)});
  }
  return table.empty() ? session.Say({"Организаций нет.\n", "No organizations.\n"})
                       : table.Format(session.terminal);
}

absl::StatusOr<int> List(Session& session, const std::string& parent) {
  v1::ListOrganizationsRequest request;
  request.set_parent(parent);
  VEKHA_ASSIGN_OR_RETURN(
      const v1::ListOrganizationsResponse answer,
      CallAllPages(session, &v1::DirectoryService::Stub::ListOrganizations, request, 0,
                   [](const v1::ListOrganizationsResponse&) { return 0; }));
  session.Print(session.options.json ? FormatMessage(answer) : ShowOrganizations(answer, session));
  return kDone;
}

void AddPut(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<PutArguments>();
  CLI::App& command =
      AddCommand(group, session, "put",
                 {"завести или заменить организацию", "create or replace an organization"});
  AddArgument(command, session, "ID", arguments->id, {"id: a-z 0-9 -", "id: a-z 0-9 -"});
  AddText(command, session, "--name", arguments->name, {"название", "name"}, Need::kRequired);
  AddChoice(
      command, session, "--level", {"region", "municipality", "school", "body"},
      {"уровень", "level"}, [arguments](const std::string& word) { arguments->level = word; },
      Need::kRequired);
  AddText(command, session, "--parent", arguments->parent,
          {"id вышестоящей", "id of the one above"});
  AddText(command, session, "--zone", arguments->zone,
          {"часовой пояс IANA (иначе Europe/Moscow)", "IANA time zone (else Europe/Moscow)"});
  AddText(command, session, "--region", arguments->region,
          {"свой календарь, RU-DA (иначе как в карте)",
           "a calendar of its own, RU-DA (else the roadmap's)"});
  AddNumber(command, session, "--week", arguments->week, 5, 6,
            {"своя рабочая неделя (иначе как в карте)",
             "a working week of its own (else the roadmap's)"});
  AddDate(command, session, "--opened", arguments->opened,
          {"первый день (иначе была всегда)", "its first day (else it was always there)"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kTaken);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Put(session, *arguments); });
}

// What move and close share; the option for the other organization is the caller's.
void AddChange(CLI::App& command, Session& session,
               const std::shared_ptr<ChangeArguments>& arguments) {
  AddArgument(command, session, "ID", arguments->id, {"id организации", "id of the organization"});
  AddDate(command, session, "--on", arguments->on, {"с какого дня", "from which day"},
          Need::kRequired);
  AddText(command, session, "--reason", arguments->reason, {"основание", "why"}, Need::kRequired);
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddServerOptions(command, session);
}

void AddMove(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<ChangeArguments>();
  CLI::App& command =
      AddCommand(group, session, "move", {"переподчинить с дня", "stand below another from a day"});
  AddText(command, session, "--parent", arguments->other,
          {"новая вышестоящая (без неё — никакой)", "the new one above (none without it)"});
  AddChange(command, session, arguments);
  OnRun(command, session, [&session, arguments] { return Move(session, *arguments); });
}

void AddClose(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<ChangeArguments>();
  CLI::App& command =
      AddCommand(group, session, "close", {"закрыть или слить с дня", "close or merge from a day"});
  AddText(command, session, "--into", arguments->other,
          {"с кем слита", "the one it was merged into"});
  AddChange(command, session, arguments);
  OnRun(command, session, [&session, arguments] { return Close(session, *arguments); });
}

}  // namespace

void AddOrganization(CLI::App& root, Session& session) {
  CLI::App& group =
      AddGroup(root, session, "org",
               {"организации: put, move, close, list", "organizations: put, move, close, list"});
  AddPut(group, session);
  AddMove(group, session);
  AddClose(group, session);
  auto parent = std::make_shared<std::string>();
  CLI::App& list = AddCommand(group, session, "list", {"организации", "organizations"});
  AddText(list, session, "--parent", *parent,
          {"только эта и всё ниже неё", "only this and all below it"});
  AddServerOptions(list, session);
  OnRun(list, session, [&session, parent] { return List(session, *parent); });
}

}  // namespace vekha::cli
