// vekha absence: who is away, and who stands in.
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

struct AbsenceArguments {
  std::string organization;
  std::string person;
  std::optional<Period> days;
  std::string substitute;
  std::string reason;
  std::optional<Date> on;
  Mutation mutation;
};

template <typename Absences>
std::string ShowAbsences(const Absences& absences, const Session& session) {
  const Language language = session.language();
  Table table({session.Say({"кто", "who"}), session.Say({"с", "from"}), session.Say({"по", "to"}),
               session.Say({"замещает", "substitute"}), session.Say({"причина", "reason"})});
  for (const v1::Absence& absence : absences) {
    table.Add({absence.person_name(), ShowDate(absence.first_date(), language),
               ShowDate(absence.last_date(), language), absence.substitute_name(),
               absence.reason()});
  }
  return table.empty() ? session.Say({"Никто не отсутствует.\n", "Nobody is away.\n"})
                       : table.Format(session.terminal);
}

absl::StatusOr<int> Put(Session& session, const AbsenceArguments& arguments) {
  v1::PutAbsenceRequest request;
  v1::Absence& absence = *request.mutable_absence();
  absence.set_person(arguments.person);
  ToProto(arguments.days->first, absence.mutable_first_date());
  ToProto(arguments.days->last, absence.mutable_last_date());
  absence.set_substitute(arguments.substitute);
  absence.set_reason(arguments.reason);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const v1::PutAbsenceResponse answer,
                         Call(session, &v1::DirectoryService::Stub::PutAbsence, request));
  const v1::Absence& put = answer.absence();
  const std::string stands_in =
      put.substitute().empty()
          ? ""
          : session.Say({fmt::format(", замещает {}", put.substitute_name()),
                         fmt::format(", {} stands in", put.substitute_name())});
  session.Print(session.options.json
                    ? FormatMessage(answer)
                    : fmt::format("{}  {}..{}{}{}\n", put.person_name(),
                                  ShowDate(put.first_date(), session.language()),
                                  ShowDate(put.last_date(), session.language()), stands_in,
                                  ShowEffect(session, arguments.mutation, answer.changed())));
  return kDone;
}

absl::StatusOr<int> List(Session& session, const AbsenceArguments& arguments) {
  v1::ListAbsencesRequest request;
  request.set_person(arguments.person);
  request.set_organization(arguments.organization);
  if (arguments.on) ToProto(*arguments.on, request.mutable_on_date());
  VEKHA_ASSIGN_OR_RETURN(const v1::ListAbsencesResponse answer,
                         CallAllPages(session, &v1::DirectoryService::Stub::ListAbsences, request,
                                      0, [](const v1::ListAbsencesResponse&) { return 0; }));
  session.Print(session.options.json ? FormatMessage(answer)
                                     : ShowAbsences(answer.absences(), session));
  return kDone;
}

}  // namespace

void AddAbsence(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<AbsenceArguments>();
  CLI::App& command = AddCommand(root, session, "absence",
                                 {"записать, что человека не будет; без дней — список отсутствий",
                                  "record that somebody is away; without days: who is"});
  AddArgument(command, session, "PERSON", arguments->person, {"id или имя", "id or name"},
              Need::kOptional);
  AddPeriod(command, session, "FROM..TO", arguments->days,
            {"дни отсутствия, оба включены", "the days, both included"});
  AddText(command, session, "--substitute", arguments->substitute,
          {"кто замещает (иначе сообщения ждут)", "who stands in (else messages wait)"});
  AddText(command, session, "--reason", arguments->reason, {"почему", "why"});
  AddDate(command, session, "--on", arguments->on,
          {"список: кого нет в этот день", "the list: who is away on this day"});
  AddText(command, session, "--org", arguments->organization,
          {"список: люди этой организации и тех, что ниже",
           "the list: people of this organization and those below"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] {
    return arguments->days ? Put(session, *arguments) : List(session, *arguments);
  });
}

}  // namespace vekha::cli
