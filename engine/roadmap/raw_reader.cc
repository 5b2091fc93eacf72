#include "engine/roadmap/raw_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/roadmap/diagnostic_code.h"
#include "engine/roadmap/measure_reader.h"
#include "engine/roadmap/record.h"
#include "engine/roadmap/text_format.h"

namespace vekha::roadmap {
namespace {

class FileReader {
 public:
  explicit FileReader(const RawFile& file) : root_(file.document.root), reader_(file.source) {}

  RawRoadmap ReadRoadmap() {
    Record record(reader_, root_, RoadmapKeys());
    RawRoadmap out;
    out.place = record.place();
    if (auto id = record.FindText("roadmap")) out.id = *std::move(id);
    out.title = record.TextOr("title", "");
    out.level = record.FindWord<Level>("level");
    ReadSource(record, out.source);
    ReadPeriod(record, out);
    ReadCalendar(record, out.calendar);
    out.nonworking = record.FindWord<calendar::DayShift>("nonworking").value_or(out.nonworking);
    out.control = record.TextOr("control", "none");
    out.self_control = record.FindBool("self_control").value_or(false);
    if (auto authority = record.FindText("authority")) out.authority = std::move(authority->value);
    out.extensions = record.FindInt("extensions");
    out.ladder = record.FindText("ladder").value_or(Text{"standard", record.place()});
    ReadSchoolYear(record, out.settings);
    ReadRoles(record, out.roles);
    for (const yaml::Node* stage : record.Children("stages")) out.stages.push_back(Stage(*stage));
    for (const yaml::Node* indicator : record.Children("indicators")) {
      out.indicators.push_back(Indicator(*indicator));
    }
    return out;
  }

  RawLibrary ReadLibrary() {
    Record record(reader_, root_, LibraryKeys());
    RawLibrary out;
    out.place = record.place();
    if (auto id = record.FindText("library")) out.id = *std::move(id);
    out.title = record.TextOr("title", "");
    for (const yaml::Node* measure : record.Children("measures")) {
      out.measures.push_back(ReadMeasure(reader_, *measure, MeasureKeys()));
    }
    return out;
  }

  std::vector<Diagnostic> Take() { return reader_.Take(); }

 private:
  void ReadSource(const Record& roadmap, SourceDocument& out) {
    const yaml::Node* node = roadmap.FindNode("source");
    if (node == nullptr) return;
    Record record(reader_, *node, SourceKeys());
    out.document = record.TextOr("document", "");
    const yaml::Node* approved_node = record.FindNode("approved");
    if (approved_node == nullptr) return;
    Record approved(reader_, *approved_node, ApprovedKeys());
    if (const auto on = approved.FindDate("on")) out.approved_on = on->value;
    out.approved_number = approved.TextOr("number", "");
    out.approved_by = approved.TextOr("by", "");
  }

  void ReadPeriod(Record& record, RawRoadmap& out) {
    const auto period = record.FindPeriod("period");
    if (!period) return;
    out.period = period->value;
    const int limit = record.KeyOf("period").max;
    if (period->value.last.year() - period->value.first.year() > limit) {
      reader_.Error(*period->place.node, code::kPeriodTooLong,
                    {fmt::format("период длиннее {} лет", limit),
                     fmt::format("the period is longer than {} years", limit)});
    }
  }

  void ReadCalendar(Record& record, calendar::CalendarKey& out) {
    if (const auto week = record.FindInt("week")) {
      out.week = *week == 6 ? calendar::WeekLength::kSix : calendar::WeekLength::kFive;
    }
    const yaml::Node* node = record.FindNode("calendar");
    if (node == nullptr) return;
    if (!node->IsMapping()) {
      if (auto region = record.TextOf(*node, record.KeyOf("calendar"))) out.region = *region;
      return;
    }
    Record parts(reader_, *node, CalendarKeys());
    out.region = parts.TextOr("region", out.region);
    out.presidential = !parts.WordIndices("overlays").empty();
  }

  void ReadSchoolYear(Record& record, schedule::Settings& out) {
    const std::optional<Text> span = record.FindText("school_year");
    if (!span || ParseDaySpan(span->value, out)) return;
    reader_.Error(*span->place.node, code::kBadFormat,
                  {fmt::format("\"{}\" - не промежуток дней года", span->value),
                   fmt::format("\"{}\" is no span of days of a year", span->value)},
                  ShapeHint(Shape::kDaySpan));
  }

