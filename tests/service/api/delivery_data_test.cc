// How people are reached, who is away, what is silent, and what became of digests, over gRPC.
#include <vector>

#include "tests/service/api/served.h"

namespace vekha::api {
namespace {

using Directory = v1::DirectoryService::Stub;
using Notifications = v1::NotificationService::Stub;

class DeliveryData : public Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    Adopt();
  }

  static v1::PutPersonRequest With(v1::ContactChannel by, const std::string& address) {
    v1::PutPersonRequest request = Person("mamedov", "Мамедов М. Р.");
    request.mutable_person()->mutable_contact()->set_channel(by);
    request.mutable_person()->mutable_contact()->set_address(address);
    return request;
  }

  static v1::PutAbsenceRequest Away(int first, int last) {
    v1::PutAbsenceRequest request;
    request.mutable_absence()->set_person("Мамедов М. Р.");
    request.mutable_absence()->set_substitute("osmanov");
    *request.mutable_absence()->mutable_first_date() = Day(2022, 10, first);
    *request.mutable_absence()->mutable_last_date() = Day(2022, 10, last);
    return request;
  }

  // 24 to 27 October 2022: the 28th is a Friday.
  static v1::PutSilenceRequest Quiet() {
    v1::PutSilenceRequest request;
    v1::Silence& silence = *request.mutable_silence();
    silence.set_organization("school");
    silence.set_by("Османов Р. М.");
    silence.set_reason("каникулы");
    *silence.mutable_first_date() = Day(2022, 10, 24);
    *silence.mutable_last_date() = Day(2022, 10, 27);
    return request;
  }
};

TEST_F(DeliveryData, AContactIsKeptUntilAnotherIsGiven) {
  v1::PutPersonRequest request = With(v1::CONTACT_CHANNEL_EMAIL, "mamedov@school.example");
  request.mutable_person()->mutable_contact()->set_digest_minute(510);
  const v1::Contact put = Must(&Directory::PutPerson, request).person().contact();
  EXPECT_EQ(put.language(), "ru");
  EXPECT_EQ(put.digest_minute(), 510);
  const auto renamed = Must(&Directory::PutPerson, Person("mamedov", "Мамедов Мурад"));
  EXPECT_TRUE(renamed.changed());
  EXPECT_EQ(renamed.person().contact().address(), "mamedov@school.example");
  EXPECT_FALSE(Must(&Directory::PutPerson, Person("mamedov", "Мамедов Мурад")).changed());
  const auto none = Must(&Directory::PutPerson, With(v1::CONTACT_CHANNEL_NONE, ""));
  EXPECT_EQ(none.person().contact().channel(), v1::CONTACT_CHANNEL_NONE);
  EXPECT_EQ(none.person().contact().address(), "");
}

TEST_F(DeliveryData, AnAddressFitsItsChannel) {
  const auto reason = [&](v1::ContactChannel by, const std::string& address) {
    return Reason(&Directory::PutPerson, With(by, address));
  };
  for (const std::string good : {"a@school.example", "ivan@школа.рф", "a+b@school.example"}) {
    EXPECT_EQ(reason(v1::CONTACT_CHANNEL_EMAIL, good), "OK") << good;
  }
  for (const std::string bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b c", "<a@b>", "a@.b",
                                "a@b..c", "a@b, c@d", "иван@школа.рф", "a.@b", "a@b_c"}) {
    EXPECT_EQ(reason(v1::CONTACT_CHANNEL_EMAIL, bad), "PERSON_INVALID") << bad;
  }
  EXPECT_EQ(reason(v1::CONTACT_CHANNEL_WEBHOOK, "https://bot.example/vekha"), "OK");
  for (const std::string bad :
       {"", "ftp://a", "https://", "https:///x", "bot.example", "http://a b"}) {
    EXPECT_EQ(reason(v1::CONTACT_CHANNEL_WEBHOOK, bad), "PERSON_INVALID") << bad;
  }
  EXPECT_EQ(reason(v1::CONTACT_CHANNEL_PULL, "chat-17"), "OK");
  EXPECT_EQ(reason(v1::CONTACT_CHANNEL_PULL, ""), "PERSON_INVALID");
  EXPECT_EQ(reason(v1::CONTACT_CHANNEL_SPOOL, ""), "OK");
  EXPECT_EQ(reason(v1::CONTACT_CHANNEL_NONE, "a@b.example"), "PERSON_INVALID");
  EXPECT_EQ(reason(v1::CONTACT_CHANNEL_UNSPECIFIED, "a@b.example"), "FIELD_REQUIRED");
  EXPECT_EQ(reason(v1::ContactChannel(99), "a@b.example"), "FIELD_INVALID");
  EXPECT_EQ(reason(v1::CONTACT_CHANNEL_EMAIL, "a@b.example\r\nBcc: c@d"), "FIELD_INVALID");
  EXPECT_EQ(reason(v1::CONTACT_CHANNEL_EMAIL, std::string(600, 'a')), "TEXT_TOO_LONG");
}

