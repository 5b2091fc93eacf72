// Comma-separated values (RFC 4180; the comma may be another sign) row by row: quoted cells may
// hold commas, doubled quotes and line breaks; lines end with LF, CRLF or CR. A byte order mark at
// the beginning is skipped. Cells are views into a buffer of the largest row allowed, so memory
// does not grow with the file.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/intake/bundle/byte_source.h"
#include "service/intake/bundle/limits.h"

namespace vekha::intake {

enum class CsvFault {
  kNone,
  kUnterminatedQuote,  // the quote that is opened in `fault_cell` is never closed
  kTextAfterQuote,     // "Иван"ов
  kQuoteInCell,        // Иван"ов
  kRowTooLong,
  kTooManyCells,
};

struct CsvRow {
  uint32_t line = 0;                    // the line it begins on, 1-based
  std::vector<std::string_view> cells;  // until the next Next()
  CsvFault fault = CsvFault::kNone;     // then `cells` are those before it, or none; of
                                        // kQuoteInCell all
  size_t fault_cell = 0;                // 0-based
  bool blank = false;                   // nothing but a line break
  bool not_plain = false;               // some byte is above 126 or a control character
  int broken_cell = -1;                 // the first cell with a line break in it, 0-based; -1: none
  bool ends_with_carriage_return = false;  // and no line feed
};

class CsvReader {
 public:
  CsvReader(ByteSource& source, const BundleLimits& limits, char separator = ',');

  // False at the end of the file, or when the source failed: then status() says why. A row with a
  // fault is a row: the rows after it are read. After an unterminated quote reading goes on at the
  // line after the one the row began on.
  bool Next(CsvRow& row);

  const absl::Status& status() const { return status_; }
  uint64_t bytes_read() const { return bytes_read_; }
  bool utf16() const { return utf16_; }

 private:
  struct Span {
    size_t begin = 0;
    size_t end = 0;
    bool doubled = false;  // it has doubled quotes to halve
  };
  enum class Scan { kRow, kNeedMore };

  void Fill();
  void SkipMark();
  Scan ScanRow(CsvRow& row);
  // Ends a row with a fault at its first line break.
  Scan Recover(CsvRow& row, CsvFault fault, size_t cell);
  Scan Finish(CsvRow& row, size_t end);
  size_t AfterBreak(size_t at) const;

  ByteSource& source_;
  const BundleLimits& limits_;
  const char separator_;
  absl::Status status_;
  std::vector<char> buffer_;
  size_t begin_ = 0;  // of the next row
  size_t end_ = 0;    // of what is read
  bool source_ended_ = false;
  bool started_ = false;
  bool utf16_ = false;
  uint64_t bytes_read_ = 0;
  uint32_t line_ = 1;
  int recoveries_ = 0;
  std::vector<Span> spans_;
};

}  // namespace vekha::intake
