#include "service/cli/import_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/cli/json_text.h"
#include "service/cli/table.h"
#include "service/cli/terminal.h"

namespace vekha::cli {
namespace {

using intake::FileReport;
using intake::ImportPlan;
using intake::SheetReading;

const FileReport* ReportOf(const ImportPlan& plan, const std::string& file) {
  const auto& files = plan.reading.report.files;
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const FileReport& report) { return report.name == file; });
  return found == files.end() ? nullptr : &*found;
}

int Unchanged(const std::vector<FactChange>& changes) {
  return static_cast<int>(std::count_if(changes.begin(), changes.end(),
                                        [](const FactChange& c) { return c.was == c.is; }));
}

Json JsonSheets(const ImportPlan& plan) {
  Json sheets = Json::array();
  for (const SheetReading& sheet : plan.reading.sheets) {
    Json columns = Json::array();
    for (const intake::ColumnReading& column : sheet.columns) {
      columns.push_back(
          {{"title", column.title}, {"field", column.field}, {"suggestions", column.suggestions}});
    }
    const FileReport none;
    const FileReport* report = ReportOf(plan, sheet.file);
    if (report == nullptr) report = &none;
    sheets.push_back({{"file", sheet.file},
                      {"mapping", sheet.mapping},
                      {"list", intake::ListKindName(sheet.list)},
                      {"header_row", sheet.header_row},
                      {"columns", columns},
                      {"read", report->read},
                      {"accepted", report->accepted},
                      {"refused", report->refused},
                      {"blank", report->blank}});
  }
  return sheets;
}

Json JsonDiagnostics(const ImportPlan& plan, Language language) {
  Json diagnostics = Json::array();
  for (const roster::RowDiagnostic& d : plan.reading.report.diagnostics) {
    diagnostics.push_back({{"file", d.file},
                           {"row", d.row},
                           {"column", d.column},
                           {"severity", SeverityName(d.severity)},
                           {"code", d.code},
                           {"message", d.message.In(language)},
                           {"hint", d.hint.In(language)}});
  }
  return diagnostics;
}

Json JsonFacts(const std::vector<FactChange>& changes) {
  Json facts = Json::array();
  for (const FactChange& change : changes) {
    Json rows = Json::array();
    for (const roster::RowReference& row : change.derived->rows) {
      rows.push_back({{"file", row.file}, {"row", row.row}});
    }
    facts.push_back({{"name", change.name},
                     {"scope", change.scope},
                     {"was", change.was ? Json(*change.was) : Json(nullptr)},
                     {"value", change.is},
                     {"rows", rows},
                     {"rows_total", change.derived->rows_total}});
  }
  return facts;
}

std::string ShowJson(const ImportPlan& plan, const std::vector<FactChange>& changes,
                     const v1::RecordFactsResponse* answer, const Mutation& mutation,
                     const Session& session) {
  Json gaps = Json::array();
  for (const roster::Gap& gap : plan.derivation.gaps) {
    gaps.push_back(
        {{"fact", gap.fact}, {"scope", gap.scope}, {"text", gap.why.In(session.language())}});
  }
  return FormatJson({{"sheets", JsonSheets(plan)},
                     {"diagnostics", JsonDiagnostics(plan, session.language())},
                     {"facts", JsonFacts(changes)},
                     {"gaps", gaps},
                     {"applied", answer != nullptr && !mutation.validate_only},
                     {"recorded", answer == nullptr ? 0 : answer->recorded()},
                     {"unchanged", Unchanged(changes)},
                     {"revision", answer == nullptr ? 0 : answer->revision()}});
}

std::string ShowSheets(const ImportPlan& plan, const Session& session) {
  std::string out;
  for (const SheetReading& sheet : plan.reading.sheets) {
    const FileReport* report = ReportOf(plan, sheet.file);
    if (report == nullptr || sheet.mapping.empty()) continue;
    out +=
        session.Say({fmt::format("{} ({}): строк {}, принято {}, отклонено {}\n", sheet.file,
                                 sheet.mapping, report->read, report->accepted, report->refused),
                     fmt::format("{} ({}): {} rows, {} accepted, {} refused\n", sheet.file,
                                 sheet.mapping, report->read, report->accepted, report->refused)});
  }
  return out;
}

std::string RowsText(const roster::DerivedFact& fact) {
  constexpr size_t kShown = 3;
  std::string text;
  for (size_t i = 0; i < std::min(fact.rows.size(), kShown); ++i) {
    text += fmt::format("{}{}:{}", i == 0 ? "" : ", ", fact.rows[i].file, fact.rows[i].row);
  }
  return text + (fact.rows.size() > kShown ? ", …" : "");
}

std::string ShowFactTable(const std::vector<FactChange>& changes, const Session& session) {
  Table table({session.Say({"факт", "fact"}), session.Say({"за", "for"}),
               session.Say({"было", "was"}), session.Say({"стало", "is"}),
               session.Say({"строки", "rows"})});
  for (const FactChange& change : changes) {
    table.Add(
        {change.name, change.scope, change.was ? std::to_string(*change.was) : "",
         Cell(std::to_string(change.is), change.was == change.is ? Style::kPlain : Style::kBold),
         RowsText(*change.derived)});
  }
  return table.empty() ? std::string() : table.Format(session.terminal);
}

}  // namespace

std::string ShowTableImport(const ImportPlan& plan, const std::vector<FactChange>& changes,
                            const v1::RecordFactsResponse* answer, const Mutation& mutation,
                            const Session& session) {
  if (session.options.json) return ShowJson(plan, changes, answer, mutation, session);
  std::string out = ShowSheets(plan, session);
  for (const roster::RowDiagnostic& d : plan.reading.report.diagnostics) {
    out += roster::FormatRowDiagnostic(d, session.language()) + "\n";
  }
  if (answer == nullptr) {
    out += session.Say({fmt::format("ошибок {}: ничего не записано\n", plan.reading.report.errors),
                        fmt::format("{} errors: nothing recorded\n", plan.reading.report.errors)});
    return Printable(out);
  }
  out += ShowFactTable(changes, session);
  for (const roster::Gap& gap : plan.derivation.gaps) {
    out += fmt::format("{} ({}): {}\n", gap.fact, gap.scope, gap.why.In(session.language()));
  }
  out += session.Say({fmt::format("записано {}, без изменений {}{}\n", answer->recorded(),
                                  Unchanged(changes), ShowEffect(session, mutation, true)),
                      fmt::format("{} recorded, {} unchanged{}\n", answer->recorded(),
                                  Unchanged(changes), ShowEffect(session, mutation, true))});
  return Printable(out);
}

}  // namespace vekha::cli
