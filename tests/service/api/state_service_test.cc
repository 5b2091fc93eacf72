#include "tests/service/api/served.h"

namespace vekha::api {
namespace {

using States = v1::StateService::Stub;

class Facts : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    Must(&v1::DirectoryService::Stub::PutOrganization, School());
  }

  static v1::RecordFactsRequest Mentees() {
    v1::RecordFactsRequest request;
    request.set_organization("school");
    v1::Fact* fact = request.add_facts();
    fact->set_name("mentees.count");
    fact->set_source("table");
    fact->mutable_value()->set_int_value(34);
    fact->mutable_observed_time()->set_seconds(kNow.time_since_epoch().count());
    fact->mutable_origin()->set_id("b.csv, a.csv");
    fact->mutable_origin()->set_version(7);
    fact->mutable_origin()->set_total_rows(40);
    AddRow(*fact, "b.csv", 2);
    AddRow(*fact, "a.csv", 9);
    AddRow(*fact, "a.csv", 3);
    return request;
  }

  static void AddRow(v1::Fact& fact, const std::string& file, int row) {
    v1::FactRow* added = fact.mutable_origin()->add_rows();
    added->set_file(file);
    added->set_row(row);
  }

  std::string FieldWith(void (*change)(v1::FactOrigin&)) {
    v1::RecordFactsRequest request = Mentees();
    change(*request.mutable_facts(0)->mutable_origin());
    return Field(&States::RecordFacts, request);
  }
};

TEST_F(Facts, SayWhichRowsTheyAreFrom) {
  EXPECT_EQ(Must(&States::RecordFacts, Mentees()).recorded(), 1);
  EXPECT_EQ(Must(&States::RecordFacts, Mentees()).unchanged(), 1);
  v1::GetStateRequest request;
  request.set_organization("school");
  const v1::GetStateResponse state = Must(&States::GetState, request);
  ASSERT_EQ(state.facts_size(), 1);
  const v1::FactOrigin& origin = state.facts(0).origin();
  EXPECT_EQ(origin.id(), "b.csv, a.csv");
  EXPECT_EQ(origin.version(), 7);
  EXPECT_EQ(origin.total_rows(), 40);
  ASSERT_EQ(origin.rows_size(), 3);
  EXPECT_EQ(origin.rows(0).file(), "a.csv");
  EXPECT_EQ(origin.rows(0).row(), 3);
  EXPECT_EQ(origin.rows(2).file(), "b.csv");
}

TEST_F(Facts, SayNothingOfWhereTheyAreFromWhenNobodySaidIt) {
  v1::RecordFactsRequest request = Mentees();
  request.mutable_facts(0)->mutable_origin()->Clear();
  Must(&States::RecordFacts, request);
  v1::GetStateRequest asked;
  asked.set_organization("school");
  EXPECT_FALSE(Must(&States::GetState, asked).facts(0).has_origin());
}

TEST_F(Facts, OfOneTimeTheLaterEditionCounts) {
  Must(&States::RecordFacts, Mentees());
  v1::RecordFactsRequest earlier = Mentees();
  earlier.mutable_facts(0)->mutable_origin()->set_version(6);
  earlier.mutable_facts(0)->mutable_value()->set_int_value(33);
  EXPECT_EQ(Must(&States::RecordFacts, earlier).recorded(), 1);
  v1::GetStateRequest asked;
  asked.set_organization("school");
  EXPECT_EQ(Must(&States::GetState, asked).facts(0).value().int_value(), 34);
}

TEST_F(Facts, RefuseAnOriginBeyondItsLimits) {
  EXPECT_EQ(FieldWith([](v1::FactOrigin& o) { o.set_id(std::string(257, 'x')); }),
            "facts[0].origin.id");
  EXPECT_EQ(FieldWith([](v1::FactOrigin& o) { o.set_version(-1); }), "facts[0].origin.version");
  EXPECT_EQ(FieldWith([](v1::FactOrigin& o) { o.set_total_rows(2); }),
            "facts[0].origin.total_rows");
  EXPECT_EQ(FieldWith([](v1::FactOrigin& o) { o.mutable_rows(1)->set_row(0); }),
            "facts[0].origin.rows[1].row");
  EXPECT_EQ(FieldWith([](v1::FactOrigin& o) { o.mutable_rows(1)->clear_file(); }),
            "facts[0].origin.rows[1].file");
  EXPECT_EQ(FieldWith([](v1::FactOrigin& o) {
              while (o.rows_size() < 21) *o.add_rows() = o.rows(0);
            }),
            "facts[0].origin.rows");
}

}  // namespace
}  // namespace vekha::api
