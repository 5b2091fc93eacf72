#include "service/intake/bundle/table_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "service/intake/bundle/csv_faults.h"
#include "service/intake/bundle/csv_reader.h"
#include "service/intake/bundle/file_set.h"
#include "service/intake/bundle/records.h"
#include "service/intake/bundle/schema_builders.h"

namespace vekha::intake {
namespace {

using roster::Mode;

class TableReader {
 public:
  TableReader(const TableReading& reading, ByteSource& source, uint32_t file_index,
              FileReport& report)
      : r_(reading),
        c_(reading.context),
        csv_(source, reading.context.limits),
        cells_(reading.context),
        report_(report),
        checked_(reading.context.limits.columns_max),
        file_index_(file_index) {}

  uint64_t Read() {
    CsvRow row;
    if (ReadHeaderRow(row)) ReadRows(row);
    if (!header_.usable || report_.read == 0 || !csv_.status().ok()) {
      r_.references.Distrust(r_.spec.table);
    }
    report_.bytes = csv_.bytes_read();
    if (!csv_.status().ok()) ReportReadFailure(csv_.status(), c_.file, row.line, c_.reporter);
    const uint64_t late = r_.references.Settle(c_) + r_.agreement.FinishFile(c_, header_, r_.spec) +
                          (first_row_refused_ ? 1 : 0);
    const uint64_t moved = std::min(late, report_.accepted);
    report_.accepted -= moved;
    report_.refused += moved;
    return unchecked_;
  }

 private:
  bool ReadHeaderRow(CsvRow& row) {
    bool more = csv_.Next(row);
    while (more && IsBlank(row)) {
      ++report_.blank;
      c_.reporter.Warn("R0213", c_.file, row.line, "",
                       {"пустая строка перед заголовком", "a blank line before the header"});
      more = report_.blank < 100 && csv_.Next(row);
    }
    if (!more) {
      if (csv_.status().ok()) {
        c_.reporter.Error("R0301", c_.file, 1, "",
                          {"файл пуст, нет даже заголовка", "the file is empty, without a header"});
      }
      return false;
    }
    if (!CheckHeaderRow(row, csv_.utf16(), c_.file, c_.reporter)) return false;
    header_ = ReadHeader(row, r_.spec, c_.format, c_.mode, c_.file, c_.reporter);
    header_row_ = row.line;
    return true;
  }

  void ReadRows(CsvRow& row) {
    uint32_t blank_row = 0;
    while (csv_.Next(row)) {
      if (IsBlank(row)) {
        ++report_.blank;
        if (blank_row == 0) blank_row = row.line;
        continue;
      }
      // Blank lines at the end are every editor's habit; between rows they are told.
      if (blank_row != 0) {
        c_.reporter.Warn("R0213", c_.file, blank_row, "",
                         {"пустая строка посреди файла", "a blank line between rows"});
        blank_row = 0;
      }
      if (report_.read >= c_.limits.rows_max) {
        c_.reporter.Error("R0215", c_.file, row.line, "",
                          {fmt::format("больше {} строк, чтение остановлено", c_.limits.rows_max),
                           fmt::format("more than {} rows, reading stopped", c_.limits.rows_max)});
        return;
      }
      ++report_.read;
      JudgeEnding(row);
      ++(ReadRow(row) ? report_.accepted : report_.refused);
    }
    if (report_.read == 0 && header_.usable && csv_.status().ok()) {
      c_.reporter.Add(
          IsOneRoster(c_.format) ? Severity::kError : Severity::kWarning, "R0302", c_.file,
          header_row_, "",
          {"в файле только заголовок, ни одной строки", "the file has a header and no rows"});
    }
  }

  // A system that ends its rows with commas does so from the first row on. When the second has none
  // the first was no habit: it has a comma that should be quoted, before empty cells.
  void JudgeEnding(const CsvRow& row) {
    if (header_.columns.empty() || report_.read > 2) return;
    if (report_.read == 1) {
      const size_t extra = EmptyAtEnd(row, header_);
      if (extra <= header_.empty_at_end) return;
      header_.empty_in_rows = extra;
      first_row_ = row.line;
    } else if (header_.empty_in_rows > 0 && row.cells.size() == header_.columns.size()) {
      const size_t columns = header_.columns.size();
      ReportCellCount(first_row_, columns + header_.empty_in_rows, columns, c_.file, c_.reporter);
      header_.empty_in_rows = 0;
      first_row_refused_ = report_.accepted > 0;
    }
  }

