// What the standard health service (grpc.health.v1) answers beside the names of the services, which
// are SERVING until the server stops:
//   run              SERVING while every adoption has been brought up to yesterday or later
//   delivery         where messages leave: SERVING while no digest has been tried for more than two
//                    days and no notification has waited for more than two weeks
//   http             SERVING while the second door (docs/http.md) is open; not known without one
//   calendar-<year>  SERVING for a year the federal calendar covers; this year and the next are
//                    always known, so that a calendar about to end is seen in time
#pragma once

#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "service/runner/runner.h"

namespace vekha::app {

// Looks after every commit, and once a minute, because days also change by themselves.
class Health {
 public:
  // `delivers`: messages leave, so `delivery` is a name.
  Health(runner::Runner& runner, grpc::Server& server, const std::vector<std::string>& services,
         bool delivers);
  ~Health();

  // Everything is NOT_SERVING from now on.
  void Stop();

 private:
  void Look();
  void SetCalendars(int this_year);
  void Watch();

  // Shared with the commit that may just be waking us while we go.
  struct Bell {
    std::mutex mutex;
    std::condition_variable rung;
    bool stopped = false;
    bool changed = false;
  };

  runner::Runner& runner_;
  grpc::HealthCheckServiceInterface* service_;
  bool delivers_;
  std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
  std::shared_ptr<void> subscription_;
  std::thread thread_;
};

// Whether the daily job has been done: nothing to do, or every mark on the day before `today` or
// later.
bool IsRunUpToDate(const workflow::State& state, Date today);

// Whether messages leave in time: none waits for more than three working days that no silence and
// no absence held it, written or being tried again.
bool IsDeliveryUpToDate(const workflow::State& state, const workflow::RuleBook& rules, Date today);

}  // namespace vekha::app
