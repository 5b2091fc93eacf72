// The rows of a plan as stages and measures: headings, rows continued after a page end, rows
// without a number, cells that slid.
#pragma once

#include "service/importer/columns.h"
#include "service/importer/document.h"
#include "service/importer/draft.h"

namespace vekha::importer {

// Adds to `draft` the stages, the refused rows and the counts. Rows before the first heading go to
// a stage titled `draft.title`.
class RowReader {
 public:
  RowReader(const Document& document, Draft& draft) : document_(document), draft_(draft) {}

  // Tables of one plan, in order; `heading`, when not empty, stands above this one and titles its
  // stage.
  void ReadTable(const Table& table, const Columns& columns, const std::string& heading);
  void Finish();

 private:
  struct Reading;
  void ReadRow(const Reading& reading, const Row& row);
  void StartStage(std::string number, std::string title, std::vector<Guess> guesses = {});
  void AddMeasure(const Reading& reading, const Row& row, DraftMeasure measure);
  DraftStage& CurrentStage();
  DraftMeasure* LastMeasure();
  std::string FreeId(std::string wanted, bool unnumbered);
  void Refuse(const Row& row, std::string place, std::string reason);

  const Document& document_;
  Draft& draft_;
  std::vector<std::string> measure_ids_;
  std::vector<std::string> stage_ids_;
  std::string last_id_;  // of a measure or, in a grouped table, of a stage
};

}  // namespace vekha::importer
