// vekha adopt: an organization follows a roadmap from a day on.
#include <fmt/format.h>

#include "engine/base/rejection.h"
#include "service/cli/adoption_parameters.h"
#include "service/cli/call.h"
#include "service/cli/change_text.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "service/cli/rules.h"
#include "vekha/v1/roadmap_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct AdoptArguments {
  std::string organization;
  std::string roadmap;
  int version = 0;
  std::optional<Date> from;
  v1::MovedDates dates = v1::MOVED_DATES_UNSPECIFIED;
  bool compare = false;
  bool subtree = false;
  std::string parameters;  // a file
  Mutation mutation;
};

absl::StatusOr<v1::CompareVersionsResponse> Compare(Session& session,
                                                    const AdoptArguments& arguments) {
  v1::CompareVersionsRequest request;
  request.set_organization(arguments.organization);
  request.set_roadmap(arguments.roadmap);
  request.set_version(arguments.version);
  return Call(session, &v1::RoadmapService::Stub::CompareVersions, request);
}

absl::StatusOr<int> ShowComparison(Session& session, const AdoptArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(const v1::CompareVersionsResponse changes, Compare(session, arguments));
  session.Print(session.options.json ? FormatMessage(changes) : ShowChanges(changes, session));
  return kDone;
}

// Who has to decide about days sees first which.
absl::Status ShowUndecided(Session& session, const AdoptArguments& arguments,
                           const absl::Status& refusal) {
  if (RejectionOf(refusal).reason != "DATES_UNDECIDED" || session.options.json) return refusal;
  const auto changes = Compare(session, arguments);
  if (changes.ok()) {
    session.Print(ShowChanges(*changes, session) +
                  session.Say({"\nРешите о перенесённых сроках: --dates keep — остаются прежние, "
                               "--dates recompute — считаются новые.\n",
                               "\nDecide about the moved days: --dates keep leaves the earlier "
                               "ones, --dates recompute takes the new ones.\n"}));
  }
  return refusal;
}

v1::AdoptRequest ToRequest(const AdoptArguments& arguments) {
  v1::AdoptRequest request;
  request.set_organization(arguments.organization);
  request.set_roadmap(arguments.roadmap);
  request.set_version(arguments.version);
  if (arguments.from) ToProto(*arguments.from, request.mutable_start_date());
  request.set_moved_dates(arguments.dates);
  request.set_subtree(arguments.subtree);
  arguments.mutation.FillIn(request);
  return request;
}

std::string ShowAdoption(const v1::AdoptResponse& answer, const AdoptArguments& arguments,
                         const Session& session) {
  const v1::Adoption& adoption = answer.adoption();
  std::string out =
      fmt::format("{}  {} {} {}  {} {}{}\n", adoption.organization(), adoption.roadmap(),
                  session.Say({"версия", "version"}), adoption.version(),
                  session.Say({"с", "from"}), ShowDate(adoption.start_date(), session.language()),
                  ShowEffect(session, arguments.mutation, answer.changed()));
  if (arguments.parameters.empty()) return out;
  return out + session.Say({fmt::format("записано фактов: {}, ролей: {}\n", answer.facts_recorded(),
                                        answer.holdings_recorded()),
                            fmt::format("recorded: {} facts, {} roles\n", answer.facts_recorded(),
                                        answer.holdings_recorded())});
}

absl::StatusOr<int> Adopt(Session& session, const AdoptArguments& arguments) {
  if (arguments.compare) return ShowComparison(session, arguments);
  session.AllowNewDatabase();
  v1::AdoptRequest request = ToRequest(arguments);
  std::optional<AdoptionParametersFile> parameters;
  if (!arguments.parameters.empty()) {
    VEKHA_ASSIGN_OR_RETURN(const auto rules, LoadRules(session.options.rules));
    VEKHA_ASSIGN_OR_RETURN(
        parameters, AdoptionParametersFile::Read(arguments.parameters, rules->facts, request));
  }
  const absl::StatusOr<v1::AdoptResponse> answered =
      Call(session, &v1::RoadmapService::Stub::Adopt, request);
  if (!answered.ok()) {
    return ShowUndecided(session, arguments,
                         parameters ? parameters->AtPlace(answered.status()) : answered.status());
  }
  session.Print(session.options.json ? FormatMessage(*answered)
                                     : ShowAdoption(*answered, arguments, session));
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
          {"с какого дня (иначе сегодня; другая версия — с прежнего дня)",
           "from which day (else today; another version: from the same day as before)"});
  AddChoice(command, session, "--dates", {"keep", "recompute"},
            {"если новая версия переносит сроки открытых задач: keep — сохранить прежние, "
             "recompute — считать по новой",
             "when another version moves days of open tasks: keep the earlier ones, or recompute "
             "them by the new version"},
            [arguments](const std::string& word) {
              arguments->dates = word == "keep" ? v1::MOVED_DATES_KEEP : v1::MOVED_DATES_RECOMPUTE;
            });
  AddSwitch(command, session, "--compare", arguments->compare,
            {"только показать, что изменит другая версия",
             "only show what another version would change"});
  AddSwitch(command, session, "--subtree", arguments->subtree,
            {"все организации уровня карты под этой, и будущие тоже",
             "every organization of the roadmap's level below this one, future ones too"});
  AddText(command, session, "--parameters", arguments->parameters,
          {"файл .yaml: факты и роли каждой организации, записать вместе с принятием",
           "a .yaml file: facts and roles of each organization, to be recorded with the adoption"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Adopt(session, *arguments); });
}

}  // namespace vekha::cli
