// Engine values -> messages: days, windows, kinds, diagnostics.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/window.h"
#include "engine/calendar/work_calendar.h"
#include "engine/roadmap/roadmap.h"
#include "engine/workflow/state.h"
#include "vekha/v1/directory_service.pb.h"
#include "vekha/v1/roadmap.pb.h"
#include "vekha/v1/types.pb.h"

namespace vekha::api {

v1::Date ToProto(Date date);
v1::Window ToProto(const Window& window);
v1::Period ToProto(const Period& period);
v1::CalendarKey ToProto(const calendar::CalendarKey& key);
v1::DayShift ToProto(calendar::DayShift shift);
v1::Level ToProto(roadmap::Level level);
v1::EvidenceKind ToProto(roadmap::EvidenceKind kind);
v1::ResponsibleKind ToProto(roadmap::ResponsibleKind kind);
v1::Diagnostic ToProto(const Diagnostic& diagnostic);

// All of them, in order of place.
void AddDiagnostics(std::vector<Diagnostic> diagnostics,
                    google::protobuf::RepeatedPtrField<v1::Diagnostic>* out);
// The detail of a ROADMAP_INVALID error: errors first, as many as fit.
v1::Diagnostics DiagnosticsDetail(std::vector<Diagnostic> diagnostics);

v1::Organization ToProto(const workflow::OrganizationEntry& entry);
v1::ContactChannel ToProto(workflow::Channel channel);
v1::Contact ToProto(const workflow::Contact& contact);
v1::Person ToProto(const workflow::Person& person);
v1::RoleHolding ToProto(const workflow::RoleHolding& holding, const workflow::State& state);
v1::Adoption ToProto(const workflow::AdoptionEntry& entry, const workflow::State& state);

// Names for people; empty when there is no such one.
std::string NameOf(const workflow::State& state, const OrganizationId& organization);
std::string NameOf(const workflow::State& state, const PersonId& person);

}  // namespace vekha::api
