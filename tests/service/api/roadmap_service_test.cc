#include "tests/service/api/served.h"

namespace vekha::api {
namespace {

using Roadmaps = v1::RoadmapService::Stub;

class RoadmapService : public Served {};

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST_F(RoadmapService, AppliesOnceAndKeepsVersions) {
  const auto first = Must(&Roadmaps::Apply, Plan());
  EXPECT_TRUE(first.changed());
  EXPECT_EQ(first.roadmap().version(), 1);
  EXPECT_EQ(first.roadmap().etag(), "r1");
  EXPECT_EQ(first.roadmap().work_measures(), 3);
  const auto again = Must(&Roadmaps::Apply, Plan());
  EXPECT_FALSE(again.changed());
  EXPECT_EQ(again.revision(), 1);
  EXPECT_EQ(again.roadmap().version(), 1);

  v1::ApplyRequest other = Plan();
  other.set_text(Replaced(kPlan, "План школы", "План школы на год"));
  other.set_etag(first.roadmap().etag());
  EXPECT_EQ(Must(&Roadmaps::Apply, other).roadmap().version(), 2);
  other.set_text(Replaced(kPlan, "План школы", "Третий план"));
  EXPECT_EQ(Reason(&Roadmaps::Apply, other), "STALE_ETAG");

  v1::RoadmapServiceListRequest list;
  EXPECT_EQ(Must(&Roadmaps::List, list).roadmaps_size(), 1);
  list.set_roadmap("plan-2022");
  const auto versions = Must(&Roadmaps::List, list);
  ASSERT_EQ(versions.roadmaps_size(), 2);
  EXPECT_EQ(versions.roadmaps(0).version(), 2);
  v1::RoadmapServiceGetRequest get;
  get.set_roadmap("plan-2022");
  get.set_version(1);
  get.set_include_text(true);
  const auto got = Must(&Roadmaps::Get, get);
  EXPECT_EQ(got.roadmap().text(), kPlan);
  EXPECT_EQ(got.roadmap().stages(0).measures(1).windows(0).window().due().day(), 30);
  get.set_version(3);
  EXPECT_EQ(Reason(&Roadmaps::Get, get), "ROADMAP_UNKNOWN");
}

TEST_F(RoadmapService, WrongFileIsRefusedWholeWithEveryDiagnostic) {
  v1::ApplyRequest request = Plan();
  request.set_text(Replaced(Replaced(kPlan, "evidence: order", "evidence: paper"), "до 15.09.2022",
                            "когда-нибудь потом"));
  v1::ApplyResponse response;
  const grpc::Status status = Call(&Roadmaps::Apply, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(ReasonOf(status), "ROADMAP_INVALID");
  google::rpc::Status rich;
  ASSERT_TRUE(rich.ParseFromString(status.error_details()));
  v1::Diagnostics wrong;
  ASSERT_TRUE(rich.details(2).UnpackTo(&wrong));
  ASSERT_EQ(wrong.diagnostics_size(), 2);
  EXPECT_EQ(wrong.diagnostics(0).file(), "plan.yaml");
  EXPECT_LT(wrong.diagnostics(0).line(), wrong.diagnostics(1).line());
  EXPECT_EQ(wrong.diagnostics(1).message(),
            "\"paper\" is none of: none, order, document, url, "
            "register, event, report, count");
  EXPECT_THAT(wrong.diagnostics(1).message_ru(),
              testing::StartsWith("\"paper\" - такого слова нет"));

  v1::LintRequest lint;
  lint.set_name(request.name());
  lint.set_text(request.text());
  const auto linted = Must(&Roadmaps::Lint, lint);
  EXPECT_EQ(linted.diagnostics_size(), 2);
  EXPECT_FALSE(linted.has_roadmap());
  EXPECT_EQ(linted.revision(), 0);
}

TEST_F(RoadmapService, LintReadsWithoutStoring) {
  v1::LintRequest lint;
  lint.set_name("plan.yaml");
  lint.set_text(kPlan);
  const auto linted = Must(&Roadmaps::Lint, lint);
  EXPECT_EQ(linted.roadmap().id(), "plan-2022");
  EXPECT_EQ(linted.roadmap().stages(0).measures_size(), 3);
  EXPECT_EQ(Must(&Roadmaps::List, v1::RoadmapServiceListRequest()).roadmaps_size(), 0);
}

TEST_F(RoadmapService, LimitsRuleFilesAndMessages) {
  v1::ApplyRequest request = Plan();
  request.set_text(std::string((1 << 20) + 1, '#'));
  EXPECT_EQ(Reason(&Roadmaps::Apply, request), "TEXT_TOO_LONG");
  request.set_text("");
  EXPECT_EQ(Reason(&Roadmaps::Apply, request), "FIELD_REQUIRED");
  request.set_text(std::string(5 << 20, '#'));
  v1::ApplyResponse response;
  const grpc::Status status = Call(&Roadmaps::Apply, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_NE(status.error_message().find("larger than max"), std::string::npos);
}

TEST_F(RoadmapService, ParsesTermsWithTheirEffectiveDay) {
  v1::ParseTermRequest request;
  request.set_phrase("до 30.10.2022");
  *request.mutable_period()->mutable_first_date() = Day(2022, 9, 1);
  *request.mutable_period()->mutable_last_date() = Day(2023, 5, 31);
  request.mutable_calendar()->set_region("RU-DA");
  request.mutable_calendar()->set_week(6);
  const auto read = Must(&Roadmaps::ParseTerm, request);
  ASSERT_EQ(read.windows_size(), 1);
  EXPECT_EQ(read.windows(0).window().due().day(), 30);
  EXPECT_EQ(read.windows(0).effective_due_date().day(), 29);
  EXPECT_NE(read.windows(0).shift_reason(), "");

  request.set_phrase("абракадабра");
  const auto unread = Must(&Roadmaps::ParseTerm, request);
  ASSERT_EQ(unread.flags_size(), 1);
  EXPECT_EQ(unread.flags(0), v1::TERM_FLAG_UNPARSEABLE);

  request.mutable_calendar()->set_region("RU-XX");
  EXPECT_EQ(Reason(&Roadmaps::ParseTerm, request), "CALENDAR_UNKNOWN");
  request.mutable_calendar()->set_region("RU");
  request.mutable_calendar()->set_week(7);
  EXPECT_EQ(Reason(&Roadmaps::ParseTerm, request), "FIELD_INVALID");
  request.clear_calendar();
  request.clear_period();
  EXPECT_EQ(Reason(&Roadmaps::ParseTerm, request), "FIELD_REQUIRED");
}

TEST_F(RoadmapService, AdoptsAndRefuses) {
  EXPECT_EQ(Reason(&Roadmaps::Adopt, Adoption()), "ORGANIZATION_UNKNOWN");
  Must(&v1::DirectoryService::Stub::PutOrganization, School());
  EXPECT_EQ(Reason(&Roadmaps::Adopt, Adoption()), "ROADMAP_UNKNOWN");
  Must(&Roadmaps::Apply, Plan());
  const auto adopted = Must(&Roadmaps::Adopt, Adoption());
  EXPECT_TRUE(adopted.changed());
  EXPECT_EQ(adopted.adoption().version(), 1);
  EXPECT_EQ(adopted.adoption().roadmap_title(), "План школы");
  v1::AdoptRequest again = Adoption();
  again.clear_start_date();
  EXPECT_FALSE(Must(&Roadmaps::Adopt, again).changed());

  v1::PutOrganizationRequest district = School();
  district.mutable_organization()->set_id("district");
  district.mutable_organization()->set_level(v1::LEVEL_MUNICIPALITY);
  Must(&v1::DirectoryService::Stub::PutOrganization, district);
  again.set_organization("district");
  EXPECT_EQ(Reason(&Roadmaps::Adopt, again), "ADOPTION_LEVEL");
  *again.mutable_start_date() = Day(2022, 13, 1);
  EXPECT_EQ(Reason(&Roadmaps::Adopt, again), "DATE_INVALID");
}

TEST_F(RoadmapService, DescribesDays) {
  using Calendars = v1::CalendarService::Stub;
  v1::DescribeDaysRequest request;
  *request.mutable_period()->mutable_first_date() = Day(2022, 10, 1);
  *request.mutable_period()->mutable_last_date() = Day(2022, 10, 31);
  const auto october = Must(&Calendars::DescribeDays, request);
  EXPECT_EQ(october.days_size(), 31);
  EXPECT_EQ(october.working_days(), 21);
  *request.mutable_period()->mutable_last_date() = Day(2099, 1, 1);
  EXPECT_EQ(Reason(&Calendars::DescribeDays, request), "PERIOD_TOO_LONG");
  *request.mutable_period()->mutable_first_date() = Day(2098, 12, 1);
  EXPECT_EQ(Reason(&Calendars::DescribeDays, request), "CALENDAR_NOT_COVERED");
  *request.mutable_period()->mutable_first_date() = Day(2099, 2, 1);
  EXPECT_EQ(Reason(&Calendars::DescribeDays, request), "FIELD_INVALID");
}

TEST_F(RoadmapService, ImportReadsADocumentAndStoresNothing) {
  v1::ImportRequest request;
  request.set_name("План школы.txt");
  request.set_document(
      "План школы № 1 в Республике Дагестан на 2024 год\n"
      "№\tМероприятие\tСрок\tОтветственный\n"
      "1\t2\t3\t4\n"
      "1.1\tИздать приказ\tдо 15.09.2024\tДиректор\n");
  const auto import = Must(&Roadmaps::Import, request);
  EXPECT_EQ(import.revision(), 0);
  EXPECT_EQ(import.rows_read(), 1);
  EXPECT_EQ(import.rows_read(), import.rows_written() + import.rows_refused_size());
  EXPECT_EQ(import.measures(), 1);
  EXPECT_THAT(import.text(), testing::HasSubstr("roadmap: plan-shkoly"));
  EXPECT_THAT(import.text(), testing::HasSubstr("calendar: RU-DA"));
  ASSERT_GT(import.guesses_size(), 0);
  EXPECT_GT(import.guesses(0).line(), 0);

  v1::LintRequest lint;
  lint.set_name("plan.yaml");
  lint.set_text(import.text());
  EXPECT_EQ(Must(&Roadmaps::Lint, lint).roadmap().id(), "plan-shkoly");
  EXPECT_EQ(Must(&Roadmaps::List, v1::RoadmapServiceListRequest()).roadmaps_size(), 0);
}

TEST_F(RoadmapService, ImportRefusesWhatItCannotRead) {
  v1::ImportRequest request;
  EXPECT_EQ(Reason(&Roadmaps::Import, request), "FIELD_REQUIRED");
  request.set_name("план.docx");
  EXPECT_EQ(Reason(&Roadmaps::Import, request), "DOCUMENT_EMPTY");
  request.set_document("просто текст");
  EXPECT_EQ(Reason(&Roadmaps::Import, request), "DOCUMENT_NO_TABLE");
  request.set_document(std::string((size_t{3} << 20) + 1, 'x'));
  EXPECT_EQ(Reason(&Roadmaps::Import, request), "DOCUMENT_TOO_LARGE");
}

}  // namespace
}  // namespace vekha::api
