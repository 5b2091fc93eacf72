// vekha simulate: a span of days as the daily job would live through it, without doing it.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "service/cli/assumptions.h"
#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/rules.h"
#include "service/cli/simulation_text.h"
#include "vekha/v1/simulation_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct SimulateArguments {
  std::string organization;
  std::optional<Date> from;
  std::optional<Date> to;
  std::optional<Date> late_on;
  std::string file;
  std::vector<std::string> facts;
  std::vector<std::string> absent;
  std::vector<std::string> idle;
  bool brief = false;
};

// "2022-10-27  57/273" on a terminal, gone at the end; nothing in a pipe.
class Progress {
 public:
  Progress(const Session& session, int days)
      : session_(session), days_(days), shown_(DetectTerminal(STDERR_FILENO).width.has_value()) {}
  ~Progress() {
    if (shown_) fmt::print(stderr, "\r{:40}\r", "");
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Show(const v1::Date& date) {
    ++done_;
    if (shown_) {
      fmt::print(stderr, "\r{}  {}/{}", ShowDate(date, session_.language()), done_, days_);
      std::fflush(stderr);
    }
  }

 private:
  const Session& session_;
  const int days_;
  const bool shown_;
  int done_ = 0;
};

absl::StatusOr<v1::SimulateRequest> ToRequest(const Session& session,
                                              const SimulateArguments& arguments) {
  v1::SimulateRequest request;
  ToProto(*arguments.from, request.mutable_first_date());
  ToProto(*arguments.to, request.mutable_last_date());
  if (arguments.late_on) ToProto(*arguments.late_on, request.mutable_late_on());
  request.set_organization(arguments.organization);
  if (!arguments.file.empty() || !arguments.facts.empty()) {
    VEKHA_ASSIGN_OR_RETURN(const auto rules, LoadRules(session.options.rules));
    if (!arguments.file.empty()) {
      VEKHA_RETURN_IF_ERROR(ReadAssumptionFile(arguments.file, rules->facts, request));
    }
    VEKHA_RETURN_IF_ERROR(
        ReadFactWords(arguments.facts, arguments.organization, rules->facts, request));
  }
  VEKHA_RETURN_IF_ERROR(ReadAbsenceWords(arguments.absent, request));
  for (const std::string& organization : arguments.idle) {
    request.add_assumptions()->set_idle_organization(organization);
  }
  return request;
}

absl::StatusOr<Simulated> Collect(Session& session, const v1::SimulateRequest& request, int days) {
  VEKHA_ASSIGN_OR_RETURN(const auto channel, session.Connect());
  v1::SimulationService::Stub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
  const auto reader = stub.Simulate(&context, request);
  Simulated out;
  Progress progress(session, days);
  bool joins = false;  // the message goes on with the day before it
  v1::SimulateResponse message;
  while (reader->Read(&message)) {
    if (message.has_summary()) {
      out.summary = std::move(*message.mutable_summary());
      continue;
    }
    const bool partial = message.day().partial();
    if (joins) {
      out.days.back().MergeFrom(message.day());
      out.days.back().set_partial(false);
    } else {
      progress.Show(message.day().date());
      out.days.push_back(std::move(*message.mutable_day()));
    }
    joins = partial;
  }
  const grpc::Status status = reader->Finish();
  if (!status.ok()) return FromGrpc(status, session.ServerName());
  return out;
}

std::string Show(const Simulated& simulated, const SimulateArguments& arguments,
                 const Session& session) {
  const std::string from = ShowDate(*arguments.from, session.language());
  const std::string to = ShowDate(*arguments.to, session.language());
  std::string out =
      session.Say({fmt::format("Что было бы с {} по {} (ничего не записано)\n", from, to),
                   fmt::format("What would be from {} to {} (nothing stored)\n", from, to)});
  if (!arguments.brief) {
    for (const v1::SimulatedDay& day : simulated.days) out += ShowSimulatedDay(day, session);
  }
  return out + ShowSummary(simulated.summary, session) + ShowSkippedDays(simulated.days, session);
}

absl::StatusOr<int> Simulate(Session& session, const SimulateArguments& arguments) {
  if (*arguments.to < *arguments.from) {
    return UsageError({"--to раньше --from", "--to is before --from"});
  }
  VEKHA_ASSIGN_OR_RETURN(const v1::SimulateRequest request, ToRequest(session, arguments));
  VEKHA_ASSIGN_OR_RETURN(
      const Simulated simulated,
      Collect(session, request, DaysBetween(*arguments.from, *arguments.to) + 1));
  session.Print(session.options.json ? FormatJson(JsonSimulation(simulated))
                                     : Show(simulated, arguments, session));
  const bool skipped = std::any_of(simulated.days.begin(), simulated.days.end(),
                                   [](const auto& day) { return !day.skipped().empty(); });
  return skipped ? kSaidNo : kDone;
}

}  // namespace

void AddSimulate(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<SimulateArguments>();
  CLI::App& command = AddCommand(root, session, "simulate",
                                 {"прожить срок наперёд: кому что и когда будет сказано",
                                  "live through a span ahead: who is told what and when"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"только эта организация и всё ниже неё", "only this organization and all below it"},
              Need::kOptional);
  AddDate(command, session, "--from", arguments->from, {"первый день", "the first day"},
          Need::kRequired);
  AddDate(command, session, "--to", arguments->to,
          {"последний день, включительно", "the last day, included"}, Need::kRequired);
  AddText(command, session, "--assume-file", arguments->file,
          {"YAML с допущениями: facts, reports, acts, absent, idle",
           "YAML of assumptions: facts, reports, acts, absent, idle"});
  AddWords(command, session, "--fact", arguments->facts,
           {"ОРГАНИЗАЦИЯ ФАКТ=ЗНАЧЕНИЕ@ДЕНЬ …: станет известно в этот день",
            "ORG NAME=VALUE@DATE …: becomes known on that day"},
           Need::kOptional);
  AddWords(command, session, "--absent", arguments->absent,
           {"КТО@ДЕНЬ..ДЕНЬ …: отсутствует", "PERSON@FROM..TO …: is absent"}, Need::kOptional);
  AddWords(command, session, "--idle", arguments->idle,
           {"организации, которые ничего не делают", "organizations that do nothing"},
           Need::kOptional);
  AddDate(command, session, "--late-on", arguments->late_on,
          {"на какой день показать просроченное (иначе на последний)",
           "the day to show late tasks of (else the last)"});
  AddSwitch(command, session, "--brief", arguments->brief,
            {"только итоги, без сообщений по дням", "only the summary, not each day's messages"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Simulate(session, *arguments); });
}

}  // namespace vekha::cli
