#include <algorithm>

#include "engine/digest/digest.h"

namespace vekha::digest {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Cuts the digits at the front of `text`, without leading zeros.
std::string_view TakeNumber(std::string_view& text) {
  size_t end = 0;
  while (end < text.size() && IsDigit(text[end])) ++end;
  std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
  return number;
}

// "3.2" before "3.10": digits by value, all else by byte.
int CompareNumbers(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (IsDigit(a.front()) && IsDigit(b.front())) {
      const std::string_view x = TakeNumber(a);
      const std::string_view y = TakeNumber(b);
      if (x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
      if (const int order = x.compare(y); order != 0) return order;
    } else {
      if (a.front() != b.front()) return a.substr(0, 1).compare(b.substr(0, 1));
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

bool ComesBefore(const Line* a, const Line* b) {
  if (a->section != b->section) return a->section < b->section;
  if (a->due != b->due) return a->due && (!b->due || *a->due < *b->due);
  if (a->days_late != b->days_late) return a->days_late > b->days_late;
  if (const int order = a->organization.compare(b->organization); order != 0) return order < 0;
  if (const int order = CompareNumbers(a->number, b->number); order != 0) return order < 0;
  return a->task < b->task;
}

}  // namespace

std::vector<const Line*> InOrder(const Digest& digest) {
  std::vector<const Line*> lines;
  lines.reserve(digest.lines.size());
  for (const Line& line : digest.lines) lines.push_back(&line);
  std::stable_sort(lines.begin(), lines.end(), ComesBefore);
  return lines;
}

}  // namespace vekha::digest
