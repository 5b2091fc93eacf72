// The rows of a plan as stages and measures: headings, rows continued after a page end, rows
// without a number, cells that slid.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "service/importer/aligned_row.h"
#include "service/importer/columns.h"
#include "service/importer/document.h"
#include "service/importer/draft.h"

namespace vekha::importer {

// Adds to `draft` the stages, the refused rows and the counts. Rows before the first heading go to
// a stage titled `draft.title`.
class RowReader {
 public:
  // `progress` is told how many rows of all tables are done.
  RowReader(const Document& document, Draft& draft, std::function<void(size_t done)> progress)
      : document_(document), draft_(draft), progress_(std::move(progress)) {}

  // Tables of one plan, in order; `heading`, when not empty, stands above this one and titles its
  // stage.
  void ReadTable(const Table& table, const Columns& columns, const std::string& heading);
  void Finish();

 private:
  struct Reading;
  void ReadRow(const Reading& reading, const Row& row);
  bool ReadHeading(const Reading& reading, const Row& row, AlignedRow& aligned,
                   const std::string& place);
  bool FollowsInCount(const std::string& number);
  void ReadGroup(const Reading& reading, AlignedRow& aligned, const std::string& place);
  void JoinToLast(const Row& row, const AlignedRow& aligned, const std::string& place);
  DraftMeasure MakeMeasure(AlignedRow& aligned, const std::string& place);
  void SetTermOfSpan(DraftMeasure& measure);
  void StartStage(std::string number, std::string title, std::vector<Guess> guesses = {});
  void AddMeasure(const Reading& reading, const Row& row, DraftMeasure measure);
  DraftStage& CurrentStage();
  DraftMeasure* LastMeasure();
  std::string FreeId(std::string wanted, bool unnumbered) const;
  std::string RepairedNumber(const std::string& number) const;
  void Refuse(const Row& row, std::string place, std::string reason);

  const Document& document_;
  Draft& draft_;
  std::function<void(size_t done)> progress_;
  size_t rows_done_ = 0;
  std::string span_;  // the month the rows stand under; empty when no heading names one
  std::set<std::string> measure_ids_;
  std::set<std::string> stage_ids_;
  std::string group_;    // the last text of the column of directions
  std::string last_id_;  // of a measure or, in a grouped table, of a stage
};

}  // namespace vekha::importer
