// What people were told in, and what could not be sent:
// vekha.v1.NotificationService.ListDigests and ReviveDigest.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/workflow/rejections.h"
#include "service/api/answer.h"
#include "service/api/asker.h"
#include "service/api/convert.h"
#include "service/api/notification_service.h"
#include "service/api/page.h"

namespace vekha::api {
namespace {

v1::DigestState ToProto(workflow::DigestState state) {
  switch (state) {
    case workflow::DigestState::kLeased:
      return v1::DIGEST_STATE_LEASED;
    case workflow::DigestState::kWaiting:
      return v1::DIGEST_STATE_WAITING;
    case workflow::DigestState::kSent:
      return v1::DIGEST_STATE_SENT;
    case workflow::DigestState::kDead:
      return v1::DIGEST_STATE_DEAD;
    case workflow::DigestState::kDropped:
      return v1::DIGEST_STATE_DROPPED;
  }
  return v1::DIGEST_STATE_UNSPECIFIED;
}

// Lines that the asker sees are of its own organizations.
bool Sees(const workflow::State& state, const Asker& asker, const workflow::DigestItem& item) {
  if (asker.IsAnybody()) return true;
  const auto* said = workflow::FindNotification(state, item.notification);
  return said != nullptr && asker.Sees(said->notification.organization);
}

bool Sees(const workflow::State& state, const Asker& asker, const workflow::DigestEntry& entry) {
  const auto& items = entry.digest.items;
  return asker.IsAnybody() ||
         std::any_of(items.begin(), items.end(),
                     [&](const workflow::DigestItem& item) { return Sees(state, asker, item); });
}

v1::Digest ToProto(const workflow::State& state, const workflow::DigestEntry& entry,
                   const Asker& asker) {
  const workflow::Digest& digest = entry.digest;
  v1::Digest out;
  out.set_id(digest.id);
  out.set_person(digest.person.value());
  out.set_person_name(NameOf(state, digest.person));
  *out.mutable_on_date() = api::ToProto(digest.day);
  out.set_channel(api::ToProto(digest.channel));
  out.set_address(digest.address);
  for (const workflow::DigestItem& item : digest.items) {
    if (!Sees(state, asker, item)) continue;
    v1::DigestItem* to = out.add_items();
    to->set_notification(item.notification);
    to->set_instead_of(item.instead_of.value());
    to->set_instead_of_name(NameOf(state, item.instead_of));
    if (const auto* said = workflow::FindNotification(state, item.notification)) {
      to->set_text(said->notification.text);
      to->set_text_en(said->notification.text_en);
    }
  }
  out.set_state(ToProto(entry.state));
  out.set_attempts(entry.attempt);
  out.set_reason(entry.reason);
  out.set_detail(entry.detail);
  return out;
}

struct DigestFilter {
  std::set<int> states;
  std::optional<PersonId> person;
  std::optional<Date> from;
  std::optional<Date> to;

  bool Wants(const workflow::DigestEntry& entry) const {
    return (states.empty() || states.contains(ToProto(entry.state))) &&
           (!person || entry.digest.person == *person) && (!from || *from <= entry.digest.day) &&
           (!to || entry.digest.day <= *to);
  }
};

absl::StatusOr<DigestFilter> ReadFilter(const workflow::State& state,
                                        const v1::ListDigestsRequest& request) {
  DigestFilter out;
  for (const int asked : request.states()) {
    if (asked == v1::DIGEST_STATE_UNSPECIFIED || !v1::DigestState_IsValid(asked)) {
      return FieldInvalid("states", "there is no such state", "нет такого состояния");
    }
    out.states.insert(asked);
  }
  VEKHA_ASSIGN_OR_RETURN(
      out.from, ReadOptionalDate("first_date", request.has_first_date(), request.first_date()));
  VEKHA_ASSIGN_OR_RETURN(
      out.to, ReadOptionalDate("last_date", request.has_last_date(), request.last_date()));
  VEKHA_ASSIGN_OR_RETURN(
      out.person, FindOptionalMeant(state, "person", request.person(), request.organization()));
  return out;
}

}  // namespace

grpc::ServerUnaryReactor* NotificationService::ListDigests(grpc::CallbackServerContext* context,
                                                           const v1::ListDigestsRequest* request,
                                                           v1::ListDigestsResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const Page page,
                           Page::Of("vekha.v1.NotificationService/ListDigests", *request));
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      VEKHA_ASSIGN_OR_RETURN(const Asker asker,
                             Asker::Of(state, request->organization(), runner_.clock().Now()));
      VEKHA_ASSIGN_OR_RETURN(const DigestFilter filter, ReadFilter(state, *request));
      std::vector<const workflow::DigestEntry*> entries;
      for (const auto& [id, entry] : state.digests) {
        if (filter.Wants(entry) && Sees(state, asker, entry)) entries.push_back(&entry);
      }
      std::sort(entries.begin(), entries.end(), [](const auto* a, const auto* b) {
        return std::tie(b->digest.day, a->digest.person) <
               std::tie(a->digest.day, b->digest.person);
      });
      response->set_revision(state.revision);
      response->set_total_size(static_cast<int>(entries.size()));
      response->set_next_page_token(page.Fill(
          entries, [](const auto* entry) { return entry->digest.id; },
          [&](const auto* entry) {
            v1::Digest* out = response->add_digests();
            *out = ToProto(state, *entry, asker);
            return out->ByteSizeLong();
          }));
      return absl::OkStatus();
    });
  });
}

grpc::ServerUnaryReactor* NotificationService::ReviveDigest(grpc::CallbackServerContext* context,
                                                            const v1::ReviveDigestRequest* request,
                                                            v1::ReviveDigestResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("digest", request->digest(), kIdCharsMax));
    VEKHA_ASSIGN_OR_RETURN(const auto outcome,
                           Execute(runner_, "vekha.v1.NotificationService/ReviveDigest", *request,
                                   workflow::ReviveDigest{request->digest()}));
    response->set_revision(outcome.revision);
    response->set_changed(!outcome.events.empty());
    return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
      const auto found = state.digests.find(request->digest());
      if (found == state.digests.end()) return workflow::DigestUnknown(request->digest());
      VEKHA_ASSIGN_OR_RETURN(const Asker anybody, Asker::Of(state, "", std::nullopt));
      *response->mutable_digest() = ToProto(state, found->second, anybody);
      return absl::OkStatus();
    });
  });
}

}  // namespace vekha::api
