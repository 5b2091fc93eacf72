#include "service/api/report_service.h"

#include <utility>

#include "engine/overview/indicators.h"
#include "service/api/answer.h"
#include "service/api/asker.h"
#include "service/api/convert.h"
#include "service/api/convert_indicator.h"
#include "service/api/convert_overview.h"
#include "service/api/day.h"
#include "service/api/page.h"

namespace vekha::api {
namespace {

template <typename Request>
absl::StatusOr<overview::Selection> ReadSelection(const workflow::State& state,
                                                  const Request& request) {
  VEKHA_RETURN_IF_ERROR(CheckRequiredLine("organization", request.organization()));
  VEKHA_RETURN_IF_ERROR(CheckLine("roadmap", request.roadmap()));
  VEKHA_RETURN_IF_ERROR(CheckLine("stage", request.stage()));
  VEKHA_ASSIGN_OR_RETURN(const auto person, FindOptionalMeant(state, "person", request.person(),
                                                              request.organization()));
  return overview::Selection{OrganizationId(request.organization()), RoadmapId(request.roadmap()),
                             request.stage(), person.value_or(PersonId())};
}

absl::StatusOr<overview::GroupBy> ReadGroupBy(v1::GroupBy by) {
  switch (by) {
    case v1::GROUP_BY_UNSPECIFIED:
    case v1::GROUP_BY_ORGANIZATION:
      return overview::GroupBy::kOrganization;
    case v1::GROUP_BY_STAGE:
      return overview::GroupBy::kStage;
    case v1::GROUP_BY_MEASURE:
      return overview::GroupBy::kMeasure;
    case v1::GROUP_BY_PERSON:
      return overview::GroupBy::kPerson;
    case v1::GROUP_BY_ROADMAP:
      return overview::GroupBy::kRoadmap;
    default:  // numbers of later versions
      return FieldInvalid("group_by", "group_by is not a grouping this server knows",
                          "group_by: такой группировки нет.");
  }
}

// Groups of a summary are told apart by all that names them.
std::string RowOf(const overview::SummaryGroup& group) {
  const overview::GroupKey& key = group.key;
  return key.organization.value() + "\n" + key.roadmap.value() + "\n" + key.stage + "\n" +
         key.measure.value() + "\n" + key.person.value() + "\n" + key.role + "\n" + key.title;
}

void AddGroups(const overview::OverdueCheck& check, v1::CheckOverdueResponse* response) {
  for (const auto& group : check.by_organization) {
    *response->add_by_organization() = ToProto(group);
  }
  for (const auto& group : check.by_stage) *response->add_by_stage() = ToProto(group);
  for (const auto& group : check.by_person) *response->add_by_person() = ToProto(group);
}

absl::Status AddIndicators(const workflow::State& state, const workflow::RuleBook& rules,
                           const overview::Selection& selection, Date on,
                           v1::SummarizeResponse* response) {
  VEKHA_ASSIGN_OR_RETURN(const auto sheets, overview::IndicatorsOn(state, rules, selection, on));
  for (const workflow::IndicatorSheet& sheet : sheets) {
    for (const task::IndicatorReport& report : sheet.reports) {
      *response->add_indicators() = ToProto(*sheet.roadmap, report, rules.facts);
    }
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* ReportService::CheckOverdue(grpc::CallbackServerContext* context,
                                                      const v1::CheckOverdueRequest* request,
                                                      v1::CheckOverdueResponse* response) {
  return Answer(context, [&] { return DoCheckOverdue(*request, response); });
}

absl::Status ReportService::DoCheckOverdue(const v1::CheckOverdueRequest& request,
                                           v1::CheckOverdueResponse* response) {
  VEKHA_ASSIGN_OR_RETURN(Page page, Page::Of("vekha.v1.ReportService/CheckOverdue", request));
  VEKHA_ASSIGN_OR_RETURN(const Date on, ReadDate("on_date", request.on_date()));
  VEKHA_ASSIGN_OR_RETURN(const auto asked,
                         ReadOptionalDate("as_of", request.has_as_of(), request.as_of()));
  VEKHA_ASSIGN_OR_RETURN(const auto since, ReadOptionalDate("since_date", request.has_since_date(),
                                                            request.since_date()));
  return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(overview::Selection selection, ReadSelection(state, request));
    const Date today = TodayOf(state, selection.organization, runner_.clock().Now());
    page.Begin(state.revision, asked.value_or(today));
    const overview::OverdueQuestion question{std::move(selection), *page.day(), on, since};
    VEKHA_ASSIGN_OR_RETURN(const overview::OverdueCheck check,
                           overview::CheckOverdue(state, runner_.rules(), question));
    response->set_revision(state.revision);
    *response->mutable_as_of() = ToProto(question.as_of);
    *response->mutable_on_date() = ToProto(on);
    if (since) *response->mutable_since_date() = ToProto(*since);
    *response->mutable_counts() = ToProto(check.counts);
    response->set_tasks(static_cast<int>(check.tasks));
    response->set_organizations_size(static_cast<int>(check.organizations));
    response->set_people_size(static_cast<int>(check.people));
    response->set_total_size(static_cast<int>(check.hits.size()));
    if (request.page_token().empty()) AddGroups(check, response);
    absl::Status problem;
    response->set_next_page_token(
        page.Fill(check.hits, overview::NameOfHit, [&](const overview::OverdueHit& hit) -> size_t {
          const auto item = overview::DescribeHit(state, runner_.rules(), question, hit);
          problem.Update(item.status());
          if (!item.ok()) return 0;
          v1::OverdueItem* out = response->add_items();
          *out = ToProto(state, *item, on);
          return out->ByteSizeLong();
        }));
    return problem;
  });
}

grpc::ServerUnaryReactor* ReportService::Summarize(grpc::CallbackServerContext* context,
                                                   const v1::SummarizeRequest* request,
                                                   v1::SummarizeResponse* response) {
  return Answer(context, [&] { return DoSummarize(*request, response); });
}

absl::Status ReportService::DoSummarize(const v1::SummarizeRequest& request,
                                        v1::SummarizeResponse* response) {
  VEKHA_ASSIGN_OR_RETURN(Page page, Page::Of("vekha.v1.ReportService/Summarize", request));
  VEKHA_ASSIGN_OR_RETURN(const auto asked,
                         ReadOptionalDate("on_date", request.has_on_date(), request.on_date()));
  VEKHA_ASSIGN_OR_RETURN(const overview::GroupBy by, ReadGroupBy(request.group_by()));
  return ReadState(runner_, [&](const workflow::State& state) -> absl::Status {
    VEKHA_ASSIGN_OR_RETURN(const overview::Selection selection, ReadSelection(state, request));
    const Date today = TodayOf(state, selection.organization, runner_.clock().Now());
    page.Begin(state.revision, asked.value_or(today));
    VEKHA_ASSIGN_OR_RETURN(const overview::Summary summary,
                           overview::Summarize(state, runner_.rules(), selection, *page.day(), by));
    response->set_revision(state.revision);
    *response->mutable_on_date() = ToProto(*page.day());
    response->set_group_by(request.group_by() == v1::GROUP_BY_UNSPECIFIED
                               ? v1::GROUP_BY_ORGANIZATION
                               : request.group_by());
    *response->mutable_totals() = ToProto(summary.totals);
    response->set_total_size(static_cast<int>(summary.groups.size()));
    if (request.page_token().empty()) {
      VEKHA_RETURN_IF_ERROR(
          AddIndicators(state, runner_.rules(), selection, *page.day(), response));
    }
    response->set_next_page_token(
        page.Fill(summary.groups, RowOf, [&](const overview::SummaryGroup& group) {
          v1::SummaryGroup* out = response->add_groups();
          *out = ToProto(group);
          return out->ByteSizeLong();
        }));
    return absl::OkStatus();
  });
}

}  // namespace vekha::api
