#include "tests/service/intake/adapter/journal_world.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "service/intake/adapter/curl_port.h"

namespace vekha::intake {
namespace {

constexpr const char* kToken = "s3cret-tOken";
constexpr const char* kDevKey = "d3vkey";

const Adapter& Get(const std::string& name) {
  const Adapter* adapter = FindAdapter(Adapters(), name);
  if (adapter == nullptr) std::abort();
  return *adapter;
}

}  // namespace

const std::vector<std::unique_ptr<Adapter>>& Adapters() {
  static const auto adapters = MakeAdapters();
  return adapters;
}

JournalWorld::JournalWorld(const std::string& adapter) : adapter_(Get(adapter)) {
  settings.adapter = settings.source = adapter;
  settings.school = "77";
  settings.timeout = std::chrono::seconds(20);
  secrets.emplace("token", delivery::Secret(kToken));
  secrets.emplace("devkey", delivery::Secret(kDevKey));
}

void JournalWorld::On(const std::string& key, std::vector<Reply> replies) {
  script_[key] = std::move(replies);
}

AdapterReading JournalWorld::Pull() {
  const std::string folder = delivery::TestFolder();
  nlohmann::json script;
  for (const auto& [key, replies] : script_) {
    for (const Reply& reply : replies) {
      script[key].push_back({{"status", reply.status},
                             {"type", reply.type},
                             {"headers", reply.headers},
                             {"body", reply.body},
                             {"misdeed", reply.misdeed}});
    }
  }
  std::ofstream(folder + "/script.json") << script.dump();
  journal_ =
      std::make_unique<delivery::HelperProcess>("tests/service/intake/adapter/fake_journal.py",
                                                std::vector<std::string>{folder + "/script.json"});
  settings.base_url = "http://127.0.0.1:" + std::to_string(journal_->port());
  CurlPort port(settings.Reach(), settings.ca_file);
  AdapterReading reading =
      PullRoster(adapter_, settings, secrets, {port, waiter, clock}, *MakeDate(2022, 10, 28));
  for (const FileReport& file : reading.report.files) {
    EXPECT_EQ(file.read, file.accepted + file.refused) << file.name;
  }
  const std::string messages = Messages(reading);
  for (const char* secret : {kToken, kDevKey, "Петров", "Белова", "Кузнецов", "Мамедов", "Орлов",
                             "Иван", "1999-04-12", "12.03.1975", "2031"}) {
    EXPECT_EQ(messages.find(secret), std::string::npos) << messages;
  }
  return reading;
}

roster::Roster JournalWorld::PullInto(const roster::Roster& before) {
  AdapterReading reading = Pull();
  EXPECT_FALSE(reading.report.HasErrors()) << Messages(reading);
  return roster::Merge(before, reading.update);
}

std::vector<nlohmann::json> JournalWorld::Requests() { return journal_->Rest(); }

std::string Payload(const std::string& name) {
  std::ifstream file("tests/service/intake/adapter/payload/" + name + ".json");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

std::string Messages(const AdapterReading& reading) {
  std::string text;
  for (const roster::RowDiagnostic& d : reading.report.diagnostics) {
    text += roster::FormatRowDiagnostic(d, Language::kEnglish) + "\n";
  }
  return text;
}

}  // namespace vekha::intake
