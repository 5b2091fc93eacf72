#include "service/api/intake_service.h"

#include <utility>

#include "service/api/answer.h"
#include "service/api/convert_intake.h"
#include "service/api/import_stream.h"
#include "service/api/queued_call.h"

namespace vekha::api {
namespace {

constexpr char kReplayMethod[] = "vekha.v1.IntakeService/ReplayImport";
constexpr char kForgetMethod[] = "vekha.v1.IntakeService/ForgetSource";

// ListRefusedRows has the rest.
constexpr int kStatusFaultsMax = 100;

v1::ImportReport Shortened(v1::ImportReport report) {
  auto& faults = *report.mutable_faults();
  if (faults.size() > kStatusFaultsMax) {
    faults.DeleteSubrange(kStatusFaultsMax, faults.size() - kStatusFaultsMax);
  }
  return report;
}

absl::StatusOr<intake::ReplayOrder> ReadReplay(const v1::ReplayImportRequest& request) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request.organization()));
  VEKHA_RETURN_IF_ERROR(CheckLine("source", request.source(), kRequestIdCharsMax));
  VEKHA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  v1::ReplayImportRequest content = request;
  content.clear_request_id();
  intake::ReplayOrder order{.organization = OrganizationId(request.organization()),
                            .source = request.source(),
                            .corrections = {},
                            .forced = request.forced(),
                            .validate_only = request.validate_only(),
                            .request_id = request.request_id(),
                            .method = kReplayMethod,
                            .content_hash = ContentHash(content)};
  for (const v1::Correction& one : request.corrections()) {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("corrections.file", one.file()));
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("corrections.column", one.column()));
    VEKHA_RETURN_IF_ERROR(CheckText("corrections.value", one.value(), kTextCharsMax));
    order.corrections.push_back({one.file(), one.row(), one.column(), one.value()});
  }
  return order;
}

absl::Status Replay(intake::Desk& desk, const v1::ReplayImportRequest& request,
                    std::stop_token stop, v1::ReplayImportResponse& response) {
  VEKHA_ASSIGN_OR_RETURN(intake::ReplayOrder order, ReadReplay(request));
  order.stop = std::move(stop);
  VEKHA_ASSIGN_OR_RETURN(const intake::ImportRecord record, desk.Replay(order));
  response.set_revision(record.revision);
  *response.mutable_report() = ToProto(record);
  return absl::OkStatus();
}

absl::Status Forget(intake::Desk& desk, const v1::ForgetSourceRequest& request,
                    std::stop_token stop, v1::ForgetSourceResponse& response) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request.organization()));
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("source", request.source()));
  VEKHA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  v1::ForgetSourceRequest content = request;
  content.clear_request_id();
  intake::ImportOrder order{.organization = OrganizationId(request.organization()),
                            .source = request.source(),
                            .validate_only = request.validate_only(),
                            .stop = std::move(stop),
                            .request_id = request.request_id(),
                            .method = kForgetMethod,
                            .content_hash = ContentHash(content)};
  VEKHA_ASSIGN_OR_RETURN(const intake::ImportRecord record, desk.Forget(order));
  response.set_revision(record.revision);
  *response.mutable_report() = ToProto(record);
  return absl::OkStatus();
}

}  // namespace

grpc::ServerReadReactor<v1::ImportRosterRequest>* IntakeService::ImportRoster(
    grpc::CallbackServerContext* /*context*/, v1::ImportRosterResponse* response) {
  return ImportStream::Start(runner_, desk_, queue_, response);
}

grpc::ServerUnaryReactor* IntakeService::ReplayImport(grpc::CallbackServerContext* /*context*/,
                                                      const v1::ReplayImportRequest* request,
                                                      v1::ReplayImportResponse* response) {
  return QueuedCall::Start(queue_, [this, request, response](std::stop_token stop) {
    return Replay(desk_, *request, std::move(stop), *response);
  });
}

grpc::ServerUnaryReactor* IntakeService::ForgetSource(grpc::CallbackServerContext* /*context*/,
                                                      const v1::ForgetSourceRequest* request,
                                                      v1::ForgetSourceResponse* response) {
  return QueuedCall::Start(queue_, [this, request, response](std::stop_token stop) {
    return Forget(desk_, *request, std::move(stop), *response);
  });
}

grpc::ServerUnaryReactor* IntakeService::GetIntakeStatus(grpc::CallbackServerContext* context,
                                                         const v1::GetIntakeStatusRequest* request,
                                                         v1::GetIntakeStatusResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request->organization()));
    response->set_revision(desk_.revision());
    VEKHA_ASSIGN_OR_RETURN(const auto statuses,
                           desk_.Status(OrganizationId(request->organization())));
    for (const intake::SourceStatus& status : statuses) {
      v1::IntakeSource* source = response->add_sources();
      source->set_source(status.source);
      if (status.applied) {
        *source->mutable_last_applied() = Shortened(ToProto(*status.applied));
      }
      if (status.refused) {
        *source->mutable_last_refused() = Shortened(ToProto(*status.refused));
      }
    }
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* IntakeService::ListRefusedRows(grpc::CallbackServerContext* context,
                                                         const v1::ListRefusedRowsRequest* request,
                                                         v1::ListRefusedRowsResponse* response) {
  return Answer(context, [&]() -> absl::Status {
    VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request->organization()));
    VEKHA_RETURN_IF_ERROR(CheckLine("source", request->source(), kRequestIdCharsMax));
    response->set_revision(desk_.revision());
    VEKHA_ASSIGN_OR_RETURN(
        const auto refused,
        desk_.Refused(OrganizationId(request->organization()), request->source()));
    for (const intake::RefusedRow& row : refused.rows) *response->add_rows() = ToProto(row);
    response->set_errors_left_out(refused.errors_left_out);
    return absl::OkStatus();
  });
}

}  // namespace vekha::api
