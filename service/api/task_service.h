// vekha.v1.TaskService.
#pragma once

#include <set>
#include <string>

#include "service/api/watch.h"
#include "service/runner/runner.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::api {

// What a Watch of tasks tells.
struct TaskContent {
  using Response = v1::TaskServiceWatchResponse;
  RoadmapId roadmap = {};  // empty: of any
  TaskId task = {};
  std::set<std::string> kinds = {};  // of events

  std::set<std::string> Kinds() const { return kinds; }
  bool Wants(const workflow::Event& event) const;
  static size_t Add(const workflow::State& state, const store::StoredEvent& stored,
                    Response& response);
};

class TaskService final : public v1::TaskService::CallbackService {
 public:
  explicit TaskService(runner::Runner& runner) : runner_(runner) {}

  grpc::ServerUnaryReactor* ListNextSteps(grpc::CallbackServerContext* context,
                                          const v1::ListNextStepsRequest* request,
                                          v1::ListNextStepsResponse* response) override;
  grpc::ServerUnaryReactor* ListTasks(grpc::CallbackServerContext* context,
                                      const v1::ListTasksRequest* request,
                                      v1::ListTasksResponse* response) override;
  grpc::ServerUnaryReactor* GetTask(grpc::CallbackServerContext* context,
                                    const v1::GetTaskRequest* request,
                                    v1::GetTaskResponse* response) override;
  grpc::ServerUnaryReactor* Report(grpc::CallbackServerContext* context,
                                   const v1::ReportRequest* request,
                                   v1::ReportResponse* response) override;
  // Acts on a task: task_acts.cc.
  grpc::ServerUnaryReactor* Accept(grpc::CallbackServerContext* context,
                                   const v1::AcceptRequest* request,
                                   v1::AcceptResponse* response) override;
  grpc::ServerUnaryReactor* Return(grpc::CallbackServerContext* context,
                                   const v1::ReturnRequest* request,
                                   v1::ReturnResponse* response) override;
  grpc::ServerUnaryReactor* Reopen(grpc::CallbackServerContext* context,
                                   const v1::ReopenRequest* request,
                                   v1::ReopenResponse* response) override;
  grpc::ServerUnaryReactor* Withdraw(grpc::CallbackServerContext* context,
                                     const v1::WithdrawRequest* request,
                                     v1::WithdrawResponse* response) override;
  grpc::ServerUnaryReactor* RequestExtension(grpc::CallbackServerContext* context,
                                             const v1::RequestExtensionRequest* request,
                                             v1::RequestExtensionResponse* response) override;
  grpc::ServerUnaryReactor* DecideExtension(grpc::CallbackServerContext* context,
                                            const v1::DecideExtensionRequest* request,
                                            v1::DecideExtensionResponse* response) override;
  grpc::ServerUnaryReactor* Delegate(grpc::CallbackServerContext* context,
                                     const v1::DelegateRequest* request,
                                     v1::DelegateResponse* response) override;
  grpc::ServerUnaryReactor* Acknowledge(grpc::CallbackServerContext* context,
                                        const v1::AcknowledgeRequest* request,
                                        v1::AcknowledgeResponse* response) override;
  grpc::ServerUnaryReactor* Explain(grpc::CallbackServerContext* context,
                                    const v1::ExplainRequest* request,
                                    v1::ExplainResponse* response) override;
  // task_watch.cc
  grpc::ServerWriteReactor<v1::TaskServiceWatchResponse>* Watch(
      grpc::CallbackServerContext* context, const v1::TaskServiceWatchRequest* request) override;

  // Ends every open Watch, and every one that begins later at once.
  void Stop() { watches_.Stop(); }

 private:
  absl::Status DoListNextSteps(const v1::ListNextStepsRequest& request,
                               v1::ListNextStepsResponse* response);
  absl::Status DoListTasks(const v1::ListTasksRequest& request, v1::ListTasksResponse* response);
  absl::Status DoReport(const v1::ReportRequest& request, v1::ReportResponse* response);
  Date TodayFor(const workflow::State& state, const OrganizationId& organization) const;

  runner::Runner& runner_;
  Watches<TaskContent> watches_;
};

}  // namespace vekha::api
