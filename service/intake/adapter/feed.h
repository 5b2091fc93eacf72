// What an adapter hears of a journal: requests with their limits and repeats, and the account of
// every item. A fault has its place: the request and its page, the number of the item, the field.
// No message repeats what a journal has sent, but for its own plain words of errors.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/roster/roster_update.h"
#include "service/base/clock.h"
#include "service/intake/adapter/adapter.h"
#include "service/intake/adapter/http_port.h"
#include "service/intake/adapter/item.h"
#include "service/intake/adapter/settings.h"
#include "service/intake/bundle/bundle.h"
#include "service/intake/bundle/report.h"

namespace vekha::intake {

// One question to a journal.
struct Call {
  std::string path;   // behind base_url: "schools/77/teachers"
  std::string place;  // as messages and rows name it; holds no secret and no one's name
  std::vector<std::pair<std::string, std::string>> query{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::vector<std::pair<std::string, std::string>> form{};  // with one it is a POST
  std::optional<Json> body{};                               // likewise, as JSON
  bool may_be_absent = false;                               // HTTP 404 is an empty answer
};

class Feed {
 public:
  // All must outlive it.
  struct Ports {
    HttpPort& http;
    Waiter& waiter;
    const service::Clock& clock;
  };

  Feed(const Adapter& adapter, const AdapterSettings& settings, const Secrets& secrets, Ports ports,
       Date today, BundleReport& report, roster::RecordSink& sink);

  const AdapterSettings& settings() const { return settings_; }
  const std::string& Secret(std::string_view name) const;
  Date today() const { return today_; }

  // The answer's JSON; null JSON for what may be absent and is. Nothing when it failed: that is
  // reported, and no further question is asked.
  //   R0901 not reached or cut off     R0906 not JSON by its type (W when it is JSON all the same)
  //   R0902 the token is refused       R0907 not JSON, or cut off
  //   R0903 asked to come later        R0908 too large, deep or many values
  //   R0904 another HTTP status        R0910 an error of the journal's own
  //   R0905 sent elsewhere             R0912 the time or number of requests is used up
  std::optional<Json> Ask(const Call& call);

  bool failed() const { return failed_; }
  // R0909 another shape than documented, R0911 a list without end: nothing more is asked.
  void Fail(std::string_view code, const std::string& place, std::string_view field,
            Bilingual message, Bilingual hint = {});

  // Visits the items of a list (or the members of an object, by their order). Each is counted as
  // read, and as refused when its Item is not ok() afterwards. False when `list` is neither: then
  // the feed has failed with R0909.
  template <typename Visit>
  bool ForEach(const Call& call, const Json* list, std::string_view field, Visit visit) {
    if (!Begin(call, list, field)) return false;
    uint32_t row = 0;
    for (auto element = list->begin(); element != list->end(); ++element) {
      Item item(*element, list->is_object() ? element.key() : std::string(),
                {call.place, file_, ++row, today_}, reporter_);
      visit(item);
      Count(item);
    }
    return true;
  }

  Reporter& reporter() { return reporter_; }

 private:
  enum class Next { kDone, kRepeat, kFailed };
  struct Fault {
    std::string_view code{};
    Bilingual message{};
    Bilingual hint{};
    bool later = false;  // a repeat may help
  };

  HttpRequest MakeRequest(const Call& call) const;
  std::chrono::seconds TimeLeft() const;
  bool MayAsk(const Call& call);
  std::optional<Fault> Judge(const Call& call, const HttpAnswer& answer, Json& value);
  std::optional<Fault> JudgeStatus(int status) const;
  std::optional<Fault> JudgeBody(const Call& call, const HttpAnswer& answer, Json& value);
  Fault JudgeError(const JournalError& error) const;
  bool IsShowable(std::string_view code) const;
  bool WaitFor(const Call& call, const HttpAnswer& answer, int attempt);
  bool Begin(const Call& call, const Json* list, std::string_view field);
  void Count(const Item& item);

  const Adapter& adapter_;
  const AdapterSettings& settings_;
  const Secrets& secrets_;
  Ports ports_;
  const Date today_;
  BundleReport& report_;
  roster::RecordSink& sink_;
  Reporter reporter_;
  const std::chrono::sys_seconds begin_;
  int requests_ = 0;
  uint32_t file_ = 0;
  uint64_t bytes_ = 0;  // of the last answer
  bool failed_ = false;
};

// "%20" for all but letters, figures and "-._~".
std::string PercentEncode(std::string_view text);

}  // namespace vekha::intake
