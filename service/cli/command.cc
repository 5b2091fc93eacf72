#include "service/cli/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include <CLI/CLI.hpp>

namespace vekha::cli {

void AddCommonOptions(CLI::App& command, Session& session) {
  command.set_help_flag("-h,--help", session.Say({"эта справка", "this help"}));
  AddChoice(command, session, "--lang", {"ru", "en"},
            {"язык (иначе по LANG)", "language (else by LANG)"},
            [&session](const std::string& word) {
              session.options.language = word == "ru" ? Language::kRussian : Language::kEnglish;
            });
  AddChoice(command, session, "--output", {"text", "json"},
            {"вид вывода (иначе text)", "form of the output (else text)"},
            [&session](const std::string& word) { session.options.json = word == "json"; });
}

CLI::App& AddCommand(CLI::App& parent, Session& session, const std::string& name,
                     const Text& what) {
  CLI::App& command = *parent.add_subcommand(name, session.Say(what));
  AddCommonOptions(command, session);
  return command;
}

CLI::App& AddGroup(CLI::App& parent, Session& session, const std::string& name, const Text& what) {
  CLI::App& group = *parent.add_subcommand(name, session.Say(what));
  AddCommonOptions(group, session);
  group.require_subcommand(1);
  return group;
}

void AddServerOptions(CLI::App& command, Session& session) {
  command
      .add_option("--server", session.options.server,
                  session.Say({fmt::format("адрес службы (иначе {})", kDefaultServer),
                               fmt::format("address of the service (else {})", kDefaultServer)}))
      ->type_name("HOST:PORT")
      ->envname("VEKHA_SERVER");
  AddText(command, session, "--db", session.options.db,
          {"файл базы: служба внутри этой команды",
           "database file: the service runs inside this command"});
  AddRulesOption(command, session);
}

void AddRulesOption(CLI::App& command, Session& session) {
  AddText(command, session, "--rules", session.options.rules,
          {"папка правил вместо встроенных", "folder of rules instead of the built-in ones"});
}

void AddRead(CLI::App& command, Session& session, const std::string& name, const std::string& form,
             const Text& what, std::function<std::optional<Text>(const std::string&)> read,
             Need need) {
  command
      .add_option_function<std::string>(
          name,
          [&session, name, read = std::move(read)](const std::string& value) {
            const std::optional<Text> problem = read(value);
            if (!problem) return;
            throw CLI::ValidationError(fmt::format("{}: {}", name, session.Say(*problem)));
          },
          session.Say(what))
      ->type_name(form)
      ->required(need == Need::kRequired);
}

void AddDate(CLI::App& command, Session& session, const std::string& name,
             std::optional<Date>& target, const Text& what, Need need) {
  const auto read = [&target](const std::string& value) -> std::optional<Text> {
    target = ParseIsoDate(value);
    if (target) return std::nullopt;
    return Text{fmt::format("«{}» не дата; пишите ГГГГ-ММ-ДД, например 2022-10-24", value),
                fmt::format("'{}' is no date; write YYYY-MM-DD, as in 2022-10-24", value)};
  };
  AddRead(command, session, name, "YYYY-MM-DD", what, read, need);
}

void AddPeriod(CLI::App& command, Session& session, const std::string& name,
               std::optional<Period>& target, const Text& what, Need need) {
  const auto read = [&target](const std::string& value) -> std::optional<Text> {
    target = ParsePeriod(value);
    if (target) return std::nullopt;
    return Text{
        fmt::format("«{}» не период; пишите ГГГГ-ММ-ДД..ГГГГ-ММ-ДД, конец не раньше начала", value),
        fmt::format(
            "'{}' is no period; write YYYY-MM-DD..YYYY-MM-DD, the end not before the beginning",
            value)};
  };
  AddRead(command, session, name, "A..B", what, read, need);
}

void AddText(CLI::App& command, Session& session, const std::string& name, std::string& target,
             const Text& what, Need need) {
  command.add_option(name, target, session.Say(what))
      ->type_name("TEXT")
      ->required(need == Need::kRequired);
}

void AddNumber(CLI::App& command, Session& session, const std::string& name, int& target, int least,
               int most, const Text& what) {
  const auto read = [&target, least, most](const std::string& value) -> std::optional<Text> {
    const char* end = value.data() + value.size();
    const auto [read_to, error] = std::from_chars(value.data(), end, target);
    if (error == std::errc() && read_to == end && target >= least && target <= most) {
      return std::nullopt;
    }
    return Text{fmt::format("«{}»: нужно целое число от {} до {}", value, least, most),
                fmt::format("'{}': a whole number from {} to {} is needed", value, least, most)};
  };
  AddRead(command, session, name, "N", what, read);
}

void AddSwitch(CLI::App& command, Session& session, const std::string& name, bool& target,
               const Text& what) {
  command.add_flag(name, target, session.Say(what));
}

void AddChoice(CLI::App& command, Session& session, const std::string& name,
               std::initializer_list<const char*> words, const Text& what,
               std::function<void(const std::string&)> take, Need need) {
  const std::vector<std::string> allowed(words.begin(), words.end());
  const std::string list = fmt::format("{}", fmt::join(allowed, ", "));
  const auto read = [allowed, list, take](const std::string& value) -> std::optional<Text> {
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
      return Text{fmt::format("«{}»: нужно одно из: {}", value, list),
                  fmt::format("'{}': one of {} is needed", value, list)};
    }
    take(value);
    return std::nullopt;
  };
  AddRead(command, session, name, fmt::format("{}", fmt::join(allowed, "|")), what, read, need);
}

void AddArgument(CLI::App& command, Session& session, const std::string& name, std::string& target,
                 const Text& what, Need need) {
  command.add_option(name, target, session.Say(what))
      ->type_name("")
      ->required(need == Need::kRequired);
}

void AddWords(CLI::App& command, Session& session, const std::string& name,
              std::vector<std::string>& target, const Text& what, Need need) {
  command.add_option(name, target, session.Say(what))
      ->type_name("")
      ->required(need == Need::kRequired);
}

std::string JoinWords(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

void OnRun(CLI::App& command, Session& session, std::function<absl::StatusOr<int>()> action) {
  command.callback([&session, action = std::move(action)] { session.action = action; });
}

}  // namespace vekha::cli
