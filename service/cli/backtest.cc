// vekha backtest: what a changed rule file would have made of the days of the log.
#include <fmt/format.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/diagnostic_text.h"
#include "service/cli/input.h"
#include "service/cli/json_text.h"
#include "service/cli/table.h"
#include "service/cli/words.h"
#include "vekha/v1/simulation_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct BacktestArguments {
  std::string file;
  std::optional<Date> from;
  std::optional<Date> to;
  std::string organization;
  v1::BacktestRuns runs = v1::BACKTEST_RUNS_UNSPECIFIED;
};

// "15.11.2022, вт" or "—".
std::string DayOrDash(bool present, const v1::Date& date, const Session& session) {
  return present ? ShowDay(date, session.language()) : "—";
}

std::string DueOf(bool present, const v1::BacktestTask& task, const Session& session) {
  if (!present) return session.Say({"нет задачи", "no task"});
  return DayOrDash(task.has_due_date(), task.due_date(), session);
}

std::string ClosedOf(bool present, const v1::BacktestTask& task, const Session& session) {
  if (!present) return "";
  if (!task.has_closed_date()) {
    return task.overdue() ? session.Say({"просрочена", "overdue"})
                          : session.Say({"не закрыта", "not closed"});
  }
  return ShowDate(task.closed_date(), session.language());
}

std::string Arrow(const std::string& before, const std::string& after) {
  return before == after ? before : before + " → " + after;
}

std::string ShowTasks(const v1::BacktestResponse& answer, const Session& session) {
  Table table({session.Say({"срок", "due"}), session.Say({"закрыта", "closed"}),
               session.Say({"организация", "organization"}),
               session.Say({"мероприятие", "measure"})});
  for (const v1::TaskDifference& task : answer.tasks()) {
    const bool before = task.has_before();
    const bool after = task.has_after();
    table.Add(
        {Arrow(DueOf(before, task.before(), session), DueOf(after, task.after(), session)),
         Arrow(ClosedOf(before, task.before(), session), ClosedOf(after, task.after(), session)),
         task.organization_name(), ShowMeasure(task.measure_number(), task.measure_title())});
  }
  if (table.empty()) {
    return session.Say(
        {"\nСроки и закрытия задач те же.\n", "\nNo task is due or closed otherwise.\n"});
  }
  return "\n" + session.Paint(Style::kBold, session.Say({"Задачи", "Tasks"})) + "\n" +
         table.Format(session.terminal, 2);
}

Cell ShowChange(v1::NoticeChange change, const Session& session) {
  switch (change) {
    case v1::NOTICE_CHANGE_APPEARS:
      return {session.Say({"появится", "appears"}), Style::kGreen};
    case v1::NOTICE_CHANGE_DISAPPEARS:
      return {session.Say({"исчезнет", "disappears"}), Style::kRed};
    case v1::NOTICE_CHANGE_MOVES:
      return {session.Say({"сдвинется", "moves"}), Style::kYellow};
    case v1::NOTICE_CHANGE_CHANGES:
      return {session.Say({"изменится", "changes"}), Style::kYellow};
    default:
      return "";
  }
}

std::string ShowNotices(const v1::BacktestResponse& answer, const Session& session) {
  const Language language = session.language();
  Table table({session.Say({"что", "what"}), session.Say({"когда", "when"}),
               session.Say({"кому", "who"}), session.Say({"было", "before"}),
               session.Say({"стало", "after"}), session.Say({"мероприятие", "measure"})});
  for (const v1::NoticeDifference& notice : answer.notices()) {
    const bool before = notice.has_before();
    const bool after = notice.has_after();
    const v1::Notification& shown = after ? notice.after() : notice.before();
    const auto day = [&](bool present, const v1::Notification& n) {
      return present ? ShowDate(n.as_of(), language) : std::string();
    };
    std::string when = Arrow(day(before, notice.before()), day(after, notice.after()));
    if (!before || !after) when = day(true, shown);
    const auto reason = [&](bool present, const v1::Notification& n) {
      return present ? ShowReason(n.reason(), language) : std::string();
    };
    table.Add({ShowChange(notice.change(), session), std::move(when), shown.person_name(),
               reason(before, notice.before()), reason(after, notice.after()),
               ShowMeasure(shown.measure_number(), shown.measure_title())});
  }
  if (table.empty()) {
    return session.Say({"\nСказано было бы то же самое.\n", "\nThe same would have been said.\n"});
  }
  return "\n" + session.Paint(Style::kBold, session.Say({"Уведомления", "Notifications"})) + "\n" +
         table.Format(session.terminal, 2);
}

