// vekha person: people who can answer for tasks.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "service/cli/table.h"
#include "vekha/v1/directory_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct PutArguments {
  std::string id;
  std::string name;
  Mutation mutation;
};

absl::StatusOr<int> Put(Session& session, const PutArguments& arguments) {
  session.AllowNewDatabase();
  v1::PutPersonRequest request;
  request.mutable_person()->set_id(arguments.id);
  request.mutable_person()->set_name(arguments.name);
  request.set_etag(arguments.mutation.etag);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::PutPersonResponse answer,
                         Call(session, &v1::DirectoryService::Stub::PutPerson, request));
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : fmt::format("{}  {}{}\n", answer.person().id(), answer.person().name(),
                                  ShowEffect(session, arguments.mutation, answer.changed())));
  return kDone;
}

std::string ShowPeople(const v1::ListPeopleResponse& answer, const Session& session) {
  Table table({"id", session.Say({"имя", "name"})});
  for (const v1::Person& person : answer.people()) table.Add({person.id(), person.name()});
  return table.empty() ? session.Say({"Таких людей нет.\n", "No such people.\n"})
                       : table.Format(session.terminal);
}

absl::StatusOr<int> List(Session& session, const std::string& name) {
  v1::ListPeopleRequest request;
  request.set_name_contains(name);
  VEKHA_ASSIGN_OR_RETURN(const v1::ListPeopleResponse answer,
                         CallAllPages(session, &v1::DirectoryService::Stub::ListPeople, request, 0,
                                      [](const v1::ListPeopleResponse&) { return 0; }));
  session.Print(session.options.json ? FormatMessage(answer) : ShowPeople(answer, session));
  return kDone;
}

}  // namespace

void AddPerson(CLI::App& root, Session& session) {
  CLI::App& group = AddGroup(root, session, "person", {"люди: put, list", "people: put, list"});
  auto arguments = std::make_shared<PutArguments>();
  CLI::App& put = AddCommand(group, session, "put",
                             {"завести или заменить человека", "create or replace a person"});
  AddArgument(put, session, "ID", arguments->id, {"id: a-z 0-9 -", "id: a-z 0-9 -"});
  AddText(
      put, session, "--name", arguments->name,
      {"имя, как в документах: «Мамедов М. Р.»", "name as documents write it: \"Мамедов М. Р.\""},
      Need::kRequired);
  AddMutationOptions(put, session, arguments->mutation, Etag::kTaken);
  AddServerOptions(put, session);
  OnRun(put, session, [&session, arguments] { return Put(session, *arguments); });

  auto name = std::make_shared<std::string>();
  CLI::App& list = AddCommand(group, session, "list", {"люди", "people"});
  AddText(list, session, "--name", *name, {"часть имени", "a part of the name"});
  AddServerOptions(list, session);
  OnRun(list, session, [&session, name] { return List(session, *name); });
}

}  // namespace vekha::cli
