// vekha tasks: tasks by due day, with filters.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/words.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct TasksArguments {
  std::string organization;
  bool only_this = false;
  std::optional<Date> as_of;
  std::string roadmap;
  std::string measure;
  std::string person;
  std::string cycle;
  std::vector<v1::TaskState> states;
  std::optional<Period> due;
  bool overdue = false;
  bool blocked = false;
  bool ongoing = false;
  bool waiting = false;
  bool asked = false;
  int limit = 0;
};

// "open,reported"
std::optional<Text> ReadStates(const std::string& text, std::vector<v1::TaskState>& states) {
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    std::string word = text.substr(begin, end - begin);
    for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    v1::TaskState state = v1::TASK_STATE_UNSPECIFIED;
    if (!v1::TaskState_Parse("TASK_STATE_" + word, &state) || state == v1::TASK_STATE_UNSPECIFIED) {
      const std::string given = text.substr(begin, end - begin);
      return Text{fmt::format("нет состояния «{}»", given), fmt::format("no state '{}'", given)};
    }
    states.push_back(state);
    begin = end + 1;
  }
  return std::nullopt;
}

v1::ListTasksRequest ToRequest(const TasksArguments& arguments) {
  v1::ListTasksRequest request;
  request.set_organization(arguments.organization);
  request.set_subtree(!arguments.only_this);
  if (arguments.as_of) ToProto(*arguments.as_of, request.mutable_as_of());
  request.set_roadmap(arguments.roadmap);
  request.set_measure(arguments.measure);
  request.set_person(arguments.person);
  request.set_cycle(arguments.cycle);
  for (const v1::TaskState state : arguments.states) request.add_states(state);
  if (arguments.due) {
    ToProto(arguments.due->first, request.mutable_due_from_date());
    ToProto(arguments.due->last, request.mutable_due_to_date());
  }
  if (arguments.overdue) request.set_overdue(true);
  if (arguments.blocked) request.set_blocked(true);
  if (arguments.ongoing) request.set_ongoing(true);
  if (arguments.waiting) request.set_waiting(true);
  if (arguments.asked) request.set_extension_requested(true);
  return request;
}

std::string ShowResponsible(const v1::Task& task) {
  if (task.responsible().empty()) return "";
  const v1::Responsible& first = task.responsible(0);
  const std::string& name = first.person_name().empty() ? first.name() : first.person_name();
  return task.responsible_size() == 1 ? name
                                      : fmt::format("{} +{}", name, task.responsible_size() - 1);
}

std::string ShowTasks(const v1::ListTasksResponse& answer, const Session& session) {
  const Language language = session.language();
  if (answer.tasks().empty()) return session.Say({"Таких задач нет.\n", "No such tasks.\n"});
  Table table({session.Say({"срок", "due"}), session.Say({"состояние", "state"}),
               session.Say({"отвечает", "answers"}), session.Say({"задача", "task"}),
               session.Say({"мероприятие", "measure"})});
  for (const v1::Task& task : answer.tasks()) {
    table.Add({task.has_due_date() ? ShowDay(task.due_date(), language) : "-",
               ShowState(task, language),
               ShowResponsible(task),
               {task.id(), Style::kDim},
               ShowMeasure(task.measure_number(), task.measure_title())});
  }
  std::string out = table.Format(session.terminal);
  const int shown = answer.tasks_size();
  if (answer.total_size() > shown) {
    out += session.Say({fmt::format("показано {} из {}\n", shown, answer.total_size()),
                        fmt::format("{} of {} shown\n", shown, answer.total_size())});
  }
  return out;
}

absl::StatusOr<int> Tasks(Session& session, const TasksArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(
      const v1::ListTasksResponse answer,
      CallAllPages(session, &v1::TaskService::Stub::ListTasks, ToRequest(arguments),
                   arguments.limit,
                   [](const v1::ListTasksResponse& all) { return all.tasks_size(); }));
  session.Print(session.options.json ? FormatMessage(answer) : ShowTasks(answer, session));
  return kDone;
}

void AddFilters(CLI::App& command, Session& session, TasksArguments& arguments) {
  AddText(command, session, "--org", arguments.organization,
          {"организация и всё ниже неё", "an organization and all below it"});
  AddSwitch(command, session, "--only-this", arguments.only_this,
            {"без нижестоящих организаций", "without the organizations below it"});
  AddDate(command, session, "--as-of", arguments.as_of,
          {"на какой день (иначе сегодня)", "on which day (else today)"});
  AddText(command, session, "--roadmap", arguments.roadmap, {"дорожная карта", "roadmap"});
  AddText(command, session, "--measure", arguments.measure, {"мероприятие", "measure"});
  AddText(command, session, "--person", arguments.person,
          {"кто отвечает: id или имя", "who answers: id or name"});
  AddText(command, session, "--cycle", arguments.cycle,
          {"учебный год: 2022/23", "school year: 2022/23"});
  AddRead(
      command, session, "--state", "STATE,...",
      {"planned, open, reported, closed, withdrawn", "planned, open, reported, closed, withdrawn"},
      [&arguments](const std::string& text) { return ReadStates(text, arguments.states); });
  AddPeriod(command, session, "--due", arguments.due, {"срок в эти дни", "due in these days"});
  AddSwitch(command, session, "--overdue", arguments.overdue,
            {"только просроченные", "only overdue ones"});
  AddSwitch(command, session, "--blocked", arguments.blocked,
            {"только ждущие других задач", "only those blocked by other tasks"});
  AddSwitch(command, session, "--ongoing", arguments.ongoing,
            {"только постоянная работа", "only ongoing work"});
  AddSwitch(command, session, "--waiting", arguments.waiting,
            {"только ждущие даты", "only those waiting for a date"});
  AddSwitch(command, session, "--extension-requested", arguments.asked,
            {"только с просьбой о продлении", "only those with an extension asked for"});
  AddNumber(command, session, "--limit", arguments.limit, 1, 1000000,
            {"не больше стольких", "at most so many"});
}

}  // namespace

void AddTasks(CLI::App& root, Session& session) {
  auto arguments = std::make_shared<TasksArguments>();
  CLI::App& command = AddCommand(root, session, "tasks", {"задачи по срокам", "tasks by due day"});
  AddFilters(command, session, *arguments);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Tasks(session, *arguments); });
}

}  // namespace vekha::cli
