#include "service/cli/command_line.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

#include <CLI/CLI.hpp>

#include "engine/facts/spelling.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"

namespace vekha::cli {
namespace {

constexpr const char* kHelpFooter[2] = {
    "Коды выхода: 0 сделано, 1 ввод или состояние против, 2 неверная команда, 3 не достучаться или "
    "не открыть.",
    "Exit codes: 0 done, 1 the input or the state says no, 2 wrong usage, 3 could not reach or "
    "open."};

// The locale's, unless --lang says otherwise: needed before the words of the help are chosen.
Language ChooseLanguage(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--") break;
    if (word == "--lang" && i + 1 < argc) return LanguageOfLocale(argv[i + 1]);
    if (word.substr(0, 7) == "--lang=") return LanguageOfLocale(word.substr(7));
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return LanguageOfLocale(value);
  }
  return Language::kEnglish;
}

void AddCommands(CLI::App& root, Session& session) {
  AddServe(root, session);
  AddDemo(root, session);
  AddRun(root, session);
  AddEvaluate(root, session);
  AddSimulate(root, session);
  AddBacktest(root, session);
  AddNext(root, session);
  AddTasks(root, session);
  AddOverdue(root, session);
  AddSummary(root, session);
  AddEvidence(root, session);
  AddReport(root, session);
  AddControl(root, session);
  AddExtend(root, session);
  AddDelegate(root, session);
  AddExplain(root, session);
  AddNotifications(root, session);
  AddDigests(root, session);
  AddSilence(root, session);
  AddWatch(root, session);
  AddDeliver(root, session);
  AddTestDelivery(root, session);
  AddRoadmap(root, session);
  AddApply(root, session);
  AddAdopt(root, session);
  AddOrganization(root, session);
  AddPerson(root, session);
  AddRole(root, session);
  AddAbsence(root, session);
  AddFacts(root, session);
  AddIntake(root, session);
  AddTerm(root, session);
  AddCalendar(root, session);
  AddEval(root, session);
  AddInfo(root, session);
}

CLI::App* Deepest(CLI::App& root) {
  CLI::App* at = &root;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return at;
}

// Commands when `word` looks like one, else options of the command.
std::vector<std::string> Candidates(CLI::App& command, std::string_view word) {
  std::vector<std::string> out;
  if (word.substr(0, 1) == "-") {
    for (const CLI::Option* option : command.get_options()) {
      for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    }
  } else {
    for (const CLI::App* below : command.get_subcommands(nullptr)) out.push_back(below->get_name());
  }
  return out;
}

Text DescribeUnknown(CLI::App& command, const std::string& word) {
  const bool is_command = word.substr(0, 1) != "-" && !command.get_subcommands(nullptr).empty();
  const std::vector<std::string> candidates = Candidates(command, word);
  const std::vector<std::string> near =
      facts::NearestNames(word.substr(0, word.find('=')),
                          std::vector<std::string_view>(candidates.begin(), candidates.end()));
  Text text{
      is_command ? fmt::format("нет команды «{}»", word) : fmt::format("лишнее: «{}»", word),
      is_command ? fmt::format("no command '{}'", word) : fmt::format("not expected: '{}'", word)};
  if (!near.empty()) {
    text.ru += fmt::format("; возможно, {}?", near.front());
    text.en += fmt::format("; did you mean {}?", near.front());
  }
  return text;
}

Text DescribeMissing(CLI::App& command, const CLI::ParseError& error) {
  std::string names;
  for (const CLI::App* below : command.get_subcommands(nullptr)) {
    names += (names.empty() ? "" : ", ") + below->get_name();
  }
  if (!names.empty()) {
    return {fmt::format("нужна команда: {}", names), fmt::format("a command is needed: {}", names)};
  }
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_required() && option->count() == 0) {
      return {fmt::format("не хватает {}", option->get_name()),
              fmt::format("{} is missing", option->get_name())};
    }
  }
  return {error.what(), error.what()};
}

Text DescribeUsage(CLI::App& root, const CLI::ParseError& error) {
  CLI::App& command = *Deepest(root);
  const std::vector<std::string> rest = root.remaining(true);
  if (!rest.empty()) return DescribeUnknown(command, rest.front());
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    return DescribeMissing(command, error);
  }
  return {error.what(), error.what()};
}

int AnswerParseError(CLI::App& root, const Session& session, const CLI::ParseError& error) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return root.exit(error);
  Text text = DescribeUsage(root, error);
  const CLI::App* command = Deepest(root);
  std::string path;
  for (const CLI::App* at = command; at != nullptr; at = at->get_parent()) {
    path = at->get_name() + (path.empty() ? "" : " ") + path;
  }
  if (!session.options.json) {
    text.ru += fmt::format("\nсправка: {} --help", path);
    text.en += fmt::format("\nhelp: {} --help", path);
  }
  session.Report(UsageError(std::move(text)));
  return kWrongUsage;
}

}  // namespace

int RunCommandLine(int argc, const char* const* argv) {
  // gRPC's own log would mix with our answers on the standard error.
  setenv("GRPC_VERBOSITY", "NONE", 0);
  Session session(ChooseLanguage(argc, argv));
  CLI::App root(session.Say({"Веха: сроки дорожных карт, напоминания и почему именно так.",
                             "Vekha: deadlines of roadmaps, reminders, and why."}),
                "vekha");
  root.require_subcommand(1);
  AddCommonOptions(root, session);
  root.set_version_flag("--version", "vekha " VEKHA_VERSION);
  root.footer(kHelpFooter[session.language() == Language::kRussian ? 0 : 1]);
  AddCommands(root, session);
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return AnswerParseError(root, session, error);
  }
  const absl::StatusOr<int> result = session.action();
  if (result.ok()) return *result;
  session.Report(result.status());
  return ExitCodeOf(result.status());
}

}  // namespace vekha::cli
