// A served region of two districts with two schools each, all at work, for what each of them sees.
#pragma once

#include <google/protobuf/text_format.h>

#include <map>
#include <string>
#include <vector>

#include "tests/service/api/served.h"
#include "vekha/v1/report_service.grpc.pb.h"
#include "vekha/v1/simulation_service.grpc.pb.h"

namespace vekha::api {

using Directory = v1::DirectoryService::Stub;
using Notifications = v1::NotificationService::Stub;
using Reports = v1::ReportService::Stub;
using Tasks = v1::TaskService::Stub;

// A region, two districts, two schools each: north has alder and birch, south has cedar and elm.
// Every school has a curator, who is written to; the region's coordinator is told of all.
inline constexpr char kRegionPlan[] = R"(roadmap: region-2022
title: План области
level: region
source: {document: plan.txt}
period: 2022-09-01..2023-05-31
calendar: RU
week: 5
nonworking: preceding
control: none
ladder: standard
roles: {Куратор: curator, Координатор: coordinator}
stages:
  - id: "1"
    title: Начало
    measures:
      - {id: "1.1", title: Издать приказ, term: до 30.09.2022, responsible: Куратор, evidence: order, for: each school}
      - {id: "1.2", title: Сформировать пары, term: до 28.10.2022, responsible: Куратор, evidence: none, done_when: mentees.count > 0, for: each school}
      - id: "1.3"
        title: Мониторинг
        term: до 14.10.2022
        responsible: [{name: Школы, kind: organization, role: curator}]
        evidence: none
        for: each school
        gather: all
)";

inline const std::map<std::string, std::string> kSchools = {
    {"alder", "Ольхин"}, {"birch", "Берёзин"}, {"cedar", "Кедрин"}, {"elm", "Вязов"}};

inline std::string TextOf(const google::protobuf::Message& message) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string out;
  printer.PrintToString(message, &out);
  return out;
}

