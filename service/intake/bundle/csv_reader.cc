#include "service/intake/bundle/csv_reader.h"

#include <algorithm>
#include <cstring>

namespace vekha::intake {
namespace {

// After so many quotes that lead astray a line break ends every row, so that a file full of them
// costs no more than its length.
constexpr int kRecoveriesMax = 8;

bool IsBreak(char c) { return c == '\n' || c == '\r'; }

// Not printable ASCII: above 126 or below the space; tabs and line breaks are looked at again.
bool IsOdd(char c) { return static_cast<signed char>(c) < ' ' || c == '\x7F'; }

}  // namespace

CsvReader::CsvReader(ByteSource& source, const BundleLimits& limits, char separator)
    : source_(source), limits_(limits), separator_(separator), buffer_(limits.row_bytes_max + 2) {}

void CsvReader::Fill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  while (end_ < buffer_.size() && !source_ended_) {
    const auto read = source_.Read(buffer_.data() + end_, buffer_.size() - end_);
    if (!read.ok()) {
      status_ = read.status();
      source_ended_ = true;
    } else if (*read == 0) {
      source_ended_ = true;
    } else {
      end_ += *read;
      bytes_read_ += *read;
    }
  }
}

void CsvReader::SkipMark() {
  started_ = true;
  Fill();
  const std::string_view head(buffer_.data(), std::min<size_t>(end_, 4));
  utf16_ = head.substr(0, 2) == "\xFF\xFE" || head.substr(0, 2) == "\xFE\xFF" ||
           (head.size() >= 2 && (head[0] == '\0') != (head[1] == '\0'));
  if (head.substr(0, 3) == "\xEF\xBB\xBF") begin_ = 3;
}

size_t CsvReader::AfterBreak(size_t at) const {
  return buffer_[at] == '\r' && at + 1 < end_ && buffer_[at + 1] == '\n' ? at + 2 : at + 1;
}

bool CsvReader::Next(CsvRow& row) {
  if (!started_) SkipMark();
  row.line = line_;
  row.cells.clear();
  row.fault = CsvFault::kNone;
  row.fault_cell = 0;
  row.blank = row.not_plain = row.ends_with_carriage_return = false;
  row.broken_cell = -1;
  // A row that reaches the end of what is read may go on: read more and look again.
  while (ScanRow(row) == Scan::kNeedMore) Fill();
  if (!status_.ok() && begin_ >= end_) return false;
  return row.line != line_ || row.fault != CsvFault::kNone || !row.cells.empty() || row.blank;
}

CsvReader::Scan CsvReader::ScanRow(CsvRow& row) {
  const bool whole = source_ended_;
  const bool full = end_ - begin_ == buffer_.size();
  if (begin_ == end_) {
    if (!whole) return Scan::kNeedMore;
    return Scan::kRow;
  }
  spans_.clear();
  row.broken_cell = -1;
  row.fault = CsvFault::kNone;
  bool odd = false;
  size_t i = begin_;
  while (true) {
    Span span;
    const size_t cell = spans_.size();
    if (i < end_ && buffer_[i] == '"') {
      span.begin = ++i;
      bool closed = false;
      for (; i < end_; ++i) {
        const char c = buffer_[i];
        odd |= IsOdd(c);
        if (c == '"') {
          if (i + 1 < end_ && buffer_[i + 1] == '"') {
            span.doubled = true;
            ++i;
            continue;
          }
          if (i + 1 == end_ && !whole && !full) return Scan::kNeedMore;
          closed = true;
          break;
        }
        if (IsBreak(c)) {
          if (recoveries_ >= kRecoveriesMax) {
            return Recover(row, CsvFault::kUnterminatedQuote, cell);
          }
          if (row.broken_cell < 0) row.broken_cell = static_cast<int>(cell);
        }
      }
      if (!closed) {
        if (!whole && !full) return Scan::kNeedMore;
        return Recover(row, CsvFault::kUnterminatedQuote, cell);
      }
      span.end = i++;
      if (i < end_ && buffer_[i] != separator_ && !IsBreak(buffer_[i])) {
        if (row.broken_cell >= 0) return Recover(row, CsvFault::kTextAfterQuote, cell);
        if (row.fault == CsvFault::kNone) {
          row.fault = CsvFault::kTextAfterQuote;
          row.fault_cell = cell;
        }
        while (i < end_ && buffer_[i] != separator_ && !IsBreak(buffer_[i])) ++i;
      }
    } else {
      span.begin = i;
      for (; i < end_; ++i) {
        const char c = buffer_[i];
        if (c == separator_ || IsBreak(c)) break;
        odd |= IsOdd(c);
        if (c == '"' && row.fault == CsvFault::kNone) {
          row.fault = CsvFault::kQuoteInCell;
          row.fault_cell = cell;
        }
      }
      span.end = i;
    }
    if (i == end_ && !whole) {
      if (!full) return Scan::kNeedMore;
      return Recover(row, CsvFault::kRowTooLong, cell);
    }
    if (spans_.size() <= limits_.columns_max) spans_.push_back(span);
    if (i < end_ && buffer_[i] == separator_) {
      ++i;
      continue;
    }
    break;
  }
  // CRLF may be cut in two by the end of what is read.
  if (i + 1 == end_ && buffer_[i] == '\r' && !whole && !full) return Scan::kNeedMore;
  if (spans_.size() > limits_.columns_max && row.fault == CsvFault::kNone) {
    row.fault = CsvFault::kTooManyCells;
    row.fault_cell = limits_.columns_max;
  }
  row.not_plain = odd;
  return Finish(row, i);
}