std::string ShowTotals(const v1::BacktestResponse& answer, const Session& session) {
  const v1::BacktestCounts& counts = answer.counts();
  std::string out = session.Say(
      {fmt::format(
           "\nуведомлений: тех же {}, появится {}, исчезнет {}, сдвинется {}, изменится {}; "
           "задач с другим сроком или закрытием {}\n",
           counts.same(), counts.appear(), counts.disappear(), counts.move(), counts.change(),
           counts.tasks()),
       fmt::format("\nnotifications: {} the same, {} appear, {} disappear, {} move, {} change; "
                   "{} tasks due or closed otherwise\n",
                   counts.same(), counts.appear(), counts.disappear(), counts.move(),
                   counts.change(), counts.tasks())});
  for (const std::string& task : answer.unplaced_reports()) {
    out += session.Say({fmt::format("отчёту не нашлось задачи: {}\n", task),
                        fmt::format("no task for the report of {}\n", task)});
  }
  if (answer.truncated()) {
    out += session.Say({"Показано не всё: назовите одну организацию (--org).\n",
                        "Not everything is shown: name one organization (--org).\n"});
  }
  return out;
}

std::string ShowBacktest(const v1::BacktestResponse& answer, const BacktestArguments& arguments,
                         const Session& session) {
  const std::string from = ShowDate(*arguments.from, session.language());
  const std::string to = ShowDate(*arguments.to, session.language());
  const bool logged = answer.runs() == v1::BACKTEST_RUNS_AS_LOGGED;
  return session.Say(
             {fmt::format("{}: что было бы иначе с {} по {} ({} по журналу; прогонов {}{})\n",
                          answer.roadmap(), from, to, arguments.file, answer.days_run(),
                          logged ? "" : ", каждый день"),
              fmt::format("{}: what would have differed from {} to {} ({} against the log; {} "
                          "runs{})\n",
                          answer.roadmap(), from, to, arguments.file, answer.days_run(),
                          logged ? "" : ", every day")}) +
         ShowTasks(answer, session) + ShowNotices(answer, session) + ShowTotals(answer, session);
}

Json JsonDay(bool present, const v1::Date& date) {
  return present ? JsonDate(FromProto(date)) : Json(nullptr);
}

Json JsonSide(bool present, const v1::BacktestTask& task) {
  if (!present) return nullptr;
  return {{"task", task.task()},
          {"due_date", JsonDay(task.has_due_date(), task.due_date())},
          {"nominal_due_date", JsonDay(task.has_nominal_due_date(), task.nominal_due_date())},
          {"closed_date", JsonDay(task.has_closed_date(), task.closed_date())},
          {"closed_by_facts", task.closed_by_facts()},
          {"overdue", task.overdue()}};
}

const char* ChangeWord(v1::NoticeChange change) {
  switch (change) {
    case v1::NOTICE_CHANGE_APPEARS:
      return "appears";
    case v1::NOTICE_CHANGE_DISAPPEARS:
      return "disappears";
    case v1::NOTICE_CHANGE_MOVES:
      return "moves";
    case v1::NOTICE_CHANGE_CHANGES:
      return "changes";
    default:
      return "";
  }
}

