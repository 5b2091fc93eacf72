#include "service/intake/adapter/curl_port.h"

#include <thread>
#include <utility>

namespace vekha::intake {
namespace {

using delivery::CurlList;

constexpr int kTimeoutSeconds = 20;

struct Body {
  std::string text{};
  size_t bytes_max = 0;
  bool too_large = false;
};

size_t Take(char* bytes, size_t size, size_t count, void* data) {
  auto& body = *static_cast<Body*>(data);
  const size_t length = size * count;
  if (length > body.bytes_max - body.text.size()) {
    body.too_large = true;
    return 0;
  }
  body.text.append(bytes, length);
  return length;
}

template <typename T>
void Set(const delivery::CurlHandle& handle, CURLoption option, T value) {
  curl_easy_setopt(handle.get(), option, value);
}

std::string ProblemOf(CURLcode code, const Body& body, const delivery::AddressGate& gate) {
  if (code == CURLE_OK) return {};
  if (body.too_large || code == CURLE_FILESIZE_EXCEEDED) return "TOO_LARGE";
  if (gate.Closed()) return "INTERNAL_HOST";
  // Fewer bytes than were promised.
  if (code == CURLE_PARTIAL_FILE) return "TRUNCATED";
  return delivery::ConnectionProblem(code);
}

}  // namespace

void SleepingWaiter::Wait(std::chrono::seconds time) { std::this_thread::sleep_for(time); }

CurlPort::CurlPort(delivery::Reach reach, std::string ca_file)
    : ca_file_(std::move(ca_file)), handle_(delivery::MakeCurl(kTimeoutSeconds, ca_file_)) {
  gate_.reach = reach;
  if (handle_ == nullptr) return;
  Set(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
  Set(handle_, CURLOPT_USERAGENT, "vekha");
  Set(handle_, CURLOPT_WRITEFUNCTION, &Take);
  delivery::Attach(handle_.get(), gate_);
}

HttpAnswer CurlPort::Send(const HttpRequest& request) {
  if (handle_ == nullptr) return {.problem = "OUT_OF_MEMORY"};
  Body body{.bytes_max = request.bytes_max};
  CurlList headers;
  delivery::Append(headers, "Accept: application/json");
  delivery::Append(headers, "Expect:");
  if (request.body) delivery::Append(headers, "Content-Type: " + request.content_type);
  for (const auto& [name, value] : request.headers) delivery::Append(headers, name + ": " + value);
  gate_.refused = gate_.passed = false;
  if (request.body) {
    Set(handle_, CURLOPT_POST, 1L);
    Set(handle_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
    Set(handle_, CURLOPT_POSTFIELDS, request.body->c_str());
  } else {
    Set(handle_, CURLOPT_HTTPGET, 1L);
  }
  Set(handle_, CURLOPT_URL, request.url.c_str());
  Set(handle_, CURLOPT_HTTPHEADER, headers.get());
  Set(handle_, CURLOPT_TIMEOUT, static_cast<long>(request.timeout.count()));
  Set(handle_, CURLOPT_CONNECTTIMEOUT, static_cast<long>(request.timeout.count()));
  Set(handle_, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(request.timeout.count()));
  Set(handle_, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.bytes_max));
  Set(handle_, CURLOPT_WRITEDATA, &body);
  const CURLcode code = curl_easy_perform(handle_.get());
  Set(handle_, CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
  HttpAnswer answer{.problem = ProblemOf(code, body, gate_)};
  if (!answer.problem.empty()) return answer;
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  char* type = nullptr;  // belongs to the handle
  curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_TYPE, &type);
  if (type != nullptr) answer.content_type = type;
  curl_off_t seconds = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RETRY_AFTER, &seconds);
  if (seconds > 0) answer.retry_after = std::chrono::seconds(seconds);
  answer.body = std::move(body.text);
  return answer;
}

}  // namespace vekha::intake
