#include "service/importer/columns.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"
#include "service/importer/month_columns.h"

namespace vekha::importer {
namespace {

constexpr size_t kHeaderRowsMax = 8;   // looked at for the header
constexpr size_t kSampleRows = 60;     // looked at to tell a column by its cells
constexpr size_t kMonthsMax = 24;      // columns of months: two years of them
constexpr size_t kSampleCells = 1200;  // of a wide table fewer rows

struct HeaderWord {
  Field field;
  RE2 pattern;
};

// In the order of certainty: "Ответственный за мероприятие" is about the responsible.
const std::array<HeaderWord, 8>& HeaderWords() {
  static const std::array<HeaderWord, 8> kWords = {{
      {Field::kNumber, R"((?i)^\s*№|^\s*n[o°]?\.?\s*п?/?п?\s*$|п\s*[/\\]\s*п|^номер)"},
      {Field::kOther, R"((?i)^отметк|^примечани|^факт(?:$|[^\p{L}]|ическ))"},
      {Field::kResponsible, R"((?i)ответственн|исполнител|^отв\.?$|^кто(?:$|[^\p{L}]))"},
      {Field::kTerm, R"((?i)срок|^\s*дат[аы]|когда|период|время (?:проведения|исполнения))"},
      {Field::kOutcome, R"((?i)ключев\p{L}+ результат|^\s*содержание)"},
      {Field::kResult,
       R"((?i)результат|документ|форма (?:отч[её]т|заверш|предст)|подтвержд|продукт|выход|показател|что получ|^итог)"},
      {Field::kTitle,
       R"((?i)мероприяти|действи[ея]|вид\p{L}* (?:работ|деятельности)|наименование работ|задач|^что(?:$|[^\p{L}])|^тема|^вопрос|событи|^работ[аы])"},
      {Field::kGroup, R"((?i)направлени|этап|раздел|блок|модул|наименование|^месяц)"},
  }};
  return kWords;
}

std::string CellText(const Row& row, size_t column) {
  return column < row.cells.size() ? OneLine(row.cells[column].text) : std::string();
}

size_t Width(const Table& table) {
  size_t width = 0;
  for (const Row& row : table.rows) width = std::max(width, row.cells.size());
  return width;
}

// The row whose cells name the most different fields.
std::optional<size_t> FindHeader(const Table& table) {
  std::optional<size_t> best;
  size_t most = 1;
  for (size_t i = 0; i < std::min(table.rows.size(), kHeaderRowsMax); ++i) {
    std::set<Field> fields;
    for (const Cell& cell : table.rows[i].cells) fields.insert(HeaderField(OneLine(cell.text)));
    fields.erase(Field::kOther);
    if (fields.size() > most) {
      most = fields.size();
      best = i;
    }
  }
  return best;
}

// The second line of a header, below cells that cover several columns or lines: "начало |
// окончание" below "Срок". What a measure has is not there: neither number nor title.
bool IsSubheader(const Row& row, const Row& header, const std::vector<Field>& fields,
                 const std::vector<std::string>& spans) {
  static const RE2 kWord(
      R"((?i)(?:начал\p{L}*|окончани\p{L}*|план\p{L}*|факт\p{L}*|дата|с|по)\.?)");
  // One month alone heads the rows below it.
  const bool months =
      std::ranges::count_if(spans, [](const std::string& span) { return !span.empty(); }) > 1;
  bool any = false;
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const std::string text = OneLine(row.cells[i].text);
    if (text.empty() || row.cells[i].merged_above) continue;
    const Field field = i < fields.size() ? fields[i] : Field::kOther;
    if (field == Field::kNumber || field == Field::kTitle || CodePointCount(text) > 60)
      return false;
    const bool below_wide = i < header.cells.size() &&
                            (header.cells[i].columns > 1 || OneLine(header.cells[i].text).empty());
    if ((below_wide || months) && !spans[i].empty()) {
      any = true;
      continue;
    }
    if (!below_wide && !RE2::FullMatch(text, kWord)) return false;
    if (LooksLikeTerm(text) || LooksLikeNumber(text)) return false;
    any = true;
  }
  return any;
}

// Shares of the cells of a column, over the rows below the header.
struct Content {
  double filled = 0;
  double terms = 0;
  double people = 0;
  double numbers = 0;
  double length = 0;  // mean, in bytes
};

Content Look(const Table& table, size_t column, size_t first_row, size_t width) {
  size_t rows = 0;
  size_t filled = 0;
  size_t terms = 0;
  size_t people = 0;
  size_t numbers = 0;
  size_t length = 0;
  const size_t most = std::min(kSampleRows, kSampleCells / width + 2);
  for (size_t i = first_row; i < table.rows.size() && rows < most; ++i) {
    const std::string text = CellText(table.rows[i], column);
    ++rows;
    if (text.empty()) continue;
    ++filled;
    length += text.size();
    if (LooksLikeNumber(text)) {
      ++numbers;
    } else if (LooksLikeTerm(text)) {
      ++terms;
    } else if (LooksLikeResponsible(text)) {
      ++people;
    }
  }
  if (filled == 0) return {};
  const auto share = [&](size_t part) {
    return static_cast<double>(part) / static_cast<double>(filled);
  };
  return {static_cast<double>(filled) / static_cast<double>(rows), share(terms), share(people),
          share(numbers), share(length)};
}

class Recognizer {
 public:
  explicit Recognizer(const Table& table) : table_(table) {
    columns_.fields.resize(Width(table), Field::kOther);
    columns_.headers.resize(columns_.fields.size());
    columns_.spans.resize(columns_.fields.size());
    columns_.by_content.resize(columns_.fields.size());
  }