Json JsonBacktest(const v1::BacktestResponse& answer) {
  Json tasks = Json::array();
  for (const v1::TaskDifference& task : answer.tasks()) {
    tasks.push_back({{"organization", task.organization()},
                     {"organization_name", task.organization_name()},
                     {"measure", task.measure()},
                     {"measure_number", task.measure_number()},
                     {"measure_title", task.measure_title()},
                     {"before", JsonSide(task.has_before(), task.before())},
                     {"after", JsonSide(task.has_after(), task.after())}});
  }
  Json notices = Json::array();
  for (const v1::NoticeDifference& notice : answer.notices()) {
    const auto side = [](bool present, const v1::Notification& n) {
      return present ? JsonNotification(n) : Json(nullptr);
    };
    notices.push_back({{"change", ChangeWord(notice.change())},
                       {"before", side(notice.has_before(), notice.before())},
                       {"after", side(notice.has_after(), notice.after())}});
  }
  const v1::BacktestCounts& counts = answer.counts();
  const auto& unplaced = answer.unplaced_reports();
  return {{"revision", answer.revision()},
          {"roadmap", answer.roadmap()},
          {"runs", answer.runs() == v1::BACKTEST_RUNS_AS_LOGGED ? "as_logged" : "every_day"},
          {"days_run", answer.days_run()},
          {"tasks", std::move(tasks)},
          {"notices", std::move(notices)},
          {"counts",
           {{"tasks", counts.tasks()},
            {"appear", counts.appear()},
            {"disappear", counts.disappear()},
            {"move", counts.move()},
            {"change", counts.change()},
            {"same", counts.same()}}},
          {"unplaced_reports", std::vector<std::string>(unplaced.begin(), unplaced.end())},
          {"diagnostics", JsonDiagnostics(FromProto(answer.diagnostics()))["diagnostics"]},
          {"truncated", answer.truncated()}};
}

absl::StatusOr<int> Backtest(Session& session, const BacktestArguments& arguments) {
  if (*arguments.to < *arguments.from) {
    return UsageError({"--to раньше --from", "--to is before --from"});
  }
  VEKHA_ASSIGN_OR_RETURN(const Source source, ReadSource(arguments.file));
  v1::BacktestRequest request;
  request.set_name(arguments.file);
  request.set_text(source.text());
  ToProto(*arguments.from, request.mutable_first_date());
  ToProto(*arguments.to, request.mutable_last_date());
  request.set_organization(arguments.organization);
  request.set_runs(arguments.runs);
  VEKHA_ASSIGN_OR_RETURN(const v1::BacktestResponse answer,
                         Call(session, &v1::SimulationService::Stub::Backtest, request));
  session.Print(session.options.json ? FormatJson(JsonBacktest(answer))
                                     : ShowBacktest(answer, arguments, session));
  return kDone;
}

}  // namespace

void AddBacktest(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<BacktestArguments>();
  CLI::App& command =
      AddCommand(root, session, "backtest",
                 {"изменённый файл правил по журналу прошедших дней: что было бы иначе",
                  "a changed rule file against the log: what would have differed"});
  AddArgument(command, session, "FILE", arguments->file,
              {"изменённый файл правил", "the changed rule file"});
  AddDate(command, session, "--from", arguments->from, {"первый день", "the first day"},
          Need::kRequired);
  AddDate(command, session, "--to", arguments->to,
          {"последний день, включительно", "the last day, included"}, Need::kRequired);
  AddText(command, session, "--org", arguments->organization,
          {"только эта организация и всё ниже неё", "only this organization and all below it"});
  AddChoice(command, session, "--runs", {"logged", "daily"},
            {"прогоны как в журнале или каждый день (иначе как в журнале, если они там есть)",
             "runs as logged, or every day (else as logged when the log has any)"},
            [arguments](const std::string& word) {
              arguments->runs =
                  word == "logged" ? v1::BACKTEST_RUNS_AS_LOGGED : v1::BACKTEST_RUNS_EVERY_DAY;
            });
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Backtest(session, *arguments); });
}

}  // namespace vekha::cli
