#include "service/importer/importer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/base/status.h"
#include "engine/base/utf8.h"
#include "engine/roadmap/keys.h"
#include "service/importer/cell_text.h"
#include "service/importer/coverage.h"
#include "service/importer/indicators.h"
#include "service/importer/interpretation.h"
#include "service/importer/limits.h"
#include "service/importer/plan_tables.h"
#include "service/importer/reader/read_document.h"
#include "service/importer/refusal.h"
#include "service/importer/region.h"
#include "service/importer/row_reader.h"
#include "service/importer/side_tables.h"
#include "service/importer/surroundings.h"

namespace vekha::importer {
namespace {

constexpr std::array<std::string_view, 32> kLatin = {
    "a", "b", "v", "g", "d", "e", "zh", "z",  "i",  "y",   "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "h", "c",  "ch", "sh", "sch", "",  "y", "",  "e", "yu", "ya"};

std::string BaseName(std::string_view name) {
  const size_t slash = name.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

// "План школы 2022.docx" -> "plan-shkoly-2022".
std::string SlugOf(const std::string& name) {
  std::string slug;
  const std::string stem = name.substr(0, name.find_last_of('.'));
  for (const CodePoint& c : DecodeUtf8(LowerUtf8(stem))) {
    if ((c.value >= U'a' && c.value <= U'z') || (c.value >= U'0' && c.value <= U'9')) {
      slug += static_cast<char>(c.value);
    } else if (c.value >= U'а' && c.value <= U'я') {
      slug += kLatin[c.value - U'а'];
    } else if (c.value == U'ё') {
      slug += 'e';
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
    if (slug.size() >= static_cast<size_t>(roadmap::kMaxId) - 4) break;
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug.empty() ? "roadmap" : slug;
}

class Importer {
 public:
  Importer(const Document& document, std::string name, const ImportOptions& options)
      : document_(document), options_(options) {
    draft_.document = std::move(name);
    draft_.id = SlugOf(draft_.document);
    draft_.remarks = document.remarks;
  }

  absl::StatusOr<Import> Run() {
    blocks_ = &document_.blocks;
    plan_ = FindPlanTables(*blocks_);
    // A page laid out with a table holds the plan in a cell.
    if (plan_.parts.empty() && !document_.nested.empty()) {
      PlanTables nested = FindPlanTables(document_.nested);
      if (!nested.parts.empty()) TakeNested(std::move(nested));
    }
    if (plan_.parts.empty()) return NoPlan();
    size_t rows = 0;
    for (const PlanTable& part : plan_.parts) rows += part.table->rows.size();
    if (rows > kPlanRowsMax) {
      return Refuse("DOCUMENT_TOO_LARGE",
                    fmt::format("the plan has {} rows, at most {}", rows, kPlanRowsMax),
                    fmt::format("в плане строк: {}, больше {}", rows, kPlanRowsMax));
    }
    draft_.guesses.push_back({"roadmap", "обозначение по имени файла", draft_.document, {}});
    draft_.guesses.push_back({"week", "рабочая неделя в документе не указана", {}, {}});
    ReadSurroundings(plan_.above, draft_);
    ReadTables();
    ReadOthers();
    ReadPeriod(plan_.above, OtherHeaders(), draft_);
    ReadRegion(plan_.above, options_.calendars, draft_);
    Interpret(draft_);
    RemarkOnCoverage(options_.calendars, draft_);
    return Finish();
  }

 private:
  absl::Status NoPlan() const {
    if (plan_.tables == 0) {
      return Refuse("DOCUMENT_NO_TABLE", "the document has no table", "в документе нет таблицы");
    }
    return Refuse(
        "DOCUMENT_NO_PLAN",
        fmt::format("no table of {} is a plan: no columns with measures and terms", plan_.tables),
        fmt::format("таблиц: {}, но ни одна не похожа на план: нет граф мероприятия и срока",
                    plan_.tables));
  }

  // The paragraphs of the document stand above; of the table around only its other cells do.
  void TakeNested(PlanTables nested) {
    std::vector<std::string> above;
    for (const Block& block : document_.blocks) {
      const auto* text = std::get_if<std::string>(&block);
      if (text == nullptr) break;
      above.push_back(*text);
    }
    above.insert(above.end(), nested.above.begin(), nested.above.end());
    nested.above = std::move(above);
    plan_ = std::move(nested);
    blocks_ = &document_.nested;
  }

  void ReadTables() {
    size_t all = 0;
    for (const PlanTable& part : plan_.parts) all += part.table->rows.size();
    RowReader reader(document_, draft_, [this, all](size_t done) {
      if (options_.progress) options_.progress(done, all);
    });
    std::string names;
    for (const PlanTable& part : plan_.parts) {
      if (!part.goes_on) NoteColumns(part);
      reader.ReadTable(*part.table, part.columns, part.heading);
      names += (names.empty() ? "" : ", ") + part.table->name;
    }
    reader.Finish();
    if (plan_.parts.size() > 1 || !plan_.others.empty()) draft_.remarks.push_back("план: " + names);
  }

  void ReadOthers() {
    for (const size_t block : plan_.others) {
      const Table& table = std::get<Table>((*blocks_)[block]);
      auto indicators = ReadIndicators(table);
      const bool above = block < plan_.parts.front().block;
      draft_.remarks.push_back(fmt::format(
          "{} ({} строк) {}", table.name, table.rows.size(),
          indicators ? fmt::format("- показатели ({}): записаны примечанием, впишите их выражения",
                                   indicators->size())
          : above    ? "не план: прочитана как текст над планом"
                     : "не план, не перенесена"));
      if (!indicators) continue;
      for (DraftIndicator& one : *indicators) draft_.indicators.push_back(std::move(one));
    }
  }

  static bool IsFilled(const PlanTable& part, size_t column) {
    const auto& rows = part.table->rows;
    for (size_t i = part.columns.first_row; i < rows.size(); ++i) {
      if (column < rows[i].cells.size() && !OneLine(rows[i].cells[column].text).empty())
        return true;
    }
    return false;
  }

  // A column that other parts have, too, is said once.
  void NoteColumns(const PlanTable& part) {
    const Columns& columns = part.columns;
    for (size_t i = 0; i < columns.fields.size(); ++i) {
      if (columns.by_content[i]) {
        draft_.guesses.push_back({"title",
                                  fmt::format("графа {} - {}: узнана по содержанию", i + 1,
                                              FieldName(columns.fields[i])),
                                  columns.headers[i],
                                  {}});
      } else if (columns.fields[i] == Field::kOther) {
        const std::string text = fmt::format(
            "графа {} («{}») {}", i + 1, columns.headers[i],
            IsFilled(part, i) ? "стоит примечаниями у своих строк" : "пуста и не перенесена");
        if (std::ranges::find(draft_.remarks, text) == draft_.remarks.end()) {
          draft_.remarks.push_back(text);
        }
      }
    }
  }

  std::vector<std::string> OtherHeaders() const {
    std::vector<std::string> headers;
    for (const size_t block : plan_.others) {
      const Table& table = std::get<Table>((*blocks_)[block]);
      if (table.rows.empty()) continue;
      for (const Cell& cell : table.rows.front().cells) headers.push_back(OneLine(cell.text));
    }
    return headers;
  }

  absl::StatusOr<Import> Finish() {
    if (draft_.count.measures == 0) {
      return Refuse("DOCUMENT_NO_PLAN", "the table has no row that is a measure",
                    fmt::format("в таблице нет ни одного мероприятия (строк прочитано: {})",
                                draft_.count.read));
    }
    RuleText rules = WriteRules(draft_);
    if (rules.text.size() > kRuleBytesMax) {
      return Refuse("DOCUMENT_TOO_LARGE",
                    fmt::format("its rule file would have {} bytes, at most {} MiB: split the plan",
                                rules.text.size(), kRuleBytesMax >> 20),
                    fmt::format("файл правил больше {} МиБ: разделите план", kRuleBytesMax >> 20));
    }
    return Import{std::move(rules.text), draft_.count, std::move(draft_.refused),
                  std::move(rules.guesses), std::move(draft_.remarks)};
  }

  const Document& document_;
  const ImportOptions& options_;
  const std::vector<Block>* blocks_ = nullptr;
  Draft draft_;
  PlanTables plan_;
};

}  // namespace

absl::StatusOr<Import> ImportDocument(std::string_view bytes, std::string_view name,
                                      const ImportOptions& options) {
  VEKHA_ASSIGN_OR_RETURN(Document document, ReadDocument(bytes, name));
  JoinSideTables(document);
  return Importer(document, BaseName(name), options).Run();
}

}  // namespace vekha::importer
