#include "service/store/event_codec.h"

#include <array>
#include <utility>

#include "engine/base/overload.h"
#include "engine/base/status.h"
#include "service/store/control_fields.h"
#include "service/store/fact_payload.h"
#include "service/store/json_object.h"
#include "service/store/origin_fields.h"
#include "service/store/rejections.h"
#include "service/store/stored_name.h"
#include "service/store/value_codec.h"

namespace vekha::store {
namespace {

namespace wf = workflow;

absl::StatusOr<std::string> Finish(ObjectWriter& out, std::string_view kind) {
  if (!out.problem().empty()) return EventInvalid(kind, out.problem());
  return out.Take().dump();
}

absl::StatusOr<Json> ParseJson(std::string_view text, std::string_view what) {
  Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) {
    return StoreDamaged("", std::string(what) + ": the payload is no JSON");
  }
  return json;
}

// A part becomes a field; its problem becomes the whole's.
void PutPart(ObjectWriter& out, const char* key, ObjectWriter&& part) {
  if (!part.problem().empty()) out.Refuse(part.problem());
  out.Put(key, part.Take());
}

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
  PutPart(out, "evidence", std::move(evidence));
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

ObjectWriter Write(const wf::OrganizationPut& e) {
  ObjectWriter out;
  out.Text("id", e.organization.id.value());
  out.Text("parent", e.organization.parent.value());
  out.Text("level", roadmap::LevelName(e.organization.level));
  out.Text("name", e.organization.name);
  out.Text("zone", e.organization.zone);
  out.Text("region", e.organization.region);
  if (e.organization.week != 0) out.Int("week", e.organization.week);
  out.Day("opened", e.organization.opened);
  return out;
}

ObjectWriter Write(const wf::PersonPut& e) {
  ObjectWriter out;
  out.Text("id", e.person.id.value());
  out.Text("name", e.person.name);
  if (e.person.contact != wf::Contact()) {
    FieldWriter contact;
    wf::Contact copy = e.person.contact;
    Fields(contact, copy);
    PutPart(out, "contact", contact.Take());
  }
  return out;
}

ObjectWriter Write(const wf::RolePut& e) {
  ObjectWriter out;
  out.Text("organization", e.holding.organization.value());
  out.Text("role", e.holding.role);
  out.Text("person", e.holding.person.value());
  out.Day("from", e.holding.from);
  out.Day("to", e.holding.to);
  return out;
}

ObjectWriter Write(const wf::RoadmapApplied& e) {
  ObjectWriter out;
  out.Text("roadmap", e.roadmap.value());
  out.Int("version", e.version);
  out.Text("name", e.name);
  out.Text("text", e.text);
  return out;
}

ObjectWriter Write(const wf::RoadmapAdopted& e) {
  ObjectWriter out;
  out.Text("organization", e.adoption.organization.value());
  out.Text("roadmap", e.adoption.roadmap.value());
  out.Int("version", e.adoption.version);
  out.Day("on", e.adoption.on);
  if (e.adoption.subtree) out.Put("subtree", true);
  if (!e.kept_ids.empty()) PutPart(out, "kept_ids", WriteKeptIds(e.kept_ids));
  return out;
}

ObjectWriter Write(const wf::FactRecorded& e) {
  ObjectWriter out;
  out.Text("organization", e.organization.value());
  out.Text("name", e.record.name);
  out.Text("scope", e.record.scope);
  out.Text("source", e.record.source);
  out.Int("observed_at", e.record.observed_at);
  out.Day("observed_on", e.record.observed_on);
  std::optional<Json> value = ValueToJson(e.record.value);
  if (value) {
    out.Put("value", *std::move(value));
  } else {
    out.Refuse("the value has no stored form");
  }
  if (e.record.origin != nullptr) {
    FieldWriter origin;
    facts::FactOrigin copy = *e.record.origin;
    Fields(origin, copy);
    PutPart(out, "origin", origin.Take());
  }
  return out;
}

ObjectWriter Write(const wf::TaskReported& e) {
  ObjectWriter out;
  out.Text("organization", e.organization.value());
  out.Text("task", e.task.value());
  PutPart(out, "report", WriteReport(e.report));
  return out;
}

ObjectWriter Write(const wf::TaskClosed& e) {
  ObjectWriter out;
  out.Text("organization", e.organization.value());
  out.Text("task", e.task.value());
  PutPart(out, "closing", WriteClosing(e.closing));
  return out;
}

ObjectWriter Write(const wf::TaskDueSet& e) {
  ObjectWriter out;
  out.Text("organization", e.organization.value());
  out.Text("task", e.task.value());
  out.Day("due", e.due);
  out.Int("due_revision", e.due_revision);
  if (e.by != task::DueBy::kFact) out.Text("by", task::DueByName(e.by));
  return out;
}

ObjectWriter Write(const wf::RungAccounted& e) {
  ObjectWriter out;
  out.Text("organization", e.organization.value());
  out.Text("task", e.key.task.value());
  out.Int("due_revision", e.key.due_revision);
  out.Text("rung", e.key.rung);
  out.Day("rung_day", e.rung_day);
  out.Day("as_of", e.as_of);
  out.Text("outcome", reminder::RungOutcomeName(e.outcome));
  out.Text("reason", e.reason);
  return out;
}

ObjectWriter Write(const wf::NotificationEmitted& e) {
  const wf::Notification& n = e.notification;
  ObjectWriter out;
  out.Text("id", n.id);
  out.Text("organization", n.organization.value());
  out.Text("task", n.task.value());
  out.Int("due_revision", n.due_revision);
  out.Text("rung", n.rung);
  out.Day("rung_day", n.rung_day);
  out.Day("as_of", n.as_of);
  out.Text("kind", reminder::NoticeKindName(n.kind));
  out.Text("audience", n.audience);
  out.Text("person", n.person.value());
  out.Text("addressee", n.addressee);
  out.Day("due_date", n.due_date);
  out.Day("nominal_due", n.nominal_due);
  out.Text("reason", n.reason);
  out.Text("text", n.text);
  out.Text("text_en", n.text_en);
  return out;
}

ObjectWriter Write(const wf::MarkMoved& e) {
  ObjectWriter out;
  out.Text("organization", e.organization.value());
  out.Text("roadmap", e.roadmap.value());
  out.Day("as_of", e.as_of);
  return out;
}

void Read(ObjectReader& in, wf::OrganizationPut& e) {
  e.organization.id = OrganizationId(in.Text("id"));
  e.organization.parent = OrganizationId(in.TextOrEmpty("parent"));
  e.organization.level = in.Enum("level", kAllLevels, roadmap::LevelName);
  e.organization.name = in.TextOrEmpty("name");
  e.organization.zone = in.TextOrEmpty("zone");
  e.organization.region = in.TextOrEmpty("region");
  if (in.Find("week") != nullptr) e.organization.week = in.Int("week");
  e.organization.opened = in.DayIfAny("opened");
}

void Read(ObjectReader& in, wf::PersonPut& e) {
  e.person.id = PersonId(in.Text("id"));
  e.person.name = in.TextOrEmpty("name");
  if (in.Find("contact") != nullptr) FieldReader(in).Part("contact", e.person.contact);
}

void Read(ObjectReader& in, wf::RolePut& e) {
  e.holding.organization = OrganizationId(in.Text("organization"));
  e.holding.role = in.Text("role");
  e.holding.person = PersonId(in.Text("person"));
  e.holding.from = in.Day("from");
  e.holding.to = in.DayIfAny("to");
}

void Read(ObjectReader& in, wf::RoadmapApplied& e) {
  e.roadmap = RoadmapId(in.Text("roadmap"));
  e.version = in.Int("version");
  e.name = in.TextOrEmpty("name");
  e.text = in.TextOrEmpty("text");
}

void Read(ObjectReader& in, wf::RoadmapAdopted& e) {
  e.adoption.organization = OrganizationId(in.Text("organization"));
  e.adoption.roadmap = RoadmapId(in.Text("roadmap"));
  e.adoption.version = in.Int("version");
  e.adoption.on = in.Day("on");
  e.adoption.subtree = in.Find("subtree") != nullptr;
  if (const Json* kept = in.Find("kept_ids")) e.kept_ids = ReadKeptIds(*kept, in);
}

void Read(ObjectReader& in, wf::FactRecorded& e) {
  e.organization = OrganizationId(in.Text("organization"));
  e.record.name = in.Text("name");
  e.record.scope = in.TextOrEmpty("scope");
  e.record.source = in.TextOrEmpty("source");
  e.record.observed_at = in.Int64("observed_at");
  e.record.observed_on = in.DayIfAny("observed_on");
  const Json* json = in.Find("value");
  const auto value = json == nullptr ? std::nullopt : ValueFromJson(*json);
  if (!value) return in.Refuse("value", "is of another shape");
  e.record.value = *value;
  if (in.Find("origin") == nullptr) return;
  facts::FactOrigin origin;
  FieldReader(in).Part("origin", origin);
  e.record.origin = std::make_shared<const facts::FactOrigin>(std::move(origin));
}

void Read(ObjectReader& in, wf::TaskReported& e) {
  e.organization = OrganizationId(in.Text("organization"));
  e.task = TaskId(in.Text("task"));
  const Json* report = in.Find("report");
  if (report == nullptr) return in.Refuse("report", "is missing");
  e.report = ReadReport(*report, in);
}

void Read(ObjectReader& in, wf::TaskClosed& e) {
  e.organization = OrganizationId(in.Text("organization"));
  e.task = TaskId(in.Text("task"));
  const Json* closing = in.Find("closing");
  if (closing == nullptr) return in.Refuse("closing", "is missing");
  e.closing = ReadClosing(*closing, in);
}

void Read(ObjectReader& in, wf::TaskDueSet& e) {
  e.organization = OrganizationId(in.Text("organization"));
  e.task = TaskId(in.Text("task"));
  e.due = in.Day("due");
  e.due_revision = in.Int("due_revision");
  if (in.Find("by") != nullptr) e.by = in.Enum("by", kAllDueBy, task::DueByName);
}

void Read(ObjectReader& in, wf::RungAccounted& e) {
  e.organization = OrganizationId(in.Text("organization"));
  e.key = {TaskId(in.Text("task")), in.Int("due_revision"), in.Text("rung")};
  e.rung_day = in.Day("rung_day");
  e.as_of = in.Day("as_of");
  e.outcome = in.Enum("outcome", kAllRungOutcomes, reminder::RungOutcomeName);
  e.reason = in.TextOrEmpty("reason");
}

void Read(ObjectReader& in, wf::NotificationEmitted& e) {
  wf::Notification& n = e.notification;
  n.id = in.Text("id");
  n.organization = OrganizationId(in.Text("organization"));
  n.task = TaskId(in.Text("task"));
  n.due_revision = in.Int("due_revision");
  n.rung = in.Text("rung");
  n.rung_day = in.Day("rung_day");
  n.as_of = in.Day("as_of");
  n.kind = in.Enum("kind", kAllNoticeKinds, reminder::NoticeKindName);
  n.audience = in.TextOrEmpty("audience");
  n.person = PersonId(in.TextOrEmpty("person"));
  n.addressee = in.TextOrEmpty("addressee");
  n.due_date = in.DayIfAny("due_date");
  n.nominal_due = in.DayIfAny("nominal_due");
  n.reason = in.TextOrEmpty("reason");
  n.text = in.TextOrEmpty("text");
  n.text_en = in.TextOrEmpty("text_en");
}

void Read(ObjectReader& in, wf::MarkMoved& e) {
  e.organization = OrganizationId(in.Text("organization"));
  e.roadmap = RoadmapId(in.Text("roadmap"));
  e.as_of = in.Day("as_of");
}

// Kinds that say their fields once, for both ways (control_fields.h).
template <typename E>
ObjectWriter Write(E e) {
  FieldWriter out;
  Fields(out, e);
  return out.Take();
}

template <typename E>
void Read(ObjectReader& in, E& e) {
  FieldReader fields(in);
  Fields(fields, e);
}

// Tries the alternatives of Event one by one; the kind of each is EventKind()'s.
template <size_t i = 0>
absl::StatusOr<wf::Event> DecodeAs(std::string_view kind, const Json& json) {
  if constexpr (i == std::variant_size_v<wf::Event>) {
    return NameNotKnown("an event of the kind", kind);
  } else {
    using Alternative = std::variant_alternative_t<i, wf::Event>;
    if (wf::EventKind(Alternative{}) != kind) return DecodeAs<i + 1>(kind, json);
    Alternative event;
    ObjectReader in(json);
    Read(in, event);
    VEKHA_RETURN_IF_ERROR(in.status(kind));
    return wf::Event(std::move(event));
  }
}

}  // namespace

