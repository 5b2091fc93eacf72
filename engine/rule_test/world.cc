#include "engine/rule_test/world.h"

#include <fmt/format.h>

#include <set>
#include <utility>
#include <vector>

#include "engine/base/status.h"
#include "engine/workflow/command.h"

namespace vekha::rule_test {
namespace {

using roadmap::Level;
using roadmap::Measure;

const Date kAlways(2000, 1, 1);  // roles nobody dates are held since before any roadmap

class Builder {
 public:
  Builder(const Directory& directory, const workflow::RuleBook& rules, World& world)
      : directory_(directory), rules_(rules), world_(world) {}

  absl::Status Build(const Source& rule_file) {
    VEKHA_RETURN_IF_ERROR(AddOrganizations());
    VEKHA_RETURN_IF_ERROR(AddNamedPeople());
    VEKHA_RETURN_IF_ERROR(AddRoles());
    VEKHA_RETURN_IF_ERROR(Do(workflow::ApplyRoadmap{rule_file.name(), rule_file.text(), ""}));
    VEKHA_RETURN_IF_ERROR(
        Do(workflow::AdoptRoadmap{world_.adopter, world_.roadmap->id, 0, world_.adopted}));
    // The adopted one: tasks point to its measures.
    world_.roadmap = workflow::FindRoadmap(world_.state, world_.roadmap->id, 1)->compiled;
    return absl::OkStatus();
  }

 private:
  absl::Status Do(const workflow::Command& command) {
    VEKHA_ASSIGN_OR_RETURN(const workflow::Decision decision,
                           workflow::Decide(world_.state, rules_, command));
    const int64_t revision = world_.state.revision + 1;
    for (const workflow::Event& event : decision.events) {
      workflow::Apply(world_.state, event, revision, rules_);
    }
    return absl::OkStatus();
  }

  absl::Status AddOrganization(const std::string& id, const std::string& parent, Level level,
                               const std::string& name) {
    VEKHA_RETURN_IF_ERROR(
        Do(workflow::PutOrganization{{OrganizationId(id), OrganizationId(parent), level,
                                      name.empty() ? id : name, "Europe/Moscow"},
                                     ""}));
    world_.places.try_emplace(level, OrganizationId(id));
    return absl::OkStatus();
  }

  absl::Status AddOrganizations() {
    for (const PlaceGiven& place : directory_.organizations) {
      VEKHA_RETURN_IF_ERROR(AddOrganization(place.id, place.parent, place.level, place.name));
    }
    if (directory_.organizations.empty()) VEKHA_RETURN_IF_ERROR(MakeUpOrganizations());
    const auto adopter = world_.places.find(world_.roadmap->level);
    if (adopter == world_.places.end()) {
      return absl::InvalidArgumentError(
          fmt::format("there is no organization of level {}, the "
                      "roadmap's",
                      LevelName(world_.roadmap->level)));
    }
    world_.adopter = adopter->second;
    return absl::OkStatus();
  }

  absl::Status MakeUpOrganizations() {
    std::set<Level> levels = {world_.roadmap->level};
    for (const Measure* measure : roadmap::WorkMeasures(*world_.roadmap)) {
      if (measure->for_each) levels.insert(*measure->for_each);
    }
    std::string parent;
    for (const Level level : levels) {
      const std::string id(LevelName(level));
      VEKHA_RETURN_IF_ERROR(AddOrganization(id, parent, level, ""));
      parent = id;
    }
    return absl::OkStatus();
  }

  // One person a name, whatever its spelling.
  absl::StatusOr<PersonId> PersonOf(const std::string& name) {
    const auto [found, is_new] = people_.try_emplace(
        roadmap::ExecutorKey(name), PersonId(fmt::format("p{}", people_.size() + 1)));
    if (is_new) VEKHA_RETURN_IF_ERROR(Do(workflow::PutPerson{{found->second, name}, ""}));
    return found->second;
  }

  absl::Status AddNamedPeople() {
    for (const Measure* measure : roadmap::WorkMeasures(*world_.roadmap)) {
      for (const roadmap::Responsible& one : measure->responsible) {
        if (one.kind != roadmap::ResponsibleKind::kPerson) continue;
        VEKHA_RETURN_IF_ERROR(PersonOf(one.name).status());
      }
    }
    return absl::OkStatus();
  }

  absl::Status AddRole(const OrganizationId& place, const std::string& role,
                       const std::string& person, Date from, std::optional<Date> to) {
    VEKHA_ASSIGN_OR_RETURN(const PersonId id, PersonOf(person));
    return Do(workflow::PutRole{{place, role, id, from, to}});
  }

  absl::Status AddRoles() {
    std::set<std::string> settled;  // given or vacant
    for (const Holding& holding : directory_.roles) {
      settled.insert(holding.role);
      const OrganizationId place =
          holding.organization.empty() ? world_.adopter : OrganizationId(holding.organization);
      VEKHA_RETURN_IF_ERROR(
          AddRole(place, holding.role, holding.person, holding.from.value_or(kAlways), holding.to));
    }
    for (const Placed<std::string>& vacant : directory_.vacant) settled.insert(vacant.value);
    for (const std::string& role : RolesAskedFor()) {
      if (settled.contains(role)) continue;
      VEKHA_RETURN_IF_ERROR(AddRole(world_.adopter, role, role, kAlways, std::nullopt));
    }
    return absl::OkStatus();
  }

  std::set<std::string> RolesAskedFor() const {
    std::set<std::string> roles = {world_.roadmap->control, world_.roadmap->authority};
    for (const Measure* measure : roadmap::WorkMeasures(*world_.roadmap)) {
      for (const roadmap::Responsible& one : measure->responsible) roles.insert(one.role);
      const auto ladder = rules_.ladders.find(measure->ladder);
      if (ladder == rules_.ladders.end()) continue;
      for (const auto* rungs : {&ladder->second.rungs, &ladder->second.control}) {
        for (const reminder::Rung& rung : *rungs) {
          roles.insert(rung.audience.begin(), rung.audience.end());
        }
      }
    }
    for (const char* word :
         {"", "none", "responsible", "co_executors", "controller", "authority"}) {
      roles.erase(word);
    }
    return roles;
  }

  const Directory& directory_;
  const workflow::RuleBook& rules_;
  World& world_;
  std::map<std::string, PersonId> people_;  // by ExecutorKey
};

}  // namespace

absl::StatusOr<World> MakeWorld(const Directory& directory, const Source& rule_file,
                                std::shared_ptr<const roadmap::Roadmap> roadmap, Date adopted,
                                const workflow::RuleBook& rules) {
  World world;
  world.roadmap = std::move(roadmap);
  world.adopted = adopted;
  VEKHA_RETURN_IF_ERROR(Builder(directory, rules, world).Build(rule_file));
  return world;
}

}  // namespace vekha::rule_test
