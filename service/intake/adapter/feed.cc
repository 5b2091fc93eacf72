#include "service/intake/adapter/feed.h"

#include <fmt/format.h>

#include <algorithm>

namespace vekha::intake {
namespace {

using std::chrono::seconds;

constexpr int kAttempts = 4;
constexpr seconds kFirstWait{2};  // without a Retry-After: 2, 4, 8 seconds

std::string PercentEncodeAll(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    out +=
        fmt::format("{}{}={}", out.empty() ? "" : "&", PercentEncode(name), PercentEncode(value));
  }
  return out;
}

// "application/json; charset=utf-8", "application/problem+json".
bool IsJsonType(std::string_view type) {
  std::string bare(type.substr(0, type.find(';')));
  while (!bare.empty() && bare.back() == ' ') bare.pop_back();
  std::transform(bare.begin(), bare.end(), bare.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return bare == "application/json" || bare == "text/json" || bare.ends_with("+json");
}

bool LooksLikePage(std::string_view body) {
  const size_t first = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && body[first] == '<';
}

Bilingual ProblemText(const std::string& problem) {
  if (problem == "TOO_LARGE") {
    return {"ответ больше допустимого", "the answer is larger than allowed"};
  }
  if (problem == "INTERNAL_HOST") {
    return {"адрес внутри сети, а не в открытом Интернете",
            "the address is of an inner network, not of the open net"};
  }
  if (problem == "TRUNCATED" || problem == "DISCONNECTED") {
    return {"ответ оборвался (" + problem + ")", "the answer broke off (" + problem + ")"};
  }
  if (problem == "TIMEOUT") {
    return {"журнал не ответил вовремя (TIMEOUT)", "the journal did not answer in time (TIMEOUT)"};
  }
  if (problem.starts_with("TLS_") || problem == "CA_FILE_UNREADABLE") {
    return {"защищённое соединение не установлено (" + problem + ")",
            "no secure connection (" + problem + ")"};
  }
  return {"журнал недоступен (" + problem + ")", "the journal is not reached (" + problem + ")"};
}

Bilingual ProblemHint(const std::string& problem) {
  if (problem != "INTERNAL_HOST") return {};
  return {"если журнал стоит в сети школы: internal: true",
          "if the journal stands in the school's own network: internal: true"};
}

}  // namespace

std::string PercentEncode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

Feed::Feed(const Adapter& adapter, const AdapterSettings& settings, const Secrets& secrets,
           Ports ports, Date today, BundleReport& report, roster::RecordSink& sink)
    : adapter_(adapter),
      settings_(settings),
      secrets_(secrets),
      ports_(ports),
      today_(today),
      report_(report),
      sink_(sink),
      reporter_(report, BundleOptions{}.diagnostics_max),
      begin_(ports.clock.Now()) {}

const std::string& Feed::Secret(std::string_view name) const {
  static const std::string kNone;
  const auto found = secrets_.find(name);
  return found == secrets_.end() ? kNone : found->second.Reveal();
}

void Feed::Fail(std::string_view code, const std::string& place, std::string_view field,
                Bilingual message, Bilingual hint) {
  failed_ = true;
  reporter_.Error(code, place, 0, field, std::move(message), std::move(hint));
}

std::optional<Json> Feed::Ask(const Call& call) {
  for (int attempt = 1; MayAsk(call); ++attempt) {
    ++requests_;
    const HttpAnswer answer = ports_.http.Send(MakeRequest(call));
    Json value;
    std::optional<Fault> fault = Judge(call, answer, value);
    bytes_ = answer.body.size();
    if (!fault) return value;
    if (fault->later && attempt < kAttempts && WaitFor(call, answer, attempt)) continue;
    if (!failed_) {
      Fail(fault->code, call.place, "", std::move(fault->message), std::move(fault->hint));
    }
  }
  return std::nullopt;
}

seconds Feed::TimeLeft() const {
  return settings_.total - std::chrono::duration_cast<seconds>(ports_.clock.Now() - begin_);
}

bool Feed::MayAsk(const Call& call) {
  if (failed_) return false;
  if (requests_ >= settings_.requests_max) {
    Fail("R0912", call.place, "",
         {fmt::format("запросов уже {}", requests_), fmt::format("{} requests made", requests_)},
         {"больше разрешает requests_max", "requests_max allows more"});
  } else if (TimeLeft() <= seconds(0)) {
    Fail("R0912", call.place, "",
         {fmt::format("прошло {} с", settings_.total.count()),
          fmt::format("{} s have passed", settings_.total.count())},
         {"больше разрешает total_seconds", "total_seconds allows more"});
  }
  return !failed_;
}

HttpRequest Feed::MakeRequest(const Call& call) const {
  HttpRequest request{.url = settings_.base_url};
  if (!call.path.empty()) request.url += "/" + call.path;
  if (!call.query.empty()) request.url += "?" + PercentEncodeAll(call.query);
  request.headers = call.headers;
  request.timeout = std::min(settings_.timeout, TimeLeft());
  if (!call.form.empty()) {
    request.body = PercentEncodeAll(call.form);
    request.content_type = "application/x-www-form-urlencoded";
  } else if (call.body) {
    request.body = call.body->dump();
    request.content_type = "application/json";
  }
  return request;
}

std::optional<Feed::Fault> Feed::Judge(const Call& call, const HttpAnswer& answer, Json& value) {
  if (!answer.problem.empty()) {
    return Fault{.code = answer.problem == "TOO_LARGE" ? "R0908" : "R0901",
                 .message = ProblemText(answer.problem),
                 .hint = ProblemHint(answer.problem)};
  }
  if (answer.status == 404 && call.may_be_absent) return std::nullopt;
  std::optional<Fault> status = JudgeStatus(answer.status);
  // Beside a status that is no success only the journal's own word of it is looked for.
  if (status) {
    const JsonReading reading = ParseJson(answer.body);
    const auto error =
        reading.fault == JsonFault::kNone ? adapter_.ReadError(reading.value) : std::nullopt;
    const bool more = error && status->code == "R0904";
    return more ? JudgeError(*error) : status;
  }
  return JudgeBody(call, answer, value);
}

std::optional<Feed::Fault> Feed::JudgeStatus(int status) const {
  if (status == 200) return std::nullopt;
  if (status >= 300 && status < 400) {
    return Fault{.code = "R0905",
                 .message = {fmt::format("журнал отсылает по другому адресу (HTTP {})", status),
                             fmt::format("the journal sends elsewhere (HTTP {})", status)},
                 .hint = {"запишите в base_url окончательный адрес",
                          "write the final address into base_url"}};
  }
  if (status == 401 || status == 403) {
    return Fault{.code = "R0902",
                 .message = {fmt::format("токен не принят или не имеет прав (HTTP {})", status),
                             fmt::format("the token is refused or lacks rights (HTTP {})", status)},
                 .hint = {"получите новый токен и положите в его файл",
                          "get a new token and put it into its file"}};
  }
  if (status == 429 || status == 502 || status == 503 || status == 504) {
    return Fault{.code = "R0903",
                 .message = {fmt::format("журнал просит зайти позже (HTTP {})", status),
                             fmt::format("the journal asks to come later (HTTP {})", status)},
                 .later = true};
  }
  return Fault{.code = "R0904",
               .message = {fmt::format("журнал ответил HTTP {}", status),
                           fmt::format("the journal answered HTTP {}", status)}};
}

std::optional<Feed::Fault> Feed::JudgeBody(const Call& call, const HttpAnswer& answer,
                                           Json& value) {
  if (LooksLikePage(answer.body)) {
    return Fault{
        .code = "R0906",
        .message = {"вместо данных пришла веб-страница", "a web page came instead of data"},
        .hint = {"проверьте base_url; так отвечает и страница входа",
                 "check base_url; a login page answers so, too"}};
  }
  JsonReading reading = ParseJson(answer.body);
  if (reading.fault == JsonFault::kTooDeep || reading.fault == JsonFault::kTooMuch) {
    return Fault{.code = "R0908",
                 .message = {"в ответе слишком много значений или вложений",
                             "the answer has too many or too deep values"}};
  }
  if (reading.fault != JsonFault::kNone) {
    const bool cut = reading.fault == JsonFault::kTruncated;
    return Fault{.code = "R0907",
                 .message = cut ? Bilingual("ответ обрезан: JSON не кончается",
                                            "the answer is cut off: its JSON does not end")
                                : Bilingual("ответ - не JSON", "the answer is no JSON")};
  }
  if (!IsJsonType(answer.content_type)) {
    reporter_.Warn("R0906", call.place, 0, "",
                   {"ответ назван не JSON", "the answer is not said to be JSON"});
  }
  if (const auto error = adapter_.ReadError(reading.value)) return JudgeError(*error);
  value = std::move(reading.value);
  return std::nullopt;
}

Feed::Fault Feed::JudgeError(const JournalError& error) const {
  const std::string code = IsShowable(error.code) ? " (" + error.code + ")" : "";
  switch (error.kind) {
    case JournalError::Kind::kToken:
      return {.code = "R0902",
              .message = {"токен не принят" + code, "the token is refused" + code},
              .hint = {"получите новый токен и положите в его файл",
                       "get a new token and put it into its file"}};
    case JournalError::Kind::kLimit:
      return {
          .code = "R0903",
          .message = {"журнал просит зайти позже" + code, "the journal asks to come later" + code},
          .later = true};
    case JournalError::Kind::kOther:
      break;
  }
  return {
      .code = "R0910",
      .message = {"журнал ответил ошибкой" + code, "the journal answered with an error" + code}};
}

// A plain word, and not one of our secrets sent back.
bool Feed::IsShowable(std::string_view code) const {
  constexpr size_t kMax = 60;
  const bool plain =
      !code.empty() && code.size() <= kMax && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '.' || c == '/' || c == '-';
      });
  return plain && std::none_of(secrets_.begin(), secrets_.end(), [&](const auto& entry) {
           return code.find(entry.second.Reveal()) != std::string_view::npos ||
                  entry.second.Reveal().find(code) != std::string::npos;
         });
}

