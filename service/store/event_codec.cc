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
#include "service/store/task_part.h"
#include "service/store/value_codec.h"

namespace vekha::store {
namespace {

namespace wf = workflow;

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
    out.Put("contact", contact.Take());
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
  if (!e.kept_ids.empty()) out.Put("kept_ids", WriteKeptIds(e.kept_ids));
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
    out.Put("origin", origin.Take());
  }
  return out;
}

ObjectWriter Write(const wf::TaskReported& e) {
  ObjectWriter out;
  out.Text("organization", e.organization.value());
  out.Text("task", e.task.value());
  out.Put("report", WriteReport(e.report));
  return out;
}

ObjectWriter Write(const wf::TaskClosed& e) {
  ObjectWriter out;
  out.Text("organization", e.organization.value());
  out.Text("task", e.task.value());
  out.Put("closing", WriteClosing(e.closing));
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
  return Write(event).TakeText(wf::EventKind(event));
}

absl::StatusOr<std::string> EncodeEvent(const wf::Event& event) {
  if (const auto* fact = std::get_if<wf::FactRecorded>(&event)) {
    if (auto plain = PlainFactPayload(*fact)) return *std::move(plain);
  }
  ObjectWriter out = std::visit([](const auto& e) { return Write(e); }, event);
  return out.TakeText(wf::EventKind(event));
}

absl::StatusOr<wf::Event> DecodeEvent(std::string_view kind, std::string_view payload) {
  VEKHA_ASSIGN_OR_RETURN(const Json json, ParseJson(payload, kind));
  return DecodeAs(kind, json);
}

}  // namespace vekha::store
