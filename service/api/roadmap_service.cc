#include "service/api/roadmap_service.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/rejection.h"
#include "engine/lint/lint.h"
#include "engine/term/term.h"
#include "engine/workflow/rejections.h"
#include "service/api/answer.h"
#include "service/api/calendar_service.h"
#include "service/api/convert.h"
#include "service/api/convert_import.h"
#include "service/api/convert_roadmap.h"
#include "service/api/page.h"

namespace vekha::api {
namespace {

using Versions = std::vector<workflow::RoadmapVersion>;

// The stored version, else the file itself as it would become.
absl::Status FillApplied(const workflow::State& state, const workflow::RuleBook& rules,
                         const v1::ApplyRequest& request, int version,
                         v1::ApplyResponse* response) {
  const auto loaded = workflow::LoadCheckedRoadmap(Source(request.name(), request.text()), rules);
  if (!loaded.value) return workflow::RoadmapInvalid(loaded.diagnostics);
  const RoadmapId& id = (*loaded.value)->id;
  const auto found = state.roadmaps.find(id);
  for (size_t i = 0; found != state.roadmaps.end() && i < found->second.size(); ++i) {
    if (found->second[i].version != version) continue;
    *response->mutable_roadmap() =
        ToProto(id, found->second[i], found->second.back(), RoadmapDetail::kHeader);
    return absl::OkStatus();
  }
  *response->mutable_roadmap() = ToProto(**loaded.value, RoadmapDetail::kHeader);
  response->mutable_roadmap()->set_version(version);
  return absl::OkStatus();
}

// Version 0, an unchanged text: the newest.
int NewestWithText(const workflow::State& state, const std::string& text) {
  for (const auto& [id, versions] : state.roadmaps) {
    if (versions.back().text == text) return versions.back().version;
  }
  return 0;
}

void AddEffectiveDue(const calendar::WorkCalendar& calendar, calendar::DayShift shift,
                     const schedule::Occurrence& occurrence, v1::TermWindow* out) {
  if (occurrence.ongoing) return;
  const auto due = calendar.Shift(occurrence.window.due, shift);
  const auto info = calendar.Describe(occurrence.window.due);
  if (!due.ok() || !info.ok()) {
    const absl::string_view why = (due.ok() ? info.status() : due.status()).message();
    out->set_shift_reason("нет производственного календаря: " + std::string(why));
    out->set_shift_reason_en(std::string(why));
    return;
  }
  *out->mutable_effective_due_date() = ToProto(*due);
  if (*due == occurrence.window.due) return;
  out->set_shift_reason(info->reason);
  out->set_shift_reason_en(info->reason_en);
}

absl::StatusOr<schedule::Settings> ReadSettings(const v1::ParseTermRequest& request) {
  schedule::Settings out;
  if (request.has_school_year_first()) {
    VEKHA_ASSIGN_OR_RETURN(out.school_year_first,
                           ReadMonthDay("school_year_first", request.school_year_first()));
  }
  if (request.has_school_year_last()) {
    VEKHA_ASSIGN_OR_RETURN(out.school_year_last,
                           ReadMonthDay("school_year_last", request.school_year_last()));
  }
  return out;
}

}  // namespace

grpc::ServerUnaryReactor* RoadmapService::Apply(grpc::CallbackServerContext* context,
                                                const v1::ApplyRequest* request,
                                                v1::ApplyResponse* response) {
  return Answer(context, [&] { return DoApply(*request, response); });
}

absl::Status RoadmapService::DoApply(const v1::ApplyRequest& request, v1::ApplyResponse* response) {
  VEKHA_RETURN_IF_ERROR(CheckRuleFile(request.name(), request.text()));
  auto outcome = Execute(runner_, "vekha.v1.RoadmapService/Apply", request,
                         workflow::ApplyRoadmap{request.name(), request.text(), request.etag()});
  if (!outcome.ok()) {
    absl::Status status = outcome.status();
    if (RejectionOf(status).reason == "ROADMAP_INVALID") {
      const Source source(request.name(), request.text());
      AttachDetail(status, DiagnosticsDetail(
                               workflow::LoadCheckedRoadmap(source, runner_.rules()).diagnostics));
    }
    return status;
  }
  const auto* applied = FindEvent<workflow::RoadmapApplied>(*outcome);
  response->set_revision(outcome->revision);
  response->set_changed(applied != nullptr);
  AddDiagnostics(std::move(outcome->diagnostics), response->mutable_diagnostics());
  return ReadState(runner_, [&](const workflow::State& state) {
    const int version =
        applied != nullptr ? applied->version : NewestWithText(state, request.text());
    return FillApplied(state, runner_.rules(), request, version, response);
  });
}

grpc::ServerUnaryReactor* RoadmapService::Get(grpc::CallbackServerContext* context,
                                              const v1::RoadmapServiceGetRequest* request,
                                              v1::RoadmapServiceGetResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("roadmap", request->roadmap()));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      const RoadmapId id(request->roadmap());
      const auto found = state.roadmaps.find(id);
      if (found == state.roadmaps.end()) return workflow::RoadmapUnknown(id, request->version());
      const workflow::RoadmapVersion& newest = found->second.back();
      const int version = request->version() == 0 ? newest.version : request->version();
      const workflow::RoadmapVersion* chosen = workflow::FindRoadmap(state, id, version);
      if (chosen == nullptr) return workflow::RoadmapUnknown(id, version);
      response->set_revision(state.revision);
      *response->mutable_roadmap() = ToProto(id, *chosen, newest, RoadmapDetail::kWhole);
      if (request->include_text()) response->mutable_roadmap()->set_text(chosen->text);
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* RoadmapService::List(grpc::CallbackServerContext* context,
                                               const v1::RoadmapServiceListRequest* request,
                                               v1::RoadmapServiceListResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Page page, Page::Of("vekha.v1.RoadmapService/List", *request));
    VEKHA_RETURN_IF_ERROR(CheckLine("roadmap", request->roadmap()));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      std::vector<v1::Roadmap> roadmaps;
      for (const auto& [id, versions] : state.roadmaps) {
        if (!request->roadmap().empty() && id.value() != request->roadmap()) continue;
        for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
          roadmaps.push_back(ToProto(id, *version, versions.back(), RoadmapDetail::kHeader));
          if (request->roadmap().empty()) break;
        }
      }
      if (!request->roadmap().empty() && roadmaps.empty()) {
        return workflow::RoadmapUnknown(RoadmapId(request->roadmap()), 0);
      }
      response->set_revision(state.revision);
      response->set_next_page_token(page.Fill(
          roadmaps, [](const v1::Roadmap& r) { return fmt::format("{}/{}", r.id(), r.version()); },
          [&](const v1::Roadmap& r) {
            *response->add_roadmaps() = r;
            return r.ByteSizeLong();
          }));
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* RoadmapService::Lint(grpc::CallbackServerContext* context,
                                               const v1::LintRequest* request,
                                               v1::LintResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRuleFile(request->name(), request->text()));
    const Source source(request->name(), request->text());
    auto loaded = workflow::LoadCheckedRoadmap(source, runner_.rules());
    if (loaded.value) {
      *response->mutable_roadmap() = ToProto(**loaded.value, RoadmapDetail::kWhole);
      VEKHA_ASSIGN_OR_RETURN(const auto calendar,
                             FindCalendar(runner_.rules(), (*loaded.value)->calendar));
      loaded.diagnostics =
          lint::Join(std::move(loaded.diagnostics), lint::Lint(**loaded.value, source, *calendar));
    }
    AddDiagnostics(std::move(loaded.diagnostics), response->mutable_diagnostics());
    runner_.Read([&](const workflow::State& state) { response->set_revision(state.revision); });
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* RoadmapService::ParseTerm(grpc::CallbackServerContext* context,
                                                    const v1::ParseTermRequest* request,
                                                    v1::ParseTermResponse* response) {
  return Answer(context, [&] { return DoParseTerm(*request, response); });
}

