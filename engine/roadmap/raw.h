// A rule file as written: every key read and checked by itself, nothing yet referred to, inherited
// or compiled. Each value knows its place.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/source.h"
#include "engine/base/window.h"
#include "engine/calendar/work_calendar.h"
#include "engine/roadmap/roadmap.h"
#include "engine/schedule/schedule.h"
#include "engine/term/term.h"
#include "engine/yaml/document.h"

namespace vekha::roadmap {

// Points into the text and tree that the file's raw form owns.
struct Place {
  const Source* source = nullptr;
  const yaml::Node* node = nullptr;
};

template <typename T>
struct Located {
  T value{};
  Place place;
};
using Text = Located<std::string>;

// The text and tree that Places point into.
struct RawFile {
  explicit RawFile(Source text) : source(std::move(text)) {}
  Source source;
  yaml::Document document;
};

struct RawOffset {
  int days = 0;  // negative is before
  bool working = false;
};

// Either a phrase alone, or one of due, anchor and external, with the phrase for show.
struct RawTerm {
  Place place;
  std::optional<Text> phrase;
  std::optional<Located<Date>> due;
  std::optional<Located<Date>> start;
  term::DueEvery every = term::DueEvery::kNone;
  bool inclusive = true;
  std::optional<Text> anchor;
  RawOffset offset;
  std::optional<Text> external;
};

struct RawExecutors {
  Place place;
  std::string cell;
  std::optional<std::vector<Responsible>> listed;  // when the file lists them itself
};

struct RawMeasure {
  Place place;
  std::optional<Text> use;  // "mentoring/pairs"
  bool complete = true;  // false: no mapping, or a use that leads nowhere; reported, rest unknown
  Text id;
  std::optional<Text> number;
  std::optional<Text> title;
  std::optional<RawTerm> term;
  std::optional<RawExecutors> responsible;
  std::optional<Text> outcome;
  std::optional<Text> result;
  std::optional<EvidenceKind> evidence;
  std::optional<std::vector<Text>> after;
  std::optional<Text> done_when;
  std::optional<Text> applies_when;
  std::optional<calendar::DayShift> nonworking;
  std::optional<Text> ladder;
  std::optional<int> heartbeat;
  std::optional<Located<Level>> for_each;
  std::optional<Gather> gather;
  std::vector<RawMeasure> items;
};

struct RawHeading {
  Place place;
  std::string number;
  std::string title;
  size_t before = 0;
};

struct RawStage {
  Place place;
  Text id;
  std::string title;
  std::vector<RawMeasure> measures;
  std::vector<RawHeading> headings;
};

struct RawTarget {
  Located<int> year;
  Located<double> value;
};

struct RawIndicator {
  Text id;
  std::string title;
  std::string unit;
  std::optional<Text> value;
  std::vector<RawTarget> targets;  // by year
};

struct RawRoadmap {
  Place place;
  Text id;
  std::string title;
  std::optional<Level> level;
  SourceDocument source;
  std::optional<Period> period;
  calendar::CalendarKey calendar;
  calendar::DayShift nonworking = calendar::DayShift::kPreceding;
  std::string control = "none";
  bool self_control = false;
  std::optional<std::string> authority;
  std::optional<int> extensions;
  Text ladder;
  schedule::Settings settings;
  std::map<std::string, std::string> roles;
  std::vector<RawStage> stages;
  std::vector<RawIndicator> indicators;
};

struct RawLibrary {
  std::shared_ptr<const RawFile> file;
  Place place;
  Text id;
  std::string title;
  std::vector<RawMeasure> measures;
};

}  // namespace vekha::roadmap
