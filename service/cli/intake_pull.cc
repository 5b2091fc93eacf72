// vekha intake pull: an e-journal is asked with the school's own token, and what it says of people
// is imported. The journal is asked from here: the token stays on this machine.
#include "service/cli/intake_pull.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "engine/base/status.h"
#include "service/base/clock.h"
#include "service/base/zone.h"
#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/import_text.h"
#include "service/cli/input.h"
#include "service/cli/journal_text.h"
#include "service/cli/mutation.h"
#include "service/intake/adapter/curl_port.h"
#include "service/intake/adapter/journal_list.h"
#include "service/intake/adapter/pull.h"
#include "service/intake/adapter/registry/registry.h"
#include "vekha/v1/directory_service.grpc.pb.h"
#include "vekha/v1/intake_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct PullArguments {
  std::string organization;
  std::string adapter;
  std::string settings;
  std::string save;
  bool forced = false;
  Mutation mutation;
};

constexpr size_t kPieceBytes = size_t{256} << 10;

std::string NamesOf(intake::AdapterList adapters) {
  std::string names;
  for (const auto& adapter : adapters) {
    names += (names.empty() ? "" : ", ") + std::string(adapter->name());
  }
  return names;
}

absl::StatusOr<const intake::Adapter*> Find(intake::AdapterList adapters, const std::string& name) {
  if (const intake::Adapter* adapter = intake::FindAdapter(adapters, name)) return adapter;
  const std::string known = NamesOf(adapters);
  return UsageError({fmt::format("нет адаптера «{}»; есть: {}", name, known),
                     fmt::format("there is no adapter '{}'; there are: {}", name, known)});
}

absl::Status SettingsInvalid(const std::vector<Diagnostic>& diagnostics, const Source& source) {
  Text text;
  for (const Diagnostic& diagnostic : diagnostics) {
    text.ru += FormatDiagnostic(diagnostic, &source, Language::kRussian) + "\n";
    text.en += FormatDiagnostic(diagnostic, &source, Language::kEnglish) + "\n";
  }
  return InputError("SETTINGS_INVALID", std::move(text));
}

// An adapter is off unless its section is there.
absl::StatusOr<intake::AdapterSettings> LoadSettings(const std::string& path,
                                                     intake::AdapterList adapters,
                                                     std::string_view name) {
  VEKHA_ASSIGN_OR_RETURN(const Source source, ReadSource(path));
  Parsed<std::vector<intake::AdapterSettings>> settings =
      intake::LoadAdapterSettings(source, adapters);
  if (!settings.value) return SettingsInvalid(settings.diagnostics, source);
  for (intake::AdapterSettings& one : *settings.value) {
    if (one.adapter == name) return std::move(one);
  }
  return InputError("ADAPTER_OFF",
                    {fmt::format("{}: нет раздела {}: адаптер выключен", path, name),
                     fmt::format("{}: there is no section {}: the adapter is off", path, name)});
}

// Nobody but the owner may read it: it has names and birth dates.
absl::Status Save(const std::string& path, std::string_view text) {
  const int file =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  bool saved = file >= 0 && ::fchmod(file, S_IRUSR | S_IWUSR) == 0;
  while (saved && !text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    saved = written > 0;
    if (saved) text.remove_prefix(static_cast<size_t>(written));
  }
  if (file >= 0) saved = ::close(file) == 0 && saved;
  if (saved) return absl::OkStatus();
  return OpenError("FILE_UNWRITABLE", {fmt::format("{}: файл не записывается", path),
                                       fmt::format("{}: cannot be written", path)});
}

v1::ImportHead HeadOf(const PullArguments& arguments, const intake::AdapterSettings& settings,
                      const intake::JournalList& list, std::chrono::sys_seconds now) {
  v1::ImportHead head;
  head.set_organization(arguments.organization);
  head.set_source(settings.source);
  head.set_mapping(list.mapping);
  head.set_mapping_text(list.mapping_text);
  head.mutable_observed_time()->set_seconds(now.time_since_epoch().count());
  head.set_forced(arguments.forced);
  arguments.mutation.FillIn(head);
  return head;
}

