#include "engine/roadmap/level_environment.h"

#include <fmt/format.h>

#include "engine/facts/spelling.h"

namespace vekha::roadmap {
namespace {

constexpr Level kListed[] = {Level::kMunicipality, Level::kSchool};

std::string_view WhoseRussian(Level level) {
  switch (level) {
    case Level::kRegion:
      return "региона";
    case Level::kMunicipality:
      return "муниципалитета";
    case Level::kSchool:
      return "школы";
    case Level::kBody:
      return "органа";
  }
  return "";
}

std::optional<Level> ListedLevel(std::string_view list) {
  for (const Level level : kListed) {
    if (MemberListOf(level) == list) return level;
  }
  return std::nullopt;
}

}  // namespace

std::string_view MemberListOf(Level level) {
  switch (level) {
    case Level::kRegion:
    case Level::kBody:
      return "";
    case Level::kMunicipality:
      return facts::kMunicipalities;
    case Level::kSchool:
      return facts::kSchools;
  }
  return "";
}

const condition::Environment* LevelEnvironment::FindMembers(std::string_view list) const {
  const std::optional<Level> listed = ListedLevel(list);
  return listed && (!level_ || *listed > *level_) ? &member_ : nullptr;
}

Bilingual LevelEnvironment::WhyAbsent(std::string_view name) const {
  if (!ListedLevel(name) || FindMembers(name) != nullptr) return {};
  return {fmt::format("{}: условие смотрят у {}, а ниже таких организаций нет", name,
                      WhoseRussian(*level_)),
          fmt::format("{}: the condition is asked of a {}, which has none below it", name,
                      LevelName(*level_))};
}

std::vector<std::string> LevelEnvironment::Suggest(std::string_view name) const {
  std::vector<std::string> near = facts_.Suggest(name);
  std::vector<std::string_view> lists;
  for (const Level level : kListed) {
    if (FindMembers(MemberListOf(level)) != nullptr) lists.push_back(MemberListOf(level));
  }
  const std::vector<std::string> near_lists = facts::NearestNames(name, lists);
  near.insert(near.begin(), near_lists.begin(), near_lists.end());
  return near;
}

}  // namespace vekha::roadmap
