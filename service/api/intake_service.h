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

 private:
  runner::Runner& runner_;
  intake::Desk& desk_;
  ImportQueue queue_;
};

}  // namespace vekha::api