CsvReader::Scan CsvReader::Finish(CsvRow& row, size_t end) {
  row.blank = end == begin_;
  for (size_t at = begin_; at < end; at = AfterBreak(at)) {
    const char* from = buffer_.data() + at;
    // Line breaks inside cells; rows without any are the rule.
    if (row.broken_cell < 0) break;
    const auto* found = std::find_if(from, static_cast<const char*>(buffer_.data()) + end, IsBreak);
    if (found == buffer_.data() + end) break;
    at = static_cast<size_t>(found - buffer_.data());
    ++line_;
  }
  if (end < end_) {
    const size_t after = AfterBreak(end);
    row.ends_with_carriage_return = buffer_[end] == '\r' && after == end + 1;
    begin_ = after;
    ++line_;
  } else {
    begin_ = end;
  }
  if (row.blank) return Scan::kRow;
  const bool parted = row.fault == CsvFault::kNone || row.fault == CsvFault::kQuoteInCell;
  const size_t sound = parted ? spans_.size() : row.fault_cell;
  for (size_t i = 0; i < std::min(sound, spans_.size()); ++i) {
    const Span& span = spans_[i];
    if (span.end > end) break;
    char* out = buffer_.data() + span.begin;
    size_t size = span.end - span.begin;
    if (span.doubled) {
      size = 0;
      for (size_t at = span.begin; at < span.end; ++at) {
        const char c = buffer_[at];
        out[size++] = c;
        if (c == '"') ++at;
      }
    }
    row.cells.emplace_back(out, size);
  }
  return Scan::kRow;
}

CsvReader::Scan CsvReader::Recover(CsvRow& row, CsvFault fault, size_t cell) {
  row.fault = fault;
  row.fault_cell = cell;
  row.broken_cell = -1;
  ++recoveries_;
  const auto* data = static_cast<const char*>(buffer_.data());
  const auto* found = std::find_if(data + begin_, data + end_, IsBreak);
  if (found != data + end_ || source_ended_) {
    return Finish(row, static_cast<size_t>(found - data));
  }
  // Not even the line ends in what may be kept: skip to where it does.
  row.fault = CsvFault::kRowTooLong;
  while (true) {
    begin_ = end_;
    Fill();
    const auto* line_end = std::find_if(data, data + end_, IsBreak);
    if (line_end != data + end_) {
      begin_ = 0;
      spans_.clear();
      return Finish(row, static_cast<size_t>(line_end - data));
    }
    if (source_ended_) {
      begin_ = end_;
      return Scan::kRow;
    }
  }
}

}  // namespace vekha::intake
