#include "tests/service/api/served.h"

namespace vekha::api {
namespace {

using Roadmaps = v1::RoadmapService::Stub;

// A district whose schools all follow the plan, each with dates and people of its own.
class AdoptionParameters : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    Put("district", "", v1::LEVEL_MUNICIPALITY);
    Put("school", "district", v1::LEVEL_SCHOOL);
    Put("lyceum", "district", v1::LEVEL_SCHOOL);
    Put("stranger", "", v1::LEVEL_SCHOOL);
    Must(&v1::DirectoryService::Stub::PutPerson, Person("mamedov", "Мамедов М. Р."));
    Must(&v1::RoadmapService::Stub::Apply, Plan());
    request = Adoption();
    request.set_organization("district");
    request.set_subtree(true);
  }

  void Put(const std::string& id, const std::string& parent, v1::Level level) {
    v1::PutOrganizationRequest put;
    put.mutable_organization()->set_id(id);
    put.mutable_organization()->set_parent(parent);
    put.mutable_organization()->set_level(level);
    put.mutable_organization()->set_name("Организация " + id);
    Must(&v1::DirectoryService::Stub::PutOrganization, put);
  }

  // One organization with a date, a count and a curator.
  v1::AdoptionParameters& Add(const std::string& organization) {
    v1::AdoptionParameters& one = *request.add_parameters();
    one.set_organization(organization);
    v1::Fact& started = *one.add_facts();
    started.set_name("training.started_on");
    *started.mutable_value()->mutable_date_value() = Day(2022, 10, 3);
    v1::Fact& mentees = *one.add_facts();
    mentees.set_name("mentees.count");
    mentees.mutable_value()->set_int_value(7);
    v1::RoleHolding& holding = *one.add_holdings();
    holding.set_role("curator");
    holding.set_person("Мамедов М. Р.");
    return one;
  }

  int64_t Revision() {
    return Must(&v1::AdminService::Stub::GetSystemInfo, v1::GetSystemInfoRequest()).revision();
  }

  // Refused with that reason for that field, and nothing is recorded.
  void Refused(const std::string& reason, const std::string& field) {
    const int64_t before = Revision();
    EXPECT_EQ(Reason(&Roadmaps::Adopt, request), reason);
    EXPECT_EQ(Field(&Roadmaps::Adopt, request), field);
    EXPECT_EQ(Revision(), before) << reason << " " << field;
  }

  v1::AdoptRequest request;
};

TEST_F(AdoptionParameters, AreRecordedWithTheAdoption) {
  Add("school");
  Add("lyceum").mutable_holdings(0)->clear_person();
  request.mutable_parameters(1)->mutable_holdings(0)->set_person("mamedov");
  const auto adopted = Must(&Roadmaps::Adopt, request);
  EXPECT_TRUE(adopted.changed());
  EXPECT_EQ(adopted.facts_recorded(), 4);
  EXPECT_EQ(adopted.holdings_recorded(), 2);
  v1::GetStateRequest get;
  get.set_organization("lyceum");
  get.set_all_scopes(true);
  const auto known = Must(&v1::StateService::Stub::GetState, get);
  ASSERT_EQ(known.facts_size(), 2);
  EXPECT_EQ(known.facts(0).name(), "mentees.count");
  ASSERT_EQ(known.adoptions_size(), 1);
  const auto roles =
      Must(&v1::DirectoryService::Stub::ListRoleHoldings, v1::ListRoleHoldingsRequest());
  ASSERT_EQ(roles.holdings_size(), 2);
  EXPECT_EQ(roles.holdings(0).first_date().day(), 1);  // of the adoption
}

TEST_F(AdoptionParameters, AreOnlyCheckedWithValidateOnly) {
  Add("school");
  request.set_validate_only(true);
  const int64_t before = Revision();
  const auto checked = Must(&Roadmaps::Adopt, request);
  EXPECT_EQ(checked.facts_recorded(), 2);
  EXPECT_EQ(checked.holdings_recorded(), 1);
  EXPECT_EQ(Revision(), before);
}

TEST_F(AdoptionParameters, OfARepeatedRequestAreNotRecordedAgain) {
  Add("school");
  request.set_request_id("autumn");
  const auto first = Must(&Roadmaps::Adopt, request);
  const int64_t before = Revision();
  const auto again = Must(&Roadmaps::Adopt, request);
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(Revision(), before);
}

TEST_F(AdoptionParameters, ThatAreWrongRecordNothingAtAllAndNameTheirField) {
  Add("school");
  Add("lyceum").mutable_facts(1)->set_name("mentees.cuont");
  Refused("FACT_UNDECLARED", "parameters[1].facts[1]");
  request.mutable_parameters(1)->mutable_facts(1)->set_name("mentees.count");
  request.mutable_parameters(1)->mutable_facts(1)->mutable_value()->set_string_value("семь");
  Refused("FACT_TYPE", "parameters[1].facts[1]");
  request.mutable_parameters(1)->mutable_facts(1)->mutable_value()->set_int_value(7);
  v1::RoleHolding& holding = *request.mutable_parameters(1)->mutable_holdings(0);
  holding.set_person("Никто Н. Н.");
  Refused("PERSON_UNKNOWN", "parameters[1].holdings[0].person");
  holding.set_person("mamedov");
  *holding.mutable_last_date() = Day(2022, 8, 1);
  Refused("ROLE_INVALID", "parameters[1].holdings[0]");
  holding.clear_last_date();
  request.mutable_parameters(1)->set_organization("stranger");
  Refused("PARAMETERS_OUTSIDE", "parameters[1].organization");
  request.mutable_parameters(1)->set_organization("nowhere");
  Refused("ORGANIZATION_UNKNOWN", "parameters[1].organization");
  request.mutable_parameters(1)->set_organization("lyceum");
  EXPECT_TRUE(Must(&Roadmaps::Adopt, request).changed());
}

TEST_F(AdoptionParameters, AreNotRecordedWhenTheAdoptionItselfIsRefused) {
  Add("school");
  request.set_subtree(false);
  const int64_t before = Revision();
  EXPECT_EQ(Reason(&Roadmaps::Adopt, request), "ADOPTION_LEVEL");
  EXPECT_EQ(Revision(), before);
}

}  // namespace
}  // namespace vekha::api
