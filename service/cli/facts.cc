// vekha facts: what has really happened in an organization.
#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/fact_text.h"
#include "service/cli/facts_ingest.h"
#include "service/cli/facts_template.h"
#include "service/cli/intake.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "service/cli/rules.h"
#include "service/cli/table.h"
#include "vekha/v1/state_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct SetArguments {
  std::string organization;
  std::vector<std::string> facts;
  std::string scope;
  std::string source = "manual";
  std::string observed;
  Mutation mutation;
};

struct ListArguments {
  std::string organization;
  std::optional<Date> as_of;
  std::string prefix;
  bool all_scopes = false;
};

// A day is taken at 09:00 UTC, which is the same day in every zone of Russia.
absl::Status ReadObserved(const std::string& text, google::protobuf::Timestamp& out) {
  const std::string full = ParseIsoDate(text) ? text + "T09:00:00Z" : text;
  if (google::protobuf::util::TimeUtil::FromString(full, &out)) return absl::OkStatus();
  return UsageError(
      {fmt::format(
           "--observed: «{}» не день и не время; пишите 2022-09-15 или 2022-09-15T10:00:00Z", text),
       fmt::format("--observed: '{}' is no day or time; write 2022-09-15 or 2022-09-15T10:00:00Z",
                   text)});
}

absl::StatusOr<int> Set(Session& session, const SetArguments& arguments) {
  session.AllowNewDatabase();
  VEKHA_ASSIGN_OR_RETURN(const auto rules, LoadRules(session.options.rules));
  v1::RecordFactsRequest request;
  request.set_organization(arguments.organization);
  for (const std::string& text : arguments.facts) {
    VEKHA_ASSIGN_OR_RETURN(v1::Fact fact, ParseFact(text, rules->facts));
    fact.set_scope(arguments.scope);
    fact.set_source(arguments.source);
    if (!arguments.observed.empty()) {
      VEKHA_RETURN_IF_ERROR(ReadObserved(arguments.observed, *fact.mutable_observed_time()));
    }
    *request.add_facts() = std::move(fact);
  }
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::RecordFactsResponse answer,
                         Call(session, &v1::StateService::Stub::RecordFacts, request));
  session.Print(
      session.options.json
          ? FormatMessage(answer)
          : session.Say(
                {fmt::format("записано {}, без изменений {}{}\n", answer.recorded(),
                             answer.unchanged(), ShowEffect(session, arguments.mutation, true)),
                 fmt::format("{} recorded, {} unchanged{}\n", answer.recorded(), answer.unchanged(),
                             ShowEffect(session, arguments.mutation, true))}));
  return kDone;
}

std::string ShowFacts(const v1::GetStateResponse& answer, const Session& session) {
  const Language language = session.language();
  Table table({session.Say({"факт", "fact"}), session.Say({"за", "for"}),
               session.Say({"значение", "value"}), session.Say({"источник", "source"}),
               session.Say({"замечено", "observed"}), session.Say({"что это", "meaning"})});
  for (const v1::Fact& fact : answer.facts()) {
    table.Add({fact.name(), fact.scope(), ShowValue(fact.value(), language),
               ShowSource(fact, language),
               google::protobuf::util::TimeUtil::ToString(fact.observed_time()), fact.title()});
  }
  std::string out = table.empty() ? session.Say({"Ничего не записано.\n", "Nothing recorded.\n"})
                                  : table.Format(session.terminal);
  if (!answer.missing_facts().empty()) {
    out += fmt::format("{}: {}\n", session.Say({"не хватает", "missing"}),
                       fmt::join(answer.missing_facts(), ", "));
  }
  return out;
}

absl::StatusOr<int> List(Session& session, const ListArguments& arguments) {
  v1::GetStateRequest request;
  request.set_organization(arguments.organization);
  if (arguments.as_of) ToProto(*arguments.as_of, request.mutable_as_of());
  request.set_name_prefix(arguments.prefix);
  request.set_all_scopes(arguments.all_scopes);
  VEKHA_ASSIGN_OR_RETURN(const v1::GetStateResponse answer,
                         Call(session, &v1::StateService::Stub::GetState, request));
  session.Print(session.options.json ? FormatMessage(answer) : ShowFacts(answer, session));
  return kDone;
}

void AddSet(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<SetArguments>();
  CLI::App& set = AddCommand(group, session, "set", {"записать факты", "record facts"});
  AddArgument(set, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddWords(
      set, session, "NAME=VALUE", arguments->facts,
      {"mentees.count=34 order.model.number=12 …", "mentees.count=34 order.model.number=12 …"});
  AddText(set, session, "--scope", arguments->scope,
          {"за что: 2022/23, 2022-H2, 2022-Q4, 2022 (иначе по дню)",
           "for what: 2022/23, 2022-H2, 2022-Q4, 2022 (else by the day)"});
  AddText(set, session, "--source", arguments->source, {"кто говорит", "who says so"});
  AddText(set, session, "--observed", arguments->observed,
          {"когда замечено: день или время (иначе сейчас)",
           "when it was seen: a day or time (else now)"});
  AddMutationOptions(set, session, arguments->mutation, Etag::kNone);
  AddServerOptions(set, session);
  OnRun(set, session, [&session, arguments] { return Set(session, *arguments); });
}

void AddList(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<ListArguments>();
  CLI::App& list = AddCommand(group, session, "list",
                              {"что известно об организации", "what is known of an organization"});
  AddArgument(list, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddDate(list, session, "--as-of", arguments->as_of,
          {"на какой день (иначе сегодня)", "on which day (else today)"});
  AddText(list, session, "--prefix", arguments->prefix,
          {"имена с этого начала", "names that begin so"});
  AddSwitch(list, session, "--all-scopes", arguments->all_scopes,
            {"и за другие годы и кварталы", "of other years and quarters too"});
  AddServerOptions(list, session);
  OnRun(list, session, [&session, arguments] { return List(session, *arguments); });
}

}  // namespace

void AddFacts(CLI::App& root, Session& session) {
  CLI::App& group = AddGroup(
      root, session, "facts",
      {"факты: set, list, import, ingest, template", "facts: set, list, import, ingest, template"});
  AddSet(group, session);
  AddList(group, session);
  AddImport(group, session);
  AddFactsIngest(group, session);
  AddFactsTemplate(group, session);
}

}  // namespace vekha::cli
