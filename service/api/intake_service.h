// vekha.v1.IntakeService.
#pragma once

#include "service/api/import_queue.h"
#include "service/intake/desk/desk.h"
#include "vekha/v1/intake_service.grpc.pb.h"

namespace vekha::api {

class IntakeService final : public v1::IntakeService::CallbackService {
 public:
  IntakeService(runner::Runner& runner, intake::Desk& desk) : runner_(runner), desk_(desk) {}

  grpc::ServerReadReactor<v1::ImportRosterRequest>* ImportRoster(
      grpc::CallbackServerContext* context, v1::ImportRosterResponse* response) override;
  grpc::ServerUnaryReactor* GetIntakeStatus(grpc::CallbackServerContext* context,
                                            const v1::GetIntakeStatusRequest* request,
                                            v1::GetIntakeStatusResponse* response) override;
  grpc::ServerUnaryReactor* ListRefusedRows(grpc::CallbackServerContext* context,
                                            const v1::ListRefusedRowsRequest* request,
                                            v1::ListRefusedRowsResponse* response) override;
  grpc::ServerUnaryReactor* ReplayImport(grpc::CallbackServerContext* context,
                                         const v1::ReplayImportRequest* request,
                                         v1::ReplayImportResponse* response) override;
  grpc::ServerUnaryReactor* ForgetSource(grpc::CallbackServerContext* context,
                                         const v1::ForgetSourceRequest* request,
                                         v1::ForgetSourceResponse* response) override;

  // Ends what waits or is still sent, with SERVER_STOPPING, and the import in work unless it is
  // being committed. Does not wait for it.
  void Stop() { queue_.Stop(); }

 private:
  runner::Runner& runner_;
  intake::Desk& desk_;
  ImportQueue queue_;
};

}  // namespace vekha::api
