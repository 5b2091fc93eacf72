// vekha facts template: blank lists of a school.
#include "service/cli/facts_template.h"

#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <utility>

#include "engine/base/status.h"
#include "service/cli/command.h"
#include "service/cli/output_option.h"
#include "service/cli/rules.h"
#include "service/cli/table.h"
#include "service/intake/table/mapping.h"

namespace vekha::cli {
namespace {

absl::StatusOr<std::vector<intake::Mapping>> LoadListMappings(const RuleSources& rules) {
  Parsed<std::vector<intake::Mapping>> mappings = intake::LoadMappings(rules.sources);
  if (HasErrors(mappings.diagnostics)) return RulesInvalid(mappings.diagnostics);
  return *std::move(mappings.value);
}

struct TemplateArguments {
  std::string mapping;
  std::string output;
};

std::string ShowMappings(const std::vector<intake::Mapping>& mappings, const Session& session) {
  Table table({session.Say({"раскладка", "mapping"}), session.Say({"список", "list"})});
  for (const intake::Mapping& mapping : mappings) {
    table.Add({mapping.id, mapping.title.In(session.language())});
  }
  return table.Format(session.terminal);
}

absl::Status WriteTemplate(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file) return absl::OkStatus();
  return OpenError("FILE_UNWRITABLE", {fmt::format("{}: файл не записывается", path),
                                       fmt::format("{}: cannot be written", path)});
}

absl::StatusOr<int> MakeTemplate(Session& session, const TemplateArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(const RuleSources rules, LoadRuleSources(session.options.rules));
  VEKHA_ASSIGN_OR_RETURN(const auto mappings, LoadListMappings(rules));
  if (arguments.mapping.empty()) {
    session.Print(ShowMappings(mappings, session));
    return kDone;
  }
  const intake::Mapping* mapping = intake::FindMapping(mappings, arguments.mapping);
  if (mapping == nullptr) {
    return InputError(
        "MAPPING_UNKNOWN",
        {fmt::format("нет раскладки {}\n{}", arguments.mapping, ShowMappings(mappings, session)),
         fmt::format("there is no mapping {}\n{}", arguments.mapping,
                     ShowMappings(mappings, session))});
  }
  const std::string text = intake::BlankTemplate(*mapping);
  if (arguments.output.empty()) {
    session.Print(text);
    return kDone;
  }
  VEKHA_RETURN_IF_ERROR(WriteTemplate(arguments.output, text));
  session.Print(
      session.Say({fmt::format("бланк «{}»: {}\n", mapping->title.ru, arguments.output),
                   fmt::format("template \"{}\": {}\n", mapping->title.en, arguments.output)}));
  return kDone;
}

}  // namespace

void AddFactsTemplate(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<TemplateArguments>();
  CLI::App& command = AddCommand(group, session, "template",
                                 {"пустой бланк списка; без имени - какие есть",
                                  "a blank list; without a name, "
                                  "which there are"});
  AddArgument(command, session, "MAPPING", arguments->mapping, {"раскладка", "the mapping"},
              Need::kOptional);
  AddOutputFile(command, session, arguments->output, {"куда записать", "where to write it"});
  AddRulesOption(command, session);
  OnRun(command, session, [&session, arguments] { return MakeTemplate(session, *arguments); });
}

}  // namespace vekha::cli
