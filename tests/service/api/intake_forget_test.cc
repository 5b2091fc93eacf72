// A source that is forgotten: nothing of it stays but facts of the past in the log.
#include "tests/service/api/served_intake.h"

namespace vekha::api {
namespace {

using Stub = v1::IntakeService::Stub;

class IntakeForget : public ServedIntake {
 protected:
  std::unique_ptr<store::Store> MakeStore() override {
    auto made = std::make_unique<store::MemoryStore>();
    store_ = made.get();
    return made;
  }

  static v1::ForgetSourceRequest Of(const std::string& source) {
    v1::ForgetSourceRequest request;
    request.set_organization("school");
    request.set_source(source);
    return request;
  }

  v1::ForgetSourceResponse Forget(const std::string& source) {
    return Must(&Stub::ForgetSource, Of(source));
  }

  v1::Fact Stored(const std::string& name) {
    const v1::GetStateResponse state = State();
    for (const v1::Fact& fact : state.facts()) {
      if (fact.name() == name) return fact;
    }
    return {};
  }

  void Tell(const std::string& name, int64_t value) {
    v1::RecordFactsRequest told;
    told.set_organization("school");
    v1::Fact* fact = told.add_facts();
    fact->set_name(name);
    fact->mutable_value()->set_int_value(value);
    fact->set_source("curator");
    Must(&v1::StateService::Stub::RecordFacts, told);
  }