absl::StatusOr<v1::ImportRosterResponse> Send(Session& session, const v1::ImportHead& head,
                                              const std::string& name, std::string_view bytes) {
  VEKHA_ASSIGN_OR_RETURN(const auto channel, session.Connect());
  v1::IntakeService::Stub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
  v1::ImportRosterResponse response;
  const auto writer = stub.ImportRoster(&context, &response);
  v1::ImportRosterRequest request;
  *request.mutable_head() = head;
  bool heard = writer->Write(request);
  request.mutable_chunk()->set_name(name);
  while (heard && !bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kPieceBytes);
    request.mutable_chunk()->set_content(std::string(piece));
    heard = writer->Write(request);
    request.mutable_chunk()->clear_name();
    bytes.remove_prefix(piece.size());
  }
  request.set_end(true);
  if (heard) writer->Write(request);
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  if (!status.ok()) return FromGrpc(status, session.ServerName());
  return response;
}

std::string Show(const PullArguments& arguments, const intake::AdapterReading& reading,
                 const v1::ImportRosterResponse* answer, const Session& session) {
  if (session.options.json) {
    Json json = JsonJournal(arguments.adapter, reading, session.language());
    json["import"] =
        answer == nullptr ? Json(nullptr) : JsonImport(answer->report(), session.language());
    json["revision"] = answer == nullptr ? 0 : answer->revision();
    return FormatJson(json);
  }
  std::string out = ShowJournal(arguments.adapter, reading, session);
  if (answer == nullptr) return out;
  return out + ShowImport(answer->report(), answer->revision(), arguments.mutation, session);
}

// Of the organization; asked before the journal is, so that a wrong id costs it nothing.
absl::StatusOr<std::string> ZoneOf(Session& session, const std::string& organization) {
  v1::GetOrganizationRequest request;
  request.set_organization(organization);
  VEKHA_ASSIGN_OR_RETURN(const v1::GetOrganizationResponse answer,
                         Call(session, &v1::DirectoryService::Stub::GetOrganization, request));
  return answer.organization().zone();
}

absl::StatusOr<int> Pull(Session& session, const PullArguments& arguments) {
  const auto adapters = intake::MakeAdapters();
  VEKHA_ASSIGN_OR_RETURN(const intake::Adapter* adapter, Find(adapters, arguments.adapter));
  VEKHA_ASSIGN_OR_RETURN(const intake::AdapterSettings settings,
                         LoadSettings(arguments.settings, adapters, arguments.adapter));
  VEKHA_ASSIGN_OR_RETURN(const intake::Secrets secrets, intake::ReadSecrets(settings));
  const service::SystemClock clock;
  const std::chrono::sys_seconds now = clock.Now();
  VEKHA_ASSIGN_OR_RETURN(const std::string zone, ZoneOf(session, arguments.organization));
  const Date today = service::LocalMinuteIn(zone, now).day;
  intake::CurlPort port(settings.Reach(), settings.ca_file);
  intake::SleepingWaiter waiter;
  intake::AdapterReading reading =
      intake::PullRoster(*adapter, settings, secrets, {port, waiter, clock}, today);
  if (reading.report.HasErrors()) {
    session.Print(Show(arguments, reading, nullptr, session));
    return kSaidNo;
  }
  const intake::JournalList list =
      intake::MakeJournalList(roster::Merge({}, reading.update), today);
  if (!arguments.save.empty()) VEKHA_RETURN_IF_ERROR(Save(arguments.save, list.csv));
  const v1::ImportHead head = HeadOf(arguments, settings, list, now);
  VEKHA_ASSIGN_OR_RETURN(const auto answer,
                         Send(session, head, settings.source + ".csv", list.csv));
  session.Print(Show(arguments, reading, &answer, session));
  return answer.report().refusal().empty() ? kDone : kSaidNo;
}

}  // namespace

void AddPull(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<PullArguments>();
  const std::string journals = NamesOf(intake::MakeAdapters());
  CLI::App& command =
      AddCommand(group, session, "pull",
                 {"спросить электронный журнал: " + journals, "ask an e-journal: " + journals});
  AddArgument(command, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddArgument(command, session, "ADAPTER", arguments->adapter, {"какой журнал", "which journal"});
  AddText(command, session, "--settings", arguments->settings,
          {"файл настроек журналов, YAML", "the file of journals, YAML"}, Need::kRequired);
  AddText(command, session, "--save", arguments->save,
          {"сохранить прочитанное списком (персональные данные)",
           "keep what was read as a list (personal data)"});
  AddSwitch(command, session, "--force", arguments->forced,
            {"записать, хотя исчезло много", "record though much is gone"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddSwitch(command, session, "--dry-run", arguments->mutation.validate_only,
            {"то же, что --validate-only", "the same as --validate-only"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Pull(session, *arguments); });
}

}  // namespace vekha::cli
