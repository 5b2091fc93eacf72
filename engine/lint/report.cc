#include "engine/lint/report.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/lint/kind.h"

namespace vekha::lint {
namespace {

struct CellText {
  Position position;
  std::string_view text;
};

CellText TextOf(const roadmap::Measure& row, Cell cell) {
  switch (cell) {
    case Cell::kRow:
      return {row.position, {}};
    case Cell::kTitle:
      return {row.cells.title, row.title};
    case Cell::kTerm:
      return {row.cells.term, row.term_text};
    case Cell::kResponsible:
      return {row.cells.responsible, row.responsible_text};
    case Cell::kOutcome:
      return {row.cells.outcome, row.outcome};
    case Cell::kResult:
      return {row.cells.result, row.result};
  }
  return {};
}

}  // namespace

void Report::Add(std::string_view kind, const roadmap::Measure& row, Cell cell,
                 std::string_view words, Bilingual message, Bilingual hint) {
  const CellText text = TextOf(row, cell);
  const bool quoted = !words.empty() && text.text.find(words) != std::string_view::npos;
  const Place place =
      quoted ? FindWords(source_, text.position, text.text.size(), words) : Place{text.position, 1};
  AddAt(kind, place, std::move(message), std::move(hint));
}

void Report::AddAt(std::string_view kind, Place place, Bilingual message, Bilingual hint) {
  const Kind* known = FindKind(kind);
  assert(known != nullptr);
  if (hint.empty()) hint = {std::string(known->hint), std::string(known->hint_en)};
  findings_.push_back({SeverityOf(known->weight), std::string(kind), source_.name(), place.position,
                       place.length, std::move(message.en), std::move(hint.en),
                       std::move(message.ru), std::move(hint.ru)});
}

void Report::AddHead(std::string_view kind, std::string_view key, std::string_view words,
                     Bilingual message, Bilingual hint) {
  constexpr size_t kHeadBytes = 2000;
  const Position position = HeadKey(source_, key);
  AddAt(kind, words.empty() ? Place{position, 1} : FindWords(source_, position, kHeadBytes, words),
        std::move(message), std::move(hint));
}

std::vector<Diagnostic> Report::Take() {
  SortDiagnostics(findings_);
  std::vector<Diagnostic> out;
  for (Diagnostic& one : findings_) {
    auto i = out.rbegin();
    while (i != out.rend() && i->position == one.position && *i != one) ++i;
    const bool known = i != out.rend() && *i == one;
    if (!known) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace vekha::lint
