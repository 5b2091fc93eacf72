// A served Vekha with a plan whose reports are controlled.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/service/api/served.h"

namespace vekha::api {

using Tasks = v1::TaskService::Stub;

// The plan of served.h, controlled by the curator, with one extension a task and work that never
// ends.
inline std::string ControlledPlan() {
  std::string text = kPlan;
  const std::string none = "control: none\n";
  text.replace(text.find(none), none.size(), "control: curator\nextensions: 1\n");
  return text + R"(      - id: "1.4"
        title: Помогать парам
        term: постоянно
        responsible: Мамедов М. Р.
        result: Пары работают
        evidence: none
)";
}

class Controlled : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    using Directory = v1::DirectoryService::Stub;
    Must(&Directory::PutOrganization, School());
    for (const auto& [id, name] :
         std::vector<std::pair<std::string, std::string>>{{"mamedov", "Мамедов М. Р."},
                                                          {"osmanov", "Османов Р. М."},
                                                          {"head", "Директор Д. Д."},
                                                          {"deputy", "Завуч З. З."},
                                                          {"stranger", "Чужой Ч. Ч."},
                                                          {"twin-1", "Близнец Б. Б."},
                                                          {"twin-2", "Близнец Б. Б."}}) {
      Must(&Directory::PutPerson, Person(id, name));
    }
    Hold("head", "head");
    Hold("curator", "deputy");
    v1::ApplyRequest plan = Plan();
    plan.set_text(ControlledPlan());
    Must(&v1::RoadmapService::Stub::Apply, plan);
    Must(&v1::RoadmapService::Stub::Adopt, Adoption());
  }

  void Hold(const std::string& role, const std::string& person) {
    v1::PutRoleHoldingRequest request;
    request.mutable_holding()->set_organization("school");
    request.mutable_holding()->set_role(role);
    request.mutable_holding()->set_person(person);
    *request.mutable_holding()->mutable_first_date() = Day(2022, 9, 1);
    Must(&v1::DirectoryService::Stub::PutRoleHolding, request);
  }

  v1::Task Find(const std::string& measure) {
    v1::ListTasksRequest request;
    request.set_organization("school");
    request.set_measure(measure);
    return Must(&Tasks::ListTasks, request).tasks(0);
  }

  template <typename Request>
  Request Of(const std::string& measure, const std::string& by, const std::string& reason = "") {
    Request request;
    request.set_task(Find(measure).id());
    request.set_by(by);
    request.set_reason(reason);
    return request;
  }

  v1::RequestExtensionRequest Ask(const std::string& measure, const std::string& by, int month,
                                  int day) {
    auto request = Of<v1::RequestExtensionRequest>(measure, by, "типография");
    *request.mutable_until_date() = Day(month < 9 ? 2023 : 2022, month, day);
    return request;
  }

  v1::DecideExtensionRequest Decide(const std::string& measure, const std::string& by,
                                    v1::ExtensionDecision decision) {
    auto request = Of<v1::DecideExtensionRequest>(measure, by, "так решено");
    request.set_decision(decision);
    return request;
  }

  std::string Report(const std::string& measure, const std::string& by) {
    v1::ReportRequest request;
    request.set_task(Find(measure).id());
    request.set_by(by);
    request.mutable_evidence()->set_document("Список пар");
    return Reason(&Tasks::Report, request);
  }
};

}  // namespace vekha::api
