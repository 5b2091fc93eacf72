// libcurl's handles with owners.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

namespace vekha::delivery {

struct CurlCloser {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlHandle = std::unique_ptr<CURL, CurlCloser>;
using CurlUrl = std::unique_ptr<CURLU, CurlCloser>;
using CurlList = std::unique_ptr<curl_slist, CurlCloser>;

// A handle that looks at no signal, proxy variable or .netrc, follows nothing, and takes at most
// `timeout_seconds` for each thing it does. Null only when memory is out.
CurlHandle MakeCurl(int timeout_seconds, const std::string& ca_file);

void Append(CurlList& list, const std::string& text);

// The name of a failure that has nothing to do with what was sent: "UNREACHABLE", "TIMEOUT",
// "TLS_UNTRUSTED", "TLS_UNAVAILABLE", "TLS_FAILED", "CA_FILE_UNREADABLE" or "DISCONNECTED".
std::string ConnectionProblem(CURLcode code);

}  // namespace vekha::delivery
