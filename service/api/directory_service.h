// vekha.v1.DirectoryService.
#pragma once

#include "service/runner/runner.h"
#include "vekha/v1/directory_service.grpc.pb.h"

namespace vekha::api {

class DirectoryService final : public v1::DirectoryService::CallbackService {
 public:
  explicit DirectoryService(runner::Runner& runner) : runner_(runner) {}

  // organization.cc
  grpc::ServerUnaryReactor* PutOrganization(grpc::CallbackServerContext* context,
                                            const v1::PutOrganizationRequest* request,
                                            v1::PutOrganizationResponse* response) override;
  grpc::ServerUnaryReactor* MoveOrganization(grpc::CallbackServerContext* context,
                                             const v1::MoveOrganizationRequest* request,
                                             v1::MoveOrganizationResponse* response) override;
  grpc::ServerUnaryReactor* CloseOrganization(grpc::CallbackServerContext* context,
                                              const v1::CloseOrganizationRequest* request,
                                              v1::CloseOrganizationResponse* response) override;
  grpc::ServerUnaryReactor* GetOrganization(grpc::CallbackServerContext* context,
                                            const v1::GetOrganizationRequest* request,
                                            v1::GetOrganizationResponse* response) override;
  grpc::ServerUnaryReactor* ListOrganizations(grpc::CallbackServerContext* context,
                                              const v1::ListOrganizationsRequest* request,
                                              v1::ListOrganizationsResponse* response) override;
  // directory_service.cc
  grpc::ServerUnaryReactor* PutPerson(grpc::CallbackServerContext* context,
                                      const v1::PutPersonRequest* request,
                                      v1::PutPersonResponse* response) override;
  grpc::ServerUnaryReactor* GetPerson(grpc::CallbackServerContext* context,
                                      const v1::GetPersonRequest* request,
                                      v1::GetPersonResponse* response) override;
  grpc::ServerUnaryReactor* ListPeople(grpc::CallbackServerContext* context,
                                       const v1::ListPeopleRequest* request,
                                       v1::ListPeopleResponse* response) override;
  grpc::ServerUnaryReactor* PutRoleHolding(grpc::CallbackServerContext* context,
                                           const v1::PutRoleHoldingRequest* request,
                                           v1::PutRoleHoldingResponse* response) override;
  grpc::ServerUnaryReactor* ListRoleHoldings(grpc::CallbackServerContext* context,
                                             const v1::ListRoleHoldingsRequest* request,
                                             v1::ListRoleHoldingsResponse* response) override;
  // absence.cc
  grpc::ServerUnaryReactor* PutAbsence(grpc::CallbackServerContext* context,
                                       const v1::PutAbsenceRequest* request,
                                       v1::PutAbsenceResponse* response) override;
  grpc::ServerUnaryReactor* ListAbsences(grpc::CallbackServerContext* context,
                                         const v1::ListAbsencesRequest* request,
                                         v1::ListAbsencesResponse* response) override;

 private:
  runner::Runner& runner_;
};

}  // namespace vekha::api
