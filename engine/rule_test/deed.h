// What a test has somebody do with a task, as an assumption of the simulation. Inside this room
// only.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/rule_test/context.h"
#include "engine/simulation/simulation.h"

namespace vekha::rule_test {

struct DeedForm {
  DeedKind kind;
  std::string_view key;   // in the test file: "ask_extension"
  std::string_view noun;  // "request for an extension"
};
std::span<const DeedForm> DeedForms();
const DeedForm& FormOf(DeedKind kind);

// "the report of 3.5"
std::string DeedName(const Deed& deed);

// False, with problems told, when the task or a person it names is not there.
bool NamesExist(const Act& act, Context& context);

// Of an act with a deed. Who is not named is who may do it by the state: the controller, the
// authority or the first who answers. Nothing, with a problem told, when there is nobody.
std::optional<simulation::Assumption> AssumptionOf(const Act& act, const workflow::State& state,
                                                   Context& context);

// What Decide() is asked when the deed is tried by itself.
workflow::Command CommandOf(const simulation::Assumption& deed);

}  // namespace vekha::rule_test
