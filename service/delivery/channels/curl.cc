#include "service/delivery/channels/curl.h"

namespace vekha::delivery {

CurlHandle MakeCurl(int timeout_seconds, const std::string& ca_file) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  CurlHandle handle(ready == CURLE_OK ? curl_easy_init() : nullptr);
  if (handle == nullptr) return handle;
  const long seconds = timeout_seconds;
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(handle.get(), CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(handle.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT, seconds);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, seconds);
  curl_easy_setopt(handle.get(), CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
  if (!ca_file.empty()) curl_easy_setopt(handle.get(), CURLOPT_CAINFO, ca_file.c_str());
  return handle;
}

void Append(CurlList& list, const std::string& text) {
  curl_slist* longer = curl_slist_append(list.get(), text.c_str());
  if (longer == nullptr) return;  // memory is out; the list stays as it was
  static_cast<void>(list.release());
  list.reset(longer);
}

std::string ConnectionProblem(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
      return "UNREACHABLE";
    case CURLE_OPERATION_TIMEDOUT:
      return "TIMEOUT";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "TLS_UNTRUSTED";
    case CURLE_USE_SSL_FAILED:
      return "TLS_UNAVAILABLE";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_SHUTDOWN_FAILED:
      return "TLS_FAILED";
    case CURLE_SSL_CACERT_BADFILE:
      return "CA_FILE_UNREADABLE";
    default:
      return "DISCONNECTED";
  }
}

}  // namespace vekha::delivery
