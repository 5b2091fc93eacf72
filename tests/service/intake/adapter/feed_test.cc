// A journal that misbehaves: whatever it does, reading ends, in time, with a clear error.
#include "service/intake/adapter/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/intake/adapter/curl_port.h"
#include "tests/service/intake/adapter/journal_world.h"

namespace vekha::intake {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kUsers = "core_enrol_get_enrolled_users/5";

class Misbehaviour : public testing::Test {
 protected:
  void SetUp() override { world_.settings.ids["courses"] = {"5"}; }

  std::string Read(std::vector<Reply> replies) {
    world_.On(kUsers, std::move(replies));
    return Messages(world_.Pull());
  }

  const Reply good_{.body = Payload("moodle_users")};
  JournalWorld world_{"moodle"};
};

TEST_F(Misbehaviour, AskedToComeLaterItWaitsAsLongAsItIsTold) {
  EXPECT_THAT(Read({{.status = 429, .headers = {{"Retry-After", "7"}}},
                    {.status = 503, .headers = {{"Retry-After", "60"}}},
                    {.status = 502},
                    good_}),
              IsEmpty());
  EXPECT_THAT(world_.waiter.waits, ElementsAre(7, 60, 8));
}

TEST_F(Misbehaviour, ADayAndTimeToComeBackIsUnderstood) {
  EXPECT_THAT(Read({{.status = 429, .headers = {{"Retry-After", "Wed, 26 Oct 2022 07:28:00 GMT"}}},
                    {.status = 429, .headers = {{"Retry-After", "soon"}}},
                    good_}),
              IsEmpty());
  EXPECT_THAT(world_.waiter.waits, ElementsAre(2, 4)) << "a day that has passed is no day";
  EXPECT_THAT(
      Read({{.status = 429, .headers = {{"Retry-After", "Thu, 31 Dec 2099 23:59:59 GMT"}}}, good_}),
      HasSubstr("error[R0903]: the journal asks to come back in "));
  EXPECT_THAT(world_.waiter.waits, ElementsAre(2, 4));
}

TEST_F(Misbehaviour, AskedToComeLaterAgainAndAgainItGivesUp) {
  EXPECT_THAT(Read({{.status = 429}}), HasSubstr("error[R0903]"));
  EXPECT_THAT(world_.waiter.waits, ElementsAre(2, 4, 8));
  EXPECT_EQ(world_.Requests().size(), 4U);
}

TEST_F(Misbehaviour, ItDoesNotWaitLongerThanTheSettingsAllow) {
  EXPECT_THAT(Read({{.status = 503, .headers = {{"Retry-After", "3600"}}}, good_}),
              HasSubstr("error[R0903]: the journal asks to come back in 3600 s"));
  EXPECT_THAT(world_.waiter.waits, IsEmpty());
  world_.settings.total = std::chrono::seconds(5);
  EXPECT_THAT(Read({{.status = 503, .headers = {{"Retry-After", "6"}}}, good_}),
              HasSubstr("error[R0903]"));
}

TEST_F(Misbehaviour, OnceItHasFailedNothingMoreIsAsked) {
  world_.settings.ids["courses"] = {"5", "6", "7"};
  EXPECT_THAT(Read({{.status = 401}}), HasSubstr("error[R0902]"));
  EXPECT_EQ(world_.Requests().size(), 1U);
}

TEST_F(Misbehaviour, EachHasItsError) {
  const std::vector<std::pair<Reply, std::string>> cases = {
      {{.status = 401}, "R0902"},
      {{.status = 403}, "R0902"},
      {{.status = 500}, "R0904"},
      {{.status = 404}, "R0904"},
      {{.status = 204, .type = ""}, "R0904"},
      {{.status = 302, .headers = {{"Location", "https://example.org/login?token=1"}}}, "R0905"},
      {{.body = "<html><body>Вход</body></html>", .type = "text/html; charset=utf-8"}, "R0906"},
      {{.body = "\xEF\xBB\xBF <!DOCTYPE html>", .type = "application/json"}, "R0906"},
      {{.body = "sorry"}, "R0907"},
      {{.body = ""}, "R0907"},
      {{.body = R"([{"id": 1, "lastname": "Петр)"}, "R0907"},
      {{.body = std::string(40, '[')}, "R0908"},
      {{.body = "[", .misdeed = "cut"}, "R0901"},
      {{.misdeed = "drop"}, "R0901"},
      {{.misdeed = "endless"}, "R0908"},
      {{.body = std::string((size_t{16} << 20) + 1, ' ')}, "R0908"},
  };
  for (const auto& [reply, code] : cases) {
    SCOPED_TRACE(code + " " + std::to_string(reply.status) + reply.misdeed);
    const std::string messages = Read({reply});
    EXPECT_THAT(messages,
                HasSubstr("core_enrol_get_enrolled_users[course 5, page 1]: error[" + code + "]"));
    EXPECT_THAT(messages, Not(HasSubstr("example.org")));
  }
}

TEST_F(Misbehaviour, JsonUnderAWrongTypeIsReadWithAWarning) {
  Reply plain = good_;
  plain.type = "text/plain";
  EXPECT_THAT(Read({plain}), HasSubstr("warning[R0906]"));
  Reply page = good_;
  page.type = "text/html; charset=UTF-8";
  EXPECT_THAT(Read({page}), HasSubstr("warning[R0906]"));
  Reply parameter = good_;
  parameter.type = "Application/JSON ; charset=utf-8";
  EXPECT_THAT(Read({parameter}), IsEmpty());
}

TEST_F(Misbehaviour, AHangEndsInTime) {
  world_.settings.timeout = std::chrono::seconds(1);
  EXPECT_THAT(Read({{.misdeed = "hang"}}), HasSubstr("error[R0901]: the journal did not answer"));
}

TEST_F(Misbehaviour, RequestsAreCounted) {
  world_.settings.ids["courses"] = {"5", "6", "7"};
  world_.settings.requests_max = 1;
  EXPECT_THAT(Read({good_}), HasSubstr("[course 6, page 1]: error[R0912]: 1 requests made"));
}

// A port that answers at once and lets a minute pass.
class SlowPort : public HttpPort {
 public:
  explicit SlowPort(service::FakeClock& clock) : clock_(clock) {}
  HttpAnswer Send(const HttpRequest& request) override {
    timeouts.push_back(request.timeout.count());
    clock_.Set(clock_.Now() + std::chrono::seconds(60));
    return {.status = 200, .content_type = "application/json", .body = "[]"};
  }
  std::vector<int64_t> timeouts;

 private:
  service::FakeClock& clock_;
};

TEST_F(Misbehaviour, TheTotalTimeIsLimited) {
  world_.settings.ids["courses"] = {"1", "2", "3", "4"};
  world_.settings.total = std::chrono::seconds(130);
  SlowPort port(world_.clock);
  const AdapterReading reading =
      PullRoster(*FindAdapter(Adapters(), "moodle"), world_.settings, world_.secrets,
                 {port, world_.waiter, world_.clock}, *MakeDate(2022, 10, 28));
  EXPECT_THAT(Messages(reading), HasSubstr("[course 4, page 1]: error[R0912]: 130 s have passed"));
  EXPECT_THAT(port.timeouts, ElementsAre(20, 20, 10));
}

TEST(CurlPort, ReachesOnlyWhereItMay) {
  delivery::HelperProcess journal("tests/service/intake/adapter/fake_journal.py",
                                  {"tests/service/intake/adapter/payload/moodle_users.json"});
  const std::string port = std::to_string(journal.port());
  CurlPort open(delivery::Reach::kOpenNet, "");
  EXPECT_EQ(open.Send({.url = "http://127.0.0.1:" + port + "/"}).problem, "INTERNAL_HOST");
  EXPECT_EQ(open.Send({.url = "http://localhost:" + port + "/"}).problem, "INTERNAL_HOST");
  CurlPort loopback(delivery::Reach::kLoopback, "");
  EXPECT_EQ(loopback.Send({.url = "http://192.168.255.254/"}).problem, "INTERNAL_HOST");
  EXPECT_EQ(loopback.Send({.url = "file:///etc/passwd"}).problem, "DISCONNECTED");
  EXPECT_EQ(
      loopback.Send({.url = "http://127.0.0.1:" + std::to_string(delivery::ClosedPort())}).problem,
      "UNREACHABLE");
  // What speaks no TLS gets no token.
  EXPECT_EQ(loopback.Send({.url = "https://127.0.0.1:" + port + "/"}).problem, "TLS_FAILED");
}

}  // namespace
}  // namespace vekha::intake
