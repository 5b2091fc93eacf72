// vekha roadmap import: a document -> a rule file, with everything that was guessed.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/cli/call.h"
#include "service/cli/command.h"
#include "service/cli/commands.h"
#include "service/cli/input.h"
#include "service/cli/json_text.h"
#include "service/importer/importer.h"
#include "service/importer/limits.h"

namespace vekha::cli {
namespace {

Json JsonImport(const importer::Import& import, const std::string& file) {
  Json refused = Json::array();
  for (const importer::RefusedRow& row : import.refused) {
    refused.push_back({{"row", row.place}, {"reason", row.reason}, {"cells", row.cells}});
  }
  Json guesses = Json::array();
  for (const importer::PlacedGuess& one : import.guesses) {
    guesses.push_back({{"line", one.line},
                       {"cell", one.guess.cell},
                       {"text", one.guess.text},
                       {"place", one.guess.place}});
  }
  return {{"rows_read", import.count.read},
          {"rows_written", import.count.written},
          {"rows_refused", refused},
          {"measures", import.count.measures},
          {"headings", import.count.headings},
          {"rows_joined", import.count.joined},
          {"guesses", guesses},
          {"remarks", import.remarks},
          {"file", file}};
}

std::string ShowImport(const importer::Import& import, const std::string& file,
                       const Session& session) {
  const importer::RowCount& count = import.count;
  std::string out = session.Say(
      {fmt::format("{}: прочитано строк {}, записано {}, отклонено {}; мероприятий {}, заголовков "
                   "{}, продолжений {}; догадок {}\n",
                   file, count.read, count.written, import.refused.size(), count.measures,
                   count.headings, count.joined, import.guesses.size()),
       fmt::format("{}: {} rows read, {} written, {} refused; {} measures, {} headings, {} "
                   "continuations; {} guesses\n",
                   file, count.read, count.written, import.refused.size(), count.measures,
                   count.headings, count.joined, import.guesses.size())});
  for (const importer::RefusedRow& row : import.refused) {
    out += session.Say({"отклонена ", "refused "}) + row.place + ": " + row.reason + "\n";
    for (const std::string& cell : row.cells) {
      if (!cell.empty()) out += "    " + cell + "\n";
    }
  }
  for (const std::string& remark : import.remarks) out += remark + "\n";
  for (const importer::PlacedGuess& one : import.guesses) {
    out += fmt::format("{}:{}: {}", file, one.line, one.guess.text);
    if (!one.guess.place.empty()) out += fmt::format(" [{}]", one.guess.place);
    if (!one.guess.cell.empty()) out += fmt::format(": «{}»", one.guess.cell);
    out += "\n";
  }
  return Printable(out);
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
  const auto import = importer::ImportDocument(source.text(), document);
  if (!import.ok()) {
    const Rejection why = RejectionOf(import.status());
    return InputError(why.reason, {fmt::format("{}: {}", document, why.message_ru),
                                   fmt::format("{}: {}", document, why.message)});
  }
  VEKHA_RETURN_IF_ERROR(Write(output, import->text));
  session.Print(session.options.json ? FormatJson(JsonImport(*import, output))
                                     : ShowImport(*import, output, session));
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
  AddText(command, session, "-o,--out", *output,
          {"куда записать файл правил", "where to write the rule file"}, Need::kRequired);
  OnRun(command, session,
        [&session, document, output] { return RunImport(session, *document, *output); });
}

}  // namespace vekha::cli
