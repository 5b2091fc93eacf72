#include <thread>
#include <vector>

#include "tests/service/api/served.h"

namespace vekha::api {
namespace {

using Directory = v1::DirectoryService::Stub;

class DirectoryService : public Served {};

TEST_F(DirectoryService, PutsGetsAndLists) {
  const auto put = Must(&Directory::PutOrganization, School());
  EXPECT_EQ(put.revision(), 1);
  EXPECT_TRUE(put.changed());
  EXPECT_EQ(put.organization().zone(), "Europe/Moscow");
  EXPECT_EQ(put.organization().etag(), "r1");
  Must(&Directory::PutPerson, Person("mamedov", "Мамедов М. Р."));

  v1::PutRoleHoldingRequest role;
  role.mutable_holding()->set_organization("school");
  role.mutable_holding()->set_role("curator");
  role.mutable_holding()->set_person("мамедов м.р.");  // a name, however it is spaced
  *role.mutable_holding()->mutable_first_date() = Day(2022, 9, 1);
  const auto held = Must(&Directory::PutRoleHolding, role);
  EXPECT_EQ(held.holding().person(), "mamedov");
  EXPECT_EQ(held.revision(), 3);

  v1::GetPersonRequest get;
  get.set_person("Мамедов М.Р.");
  EXPECT_EQ(Must(&Directory::GetPerson, get).person().id(), "mamedov");
  EXPECT_EQ(
      Must(&Directory::ListOrganizations, v1::ListOrganizationsRequest()).organizations_size(), 1);
  v1::ListRoleHoldingsRequest roles;
  *roles.mutable_on_date() = Day(2022, 8, 31);
  EXPECT_EQ(Must(&Directory::ListRoleHoldings, roles).holdings_size(), 0);
  *roles.mutable_on_date() = Day(2022, 9, 1);
  EXPECT_EQ(Must(&Directory::ListRoleHoldings, roles).holdings_size(), 1);
}

TEST_F(DirectoryService, ValidateOnlyAnswersAndChangesNothing) {
  v1::PutOrganizationRequest request = School();
  request.set_validate_only(true);
  EXPECT_TRUE(Must(&Directory::PutOrganization, request).changed());
  v1::GetOrganizationRequest get;
  get.set_organization("school");
  EXPECT_EQ(Reason(&Directory::GetOrganization, get), "ORGANIZATION_UNKNOWN");
}

// The answer to a put that was only checked once had lost the organization's moves.
TEST_F(DirectoryService, ValidateOnlyAnswersWithTheMovesItKeeps) {
  Must(&Directory::PutOrganization, School());
  v1::PutOrganizationRequest district = School();
  district.mutable_organization()->set_id("district");
  district.mutable_organization()->set_level(v1::LEVEL_MUNICIPALITY);
  Must(&Directory::PutOrganization, district);
  v1::MoveOrganizationRequest move;
  move.set_organization("school");
  *move.mutable_move()->mutable_on_date() = Day(2022, 11, 1);
  move.mutable_move()->set_parent("district");
  move.mutable_move()->set_reason("граница района");
  const auto moved = Must(&Directory::MoveOrganization, move);

  v1::PutOrganizationRequest renamed;
  *renamed.mutable_organization() = moved.organization();
  renamed.mutable_organization()->set_name("Лицей");
  renamed.set_validate_only(true);
  const auto checked = Must(&Directory::PutOrganization, renamed);
  renamed.set_validate_only(false);
  v1::Organization put = Must(&Directory::PutOrganization, renamed).organization();
  put.set_etag(checked.organization().etag());
  EXPECT_EQ(checked.organization().ShortDebugString(), put.ShortDebugString());
  EXPECT_EQ(checked.organization().moves_size(), 1);
}

TEST_F(DirectoryService, RepeatedRequestGetsTheFirstAnswer) {
  v1::PutOrganizationRequest request = School();
  request.set_request_id("first");
  const auto first = Must(&Directory::PutOrganization, request);
  Must(&Directory::PutPerson, Person("a", "А. А."));
  const auto again = Must(&Directory::PutOrganization, request);
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
}

TEST_F(DirectoryService, RequestIdWithOtherContentIsRefused) {
  v1::PutOrganizationRequest request = School();
  request.set_request_id("first");
  Must(&Directory::PutOrganization, request);
  request.mutable_organization()->set_name("Другая");
  EXPECT_EQ(Reason(&Directory::PutOrganization, request), "REQUEST_ID_REUSED");
  v1::PutPersonRequest person = Person("a", "А. А.");
  person.set_request_id("first");
  EXPECT_EQ(Reason(&Directory::PutPerson, person), "REQUEST_ID_REUSED");
  for (const std::string bad : {"two words", "русский", "tab\t"}) {
    person.set_request_id(bad);
    EXPECT_EQ(Reason(&Directory::PutPerson, person), "REQUEST_ID_INVALID") << bad;
  }
  person.set_request_id(std::string(129, 'x'));
  EXPECT_EQ(Reason(&Directory::PutPerson, person), "REQUEST_ID_INVALID");
}

TEST_F(DirectoryService, RefusesWrongOrganizations) {
  const auto reason = [&](auto change) {
    v1::PutOrganizationRequest request = School();
    change(request);
    return Reason(&Directory::PutOrganization, request);
  };
  using R = v1::PutOrganizationRequest;
  EXPECT_EQ(reason([](R& r) { r.clear_organization(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](R& r) { r.mutable_organization()->clear_id(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](R& r) { r.mutable_organization()->clear_level(); }), "FIELD_REQUIRED");
  EXPECT_EQ(reason([](R& r) { r.mutable_organization()->set_level(v1::Level(99)); }),
            "FIELD_INVALID");
  EXPECT_EQ(reason([](R& r) { r.mutable_organization()->set_id("Школа №1"); }),
            "ORGANIZATION_INVALID");
  EXPECT_EQ(reason([](R& r) { r.mutable_organization()->set_name("a\nb"); }), "FIELD_INVALID");
  EXPECT_EQ(reason([](R& r) { r.mutable_organization()->set_name(std::string(2000, 'x')); }),
            "TEXT_TOO_LONG");
  EXPECT_EQ(reason([](R& r) { r.mutable_organization()->set_zone("Mars/Olympus"); }),
            "ZONE_UNKNOWN");
  EXPECT_EQ(reason([](R& r) { r.mutable_organization()->set_parent("nobody"); }),
            "ORGANIZATION_UNKNOWN");
  EXPECT_EQ(reason([](R& r) { r.mutable_organization()->set_parent("school"); }),
            "ORGANIZATION_CYCLE");
  EXPECT_EQ(reason([](R& r) { r.set_etag("r7"); }), "STALE_ETAG");
}

TEST_F(DirectoryService, OfTwoClientsWithOneEtagOneWins) {
  const std::string etag = Must(&Directory::PutOrganization, School()).organization().etag();
  std::vector<std::string> reasons(2);
  std::vector<std::thread> clients;
  for (size_t i = 0; i < reasons.size(); ++i) {
    clients.emplace_back([&, i] {
      v1::PutOrganizationRequest request = School();
      request.mutable_organization()->set_name("Школа " + std::to_string(i));
      request.set_etag(etag);
      reasons[i] = Reason(&Directory::PutOrganization, request);
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_THAT(reasons, testing::UnorderedElementsAre("OK", "STALE_ETAG"));
}

TEST_F(DirectoryService, SaysWhichPersonIsUnknownOrAmbiguous) {
  Must(&Directory::PutPerson, Person("ivanov-1", "Иванов И. И."));
  Must(&Directory::PutPerson, Person("ivanov-2", "Иванов И. И."));
  v1::GetPersonRequest get;
  get.set_person("Иванов И. И.");
  EXPECT_EQ(Reason(&Directory::GetPerson, get), "PERSON_AMBIGUOUS");
  get.set_person("Петров П. П.");
  EXPECT_EQ(Reason(&Directory::GetPerson, get), "PERSON_UNKNOWN");
  get.clear_person();
  EXPECT_EQ(Reason(&Directory::GetPerson, get), "FIELD_REQUIRED");
}

TEST_F(DirectoryService, RefusesWrongRoles) {
  Must(&Directory::PutOrganization, School());
  Must(&Directory::PutPerson, Person("a", "А. А."));
  v1::PutRoleHoldingRequest good;
  good.mutable_holding()->set_organization("school");
  good.mutable_holding()->set_role("curator");
  good.mutable_holding()->set_person("a");
  *good.mutable_holding()->mutable_first_date() = Day(2022, 9, 1);

  v1::PutRoleHoldingRequest bad = good;
  *bad.mutable_holding()->mutable_first_date() = Day(2022, 2, 30);
  EXPECT_EQ(Reason(&Directory::PutRoleHolding, bad), "DATE_INVALID");
  bad = good;
  *bad.mutable_holding()->mutable_last_date() = Day(2022, 8, 1);
  EXPECT_EQ(Reason(&Directory::PutRoleHolding, bad), "ROLE_INVALID");
  bad = good;
  bad.mutable_holding()->clear_first_date();
  EXPECT_EQ(Reason(&Directory::PutRoleHolding, bad), "FIELD_REQUIRED");
  bad = good;
  bad.mutable_holding()->set_organization("nowhere");
  EXPECT_EQ(Reason(&Directory::PutRoleHolding, bad), "ORGANIZATION_UNKNOWN");
  bad = good;
  bad.mutable_holding()->set_person("nobody");
  EXPECT_EQ(Reason(&Directory::PutRoleHolding, bad), "PERSON_UNKNOWN");
}

TEST_F(DirectoryService, PagesAreBoundToTheirQuery) {
  for (const char* id : {"a", "b", "c"}) Must(&Directory::PutPerson, Person(id, "Имя"));
  v1::ListPeopleRequest list;
  list.set_page_size(2);
  const auto first = Must(&Directory::ListPeople, list);
  ASSERT_EQ(first.people_size(), 2);
  list.set_page_token(first.next_page_token());
  const auto second = Must(&Directory::ListPeople, list);
  ASSERT_EQ(second.people_size(), 1);
  EXPECT_EQ(second.people(0).id(), "c");
  EXPECT_EQ(second.next_page_token(), "");
  list.set_name_contains("имя");
  EXPECT_EQ(Reason(&Directory::ListPeople, list), "PAGE_TOKEN_FOREIGN");
  v1::ListOrganizationsRequest other;
  other.set_page_token(first.next_page_token());
  EXPECT_EQ(Reason(&Directory::ListOrganizations, other), "PAGE_TOKEN_FOREIGN");
}

}  // namespace
}  // namespace vekha::api
