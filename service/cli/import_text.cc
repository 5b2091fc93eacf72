#include "service/cli/import_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/roster/row_diagnostic.h"
#include "service/cli/table.h"
#include "service/cli/terminal.h"

namespace vekha::cli {
namespace {

bool IsUnchanged(const v1::ImportedFact& fact) {
  return fact.has_was() == fact.has_value() && fact.was() == fact.value();
}

int Unchanged(const v1::ImportReport& report) {
  return static_cast<int>(std::count_if(report.facts().begin(), report.facts().end(), IsUnchanged));
}

Json JsonFiles(const v1::ImportReport& report) {
  Json files = Json::array();
  for (const v1::ImportedFile& file : report.files()) {
    Json columns = Json::array();
    for (const v1::ListColumn& column : file.columns()) {
      columns.push_back({{"title", column.title()},
                         {"field", column.field()},
                         {"suggestions", column.suggestions()}});
    }
    files.push_back({{"file", file.name()},
                     {"mapping", file.mapping()},
                     {"list", file.list()},
                     {"header_row", file.header_row()},
                     {"columns", columns},
                     {"mode", file.mode()},
                     {"read", file.rows_read()},
                     {"accepted", file.rows_accepted()},
                     {"refused", file.rows_refused()},
                     {"blank", file.rows_blank()}});
  }
  return files;
}

Json JsonFacts(const v1::ImportReport& report) {
  Json facts = Json::array();
  for (const v1::ImportedFact& fact : report.facts()) {
    Json rows = Json::array();
    for (const v1::FactRow& row : fact.rows()) {
      rows.push_back({{"file", row.file()}, {"row", row.row()}});
    }
    facts.push_back({{"name", fact.name()},
                     {"scope", fact.scope()},
                     {"was", fact.has_was() ? Json(fact.was()) : Json(nullptr)},
                     {"value", fact.has_value() ? Json(fact.value()) : Json(nullptr)},
                     {"rows", rows},
                     {"rows_total", fact.total_rows()}});
  }
  return facts;
}

Json JsonCollections(const v1::ImportReport& report) {
  Json collections = Json::array();
  for (const v1::CollectionChange& one : report.collections()) {
    collections.push_back({{"collection", one.collection()},
                           {"before", one.before()},
                           {"added", one.added()},
                           {"changed", one.changed()},
                           {"removed", one.removed()},
                           {"vanishing", one.vanishing()}});
  }
  return collections;
}

Json JsonChanges(const v1::ImportReport& report) {
  Json changes = Json::array();
  for (const v1::ImportedChange& one : report.changes()) {
    changes.push_back({{"collection", one.collection()},
                       {"kind", one.kind()},
                       {"file", one.file()},
                       {"row", one.row()},
                       {"fields", one.fields()}});
  }
  return changes;
}

std::string ShowFiles(const v1::ImportReport& report, const Session& session) {
  std::string out;
  for (const v1::ImportedFile& file : report.files()) {
    if (file.mapping().empty() && file.mode().empty()) continue;
    const std::string& how = file.mapping().empty() ? file.mode() : file.mapping();
    out +=
        session.Say({fmt::format("{} ({}): строк {}, принято {}, отклонено {}\n", file.name(), how,
                                 file.rows_read(), file.rows_accepted(), file.rows_refused()),
                     fmt::format("{} ({}): {} rows, {} accepted, {} refused\n", file.name(), how,
                                 file.rows_read(), file.rows_accepted(), file.rows_refused())});
  }
  return out;
}

std::string RowsText(const v1::ImportedFact& fact) {
  constexpr int kShown = 3;
  std::string text;
  for (int i = 0; i < std::min(fact.rows_size(), kShown); ++i) {
    text += fmt::format("{}{}:{}", i == 0 ? "" : ", ", fact.rows(i).file(), fact.rows(i).row());
  }
  return text + (fact.rows_size() > kShown ? ", …" : "");
}

std::string ShowFactTable(const v1::ImportReport& report, const Session& session) {
  Table table({session.Say({"факт", "fact"}), session.Say({"за", "for"}),
               session.Say({"было", "was"}), session.Say({"стало", "is"}),
               session.Say({"строки", "rows"})});
  for (const v1::ImportedFact& fact : report.facts()) {
    const std::string is =
        fact.has_value() ? std::to_string(fact.value()) : session.Say({"неизвестно", "not known"});
    table.Add({fact.name(), fact.scope(), fact.has_was() ? std::to_string(fact.was()) : "",
               Cell(is, IsUnchanged(fact) ? Style::kPlain : Style::kBold), RowsText(fact)});
  }
  return table.empty() ? std::string() : table.Format(session.terminal);
}

std::string ShowCollectionTable(const v1::ImportReport& report, const Session& session) {
  Table table({session.Say({"что", "what"}), session.Say({"было", "before"}),
               session.Say({"добавлено", "added"}), session.Say({"изменено", "changed"}),
               session.Say({"исчезло", "removed"})});
  for (const v1::CollectionChange& one : report.collections()) {
    table.Add(
        {one.collection(), std::to_string(one.before()), std::to_string(one.added()),
         std::to_string(one.changed()),
         Cell(std::to_string(one.removed()), one.vanishing() ? Style::kBold : Style::kPlain)});
  }
  return table.empty() ? std::string() : table.Format(session.terminal);
}

}  // namespace

Json JsonFault(const v1::ImportFault& fault, Language language) {
  const bool russian = language == Language::kRussian;
  return {{"file", fault.file()},
          {"row", fault.row()},
          {"column", fault.column()},
          {"severity", fault.severity()},
          {"code", fault.code()},
          {"message", russian ? fault.message() : fault.message_en()},
          {"hint", russian ? fault.hint() : fault.hint_en()}};
}

std::string FaultLine(const v1::ImportFault& fault, Language language) {
  roster::RowDiagnostic line{.severity = Severity::kError,
                             .code = fault.code(),
                             .file = fault.file(),
                             .row = static_cast<uint32_t>(std::max(fault.row(), 0)),
                             .column = fault.column(),
                             .message = {fault.message(), fault.message_en()},
                             .hint = {fault.hint(), fault.hint_en()}};
  for (const Severity severity : {Severity::kWarning, Severity::kNote}) {
    if (fault.severity() == SeverityName(severity)) line.severity = severity;
  }
  return roster::FormatRowDiagnostic(line, language) + "\n";
}

Json JsonImport(const v1::ImportReport& report, Language language) {
  Json diagnostics = Json::array();
  for (const v1::ImportFault& fault : report.faults()) {
    diagnostics.push_back(JsonFault(fault, language));
  }
  Json gaps = Json::array();
  for (const v1::ImportedGap& gap : report.gaps()) {
    gaps.push_back({{"fact", gap.fact()},
                    {"scope", gap.scope()},
                    {"text", language == Language::kRussian ? gap.text() : gap.text_en()}});
  }
  return {{"sheets", JsonFiles(report)},
          {"diagnostics", diagnostics},
          {"facts", JsonFacts(report)},
          {"gaps", gaps},
          {"collections", JsonCollections(report)},
          {"changes", JsonChanges(report)},
          {"format", report.format()},
          {"cycle", report.cycle()},
          {"import", report.import()},
          {"source", report.source()},
          {"applied", report.applied()},
          {"changed", report.changed()},
          {"refusal", report.refusal()},
          {"kept", report.kept()},
          {"errors", report.errors()},
          {"recorded", report.recorded()},
          {"unchanged", Unchanged(report)}};
}

std::string ShowImport(const v1::ImportReport& report, int64_t revision, const Mutation& mutation,
                       const Session& session) {
  const Language language = session.language();
  if (session.options.json) {
    Json json = JsonImport(report, language);
    json["revision"] = revision;
    return FormatJson(json);
  }
  std::string out = ShowFiles(report, session);
  for (const v1::ImportFault& fault : report.faults()) out += FaultLine(fault, language);
  if (report.refusal() == "FAULTS") {
    out += session.Say({fmt::format("ошибок {}: ничего не записано\n", report.errors()),
                        fmt::format("{} errors: nothing recorded\n", report.errors())});
    return Printable(out);
  }
  out += ShowCollectionTable(report, session) + ShowFactTable(report, session);
  for (const v1::ImportedGap& gap : report.gaps()) {
    out += fmt::format("{} ({}): {}\n", gap.fact(), gap.scope(),
                       language == Language::kRussian ? gap.text() : gap.text_en());
  }
  const std::string effect = ShowEffect(session, mutation, report.changed());
  out += session.Say({fmt::format("{}: записано {}, без изменений {}{}\n", report.import(),
                                  report.recorded(), Unchanged(report), effect),
                      fmt::format("{}: {} recorded, {} unchanged{}\n", report.import(),
                                  report.recorded(), Unchanged(report), effect)});
  return Printable(out);
}

std::string ShowForgotten(const v1::ImportReport& report, int64_t revision,
                          const Mutation& mutation, const Session& session) {
  if (session.options.json) {
    Json json = JsonImport(report, session.language());
    json["revision"] = revision;
    return FormatJson(json);
  }
  std::string out = ShowCollectionTable(report, session) + ShowFactTable(report, session);
  const std::string effect = ShowEffect(session, mutation, report.changed());
  out += session.Say({fmt::format("{}: источник {} забыт, записано фактов: {}{}\n", report.import(),
                                  report.source(), report.recorded(), effect),
                      fmt::format("{}: the source {} is forgotten, {} facts recorded{}\n",
                                  report.import(), report.source(), report.recorded(), effect)});
  return Printable(out);
}

}  // namespace vekha::cli
