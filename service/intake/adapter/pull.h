// One reading of a journal from beginning to end: the records of its roster and the account of what
// was read. Nothing is written anywhere.
#pragma once

#include "engine/roster/roster_update.h"
#include "service/intake/adapter/feed.h"

namespace vekha::intake {

struct AdapterReading {
  // A file of the report is a request (and its page), a row an item; read = accepted + refused,
  // what an adapter does not take is `blank`. With an error `update` is not to be applied, not even
  // in part.
  BundleReport report;
  roster::RosterUpdate update;
};

// Every collection that the journal tells is the whole of what it says now (roster::Mode::kBulk).
// R0302: it told of nobody at all.
AdapterReading PullRoster(const Adapter& adapter, const AdapterSettings& settings,
                          const Secrets& secrets, Feed::Ports ports, Date today);

}  // namespace vekha::intake
