#include "service/api/notification_service.h"

#include <utility>
#include <vector>

#include "service/api/answer.h"
#include "service/api/asker.h"
#include "service/api/convert.h"
#include "service/api/convert_task.h"
#include "service/api/day.h"
#include "service/api/filter.h"
#include "service/api/page.h"

namespace vekha::api {
namespace {

struct NotificationFilter {
  PlaceFilter places;
  std::optional<PersonId> person;
  std::optional<Date> from;
  std::optional<Date> to;
  int64_t last_revision = 0;

  bool Wants(const v1::NotificationServiceListRequest& request,
             const workflow::NotificationEntry& entry) const {
    const workflow::Notification& n = entry.notification;
    const v1::NotificationKind kind = ToProto(n.kind);
    return entry.revision <= last_revision && entry.revision >= request.first_revision() &&
           places.Has(n.organization) && (!person || n.person == *person) &&
           (request.kind() == v1::NOTIFICATION_KIND_UNSPECIFIED || request.kind() == kind) &&
           (request.delivery() == v1::DELIVERY_STATE_UNSPECIFIED ||
            request.delivery() == ToProto(entry.delivery)) &&
           (request.task().empty() || request.task() == n.task.value()) &&
           (request.roadmap().empty() || request.roadmap() == RoadmapOf(n.task).value()) &&
           (!request.has_undeliverable() || request.undeliverable() == n.person.empty()) &&
           (!from || *from <= n.as_of) && (!to || n.as_of <= *to);
  }
};

absl::Status CheckList(const v1::NotificationServiceListRequest& request) {
  VEKHA_RETURN_IF_ERROR(CheckLine("task", request.task(), kIdCharsMax));
  VEKHA_RETURN_IF_ERROR(CheckLine("roadmap", request.roadmap()));
  if (!v1::NotificationKind_IsValid(request.kind())) {
    return FieldInvalid("kind", "there is no such kind", "нет такого вида");
  }
  if (!v1::DeliveryState_IsValid(request.delivery())) {
    return FieldInvalid("delivery", "there is no such state", "нет такого состояния");
  }
  if (request.first_revision() < 0 || request.last_revision() < 0) {
    return FieldInvalid("first_revision", "a revision is not negative",
                        "ревизия не может быть отрицательной");
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* NotificationService::List(
    grpc::CallbackServerContext* context, const v1::NotificationServiceListRequest* request,
    v1::NotificationServiceListResponse* response) {
  return Answer(context, [&] { return DoList(*request, response); });
}

absl::Status NotificationService::DoList(const v1::NotificationServiceListRequest& request,
                                         v1::NotificationServiceListResponse* response) {
  VEKHA_ASSIGN_OR_RETURN(Page page, Page::Of("vekha.v1.NotificationService/List", request));
  VEKHA_RETURN_IF_ERROR(CheckList(request));
  NotificationFilter filter;
  VEKHA_ASSIGN_OR_RETURN(
      filter.from, ReadOptionalDate("as_of_from", request.has_as_of_from(), request.as_of_from()));
  VEKHA_ASSIGN_OR_RETURN(filter.to,
                         ReadOptionalDate("as_of_to", request.has_as_of_to(), request.as_of_to()));
  return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(
        filter.places,
        PlaceFilter::Of(state, "organization", request.organization(), request.subtree()));
    if (request.subtree()) {
      const OrganizationId organization(request.organization());
      filter.places.AddMerged(state, TodayOf(state, organization, runner_.clock().Now()));
    }
    VEKHA_ASSIGN_OR_RETURN(filter.person, FindOptionalMeant(state, "person", request.person(),
                                                            request.organization()));
    page.Begin(state.revision, std::nullopt);
    filter.last_revision = page.revision();
    if (request.last_revision() > 0 && request.last_revision() < filter.last_revision) {
      filter.last_revision = request.last_revision();
    }
    std::vector<const workflow::NotificationEntry*> entries;
    for (const workflow::NotificationEntry& entry : state.notifications) {
      if (filter.Wants(request, entry)) entries.push_back(&entry);
    }
    response->set_revision(state.revision);
    response->set_total_size(static_cast<int>(entries.size()));
    response->set_next_page_token(page.Fill(
        entries, [](const auto* entry) { return entry->notification.id; },
        [&](const auto* entry) {
          v1::Notification* out = response->add_notifications();
          *out = ToProto(state, entry->notification, entry->revision);
          return out->ByteSizeLong();
        }));
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::NotificationServiceWatchResponse>* NotificationService::Watch(
    grpc::CallbackServerContext* /*context*/, const v1::NotificationServiceWatchRequest* request) {
  WatchQuery query = WatchQueryOf(*request);
  NotificationContent content;
  const absl::Status checked =
      ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
        VEKHA_RETURN_IF_ERROR(CheckWatchQuery(state, query));
        VEKHA_ASSIGN_OR_RETURN(content.person, FindOptionalMeant(state, "person", request->person(),
                                                                 request->organization()));
        return absl::OkStatus();
      });
  if (!checked.ok()) return Watches<NotificationContent>::Refuse(checked);
  return watches_.Open(runner_, std::move(query), std::move(content));
}

void NotificationService::Stop() { watches_.Stop(); }

std::set<std::string> NotificationContent::Kinds() {
  return {std::string(workflow::EventKind(workflow::NotificationEmitted()))};
}

bool NotificationContent::Wants(const workflow::Event& event) const {
  const auto* emitted = std::get_if<workflow::NotificationEmitted>(&event);
  return emitted != nullptr && (!person || emitted->notification.person == *person);
}

size_t NotificationContent::Add(const workflow::State& state, const store::StoredEvent& stored,
                                Response& response) {
  v1::Notification* out = response.add_notifications();
  *out = ToProto(state, std::get<workflow::NotificationEmitted>(stored.event).notification,
                 stored.revision);
  return out->ByteSizeLong();
}

}  // namespace vekha::api
