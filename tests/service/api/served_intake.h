// A served school for tests of imports.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/service/api/served.h"
#include "vekha/v1/intake_service.grpc.pb.h"

namespace vekha::api {

using File = std::pair<std::string, std::string>;

inline constexpr char kMentees[] =
    "ФИО;Класс;Запрос\n"
    "Белов Семён;7А;математика\n"
    "Орлов Иван;7А;физика\n";
inline constexpr char kMentors[] =
    "ФИО;Класс;Обучен\n"
    "Петров Олег;10А;да\n";
inline constexpr char kPairs[] =
    "Наставник;Наставляемый\n"
    "Петров Олег;Белов Семён\n"
    "Петров Олег;Орлов Иван\n";
inline constexpr char kFaulty[] =
    "ФИО;Дата рождения;Запрос\n"
    "Тайнов Пётр;30.02.2011;чтение\n"
    "Белов Семён;01.02.2011;математика\n";

inline const File kMenteesFile{"mentees.csv", kMentees};

class ServedIntake : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    Must(&v1::DirectoryService::Stub::PutOrganization, School());
  }

  static v1::ImportHead Head(const std::string& source = "table") {
    v1::ImportHead head;
    head.set_organization("school");
    head.set_source(source);
    return head;
  }

  static v1::ImportHead Asked(const std::string& request_id) {
    v1::ImportHead head = Head();
    head.set_request_id(request_id);
    return head;
  }

  // Seen so many hours after kNow.
  static v1::ImportHead Seen(int hours, const std::string& source = "table") {
    v1::ImportHead head = Head(source);
    head.mutable_observed_time()->set_seconds(kNow.time_since_epoch().count() + hours * 3600);
    return head;
  }

  grpc::Status Send(const v1::ImportHead& head, const std::vector<File>& files,
                    v1::ImportRosterResponse* response) {
    grpc::ClientContext context;
    return Send(context, head, files, response);
  }

  grpc::Status Send(grpc::ClientContext& context, const v1::ImportHead& head,
                    const std::vector<File>& files, v1::ImportRosterResponse* response) {
    v1::IntakeService::Stub stub(channel);
    const auto writer = stub.ImportRoster(&context, response);
    v1::ImportRosterRequest request;
    *request.mutable_head() = head;
    bool heard = writer->Write(request);
    constexpr size_t kPiece = 1 << 20;
    for (const auto& [name, bytes] : files) {
      request.mutable_chunk()->set_name(name);
      for (size_t at = 0; heard && at <= bytes.size(); at += kPiece) {
        request.mutable_chunk()->set_content(bytes.substr(at, kPiece));
        heard = writer->Write(request);
        request.mutable_chunk()->clear_name();
      }
    }
    request.set_end(true);
    if (heard) writer->Write(request);
    writer->WritesDone();
    return writer->Finish();
  }

  v1::ImportReport Import(const std::vector<File>& files, const v1::ImportHead& head = Head()) {
    v1::ImportRosterResponse response;
    const grpc::Status status = Send(head, files, &response);
    EXPECT_TRUE(status.ok()) << ReasonOf(status) << ": " << status.error_message();
    return response.report();
  }

  std::string ImportReason(const std::vector<File>& files, const v1::ImportHead& head = Head()) {
    v1::ImportRosterResponse response;
    const grpc::Status status = Send(head, files, &response);
    return ReasonOf(status);
  }

  v1::GetIntakeStatusResponse Status() {
    v1::GetIntakeStatusRequest request;
    request.set_organization("school");
    return Must(&v1::IntakeService::Stub::GetIntakeStatus, request);
  }

  v1::ListRefusedRowsResponse Refused() {
    v1::ListRefusedRowsRequest request;
    request.set_organization("school");
    return Must(&v1::IntakeService::Stub::ListRefusedRows, request);
  }

  static v1::ReplayImportRequest Replay(const std::string& file, int row, const std::string& column,
                                        const std::string& value) {
    v1::ReplayImportRequest request;
    request.set_organization("school");
    v1::Correction* cell = request.add_corrections();
    cell->set_file(file);
    cell->set_row(row);
    cell->set_column(column);
    cell->set_value(value);
    return request;
  }

  v1::GetStateResponse State() {
    v1::GetStateRequest request;
    request.set_organization("school");
    request.set_all_scopes(true);
    return Must(&v1::StateService::Stub::GetState, request);
  }

  // The value of a fact; -1 when it is not known.
  int64_t Fact(const std::string& name) {
    const v1::GetStateResponse state = State();
    for (const v1::Fact& fact : state.facts()) {
      if (fact.name() == name && !fact.withdrawn()) return fact.value().int_value();
    }
    return -1;
  }
};

}  // namespace vekha::api
