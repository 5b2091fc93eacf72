// A roadmap as taken from a document, before it is written as a rule file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/window.h"

namespace vekha::importer {

inline constexpr const char* kCarriedKey = "#";

// Something the document does not say outright. `key` is the key of the rule file it stands beside.
struct Guess {
  std::string key;    // kCarriedKey: no guess, but a text the rule file has no key for
  std::string text;   // Russian; of a carried text the header of its column
  std::string cell;   // what it was read from, quoted
  std::string place;  // where that stands in the document; empty for texts outside tables
};

// A part of a row with a deadline of its own.
struct DraftItem {
  std::string title;
  std::string term;
};

struct DraftMeasure {
  std::string id;
  std::string number;  // as printed
  std::string title;
  std::string outcome;
  std::string term;
  std::vector<std::string> term_lines;  // the paragraphs of its cell
  std::string responsible;
  std::string result;
  std::string evidence;
  std::vector<std::string> after;
  std::vector<DraftItem> items;
  std::vector<Guess> guesses;
  std::string place;
};

struct DraftHeading {
  std::string number;
  std::string title;
  std::vector<Guess> guesses;
};

struct DraftStage {
  std::string id;
  std::string title;
  std::vector<std::variant<DraftMeasure, DraftHeading>> rows;
  std::vector<Guess> guesses;
};

struct DraftIndicator {
  std::string title;
  std::string unit;
  std::map<int, std::string> targets;  // year -> number
};

struct RefusedRow {
  std::string place;
  std::string reason;  // Russian
  std::vector<std::string> cells;
};

// Every row of the table that is not empty is read, and then either written or refused.
struct RowCount {
  int read = 0;
  int written = 0;
  int measures = 0;
  int headings = 0;  // stages and heading rows
  int joined = 0;    // ends of the row above
};

struct Approval {
  std::optional<Date> on;
  std::string number;
  std::string by;
};

struct Draft {
  std::string id;
  std::string title;
  std::string level;
  std::string document;  // name of the file
  std::optional<Approval> approved;
  std::optional<Period> period;
  std::string calendar = "RU";
  std::map<std::string, std::string> roles;
  std::vector<DraftStage> stages;
  std::vector<DraftIndicator> indicators;
  std::vector<Guess> guesses;  // of the keys above
  std::vector<RefusedRow> refused;
  std::vector<std::string> remarks;  // about the document as a whole, Russian
  RowCount count;
};

}  // namespace vekha::importer
