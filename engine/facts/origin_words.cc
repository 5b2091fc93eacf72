#include "engine/facts/origin_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace vekha::facts {
namespace {

// "mentees.csv, строки 3, 7" for the rows of one file, from `first` to before `last`.
Bilingual RowsOfFile(std::vector<FactRow>::const_iterator first,
                     std::vector<FactRow>::const_iterator last) {
  const bool one = last - first == 1;
  std::string rows;
  for (auto i = first; i != last; ++i) rows += fmt::format("{}{}", i == first ? "" : ", ", i->row);
  return {fmt::format("{}, {} {}", first->file, one ? "строка" : "строки", rows),
          fmt::format("{}, {} {}", first->file, one ? "row" : "rows", rows)};
}

}  // namespace

Bilingual OriginWords(const FactOrigin& origin) {
  if (origin.rows.empty()) {
    if (origin.id.empty()) return {};
    return {"у источника: " + origin.id, "at the source: " + origin.id};
  }
  // An id that is the files themselves is said by them.
  const bool apart = origin.id.find(origin.rows.front().file) == std::string::npos;
  const std::string id = origin.id.empty() || !apart ? "" : origin.id + ", ";
  Bilingual out{id + "из ", id + "from "};
  for (auto i = origin.rows.begin(); i != origin.rows.end();) {
    const auto next =
        std::find_if(i, origin.rows.end(), [&](const FactRow& row) { return row.file != i->file; });
    const Bilingual part = RowsOfFile(i, next);
    const char* comma = i == origin.rows.begin() ? "" : "; ";
    out.ru += comma + part.ru;
    out.en += comma + part.en;
    i = next;
  }
  const int more = origin.rows_total - static_cast<int>(origin.rows.size());
  if (more > 0) {
    out.ru += fmt::format(" и ещё {}", more);
    out.en += fmt::format(" and {} more", more);
  }
  return out;
}

}  // namespace vekha::facts
