// ReportService: what the log says of one organization.
#include <algorithm>
#include <optional>

#include "engine/base/rejection.h"
#include "engine/overview/own_log.h"
#include "service/api/answer.h"
#include "service/api/convert.h"
#include "service/api/convert_evidence.h"
#include "service/api/day.h"
#include "service/api/input.h"
#include "service/api/page.h"
#include "service/api/report_service.h"

namespace vekha::api {
namespace {

constexpr int kEntriesDefault = 1000;
constexpr int kEntriesMax = 5000;
constexpr int kEventsAtOnce = 20'000;  // of the log, looked at for one page

struct Asked {
  OrganizationId organization;
  int64_t revision = 1;  // the first place looked at
  int index = 0;
  int64_t end = 0;  // the last revision
  int size = kEntriesDefault;
  std::optional<Date> day;
};

absl::StatusOr<Asked> ReadAsked(const v1::ListEvidenceRequest& request, int64_t head) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request.organization()));
  Asked asked;
  asked.organization = OrganizationId(request.organization());
  if (request.has_start()) {
    if (request.start().revision() < 1 || request.start().index() < 0) {
      return FieldInvalid("start", "a place in the log is a revision from 1 and an index from 0",
                          "start: место в журнале — ревизия от 1 и номер от 0.");
    }
    asked.revision = request.start().revision();
    asked.index = request.start().index();
  }
  if (request.end_revision() < 0 || request.end_revision() > head) {
    return FieldInvalid("end_revision", "there is no such revision",
                        "end_revision: такой ревизии нет.");
  }
  asked.end = request.end_revision() == 0 ? head : request.end_revision();
  VEKHA_RETURN_IF_ERROR(CheckPageSize(request.page_size()));
  if (request.page_size() > 0) asked.size = std::min(request.page_size(), kEntriesMax);
  VEKHA_ASSIGN_OR_RETURN(asked.day,
                         ReadOptionalDate("as_of", request.has_as_of(), request.as_of()));
  return asked;
}

// Puts what is theirs of `events` into the answer; true when the page is full, and `next` is said.
absl::StatusOr<bool> AddEntries(const workflow::State& state, const overview::OwnLog& log,
                                const std::vector<store::StoredEvent>& events, const Asked& asked,
                                v1::ListEvidenceResponse* response) {
  size_t bytes = 0;
  for (const store::StoredEvent& stored : events) {
    if (stored.revision > asked.end) break;
    if (stored.revision == asked.revision && stored.index < asked.index) continue;
    const std::optional<workflow::Event> own = log.Own(stored.event);
    if (!own) continue;
    VEKHA_ASSIGN_OR_RETURN(v1::EvidenceEntry entry, ToEvidence(state, stored, *own));
    bytes += entry.ByteSizeLong();
    const bool fits = response->entries_size() < asked.size && bytes < kPageBytesMax;
    if (!fits && !response->entries().empty()) {
      *response->mutable_next() = entry.position();
      return true;
    }
    *response->add_entries() = std::move(entry);
  }
  return false;
}

}  // namespace

grpc::ServerUnaryReactor* ReportService::ListEvidence(grpc::CallbackServerContext* context,
                                                      const v1::ListEvidenceRequest* request,
                                                      v1::ListEvidenceResponse* response) {
  return Answer(context, [&] { return DoListEvidence(*request, response); });
}

absl::Status ReportService::DoListEvidence(const v1::ListEvidenceRequest& request,
                                           v1::ListEvidenceResponse* response) {
  int64_t head = 0;
  runner_.Read([&](const workflow::State& state) { head = state.revision; });
  VEKHA_ASSIGN_OR_RETURN(const Asked asked, ReadAsked(request, head));
  // The store is read outside the state's lock. What is committed meanwhile lies after `end`.
  VEKHA_ASSIGN_OR_RETURN(const std::vector<store::StoredEvent> events,
                         runner_.ReadEvents(asked.revision, kEventsAtOnce));
  return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    const Date day = asked.day.value_or(TodayOf(state, asked.organization, runner_.clock().Now()));
    VEKHA_ASSIGN_OR_RETURN(const overview::OwnLog log,
                           overview::OwnLog::Of(state, asked.organization, day));
    response->set_end_revision(asked.end);
    *response->mutable_as_of() = ToProto(day);
    response->set_organization_name(NameOf(state, asked.organization));
    VEKHA_ASSIGN_OR_RETURN(const bool full, AddEntries(state, log, events, asked, response));
    if (!full && !events.empty() && events.back().revision < asked.end) {
      response->mutable_next()->set_revision(events.back().revision + 1);
    }
    return absl::OkStatus();
  });
}

}  // namespace vekha::api