absl::StatusOr<std::string> EncodeFactByTree(const wf::FactRecorded& event) {
  ObjectWriter out = Write(event);
  return Finish(out, wf::EventKind(event));
}

absl::StatusOr<std::string> EncodeEvent(const wf::Event& event) {
  if (const auto* fact = std::get_if<wf::FactRecorded>(&event)) {
    if (auto plain = PlainFactPayload(*fact)) return *std::move(plain);
  }
  ObjectWriter out = std::visit([](const auto& e) { return Write(e); }, event);
  return Finish(out, wf::EventKind(event));
}

absl::StatusOr<wf::Event> DecodeEvent(std::string_view kind, std::string_view payload) {
  VEKHA_ASSIGN_OR_RETURN(const Json json, ParseJson(payload, kind));
  return DecodeAs(kind, json);
}

absl::StatusOr<std::string> EncodeReport(const task::Report& report) {
  ObjectWriter out = WriteReport(report);
  return Finish(out, "report");
}

absl::StatusOr<task::Report> DecodeReport(std::string_view text) {
  VEKHA_ASSIGN_OR_RETURN(const Json json, ParseJson(text, "report"));
  ObjectReader whole(json);
  task::Report report = ReadReport(json, whole);
  VEKHA_RETURN_IF_ERROR(whole.status("report"));
  return report;
}

