#include "engine/roadmap/measure_merge.h"

namespace vekha::roadmap {
namespace {

template <typename T>
void FillIn(std::optional<T>& value, const std::optional<T>& from) {
  if (!value) value = from;
}

void FillInShared(RawMeasure& out, const RawMeasure& from) {
  FillIn(out.title, from.title);
  FillIn(out.term, from.term);
  FillIn(out.responsible, from.responsible);
  FillIn(out.outcome, from.outcome);
  FillIn(out.result, from.result);
  FillIn(out.evidence, from.evidence);
  FillIn(out.applies_when, from.applies_when);
  FillIn(out.nonworking, from.nonworking);
  FillIn(out.ladder, from.ladder);
  FillIn(out.heartbeat, from.heartbeat);
  FillIn(out.for_each, from.for_each);
  if (out.for_each) FillIn(out.gather, from.gather);
}

}  // namespace

RawMeasure UseLibraryMeasure(const RawMeasure& entry, const RawMeasure& from) {
  RawMeasure out = entry;
  FillInShared(out, from);
  FillIn(out.number, from.number);
  FillIn(out.after, from.after);
  FillIn(out.done_when, from.done_when);
  if (!out.items.empty()) return out;
  out.items = from.items;
  for (RawMeasure& item : out.items) {
    std::string& id = item.id.value;
    if (id.starts_with(from.id.value)) id.replace(0, from.id.value.size(), entry.id.value);
  }
  return out;
}

RawMeasure InheritFromRow(const RawMeasure& item, const RawMeasure& row) {
  RawMeasure out = item;
  FillInShared(out, row);
  FillIn(out.number, row.number);
  if (!out.number) out.number = row.id;
  if (!row.after) return out;
  if (!out.after) out.after.emplace();
  for (const Text& id : *row.after) out.after->push_back(id);
  return out;
}

}  // namespace vekha::roadmap