bool Feed::WaitFor(const Call& call, const HttpAnswer& answer, int attempt) {
  const seconds wait = answer.retry_after.value_or(kFirstWait * (1 << (attempt - 1)));
  if (wait > settings_.wait_max || wait >= TimeLeft()) {
    Fail("R0903", call.place, "",
         {fmt::format("журнал просит зайти через {} с", wait.count()),
          fmt::format("the journal asks to come back in {} s", wait.count())},
         {"столько не ждём: wait_seconds_max, total_seconds",
          "longer than is waited for: wait_seconds_max, total_seconds"});
    return false;
  }
  ports_.waiter.Wait(wait);
  return true;
}

bool Feed::Begin(const Call& call, const Json* list, std::string_view field) {
  if (failed_) return false;
  if (list == nullptr || (!list->is_array() && !list->is_object())) {
    Fail("R0909", call.place, field, {"здесь должен быть список", "a list must stand here"});
    return false;
  }
  file_ = static_cast<uint32_t>(report_.files.size());
  report_.files.push_back({.name = call.place, .bytes = bytes_});
  sink_.OnFile(call.place);
  return true;
}

void Feed::Count(const Item& item) {
  FileReport& file = report_.files[file_];
  if (item.passed_over()) {
    ++file.blank;
    return;
  }
  ++file.read;
  ++(item.ok() ? file.accepted : file.refused);
}

}  // namespace vekha::intake