  void ReadRoles(Record& record, std::map<std::string, std::string>& out) {
    const yaml::Node* node = record.FindNode("roles");
    if (node == nullptr || !reader_.IsMapping(*node)) return;
    if (node->entries.size() > static_cast<size_t>(kMaxListed)) {
      reader_.Error(
          *node, code::kTooMany,
          {fmt::format("в \"roles\" {} записей, допускается {}", node->entries.size(), kMaxListed),
           fmt::format("\"roles\" has {} entries, the limit is {}", node->entries.size(),
                       kMaxListed)});
      return;
    }
    static constexpr Key kRole = {
        .name = "roles", .shape = Shape::kName, .russian = "", .english = "", .max = kMaxId};
    std::map<std::string, std::string> written;  // by key, as first written
    for (const yaml::Entry& entry : node->entries) {
      const auto [first, is_new] = written.emplace(ExecutorKey(entry.key.text), entry.key.text);
      if (!is_new) {
        reader_.Error(
            entry.key, code::kDuplicateId,
            {fmt::format("\"{}\" - то же имя, что \"{}\"", yaml::Shortened(entry.key.text),
                         yaml::Shortened(first->second)),
             fmt::format("\"{}\" is the same name as \"{}\"", yaml::Shortened(entry.key.text),
                         yaml::Shortened(first->second))});
      }
      if (auto role = record.TextOf(entry.value, kRole)) out.emplace(entry.key.text, *role);
    }
  }

  RawStage Stage(const yaml::Node& node) {
    Record record(reader_, node, StageKeys());
    RawStage out;
    out.place = record.place();
    if (auto id = record.FindText("id")) out.id = *std::move(id);
    out.title = record.TextOr("title", "");
    for (const yaml::Node* row : record.Children("measures")) ReadRow(reader_, *row, out);
    return out;
  }

  RawIndicator Indicator(const yaml::Node& node) {
    Record record(reader_, node, IndicatorKeys());
    RawIndicator out;
    if (auto id = record.FindText("id")) out.id = *std::move(id);
    out.title = record.TextOr("title", "");
    out.unit = record.TextOr("unit", "");
    out.value = record.FindText("value");
    if (const yaml::Node* targets = record.FindNode("targets")) {
      ReadTargets(*targets, record.KeyOf("targets"), out.targets);
    }
    return out;
  }

  void ReadTargets(const yaml::Node& node, const Key& key, std::vector<RawTarget>& out) {
    if (!reader_.IsMapping(node)) return;
    for (const yaml::Entry& entry : node.entries) {
      const std::string& text = entry.key.text;
      int year = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
      const bool whole = error == std::errc() && end == text.data() + text.size();
      if (!whole || year < key.min || year > key.max) {
        reader_.Error(entry.key, code::kBadFormat,
                      {fmt::format("\"{}\" - не год", yaml::Shortened(text)),
                       fmt::format("\"{}\" is no year", yaml::Shortened(text))},
                      {fmt::format("от {} до {}", key.min, key.max),
                       fmt::format("from {} to {}", key.min, key.max)});
        continue;
      }
      if (const auto value = reader_.AsDouble(entry.value)) {
        out.push_back(
            {{year, {&reader_.source(), &entry.key}}, {*value, {&reader_.source(), &entry.value}}});
      }
    }
    std::ranges::stable_sort(out, {}, [](const RawTarget& target) { return target.year.value; });
  }

  const yaml::Node& root_;
  yaml::Reader reader_;
};

bool ParseFile(RawFile& file, std::vector<Diagnostic>& diagnostics) {
  Parsed<yaml::Document> document = yaml::Parse(file.source);
  std::ranges::move(document.diagnostics, std::back_inserter(diagnostics));
  if (!document.value) return false;
  file.document = *std::move(document.value);
  return true;
}

}  // namespace

std::optional<RawRoadmap> ReadRawRoadmap(RawFile& file, std::vector<Diagnostic>& diagnostics) {
  if (!ParseFile(file, diagnostics)) return std::nullopt;
  FileReader reader(file);
  RawRoadmap out = reader.ReadRoadmap();
  std::ranges::move(reader.Take(), std::back_inserter(diagnostics));
  if (!file.document.root.IsMapping()) return std::nullopt;
  return out;
}

std::optional<RawLibrary> ReadRawLibrary(RawFile& file, std::vector<Diagnostic>& diagnostics) {
  if (!ParseFile(file, diagnostics)) return std::nullopt;
  FileReader reader(file);
  RawLibrary out = reader.ReadLibrary();
  std::ranges::move(reader.Take(), std::back_inserter(diagnostics));
  if (!file.document.root.IsMapping()) return std::nullopt;
  return out;
}

}  // namespace vekha::roadmap