TEST_F(DeliveryData, AContactHasAKnownLanguageZoneAndMinute) {
  const auto reason = [&](auto change) {
    v1::PutPersonRequest request = With(v1::CONTACT_CHANNEL_SPOOL, "mamedov");
    change(*request.mutable_person()->mutable_contact());
    return Reason(&Directory::PutPerson, request);
  };
  EXPECT_EQ(reason([](v1::Contact& c) { c.set_language("en"); }), "OK");
  EXPECT_EQ(reason([](v1::Contact& c) { c.set_language("tat"); }), "PERSON_INVALID");
  EXPECT_EQ(reason([](v1::Contact& c) { c.set_zone("Asia/Barnaul"); }), "OK");
  EXPECT_EQ(reason([](v1::Contact& c) { c.set_zone("Mars/Olympus"); }), "ZONE_UNKNOWN");
  EXPECT_EQ(reason([](v1::Contact& c) { c.set_digest_minute(1439); }), "OK");
  EXPECT_EQ(reason([](v1::Contact& c) { c.set_digest_minute(1440); }), "PERSON_INVALID");
  EXPECT_EQ(reason([](v1::Contact& c) { c.set_digest_minute(-1); }), "PERSON_INVALID");
}

TEST_F(DeliveryData, AbsencesArePutReplacedAndListed) {
  const auto put = Must(&Directory::PutAbsence, Away(24, 28));
  EXPECT_EQ(put.absence().person(), "mamedov");
  EXPECT_EQ(put.absence().substitute_name(), "Османов Р. М.");
  EXPECT_FALSE(Must(&Directory::PutAbsence, Away(24, 28)).changed());
  Must(&Directory::PutAbsence, Away(24, 25));
  v1::ListAbsencesRequest list;
  list.set_person("mamedov");
  EXPECT_EQ(Must(&Directory::ListAbsences, list).absences(0).last_date().day(), 25);
  *list.mutable_on_date() = Day(2022, 10, 26);
  EXPECT_EQ(Must(&Directory::ListAbsences, list).absences_size(), 0);
}