  std::optional<Columns> Recognize() {
    if (const auto header = FindHeader(table_)) ReadHeader(*header);
    SettleMonths();
    for (size_t i = 0; i < columns_.fields.size(); ++i) {
      content_.push_back(Look(table_, i, columns_.first_row, columns_.fields.size()));
    }
    SettleTitle();
    SettleResult();
    SettleSwapped();
    FillFromContent();
    Demote();
    return Score() ? std::optional(std::move(columns_)) : std::nullopt;
  }

 private:
  bool Has(Field field) const { return columns_.Find(field).has_value(); }

  void ReadHeader(size_t header) {
    const Row& row = table_.rows[header];
    columns_.header_row = header;
    const std::vector<std::string> spans = SpansOfRow(row, {});
    for (size_t i = 0; i < row.cells.size(); ++i) {
      columns_.headers[i] = OneLine(row.cells[i].text);
      columns_.fields[i] = HeaderField(columns_.headers[i]);
      columns_.spans[i] = spans[i];
      // A cell over several columns names them all.
      for (int more = 1; more < row.cells[i].columns && i + 1 < row.cells.size(); ++more) {
        ++i;
        columns_.headers[i] = columns_.headers[i - 1];
        columns_.fields[i] = columns_.fields[i - 1];
        columns_.spans[i] = columns_.spans[i - 1];
      }
    }
    size_t next = header + 1;
    if (next < table_.rows.size() &&
        IsSubheader(table_.rows[next], row, columns_.fields, SpansBelow(table_.rows[next]))) {
      ReadSubheader(table_.rows[next++]);
    }
    if (next < table_.rows.size() && IsColumnNumbers(table_.rows[next])) ++next;
    columns_.first_row = next;
    for (size_t i = header; i < next; ++i) {
      columns_.header_rows.emplace_back();
      for (const Cell& cell : table_.rows[i].cells) {
        columns_.header_rows.back().push_back(OneLine(cell.text));
      }
    }
  }

  // An empty header takes the words of the one before it, as a wide cell in plain text would.
  void ReadSubheader(const Row& row) {
    const std::vector<std::string> spans = SpansBelow(row);
    for (size_t i = 0; i < row.cells.size() && i < columns_.fields.size(); ++i) {
      const std::string text = OneLine(row.cells[i].text);
      if (text.empty() || row.cells[i].merged_above) continue;
      if (i > 0 && columns_.headers[i].empty()) columns_.fields[i] = columns_.fields[i - 1];
      if (!spans[i].empty()) {
        columns_.spans[i] = spans[i];
        columns_.headers[i] = text;
        continue;
      }
      columns_.headers[i] = Join(columns_.headers[i], text);
      static const RE2 kFact(R"((?i)^факт|^отметк|^выполнен)");
      const Field field = HeaderField(text);
      if (RE2::PartialMatch(text, kFact)) {
        columns_.fields[i] = Field::kOther;
        columns_.spans[i].clear();
      } else if (field != Field::kOther) {
        columns_.fields[i] = field;
      }
    }
  }

