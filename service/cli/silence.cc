// vekha silence: nothing is sent about an organization for some days.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "service/cli/table.h"
#include "vekha/v1/notification_service.grpc.pb.h"

namespace vekha::cli {
namespace {

using Notifications = v1::NotificationService::Stub;

struct SilenceArguments {
  std::string organization;
  std::optional<Period> days;
  std::string by;
  std::string reason;
  std::string id;
  std::string roadmap;
  std::string person;
  std::string end;
  std::optional<Date> on;
  Mutation mutation;
};

std::string ShowSilence(const v1::Silence& silence, const Session& session) {
  const Language language = session.language();
  const auto first = FromProto(silence.first_date());
  const auto last = FromProto(silence.last_date());
  if (first && last && *last < *first) {
    return fmt::format("{}  {}", silence.id(), session.Say({"отменена", "cancelled"}));
  }
  return fmt::format("{}  {}  {}..{}", silence.id(), silence.organization(),
                     ShowDate(silence.first_date(), language),
                     ShowDate(silence.last_date(), language));
}

template <typename Response>
int Show(Session& session, const SilenceArguments& arguments, const Response& answer) {
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : fmt::format("{}{}\n", ShowSilence(answer.silence(), session),
                                  ShowEffect(session, arguments.mutation, answer.changed())));
  return kDone;
}

absl::StatusOr<int> Put(Session& session, const SilenceArguments& arguments) {
  v1::PutSilenceRequest request;
  v1::Silence& silence = *request.mutable_silence();
  silence.set_id(arguments.id);
  silence.set_organization(arguments.organization);
  silence.set_roadmap(arguments.roadmap);
  silence.set_person(arguments.person);
  ToProto(arguments.days->first, silence.mutable_first_date());
  ToProto(arguments.days->last, silence.mutable_last_date());
  silence.set_by(arguments.by);
  silence.set_reason(arguments.reason);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::PutSilenceResponse answer,
                         Call(session, &Notifications::PutSilence, request));
  return Show(session, arguments, answer);
}

absl::StatusOr<int> End(Session& session, const SilenceArguments& arguments) {
  v1::EndSilenceRequest request;
  request.set_silence(arguments.end);
  request.set_by(arguments.by);
  request.set_reason(arguments.reason);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::EndSilenceResponse answer,
                         Call(session, &Notifications::EndSilence, request));
  return Show(session, arguments, answer);
}

std::string ShowSilences(const v1::ListSilencesResponse& answer, const Session& session) {
  const Language language = session.language();
  Table table({session.Say({"с", "from"}), session.Say({"по", "to"}),
               session.Say({"организация", "organization"}), session.Say({"только", "only"}),
               session.Say({"кто", "by"}), session.Say({"причина", "reason"}), "id"});
  for (const v1::Silence& silence : answer.silences()) {
    std::string only = silence.roadmap();
    if (!silence.person().empty()) only += (only.empty() ? "" : ", ") + silence.person_name();
    table.Add({ShowDate(silence.first_date(), language), ShowDate(silence.last_date(), language),
               silence.organization(), only, silence.by_name(), silence.reason(), silence.id()});
  }
  return table.empty() ? session.Say({"Ничего не заглушено.\n", "Nothing is silenced.\n"})
                       : table.Format(session.terminal);
}

absl::StatusOr<int> List(Session& session, const SilenceArguments& arguments) {
  v1::ListSilencesRequest request;
  request.set_organization(arguments.organization);
  if (arguments.on) ToProto(*arguments.on, request.mutable_on_date());
  VEKHA_ASSIGN_OR_RETURN(const v1::ListSilencesResponse answer,
                         CallAllPages(session, &Notifications::ListSilences, request, 0,
                                      [](const v1::ListSilencesResponse&) { return 0; }));
  session.Print(session.options.json ? FormatMessage(answer) : ShowSilences(answer, session));
  return kDone;
}

absl::StatusOr<int> Silence(Session& session, const SilenceArguments& arguments) {
  if (!arguments.end.empty()) return End(session, arguments);
  if (arguments.days) return Put(session, arguments);
  const bool wants_more =
      !(arguments.by + arguments.reason + arguments.id + arguments.roadmap + arguments.person)
           .empty();
  if (wants_more) {
    return UsageError({"у тишины должен быть конец: укажите дни, FROM..TO",
                       "a silence must end: say its days, FROM..TO"});
  }
  return List(session, arguments);
}

}  // namespace

void AddSilence(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<SilenceArguments>();
  CLI::App& command =
      AddCommand(root, session, "silence",
                 {"не слать ничего об организации в эти дни; без дней — список",
                  "send nothing about an organization in these days; without days: the list"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"организация и всё ниже неё", "an organization and all below it"}, Need::kOptional);
  AddPeriod(command, session, "FROM..TO", arguments->days,
            {"дни, оба включены; следующий за ними — рабочий",
             "the days, both included; the next one is a working day"});
  AddText(command, session, "--by", arguments->by, {"кто: id или имя", "who: id or name"});
  AddText(command, session, "--reason", arguments->reason, {"почему", "why"});
  AddText(command, session, "--id", arguments->id,
          {"id (иначе составляется сам)", "id (else one is made)"});
  AddText(command, session, "--roadmap", arguments->roadmap,
          {"только об этой дорожной карте", "only about this roadmap"});
  AddText(command, session, "--person", arguments->person,
          {"только этому человеку: id или имя", "only to this person: id or name"});
  AddText(command, session, "--end", arguments->end,
          {"прекратить тишину с этим id", "end the silence of this id"});
  AddDate(command, session, "--on", arguments->on,
          {"список: что молчит в этот день", "the list: what is silent on this day"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Silence(session, *arguments); });
}

}  // namespace vekha::cli
