// Who sees what follows the tree: every query, asked on behalf of one organization, is searched for
// what stands beside it.
#include <functional>
#include <vector>

#include "tests/service/api/served_region.h"

namespace vekha::api {
namespace {

class AskerTest : public ServedRegion {};

struct Query {
  std::string name;
  std::function<std::string(const std::string& asker)> ask;
  bool lists = true;  // asked of the region it names every school
};

struct Beside {
  std::string asker;
  std::vector<std::string> hidden;
};

const std::vector<Beside> kBeside = {
    {"alder", {"birch", "cedar", "elm", "south", "Берёзин", "Кедрин", "Вязов", "Южный"}},
    {"elm", {"alder", "birch", "cedar", "north", "Ольхин", "Берёзин", "Кедрин", "Северный"}},
    {"north", {"cedar", "elm", "south", "Кедрин", "Вязов", "Южный"}},
};

class EveryQuery : public ServedRegion {
 protected:
  std::vector<Query> Queries() {
    std::vector<Query> out = Lists();
    for (Query& query : Others()) out.push_back(std::move(query));
    for (Query& query : WithAPerson()) out.push_back(std::move(query));
    return out;
  }

 private:
  // These take an organization and answer about it and all below.
  std::vector<Query> Lists() {
    return {
        {"ListOrganizations",
         [this](const auto& asker) {
           v1::ListOrganizationsRequest request;
           request.set_parent(asker);
           return Said(&Directory::ListOrganizations, request);
         }},
        {"ListPeople", Of<v1::ListPeopleRequest>(&Directory::ListPeople)},
        {"ListRoleHoldings", Of<v1::ListRoleHoldingsRequest>(&Directory::ListRoleHoldings)},
        {"ListAbsences", Of<v1::ListAbsencesRequest>(&Directory::ListAbsences)},
        {"ListTasks", Of<v1::ListTasksRequest>(&Tasks::ListTasks)},
        {"List", Of<v1::NotificationServiceListRequest>(&Notifications::List)},
        {"ListSilences", Of<v1::ListSilencesRequest>(&Notifications::ListSilences)},
        {"ListDigests", Of<v1::ListDigestsRequest>(&Notifications::ListDigests)},
        {"ListEvidence", Of<v1::ListEvidenceRequest>(&Reports::ListEvidence)},
        {"Evaluate",
         [this](const auto& asker) {
           auto request = About<v1::EvaluateRequest>(asker);
           *request.mutable_as_of() = Day(2022, 11, 15);
           return Said(&v1::RunService::Stub::Evaluate, request);
         }},
        {"CheckOverdue",
         [this](const auto& asker) { return Said(&Reports::CheckOverdue, Overdue(asker)); }},
        {"Simulate", [this](const auto& asker) { return Simulated(asker); }},
        {"Backtest", [this](const auto& asker) { return Backtested(asker); }},
        {"TaskWatch",
         [this](const auto& asker) {
           return Watched(&Tasks::Watch, About<v1::TaskServiceWatchRequest>(asker));
         }},
        {"NotificationWatch",
         [this](const auto& asker) {
           return Watched(&Notifications::Watch, About<v1::NotificationServiceWatchRequest>(asker));
         }},
    };
  }

  std::vector<Query> Others() {
    std::vector<Query> out = {
        {"GetOrganization",
         [this](const auto& asker) {
           return Said(&Directory::GetOrganization, About<v1::GetOrganizationRequest>(asker));
         },
         false},
        {"GetState", Of<v1::GetStateRequest>(&v1::StateService::Stub::GetState), false},
        {"GetTask and Explain",
         [this](const auto& asker) {
           v1::GetTaskRequest get;
           get.set_task(asker + "/region-2022/1.3/2022-10-14");
           v1::ExplainRequest explain;
           explain.set_task(get.task());
           return Said(&Tasks::GetTask, get) + Said(&Tasks::Explain, explain);
         },
         false},
        {"Explain a notification",
         [this](const auto& asker) {
           const auto told =
               Must(&Notifications::List, About<v1::NotificationServiceListRequest>(asker));
           v1::ExplainRequest request;
           request.set_notification(told.notifications(0).id());
           return Said(&Tasks::Explain, request);
         },
         false},
    };
    for (const v1::GroupBy by : {v1::GROUP_BY_ORGANIZATION, v1::GROUP_BY_STAGE,
                                 v1::GROUP_BY_MEASURE, v1::GROUP_BY_PERSON, v1::GROUP_BY_ROADMAP}) {
      out.push_back({v1::GroupBy_Name(by),
                     [this, by](const auto& asker) { return Summary(asker, by); }, false});
    }
    return out;
  }

