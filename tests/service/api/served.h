// A served Vekha for tests: MemoryStore, a fixed clock, the program's own rules, one small roadmap.
#pragma once

#include <gmock/gmock.h>
#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "service/app/app.h"
#include "service/base/rules.h"
#include "service/store/memory_store.h"
#include "vekha/v1/admin_service.grpc.pb.h"
#include "vekha/v1/calendar_service.grpc.pb.h"
#include "vekha/v1/directory_service.grpc.pb.h"
#include "vekha/v1/notification_service.grpc.pb.h"
#include "vekha/v1/roadmap_service.grpc.pb.h"
#include "vekha/v1/run_service.grpc.pb.h"
#include "vekha/v1/state_service.grpc.pb.h"
#include "vekha/v1/task_service.grpc.pb.h"

namespace vekha::api {

inline constexpr char kPlan[] = R"(roadmap: plan-2022
title: План школы
level: school
source: {document: plan.txt}
period: 2022-09-01..2023-05-31
calendar: RU-DA
week: 6
nonworking: preceding
control: none
ladder: standard
stages:
  - id: "1"
    title: Начало
    measures:
      - id: "1.1"
        title: Издать приказ
        term: до 15.09.2022
        responsible: Мамедов М. Р.
        result: Приказ
        evidence: order
      - id: "1.2"
        title: Сформировать пары
        term: до 30.10.2022
        responsible: Мамедов М. Р. Османов Р. М.
        result: Пары
        evidence: register
        done_when: mentees.count > 0
      - id: "1.3"
        title: Провести встречу
        term: до 28.10.2022
        responsible: Османов Р. М.
        result: Протокол
        evidence: none
)";

inline v1::Date Day(int year, int month, int day) {
  v1::Date out;
  out.set_year(year);
  out.set_month(month);
  out.set_day(day);
  return out;
}

// The reason of an error; "OK", or the message of an error without details.
inline std::string ReasonOf(const grpc::Status& status) {
  if (status.ok()) return "OK";
  google::rpc::Status rich;
  google::rpc::ErrorInfo info;
  rich.ParseFromString(status.error_details());
  for (const auto& detail : rich.details()) {
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return status.error_message();
}

// A value that goes with an error; empty when there is none of that name.
inline std::string MetadataOf(const grpc::Status& status, const std::string& key) {
  google::rpc::Status rich;
  google::rpc::ErrorInfo info;
  rich.ParseFromString(status.error_details());
  for (const auto& detail : rich.details()) {
    if (detail.UnpackTo(&info) && info.metadata().contains(key)) return info.metadata().at(key);
  }
  return "";
}

class Served : public testing::Test {
 protected:
  // 24 October 2022, 9:00 in Moscow.
  static constexpr std::chrono::sys_seconds kNow =
      std::chrono::sys_days{std::chrono::year{2022} / 10 / 24} + std::chrono::hours(6);

  virtual std::unique_ptr<store::Store> MakeStore() {
    return std::make_unique<store::MemoryStore>();
  }

  void SetUp() override {
    auto fake = std::make_unique<service::FakeClock>(kNow);
    clock = fake.get();
    auto started = app::App::Start({.store = MakeStore(),
                                    .store_name = "memory",
                                    .rules = service::EmbeddedRules(),
                                    .clock = std::move(fake),
                                    .listen = "127.0.0.1:0"});
    ASSERT_TRUE(started.ok()) << started.status();
    app = *std::move(started);
    channel = app->InProcessChannel();
  }

  // Calls a method of a service: Call(&v1::TaskService::Stub::Report, request, &response).
  template <typename Stub, typename Request, typename Response>
  grpc::Status Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response* response) {
    Stub stub(channel);
    grpc::ClientContext context;
    return (stub.*method)(&context, request, response);
  }

  template <typename Stub, typename Request, typename Response>
  Response Must(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request) {
    Response response;
    const grpc::Status status = Call(method, request, &response);
    EXPECT_TRUE(status.ok()) << ReasonOf(status) << ": " << status.error_message();
    return response;
  }

  // The field a refusal names.
  template <typename Stub, typename Request, typename Response>
  std::string Field(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request) {
    Response response;
    return MetadataOf(Call(method, request, &response), "field");
  }

  template <typename Stub, typename Request, typename Response>
  std::string Reason(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                     const Request& request) {
    Response response;
    return ReasonOf(Call(method, request, &response));
  }

  static v1::PutOrganizationRequest School() {
    v1::PutOrganizationRequest request;
    request.mutable_organization()->set_id("school");
    request.mutable_organization()->set_level(v1::LEVEL_SCHOOL);
    request.mutable_organization()->set_name("Школа");
    return request;
  }

  static v1::PutPersonRequest Person(const std::string& id, const std::string& name) {
    v1::PutPersonRequest request;
    request.mutable_person()->set_id(id);
    request.mutable_person()->set_name(name);
    return request;
  }

  static v1::ApplyRequest Plan() {
    v1::ApplyRequest request;
    request.set_name("plan.yaml");
    request.set_text(kPlan);
    return request;
  }

  static v1::AdoptRequest Adoption() {
    v1::AdoptRequest request;
    request.set_organization("school");
    request.set_roadmap("plan-2022");
    *request.mutable_start_date() = Day(2022, 9, 1);
    return request;
  }

  static v1::RunRequest RunOf(const v1::Date& day) {
    v1::RunRequest request;
    *request.mutable_as_of() = day;
    return request;
  }

  // A school with two people that follows the plan from 1 September 2022.
  void Adopt() {
    Must(&v1::DirectoryService::Stub::PutOrganization, School());
    Must(&v1::DirectoryService::Stub::PutPerson, Person("mamedov", "Мамедов М. Р."));
    Must(&v1::DirectoryService::Stub::PutPerson, Person("osmanov", "Османов Р. М."));
    Must(&v1::RoadmapService::Stub::Apply, Plan());
    Must(&v1::RoadmapService::Stub::Adopt, Adoption());
  }

  // Over a port: in this process a stopping server cuts streams without a word.
  std::shared_ptr<grpc::Channel> Loopback() {
    return grpc::CreateChannel("127.0.0.1:" + std::to_string(app->port()),
                               grpc::InsecureChannelCredentials());
  }

  service::FakeClock* clock = nullptr;  // of `app`
  std::unique_ptr<app::App> app;
  std::shared_ptr<grpc::Channel> channel;
};

}  // namespace vekha::api
