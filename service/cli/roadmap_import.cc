// vekha roadmap import: a document -> a rule file, with everything that was guessed.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/api/convert_import.h"
#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/input.h"
#include "service/cli/json_text.h"
#include "service/cli/output_option.h"
#include "service/cli/rules.h"
#include "service/importer/importer.h"
#include "service/importer/limits.h"
#include "vekha/v1/roadmap_service.grpc.pb.h"

namespace vekha::cli {
namespace {

constexpr int kAsideMax = 99;

// Long documents are counted on the standard error while they are read, when somebody looks at it.
class Progress {
 public:
  explicit Progress(const Session& session)
      : session_(session), shown_(DetectTerminal(STDERR_FILENO).width.has_value()) {}
  ~Progress() {
    if (last_ > 0) std::fputs("\r\x1b[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Show(size_t done, size_t all) {
    if (!shown_ || done < last_ + kStep) return;
    last_ = done;
    const std::string text = fmt::format("\r{} {}/{}", session_.Say({"строк", "rows"}), done, all);
    std::fputs(text.c_str(), stderr);
  }

 private:
  static constexpr size_t kStep = 200;  // rows
  const Session& session_;
  const bool shown_;
  size_t last_ = 0;
};

// By the server when one is named, else here: nothing of a server is needed to read a document.
absl::StatusOr<v1::ImportResponse> Import(Session& session, const std::string& document,
                                          const std::string& bytes) {
  if (!session.options.server.empty() || !session.options.db.empty()) {
    v1::ImportRequest request;
    request.set_name(Printable(std::filesystem::path(document).filename().string()));
    request.set_document(bytes);
    return Call(session, &v1::RoadmapService::Stub::Import, request);
  }
  VEKHA_ASSIGN_OR_RETURN(const auto rules, LoadRules(session.options.rules));
  Progress progress(session);
  VEKHA_ASSIGN_OR_RETURN(importer::Import import,
                         importer::ImportDocument(bytes, document,
                                                  {.calendars = &rules->calendars,
                                                   .progress = [&](size_t done, size_t all) {
                                                     progress.Show(done, all);
                                                   }}));
  return api::ToProto(std::move(import));
}

Json JsonImport(const v1::ImportResponse& import, const std::string& file) {
  Json refused = Json::array();
  for (const v1::RefusedRow& row : import.rows_refused()) {
    refused.push_back({{"row", row.row()}, {"reason", row.reason()}, {"cells", row.cells()}});
  }
  Json guesses = Json::array();
  for (const v1::ImportGuess& one : import.guesses()) {
    guesses.push_back(
        {{"line", one.line()}, {"cell", one.cell()}, {"text", one.text()}, {"place", one.place()}});
  }
  return {{"rows_read", import.rows_read()},
          {"rows_written", import.rows_written()},
          {"rows_refused", refused},
          {"measures", import.measures()},
          {"headings", import.headings()},
          {"rows_joined", import.rows_joined()},
          {"guesses", guesses},
          {"remarks", import.remarks()},
          {"file", file}};
}

std::string ShowImport(const v1::ImportResponse& import, const std::string& file,
                       const Session& session) {
  std::string out = session.Say(
      {fmt::format("{}: прочитано строк {}, записано {}, отклонено {}; мероприятий {}, заголовков "
                   "{}, продолжений {}; догадок {}\n",
                   file, import.rows_read(), import.rows_written(), import.rows_refused_size(),
                   import.measures(), import.headings(), import.rows_joined(),
                   import.guesses_size()),
       fmt::format("{}: {} rows read, {} written, {} refused; {} measures, {} headings, {} "
                   "continuations; {} guesses\n",
                   file, import.rows_read(), import.rows_written(), import.rows_refused_size(),
                   import.measures(), import.headings(), import.rows_joined(),
                   import.guesses_size())});
  for (const v1::RefusedRow& row : import.rows_refused()) {
    out += session.Say({"отклонена ", "refused "}) + row.row() + ": " + row.reason() + "\n";
    for (const std::string& cell : row.cells()) {
      if (!cell.empty()) out += "    " + cell + "\n";
    }
  }
  for (const std::string& remark : import.remarks()) out += remark + "\n";
  for (const v1::ImportGuess& one : import.guesses()) {
    out += fmt::format("{}:{}: {}", file, one.line(), one.text());
    if (!one.place().empty()) out += fmt::format(" [{}]", one.place());
    if (!one.cell().empty()) out += fmt::format(": «{}»", one.cell());
    out += "\n";
  }
  return Printable(out);
}

// A rule file somebody may have corrected by hand is set aside before another takes its place: the
// name it has then, empty when there was none or it says the same.
absl::StatusOr<std::string> SetAside(const std::string& path, const std::string& text) {
  std::error_code wrong;
  if (!std::filesystem::is_regular_file(path, wrong)) return std::string();
  const auto before = ReadSource(path, importer::kFileBytesMax);
  if (before.ok() && (before->text().empty() || before->text() == text)) return std::string();
  for (int i = 1; i <= kAsideMax; ++i) {
    const std::string aside = i == 1 ? path + ".bak" : fmt::format("{}.bak{}", path, i);
    if (std::filesystem::copy_file(path, aside, wrong)) return aside;
    if (wrong != std::errc::file_exists) break;
  }
  return OpenError("FILE_UNWRITABLE",
                   {fmt::format("{}: прежний файл не удалось отложить в {}.bak", path, path),
                    fmt::format("{}: the file there cannot be set aside as {}.bak", path, path)});
}

absl::Status Write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file) return absl::OkStatus();
  return OpenError("FILE_UNWRITABLE", {fmt::format("{}: файл не записывается", path),
                                       fmt::format("{}: cannot be written", path)});
}

absl::StatusOr<int> RunImport(Session& session, const std::string& document,
                              const std::string& output) {
  std::error_code none;
  if (std::filesystem::equivalent(document, output, none)) {
    return InputError("OUTPUT_IS_INPUT", {"файл правил не может лечь поверх документа",
                                          "the rule file cannot replace the document"});
  }
  VEKHA_ASSIGN_OR_RETURN(const Source source, ReadSource(document, importer::kFileBytesMax));
  const auto import = Import(session, document, source.text());
  if (!import.ok()) {
    Rejection why = RejectionOf(import.status());
    if (!why.reason.starts_with("DOCUMENT_")) return import.status();
    why.message = fmt::format("{}: {}", document, why.message);
    why.message_ru = fmt::format("{}: {}", document, why.message_ru);
    return ToStatus(why);
  }
  VEKHA_ASSIGN_OR_RETURN(const std::string aside, SetAside(output, import->text()));
  VEKHA_RETURN_IF_ERROR(Write(output, import->text()));
  if (session.options.json) {
    Json json = JsonImport(*import, output);
    if (!aside.empty()) json["previous"] = aside;
    session.Print(FormatJson(json));
    return kDone;
  }
  session.Print(ShowImport(*import, output, session));
  if (!aside.empty()) {
    session.Print(session.Say({fmt::format("прежний файл отложен: {}\n", aside),
                               fmt::format("the file that was there is now {}\n", aside)}));
  }
  return kDone;
}

}  // namespace

void AddRoadmapImport(CLI::App& group, Session& session) {
  auto document = std::make_shared<std::string>();
  auto output = std::make_shared<std::string>();
  CLI::App& command = AddCommand(group, session, "import",
                                 {"документ (docx, xlsx, html, csv, текст) - в файл правил",
                                  "a document (docx, xlsx, html, csv, text) into a rule file"});
  AddArgument(command, session, "DOCUMENT", *document, {"документ", "the document"});
  AddOutputFile(command, session, *output,
                {"куда записать файл правил", "where to write the rule file"}, Need::kRequired);
  AddServerOptions(command, session);
  OnRun(command, session,
        [&session, document, output] { return RunImport(session, *document, *output); });
}

}  // namespace vekha::cli
