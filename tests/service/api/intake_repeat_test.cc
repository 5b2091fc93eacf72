// A repeated request gets its first answer, and the same files are as new as they were last seen.
#include <fmt/format.h>

#include "tests/service/api/served_intake.h"

namespace vekha::api {
namespace {

using Stub = v1::IntakeService::Stub;

constexpr char kOneMentee[] = "ФИО;Класс;Запрос\nБелов Семён;7А;математика\n";
constexpr char kThreeMentees[] =
    "ФИО;Класс;Запрос\n"
    "Белов Семён;7А;математика\n"
    "Орлов Иван;7А;физика\n"
    "Зимин Лев;7А;химия\n";

class IntakeRepeat : public ServedIntake {
 protected:
  // Sends it twice, with another import between; gives the answer that is the same both times.
  v1::ImportReport Twice(const std::vector<File>& files, const std::string& id) {
    const auto first = Import(files, Asked(id));
    Import({{"mentees.csv", kOneMentee}});
    const int64_t revision = State().revision();
    const auto again = Import(files, Asked(id));
    EXPECT_EQ(first.DebugString(), again.DebugString());
    EXPECT_EQ(State().revision(), revision);
    EXPECT_EQ(Fact("mentees.count"), 1);
    return again;
  }
};

TEST_F(IntakeRepeat, OfAnAppliedImport) {
  const auto answer = Twice({kMenteesFile}, "r1");
  EXPECT_EQ(answer.import(), "table/1");
  EXPECT_TRUE(answer.applied() && answer.changed());
  EXPECT_GT(answer.facts_size(), 0);
  EXPECT_EQ(answer.changes_size(), 4) << answer.DebugString();
}

TEST_F(IntakeRepeat, OfOneThatChangedNothing) {
  Import({kMenteesFile});
  const auto same = Twice({kMenteesFile}, "r1");
  EXPECT_EQ(same.import(), "table/1");
  EXPECT_TRUE(same.applied() && !same.changed());
  EXPECT_GT(same.facts_size(), 0);
  // Other bytes that say the same.
  const auto other = Twice({{"mentees.csv", std::string(kOneMentee) + "\n"}}, "r2");
  EXPECT_FALSE(other.changed());
  EXPECT_EQ(other.import(), "table/2");
}

TEST_F(IntakeRepeat, OfARefusal) {
  const auto answer = Twice({{"mentees.csv", kFaulty}}, "r1");
  EXPECT_EQ(answer.import(), "table/1");
  EXPECT_EQ(answer.refusal(), "FAULTS");
  EXPECT_EQ(answer.errors(), 1);
  EXPECT_EQ(answer.faults_size(), 1);
  EXPECT_FALSE(Status().sources(0).has_last_refused()) << "the repeat was no import";
  EXPECT_EQ(ImportReason({{"mentees.csv", kMentors}}, Asked("r1")), "REQUEST_ID_REUSED");
}

TEST_F(IntakeRepeat, OfARefusalWithManyFaultsHasTheFirstOfThem) {
  std::string faulty = "ФИО;Дата рождения;Запрос\n";
  for (int i = 0; i < 150; ++i) faulty += fmt::format("Тайнов Пётр{};30.02.2011;чтение\n", i);
  EXPECT_EQ(Import({{"mentees.csv", faulty}}, Asked("r1")).faults_size(), 150);
  const auto again = Import({{"mentees.csv", faulty}}, Asked("r1"));
  EXPECT_EQ(again.faults_size(), 100);
  EXPECT_EQ(again.errors(), 150);
}

TEST_F(IntakeRepeat, OfOneThatWouldTakeTooMuchAway) {
  std::string all = "ФИО;Запрос\n";
  for (int i = 0; i < 30; ++i) all += fmt::format("Ученик Номер{};чтение\n", i);
  Import({{"mentees.csv", all}});
  const File cut{"mentees.csv", all.substr(0, all.find("Ученик Номер9;"))};
  v1::ImportRosterResponse response;
  for (int i = 0; i < 2; ++i) {
    const grpc::Status status = Send(Asked("r1"), {cut}, &response);
    EXPECT_EQ(ReasonOf(status), "TOO_MUCH_VANISHES");
    EXPECT_EQ(MetadataOf(status, "mentees"), "21/30");
    EXPECT_EQ(MetadataOf(status, "import"), "table/2");
  }
}

TEST_F(IntakeRepeat, OfAReplay) {
  Import({kMenteesFile});
  for (const char* value : {"31.02.2011", "28.02.2011"}) {
    Import({{"mentees.csv", kFaulty}});
    v1::ReplayImportRequest request = Replay("mentees.csv", 2, "Дата рождения", value);
    request.set_request_id(value);
    const auto first = Must(&Stub::ReplayImport, request);
    Import({{"mentees.csv", kOneMentee}});
    const auto again = Must(&Stub::ReplayImport, request);
    EXPECT_EQ(first.DebugString(), again.DebugString());
    EXPECT_NE(again.report().import(), "");
  }
}

TEST_F(IntakeRepeat, OfAReplayThatChangedNothing) {
  const std::string good = "ФИО;Дата рождения;Запрос\nБелов Семён;01.02.2011;чтение\n";
  const std::string bad = "ФИО;Дата рождения;Запрос\nБелов Семён;31.02.2011;чтение\n";
  Import({{"mentees.csv", good}});
  Import({{"mentees.csv", bad}});
  v1::ReplayImportRequest request = Replay("mentees.csv", 2, "Дата рождения", "01.02.2011");
  request.set_request_id("r1");
  const auto first = Must(&Stub::ReplayImport, request);
  EXPECT_FALSE(first.report().changed()) << first.DebugString();
  const auto again = Must(&Stub::ReplayImport, request);
  EXPECT_EQ(first.DebugString(), again.DebugString());
  EXPECT_EQ(again.report().import(), "table/1");
  EXPECT_GT(again.report().facts_size(), 0);
}

TEST_F(IntakeRepeat, OfWhatWasOnlyValidatedIsANewRequest) {
  v1::ImportHead head = Asked("r1");
  head.set_validate_only(true);
  EXPECT_FALSE(Import({kMenteesFile}, head).applied());
  EXPECT_TRUE(Import({kMenteesFile}, Asked("r1")).applied());
}

using IntakeConfirmation = ServedIntake;

TEST_F(IntakeConfirmation, CountsMoreThanWhatWasSeenBeforeIt) {
  Import({kMenteesFile}, Seen(0));
  EXPECT_FALSE(Import({kMenteesFile}, Seen(4)).changed());
  const auto late = Import({{"mentees.csv", kThreeMentees}}, Seen(2));
  EXPECT_EQ(Fact("mentees.count"), 2) << late.DebugString();
  EXPECT_TRUE(Import({{"mentees.csv", kThreeMentees}}, Seen(5)).changed());
  EXPECT_EQ(Fact("mentees.count"), 3);
}

TEST_F(IntakeConfirmation, OfAnImportThatCameLateIsReadAnew) {
  Import({{"mentees.csv", kThreeMentees}}, Seen(2));
  Import({kMenteesFile}, Seen(0));
  EXPECT_EQ(Fact("mentees.count"), 3);
  Import({kMenteesFile}, Seen(1));
  EXPECT_EQ(Fact("mentees.count"), 3);
  Import({kMenteesFile}, Seen(4));
  EXPECT_EQ(Fact("mentees.count"), 2);
}

TEST_F(IntakeConfirmation, SaysAgainWhatSomebodyToldOtherwise) {
  Import({kMenteesFile}, Seen(0));
  v1::RecordFactsRequest told;
  told.set_organization("school");
  v1::Fact* fact = told.add_facts();
  fact->set_name("mentees.count");
  fact->mutable_value()->set_int_value(7);
  fact->set_source("curator");
  fact->mutable_observed_time()->set_seconds(kNow.time_since_epoch().count() + 3600);
  Must(&v1::StateService::Stub::RecordFacts, told);
  ASSERT_EQ(Fact("mentees.count"), 7);
  EXPECT_FALSE(Import({kMenteesFile}, Seen(0)).changed());
  EXPECT_EQ(Fact("mentees.count"), 7);
  EXPECT_TRUE(Import({kMenteesFile}, Seen(3)).changed());
  EXPECT_EQ(Fact("mentees.count"), 2);
}

}  // namespace
}  // namespace vekha::api
