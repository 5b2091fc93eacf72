// A school, its settings and a journal on loopback that answers what a test tells it to.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/base/clock.h"
#include "service/intake/adapter/pull.h"
#include "service/intake/adapter/registry/registry.h"
#include "tests/service/delivery/channels/helper_process.h"

namespace vekha::intake {

inline constexpr std::chrono::sys_seconds kOctober{
    std::chrono::seconds(1666933200)};  // 2022-10-28 05:00 UTC

struct Reply {
  std::string body = "{}";
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::map<std::string, std::string> headers{};
  std::string misdeed{};  // fake_journal.py
};

// A waiter whose clock runs as it waits.
class RecordingWaiter : public Waiter {
 public:
  explicit RecordingWaiter(service::FakeClock& clock) : clock_(clock) {}
  void Wait(std::chrono::seconds time) override {
    waits.push_back(time.count());
    clock_.Set(clock_.Now() + time);
  }
  std::vector<int64_t> waits;

 private:
  service::FakeClock& clock_;
};

class JournalWorld {
 public:
  // With settings that reach the journal.
  explicit JournalWorld(const std::string& adapter);

  void On(const std::string& key, std::vector<Reply> replies);
  void On(const std::string& key, std::string body) { On(key, {Reply{.body = std::move(body)}}); }

  // Also sees that no message has a secret, a name, or a birth date of the payloads.
  AdapterReading Pull();
  // The same as a roster.
  roster::Roster PullInto(const roster::Roster& before = {});

  // What was asked, in order; after Pull().
  std::vector<nlohmann::json> Requests();

  AdapterSettings settings;
  Secrets secrets;
  service::FakeClock clock{kOctober};
  RecordingWaiter waiter{clock};

 private:
  const Adapter& adapter_;
  std::map<std::string, std::vector<Reply>> script_;
  std::unique_ptr<delivery::HelperProcess> journal_;
};

// payload/NAME.json
std::string Payload(const std::string& name);

// The diagnostics, a line each: "schools/77/teachers:2: dateBirth: error[R0505]: it is no date".
std::string Messages(const AdapterReading& reading);

const std::vector<std::unique_ptr<Adapter>>& Adapters();

}  // namespace vekha::intake
