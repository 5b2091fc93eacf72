#include "service/api/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "engine/base/rejection.h"
#include "vekha/v1/task_service.pb.h"

namespace vekha::api {
namespace {

using testing::ElementsAre;

v1::ListTasksRequest Query(int size, const std::string& token = "") {
  v1::ListTasksRequest request;
  request.set_organization("school");
  request.set_page_size(size);
  request.set_page_token(token);
  return request;
}

struct Given {
  std::vector<std::string> items;
  std::string next;
};

Given Take(const v1::ListTasksRequest& request, const std::vector<std::string>& items) {
  Given out;
  auto page = Page::Of("m", request);
  EXPECT_TRUE(page.ok()) << page.status();
  if (!page.ok()) return out;
  out.next = page->Fill(
      items, [](const std::string& s) { return s; },
      [&](const std::string& s) {
        out.items.push_back(s);
        return s.size();
      });
  return out;
}

std::string Refusal(const v1::ListTasksRequest& request) {
  const auto page = Page::Of("m", request);
  return page.ok() ? "OK" : RejectionOf(page.status()).reason;
}

TEST(Page, GivesEveryItemOnce) {
  const std::vector<std::string> items = {"a", "b", "c", "d", "e"};
  const Given first = Take(Query(2), items);
  const Given second = Take(Query(2, first.next), items);
  const Given third = Take(Query(2, second.next), items);
  EXPECT_THAT(first.items, ElementsAre("a", "b"));
  EXPECT_THAT(second.items, ElementsAre("c", "d"));
  EXPECT_THAT(third.items, ElementsAre("e"));
  EXPECT_EQ(third.next, "");
}

TEST(Page, GoesOnWhenTheLastItemIsGoneOrOthersCame) {
  const Given first = Take(Query(2), {"a", "b", "c"});
  EXPECT_THAT(Take(Query(2, first.next), {"a", "c"}).items, ElementsAre("c"));
  EXPECT_THAT(Take(Query(2, first.next), {"A", "a", "b", "c"}).items, ElementsAre("c"));
  EXPECT_THAT(Take(Query(2, first.next), {}).items, ElementsAre());
}

TEST(Page, EndsBeforeClientsRefuseTheMessage) {
  const std::vector<std::string> items(10, std::string(1 << 20, 'x'));
  EXPECT_LE(Take(Query(10), items).items.size(), 4u);
}

TEST(Page, RefusesForeignTokensAndNegativeSizes) {
  const std::string token = Take(Query(1), {"a", "b"}).next;
  v1::ListTasksRequest other = Query(1, token);
  other.set_organization("another");
  EXPECT_EQ(Refusal(other), "PAGE_TOKEN_FOREIGN");
  EXPECT_EQ(Refusal(Query(-1)), "PAGE_SIZE_NEGATIVE");
  EXPECT_EQ(Refusal(Query(1, "не токен")), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(Refusal(Query(1, "AAAA")), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(Refusal(Query(1, std::string(10000, 'A'))), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(Refusal(Query(5000, token)), "OK");  // the size may change, and is cut
}

TEST(Page, TokensAreSafeInAddresses) {
  const std::string token = Take(Query(1), {"школа/план/1.1?", "b"}).next;
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789-_="),
            std::string::npos);
}

TEST(ContentHash, DependsOnContentAndMethodOnly) {
  EXPECT_EQ(ContentHash(Query(1), "a"), ContentHash(Query(1), "a"));
  EXPECT_NE(ContentHash(Query(1), "a"), ContentHash(Query(1), "b"));
  EXPECT_NE(ContentHash(Query(1), "a"), ContentHash(Query(2), "a"));
  EXPECT_EQ(ContentHash(v1::ListTasksRequest(), "a").size(), 64u);
}

}  // namespace
}  // namespace vekha::api
