#include "service/intake/adapter/pull.h"

namespace vekha::intake {

AdapterReading PullRoster(const Adapter& adapter, const AdapterSettings& settings,
                          const Secrets& secrets, Feed::Ports ports, Date today) {
  AdapterReading reading;
  reading.update.stamp.observed_at = ports.clock.Now().time_since_epoch().count();
  for (const roster::Collection collection :
       {roster::Collection::kSchools, roster::Collection::kTerms, roster::Collection::kClasses,
        roster::Collection::kPeople, roster::Collection::kMemberships}) {
    reading.update.OnMode(collection, roster::Mode::kBulk);
  }
  Feed feed(adapter, settings, secrets, ports, today, reading.report, reading.update);
  adapter.Fetch(feed, reading.update);
  // Nobody is rather a token that sees nothing than a school without people.
  if (!feed.failed() && !reading.report.HasErrors() && reading.update.people.empty()) {
    feed.Fail("R0302", "", "",
              {"журнал не назвал ни одного человека", "the journal told of nobody"},
              {"проверьте школу и права токена", "check the school and the rights of the token"});
  }
  feed.reporter().Finish();
  return reading;
}

}  // namespace vekha::intake