  // The months of the second line of a header, with the year the cell above says.
  std::vector<std::string> SpansBelow(const Row& row) const {
    std::vector<std::string> above;
    for (size_t i = 0; i < row.cells.size(); ++i) above.push_back(WideHeader(i));
    std::vector<std::string> spans = SpansOfRow(row, above);
    for (size_t i = 0; i < spans.size(); ++i) spans[i] = SpanBelow(above[i], std::move(spans[i]));
    return spans;
  }

  // The words of the wide cell that covers column `i`, in texts that keep no widths.
  std::string WideHeader(size_t i) const {
    const Row& row = table_.rows[columns_.header_row];
    while (i > 0 && (i >= row.cells.size() || OneLine(row.cells[i].text).empty())) --i;
    return CellText(row, i);
  }

  // Months are columns of a plan when there are several and their cells hold marks and days; a
  // table of figures by quarters is something else.
  void SettleMonths() {
    const auto months = std::set<std::string>(columns_.spans.begin(), columns_.spans.end());
    size_t filled = 0;
    size_t fitting = 0;
    const size_t width = columns_.fields.size();
    const size_t last = std::min(table_.rows.size(), columns_.first_row + kSampleRows);
    for (size_t row = columns_.first_row; row < last; ++row) {
      for (size_t i = 0; i < std::min(width, table_.rows[row].cells.size()); ++i) {
        const std::string& text = table_.rows[row].cells[i].text;
        if (columns_.spans[i].empty() || OneLine(text).empty()) continue;
        ++filled;
        if (FitsMonthColumn(text)) ++fitting;
      }
    }
    const size_t count = width - static_cast<size_t>(std::ranges::count(columns_.spans, ""));
    const bool known =
        months.size() > (Has(Field::kTerm) ? 3 : 2) && count <= kMonthsMax && 2 * fitting >= filled;
    for (size_t i = 0; i < width; ++i) {
      if (!known) columns_.spans[i].clear();
      if (!columns_.spans[i].empty()) columns_.fields[i] = Field::kMonth;
    }
  }

  // "Наименование этапа" filled in every row is what is to be done; filled now and then it groups
  // rows.
  void SettleTitle() {
    const auto group = columns_.Find(Field::kGroup);
    if (!Has(Field::kTitle) && group && content_[*group].filled >= 0.7 &&
        content_[*group].terms < 0.5) {
      columns_.fields[*group] = Field::kTitle;
    }
    const auto outcome = columns_.Find(Field::kOutcome);
    if (!Has(Field::kTitle) && outcome) columns_.fields[*outcome] = Field::kTitle;
    const auto title = columns_.Find(Field::kTitle);
    for (size_t i = 0; title && i < columns_.fields.size(); ++i) {
      if (i != *title && columns_.fields[i] == Field::kTitle) columns_.fields[i] = Field::kOutcome;
    }
  }

  // Of two result columns the first says what is reached, the second what paper proves it.
  void SettleResult() {
    std::vector<size_t> results;
    for (size_t i = 0; i < columns_.fields.size(); ++i) {
      if (columns_.fields[i] == Field::kResult) results.push_back(i);
    }
    if (results.size() > 1 && !Has(Field::kOutcome)) {
      columns_.fields[results.front()] = Field::kOutcome;
    } else if (results.empty()) {
      static const RE2 kKeyResult("(?i)результат");
      const auto outcome = columns_.Find(Field::kOutcome);
      if (outcome && RE2::PartialMatch(columns_.headers[*outcome], kKeyResult)) {
        columns_.fields[*outcome] = Field::kResult;
      }
    }
  }

  // Headers of terms and executors that stand over each other's cells.
  void SettleSwapped() {
    const auto term = columns_.Find(Field::kTerm);
    const auto people = columns_.Find(Field::kResponsible);
    if (!term || !people || content_[*term].terms > 0.1 || content_[*people].terms < 0.7) return;
    Assign(*term, Field::kResponsible);
    Assign(*people, Field::kTerm);
  }

