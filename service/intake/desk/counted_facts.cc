#include "service/intake/desk/counted_facts.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "service/base/zone.h"

namespace vekha::intake {

std::optional<int64_t> CountOf(const facts::FactRecord* record) {
  const auto* count = record == nullptr ? nullptr : record->value.As<int64_t>();
  return count == nullptr ? std::nullopt : std::optional(*count);
}

bool IsOfImport(const facts::FactRecord& record) {
  if (record.origin == nullptr || record.source.empty()) return false;
  const std::string_view id = record.origin->id;
  const std::string prefix = record.source + "/";
  return id.size() > prefix.size() && id.substr(0, prefix.size()) == prefix &&
         std::all_of(id.begin() + static_cast<std::ptrdiff_t>(prefix.size()), id.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

void CountedFacts::Count(const roster::DerivedFact& fact, const std::string& source,
                         const std::string& import, Known known) {
  const facts::FactRecord& counted = fact.record;
  seen_.insert({counted.name, counted.scope});
  const facts::FactRecord* current = Find(counted.name, counted.scope);
  all_.push_back({counted.name, counted.scope, CountOf(current), CountOf(&counted), fact.rows,
                  fact.rows_total});
  const bool same = current != nullptr && condition::Identical(current->value, counted.value);
  if (same && known == Known::kStands) return;
  facts::FactOrigin origin{.id = import, .version = fact.version, .rows = {}};
  for (const roster::RowReference& row : fact.rows) {
    origin.rows.push_back({row.file, static_cast<int>(row.row)});
  }
  origin.rows_total = fact.rows_total;
  facts::FactRecord next = counted;
  next.source = source;
  Add(std::move(next), std::move(origin));
}

void CountedFacts::Withdraw(const std::string& name, const std::string& scope,
                            const std::string& source, const std::string& import,
                            int64_t observed_at) {
  const facts::FactRecord* current = Find(name, scope);
  if (!CountOf(current) || !seen_.insert({name, scope}).second) return;
  all_.push_back({name, scope, CountOf(current), {}, {}, 0});
  Add({.name = name,
       .scope = scope,
       .value = {},
       .source = source,
       .observed_at = observed_at,
       .observed_on = {}},
      {.id = import, .version = 0, .rows = {}});
}

void CountedFacts::Add(facts::FactRecord next, facts::FactOrigin origin) {
  const facts::FactRecord* current = Find(next.name, next.scope);
  if (current != nullptr && IsOfImport(*current) && next.observed_at <= current->observed_at) {
    next.observed_at = current->observed_at;
    origin.version = std::max(origin.version, current->origin->version);
  }
  const std::chrono::sys_seconds seen{std::chrono::seconds(next.observed_at)};
  next.observed_on = service::LocalMinuteIn(zone_, seen).day;
  next.origin = std::make_shared<const facts::FactOrigin>(std::move(origin));
  fresh_.push_back(std::move(next));
}

}  // namespace vekha::intake
