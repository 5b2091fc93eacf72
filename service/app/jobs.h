// What the server does by itself: the daily run at a local time of each zone, and delivery.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "service/delivery/courier.h"
#include "service/runner/runner.h"

namespace vekha::app {

class Jobs {
 public:
  // `run_at` is a minute of the local day; none: nothing is run. Both references must outlive this.
  Jobs(runner::Runner& runner, delivery::Courier& courier, std::optional<int> run_at);
  ~Jobs();

  // Reads ahead, and looks every half a minute: runs in one thread, delivers in another.
  void Start();
  // Ends after the message in work.
  void Stop();

  // What the first question over many organizations would have to read (marks.h): each of them, by
  // itself, so that nobody waits for long.
  void ReadAhead();

  // One look: runs the zones where the time has come, then delivers what is due. What fails is
  // logged and tried again by the next look; an adoption the run skipped, an hour later.
  void Look();

 private:
  void Repeat(void (Jobs::*work)());
  void RunZones();
  void Deliver();
  // Adoptions that a run skipped so recently that it need not be tried again.
  std::set<workflow::AdoptionKey> Waiting(std::chrono::sys_seconds now);
  bool IsStopped();

  runner::Runner& runner_;
  delivery::Courier& courier_;
  std::optional<int> run_at_;
  std::map<workflow::AdoptionKey, std::chrono::sys_seconds>
      skipped_;  // when; of the thread that runs
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace vekha::app
