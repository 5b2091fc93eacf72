// vekha overdue: the check before a report.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/paper_file.h"
#include "service/cli/words.h"
#include "service/report/content/content.h"
#include "vekha/v1/report_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct OverdueArguments {
  std::string organization;
  std::optional<Date> on;
  std::optional<Date> as_of;
  std::optional<Date> since;
  std::string roadmap;
  std::string stage;
  std::string person;
  int limit = 0;
  std::string paper;  // a file
};

v1::CheckOverdueRequest ToRequest(const OverdueArguments& arguments) {
  v1::CheckOverdueRequest request;
  request.set_organization(arguments.organization);
  ToProto(*arguments.on, request.mutable_on_date());
  if (arguments.as_of) ToProto(*arguments.as_of, request.mutable_as_of());
  if (arguments.since) ToProto(*arguments.since, request.mutable_since_date());
  request.set_roadmap(arguments.roadmap);
  request.set_stage(arguments.stage);
  request.set_person(arguments.person);
  return request;
}

std::string ShowReach(const v1::Reach& reach) {
  const std::string& name = reach.person_name().empty() ? reach.person() : reach.person_name();
  return reach.address().empty() ? name : fmt::format("{} ({})", name, reach.address());
}

// Who answers first, or who stands in for him.
std::string ShowFixer(const v1::OverdueItem& item, const Session& session) {
  if (item.fixers().empty()) return "-";
  const v1::Fixer& first = item.fixers(0);
  if (!first.has_reach()) {
    return session.Say(
        {fmt::format("{}: никого нет", first.name()), fmt::format("{}: nobody", first.name())});
  }
  std::string shown = ShowReach(first.reach());
  if (!first.has_away_to_date()) return shown;
  const std::string to = ShowDate(first.away_to_date(), session.language());
  shown += session.Say({fmt::format(", нет до {}", to), fmt::format(", away to {}", to)});
  if (!first.has_substitute()) return shown;
  return shown + session.Say({", за него ", ", instead: "}) + ShowReach(first.substitute());
}

std::string ShowSign(const v1::OverdueItem& item, Language language) {
  return item.has_sign() ? ShowDate(item.sign().on_date(), language) : "-";
}

Cell ShowLate(const v1::OverdueItem& item, const Session& session) {
  if (!item.overdue_on()) return {session.Say({"в срок", "in time"})};
  const int days = item.task().days_late();
  return {session.Say({fmt::format("на {} раб. дн.", days), fmt::format("{} w. days", days)}),
          Style::kRed};
}

std::string ShowItems(const v1::CheckOverdueResponse& answer, const Session& session) {
  const Language language = session.language();
  Table table({session.Say({"опоздание", "late"}), session.Say({"срок", "due"}),
               session.Say({"организация", "organization"}),
               session.Say({"мероприятие", "measure"}), session.Say({"чего нет", "missing"}),
               session.Say({"кто исправит", "who can mend"}),
               session.Say({"отклик", "last sign"})});
  for (const v1::OverdueItem& item : answer.items()) {
    const v1::Task& task = item.task();
    table.Add({ShowLate(item, session), ShowDay(task.due_date(), language),
               task.organization_name().empty() ? task.organization() : task.organization_name(),
               ShowMeasure(task.measure_number(), task.measure_title()),
               session.Say({item.missing(), item.missing_en()}), ShowFixer(item, session),
               ShowSign(item, language)});
  }
  return table.Format(session.terminal);
}

std::string ShowGroups(const google::protobuf::RepeatedPtrField<v1::OverdueGroup>& groups,
                       const Text& heading, const v1::CheckOverdueResponse& answer,
                       const Session& session) {
  if (groups.size() < 2) return "";
  const auto day = [&](const v1::Date& date) { return ShowDate(date, session.language()); };
  Table table({session.Say(heading), session.Say({"просрочено ", "overdue "}) + day(answer.as_of()),
               session.Say({"срок подойдёт", "falls due"}),
               session.Say({"будет просрочено ", "overdue "}) + day(answer.on_date())});
  for (const v1::OverdueGroup& group : groups) {
    const v1::TaskGroup& key = group.group();
    const std::string title =
        key.title().empty() ? session.Say({"(никто)", "(nobody)"}) : key.title();
    table.Add({key.stage().empty() ? title : ShowMeasure(key.stage(), key.title()),
               fmt::format("{}", group.counts().overdue_now()),
               fmt::format("{}", group.counts().falls_due()),
               fmt::format("{}", group.counts().overdue_on())});
  }
  return "\n" + table.Format(session.terminal);
}