  // Whoever is named: one told of every school, a namesake, and a slip away from people elsewhere.
  std::vector<Query> WithAPerson() {
    std::vector<Query> out;
    for (const std::string person : {"chief", "Ольхен А. А.", "Берёзен А. А.", "Кедрен А. А."}) {
      const auto add = [&](const std::string& name, auto ask) {
        out.push_back({name + " of " + person, ask, false});
      };
      add("GetPerson", Of<v1::GetPersonRequest>(&Directory::GetPerson, person));
      add("ListAbsences", Of<v1::ListAbsencesRequest>(&Directory::ListAbsences, person));
      add("ListRoleHoldings",
          Of<v1::ListRoleHoldingsRequest>(&Directory::ListRoleHoldings, person));
      add("ListNextSteps", Of<v1::ListNextStepsRequest>(&Tasks::ListNextSteps, person));
      add("ListTasks", Of<v1::ListTasksRequest>(&Tasks::ListTasks, person));
      add("List", Of<v1::NotificationServiceListRequest>(&Notifications::List, person));
      add("ListDigests", Of<v1::ListDigestsRequest>(&Notifications::ListDigests, person));
      add("Summarize", Of<v1::SummarizeRequest>(&Reports::Summarize, person));
      add("CheckOverdue", [this, person](const auto& asker) {
        return Said(&Reports::CheckOverdue, Overdue(asker, person));
      });
    }
    return out;
  }

