// How large a condition may be and how long it may run. The defaults are for rule files: an order
// above the longest condition written by hand (a rule is one line of a table), two below
// Kubernetes' budgets for admission policies (5 KiB of text, 1,000,000 units a call).
#pragma once

#include <cstddef>
#include <cstdint>

namespace vekha::condition {

// How large a fact is taken to be when the cost of a condition is estimated: a large school.
struct AssumedSizes {
  int64_t list = 2'000;       // its pupils
  int64_t map = 500;          // its declared facts
  int64_t text = 200;         // bytes: a name, a number of an order, a line
  int64_t days_walked = 366;  // by calendar functions
  // Organizations below: more than the country has schools. Not what is likely, but what is
  // promised: a condition over them that is accepted runs to its end with this many.
  int64_t members = 50'000;
};

// What a condition may cost for each organization below, on top of what any condition may: a
// dozen comparisons and a search in a text. So whoever goes over them once fits, whoever goes over
// them inside each other does not, whatever their number.
inline constexpr int64_t kMemberCost = 100;

struct Limits {
  size_t code_points = 4096;
  int depth = 64;         // brackets, arguments and branches inside each other
  size_t nodes = 1000;    // operators, names, literals; also bounds the height of the tree
  int macro_nesting = 2;  // all, exists, map ... inside each other: the only exponential path
  int64_t estimate = 1'000'000;  // cost at the assumed sizes (Kubernetes' budget of one call)
  AssumedSizes assumed;
};

// Whatever is asked for, the tree is walked recursively: these bound the stack it takes.
inline constexpr int kDepthHardMax = 250;      // cel-go's recursion limit
inline constexpr size_t kNodesHardMax = 4000;  // about 1 MB of stack when all in one chain

// Cost in the units of cel-go (interpreter/runtimecost.go): a name or an operation 1, text 0.1 a
// byte, a list literal 10, a map literal 30, calendar functions 1 + days walked / 100.
struct RunLimits {
  int64_t cost = 100'000;
  int64_t member_cost = kMemberCost;  // more, for each organization of a list that is gone over
  size_t string_bytes = 64 * 1024;
  size_t list_elements = 10'000;  // cel-cpp's comprehension_max_iterations
  size_t members = 50'000;        // as AssumedSizes says
};

}  // namespace vekha::condition