  bool ReadRow(CsvRow& row) {
    const bool csv_ok =
        !header_.columns.empty() ? CheckCsvRow(row, header_, c_.file, c_.reporter) : false;
    if (!header_.usable) return false;
    if (IsHeaderAgain(row)) return false;
    if (!csv_ok) return RememberId(row);
    values_.row = row.line;
    values_.deleted = IsDeleted(row);
    const bool cells_ok = CheckCells(row);
    const bool id_ok = RegisterId();
    references_.clear();
    values_.repeated = !id_ok;
    bool ok = cells_ok && id_ok;
    ok = CheckReferences(row) && ok;
    ok = r_.agreement.Check(c_, header_, r_.spec, values_) && ok;
    for (const Later& later : references_) {
      if (r_.references.Wait(later.target, later.id, row.line, later.column, ok)) continue;
      c_.reporter.Error(
          "R0217", c_.file, row.line, later.column,
          {"слишком много ссылок на строки ниже", "too many references to rows below"});
      ok = false;
    }
    if (ok && values_.deleted) CheckDeleted();
    if (ok) SendRecord(c_, r_.spec, file_index_, values_, r_.sink);
    return ok;
  }

  // Told once, and not as many faults as there are columns.
  bool IsHeaderAgain(const CsvRow& row) {
    if (row.cells.size() != header_.columns.size()) return false;
    for (size_t i = 0; i < row.cells.size(); ++i) {
      if (Trim(row.cells[i]) != header_.columns[i].name) return false;
    }
    c_.reporter.Error("R0220", c_.file, row.line, "",
                      {"снова строка заголовка: склеены два файла?",
                       "the header once more: two files glued together?"});
    return true;
  }

  bool IsDeleted(const CsvRow& row) const {
    const int at = header_.of_field[static_cast<size_t>(Field::kStatus)];
    return c_.mode == Mode::kDelta && at >= 0 &&
           Trim(row.cells[static_cast<size_t>(at)]) == "tobedeleted";
  }

  bool CheckCells(const CsvRow& row) {
    bool ok = true;
    for (size_t i = 0; i < header_.columns.size(); ++i) {
      const auto& [name, spec] = header_.columns[i];
      if (spec == nullptr) continue;
      const CheckedCell cell = cells_.Check(*spec, name, row.line, row.cells[i], values_.deleted);
      ok = ok && cell.ok;
      const auto field = static_cast<size_t>(spec->field);
      values_.text[field] = cell.ok ? cell.text : std::string_view();
      values_.date[field] = cell.ok ? cell.date : Date();
      checked_[i] = values_.text[field];
    }
    return ok;
  }

  // A row that cannot be read still has an id that others point at: one fault is told, not many.
  bool RememberId(const CsvRow& row) {
    const int at = header_.of_field[static_cast<size_t>(Field::kId)];
    if (at < 0 || static_cast<size_t>(at) >= row.cells.size()) return false;
    const std::string_view id = Trim(row.cells[static_cast<size_t>(at)]);
    if (!id.empty()) r_.references.Register(r_.spec.table, Fingerprint(id), row.line, false);
    return false;
  }

  // SDS lists a person of two schools twice, once a school.
  bool RegisterId() {
    const auto id = values_.Text(Field::kId);
    if (id.empty()) return true;
    const uint64_t key = Fingerprint(id);
    const bool by_school = c_.format == Format::kSdsV1 && r_.spec.table == TableId::kUsers;
    const auto* first = r_.references.Register(r_.spec.table, key, values_.row, values_.deleted);
    if (by_school) {
      const uint64_t place = Combine(key, Fingerprint(values_.Text(Field::kSchool)));
      first = r_.references.Register(TableId::kNone, place, values_.row, false);
    }
    if (first == nullptr) return true;
    const std::string shown = ShownCell(id);
    c_.reporter.Error(
        "R0602", c_.file, values_.row, header_.NameOf(Field::kId),
        {fmt::format("«{}»: этот идентификатор уже есть в строке {}", shown, first->row),
         fmt::format("\"{}\": row {} has this id already", shown, first->row)});
    return false;
  }

