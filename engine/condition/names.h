// What the names and calls of an expression refer to, found once.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/condition/ast.h"
#include "engine/condition/condition.h"
#include "engine/condition/function_table.h"
#include "engine/condition/problems.h"

namespace vekha::condition {

enum class ReferenceKind {
  kNone,       // no name, or a part of one
  kLocal,      // a macro's variable
  kName,       // a declared name
  kType,       // int, string ...
  kDynamic,    // found when it runs
  kHasName,    // has() of a declared name or of the beginning of one
  kMembers,    // a list of organizations below
  kNameBelow,  // a declared name of the organization in `local`
  kHasBelow,   // has() of one or of the beginning of one
  kFunction
};

struct Candidate {
  std::string name;
  size_t depth = 0;  // parts of the path it takes; the rest are selections
};

struct Reference {
  ReferenceKind kind = ReferenceKind::kNone;
  uint32_t local = 0;
  std::string name;  // kName, kHasName, kType, kMembers, kNameBelow, kHasBelow
  // kNameBelow, kHasBelow: the list it is one of; of a macro the list it goes over.
  std::string list;
  Type type;                      // of a kName, kMembers, kNameBelow; of a checked kFunction
  std::vector<std::string> path;  // kDynamic
  std::vector<Candidate>
      candidates;  // kDynamic, the first declared one wins; also of a dynamic has
  const Function* function = nullptr;
  bool drop_receiver = false;  // math.abs(x): `math` is no value
};

struct Names {
  std::vector<Reference> references;  // by NodeId
  uint32_t local_count = 0;
  const Reference& operator[](NodeId id) const { return references[id]; }
};

// With an environment, undeclared names and functions are problems; without one they are left to be
// found, or missed, when it runs.
Names ResolveNames(const Ast& ast, const CompileOptions& options, Problems& problems);

}  // namespace vekha::condition
