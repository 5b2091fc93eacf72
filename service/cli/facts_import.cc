// vekha facts import, vekha facts template: lists of a school become facts. The lists are read
// here: people stay on this side, only what was counted is sent.
#include "service/cli/facts_import.h"

#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>

#include <fstream>
#include <map>
#include <utility>

#include "engine/facts/fact_catalog.h"
#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/date_text.h"
#include "service/cli/import_text.h"
#include "service/cli/input.h"
#include "service/cli/mutation.h"
#include "service/cli/rules.h"
#include "service/cli/table.h"
#include "service/importer/limits.h"
#include "service/intake/table/table_import.h"
#include "vekha/v1/state_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct ImportArguments {
  std::string organization;
  std::vector<std::string> files;
  std::string mapping;
  std::string mapping_file;
  std::string cycle;
  std::string source = "table";
  std::optional<Date> observed;
  bool forced = false;
  Mutation mutation;
};

constexpr std::string_view kObservedTime = "T09:00:00Z";  // the same day in every zone of Russia
constexpr int kVanishingPercent = 20;
constexpr int64_t kVanishingSpared = 5;

absl::StatusOr<std::vector<intake::Mapping>> LoadListMappings(const RuleSources& rules,
                                                              const std::string& own) {
  std::vector<Source> sources = rules.sources;
  if (!own.empty()) {
    VEKHA_ASSIGN_OR_RETURN(const Source source, ReadSource(own));
    sources.emplace_back("mappings/" + own, source.text());
  }
  Parsed<std::vector<intake::Mapping>> mappings = intake::LoadMappings(sources);
  if (HasErrors(mappings.diagnostics)) return RulesInvalid(mappings.diagnostics);
  return *std::move(mappings.value);
}

absl::StatusOr<intake::ImportOptions> ReadOptions(const ImportArguments& arguments, Date today) {
  intake::ImportOptions options;
  options.source = arguments.source;
  options.forced = arguments.forced;
  options.tables.today = arguments.observed.value_or(today);
  options.tables.school = arguments.organization;
  options.tables.cycle_certain = !arguments.cycle.empty();
  options.tables.cycle = arguments.cycle.empty()
                             ? facts::ScopeKey(facts::FactPer::kCycle, options.tables.today)
                             : arguments.cycle;
  if (facts::IsScopeOf(facts::FactPer::kCycle, options.tables.cycle)) return options;
  return UsageError(
      {fmt::format("--cycle: «{}» не учебный год; пишите 2022/23", arguments.cycle),
       fmt::format("--cycle: '{}' is no school year; write 2022/23", arguments.cycle)});
}

absl::StatusOr<intake::ImportPlan> ReadLists(const ImportArguments& arguments,
                                             const std::vector<intake::Mapping>& mappings,
                                             const intake::ImportOptions& options) {
  std::vector<Source> sources;
  for (const std::string& path : arguments.files) {
    VEKHA_ASSIGN_OR_RETURN(Source source, ReadSource(path, importer::kFileBytesMax));
    sources.push_back(std::move(source));
  }
  std::vector<intake::TableFile> files;
  for (const Source& source : sources) {
    files.push_back({.name = source.name(), .bytes = source.text(), .mapping = arguments.mapping});
  }
  return intake::PlanTableImport(files, mappings, options);
}

using Known = std::map<std::pair<std::string, std::string>, int64_t>;

Known KnownCounts(const v1::GetStateResponse& state) {
  Known known;
  for (const v1::Fact& fact : state.facts()) {
    if (fact.value().kind_case() == v1::FactValue::kIntValue) {
      known[{fact.name(), fact.scope()}] = fact.value().int_value();
    }
  }
  return known;
}

// Much less than was recorded is a sign of a cut-off list rather than of an emptied school.
bool Vanishes(const FactChange& change) {
  if (!change.was || !change.name.ends_with(".count")) return false;
  const int64_t gone = *change.was - change.is;
  return gone > kVanishingSpared && gone * 100 > *change.was * kVanishingPercent;
}

absl::Status CheckVanishing(const std::vector<FactChange>& changes) {
  for (const FactChange& change : changes) {
    if (!Vanishes(change)) continue;
    return InputError("TOO_MUCH_VANISHES",
                      {fmt::format("{} за {}: было {}, стало бы {}; если это так, добавьте --force",
                                   change.name, change.scope, *change.was, change.is),
                       fmt::format("{} of {}: {} before, {} now; if that is so, add --force",
                                   change.name, change.scope, *change.was, change.is)});
  }
  return absl::OkStatus();
}

