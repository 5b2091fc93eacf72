#include "engine/facts/spelling.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <utility>

#include "engine/base/utf8.h"

namespace vekha::facts {
namespace {

constexpr size_t kMaxSuggestions = 3;
// Longer words are no slip of the finger; measuring them would cost the square of their length.
constexpr size_t kMaxMeasuredLength = 200;

std::vector<char32_t> LowerCodePoints(std::string_view text) {
  std::vector<char32_t> out;
  for (const CodePoint& c : DecodeUtf8(text)) out.push_back(LowerCodePoint(c.value));
  return out;
}

// Optimal string alignment, three rows.
int Distance(const std::vector<char32_t>& a, const std::vector<char32_t>& b, int limit) {
  const size_t longer = std::max(a.size(), b.size());
  const size_t shorter = std::min(a.size(), b.size());
  if (longer > kMaxMeasuredLength || longer - shorter > static_cast<size_t>(limit)) {
    return limit + 1;
  }
  std::vector<int> before(b.size() + 1);
  std::vector<int> previous(b.size() + 1);
  std::vector<int> current(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) previous[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    current[0] = static_cast<int>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const int substituted = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, substituted});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
    }
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return std::min(previous[b.size()], limit + 1);
}

}  // namespace

int EditDistance(std::string_view a, std::string_view b, int limit) {
  return Distance(LowerCodePoints(a), LowerCodePoints(b), limit);
}

std::vector<std::string> NearestNames(std::string_view name,
                                      std::span<const std::string_view> candidates) {
  const std::vector<char32_t> letters = LowerCodePoints(name);
  const int limit = std::clamp(static_cast<int>(letters.size()) / 3, 1, 4);
  std::vector<std::pair<int, std::string>> near;
  for (const std::string_view candidate : candidates) {
    const int distance = Distance(letters, LowerCodePoints(candidate), limit);
    if (distance <= limit) near.emplace_back(distance, candidate);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (near.size() > kMaxSuggestions) near.resize(kMaxSuggestions);
  std::vector<std::string> out;
  for (auto& [distance, found] : near) out.push_back(std::move(found));
  return out;
}

Bilingual DidYouMean(const std::vector<std::string>& nearest) {
  if (nearest.empty()) return {};
  std::string names;
  for (const std::string& name : nearest) {
    names += (names.empty() ? "\"" : ", \"") + name + "\"";
  }
  return {"возможно, " + names + "?", "did you mean " + names + "?"};
}

}  // namespace vekha::facts
