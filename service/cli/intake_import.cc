// vekha intake import, vekha facts import: what a source says of an organization's people.
#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>

#include "engine/base/status.h"
#include "engine/facts/fact_catalog.h"
#include "service/cli/command.h"
#include "service/cli/date_text.h"
#include "service/cli/import_files.h"
#include "service/cli/import_text.h"
#include "service/cli/input.h"
#include "service/cli/intake.h"
#include "service/cli/mutation.h"

namespace vekha::cli {
namespace {

struct ImportArguments {
  std::string organization;
  std::vector<std::string> files;
  std::string mapping;
  std::string mapping_file;
  std::string cycle;
  std::string source;
  std::optional<Date> observed;
  bool forced = false;
  Mutation mutation;
};

constexpr std::string_view kObservedTime = "T09:00:00Z";  // the same day in every zone of Russia

absl::StatusOr<v1::ImportHead> HeadOf(const ImportArguments& arguments) {
  v1::ImportHead head;
  head.set_organization(arguments.organization);
  head.set_source(arguments.source);
  head.set_mapping(arguments.mapping);
  if (!arguments.mapping_file.empty()) {
    VEKHA_ASSIGN_OR_RETURN(const Source own, ReadSource(arguments.mapping_file));
    head.set_mapping_text(own.text());
  }
  if (!arguments.cycle.empty() && !facts::IsScopeOf(facts::FactPer::kCycle, arguments.cycle)) {
    return UsageError(
        {fmt::format("--cycle: «{}» не учебный год; пишите 2022/23", arguments.cycle),
         fmt::format("--cycle: '{}' is no school year; write 2022/23", arguments.cycle)});
  }
  head.set_cycle(arguments.cycle);
  if (arguments.observed) {
    google::protobuf::util::TimeUtil::FromString(
        FormatIso(*arguments.observed) + std::string(kObservedTime), head.mutable_observed_time());
  }
  head.set_forced(arguments.forced);
  arguments.mutation.FillIn(head);
  return head;
}

absl::StatusOr<int> Import(Session& session, const ImportArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(const v1::ImportHead head, HeadOf(arguments));
  VEKHA_ASSIGN_OR_RETURN(const auto files, FindImportFiles(arguments.files));
  VEKHA_ASSIGN_OR_RETURN(const auto answer, SendImport(session, head, files));
  session.Print(ShowImport(answer.report(), answer.revision(), arguments.mutation, session));
  return answer.report().refusal().empty() ? kDone : kSaidNo;
}

}  // namespace

void AddImport(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App& command = AddCommand(group, session, "import",
                                 {"списки школы (xlsx, csv) или пакет выгрузки (zip, папка) - в "
                                  "факты",
                                  "lists of a school (xlsx, csv) or a bundle (zip, folder) into "
                                  "facts"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddWords(command, session, "FILE", arguments->files,
           {"наставляемые, наставники, пары, сотрудники, обучающиеся; OneRoster, SDS",
            "mentees, mentors, pairs, staff, pupils; OneRoster, SDS"});
  AddText(command, session, "--mapping", arguments->mapping,
          {"раскладка (иначе узнаётся по заголовкам)", "the mapping (else found by headers)"});
  AddText(command, session, "--mapping-file", arguments->mapping_file,
          {"своя раскладка, файл YAML", "a mapping of one's own, a YAML file"});
  AddText(command, session, "--cycle", arguments->cycle,
          {"учебный год 2022/23 (иначе по дню)", "the school year 2022/23 (else by the day)"});
  AddText(command, session, "--source", arguments->source,
          {"кто говорит (иначе table, у пакета bundle)",
           "who says so (else table, of a bundle bundle)"});
  AddDate(command, session, "--observed", arguments->observed,
          {"на какой день сведения (иначе сегодня)", "the day they are of (else today)"});
  AddSwitch(command, session, "--force", arguments->forced,
            {"записать, хотя исчезло много", "record though much is gone"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddSwitch(command, session, "--dry-run", arguments->mutation.validate_only,
            {"то же, что --validate-only", "the same as --validate-only"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Import(session, *arguments); });
}

}  // namespace vekha::cli