  // The same delta again is no fault, a slip in the id is: so it is told and does not stop.
  void CheckDeleted() {
    const auto id = values_.Text(Field::kId);
    if (r_.references.MayStand(r_.spec.table, id)) return;
    const std::string shown = ShownCell(id);
    c_.reporter.Warn("R0607", c_.file, values_.row, header_.NameOf(Field::kId),
                     {fmt::format("«{}»: удалять нечего, такой записи нет", shown),
                      fmt::format("\"{}\": nothing to delete, there is no such record", shown)});
  }

  bool CheckReferences(const CsvRow& row) {
    bool ok = true;
    for (size_t i = 0; i < header_.columns.size(); ++i) {
      const auto& [name, spec] = header_.columns[i];
      if (spec == nullptr || spec->target == TableId::kNone || checked_[i].empty()) continue;
      bool fine = true;
      if (spec->kind == Kind::kReferences) {
        ForEachItem(checked_[i], [&, s = spec, n = std::string_view(name)](std::string_view id) {
          fine = CheckReference(*s, n, row.line, id) && fine;
        });
      } else {
        fine = CheckReference(*spec, name, row.line, checked_[i]);
      }
      ok = fine && ok;
      // What was told of a place that is not there is not told again as a disagreement with it.
      if (!fine && IsPlace(spec->target)) values_.text[static_cast<size_t>(spec->field)] = {};
    }
    // The id of OneRoster's demographics is the person's.
    if (r_.spec.table == TableId::kDemographics && !values_.Text(Field::kId).empty()) {
      static constexpr ColumnSpec kPerson = schema::Ref("sourcedId", TableId::kUsers, Need::kYes);
      ok =
          CheckReference(kPerson, header_.NameOf(Field::kId), row.line, values_.Text(Field::kId)) &&
          ok;
    }
    return ok;
  }

  static bool IsPlace(TableId table) {
    return table == TableId::kOrgs || table == TableId::kSessions;
  }

  bool CheckReference(const ColumnSpec& spec, std::string_view column, uint32_t row,
                      std::string_view id) {
    if (values_.deleted) return true;  // what it points at may be gone as well
    using Outcome = References::Outcome;
    switch (r_.references.Look(r_.spec.table, c_.mode, spec.target, id)) {
      case Outcome::kFine:
        return true;
      case Outcome::kDangling:
        ReportDangling(c_, row, column, spec.privacy == Privacy::kSpecial ? "" : id, c_.reporter);
        return false;
      case Outcome::kDeleted:
        c_.reporter.Error("R0604", c_.file, row, column,
                          {fmt::format("«{}»: эта запись помечена tobedeleted", ShownCell(id)),
                           fmt::format("\"{}\": that record is tobedeleted", ShownCell(id))});
        return false;
      case Outcome::kLater:
        references_.push_back({spec.target, id, column});
        return true;
      case Outcome::kUnchecked:
        ++unchecked_;
        return true;
      case Outcome::kNoTable:
        return ReportNoTable(spec.target, column, row);
    }
    return true;
  }

  bool ReportNoTable(TableId target, std::string_view column, uint32_t row) {
    if (!c_.reporter.Once("R0412", c_.file, column)) return false;
    std::string_view wanted;
    for (const FileSpec& file : FilesOf(c_.format)) {
      if (file.table == target && Belongs(file.versions, c_.format)) wanted = file.name;
    }
    c_.reporter.Error("R0412", c_.file, row, column,
                      {fmt::format("столбец ссылается на {}, а этого файла в пакете нет", wanted),
                       fmt::format("the column points at {}, which is not in the bundle", wanted)},
                      {"полная выгрузка (bulk) должна содержать всё, на что ссылается",
                       "a bulk bundle must hold everything it points at"});
    return false;
  }

  struct Later {
    TableId target;
    std::string_view id;
    std::string_view column;
  };

  const TableReading& r_;
  const TableContext& c_;
  CsvReader csv_;
  CellChecker cells_;
  FileReport& report_;
  TableHeader header_;
  RowValues values_;
  std::vector<std::string_view> checked_;  // by column: the text, empty when blank or wrong
  std::vector<Later> references_;
  uint32_t header_row_ = 1;
  uint32_t first_row_ = 0;  // that has empty cells over the header's
  bool first_row_refused_ = false;
  const uint32_t file_index_;
  uint64_t unchecked_ = 0;
};

}  // namespace

uint64_t ReadTable(const TableReading& reading, ByteSource& source, uint32_t file_index,
                   FileReport& report) {
  return TableReader(reading, source, file_index, report).Read();
}

}  // namespace vekha::intake
