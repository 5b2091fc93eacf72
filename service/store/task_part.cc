#include "service/store/task_part.h"

#include <utility>
#include <vector>

#include "service/store/stored_name.h"

namespace vekha::store {
namespace {

std::vector<task::FactUsed> ReadFactsUsed(ObjectReader& in) {
  std::vector<task::FactUsed> facts;
  const Json* list = in.Find("facts");
  if (list == nullptr) return facts;
  if (!list->is_array()) in.Refuse("facts", "is no list");
  for (const Json& item : *list) {
    ObjectReader part(item);
    facts.push_back({part.Text("name"), part.TextOrEmpty("scope"), part.TextOrEmpty("value"),
                     part.TextOrEmpty("source")});
    in.Absorb("facts", part);
  }
  return facts;
}

}  // namespace

ObjectWriter WriteReport(const task::Report& report) {
  ObjectWriter evidence;
  evidence.Text("number", report.evidence.number);
  evidence.Day("on", report.evidence.on);
  evidence.Text("document", report.evidence.document);
  evidence.Text("url", report.evidence.url);
  if (report.evidence.count != 0) evidence.Int("count", report.evidence.count);
  ObjectWriter out;
  out.Text("by", report.by.value());
  out.Day("on", report.on);
  if (report.received) out.Day("received", report.received);
  out.Text("comment", report.comment);
  out.Put("evidence", std::move(evidence));
  return out;
}

task::Report ReadReport(const Json& json, ObjectReader& whole) {
  task::Report report;
  ObjectReader in(json);
  report.by = PersonId(in.TextOrEmpty("by"));
  report.on = in.Day("on");
  report.received = in.DayIfAny("received");
  report.comment = in.TextOrEmpty("comment");
  if (const Json* part = in.Find("evidence")) {
    ObjectReader evidence(*part);
    report.evidence.number = evidence.TextOrEmpty("number");
    report.evidence.on = evidence.DayIfAny("on");
    report.evidence.document = evidence.TextOrEmpty("document");
    report.evidence.url = evidence.TextOrEmpty("url");
    if (part->contains("count")) report.evidence.count = evidence.Int("count");
    in.Absorb("evidence", evidence);
  }
  whole.Absorb("report", in);
  return report;
}

ObjectWriter WriteClosing(const task::Closing& closing) {
  ObjectWriter out;
  out.Text("by", ClosedByName(closing.by));
  out.Day("on", closing.on);
  Json facts = Json::array();
  for (const task::FactUsed& fact : closing.facts) {
    ObjectWriter part;
    part.Text("name", fact.name);
    part.Text("scope", fact.scope);
    part.Text("value", fact.value);
    part.Text("source", fact.source);
    if (!part.problem().empty()) out.Refuse(part.problem());
    facts.push_back(part.Take());
  }
  if (!facts.empty()) out.Put("facts", std::move(facts));
  out.Text("accepted_by", closing.accepted_by.value());
  out.Day("accepted_on", closing.accepted_on);
  return out;
}

task::Closing ReadClosing(const Json& json, ObjectReader& whole) {
  ObjectReader in(json);
  task::Closing closing;
  closing.by = in.Enum("by", kAllClosedBy, ClosedByName);
  closing.on = in.Day("on");
  closing.facts = ReadFactsUsed(in);
  closing.accepted_by = PersonId(in.TextOrEmpty("accepted_by"));
  closing.accepted_on = in.DayIfAny("accepted_on");
  whole.Absorb("closing", in);
  return closing;
}

ObjectWriter WriteKeptIds(const task::KeptIds& ids) {
  ObjectWriter out;
  for (const auto& [planned, kept] : ids) out.Text(planned.value().c_str(), kept.value());
  return out;
}

task::KeptIds ReadKeptIds(const Json& json, ObjectReader& whole) {
  task::KeptIds ids;
  ObjectReader in(json);
  if (json.is_object()) {
    for (const auto& [planned, kept] : json.items()) {
      ids[TaskId(planned)] = TaskId(in.Text(planned.c_str()));
    }
  }
  whole.Absorb("kept_ids", in);
  return ids;
}

}  // namespace vekha::store