std::string ShowTrend(const v1::CheckOverdueResponse& answer, const Session& session) {
  if (!answer.has_since_date()) return "";
  const std::string then = ShowDate(answer.since_date(), session.language());
  const int before = answer.counts().overdue_since();
  const int change = answer.counts().overdue_on() - before;
  return session.Say({fmt::format("На {} было просрочено: {} ({:+}).\n", then, before, change),
                      fmt::format("Overdue on {}: {} ({:+}).\n", then, before, change)});
}

std::string ShowCheck(const v1::CheckOverdueResponse& answer, const Session& session) {
  const v1::OverdueCounts& counts = answer.counts();
  const std::string now = ShowDate(answer.as_of(), session.language());
  const std::string on = ShowDate(answer.on_date(), session.language());
  std::string out = session.Say(
      {fmt::format("Просрочено на {}: {}; до {} подойдёт срок: {}; будет просрочено: {}. Всего "
                   "задач: {}.\n",
                   now, counts.overdue_now(), on, counts.falls_due(), counts.overdue_on(),
                   answer.tasks()),
       fmt::format("Overdue on {}: {}; due up to {}: {}; overdue then: {}. Tasks in all: {}.\n",
                   now, counts.overdue_now(), on, counts.falls_due(), counts.overdue_on(),
                   answer.tasks())});
  out += ShowTrend(answer, session);
  if (answer.items().empty()) return out;
  out += "\n" + ShowItems(answer, session);
  if (answer.items_size() < answer.total_size()) {
    out +=
        session.Say({fmt::format("показано {} из {}\n", answer.items_size(), answer.total_size()),
                     fmt::format("{} of {} shown\n", answer.items_size(), answer.total_size())});
  }
  out +=
      ShowGroups(answer.by_organization(), {"по организациям", "by organization"}, answer, session);
  out += ShowGroups(answer.by_stage(), {"по этапам", "by stage"}, answer, session);
  return out + ShowGroups(answer.by_person(), {"по людям", "by person"}, answer, session);
}

absl::StatusOr<int> Overdue(Session& session, const OverdueArguments& arguments) {
  VEKHA_RETURN_IF_ERROR(CheckPaperName(arguments.paper));
  VEKHA_ASSIGN_OR_RETURN(
      const v1::CheckOverdueResponse answer,
      CallAllPages(session, &v1::ReportService::Stub::CheckOverdue, ToRequest(arguments),
                   arguments.limit,
                   [](const v1::CheckOverdueResponse& all) { return all.items_size(); }));
  if (!arguments.paper.empty()) {
    VEKHA_ASSIGN_OR_RETURN(const std::string name,
                           OrganizationName(session, arguments.organization));
    VEKHA_RETURN_IF_ERROR(WritePaperFile(
        session, answer,
        [&] { return service::report::OverduePaper(answer, name, session.language()); },
        arguments.paper));
  }
  session.Print(session.options.json ? FormatMessage(answer) : ShowCheck(answer, session));
  return answer.counts().overdue_on() > 0 ? kSaidNo : kDone;
}

}  // namespace

void AddOverdue(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<OverdueArguments>();
  CLI::App& command = AddCommand(
      root, session, "overdue",
      {"проверка перед отчётом: что просрочено и что будет просрочено; код 1, если будет",
       "the check before a report: what is and what will be overdue; exit 1 when so"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"организация и всё ниже неё", "an organization and all below it"});
  AddDate(command, session, "--on", arguments->on, {"день отчёта", "the day of the report"},
          Need::kRequired);
  AddDate(command, session, "--as-of", arguments->as_of,
          {"какой день считать нынешним (иначе сегодня)", "the day it is (else today)"});
  AddDate(command, session, "--since", arguments->since,
          {"день прошлого отчёта, для сравнения", "the day of the last report, to compare"});
  AddText(command, session, "--roadmap", arguments->roadmap, {"дорожная карта", "roadmap"});
  AddText(command, session, "--stage", arguments->stage, {"этап", "stage"});
  AddText(command, session, "--person", arguments->person,
          {"кто отвечает первым: id или имя", "who answers first: id or name"});
  AddNumber(command, session, "--limit", arguments->limit, 1, 1000000,
            {"не больше стольких строк", "at most so many rows"});
  AddPaperOption(command, session, arguments->paper);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Overdue(session, *arguments); });
}

}  // namespace vekha::cli
