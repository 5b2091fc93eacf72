// What the service says of imports: applied whole or not at all, each refusal with its reason and
// place, and nobody's name anywhere.
#include <fmt/format.h>

#include "tests/service/api/served_intake.h"

namespace vekha::api {
namespace {

using IntakeServiceTest = ServedIntake;

TEST_F(IntakeServiceTest, KeepsWhatASourceSaidForItsNextImport) {
  const auto first = Import({kMenteesFile});
  EXPECT_TRUE(first.applied() && first.changed());
  EXPECT_EQ(first.import(), "table/1");
  EXPECT_EQ(Fact("mentees.count"), 2);
  EXPECT_EQ(Fact("mentees.unpaired"), -1);
  Import({{"mentors.csv", kMentors}});
  const auto third = Import({{"pairs.csv", kPairs}});
  EXPECT_EQ(third.errors(), 0) << third.DebugString();
  EXPECT_EQ(Fact("mentees.unpaired"), 0);
  const auto corrected =
      Import({{"pairs.csv", "Наставник;Наставляемый\nПетров Олег;Орлов Иван\n"}});
  EXPECT_EQ(corrected.import(), "table/4");
  EXPECT_EQ(Fact("mentees.unpaired"), 1);
}

TEST_F(IntakeServiceTest, TheSameFilesAgainChangeNothing) {
  const auto first = Import({kMenteesFile});
  const int64_t revision = State().revision();
  clock->Set(kNow + std::chrono::hours(1));
  const auto again = Import({kMenteesFile});
  EXPECT_FALSE(again.changed());
  EXPECT_EQ(again.import(), first.import());
  EXPECT_EQ(again.facts_size(), first.facts_size());
  EXPECT_EQ(again.recorded(), 0);
  EXPECT_EQ(State().revision(), revision);
  // Other bytes that say the same.
  EXPECT_FALSE(Import({{"mentees.csv", std::string(kMentees) + "\n"}}).changed());
  EXPECT_EQ(State().revision(), revision);
  const auto status = Status();
  ASSERT_EQ(status.sources_size(), 1);
  EXPECT_EQ(status.sources(0).last_applied().import(), "table/1");
  EXPECT_EQ(status.sources(0).last_applied().checked_time().seconds(),
            status.sources(0).last_applied().commit_time().seconds() + 3600);
}

TEST_F(IntakeServiceTest, ARepeatedRequestGetsTheFirstAnswer) {
  v1::ImportHead head = Head();
  head.set_request_id("import-1");
  const auto first = Import({kMenteesFile}, head);
  Import({{"mentees.csv", "ФИО;Класс;Запрос\nБелов Семён;7А;математика\n"}});
  EXPECT_EQ(Fact("mentees.count"), 1);
  const auto again = Import({kMenteesFile}, head);
  EXPECT_EQ(again.import(), first.import());
  EXPECT_EQ(Fact("mentees.count"), 1);
  EXPECT_EQ(ImportReason({{"mentees.csv", kMentors}}, head), "REQUEST_ID_REUSED");
}

TEST_F(IntakeServiceTest, OnlyValidatedItLeavesNothing) {
  v1::ImportHead head = Head();
  head.set_validate_only(true);
  const auto report = Import({kMenteesFile}, head);
  EXPECT_FALSE(report.applied());
  EXPECT_GT(report.recorded(), 0);
  EXPECT_EQ(Fact("mentees.count"), -1);
  EXPECT_EQ(Import({{"mentees.csv", kFaulty}}, head).refusal(), "FAULTS");
  EXPECT_EQ(Status().sources_size(), 0);
}

TEST_F(IntakeServiceTest, AFaultIsToldWithItsPlaceAndNothingIsApplied) {
  const auto report = Import({{"mentees.csv", kFaulty}, {"mentors.csv", kMentors}});
  EXPECT_FALSE(report.applied());
  EXPECT_EQ(report.refusal(), "FAULTS");
  EXPECT_TRUE(report.kept());
  ASSERT_EQ(report.errors(), 1);
  EXPECT_EQ(report.faults(0).file(), "mentees.csv");
  EXPECT_EQ(report.faults(0).row(), 2);
  EXPECT_EQ(report.faults(0).column(), "Дата рождения");
  EXPECT_TRUE(State().facts().empty());
  const auto status = Status();
  ASSERT_EQ(status.sources_size(), 1);
  EXPECT_FALSE(status.sources(0).has_last_applied());
  EXPECT_EQ(status.sources(0).last_refused().errors(), 1);
  const auto refused = Refused();
  ASSERT_EQ(refused.rows_size(), 1);
  EXPECT_EQ(refused.rows(0).row(), 2);
  ASSERT_EQ(refused.rows(0).columns_size(), 3);
  EXPECT_EQ(refused.rows(0).columns(1), "Дата рождения");
  for (const std::string& said :
       {report.DebugString(), status.DebugString(), refused.DebugString()}) {
    for (const char* secret : {"Тайнов", "30.02.2011", "чтение"}) {
      EXPECT_EQ(said.find(secret), std::string::npos) << secret;
    }
  }
}

TEST_F(IntakeServiceTest, ACorrectedCellIsReplayed) {
  Import({{"mentees.csv", kFaulty}, {"mentors.csv", kMentors}});
  using Stub = v1::IntakeService::Stub;
  for (const auto& wrong :
       {Replay("nobody.csv", 2, "Дата рождения", "x"),
        Replay("mentees.csv", 9, "Дата рождения", "x"),
        Replay("mentees.csv", 1, "Дата рождения", "x"), Replay("mentees.csv", 2, "Рост", "x")}) {
    EXPECT_EQ(Reason(&Stub::ReplayImport, wrong), "CORRECTION_MISPLACED") << wrong.DebugString();
  }
  const auto still =
      Must(&Stub::ReplayImport, Replay("mentees.csv", 2, "Дата рождения", "31.02.11"));
  EXPECT_EQ(still.report().refusal(), "FAULTS");
  const auto done =
      Must(&Stub::ReplayImport, Replay("mentees.csv", 2, "Дата рождения", "28.02.2011"));
  EXPECT_TRUE(done.report().applied()) << done.DebugString();
  EXPECT_EQ(Fact("mentees.count"), 2);
  EXPECT_TRUE(Refused().rows().empty());
  EXPECT_EQ(Reason(&Stub::ReplayImport, Replay("mentees.csv", 2, "Дата рождения", "x")),
            "NOTHING_REFUSED");
}

TEST_F(IntakeServiceTest, MuchLessThanBeforeNeedsAWord) {
  std::string all = "ФИО;Запрос\n";
  for (int i = 0; i < 30; ++i) all += fmt::format("Ученик Номер{};чтение\n", i);
  Import({{"mentees.csv", all}});
  const std::string cut = all.substr(0, all.find("Ученик Номер9;"));
  v1::ImportRosterResponse response;
  const grpc::Status status = Send(Head(), {{"mentees.csv", cut}}, &response);
  EXPECT_EQ(ReasonOf(status), "TOO_MUCH_VANISHES");
  EXPECT_EQ(MetadataOf(status, "mentees"), "21/30");
  EXPECT_EQ(Fact("mentees.count"), 30);
  EXPECT_EQ(Status().sources(0).last_refused().refusal(), "TOO_MUCH_VANISHES");
  v1::ReplayImportRequest replay;
  replay.set_organization("school");
  replay.set_forced(true);
  EXPECT_TRUE(Must(&v1::IntakeService::Stub::ReplayImport, replay).report().applied());
  EXPECT_EQ(Fact("mentees.count"), 9);
}

TEST_F(IntakeServiceTest, SourcesOfOneSchoolAreCountedTogether) {
  Import({kMenteesFile}, Head("lists"));
  Import({{"mentees.csv", "ФИО;Класс;Запрос\nЗимин Лев;8Б;химия\n"}}, Head("journal"));
  EXPECT_EQ(Fact("mentees.count"), 3);
  EXPECT_EQ(Status().sources_size(), 2);
}

TEST_F(IntakeServiceTest, RefusesWhatIsNoImport) {
  v1::ImportHead elsewhere = Head();
  elsewhere.set_organization("nowhere");
  EXPECT_EQ(ImportReason({kMenteesFile}, elsewhere), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(ImportReason({}), "NO_FILES");
  EXPECT_EQ(ImportReason({kMenteesFile}, Head("Журнал 1")), "SOURCE_INVALID");
  EXPECT_EQ(ImportReason({kMenteesFile, kMenteesFile}), "FILE_NAME_INVALID");
  for (const char* name : {"../mentees.csv", "/etc/mentees.csv", "a/../../b.csv"}) {
    EXPECT_EQ(ImportReason({{name, kMentees}}), "FILE_NAME_INVALID") << name;
  }
  v1::ImportHead head = Head();
  head.set_cycle("2022");
  EXPECT_EQ(ImportReason({kMenteesFile}, head), "CYCLE_INVALID");
  head = Head();
  head.set_mapping("nobody");
  EXPECT_EQ(ImportReason({kMenteesFile}, head), "MAPPING_UNKNOWN");
  head = Head();
  head.set_mapping_text("mapping: x\nlist: planets\n");
  EXPECT_EQ(ImportReason({kMenteesFile}, head), "MAPPING_INVALID");
  head = Head();
  head.mutable_observed_time()->set_seconds(kNow.time_since_epoch().count() + 3 * 24 * 3600);
  EXPECT_EQ(ImportReason({kMenteesFile}, head), "FIELD_INVALID");
  std::vector<File> many;
  for (int i = 0; i <= 1000; ++i) many.emplace_back(fmt::format("{}.csv", i), "x");
  EXPECT_EQ(ImportReason(many), "TOO_MANY_FILES");
  EXPECT_EQ(ImportReason({{"big.csv", std::string((32 << 20) + 1, 'x')}}), "IMPORT_TOO_LARGE");
  EXPECT_TRUE(State().facts().empty());
  EXPECT_EQ(Status().sources_size(), 0);
}

TEST_F(IntakeServiceTest, AStreamThatBreaksOffImportsNothing) {
  v1::IntakeService::Stub stub(channel);
  grpc::ClientContext context;
  v1::ImportRosterResponse response;
  const auto writer = stub.ImportRoster(&context, &response);
  v1::ImportRosterRequest request;
  *request.mutable_head() = Head();
  writer->Write(request);
  request.mutable_chunk()->set_name("mentees.csv");
  request.mutable_chunk()->set_content(kMentees);
  writer->Write(request);
  writer->WritesDone();
  EXPECT_EQ(ReasonOf(writer->Finish()), "IMPORT_STREAM");
  EXPECT_TRUE(State().facts().empty());
}

TEST_F(IntakeServiceTest, ABundleWithAFaultLeavesNothing) {
  const File manifest{"manifest.csv",
                      "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n"
                      "file.users,bulk\nfile.orgs,bulk\n"};
  const File orgs{"orgs.csv",
                  "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
                  "s1,,,Школа,school,,\n"};
  const auto users = [](const std::string& org) {
    return File{"users.csv",
                "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,"
                "userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
                "agentSourcedIds,grades,password\n"
                "u1,,,true," +
                    org + ",student,u1,,Семён,Тайнов,,,,,,,7,\n"};
  };
  const auto refused = Import({manifest, orgs, users("s9")}, Head(""));
  EXPECT_EQ(refused.refusal(), "FAULTS") << refused.DebugString();
  EXPECT_EQ(refused.source(), "bundle");
  EXPECT_FALSE(Status().sources(0).has_last_applied());
  const auto rows = Refused();
  ASSERT_GE(rows.rows_size(), 1);
  EXPECT_EQ(rows.rows(0).file(), "users.csv");
  EXPECT_EQ(rows.rows(0).row(), 2);
  EXPECT_EQ(rows.rows(0).columns_size(), 18);
  EXPECT_EQ(rows.DebugString().find("Тайнов"), std::string::npos);
  const auto fixed =
      Must(&v1::IntakeService::Stub::ReplayImport, Replay("users.csv", 2, "orgSourcedIds", "s1"));
  EXPECT_TRUE(fixed.report().applied()) << fixed.DebugString();
  EXPECT_EQ(fixed.report().format(), "OneRoster 1.1");
}

}  // namespace
}  // namespace vekha::api
