#include "service/intake/bundle/table_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "service/intake/bundle/file_set.h"
#include "service/intake/bundle/text_check.h"

namespace vekha::intake {
namespace {

constexpr std::string_view kMetadata = "metadata.";
constexpr std::string_view kRussian = "metadata.ru.";

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::string_view WithoutMark(std::string_view name) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  while (StartsWith(name, kMark)) name.remove_prefix(kMark.size());
  return name;
}

class HeaderReader {
 public:
  HeaderReader(const FileSpec& spec, Format format, roster::Mode mode, std::string_view file,
               Reporter& reporter)
      : spec_(spec), format_(format), mode_(mode), file_(file), reporter_(reporter) {
    header_.of_field.fill(-1);
  }

  TableHeader Read(const CsvRow& row) {
    if (!CheckDelimiter(row) || !CheckIsHeader(row)) return std::move(header_);
    size_t width = row.cells.size();
    while (width > 0 && Trim(row.cells[width - 1]).empty()) --width;
    header_.empty_at_end = row.cells.size() - width;
    if (header_.empty_at_end > 0) {
      reporter_.Note("R0309", file_, row.line, "",
                     {"в конце заголовка пустые столбцы", "the header ends with empty columns"});
    }
    for (size_t i = 0; i < width; ++i) AddColumn(row.line, i, row.cells[i]);
    FindMissing(row.line);
    JudgeUnknown(row.line);
    CheckOrder(row.line);
    return std::move(header_);
  }

 private:
  bool CheckDelimiter(const CsvRow& row) {
    if (row.cells.size() != 1) return true;
    const std::string_view only = row.cells.front();
    const bool semicolons = only.find(';') != std::string_view::npos;
    if (!semicolons && only.find('\t') == std::string_view::npos) return true;
    reporter_.Error(
        "R0313", file_, row.line, "",
        {semicolons ? "столбцы разделены точкой с запятой" : "столбцы разделены табуляцией",
         semicolons ? "columns are separated by semicolons" : "columns are separated by tabs"},
        {"нужна запятая (RFC 4180)", "a comma is needed (RFC 4180)"});
    header_.usable = false;
    return false;
  }

  // A first row without one known name is a row of data: it is not quoted, for it may hold
  // anything.
  bool CheckIsHeader(const CsvRow& row) {
    for (const std::string_view cell : row.cells) {
      if (Find(WithoutMark(Trim(cell)), true) != nullptr) return true;
    }
    reporter_.Error("R0315", file_, row.line, "",
                    {"в первой строке нет ни одного столбца этого файла",
                     "the first row names no column of this file"},
                    {"первой строкой должен быть заголовок", "the first row must be the header"});
    header_.usable = false;
    return false;
  }

  void AddColumn(uint32_t row, size_t index, std::string_view cell) {
    const std::string_view name = WithoutMark(Trim(cell));
    const std::string shown = ShownCell(name);
    if (Trim(cell).size() != name.size()) {
      reporter_.Error("R0211", file_, row, shown,
                      {"лишняя метка порядка байтов (BOM) перед названием столбца",
                       "one byte order mark too many before the column's name"});
    } else if (name.size() != cell.size()) {
      reporter_.Warn("R0314", file_, row, shown,
                     {"пробелы вокруг названия столбца", "spaces around the column's name"});
    }
    if (CheckText(name) != TextFault::kNone) {
      reporter_.Error("R0304", file_, row, shown,
                      {"название столбца не в UTF-8 или с невидимыми знаками внутри",
                       "the column's name is not UTF-8 or has invisible characters inside"});
      header_.usable = false;
    }
    header_.columns.push_back({shown, nullptr});
    if (name.empty()) {
      reporter_.Error("R0308", file_, row, "",
                      {fmt::format("столбец {} без названия", index + 1),
                       fmt::format("column {} has no name", index + 1)});
      return;
    }
    if (!names_.insert(std::string(name)).second) {
      reporter_.Error("R0306", file_, row, shown,
                      {"столбец назван дважды", "the column is named twice"});
      return;
    }
    Match(row, index, name);
  }

  const ColumnSpec* Find(std::string_view name, bool ignoring_case) const {
    const std::string lower = LowerAscii(name);
    for (const auto& columns : {spec_.columns, RussianColumns(spec_.table)}) {
      for (const ColumnSpec& column : columns) {
        if (!Belongs(column.versions, format_)) continue;
        if (column.name == name || (ignoring_case && LowerAscii(column.name) == lower)) {
          return &column;
        }
      }
    }
    return nullptr;
  }

