// vekha role: who holds which role where, and from when to when.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "service/cli/table.h"
#include "vekha/v1/directory_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct PutArguments {
  std::string organization;
  std::string role;
  std::string person;
  std::optional<Date> from;
  std::optional<Date> to;
  Mutation mutation;
};

struct ListArguments {
  std::string organization;
  std::string role;
  std::string person;
  std::optional<Date> on;
};

absl::StatusOr<int> Put(Session& session, const PutArguments& arguments) {
  session.AllowNewDatabase();
  v1::PutRoleHoldingRequest request;
  v1::RoleHolding& holding = *request.mutable_holding();
  holding.set_organization(arguments.organization);
  holding.set_role(arguments.role);
  holding.set_person(arguments.person);
  ToProto(*arguments.from, holding.mutable_first_date());
  if (arguments.to) ToProto(*arguments.to, holding.mutable_last_date());
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::PutRoleHoldingResponse answer,
                         Call(session, &v1::DirectoryService::Stub::PutRoleHolding, request));
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : fmt::format("{}  {}  {}{}\n", answer.holding().organization(),
                                  answer.holding().role(), answer.holding().person_name(),
                                  ShowEffect(session, arguments.mutation, answer.changed())));
  return kDone;
}

std::string ShowHoldings(const v1::ListRoleHoldingsResponse& answer, const Session& session) {
  const Language language = session.language();
  Table table({session.Say({"организация", "organization"}), session.Say({"роль", "role"}),
               session.Say({"кто", "who"}), session.Say({"с", "from"}), session.Say({"по", "to"})});
  for (const v1::RoleHolding& holding : answer.holdings()) {
    table.Add({holding.organization(), holding.role(), holding.person_name(),
               ShowDate(holding.first_date(), language), ShowDate(holding.last_date(), language)});
  }
  return table.empty() ? session.Say({"Таких ролей нет.\n", "No such roles.\n"})
                       : table.Format(session.terminal);
}

absl::StatusOr<int> List(Session& session, const ListArguments& arguments) {
  v1::ListRoleHoldingsRequest request;
  request.set_organization(arguments.organization);
  request.set_subtree(true);
  request.set_role(arguments.role);
  request.set_person(arguments.person);
  if (arguments.on) ToProto(*arguments.on, request.mutable_on_date());
  VEKHA_ASSIGN_OR_RETURN(
      const v1::ListRoleHoldingsResponse answer,
      CallAllPages(session, &v1::DirectoryService::Stub::ListRoleHoldings, request, 0,
                   [](const v1::ListRoleHoldingsResponse&) { return 0; }));
  session.Print(session.options.json ? FormatMessage(answer) : ShowHoldings(answer, session));
  return kDone;
}

void AddPut(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<PutArguments>();
  CLI::App& put = AddCommand(group, session, "put", {"назначить на роль", "give somebody a role"});
  AddArgument(put, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddArgument(put, session, "ROLE", arguments->role,
              {"роль: curator, head, coordinator…", "role: curator, head, coordinator…"});
  AddArgument(put, session, "PERSON", arguments->person, {"id или имя", "id or name"});
  AddDate(put, session, "--from", arguments->from, {"первый день", "first day"}, Need::kRequired);
  AddDate(put, session, "--to", arguments->to,
          {"последний день (иначе бессрочно)", "last day (else until further notice)"});
  AddMutationOptions(put, session, arguments->mutation, Etag::kNone);
  AddServerOptions(put, session);
  OnRun(put, session, [&session, arguments] { return Put(session, *arguments); });
}

void AddList(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<ListArguments>();
  CLI::App& list =
      AddCommand(group, session, "list", {"кто какую роль занимает", "who holds which role"});
  AddText(list, session, "--org", arguments->organization,
          {"организация и всё ниже неё", "an organization and all below it"});
  AddText(list, session, "--role", arguments->role, {"роль", "role"});
  AddText(list, session, "--person", arguments->person, {"id или имя", "id or name"});
  AddDate(list, session, "--on", arguments->on, {"на этот день", "on this day"});
  AddServerOptions(list, session);
  OnRun(list, session, [&session, arguments] { return List(session, *arguments); });
}

}  // namespace

void AddRole(CLI::App& root, Session& session) {
  CLI::App& group = AddGroup(root, session, "role", {"роли: put, list", "roles: put, list"});
  AddPut(group, session);
  AddList(group, session);
}

}  // namespace vekha::cli
