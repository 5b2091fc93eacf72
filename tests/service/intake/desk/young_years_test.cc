#include "service/intake/desk/young_years.h"

#include <gtest/gtest.h>

namespace vekha::intake {
namespace {

class YoungYearsOf : public testing::Test {
 protected:
  YoungYearsOf() {
    Put("region", "");
    Put("district", "region");
    Put("school", "district");
  }
  void Put(const char* id, const char* parent) {
    workflow::OrganizationEntry entry;
    entry.organization.id = OrganizationId(id);
    entry.organization.parent = OrganizationId(parent);
    workflow::Put(state_, std::move(entry));
  }
  void Say(const char* organization, condition::Value years) {
    workflow::Put(state_, OrganizationId(organization),
                  facts::FactRecord{.name = "young_teachers.years",
                                    .scope = "",
                                    .value = std::move(years),
                                    .source = "закон области",
                                    .observed_at = ++time_,
                                    .observed_on = {}});
  }
  int OfSchool() { return YoungYears(state_, OrganizationId("school"), Date(2022, 9, 20)); }

  workflow::State state_;
  int64_t time_ = 0;
};

TEST_F(YoungYearsOf, AnOrganizationAreThoseOfTheNearestThatSays) {
  EXPECT_EQ(OfSchool(), 3);
  Say("region", condition::Value::Int(5));
  EXPECT_EQ(OfSchool(), 5);
  Say("district", condition::Value::Int(4));
  EXPECT_EQ(OfSchool(), 4);
  Say("school", condition::Value::Int(0));
  EXPECT_EQ(OfSchool(), 0);
  EXPECT_EQ(YoungYears(state_, OrganizationId("region"), Date(2022, 9, 20)), 5);
}

TEST_F(YoungYearsOf, AWithdrawnFactSaysNothing) {
  Say("region", condition::Value::Int(5));
  Say("school", condition::Value());
  EXPECT_EQ(OfSchool(), 5);
}

TEST_F(YoungYearsOf, ANumberOutOfReasonIsKeptWithinIt) {
  Say("school", condition::Value::Int(-7));
  EXPECT_EQ(OfSchool(), 0);
  Say("school", condition::Value::Int(INT64_MAX));
  EXPECT_EQ(OfSchool(), 100);
}

}  // namespace
}  // namespace vekha::intake