  void Match(uint32_t row, size_t index, std::string_view name) {
    const ColumnSpec* column = Find(name, false);
    if (column == nullptr && (column = Find(name, true)) != nullptr) {
      reporter_.Add(
          IsOneRoster(format_) ? Severity::kError : Severity::kWarning, "R0305", file_, row,
          ShownCell(name),
          {fmt::format("название столбца в другом регистре, нужно «{}»", column->name),
           fmt::format("the column's name is in the wrong case, \"{}\" is needed", column->name)});
    }
    if (column == nullptr) {
      unknown_.push_back(index);
      return;
    }
    if (column->field != Field::kNone) {
      int& at = header_.of_field[static_cast<size_t>(column->field)];
      if (at >= 0) return;  // named twice in different cases: told above
      at = static_cast<int>(index);
    }
    header_.columns[index].spec = column;
    found_.insert(column);
  }

  void FindMissing(uint32_t row) {
    for (const ColumnSpec& column : spec_.columns) {
      if (!Belongs(column.versions, format_) || found_.contains(&column)) continue;
      missing_ += column.need == Need::kYes || IsKept(column.field) ? 1 : 0;
      const bool optional =
          column.need == Need::kNo || (column.need == Need::kDelta && mode_ == roster::Mode::kBulk);
      if (column.need == Need::kYes) header_.usable = false;
      if (!optional) {
        reporter_.Error("R0303", file_, row, column.name,
                        {fmt::format("нет обязательного столбца «{}»", column.name),
                         fmt::format("the required column \"{}\" is missing", column.name)});
      } else if (IsOneRoster(format_)) {
        reporter_.Warn(
            "R0310", file_, row, column.name,
            {fmt::format("нет столбца «{}», стандарт требует все", column.name),
             fmt::format("the column \"{}\" is missing, the standard asks for all", column.name)});
      }
    }
  }

  static bool IsKept(Field field) {
    return field != Field::kNone && field != Field::kStatus && field != Field::kModified;
  }

  // A column nobody knows beside one that is missing and would be kept is most likely that one
  // misspelt: its data would be lost silently. Without one missing it is an addition.
  void JudgeUnknown(uint32_t row) {
    for (const size_t index : unknown_) {
      const std::string& name = header_.columns[index].name;
      if (StartsWith(name, kRussian)) {
        reporter_.Warn("R0311", file_, row, name,
                       {"столбец metadata.ru неизвестен и не читается",
                        "this metadata.ru column is unknown and is not read"});
      } else if (!StartsWith(name, kMetadata)) {
        const bool error = missing_ > 0 && IsOneRoster(format_);
        reporter_.Add(error ? Severity::kError : Severity::kWarning, "R0304", file_, row, name,
                      {"столбец неизвестен и не читается", "the column is unknown and is not read"},
                      {"дополнительные столбцы называют «metadata.имя»",
                       "additional columns are named \"metadata.name\""});
      }
    }
  }

  void CheckOrder(uint32_t row) {
    if (!IsOneRoster(format_)) return;
    const ColumnSpec* last = nullptr;
    std::string_view metadata;
    for (const TableColumn& column : header_.columns) {
      if (StartsWith(column.name, kMetadata)) {
        metadata = column.name;
        continue;
      }
      if (column.spec == nullptr) continue;
      if (!metadata.empty()) {
        reporter_.Warn(
            "R0312", file_, row, column.name,
            {fmt::format("столбец стоит после «{}»: дополнительные должны быть последними",
                         metadata),
             fmt::format("the column stands after \"{}\": additional ones come last", metadata)});
        return;
      }
      if (last != nullptr && column.spec < last) {
        reporter_.Warn("R0307", file_, row, column.name,
                       {fmt::format("порядок столбцов не по стандарту: «{}» стоит перед «{}»",
                                    last->name, column.name),
                        fmt::format("columns are not in the standard's order: \"{}\" before \"{}\"",
                                    last->name, column.name)});
        return;
      }
      last = column.spec;
    }
  }

  const FileSpec& spec_;
  const Format format_;
  const roster::Mode mode_;
  const std::string_view file_;
  Reporter& reporter_;
  TableHeader header_;
  std::set<std::string> names_;
  std::set<const ColumnSpec*> found_;
  std::vector<size_t> unknown_;
  int missing_ = 0;
};

}  // namespace

std::string_view Trim(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

TableHeader ReadHeader(const CsvRow& row, const FileSpec& spec, Format format, roster::Mode mode,
                       std::string_view file, Reporter& reporter) {
  return HeaderReader(spec, format, mode, file, reporter).Read(row);
}

}  // namespace vekha::intake