  // The free column that has the greatest share, when it is over a half.
  void Take(Field field, double Content::*share) {
    if (Has(field)) return;
    std::optional<size_t> best;
    for (size_t i = 0; i < content_.size(); ++i) {
      if (columns_.fields[i] != Field::kOther || content_[i].*share <= 0.5) continue;
      if (!best || content_[i].*share > content_[*best].*share) best = i;
    }
    if (best) Assign(*best, field);
  }

  void Assign(size_t column, Field field) {
    columns_.fields[column] = field;
    columns_.by_content[column] = true;
  }

  void FillFromContent() {
    Take(Field::kNumber, &Content::numbers);
    if (!Has(Field::kMonth)) Take(Field::kTerm, &Content::terms);
    Take(Field::kResponsible, &Content::people);
    const bool headed = columns_.first_row > 0;
    for (const Field field : {Field::kTitle, Field::kResult}) {
      if (Has(field) || (headed && field == Field::kResult)) continue;
      std::optional<size_t> best;  // the title is the first of long texts, the result the next
      for (size_t i = 0; i < content_.size() && !best; ++i) {
        if (columns_.fields[i] == Field::kOther && content_[i].length > 10) best = i;
      }
      if (best) Assign(*best, field);
    }
  }

  // A column of years or percents beside "Наименование показателя" makes no plan.
  void Demote() {
    static const RE2 kIndicator("(?i)показател");
    for (size_t i = 0; i < columns_.fields.size(); ++i) {
      if (columns_.fields[i] == Field::kGroup &&
          RE2::PartialMatch(columns_.headers[i], kIndicator)) {
        columns_.fields[i] = Field::kOther;
      }
    }
  }

  bool Score() {
    if (!Has(Field::kTitle)) return false;
    for (const Field field : {Field::kTerm, Field::kResponsible, Field::kResult, Field::kNumber}) {
      if (!Has(field)) continue;
      const bool certain = !columns_.by_content[*columns_.Find(field)];
      columns_.score += (field == Field::kTerm ? 4 : 2) + (certain ? 2 : 0);
    }
    if (Has(Field::kMonth)) columns_.score += Has(Field::kTerm) ? 0 : 6;
    if (!Has(Field::kTerm) && !Has(Field::kMonth) && !Has(Field::kResponsible) && !HasMonths()) {
      return false;
    }
    return columns_.first_row < table_.rows.size();
  }

  // Rows that say nothing but a month: the terms of the rows below them.
  bool HasMonths() const {
    int months = 0;
    for (size_t i = columns_.first_row; i < table_.rows.size() && months < 2; ++i) {
      const Row& row = table_.rows[i];
      const Cell* only = nullptr;
      size_t filled = 0;
      for (const Cell& cell : row.cells) {
        if (OneLine(cell.text).empty()) continue;
        only = &cell;
        ++filled;
      }
      if (filled == 1 && LooksLikeSpan(OneLine(only->text))) ++months;
    }
    return months == 2;
  }

  const Table& table_;
  Columns columns_;
  std::vector<Content> content_;
};

}  // namespace

std::string_view FieldName(Field field) {
  switch (field) {
    case Field::kNumber:
      return "номер";
    case Field::kGroup:
      return "направление";
    case Field::kTitle:
      return "мероприятие";
    case Field::kOutcome:
      return "содержание";
    case Field::kTerm:
      return "срок";
    case Field::kResponsible:
      return "ответственный";
    case Field::kResult:
      return "результат";
    case Field::kMonth:
      return "месяц";
    case Field::kOther:
      return "прочее";
  }
  return "";
}

std::optional<size_t> Columns::Find(Field field) const {
  const auto found = std::ranges::find(fields, field);
  if (found == fields.end()) return std::nullopt;
  return static_cast<size_t>(found - fields.begin());
}

std::optional<Columns> RecognizeColumns(const Table& table) {
  return Recognizer(table).Recognize();
}

bool IsColumnNumbers(const Row& row) {
  int expected = 1;
  for (const Cell& cell : row.cells) {
    const std::string text = OneLine(cell.text);
    if (text.empty() && cell.merged_above) continue;
    if (text != std::to_string(expected++)) return false;
  }
  return expected > 3;
}

Field HeaderField(std::string_view text) {
  if (text.empty() || text.size() > 300) return Field::kOther;
  for (const HeaderWord& word : HeaderWords()) {
    if (RE2::PartialMatch(text, word.pattern)) return word.field;
  }
  return Field::kOther;
}

}  // namespace vekha::importer
