// vekha tasks: tasks by due day, with filters.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/date_text.h"
#include "service/cli/json_text.h"
#include "service/cli/words.h"
#include "vekha/v1/directory_service.grpc.pb.h"
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

// Open, due before the day asked about and not overdue: it was due before the roadmap was followed.
Cell StateOn(const v1::Task& task, const std::optional<Date>& as_of, const Session& session) {
  const std::optional<Date> due = FromProto(task.due_date());
  const bool before_adoption = task.state() == v1::TASK_STATE_OPEN && task.applies() &&
                               !task.overdue() && due && as_of && *due < *as_of;
  if (!before_adoption) return ShowState(task, session.language());
  return {session.Say({"срок до принятия карты", "due before adoption"}), Style::kDim};
}

std::string ShowTasks(const v1::ListTasksResponse& answer, const Session& session) {
  const Language language = session.language();
  const std::optional<Date> as_of = FromProto(answer.as_of());
  if (answer.tasks().empty()) return session.Say({"Таких задач нет.\n", "No such tasks.\n"});
  Table table({session.Say({"срок", "due"}), session.Say({"состояние", "state"}),
               session.Say({"отвечает", "answers"}), session.Say({"задача", "task"}),
               session.Say({"мероприятие", "measure"})});
  for (const v1::Task& task : answer.tasks()) {
    table.Add({task.has_due_date() ? ShowDay(task.due_date(), language) : "-",
               StateOn(task, as_of, session),
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

// What was merged into the organization by this day, also by way of another one.
std::vector<const v1::Organization*> MergedInto(const v1::ListOrganizationsResponse& all,
                                                const std::string& organization, Date as_of) {
  std::vector<const v1::Organization*> merged;
  std::set<std::string> into = {organization};
  for (size_t before = 0; before != into.size();) {
    before = into.size();
    for (const v1::Organization& one : all.organizations()) {
      const std::optional<Date> on = FromProto(one.closure().on_date());
      if (!on || as_of < *on || !into.contains(one.closure().successor())) continue;
      if (into.insert(one.id()).second) merged.push_back(&one);
    }
  }
  return merged;
}

// Where the tasks of what was merged in are found.
absl::StatusOr<std::string> ShowMerged(Session& session, const std::string& organization,
                                       const std::optional<Date>& as_of) {
  if (organization.empty() || !as_of) return std::string();
  v1::ListOrganizationsRequest request;
  request.set_parent(organization);
  VEKHA_ASSIGN_OR_RETURN(
      const v1::ListOrganizationsResponse all,
      CallAllPages(session, &v1::DirectoryService::Stub::ListOrganizations, request, 0,
                   [](const v1::ListOrganizationsResponse&) { return 0; }));
  std::string out;
  for (const v1::Organization* merged : MergedInto(all, organization, *as_of)) {
    const Date on = *FromProto(merged->closure().on_date());
    const std::string day = ShowDate(on, session.language());
    const std::string eve = FormatIso(AddDays(on, -1));
    out +=
        session.Say({fmt::format("влита: {} с {} (её задачи: vekha tasks --org {} --as-of {})\n",
                                 merged->id(), day, merged->id(), eve),
                     fmt::format("merged in: {} from {} (its tasks: vekha tasks --org {} --as-of "
                                 "{})\n",
                                 merged->id(), day, merged->id(), eve)});
  }
  return out;
}

absl::StatusOr<int> Tasks(Session& session, const TasksArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(
      const v1::ListTasksResponse answer,
      CallAllPages(session, &v1::TaskService::Stub::ListTasks, ToRequest(arguments),
                   arguments.limit,
                   [](const v1::ListTasksResponse& all) { return all.tasks_size(); }));
  if (session.options.json) {
    session.Print(FormatMessage(answer));
    return kDone;
  }
  VEKHA_ASSIGN_OR_RETURN(const std::string merged,
                         ShowMerged(session, arguments.organization, FromProto(answer.as_of())));
  session.Print(ShowTasks(answer, session) + merged);
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
