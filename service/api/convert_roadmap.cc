#include "service/api/convert_roadmap.h"

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/workflow/command.h"
#include "service/api/convert.h"

namespace vekha::api {
namespace {

int CharacterAt(std::string_view text, size_t byte) {
  return static_cast<int>(CodePointCount(text.substr(0, std::min(byte, text.size()))));
}

void AddExpansion(const schedule::Expansion& expansion, std::string_view phrase, v1::Measure* out) {
  for (const auto& occurrence : expansion.occurrences) *out->add_windows() = ToProto(occurrence);
  for (const term::Flag flag : expansion.flags) out->add_flags(ToProto(flag));
  for (const term::Note& note : expansion.notes) *out->add_notes() = ToProto(note, phrase);
  for (const schedule::Wait& wait : expansion.waits) *out->add_waits() = ToProto(wait);
}

v1::Measure MeasureMessage(const roadmap::Measure& measure) {
  v1::Measure out;
  out.set_id(measure.id.value());
  out.set_number(measure.number);
  out.set_title(measure.title);
  out.set_term(measure.term_text);
  out.set_responsible_text(measure.responsible_text);
  for (const roadmap::Responsible& responsible : measure.responsible) {
    v1::Responsible* to = out.add_responsible();
    to->set_name(responsible.name);
    to->set_kind(ToProto(responsible.kind));
    to->set_position(responsible.position);
    to->set_role(responsible.role);
  }
  out.set_outcome(measure.outcome);
  out.set_result(measure.result);
  out.set_evidence(ToProto(measure.evidence));
  for (const MeasureId& id : measure.after) out.add_after(id.value());
  if (measure.done_when) out.set_done_when(measure.done_when->text);
  if (measure.applies_when) out.set_applies_when(measure.applies_when->text);
  out.set_nonworking(ToProto(measure.nonworking));
  out.set_ladder(measure.ladder);
  out.set_heartbeat_days(measure.heartbeat_days.value_or(0));
  if (measure.for_each) out.set_for_each(ToProto(*measure.for_each));
  if (measure.gather) {
    out.set_gather_all(*measure.gather == roadmap::Gather());
    out.set_gather(roadmap::GatherText(*measure.gather));
  }
  AddExpansion(measure.expansion, measure.term_text, &out);
  for (const roadmap::Measure& item : measure.items) *out.add_items() = MeasureMessage(item);
  out.set_line(measure.position.line);
  return out;
}

v1::Stage StageMessage(const roadmap::Stage& stage) {
  v1::Stage out;
  out.set_id(stage.id);
  out.set_title(stage.title);
  for (const roadmap::Measure& measure : stage.measures)
    *out.add_measures() = MeasureMessage(measure);
  for (const roadmap::Heading& heading : stage.headings) {
    v1::Heading* to = out.add_headings();
    to->set_number(heading.number);
    to->set_title(heading.title);
    to->set_before(static_cast<int>(heading.before));
  }
  return out;
}

v1::Indicator IndicatorMessage(const roadmap::Indicator& indicator) {
  v1::Indicator out;
  out.set_id(indicator.id);
  out.set_title(indicator.title);
  out.set_unit(indicator.unit);
  out.set_value(indicator.value_text);
  for (const roadmap::IndicatorTarget& target : indicator.targets) {
    v1::IndicatorTarget* to = out.add_targets();
    to->set_year(target.year);
    to->set_value(target.value);
  }
  return out;
}

v1::SourceDocument SourceMessage(const roadmap::SourceDocument& source) {
  v1::SourceDocument out;
  out.set_document(source.document);
  if (source.approved_on) *out.mutable_approved_date() = ToProto(*source.approved_on);
  out.set_approved_number(source.approved_number);
  out.set_approved_by(source.approved_by);
  return out;
}

}  // namespace

v1::Roadmap ToProto(const roadmap::Roadmap& roadmap, RoadmapDetail detail) {
  v1::Roadmap out;
  out.set_id(roadmap.id.value());
  out.set_title(roadmap.title);
  out.set_level(ToProto(roadmap.level));
  *out.mutable_period() = ToProto(roadmap.period);
  *out.mutable_source() = SourceMessage(roadmap.source);
  *out.mutable_calendar() = ToProto(roadmap.calendar);
  out.set_nonworking(ToProto(roadmap.nonworking));
  out.set_control(roadmap.control);
  out.set_ladder(roadmap.ladder);
  out.set_work_measures(static_cast<int>(roadmap::WorkMeasures(roadmap).size()));
  out.set_file(roadmap.text_name);
  if (detail == RoadmapDetail::kHeader) return out;
  for (const roadmap::Stage& stage : roadmap.stages) *out.add_stages() = StageMessage(stage);
  for (const auto& indicator : roadmap.indicators)
    *out.add_indicators() = IndicatorMessage(indicator);
  return out;
}

v1::Roadmap ToProto(const RoadmapId& id, const workflow::RoadmapVersion& version,
                    const workflow::RoadmapVersion& newest, RoadmapDetail detail) {
  v1::Roadmap out;
  if (version.compiled) out = ToProto(*version.compiled, detail);
  out.set_id(id.value());
  out.set_version(version.version);
  out.set_file(version.name);
  out.set_etag(workflow::EtagOf(newest.revision));
  out.set_applied_revision(version.revision);
  out.set_problem(version.problem);
  return out;
}

v1::TermFlag ToProto(term::Flag flag) {
  switch (flag) {
    case term::Flag::kOngoing:
      return v1::TERM_FLAG_ONGOING;
    case term::Flag::kOnDemand:
      return v1::TERM_FLAG_ON_DEMAND;
    case term::Flag::kExternal:
      return v1::TERM_FLAG_EXTERNAL;
    case term::Flag::kRelative:
      return v1::TERM_FLAG_RELATIVE;
    case term::Flag::kAlternative:
      return v1::TERM_FLAG_ALTERNATIVE;
    case term::Flag::kNamedDay:
      return v1::TERM_FLAG_NAMED_DAY;
    case term::Flag::kTypo:
      return v1::TERM_FLAG_TYPO;
    case term::Flag::kUnparseable:
      return v1::TERM_FLAG_UNPARSEABLE;
  }
  return v1::TERM_FLAG_UNSPECIFIED;
}

v1::TermWindow ToProto(const schedule::Occurrence& occurrence) {
  v1::TermWindow out;
  *out.mutable_window() = ToProto(occurrence.window);
  out.set_ongoing(occurrence.ongoing);
  out.set_reading(occurrence.reading);
  return out;
}

v1::TermWait ToProto(const schedule::Wait& wait) {
  v1::TermWait out;
  out.set_kind(ToProto(wait.kind));
  out.set_text(wait.text);
  out.set_fact(wait.fact);
  out.set_offset(wait.offset);
  out.set_working_days(wait.working_days);
  return out;
}

v1::TermNote ToProto(const term::Note& note, std::string_view phrase) {
  v1::TermNote out;
  switch (note.kind) {
    case term::NoteKind::kConvention:
      out.set_kind(v1::TERM_NOTE_KIND_CONVENTION);
      break;
    case term::NoteKind::kRepair:
      out.set_kind(v1::TERM_NOTE_KIND_REPAIR);
      break;
    case term::NoteKind::kGuess:
      out.set_kind(v1::TERM_NOTE_KIND_GUESS);
      break;
    case term::NoteKind::kProblem:
      out.set_kind(v1::TERM_NOTE_KIND_PROBLEM);
      break;
  }
  out.set_text(note.text.ru);
  out.set_text_en(note.text.en);
  out.set_begin(CharacterAt(phrase, note.range.begin));
  out.set_end(CharacterAt(phrase, note.range.end));
  return out;
}

}  // namespace vekha::api
