#include "service/report/paper/csv_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/base/overload.h"
#include "service/report/paper/clean_text.h"
#include "service/report/paper/number_text.h"
#include "service/report/paper/totals.h"
#include "service/report/paper/words.h"

namespace vekha::service::report {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kEndOfLine = "\r\n";

constexpr std::array<std::string_view, 8> kFormulaSigns = {"=",  "+",  "-",  "@",
                                                           "＝", "＋", "－", "＠"};

std::string NumberText(double number, ColumnKind kind) {
  return kind == ColumnKind::kPercent ? PercentText(number, Language::kRussian) + "%"
                                      : DecimalText(number, Language::kRussian);
}

// Numbers are ours, so a minus sign of theirs stays a minus sign.
std::string CellText(const Cell& cell, ColumnKind kind, Language language) {
  return std::visit(Overload{
                        [](std::monostate) { return std::string(); },
                        [](const std::string& text) { return HarmlessText(CleanText(text)); },
                        [&](int64_t number) {
                          return kind == ColumnKind::kPercent
                                     ? NumberText(static_cast<double>(number), kind)
                                     : std::to_string(number);
                        },
                        [&](double number) { return NumberText(number, kind); },
                        [&](Date date) { return DateText(date, language); },
                        [&](State state) { return std::string(StateWord(state, language)); },
                    },
                    cell);
}

class CsvSheet {
 public:
  CsvSheet(const Sheet& sheet, Language language, std::ostream& out)
      : sheet_(sheet), language_(language), out_(out) {}

  void Header() {
    for (size_t i = 0; i < sheet_.columns.size(); ++i) {
      Field(i, HarmlessText(CleanLine(sheet_.columns[i].title)));
    }
    out_ << kEndOfLine;
  }

  // The cells of `row`, and of `totals` where the column has one.
  void Line(const std::vector<Cell>& row, const std::vector<Cell>* totals) {
    for (size_t i = 0; i < sheet_.columns.size(); ++i) {
      const bool total = totals != nullptr && sheet_.columns[i].total.kind != Total::Kind::kNone;
      const Cell cell = total ? (*totals)[i] : i < row.size() ? row[i] : Cell();
      Field(i, CellText(cell, sheet_.columns[i].kind, language_));
    }
    out_ << kEndOfLine;
  }

 private:
  void Field(size_t column, const std::string& text) {
    if (column > 0) out_ << ';';
    out_ << CsvField(text);
  }

  const Sheet& sheet_;
  Language language_;
  std::ostream& out_;
};

void WriteSheet(const Sheet& sheet, Language language, std::ostream& out, Meter& meter) {
  const SheetTotals totals = ComputeTotals(sheet).value_or(SheetTotals{});
  CsvSheet csv(sheet, language, out);
  csv.Header();
  for (size_t i = 0; i < sheet.rows.size(); ++i) {
    const auto heading = totals.headings.find(i);
    csv.Line(sheet.rows[i].cells, heading == totals.headings.end() ? nullptr : &heading->second);
    meter.Row();
  }
  if (HasTotals(sheet)) csv.Line({std::string(TotalWord(language))}, &totals.all);
}

}  // namespace

std::string HarmlessText(std::string_view text) {
  const size_t sign = text.find_first_not_of(" '");
  const bool formula = sign != std::string_view::npos &&
                       (text[sign] == '\t' || text[sign] == '\n' || text[sign] == '\r' ||
                        std::ranges::any_of(kFormulaSigns, [&](std::string_view each) {
                          return text.substr(sign).starts_with(each);
                        }));
  return formula ? fmt::format("'{}", text) : std::string(text);
}

std::string CsvField(std::string_view text) {
  const bool plain = text.find_first_of(";\"\r\n\t") == std::string_view::npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

void WriteCsv(const Paper& paper, std::ostream& out, Meter& meter) {
  out << kByteOrderMark;
  for (size_t i = 0; i < paper.sheets.size(); ++i) {
    if (i > 0) out << kEndOfLine;
    if (paper.sheets.size() > 1) {
      out << CsvField(HarmlessText(CleanLine(paper.sheets[i].name))) << kEndOfLine;
    }
    WriteSheet(paper.sheets[i], paper.language, out, meter);
  }
}

}  // namespace vekha::service::report