absl::Status RoadmapService::DoParseTerm(const v1::ParseTermRequest& request,
                                         v1::ParseTermResponse* response) {
  if (request.phrase().empty()) return FieldRequired("phrase");
  VEKHA_RETURN_IF_ERROR(CheckText("phrase", request.phrase(), term::kMaxPhraseCodePoints));
  VEKHA_ASSIGN_OR_RETURN(const Period period,
                         ReadPeriod("period", request.has_period(), request.period()));
  if (DaysBetween(period.first, period.last) > kPeriodYearsMax * 366) {
    return FieldInvalid("period", fmt::format("at most {} years", kPeriodYearsMax),
                        fmt::format("не больше {} лет", kPeriodYearsMax));
  }
  VEKHA_ASSIGN_OR_RETURN(const auto key, ReadCalendarKey(request.calendar()));
  VEKHA_ASSIGN_OR_RETURN(const auto calendar, FindCalendar(runner_.rules(), key));
  VEKHA_ASSIGN_OR_RETURN(const auto shift, ReadDayShift("nonworking", request.nonworking()));
  VEKHA_ASSIGN_OR_RETURN(const schedule::Settings settings, ReadSettings(request));

  const schedule::Expansion expansion =
      schedule::Expand(term::ParseTerm(request.phrase()), period, settings);
  for (const schedule::Occurrence& occurrence : expansion.occurrences) {
    v1::TermWindow* window = response->add_windows();
    *window = ToProto(occurrence);
    AddEffectiveDue(*calendar, shift, occurrence, window);
  }
  for (const term::Flag flag : expansion.flags) response->add_flags(ToProto(flag));
  for (const auto& note : expansion.notes) *response->add_notes() = ToProto(note, request.phrase());
  for (const schedule::Wait& wait : expansion.waits) *response->add_waits() = ToProto(wait);
  runner_.Read([&](const workflow::State& state) { response->set_revision(state.revision); });
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* RoadmapService::Import(grpc::CallbackServerContext* context,
                                                 const v1::ImportRequest* request,
                                                 v1::ImportResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckDocument(request->name(), request->document()));
    VEKHA_ASSIGN_OR_RETURN(
        importer::Import import,
        importer::ImportDocument(request->document(), request->name(),
                                 {.calendars = &runner_.rules().calendars, .progress = {}}));
    *response = ToProto(std::move(import));
    runner_.Read([&](const workflow::State& state) { response->set_revision(state.revision); });
    return CheckAnswerSize(*response);
  });
}

}  // namespace vekha::api
