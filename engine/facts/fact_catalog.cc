#include "engine/facts/fact_catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/facts/spelling.h"

namespace vekha::facts {
namespace {

using condition::Type;
using condition::TypeKind;

// First calendar year of the school year a day lies in.
int CycleYear(Date day) {
  const int year = day.year();
  return day.month() >= 9 ? year : year - 1;
}

std::string CycleKey(int year) { return fmt::format("{}/{:02}", year, (year + 1) % 100); }

std::optional<int> ParseYear(std::string_view text) {
  if (text.size() != 4) return std::nullopt;
  int year = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  return year;
}

// "2022-H2" with letter 'H' and numbers 1..last.
bool IsPartOfYear(std::string_view scope, char letter, char last) {
  return scope.size() == 7 && ParseYear(scope.substr(0, 4)) && scope[4] == '-' &&
         scope[5] == letter && scope[6] >= '1' && scope[6] <= last;
}

}  // namespace

std::string_view FactPerName(FactPer per) {
  switch (per) {
    case FactPer::kOnce:
      return "once";
    case FactPer::kCycle:
      return "cycle";
    case FactPer::kHalf:
      return "half";
    case FactPer::kQuarter:
      return "quarter";
    case FactPer::kYear:
      return "year";
  }
  return "";
}

std::optional<FactPer> ParseFactPer(std::string_view name) {
  using enum FactPer;
  for (const FactPer per : {kOnce, kCycle, kHalf, kQuarter, kYear}) {
    if (FactPerName(per) == name) return per;
  }
  return std::nullopt;
}

std::string ScopeKey(FactPer per, Date due) {
  const int year = due.year();
  const int month = due.month();
  switch (per) {
    case FactPer::kOnce:
      return "";
    case FactPer::kCycle:
      return CycleKey(CycleYear(due));
    case FactPer::kHalf:
      return fmt::format("{}-H{}", year, (month + 5) / 6);
    case FactPer::kQuarter:
      return fmt::format("{}-Q{}", year, (month + 2) / 3);
    case FactPer::kYear:
      return fmt::format("{}", year);
  }
  return "";
}

bool IsScopeOf(FactPer per, std::string_view scope) {
  switch (per) {
    case FactPer::kOnce:
      return scope.empty();
    case FactPer::kCycle: {
      if (scope.size() != 7 || scope[4] != '/') return false;
      const std::optional<int> year = ParseYear(scope.substr(0, 4));
      const int next = year ? (*year + 1) % 100 : 0;
      return year && scope[5] == '0' + next / 10 && scope[6] == '0' + next % 10;
    }
    case FactPer::kHalf:
      return IsPartOfYear(scope, 'H', '2');
    case FactPer::kQuarter:
      return IsPartOfYear(scope, 'Q', '4');
    case FactPer::kYear:
      return ParseYear(scope).has_value();
  }
  return false;
}

FactCatalog::FactCatalog(std::vector<FactDeclaration> declarations) {
  for (FactDeclaration& declaration : declarations) {
    if (declaration.name == kToday) continue;
    std::string name = declaration.name;
    declarations_.emplace(std::move(name), std::move(declaration));
  }
}

const FactDeclaration* FactCatalog::Find(std::string_view name) const {
  const auto found = declarations_.find(name);
  return found == declarations_.end() ? nullptr : &found->second;
}

std::optional<Type> FactCatalog::FindVariable(std::string_view name) const {
  if (name == kToday) return Type{TypeKind::kDate, {}};
  const FactDeclaration* declaration = Find(name);
  if (declaration == nullptr) return std::nullopt;
  return declaration->type;
}

bool FactCatalog::IsPrefix(std::string_view prefix) const {
  const std::string below = std::string(prefix) + ".";
  const auto found = declarations_.lower_bound(below);
  return found != declarations_.end() && found->first.starts_with(below);
}

std::vector<std::string> FactCatalog::Suggest(std::string_view name) const {
  std::vector<std::string_view> names{kToday};
  for (const auto& [declared, declaration] : declarations_) names.push_back(declared);
  return NearestNames(name, names);
}

}  // namespace vekha::facts
