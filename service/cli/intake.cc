// vekha intake: what sources said of an organization's people, and what was refused.
#include "service/cli/intake.h"

#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>
#include <re2/re2.h>

#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/import_text.h"
#include "service/cli/intake_pull.h"
#include "service/cli/json_text.h"
#include "service/cli/mutation.h"
#include "service/cli/table.h"
#include "vekha/v1/intake_service.grpc.pb.h"

namespace vekha::cli {
namespace {

struct PlaceArguments {
  std::string organization;
  std::string source;
};

struct ReplayArguments {
  std::string organization;
  std::string source;
  std::vector<std::string> cells;
  bool forced = false;
  Mutation mutation;
};

struct ForgetArguments {
  std::string organization;
  std::string source;
  Mutation mutation;
};

std::string TimeText(const google::protobuf::Timestamp& time) {
  return google::protobuf::util::TimeUtil::ToString(time);
}

std::string NamesOf(const v1::ImportReport& report) {
  std::string names;
  for (const v1::ImportedFile& file : report.files()) {
    names += (names.empty() ? "" : ", ") + file.name();
  }
  return names;
}

std::string ShowApplied(const v1::ImportReport& report, const Session& session) {
  std::string out = session.Say({fmt::format("{}: принят {}; проверен {}; {}\n", report.import(),
                                             TimeText(report.commit_time()),
                                             TimeText(report.checked_time()), NamesOf(report)),
                                 fmt::format("{}: applied {}; checked {}; {}\n", report.import(),
                                             TimeText(report.commit_time()),
                                             TimeText(report.checked_time()), NamesOf(report))});
  Table table({session.Say({"что", "what"}), session.Say({"было", "before"}),
               session.Say({"добавлено", "added"}), session.Say({"изменено", "changed"}),
               session.Say({"исчезло", "removed"})});
  for (const v1::CollectionChange& one : report.collections()) {
    table.Add({one.collection(), std::to_string(one.before()), std::to_string(one.added()),
               std::to_string(one.changed()), std::to_string(one.removed())});
  }
  return table.empty() ? out : out + table.Format(session.terminal, 2);
}

Text WhyRefused(const v1::ImportReport& report) {
  if (report.refusal() == "TOO_MUCH_VANISHES") {
    return {"исчезло бы слишком много", "too much would vanish"};
  }
  return {fmt::format("ошибок {}", report.errors()), fmt::format("{} errors", report.errors())};
}

std::string ShowRefused(const v1::ImportReport& report, const Session& session) {
  constexpr int kShown = 10;
  const Text kept = report.kept() ? Text{"файлы сохранены", "its files are kept"}
                                  : Text{"файлы не сохранены", "its files are not kept"};
  const Text why = WhyRefused(report);
  std::string out = session.Say({fmt::format("{}: отклонён {}: {}; {}\n", report.import(),
                                             TimeText(report.commit_time()), why.ru, kept.ru),
                                 fmt::format("{}: refused {}: {}; {}\n", report.import(),
                                             TimeText(report.commit_time()), why.en, kept.en)});
  int shown = 0;
  for (const v1::ImportFault& fault : report.faults()) {
    if (fault.severity() != "error") continue;
    if (++shown > kShown) break;
    out += "  " + FaultLine(fault, session.language());
  }
  return out;
}

std::string ShowStatus(const v1::GetIntakeStatusResponse& answer, const Session& session) {
  std::string out;
  for (const v1::IntakeSource& source : answer.sources()) {
    if (source.has_last_applied()) out += ShowApplied(source.last_applied(), session);
    if (source.has_last_refused()) out += ShowRefused(source.last_refused(), session);
  }
  if (out.empty()) return session.Say({"Загрузок не было.\n", "Nothing was imported.\n"});
  return Printable(out);
}

absl::StatusOr<int> Status(Session& session, const PlaceArguments& arguments) {
  v1::GetIntakeStatusRequest request;
  request.set_organization(arguments.organization);
  VEKHA_ASSIGN_OR_RETURN(const auto answer,
                         Call(session, &v1::IntakeService::Stub::GetIntakeStatus, request));
  session.Print(session.options.json ? FormatMessage(answer) : ShowStatus(answer, session));
  return kDone;
}

std::string ShowRows(const v1::ListRefusedRowsResponse& answer, const Session& session) {
  std::string out;
  for (const v1::QuarantinedRow& row : answer.rows()) {
    for (const v1::ImportFault& fault : row.faults()) {
      out += fmt::format("{}: {}", row.import(), FaultLine(fault, session.language()));
    }
  }
  if (answer.errors_left_out() > 0) {
    out += session.Say({fmt::format("и ещё ошибок: {}\n", answer.errors_left_out()),
                        fmt::format("and {} errors more\n", answer.errors_left_out())});
  }
  if (out.empty()) return session.Say({"Отклонённого нет.\n", "Nothing stands refused.\n"});
  return Printable(out);
}

absl::StatusOr<int> Refused(Session& session, const PlaceArguments& arguments) {
  v1::ListRefusedRowsRequest request;
  request.set_organization(arguments.organization);
  request.set_source(arguments.source);
  VEKHA_ASSIGN_OR_RETURN(const auto answer,
                         Call(session, &v1::IntakeService::Stub::ListRefusedRows, request));
  session.Print(session.options.json ? FormatMessage(answer) : ShowRows(answer, session));
  return kDone;
}

// FILE:ROW:COLUMN=VALUE. The file ends where a number follows, the column at the first "=".
absl::StatusOr<v1::Correction> ReadCell(const std::string& text) {
  static const RE2 kForm(R"((?s)(.+?):(\d{1,9}):([^=]+)=(.*))");
  v1::Correction cell;
  int row = 0;
  if (!RE2::FullMatch(text, kForm, cell.mutable_file(), &row, cell.mutable_column(),
                      cell.mutable_value())) {
    return UsageError(
        {fmt::format("--set: «{}» не ячейка; пишите ФАЙЛ:СТРОКА:СТОЛБЕЦ=ЗНАЧЕНИЕ", text),
         fmt::format("--set: '{}' is no cell; write FILE:ROW:COLUMN=VALUE", text)});
  }
  cell.set_row(row);
  return cell;
}

absl::StatusOr<int> Replay(Session& session, const ReplayArguments& arguments) {
  v1::ReplayImportRequest request;
  request.set_organization(arguments.organization);
  request.set_source(arguments.source);
  for (const std::string& text : arguments.cells) {
    VEKHA_ASSIGN_OR_RETURN(*request.add_corrections(), ReadCell(text));
  }
  request.set_forced(arguments.forced);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const auto answer,
                         Call(session, &v1::IntakeService::Stub::ReplayImport, request));
  session.Print(ShowImport(answer.report(), answer.revision(), arguments.mutation, session));
  return answer.report().refusal().empty() ? kDone : kSaidNo;
}

absl::StatusOr<int> Forget(Session& session, const ForgetArguments& arguments) {
  v1::ForgetSourceRequest request;
  request.set_organization(arguments.organization);
  request.set_source(arguments.source);
  arguments.mutation.FillIn(request);
  VEKHA_ASSIGN_OR_RETURN(const auto answer,
                         Call(session, &v1::IntakeService::Stub::ForgetSource, request));
  session.Print(ShowForgotten(answer.report(), answer.revision(), arguments.mutation, session));
  return kDone;
}

void AddStatus(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<PlaceArguments>();
  CLI::App& command =
      AddCommand(group, session, "status",
                 {"последние загрузки каждого источника", "each source's last imports"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Status(session, *arguments); });
}

void AddRefused(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<PlaceArguments>();
  CLI::App& command = AddCommand(group, session, "refused",
                                 {"отклонённые строки и почему", "refused rows and why"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddText(command, session, "--source", arguments->source,
          {"только этого источника", "of this source only"});
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Refused(session, *arguments); });
}

void AddReplay(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<ReplayArguments>();
  CLI::App& command = AddCommand(group, session, "replay",
                                 {"исправить ячейки отклонённых файлов и загрузить их снова",
                                  "correct cells of refused files and import them again"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddText(command, session, "--source", arguments->source, {"какого источника", "of which source"});
  AddWords(
      command, session, "--set", arguments->cells,
      {"ФАЙЛ:СТРОКА:СТОЛБЕЦ=ЗНАЧЕНИЕ; можно несколько", "FILE:ROW:COLUMN=VALUE; more than once"},
      Need::kOptional);
  AddSwitch(command, session, "--force", arguments->forced,
            {"записать, хотя исчезло много", "record though much is gone"});
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Replay(session, *arguments); });
}

void AddForget(CLI::App& group, Session& session) {
  auto arguments = std::make_shared<ForgetArguments>();
  CLI::App& command =
      AddCommand(group, session, "forget",
                 {"удалить всё, что хранится от источника; факты пересчитать без него",
                  "delete all that is kept of a source; count facts without it"});
  AddArgument(command, session, "ORG", arguments->organization,
              {"id организации", "id of the organization"});
  AddText(command, session, "--source", arguments->source, {"какой источник", "which source"},
          Need::kRequired);
  AddMutationOptions(command, session, arguments->mutation, Etag::kNone);
  AddServerOptions(command, session);
  OnRun(command, session, [&session, arguments] { return Forget(session, *arguments); });
}

}  // namespace

void AddIntake(CLI::App& root, Session& session) {
  CLI::App& group = AddGroup(root, session, "intake",
                             {"сведения источников: import, pull, status, refused, replay, forget",
                              "what sources say: import, pull, status, refused, replay, forget"});
  AddImport(group, session);
  AddPull(group, session);
  AddStatus(group, session);
  AddRefused(group, session);
  AddReplay(group, session);
  AddForget(group, session);
}

}  // namespace vekha::cli
