#include "service/report/paper/html_writer.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <string>
#include <vector>

#include "engine/base/overload.h"
#include "service/report/paper/clean_text.h"
#include "service/report/paper/html_timeline.h"
#include "service/report/paper/number_text.h"
#include "service/report/paper/totals.h"
#include "service/report/paper/words.h"

namespace vekha::service::report {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

// print-color-adjust: browsers leave grounds out when they print unless told. The total stands in
// the body: a tfoot would be repeated on every page.
constexpr std::string_view kStyle = R"(@page { size: A4 landscape; margin: 12mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 9px Arial, sans-serif; } }
body { font: 13px/1.35 Arial, "Liberation Sans", sans-serif; color: #1a1a1a; margin: 16px; }
h1 { font-size: 20px; margin: 0 0 4px 0; }
h2 { font-size: 16px; margin: 20px 0 6px 0; break-after: avoid; }
h1, h2, p, td.text, th { overflow-wrap: anywhere; unicode-bidi: plaintext; }
p { margin: 0; color: #444444; }
table { border-collapse: collapse; width: 100%; margin-top: 10px; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #999999; padding: 3px 6px; text-align: left; vertical-align: top;
  white-space: nowrap; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
th { white-space: normal; background: #E7E6E6; }
td.text { white-space: pre-line; min-width: 6em; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
tr.group td { background: #F2F2F2; font-weight: bold; }
tr.total td { background: #E7E6E6; font-weight: bold; border-top: 2px solid #1a1a1a; }
table.timeline td, table.timeline th { padding: 0 6px; vertical-align: middle; }
table.timeline td.text { width: 26%; }
table.timeline td.chart { width: 56%; }
svg { display: block; width: 100%; height: auto; min-width: 320px; font: 12px Arial, sans-serif; }
svg .grid { stroke: #D0D0D0; stroke-width: 1; fill: none; }
svg .today { stroke: #B00020; stroke-width: 1.5; fill: none; stroke-dasharray: 4 2; }
svg text.today { stroke: none; fill: #B00020; font-weight: bold; }
svg .bar { stroke-width: 1; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
@media print { body { margin: 0; font-size: 11px; } }
)";

// "12 345": grouped from five digits on, as is done in print.
std::string Grouped(std::string digits) {
  const size_t sign = digits.starts_with('-') ? 1 : 0;
  if (digits.size() - sign < 5) return digits;
  for (size_t at = digits.size(); at > sign + 3;) {
    at -= 3;
    digits.insert(at, kNoBreakSpace);
  }
  return digits;
}

std::string NumberText(double number, ColumnKind kind, Language language) {
  if (kind != ColumnKind::kPercent) return DecimalText(number, language);
  return PercentText(number, language) +
         (language == Language::kRussian ? fmt::format("{}%", kNoBreakSpace) : "%");
}

// LibreOffice Calc reads these two attributes: without them "3.10" becomes 3.1, "1 234,5" a text
// and
// "=1+1" a formula. 1033: numbers are written as in English.
constexpr std::string_view kAsText = "1033;0;@", kAsPercent = "1033;0;0.00%", kAsNumber = "1033;";

std::string NumberCell(const std::string& value, ColumnKind kind, const std::string& shown) {
  return fmt::format("<td class=\"number\" sdval=\"{}\" sdnum=\"{}\">{}</td>", value,
                     kind == ColumnKind::kPercent ? kAsPercent : kAsNumber, shown);
}

std::string CellHtml(const Cell& cell, ColumnKind kind, Language language) {
  return std::visit(
      Overload{
          [](std::monostate) { return std::string("<td></td>"); },
          [](const std::string& text) {
            return fmt::format("<td class=\"text\" dir=\"auto\" sdnum=\"{}\">{}</td>", kAsText,
                               EscapeHtml(text));
          },
          [&](int64_t number) {
            return kind == ColumnKind::kPercent
                       ? NumberCell(std::to_string(number), kind,
                                    NumberText(static_cast<double>(number), kind, language))
                       : NumberCell(std::to_string(number), kind, Grouped(std::to_string(number)));
          },
          [&](double number) {
            return NumberCell(fmt::format("{}", number), kind, NumberText(number, kind, language));
          },
          [&](Date date) { return fmt::format("<td>{}</td>", DateText(date, language)); },
          [&](State state) {
            return fmt::format(
                "<td class=\"state {}\"><span aria-hidden=\"true\">{} </span>{}</td>",
                StateName(state), StateMark(state), StateWord(state, language));
          },
      },
      cell);
}

void WriteRow(const Sheet& sheet, const std::vector<Cell>& row, const std::vector<Cell>* totals,
              const std::string& kind, Language language, std::ostream& out) {
  out << "<tr" << kind << ">";
  for (size_t i = 0; i < sheet.columns.size(); ++i) {
    const bool total = totals != nullptr && sheet.columns[i].total.kind != Total::Kind::kNone;
    const Cell cell = total ? (*totals)[i] : i < row.size() ? row[i] : Cell();
    out << CellHtml(cell, sheet.columns[i].kind, language);
  }
  out << "</tr>\n";
}

void WriteHeader(const Sheet& sheet, std::ostream& out) {
  out << "<table>\n<colgroup>";
  for (const Column& column : sheet.columns) {
    out << (column.width > 0 ? fmt::format("<col style=\"width:{}ch\">", column.width) : "<col>");
  }
  out << "</colgroup>\n<thead><tr>";
  for (const Column& column : sheet.columns) {
    fmt::print(out, "<th scope=\"col\" dir=\"auto\" sdnum=\"{}\">{}</th>", kAsText,
               EscapeHtml(CleanLine(column.title)));
  }
  out << "</tr></thead>\n<tbody>\n";
}

void WriteSheet(const Sheet& sheet, Language language, std::ostream& out, Meter& meter) {
  const SheetTotals totals = ComputeTotals(sheet).value_or(SheetTotals{});
  WriteHeader(sheet, out);
  for (size_t i = 0; i < sheet.rows.size(); ++i) {
    const Row& row = sheet.rows[i];
    const auto sums = totals.headings.find(i);
    WriteRow(sheet, row.cells, row.heading ? &sums->second : nullptr,
             row.heading ? fmt::format(" class=\"group group{}\"", *row.heading) : "", language,
             out);
    meter.Row();
  }
  if (HasTotals(sheet)) {
    WriteRow(sheet, {std::string(TotalWord(language))}, &totals.all, " class=\"total\"", language,
             out);
  }
  out << "</tbody>\n</table>\n";
}

void WriteStyle(std::ostream& out) {
  out << "<style>\n" << kStyle;
  for (int level = 1; level < kGroupLevels; ++level) {
    fmt::print(out, "tr.group{} td:first-child {{ padding-left: {}px; }}\n", level, 6 + 14 * level);
  }
  for (int i = 0; i < kStateCount; ++i) {
    const auto state = static_cast<State>(i);
    const StateColour colour = ColourOf(state);
    fmt::print(out,
               "td.{0} {{ color: #{1:06X}; background: #{2:06X}; }} .bar.{0} {{ fill: #{2:06X}; "
               "stroke: #{1:06X}; }}\n",
               StateName(state), colour.text, colour.ground);
  }
  out << "</style>\n";
}

void WriteHead(const Paper& paper, std::ostream& out) {
  fmt::print(out,
             "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
             "style-src 'unsafe-inline'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<title>{}</title>\n",
             paper.language == Language::kRussian ? "ru" : "en",
             EscapeHtml(CleanLine(paper.title)));
  WriteStyle(out);
  fmt::print(out, "</head>\n<body>\n<h1 dir=\"auto\">{}</h1>\n",
             EscapeHtml(CleanLine(paper.title)));
  for (const std::string& line : SubtitleLines(paper)) {
    fmt::print(out, "<p dir=\"auto\">{}</p>\n", EscapeHtml(line));
  }
}

}  // namespace

void WriteHtml(const Paper& paper, std::ostream& out, Meter& meter) {
  WriteHead(paper, out);
  for (const Sheet& sheet : paper.sheets) {
    if (paper.sheets.size() > 1) {
      fmt::print(out, "<h2 dir=\"auto\">{}</h2>\n", EscapeHtml(CleanLine(sheet.name)));
    }
    WriteSheet(sheet, paper.language, out, meter);
  }
  if (paper.timeline) WriteTimeline(*paper.timeline, paper.language, out);
  out << "</body>\n</html>\n";
}

}  // namespace vekha::service::report
