// What waits for what, as a graph over node numbers.
#pragma once

#include <cstddef>
#include <vector>

namespace vekha::roadmap {

// edges[a] holds b: a waits for b.
using DependencyGraph = std::vector<std::vector<size_t>>;

// One cycle for each knot of nodes that wait for each other: a shortest one through the knot's
// smallest number, beginning there, without repeating it at the end. By first number.
std::vector<std::vector<size_t>> FindCycles(const DependencyGraph& graph);

}  // namespace vekha::roadmap
