// vekha summary: totals that add up.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/indicator_text.h"
#include "service/cli/json_text.h"
#include "service/cli/paper_file.h"
#include "service/cli/words.h"
#include "service/report/content/content.h"
#include "vekha/v1/report_service.grpc.pb.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct SummaryArguments {
  v1::SummarizeRequest request;
  std::optional<Date> on;
  std::string organization;
  std::string roadmap;
  std::string stage;
  std::string person;
  std::string paper;  // a file
};

v1::SummarizeRequest ToRequest(const SummaryArguments& arguments) {
  v1::SummarizeRequest request = arguments.request;
  request.set_organization(arguments.organization);
  if (arguments.on) ToProto(*arguments.on, request.mutable_on_date());
  request.set_roadmap(arguments.roadmap);
  request.set_stage(arguments.stage);
  request.set_person(arguments.person);
  return request;
}

std::string TitleOf(const v1::TaskGroup& group, const Session& session) {
  const std::string title =
      group.title().empty() ? session.Say({"(никто)", "(nobody)"}) : group.title();
  if (!group.measure().empty()) return ShowMeasure(group.measure_number(), title);
  if (!group.stage().empty()) return ShowMeasure(group.stage(), title);
  // Nobody is found: of one name there may be several roles.
  if (!group.role().empty() && group.role() != title) {
    return fmt::format("{} ({} {})", title, session.Say({"роль", "role"}), group.role());
  }
  return title;
}

void AddRow(Table& table, Cell title, const v1::TaskTotals& t) {
  const auto number = [](int count) { return fmt::format("{}", count); };
  table.Add({std::move(title),
             number(t.all()),
             number(t.planned()),
             number(t.open()),
             {number(t.overdue()), t.overdue() > 0 ? Style::kRed : Style::kPlain},
             number(t.due_soon()),
             number(t.reported()),
             number(t.closed()),
             number(t.done_late()),
             number(t.withdrawn()),
             number(t.not_applying())});
}

std::string ShowSummary(const v1::SummarizeResponse& answer, const Session& session) {
  const std::string on = ShowDate(answer.on_date(), session.language());
  Table table({session.Say({"на ", "on "}) + on, session.Say({"всего", "all"}),
               session.Say({"впереди", "planned"}), session.Say({"идёт", "open"}),
               session.Say({"просрочено", "overdue"}), session.Say({"за 7 дней", "in 7 days"}),
               session.Say({"на проверке", "reported"}), session.Say({"закрыто", "closed"}),
               session.Say({"с опозданием", "late"}), session.Say({"снято", "withdrawn"}),
               session.Say({"не касается", "not applying"})});
  for (const v1::SummaryGroup& group : answer.groups()) {
    AddRow(table, TitleOf(group.group(), session), group.totals());
  }
  AddRow(table, session.Say({"ИТОГО", "TOTAL"}), answer.totals());
  return table.Format(session.terminal) + ShowIndicators(answer, session);
}

// The picture of a paper shows the organization's own tasks.
absl::StatusOr<std::vector<v1::Task>> OwnTasks(Session& session,
                                               const v1::SummarizeRequest& asked) {
  v1::ListTasksRequest request;
  request.set_organization(asked.organization());
  request.set_roadmap(asked.roadmap());
  if (asked.has_on_date()) *request.mutable_as_of() = asked.on_date();
  VEKHA_ASSIGN_OR_RETURN(const v1::ListTasksResponse answer,
                         CallAllPages(session, &v1::TaskService::Stub::ListTasks, request, 0,
                                      [](const v1::ListTasksResponse&) { return 0; }));
  return std::vector<v1::Task>(answer.tasks().begin(), answer.tasks().end());
}

absl::Status WritePaper(Session& session, const v1::SummarizeRequest& asked,
                        const v1::SummarizeResponse& answer, const std::string& path) {
  VEKHA_ASSIGN_OR_RETURN(const std::vector<v1::Task> tasks, OwnTasks(session, asked));
  VEKHA_ASSIGN_OR_RETURN(const std::string name, OrganizationName(session, asked.organization()));
  return WritePaperFile(
      session, answer,
      [&] { return service::report::SummaryPaper(answer, name, tasks, session.language()); }, path);
}

// All pages in one answer: the groups grow.
absl::StatusOr<int> Summary(Session& session, const SummaryArguments& arguments) {
  VEKHA_RETURN_IF_ERROR(CheckPaperName(arguments.paper));
  const v1::SummarizeRequest request = ToRequest(arguments);
  VEKHA_ASSIGN_OR_RETURN(
      v1::SummarizeResponse answer,
      CallAllPages(session, &v1::ReportService::Stub::Summarize, request, 0,
                   [](const v1::SummarizeResponse& all) { return all.groups_size(); }));
  if (!arguments.paper.empty()) {
    VEKHA_RETURN_IF_ERROR(WritePaper(session, request, answer, arguments.paper));
  }
  session.Print(session.options.json ? FormatMessage(answer) : ShowSummary(answer, session));
  return kDone;
}

}  // namespace

void AddSummary(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<SummaryArguments>();
  CLI::App& command = AddCommand(
      root, session, "summary",
      {"сводка: сколько чего, и показатели", "how things stand, in numbers, and indicators"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"организация и всё ниже неё", "an organization and all below it"});
  AddDate(command, session, "--on", arguments->on,
          {"на какой день (иначе сегодня)", "on which day (else today)"});
  AddChoice(command, session, "--by", {"organization", "stage", "measure", "person", "roadmap"},
            {"по чему считать", "what to count by"}, [arguments](const std::string& word) {
              v1::GroupBy by = v1::GROUP_BY_ORGANIZATION;
              if (word == "stage") by = v1::GROUP_BY_STAGE;
              if (word == "measure") by = v1::GROUP_BY_MEASURE;
              if (word == "person") by = v1::GROUP_BY_PERSON;
              if (word == "roadmap") by = v1::GROUP_BY_ROADMAP;
              arguments->request.set_group_by(by);
            });
  AddText(command, session, "--roadmap", arguments->roadmap, {"дорожная карта", "roadmap"});
  AddText(command, session, "--stage", arguments->stage, {"этап", "stage"});
  AddText(command, session, "--person", arguments->person,
          {"кто отвечает первым: id или имя", "who answers first: id or name"});
  AddPaperOption(command, session, arguments->paper);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Summary(session, *arguments); });
}

}  // namespace vekha::cli
