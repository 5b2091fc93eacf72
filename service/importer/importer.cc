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
#include "service/importer/interpretation.h"
#include "service/importer/reader/read_document.h"
#include "service/importer/refusal.h"
#include "service/importer/row_reader.h"
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

struct PlanTable {
  const Table* table = nullptr;
  Columns columns;
  size_t block = 0;
};

std::vector<PlanTable> FindPlans(const Document& document) {
  std::vector<PlanTable> plans;
  for (size_t i = 0; i < document.blocks.size(); ++i) {
    const auto* table = std::get_if<Table>(&document.blocks[i]);
    if (table == nullptr) continue;
    if (auto columns = RecognizeColumns(*table)) plans.push_back({table, std::move(*columns), i});
  }
  return plans;
}

size_t RowsOf(const PlanTable& plan) { return plan.table->rows.size() - plan.columns.first_row; }

// The plan proper: the surest table, of equals the longest.
size_t ChooseMain(const std::vector<PlanTable>& plans) {
  size_t best = 0;
  for (size_t i = 1; i < plans.size(); ++i) {
    const auto rank = [&](size_t k) { return std::pair(plans[k].columns.score, RowsOf(plans[k])); };
    if (rank(i) > rank(best)) best = i;
  }
  return best;
}

// A table of the same plan: the same header again, or none and as many columns (a page end).
bool SamePlan(const PlanTable& one, const Table& table) {
  const auto columns = RecognizeColumns(table);
  if (!columns) return false;
  return columns->fields == one.columns.fields && columns->headers == one.columns.headers;
}

std::string HeadingAbove(const Document& document, size_t block) {
  for (size_t i = block; i-- > 0;) {
    const auto* text = std::get_if<std::string>(&document.blocks[i]);
    if (text == nullptr) return {};
    if (!text->empty()) return *text;
  }
  return {};
}

class Importer {
 public:
  Importer(const Document& document, std::string name) : document_(document) {
    draft_.document = std::move(name);
    draft_.id = SlugOf(draft_.document);
    draft_.remarks = document.remarks;
  }

  absl::StatusOr<Import> Run() {
    const std::vector<PlanTable> plans = FindPlans(document_);
    size_t tables = 0;
    for (const Block& block : document_.blocks) tables += std::holds_alternative<Table>(block);
    if (tables == 0) {
      return Refuse("DOCUMENT_NO_TABLE", "the document has no table", "в документе нет таблицы");
    }
    if (plans.empty()) {
      return Refuse(
          "DOCUMENT_NO_PLAN",
          fmt::format("none of the {} tables is a plan: no columns with measures and terms",
                      tables),
          fmt::format("ни одна таблица ({}) не похожа на план: нет граф мероприятия и срока",
                      tables));
    }
    main_ = &plans[ChooseMain(plans)];
    draft_.guesses.push_back({"roadmap", "обозначение по имени файла", draft_.document, {}});
    draft_.guesses.push_back({"calendar", "только федеральные дни; укажите регион", {}, {}});
    draft_.guesses.push_back({"week", "рабочая неделя в документе не указана", {}, {}});
    ReadSurroundings(ParagraphsAbove(), draft_);
    ReadTables();
    ReadPeriod(OtherHeaders(), draft_);
    Interpret(draft_);
    return Finish();
  }

 private:
  std::vector<std::string> ParagraphsAbove() const {
    std::vector<std::string> above;
    for (size_t i = 0; i < main_->block; ++i) {
      if (const auto* text = std::get_if<std::string>(&document_.blocks[i])) above.push_back(*text);
    }
    return above;
  }

  void ReadTables() {
    RowReader reader(document_, draft_);
    std::string names;
    int taken = 0;
    for (size_t i = 0; i < document_.blocks.size(); ++i) {
      const auto* table = std::get_if<Table>(&document_.blocks[i]);
      if (table == nullptr) continue;
      if (table == main_->table) {
        NoteColumns();
        reader.ReadTable(*table, main_->columns, {});
      } else if (i > main_->block && SamePlan(*main_, *table)) {
        Columns columns = main_->columns;
        columns.first_row = RecognizeColumns(*table)->first_row;
        reader.ReadTable(*table, columns, HeadingAbove(document_, i));
      } else {
        draft_.remarks.push_back(
            fmt::format("{} ({} строк) не план, не перенесена", table->name, table->rows.size()));
        others_.push_back(table);
        continue;
      }
      ++taken;
      names += (names.empty() ? "" : ", ") + table->name;
    }
    reader.Finish();
    if (taken > 1 || !others_.empty()) draft_.remarks.push_back("план: " + names);
  }

  void NoteColumns() {
    const Columns& columns = main_->columns;
    for (size_t i = 0; i < columns.fields.size(); ++i) {
      if (columns.by_content[i]) {
        draft_.guesses.push_back({"title",
                                  fmt::format("графа {} - {}: узнана по содержанию", i + 1,
                                              FieldName(columns.fields[i])),
                                  columns.headers[i],
                                  {}});
      } else if (columns.fields[i] == Field::kOther) {
        draft_.remarks.push_back(
            fmt::format("графа {} («{}») не перенесена", i + 1, columns.headers[i]));
      }
    }
  }

  std::vector<std::string> OtherHeaders() const {
    std::vector<std::string> headers;
    for (const Table* table : others_) {
      if (table->rows.empty()) continue;
      for (const Cell& cell : table->rows.front().cells) headers.push_back(OneLine(cell.text));
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
    return Import{std::move(rules.text), draft_.count, std::move(draft_.refused),
                  std::move(rules.guesses), std::move(draft_.remarks)};
  }

  const Document& document_;
  Draft draft_;
  const PlanTable* main_ = nullptr;
  std::vector<const Table*> others_;
};

}  // namespace

absl::StatusOr<Import> ImportDocument(std::string_view bytes, std::string_view name) {
  VEKHA_ASSIGN_OR_RETURN(const Document document, ReadDocument(bytes, name));
  return Importer(document, BaseName(name)).Run();
}

}  // namespace vekha::importer
