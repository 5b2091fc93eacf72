// A roadmap laid out for reading: rows in order, what of them makes tasks, and their terms part by
// part.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/calendar/work_calendar.h"
#include "engine/roadmap/roadmap.h"
#include "engine/schedule/schedule.h"
#include "engine/term/term.h"

namespace vekha::lint {

// One deadline of a cell and the days it means.
struct TermPart {
  term::Term term;
  std::vector<schedule::Occurrence> occurrences;
};

// A measure or an item: whatever makes tasks. Points into the roadmap.
struct Work {
  const roadmap::Measure* measure = nullptr;
  const roadmap::Measure* row = nullptr;  // the measure itself when it is no item
  const roadmap::Stage* stage = nullptr;
  std::vector<schedule::Occurrence> deadlines;  // without spans of ongoing work
};

// A cell with a term, as the document has it: of a row, or of an item that says another.
struct TermCell {
  const roadmap::Measure* measure = nullptr;
  term::TermReading reading;  // of the phrase; unreadable when the term has none
  std::vector<TermPart> parts;
};

struct Row {
  const roadmap::Measure* measure = nullptr;
  const roadmap::Stage* stage = nullptr;
};

struct Document {
  const roadmap::Roadmap& roadmap;
  const calendar::WorkCalendar& calendar;
  std::vector<Row> rows;
  std::vector<Work> works;
  std::vector<TermCell> terms;
  std::map<std::string, size_t, std::less<>> work_index{};  // by id

  const Work* FindWork(const MeasureId& id) const;
};

Document LayOut(const roadmap::Roadmap& roadmap, const calendar::WorkCalendar& calendar);

// As printed without a full stop; the id of a row without a number and of an item.
std::string Label(const roadmap::Measure& measure);
std::string Label(const Work& work);

bool HasFlag(const term::TermReading& reading, term::Flag flag);
void ForEachUnit(const term::Term& term, const std::function<void(const term::Unit&)>& visit);
// The day a term ends with is written as a day, not as the end of a month or a quarter.
bool EndsOnWrittenDay(const term::Term& term);
bool IsPlainTerm(const term::TermReading& reading);  // read, and no alternative

}  // namespace vekha::lint
