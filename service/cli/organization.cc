// vekha org: regions, municipalities and schools.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
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
  Mutation mutation;
};

absl::StatusOr<int> Put(Session& session, const PutArguments& arguments) {
  session.AllowNewDatabase();
  v1::PutOrganizationRequest request;
  v1::Organization& organization = *request.mutable_organization();
  organization.set_id(arguments.id);
  organization.set_name(arguments.name);
  organization.set_parent(arguments.parent);
  organization.set_zone(arguments.zone);
  organization.set_level(arguments.level == "region"         ? v1::LEVEL_REGION
                         : arguments.level == "municipality" ? v1::LEVEL_MUNICIPALITY
                                                             : v1::LEVEL_SCHOOL);
  request.set_etag(arguments.mutation.etag);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::PutOrganizationResponse answer,
                         Call(session, &v1::DirectoryService::Stub::PutOrganization, request));
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : fmt::format("{}  {}{}\n", answer.organization().id(),
                                  answer.organization().name(),
                                  ShowEffect(session, arguments.mutation, answer.changed())));
  return kDone;
}

std::string ShowOrganizations(const v1::ListOrganizationsResponse& answer, const Session& session) {
  Table table({"id", session.Say({"уровень", "level"}), session.Say({"входит в", "below"}),
               session.Say({"название", "name"})});
  for (const v1::Organization& organization : answer.organizations()) {
    table.Add({organization.id(), ShowLevel(organization.level(), session.language()),
               organization.parent(), organization.name()});
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
      command, session, "--level", {"region", "municipality", "school"}, {"уровень", "level"},
      [arguments](const std::string& word) { arguments->level = word; }, Need::kRequired);
  AddText(command, session, "--parent", arguments->parent,
          {"id вышестоящей", "id of the one above"});
  AddText(command, session, "--zone", arguments->zone,
          {"часовой пояс IANA (иначе Europe/Moscow)", "IANA time zone (else Europe/Moscow)"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kTaken);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Put(session, *arguments); });
}

}  // namespace

void AddOrganization(CLI::App& root, Session& session) {
  CLI::App& group =
      AddGroup(root, session, "org", {"организации: put, list", "organizations: put, list"});
  AddPut(group, session);
  auto parent = std::make_shared<std::string>();
  CLI::App& list = AddCommand(group, session, "list", {"организации", "organizations"});
  AddText(list, session, "--parent", *parent,
          {"только эта и всё ниже неё", "only this and all below it"});
  AddServerOptions(list, session);
  OnRun(list, session, [&session, parent] { return List(session, *parent); });
}

}  // namespace vekha::cli
