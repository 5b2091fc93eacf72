#include "service/api/convert.h"

#include <algorithm>
#include <utility>

#include "engine/workflow/command.h"
#include "service/api/status.h"

namespace vekha::api {

v1::Date ToProto(Date date) {
  v1::Date out;
  const auto ymd = date.year_month_day();
  out.set_year(static_cast<int>(ymd.year));
  out.set_month(static_cast<int>(ymd.month.as_number()));
  out.set_day(static_cast<int>(ymd.day));
  return out;
}

v1::Window ToProto(const Window& window) {
  v1::Window out;
  if (window.start) *out.mutable_start() = ToProto(*window.start);
  *out.mutable_due() = ToProto(window.due);
  return out;
}

v1::Period ToProto(const Period& period) {
  v1::Period out;
  *out.mutable_first_date() = ToProto(period.first);
  *out.mutable_last_date() = ToProto(period.last);
  return out;
}

v1::CalendarKey ToProto(const calendar::CalendarKey& key) {
  v1::CalendarKey out;
  out.set_region(key.region);
  out.set_week(key.week == calendar::WeekLength::kSix ? 6 : 5);
  out.set_presidential(key.presidential);
  return out;
}

v1::DayShift ToProto(calendar::DayShift shift) {
  switch (shift) {
    case calendar::DayShift::kPreceding:
      return v1::DAY_SHIFT_PRECEDING;
    case calendar::DayShift::kFollowing:
      return v1::DAY_SHIFT_FOLLOWING;
    case calendar::DayShift::kKeep:
      return v1::DAY_SHIFT_KEEP;
  }
  return v1::DAY_SHIFT_UNSPECIFIED;
}

v1::Level ToProto(roadmap::Level level) {
  switch (level) {
    case roadmap::Level::kRegion:
      return v1::LEVEL_REGION;
    case roadmap::Level::kMunicipality:
      return v1::LEVEL_MUNICIPALITY;
    case roadmap::Level::kSchool:
      return v1::LEVEL_SCHOOL;
    case roadmap::Level::kBody:
      return v1::LEVEL_BODY;
  }
  return v1::LEVEL_UNSPECIFIED;
}

v1::EvidenceKind ToProto(roadmap::EvidenceKind kind) {
  switch (kind) {
    case roadmap::EvidenceKind::kNone:
      return v1::EVIDENCE_KIND_NONE;
    case roadmap::EvidenceKind::kOrder:
      return v1::EVIDENCE_KIND_ORDER;
    case roadmap::EvidenceKind::kDocument:
      return v1::EVIDENCE_KIND_DOCUMENT;
    case roadmap::EvidenceKind::kUrl:
      return v1::EVIDENCE_KIND_URL;
    case roadmap::EvidenceKind::kRegister:
      return v1::EVIDENCE_KIND_REGISTER;
    case roadmap::EvidenceKind::kEvent:
      return v1::EVIDENCE_KIND_EVENT;
    case roadmap::EvidenceKind::kReport:
      return v1::EVIDENCE_KIND_REPORT;
    case roadmap::EvidenceKind::kCount:
      return v1::EVIDENCE_KIND_COUNT;
  }
  return v1::EVIDENCE_KIND_UNSPECIFIED;
}

v1::ResponsibleKind ToProto(roadmap::ResponsibleKind kind) {
  switch (kind) {
    case roadmap::ResponsibleKind::kPerson:
      return v1::RESPONSIBLE_KIND_PERSON;
    case roadmap::ResponsibleKind::kRole:
      return v1::RESPONSIBLE_KIND_ROLE;
    case roadmap::ResponsibleKind::kOrganization:
      return v1::RESPONSIBLE_KIND_ORGANIZATION;
  }
  return v1::RESPONSIBLE_KIND_UNSPECIFIED;
}

v1::Diagnostic ToProto(const Diagnostic& diagnostic) {
  v1::Diagnostic out;
  out.set_file(diagnostic.file);
  out.set_line(diagnostic.position.line);
  out.set_column(diagnostic.position.column);
  out.set_length(diagnostic.length);
  switch (diagnostic.severity) {
    case Severity::kError:
      out.set_severity(v1::SEVERITY_ERROR);
      break;
    case Severity::kWarning:
      out.set_severity(v1::SEVERITY_WARNING);
      break;
    case Severity::kNote:
      out.set_severity(v1::SEVERITY_NOTE);
      break;
  }
  out.set_code(diagnostic.code);
  out.set_message(diagnostic.message);
  out.set_hint(diagnostic.hint);
  out.set_message_ru(diagnostic.message_ru);
  out.set_hint_ru(diagnostic.hint_ru);
  return out;
}

void AddDiagnostics(std::vector<Diagnostic> diagnostics,
                    google::protobuf::RepeatedPtrField<v1::Diagnostic>* out) {
  SortDiagnostics(diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) *out->Add() = ToProto(diagnostic);
}

v1::Diagnostics DiagnosticsDetail(std::vector<Diagnostic> diagnostics) {
  v1::Diagnostics out;
  SortDiagnostics(diagnostics);
  std::stable_partition(diagnostics.begin(), diagnostics.end(),
                        [](const Diagnostic& d) { return d.severity == Severity::kError; });
  out.set_total_size(static_cast<int>(diagnostics.size()));
  for (const Diagnostic& diagnostic : diagnostics) {
    *out.add_diagnostics() = ToProto(diagnostic);
    if (out.ByteSizeLong() <= kErrorDetailBytes) continue;
    out.mutable_diagnostics()->RemoveLast();
    break;
  }
  return out;
}

v1::Organization ToProto(const workflow::OrganizationEntry& entry) {
  const workflow::Organization& organization = entry.organization;
  v1::Organization out;
  out.set_id(organization.id.value());
  out.set_parent(entry.moves.empty() ? organization.parent.value()
                                     : entry.moves.back().parent.value());
  out.set_level(ToProto(organization.level));
  out.set_name(organization.name);
  out.set_zone(organization.zone);
  out.set_etag(workflow::EtagOf(entry.revision));
  out.set_region(organization.region);
  out.set_week(organization.week);
  if (organization.opened) *out.mutable_opened_date() = ToProto(*organization.opened);
  for (const workflow::Move& move : entry.moves) {
    v1::OrganizationMove& one = *out.add_moves();
    *one.mutable_on_date() = ToProto(move.on);
    one.set_parent(move.parent.value());
    one.set_reason(move.reason);
  }
  if (entry.closure) {
    v1::OrganizationClosure& closure = *out.mutable_closure();
    *closure.mutable_on_date() = ToProto(entry.closure->on);
    closure.set_successor(entry.closure->successor.value());
    closure.set_reason(entry.closure->reason);
  }
  return out;
}

v1::ContactChannel ToProto(workflow::Channel channel) {
  switch (channel) {
    case workflow::Channel::kNone:
      return v1::CONTACT_CHANNEL_NONE;
    case workflow::Channel::kSpool:
      return v1::CONTACT_CHANNEL_SPOOL;
    case workflow::Channel::kEmail:
      return v1::CONTACT_CHANNEL_EMAIL;
    case workflow::Channel::kWebhook:
      return v1::CONTACT_CHANNEL_WEBHOOK;
    case workflow::Channel::kPull:
      return v1::CONTACT_CHANNEL_PULL;
  }
  return v1::CONTACT_CHANNEL_UNSPECIFIED;
}

v1::Contact ToProto(const workflow::Contact& contact) {
  v1::Contact out;
  out.set_channel(ToProto(contact.channel));
  out.set_address(contact.address);
  out.set_language(contact.language);
  out.set_zone(contact.zone);
  out.set_digest_minute(contact.digest_minute);
  return out;
}

v1::Person ToProto(const workflow::Person& person) {
  v1::Person out;
  out.set_id(person.id.value());
  out.set_name(person.name);
  *out.mutable_contact() = ToProto(person.contact);
  return out;
}

v1::RoleHolding ToProto(const workflow::RoleHolding& holding, const workflow::State& state) {
  v1::RoleHolding out;
  out.set_organization(holding.organization.value());
  out.set_role(holding.role);
  out.set_person(holding.person.value());
  *out.mutable_first_date() = ToProto(holding.from);
  if (holding.to) *out.mutable_last_date() = ToProto(*holding.to);
  out.set_person_name(NameOf(state, holding.person));
  return out;
}

v1::Adoption ToProto(const workflow::AdoptionEntry& entry, const workflow::State& state) {
  const workflow::Adoption& adoption = entry.adoption;
  v1::Adoption out;
  out.set_organization(adoption.organization.value());
  out.set_roadmap(adoption.roadmap.value());
  out.set_version(adoption.version);
  *out.mutable_start_date() = ToProto(adoption.on);
  if (entry.mark) *out.mutable_mark_date() = ToProto(*entry.mark);
  out.set_subtree(adoption.subtree);
  const auto* version = workflow::FindRoadmap(state, adoption.roadmap, adoption.version);
  if (version != nullptr && version->compiled) out.set_roadmap_title(version->compiled->title);
  return out;
}

std::string NameOf(const workflow::State& state, const OrganizationId& organization) {
  const auto found = state.organizations.find(organization);
  return found == state.organizations.end() ? "" : found->second.organization.name;
}

std::string NameOf(const workflow::State& state, const PersonId& person) {
  const auto found = state.people.find(person);
  return found == state.people.end() ? "" : found->second.person.name;
}

}  // namespace vekha::api