absl::StatusOr<std::string> EncodeClosing(const task::Closing& closing) {
  ObjectWriter out = WriteClosing(closing);
  return Finish(out, "closing");
}

absl::StatusOr<task::Closing> DecodeClosing(std::string_view text) {
  VEKHA_ASSIGN_OR_RETURN(const Json json, ParseJson(text, "closing"));
  ObjectReader whole(json);
  task::Closing closing = ReadClosing(json, whole);
  VEKHA_RETURN_IF_ERROR(whole.status("closing"));
  return closing;
}

absl::StatusOr<std::string> EncodeKeptIds(const task::KeptIds& ids) {
  ObjectWriter out = WriteKeptIds(ids);
  return Finish(out, "kept_ids");
}

absl::StatusOr<task::KeptIds> DecodeKeptIds(std::string_view text) {
  VEKHA_ASSIGN_OR_RETURN(const Json json, ParseJson(text, "kept_ids"));
  ObjectReader whole(json);
  task::KeptIds ids = ReadKeptIds(json, whole);
  VEKHA_RETURN_IF_ERROR(whole.status("kept_ids"));
  return ids;
}

absl::StatusOr<std::string> EncodeValue(const condition::Value& value) {
  if (auto plain = PlainValue(value)) return *std::move(plain);
  const std::optional<Json> json = ValueToJson(value);
  if (!json) return EventInvalid("fact_recorded", "the value has no stored form");
  return json->dump();
}

absl::StatusOr<condition::Value> DecodeValue(std::string_view text) {
  VEKHA_ASSIGN_OR_RETURN(const Json json, ParseJson(text, "value"));
  std::optional<condition::Value> value = ValueFromJson(json);
  if (!value) return StoreDamaged("", "a value of another shape");
  return *std::move(value);
}

}  // namespace vekha::store
