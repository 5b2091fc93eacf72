// vekha adopt: an organization follows a roadmap from a day on.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "vekha/v1/roadmap_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct AdoptArguments {
  std::string organization;
  std::string roadmap;
  int version = 0;
  std::optional<Date> from;
  Mutation mutation;
};

absl::StatusOr<int> Adopt(Session& session, const AdoptArguments& arguments) {
  session.AllowNewDatabase();
  v1::AdoptRequest request;
  request.set_organization(arguments.organization);
  request.set_roadmap(arguments.roadmap);
  request.set_version(arguments.version);
  if (arguments.from) ToProto(*arguments.from, request.mutable_start_date());
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::AdoptResponse answer,
                         Call(session, &v1::RoadmapService::Stub::Adopt, request));
  const v1::Adoption& adoption = answer.adoption();
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : fmt::format("{}  {} {} {}  {} {}{}\n", adoption.organization(),
                                  adoption.roadmap(), session.Say({"версия", "version"}),
                                  adoption.version(), session.Say({"с", "from"}),
                                  ShowDate(adoption.start_date(), session.language()),
                                  ShowEffect(session, arguments.mutation, answer.changed())));
  return kDone;
}

}  // namespace

void AddAdopt(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<AdoptArguments>();
  CLI::App& command =
      AddCommand(root, session, "adopt",
                 {"организация принимает дорожную карту", "an organization follows a roadmap"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddArgument(command, session, "ROADMAP", arguments->roadmap, {"id карты", "id of the roadmap"});
  AddNumber(command, session, "--version", arguments->version, 1, 1000000,
            {"версия (иначе новейшая)", "version (else the newest)"});
  AddDate(command, session, "--from", arguments->from,
          {"с какого дня (иначе сегодня)", "from which day (else today)"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Adopt(session, *arguments); });
}

}  // namespace vekha::cli