  store::MemoryStore* store_ = nullptr;  // of `app`
};

const File kOther{"mentees.csv", "ФИО;Класс;Запрос\nЗимин Лев;8Б;химия\n"};

TEST_F(IntakeForget, FactsAreCountedWithoutIt) {
  Import({kMenteesFile}, Head("lists"));
  Import({kOther}, Head("journal"));
  ASSERT_EQ(Fact("mentees.count"), 3);
  v1::ForgetSourceRequest request = Of("journal");
  request.set_validate_only(true);
  const int64_t revision = State().revision();
  const auto would = Must(&Stub::ForgetSource, request);
  EXPECT_EQ(State().revision(), revision);
  EXPECT_EQ(Status().sources_size(), 2);
  request.set_validate_only(false);
  request.set_request_id("r1");
  const auto done = Must(&Stub::ForgetSource, request);
  EXPECT_EQ(done.revision(), revision + 1);
  EXPECT_FALSE(would.report().applied());
  EXPECT_TRUE(done.report().applied());
  for (const v1::ImportReport& report : {would.report(), done.report()}) {
    EXPECT_EQ(report.import(), "journal/2");
    ASSERT_EQ(report.collections_size(), 2) << report.DebugString();
    bool told = false;
    for (const v1::ImportedFact& fact : report.facts()) {
      if (fact.name() == "mentees.count") told = fact.was() == 3 && fact.value() == 2;
    }
    EXPECT_TRUE(told) << report.DebugString();
  }
  EXPECT_EQ(Fact("mentees.count"), 2);
  EXPECT_EQ(Stored("mentees.count").source(), "lists");
  EXPECT_EQ(Stored("mentees.count").origin().id(), "lists/1");
  ASSERT_EQ(Status().sources_size(), 1);
  EXPECT_EQ(Status().sources(0).source(), "lists");
  EXPECT_EQ(Must(&Stub::ForgetSource, request).DebugString(), done.DebugString());
  EXPECT_EQ(Reason(&Stub::ForgetSource, Of("journal")), "SOURCE_UNKNOWN");
}

TEST_F(IntakeForget, TheLogSaysSoAndNumbersGoOn) {
  Import({kMenteesFile});
  const auto forgotten = Forget("table");
  const auto events = store_->ReadEvents(forgotten.revision(), 1);
  ASSERT_TRUE(events.ok() && !events->empty());
  const auto* event = std::get_if<workflow::RosterImported>(&events->front().event);
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(event->import, "table/2");
  EXPECT_TRUE(event->files.empty());
  ASSERT_FALSE(event->collections.empty());
  for (const workflow::ImportedCollection& one : event->collections) {
    EXPECT_EQ(one.removed, one.before) << one.name;
  }
  const OrganizationId school("school");
  EXPECT_EQ(*store_->ReadRoster(school, "table"), "");
  const auto rows = store_->ReadIntake(school);
  EXPECT_EQ(rows->front().good + rows->front().refused, "");
  EXPECT_EQ(Fact("mentees.count"), -1);
  EXPECT_TRUE(Stored("mentees.count").withdrawn());
  const auto again = Import({kMenteesFile});
  EXPECT_EQ(again.import(), "table/3");
  EXPECT_TRUE(again.changed());
  EXPECT_EQ(Fact("mentees.count"), 2);
}

TEST_F(IntakeForget, WhatWasCountedOfBothIsNotKnown) {
  Import({kMenteesFile, {"mentors.csv", kMentors}}, Head("lists"));
  Import({kMenteesFile, {"mentors.csv", kMentors}, {"pairs.csv", kPairs}}, Head("journal"));
  ASSERT_NE(Fact("mentees.unpaired"), -1);
  Forget("journal");
  EXPECT_EQ(Fact("mentees.unpaired"), -1);
  EXPECT_EQ(Fact("pairs.count"), -1);
  EXPECT_EQ(Fact("mentees.count"), 2);
}

TEST_F(IntakeForget, WhatSomebodyToldStands) {
  Import({kMenteesFile}, Head("lists"));
  Import({kOther}, Head("journal"));
  clock->Set(kNow + std::chrono::hours(1));
  Tell("mentees.count", 7);
  Forget("journal");
  EXPECT_EQ(Fact("mentees.count"), 7);
  EXPECT_EQ(Fact("mentees.without_request"), 0);
  Forget("lists");
  EXPECT_EQ(Fact("mentees.count"), 7);
  EXPECT_EQ(Fact("mentees.without_request"), -1);
}

TEST_F(IntakeForget, AnEarlierWordOfAnotherSourceThatComesAfterCounts) {
  Import({kMenteesFile}, Seen(0, "lists"));
  Import({kOther}, Seen(4, "journal"));
  clock->Set(kNow + std::chrono::hours(6));
  Forget("journal");
  EXPECT_EQ(Fact("mentees.count"), 2);
  Import({{"mentees.csv", "ФИО;Класс;Запрос\nБелов Семён;7А;математика\n"}}, Seen(2, "lists"));
  EXPECT_EQ(Fact("mentees.count"), 1);
}

TEST_F(IntakeForget, OfOneThatWasOnlyRefusedTheQuarantineGoes) {
  Import({{"mentees.csv", kFaulty}}, Asked("r1"));
  const OrganizationId school("school");
  ASSERT_NE(*store_->ReadQuarantine(school, "table"), "");
  EXPECT_EQ(Forget("table").report().facts_size(), 0);
  EXPECT_EQ(*store_->ReadQuarantine(school, "table"), "");
  EXPECT_EQ(*store_->ReadAnswer("r1"), "");
  EXPECT_TRUE(Refused().rows().empty());
  EXPECT_EQ(Status().sources_size(), 0);
  EXPECT_EQ(Reason(&Stub::ReplayImport, Replay("mentees.csv", 2, "ФИО", "x")), "NOTHING_REFUSED");
}

TEST_F(IntakeForget, RefusesWhatIsNoSource) {
  EXPECT_EQ(Reason(&Stub::ForgetSource, Of("")), "FIELD_REQUIRED");
  EXPECT_EQ(Reason(&Stub::ForgetSource, Of("Журнал 1")), "SOURCE_UNKNOWN");
  v1::ForgetSourceRequest elsewhere = Of("table");
  elsewhere.set_organization("nowhere");
  EXPECT_EQ(Reason(&Stub::ForgetSource, elsewhere), "ORGANIZATION_UNKNOWN");
}

}  // namespace
}  // namespace vekha::api
