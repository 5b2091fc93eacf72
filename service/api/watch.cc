#include "service/api/watch.h"

#include <fmt/format.h>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "service/api/input.h"

namespace vekha::api {
namespace {

absl::Status RevisionInFuture(int64_t asked, int64_t revision) {
  return ToStatus({absl::StatusCode::kOutOfRange,
                   "REVISION_IN_FUTURE",
                   fmt::format("revision {} is not made yet; the store is at {}", asked, revision),
                   fmt::format("Ревизии {} ещё нет, последняя — {}.", asked, revision),
                   {{"field", "start_revision"}, {"revision", fmt::format("{}", revision)}}});
}

}  // namespace

absl::Status CheckWatchQuery(const workflow::State& state, WatchQuery& query) {
  if (query.start_revision < 0) {
    return FieldInvalid("start_revision", "a revision is not negative",
                        "ревизия не может быть отрицательной");
  }
  VEKHA_RETURN_IF_ERROR(PlaceFilter::Of(state, "organization", query.organization, false).status());
  if (query.start_revision == 0) query.start_revision = state.revision + 1;
  if (query.start_revision <= state.revision + 1) return absl::OkStatus();
  return RevisionInFuture(query.start_revision, state.revision);
}

grpc::Status ServerStopping() {
  return ToGrpc(ToStatus({absl::StatusCode::kUnavailable,
                          "SERVER_STOPPING",
                          "the server is stopping; watch again from the next revision",
                          "Сервер останавливается; продолжите со следующей ревизии.",
                          {}}));
}

}  // namespace vekha::api
