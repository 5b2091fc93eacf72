#include "engine/roster/fact_tally.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace vekha::roster {
namespace {

constexpr size_t kSourceBytesMax = 128;  // of StateService.RecordFacts

std::string SourcesOf(std::span<const Roster* const> rosters) {
  std::set<std::string> sources;
  for (const Roster* roster : rosters) sources.insert(roster->source);
  std::string joined;
  for (const std::string& source : sources) {
    if (!joined.empty() && !source.empty()) joined += "+";
    joined += source;
  }
  if (joined.empty()) return "roster";
  return joined.size() <= kSourceBytesMax ? joined : "several";
}

template <typename Record>
void AddFiles(const Roster& roster, const Table<Record>& table, std::string_view cycle,
              std::set<uint32_t>& files) {
  for (const Record& record : table) {
    if (record.cycle == cycle && record.origin.file < roster.files.size()) {
      files.insert(record.origin.file);
    }
  }
}

template <typename Entry>
void SortByName(std::vector<Entry>& entries, auto name_of) {
  std::sort(entries.begin(), entries.end(),
            [&](const Entry& a, const Entry& b) { return name_of(a) < name_of(b); });
}

}  // namespace

FactTally::FactTally(std::span<const Roster* const> rosters, const DeriveOptions& options)
    : rosters_(rosters),
      options_(options),
      source_(options.source.empty() ? SourcesOf(rosters) : options.source) {
  for (const Roster* roster : rosters) {
    std::set<uint32_t>& files = people_files_[roster];
    for (const Person& person : roster->people) {
      if (person.origin.file < roster->files.size()) files.insert(person.origin.file);
    }
  }
}

void FactTally::From(std::string_view cycle, std::span<const Collection> collections) {
  stamp_ = {};
  std::set<std::string> names;
  for (const Roster* roster : rosters_) {
    std::set<uint32_t> files;
    for (const Collection collection : collections) {
      const bool by_cycle = IsByCycle(collection);
      const auto head = roster->lists.find({collection, std::string(by_cycle ? cycle : "")});
      if (head != roster->lists.end()) stamp_ = std::max(stamp_, head->second.stamp);
      if (collection == Collection::kMentees) AddFiles(*roster, roster->mentees, cycle, files);
      if (collection == Collection::kMentors) AddFiles(*roster, roster->mentors, cycle, files);
      if (collection == Collection::kPairs) AddFiles(*roster, roster->pairs, cycle, files);
      if (collection != Collection::kPeople) continue;
      const std::set<uint32_t>& of_people = people_files_.at(roster);
      files.insert(of_people.begin(), of_people.end());
    }
    for (const uint32_t file : files) names.insert(roster->files[file]);
  }
  source_id_.clear();
  for (const std::string& name : names) source_id_ += (source_id_.empty() ? "" : ", ") + name;
}

void FactTally::Add(std::string name, std::string scope, size_t count, const CountedRows& about) {
  AddProtected(std::move(name), std::move(scope), count);
  DerivedFact& fact = derivation_.facts.back();
  fact.rows = Rows(about);
  fact.rows_total = static_cast<int>(about.size());
}

void FactTally::AddProtected(std::string name, std::string scope, size_t count) {
  facts::FactRecord record{
      .name = std::move(name),
      .scope = std::move(scope),
      .value = condition::Value::Int(static_cast<int64_t>(count)),
      .source = source_,
      .observed_at = stamp_.observed_at != 0 ? stamp_.observed_at : options_.observed_at,
      .observed_on = options_.as_of};
  derivation_.facts.push_back(
      {.record = std::move(record), .source_id = source_id_, .version = stamp_.version});
}

void FactTally::AddGap(std::string name, std::string scope, Bilingual why,
                       const CountedRows& about) {
  derivation_.gaps.push_back({.fact = std::move(name),
                              .scope = std::move(scope),
                              .why = std::move(why),
                              .rows = Rows(about),
                              .rows_total = static_cast<int>(about.size())});
}

std::vector<RowReference> FactTally::Rows(const CountedRows& about) const {
  std::vector<RowReference> rows;
  for (const auto& [roster, origin] : about) {
    const bool known = origin.file < roster->files.size();
    rows.push_back({known ? roster->files[origin.file] : std::string(), origin.row});
  }
  std::sort(rows.begin(), rows.end());
  if (rows.size() > options_.rows_max) rows.resize(options_.rows_max);
  return rows;
}

Derivation FactTally::Take() {
  SortByName(derivation_.facts,
             [](const DerivedFact& f) { return std::tie(f.record.name, f.record.scope); });
  SortByName(derivation_.gaps, [](const Gap& g) { return std::tie(g.fact, g.scope); });
  return std::move(derivation_);
}

}  // namespace vekha::roster