std::vector<FactChange> ChangesOf(const intake::ImportPlan& plan, const Known& known) {
  std::vector<FactChange> changes;
  for (const roster::DerivedFact& fact : plan.derivation.facts) {
    const auto was = known.find({fact.record.name, fact.record.scope});
    changes.push_back({.name = fact.record.name,
                       .scope = fact.record.scope,
                       .was = was == known.end() ? std::nullopt : std::optional(was->second),
                       .is = *fact.record.value.As<int64_t>(),
                       .derived = &fact});
  }
  return changes;
}

// What is known just so is not sent: the same list again changes nothing.
absl::StatusOr<v1::RecordFactsResponse> Record(Session& session, const ImportArguments& arguments,
                                               const std::vector<FactChange>& changes) {
  v1::RecordFactsRequest request;
  request.set_organization(arguments.organization);
  arguments.mutation.FillIn(request);
  for (const FactChange& change : changes) {
    if (change.was == change.is) continue;
    v1::Fact& fact = *request.add_facts();
    fact.set_name(change.name);
    fact.set_scope(change.scope);
    fact.set_source(arguments.source);
    fact.mutable_value()->set_int_value(change.is);
    if (!arguments.observed) continue;
    google::protobuf::util::TimeUtil::FromString(
        FormatIso(*arguments.observed) + std::string(kObservedTime), fact.mutable_observed_time());
  }
  v1::RecordFactsResponse none;
  if (request.facts().empty()) return none;
  return Call(session, &v1::StateService::Stub::RecordFacts, request);
}

absl::StatusOr<int> Import(Session& session, const ImportArguments& arguments) {
  VEKHA_ASSIGN_OR_RETURN(const RuleSources rules, LoadRuleSources(session.options.rules));
  VEKHA_ASSIGN_OR_RETURN(const auto mappings, LoadListMappings(rules, arguments.mapping_file));
  v1::GetStateRequest request;
  request.set_organization(arguments.organization);
  request.set_all_scopes(true);
  VEKHA_ASSIGN_OR_RETURN(const v1::GetStateResponse state,
                         Call(session, &v1::StateService::Stub::GetState, request));
  const std::optional<Date> today = FromProto(state.as_of());
  VEKHA_ASSIGN_OR_RETURN(const intake::ImportOptions options,
                         ReadOptions(arguments, today.value_or(*MakeDate(2000, 1, 1))));
  VEKHA_ASSIGN_OR_RETURN(const intake::ImportPlan plan, ReadLists(arguments, mappings, options));
  const std::vector<FactChange> changes = ChangesOf(plan, KnownCounts(state));
  if (plan.reading.report.HasErrors()) {
    session.Print(ShowTableImport(plan, changes, nullptr, arguments.mutation, session));
    return kSaidNo;
  }
  if (!arguments.forced) VEKHA_RETURN_IF_ERROR(CheckVanishing(changes));
  VEKHA_ASSIGN_OR_RETURN(const v1::RecordFactsResponse answer, Record(session, arguments, changes));
  session.Print(ShowTableImport(plan, changes, &answer, arguments.mutation, session));
  return kDone;
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
  VEKHA_ASSIGN_OR_RETURN(const auto mappings, LoadListMappings(rules, ""));
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

void AddFactsImport(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App& command = AddCommand(
      group, session, "import",
      {"списки школы (xlsx, csv) - в факты", "lists of a school (xlsx, csv) into facts"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddWords(command, session, "FILE", arguments->files,
           {"наставляемые, наставники, пары, сотрудники, обучающиеся",
            "mentees, mentors, pairs, staff, pupils"});
  AddText(command, session, "--mapping", arguments->mapping,
          {"раскладка (иначе узнаётся по заголовкам)", "the mapping (else found by headers)"});
  AddText(command, session, "--mapping-file", arguments->mapping_file,
          {"своя раскладка, файл YAML", "a mapping of one's own, a YAML file"});
  AddText(command, session, "--cycle", arguments->cycle,
          {"учебный год 2022/23 (иначе по дню)", "the school year 2022/23 (else by the day)"});
  AddText(command, session, "--source", arguments->source, {"кто говорит", "who says so"});
  AddDate(command, session, "--observed", arguments->observed,
          {"на какой день списки (иначе сегодня)", "the day of the lists (else today)"});
  AddSwitch(command, session, "--force", arguments->forced,
            {"записать, хотя исчезло много", "record though much is gone"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Import(session, *arguments); });
}

void AddFactsTemplate(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<TemplateArguments>();
  CLI::App& command = AddCommand(group, session, "template",
                                 {"пустой бланк списка; без имени - какие есть",
                                  "a blank list; without a name, "
                                  "which there are"});
  AddArgument(command, session, "MAPPING", arguments->mapping, {"раскладка", "the mapping"},
              Need::kOptional);
  AddText(command, session, "-o,--out", arguments->output, {"куда записать", "where to write it"});
  AddRulesOption(command, session);
  OnRun(command, session, [&session, arguments] { return MakeTemplate(session, *arguments); });
}

}  // namespace vekha::cli