  template <typename Request, typename Method>
  std::function<std::string(const std::string&)> Of(Method method, std::string person = "") {
    return [this, method, person](const std::string& asker) {
      Request request = About<Request>(asker);
      if constexpr (requires { request.set_person(person); }) request.set_person(person);
      return Said(method, request);
    };
  }
};

TEST_F(EveryQuery, ShowsNothingOfWhatStandsBesideTheAsker) {
  for (const Query& query : Queries()) {
    for (const Beside& beside : kBeside) {
      const std::string answer = query.ask(beside.asker);
      for (const std::string& hidden : beside.hidden) {
        const size_t at = answer.find(hidden);
        EXPECT_EQ(at, std::string::npos)
            << query.name << " of " << beside.asker << " shows " << hidden << ": ..."
            << answer.substr(at < 200 ? 0 : at - 200, 400);
      }
    }
  }
}

// Else the test above would prove nothing.
TEST_F(EveryQuery, ShowsEverySchoolToTheRegion) {
  for (const Query& query : Queries()) {
    if (!query.lists) continue;
    const std::string answer = query.ask("top");
    for (const auto& [id, surname] : kSchools) {
      EXPECT_NE(answer.find(id), std::string::npos) << query.name << " lacks " << id;
    }
    const std::string own = query.ask("alder");
    EXPECT_NE(own.find("alder"), std::string::npos) << query.name;
  }
}

TEST_F(AskerTest, NobodyElsewhereIsKnown) {
  EXPECT_EQ(Reason(&Directory::GetPerson, Whom<v1::GetPersonRequest>("alder", "of-birch")),
            "PERSON_UNKNOWN");
  EXPECT_EQ(Reason(&Directory::GetPerson, Whom<v1::GetPersonRequest>("alder", "chief")),
            "PERSON_UNKNOWN");
  EXPECT_EQ(Reason(&Directory::ListAbsences, Whom<v1::ListAbsencesRequest>("alder", "of-birch")),
            "PERSON_UNKNOWN");
  EXPECT_EQ(Reason(&Tasks::ListNextSteps, Whom<v1::ListNextStepsRequest>("alder", "of-birch")),
            "PERSON_UNKNOWN");
  EXPECT_EQ(Reason(&Directory::GetPerson, Whom<v1::GetPersonRequest>("", "Ольхин А. А.")),
            "PERSON_AMBIGUOUS");
  const auto own = Must(&Directory::GetPerson, Whom<v1::GetPersonRequest>("alder", "Ольхин А. А."));
  EXPECT_EQ(own.person().id(), "of-alder");
}

TEST_F(AskerTest, WhatIsElsewhereIsAsIfItDidNotExist) {
  v1::NotificationServiceListRequest list;
  list.set_organization("birch");
  const auto told = Must(&Notifications::List, list);
  ASSERT_GT(told.notifications_size(), 0);
  const auto reasons = [&](const std::string& asker) {
    v1::GetTaskRequest get;
    get.set_task("birch/region-2022/1.3/2022-10-14");
    get.set_organization(asker);
    v1::ExplainRequest explain;
    explain.set_task(get.task());
    explain.set_organization(asker);
    v1::ExplainRequest said;
    said.set_notification(told.notifications(0).id());
    said.set_organization(asker);
    v1::GetStateRequest state;
    state.set_organization("birch");
    state.set_asker(asker);
    v1::GetOrganizationRequest organization;
    organization.set_organization("birch");
    organization.set_asker(asker);
    return std::vector<std::string>{Reason(&Tasks::GetTask, get), Reason(&Tasks::Explain, explain),
                                    Reason(&Tasks::Explain, said),
                                    Reason(&v1::StateService::Stub::GetState, state),
                                    Reason(&Directory::GetOrganization, organization)};
  };
  EXPECT_THAT(reasons("alder"),
              testing::ElementsAre("TASK_UNKNOWN", "TASK_UNKNOWN", "NOTIFICATION_UNKNOWN",
                                   "ORGANIZATION_UNKNOWN", "ORGANIZATION_UNKNOWN"));
  EXPECT_THAT(reasons("nobody"), testing::Each("ORGANIZATION_UNKNOWN"));
  for (const char* above : {"birch", "north", "top", ""}) {
    EXPECT_THAT(reasons(above), testing::Each("OK")) << above;
  }
}

TEST_F(AskerTest, WhoHasLeftIsStillKnown) {
  v1::PutRoleHoldingRequest left;
  left.mutable_holding()->set_organization("alder");
  left.mutable_holding()->set_role("mentor");
  left.mutable_holding()->set_person("of-cedar");
  *left.mutable_holding()->mutable_first_date() = Day(2021, 9, 1);
  *left.mutable_holding()->mutable_last_date() = Day(2022, 5, 31);
  Must(&Directory::PutRoleHolding, left);
  EXPECT_EQ(
      Must(&Directory::GetPerson, Whom<v1::GetPersonRequest>("alder", "of-cedar")).person().id(),
      "of-cedar");
  EXPECT_EQ(Must(&Directory::ListPeople, About<v1::ListPeopleRequest>("north")).people_size(), 5);
}

TEST_F(AskerTest, OfADigestOverManySchoolsOnlyOwnLinesAreShownAndCounted) {
  const auto all = Must(&Notifications::ListDigests, Whom<v1::ListDigestsRequest>("", "chief"));
  const auto own =
      Must(&Notifications::ListDigests, Whom<v1::ListDigestsRequest>("alder", "chief"));
  ASSERT_EQ(all.total_size(), 1);
  ASSERT_EQ(own.total_size(), 1);
  EXPECT_EQ(own.digests(0).id(), all.digests(0).id());
  EXPECT_GT(own.digests(0).items_size(), 0);
  EXPECT_GE(all.digests(0).items_size(), 4 * own.digests(0).items_size());
  const auto of_alder = Must(&Notifications::ListDigests, About<v1::ListDigestsRequest>("alder"));
  const auto of_all = Must(&Notifications::ListDigests, About<v1::ListDigestsRequest>(""));
  EXPECT_LT(of_alder.total_size(), of_all.total_size());
  EXPECT_EQ(of_alder.total_size(), of_alder.digests_size());
}

TEST_F(AskerTest, NextStepsAreThoseOfTheAskersTasks) {
  Hold("alder", "curator", "twin-birch");
  Hold("birch", "curator", "twin-birch");
  const auto all = Must(&Tasks::ListNextSteps, Whom<v1::ListNextStepsRequest>("", "twin-birch"));
  const auto own =
      Must(&Tasks::ListNextSteps, Whom<v1::ListNextStepsRequest>("alder", "twin-birch"));
  EXPECT_EQ(own.total_size() * 2, all.total_size());
  ASSERT_GT(own.steps_size(), 0);
  for (const v1::NextStep& step : own.steps()) EXPECT_EQ(step.task().organization(), "alder");
}

TEST_F(AskerTest, AnUnknownAskerIsRefused) {
  const std::string unknown = "ORGANIZATION_UNKNOWN";
  EXPECT_EQ(Reason(&Directory::ListPeople, About<v1::ListPeopleRequest>("nowhere")), unknown);
  EXPECT_EQ(Reason(&Directory::GetPerson, Whom<v1::GetPersonRequest>("nowhere", "chief")), unknown);
  EXPECT_EQ(Reason(&Directory::ListAbsences, About<v1::ListAbsencesRequest>("nowhere")), unknown);
  EXPECT_EQ(Reason(&Notifications::ListDigests, About<v1::ListDigestsRequest>("nowhere")), unknown);
  EXPECT_EQ(Reason(&Tasks::ListNextSteps, Whom<v1::ListNextStepsRequest>("nowhere", "chief")),
            unknown);
}

}  // namespace
}  // namespace vekha::api
