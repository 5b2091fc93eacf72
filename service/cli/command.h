// How a command is declared: its words in both languages, its options, and what it does.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/window.h"
#include "service/cli/exit_code.h"
#include "service/cli/session.h"

namespace CLI {
class App;
}  // namespace CLI

namespace vekha::cli {

// --help, --lang and --output: of every command, and of the program itself.
void AddCommonOptions(CLI::App& command, Session& session);

// A command (or, with AddGroup, a word that only has commands below it) with --lang and --output.
CLI::App& AddCommand(CLI::App& parent, Session& session, const std::string& name, const Text& what);
CLI::App& AddGroup(CLI::App& parent, Session& session, const std::string& name, const Text& what);

// --server HOST:PORT or --db FILE, and --rules.
void AddServerOptions(CLI::App& command, Session& session);
void AddRulesOption(CLI::App& command, Session& session);

enum class Need { kOptional, kRequired };

// Options and arguments that are read and refused here, with a message in the reader's language.
void AddDate(CLI::App& command, Session& session, const std::string& name,
             std::optional<Date>& target, const Text& what, Need need = Need::kOptional);
void AddPeriod(CLI::App& command, Session& session, const std::string& name,
               std::optional<Period>& target, const Text& what, Need need = Need::kOptional);
void AddText(CLI::App& command, Session& session, const std::string& name, std::string& target,
             const Text& what, Need need = Need::kOptional);
void AddNumber(CLI::App& command, Session& session, const std::string& name, int& target, int least,
               int most, const Text& what);
void AddSwitch(CLI::App& command, Session& session, const std::string& name, bool& target,
               const Text& what);
// One of `words`, given to `take`.
void AddChoice(CLI::App& command, Session& session, const std::string& name,
               std::initializer_list<const char*> words, const Text& what,
               std::function<void(const std::string&)> take, Need need = Need::kOptional);
// Text that `read` takes, or refuses with a reason.
void AddRead(CLI::App& command, Session& session, const std::string& name, const std::string& form,
             const Text& what, std::function<std::optional<Text>(const std::string&)> read,
             Need need = Need::kOptional);

// A word without dashes: vekha explain TASK.
void AddArgument(CLI::App& command, Session& session, const std::string& name, std::string& target,
                 const Text& what, Need need = Need::kRequired);
// The same of several words: vekha next Мамедов М. Р.
void AddWords(CLI::App& command, Session& session, const std::string& name,
              std::vector<std::string>& target, const Text& what, Need need = Need::kRequired);
std::string JoinWords(const std::vector<std::string>& words);

// What to do once the whole command line has been read.
void OnRun(CLI::App& command, Session& session, std::function<absl::StatusOr<int>()> action);

}  // namespace vekha::cli