TEST_F(DeliveryData, WrongAbsencesAreRefused) {
  const auto reason = [&](auto change) {
    v1::PutAbsenceRequest request = Away(24, 28);
    change(request);
    return Reason(&Directory::PutAbsence, request);
  };
  using R = v1::PutAbsenceRequest;
  EXPECT_EQ(reason([](R& r) { r.clear_absence(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](R& r) { r.mutable_absence()->clear_first_date(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](R& r) { r.mutable_absence()->clear_last_date(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](R& r) { r.mutable_absence()->set_person("nobody"); }), "PERSON_UNKNOWN");
  EXPECT_EQ(reason([](R& r) { r.mutable_absence()->set_substitute("nobody"); }), "PERSON_UNKNOWN");
  EXPECT_EQ(reason([](R& r) { r.mutable_absence()->set_substitute("mamedov"); }),
            "ABSENCE_INVALID");
  EXPECT_EQ(reason([](R& r) { *r.mutable_absence()->mutable_last_date() = Day(2022, 10, 1); }),
            "ABSENCE_INVALID");
}

TEST_F(DeliveryData, ASilenceIsPutListedAndEnded) {
  const auto put = Must(&Notifications::PutSilence, Quiet());
  const std::string id = put.silence().id();
  EXPECT_THAT(id, testing::StartsWith("school-2022-10-24-"));
  EXPECT_EQ(put.silence().by_name(), "Османов Р. М.");
  EXPECT_FALSE(Must(&Notifications::PutSilence, Quiet()).changed());
  v1::ListSilencesRequest list;
  list.set_organization("school");
  *list.mutable_on_date() = Day(2022, 10, 27);
  EXPECT_EQ(Must(&Notifications::ListSilences, list).silences_size(), 1);
  v1::EndSilenceRequest end;
  end.set_silence(id);
  EXPECT_EQ(Reason(&Notifications::EndSilence, end), "FIELD_REQUIRED");
  end.set_by("mamedov");
  EXPECT_TRUE(Must(&Notifications::EndSilence, end).changed());
  EXPECT_FALSE(Must(&Notifications::EndSilence, end).changed());
  EXPECT_EQ(Must(&Notifications::ListSilences, list).silences_size(), 0);
  end.set_silence("nothing");
  EXPECT_EQ(Reason(&Notifications::EndSilence, end), "SILENCE_UNKNOWN");
}

TEST_F(DeliveryData, ASilenceMustEnd) {
  const auto reason = [&](auto change) {
    v1::PutSilenceRequest request = Quiet();
    change(*request.mutable_silence());
    return Reason(&Notifications::PutSilence, request);
  };
  using S = v1::Silence;
  EXPECT_EQ(reason([](S& s) { s.clear_last_date(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](S& s) { *s.mutable_last_date() = Day(2022, 10, 29); }), "SILENCE_INVALID");
  EXPECT_EQ(reason([](S& s) { *s.mutable_last_date() = Day(2022, 10, 23); }), "SILENCE_INVALID");
  EXPECT_EQ(reason([](S& s) { *s.mutable_last_date() = Day(2023, 9, 4); }), "SILENCE_INVALID");
  EXPECT_EQ(reason([](S& s) {
              *s.mutable_first_date() = Day(2031, 10, 1);
              *s.mutable_last_date() = Day(2031, 10, 2);
            }),
            "CALENDAR_NOT_COVERED");
  EXPECT_EQ(reason([](S& s) { s.clear_reason(); }), "REASON_REQUIRED");
  EXPECT_EQ(reason([](S& s) { s.clear_by(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](S& s) { s.clear_organization(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](S& s) { s.set_organization("nowhere"); }), "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(reason([](S& s) { s.set_roadmap("nothing"); }), "ROADMAP_UNKNOWN");
  EXPECT_EQ(reason([](S& s) { s.set_person("nobody"); }), "PERSON_UNKNOWN");
  EXPECT_EQ(reason([](S& s) { s.set_id("Тишина"); }), "SILENCE_INVALID");
}

TEST_F(DeliveryData, ADigestThatWasGivenUpIsListedAndRevived) {
  Must(&Directory::PutPerson, With(v1::CONTACT_CHANNEL_PULL, "chat-17"));
  Must(&v1::RunService::Stub::Run, RunOf(Day(2022, 10, 24)));
  v1::NotificationServiceListRequest pending;
  pending.set_person("mamedov");
  pending.set_delivery(v1::DELIVERY_STATE_PENDING);
  const int said = Must(&Notifications::List, pending).notifications_size();
  ASSERT_GT(said, 0);

  v1::LeaseRequest lease;
  lease.set_worker("bot");
  const auto leased = Must(&Notifications::Lease, lease);
  ASSERT_EQ(leased.digests_size(), 1);
  EXPECT_EQ(Must(&Notifications::List, pending).notifications_size(), 0);
  v1::ReviveDigestRequest revive;
  revive.set_digest(leased.digests(0).digest());
  EXPECT_EQ(Reason(&Notifications::ReviveDigest, revive), "DIGEST_NOT_DEAD");
  v1::NackRequest nack;
  nack.set_digest(leased.digests(0).digest());
  nack.set_attempt(leased.digests(0).attempt());
  nack.set_reason("BOT_BLOCKED");
  nack.set_refused(true);
  Must(&Notifications::Nack, nack);

  v1::ListDigestsRequest list;
  list.add_states(v1::DIGEST_STATE_DEAD);
  list.set_person("Мамедов М. Р.");
  const auto dead = Must(&Notifications::ListDigests, list);
  ASSERT_EQ(dead.digests_size(), 1);
  const v1::Digest& digest = dead.digests(0);
  EXPECT_EQ(digest.id(), "digest/mamedov/2022-10-24");
  EXPECT_EQ(digest.reason(), "BOT_BLOCKED");
  EXPECT_EQ(digest.attempts(), 1);
  EXPECT_EQ(digest.channel(), v1::CONTACT_CHANNEL_PULL);
  ASSERT_EQ(digest.items_size(), said);
  EXPECT_NE(digest.items(0).text(), "");
  pending.set_delivery(v1::DELIVERY_STATE_DEAD);
  const auto unsaid = Must(&Notifications::List, pending);
  ASSERT_EQ(unsaid.notifications_size(), said);
  EXPECT_EQ(unsaid.notifications(0).digest(), digest.id());
  EXPECT_EQ(unsaid.notifications(0).delivery_reason(), "BOT_BLOCKED");

  const auto revived = Must(&Notifications::ReviveDigest, revive);
  EXPECT_TRUE(revived.changed());
  EXPECT_EQ(revived.digest().state(), v1::DIGEST_STATE_WAITING);
  EXPECT_EQ(Must(&Notifications::ListDigests, list).total_size(), 0);
  revive.set_digest("digest/nobody/2022-10-24");
  EXPECT_EQ(Reason(&Notifications::ReviveDigest, revive), "DIGEST_UNKNOWN");
  revive.clear_digest();
  EXPECT_EQ(Reason(&Notifications::ReviveDigest, revive), "FIELD_REQUIRED");
}

TEST_F(DeliveryData, ListsRefuseWrongQueries) {
  v1::ListDigestsRequest digests;
  digests.add_states(v1::DIGEST_STATE_UNSPECIFIED);
  EXPECT_EQ(Reason(&Notifications::ListDigests, digests), "FIELD_INVALID");
  digests.clear_states();
  digests.set_person("nobody");
  EXPECT_EQ(Reason(&Notifications::ListDigests, digests), "PERSON_UNKNOWN");
  v1::ListSilencesRequest silences;
  silences.set_organization("nowhere");
  EXPECT_EQ(Reason(&Notifications::ListSilences, silences), "ORGANIZATION_UNKNOWN");
  v1::ListAbsencesRequest absences;
  absences.set_page_size(-1);
  EXPECT_EQ(Reason(&Directory::ListAbsences, absences), "PAGE_SIZE_NEGATIVE");
  v1::NotificationServiceListRequest list;
  list.set_delivery(v1::DeliveryState(99));
  EXPECT_EQ(Reason(&Notifications::List, list), "FIELD_INVALID");
}

}  // namespace
}  // namespace vekha::api
