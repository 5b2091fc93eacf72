// SIGTERM and SIGINT as something to wait for.
#pragma once

#include <csignal>

namespace vekha::app {

// Make one before any thread is started: threads inherit that these signals are held back for
// Wait(). After Wait() returned, a second signal ends the process at once, as by default.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  // The signal's number.
  int Wait();

 private:
  sigset_t signals_;
  sigset_t before_;
};

}  // namespace vekha::app
