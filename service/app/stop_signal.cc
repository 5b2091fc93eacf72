#include "service/app/stop_signal.h"

#include <pthread.h>

namespace vekha::app {

StopSignal::StopSignal() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGTERM);
  sigaddset(&signals_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
}

StopSignal::~StopSignal() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

int StopSignal::Wait() {
  int caught = 0;
  sigwait(&signals_, &caught);
  pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
  return caught;
}

}  // namespace vekha::app