class ServedRegion : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    Organization("top", "", v1::LEVEL_REGION, "Область");
    Organization("north", "top", v1::LEVEL_MUNICIPALITY, "Северный район");
    Organization("south", "top", v1::LEVEL_MUNICIPALITY, "Южный район");
    Reader("chief", "Областная О. О.");
    Hold("top", "coordinator", "chief");
    for (const std::string district : {"north", "south"}) {
      Reader("lead-" + district, "Ведущая " + district);
      Hold(district, "head", "lead-" + district);
    }
    for (const auto& [id, surname] : kSchools) {
      const bool north = id == "alder" || id == "birch";
      Organization(id, north ? "north" : "south", v1::LEVEL_SCHOOL, "Школа " + surname);
      Reader("of-" + id, surname + " А. А.");
      Hold(id, "curator", "of-" + id);
    }
    // A namesake of alder's curator works in birch.
    Reader("twin-birch", "Ольхин А. А.");
    Hold("birch", "mentor", "twin-birch");
    v1::ApplyRequest apply;
    apply.set_name("region.yaml");
    apply.set_text(kRegionPlan);
    Must(&v1::RoadmapService::Stub::Apply, apply);
    v1::AdoptRequest adopt = Adoption();
    adopt.set_organization("top");
    adopt.set_roadmap("region-2022");
    Must(&v1::RoadmapService::Stub::Adopt, adopt);
    Must(&v1::RunService::Stub::Run, RunOf(Day(2022, 10, 21)));
    for (const auto& [id, surname] : kSchools) Live(id);
    v1::LeaseRequest lease;
    ASSERT_GT(Must(&Notifications::Lease, lease).digests_size(), 0);
    Must(&v1::RunService::Stub::Run, RunOf(Day(2022, 10, 24)));
    // The last commit is about nobody: a watch that has come to it has told everything.
    head_ = Must(&Directory::PutPerson, Person("nobody", "Никто Н. Н.")).revision();
  }

  void Organization(const std::string& id, const std::string& parent, v1::Level level,
                    const std::string& name) {
    v1::PutOrganizationRequest request;
    request.mutable_organization()->set_id(id);
    request.mutable_organization()->set_parent(parent);
    request.mutable_organization()->set_level(level);
    request.mutable_organization()->set_name(name);
    Must(&Directory::PutOrganization, request);
  }

  void Reader(const std::string& id, const std::string& name) {
    v1::PutPersonRequest request = Person(id, name);
    request.mutable_person()->mutable_contact()->set_channel(v1::CONTACT_CHANNEL_PULL);
    request.mutable_person()->mutable_contact()->set_address(id);
    Must(&Directory::PutPerson, request);
  }

  void Hold(const std::string& place, const std::string& role, const std::string& person) {
    v1::PutRoleHoldingRequest request;
    request.mutable_holding()->set_organization(place);
    request.mutable_holding()->set_role(role);
    request.mutable_holding()->set_person(person);
    *request.mutable_holding()->mutable_first_date() = Day(2022, 9, 1);
    Must(&Directory::PutRoleHolding, request);
  }

  // What every school does: reports, records, is away and silent.
  void Live(const std::string& id) {
    v1::ReportRequest report;
    report.set_task(id + "/region-2022/1.1/2022-09-30");
    report.set_by("of-" + id);
    report.mutable_evidence()->set_number("7-" + id);
    *report.mutable_evidence()->mutable_on_date() = Day(2022, 9, 28);
    Must(&Tasks::Report, report);
    v1::RecordFactsRequest facts;
    facts.set_organization(id);
    v1::Fact& fact = *facts.add_facts();
    fact.set_name("mentees.count");
    fact.set_scope("2022/23");
    fact.mutable_value()->set_int_value(0);
    fact.set_source("list of " + id);
    Must(&v1::StateService::Stub::RecordFacts, facts);
    v1::PutAbsenceRequest away;
    away.mutable_absence()->set_person("of-" + id);
    *away.mutable_absence()->mutable_first_date() = Day(2022, 11, 7);
    *away.mutable_absence()->mutable_last_date() = Day(2022, 11, 8);
    Must(&Directory::PutAbsence, away);
    v1::PutSilenceRequest silence;
    silence.mutable_silence()->set_organization(id);
    silence.mutable_silence()->set_by("of-" + id);
    silence.mutable_silence()->set_reason("каникулы");
    *silence.mutable_silence()->mutable_first_date() = Day(2022, 11, 1);
    *silence.mutable_silence()->mutable_last_date() = Day(2022, 11, 2);
    Must(&Notifications::PutSilence, silence);
  }

  // The whole answer as a text, or the whole refusal.
  template <typename Stub, typename Request, typename Response>
  std::string Said(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                   const Request& request) {
    Response response;
    const grpc::Status status = Call(method, request, &response);
    return TextOf(response) + status.error_message() + status.error_details();
  }

  // What a watch from the beginning tells until it has come to the last commit.
  template <typename Stub, typename Request, typename Response>
  std::string Watched(std::unique_ptr<grpc::ClientReader<Response>> (Stub::*method)(
                          grpc::ClientContext*, const Request&),
                      Request request) {
    request.set_start_revision(1);
    request.set_bookmarks(true);
    Stub stub(channel);
    grpc::ClientContext context;
    const auto reader = (stub.*method)(&context, request);
    std::string out;
    Response response;
    while (reader->Read(&response)) {
      out += TextOf(response);
      if (response.revision() >= head_) break;
    }
    EXPECT_EQ(response.revision(), head_);
    context.TryCancel();
    return out;
  }

  template <typename Request>
  static Request About(const std::string& organization) {
    Request request;
    request.set_organization(organization);
    if constexpr (requires { request.set_subtree(true); }) request.set_subtree(true);
    if constexpr (requires { request.set_page_size(1000); }) request.set_page_size(1000);
    return request;
  }

  template <typename Request>
  static Request Whom(const std::string& organization, const std::string& person) {
    Request request = About<Request>(organization);
    request.set_person(person);
    return request;
  }

  std::string Summary(const std::string& asker, v1::GroupBy by) {
    auto request = About<v1::SummarizeRequest>(asker);
    request.set_group_by(by);
    return Said(&Reports::Summarize, request);
  }

  v1::CheckOverdueRequest Overdue(const std::string& asker, const std::string& person = "") {
    auto request = Whom<v1::CheckOverdueRequest>(asker, person);
    *request.mutable_on_date() = Day(2022, 12, 20);
    return request;
  }

  std::string Simulated(const std::string& asker) {
    v1::SimulateRequest request;
    *request.mutable_first_date() = Day(2022, 10, 25);
    *request.mutable_last_date() = Day(2022, 11, 15);
    request.set_organization(asker);
    v1::SimulationService::Stub stub(channel);
    grpc::ClientContext context;
    const auto reader = stub.Simulate(&context, request);
    std::string out;
    v1::SimulateResponse response;
    while (reader->Read(&response)) out += TextOf(response);
    EXPECT_TRUE(reader->Finish().ok());
    return out;
  }

  std::string Backtested(const std::string& asker) {
    v1::BacktestRequest request;
    request.set_name("region.yaml");
    request.set_text(kRegionPlan);
    request.mutable_text()->replace(request.text().find("28.10.2022"), 10, "11.10.2022");
    *request.mutable_first_date() = Day(2022, 10, 1);
    *request.mutable_last_date() = Day(2022, 10, 24);
    request.set_organization(asker);
    return Said(&v1::SimulationService::Stub::Backtest, request);
  }

  int64_t head_ = 0;
};

}  // namespace vekha::api
