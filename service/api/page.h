// Pages of lists. A token is opaque to clients: URL-safe base64 of the query's fingerprint, the
// revision and day of the first page, and where the next page begins. It is no secret and grants
// nothing.
//
// The next page begins after the last item that was given; when that item is gone, where it stood.
// So nothing is given twice or left out unless it was moved itself.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/date.h"
#include "service/api/content_hash.h"

namespace vekha::api {

inline constexpr int kPageSizeDefault = 50;
inline constexpr int kPageSizeMax = 1000;
// A page ends early rather than grow past what clients accept (4 MiB by default).
inline constexpr size_t kPageBytesMax = 3 << 20;

// PAGE_SIZE_NEGATIVE.
absl::Status CheckPageSize(int size);

// What an id takes in a list of them: its tag and length, too.
inline size_t TextBytes(std::string_view text) { return text.size() + 4; }

class Page {
 public:
  // PAGE_SIZE_NEGATIVE, PAGE_TOKEN_INVALID or PAGE_TOKEN_FOREIGN. The size may change from page to
  // page, nothing else may.
  template <typename Request>
  static absl::StatusOr<Page> Of(std::string_view method, const Request& request) {
    Request query = request;
    query.clear_page_size();
    query.clear_page_token();
    return Read(request.page_size(), request.page_token(), ContentHash(query, method));
  }

  // What the first page was made of; later pages keep it.
  void Begin(int64_t revision, std::optional<Date> day);
  int64_t revision() const { return revision_; }
  std::optional<Date> day() const { return day_; }

  // Calls `add` with each item of this page; it gives the bytes the item takes. Returns the token
  // of the next page, empty when there is none.
  template <typename Items, typename IdOf, typename Add>
  std::string Fill(const Items& items, IdOf id_of, Add add) const {
    size_t at = Start(items, id_of);
    size_t bytes = 0;
    for (int given = 0; at < items.size() && given < size_ && bytes < kPageBytesMax; ++given) {
      bytes += add(items[at++]);
    }
    return at < items.size() ? Token(at, id_of(items[at - 1])) : std::string();
  }

 private:
  static absl::StatusOr<Page> Read(int size, std::string_view token, std::string query);
  std::string Token(size_t next, std::string_view last) const;

  template <typename Items, typename IdOf>
  size_t Start(const Items& items, IdOf id_of) const {
    if (next_ == 0) return 0;
    if (next_ <= items.size() && id_of(items[next_ - 1]) == last_) return next_;
    for (size_t i = 0; i < items.size(); ++i) {
      if (id_of(items[i]) == last_) return i + 1;
    }
    return next_ - 1 < items.size() ? next_ - 1 : items.size();
  }

  int size_ = kPageSizeDefault;
  std::string query_;
  bool first_ = true;
  int64_t revision_ = 0;
  std::optional<Date> day_;
  size_t next_ = 0;   // items given so far
  std::string last_;  // id of the last one
};

}  // namespace vekha::api
