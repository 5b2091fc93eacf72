#include "engine/roadmap/dependency_graph.h"

#include <algorithm>
#include <deque>
#include <limits>

namespace vekha::roadmap {
namespace {

constexpr size_t kNone = std::numeric_limits<size_t>::max();

// Tarjan's strongly connected components without recursion: a chain of 5,000 rows must not use the
// call stack.
class Components {
 public:
  explicit Components(const DependencyGraph& graph)
      : graph_(graph),
        index_(graph.size(), kNone),
        low_(graph.size()),
        of_(graph.size(), kNone),
        size_(graph.size()) {
    for (size_t node = 0; node < graph.size(); ++node) {
      if (index_[node] == kNone) Visit(node);
    }
  }

  bool Same(size_t a, size_t b) const { return of_[a] == of_[b]; }
  size_t Of(size_t node) const { return of_[node]; }
  size_t SizeOf(size_t node) const { return size_[of_[node]]; }

 private:
  struct Frame {
    size_t node;
    size_t next_edge = 0;
  };

  void Enter(size_t node) {
    index_[node] = low_[node] = next_index_++;
    open_.push_back(node);
    frames_.push_back({node});
  }

  void Visit(size_t root) {
    Enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const size_t node = frame.node;
      if (frame.next_edge == graph_[node].size()) {
        Leave(node);
        continue;
      }
      const size_t to = graph_[node][frame.next_edge++];
      if (index_[to] == kNone) {
        Enter(to);
      } else if (of_[to] == kNone) {
        low_[node] = std::min(low_[node], index_[to]);
      }
    }
  }

  void Leave(size_t node) {
    frames_.pop_back();
    if (!frames_.empty()) {
      size_t& parent = low_[frames_.back().node];
      parent = std::min(parent, low_[node]);
    }
    if (low_[node] != index_[node]) return;
    while (of_[node] == kNone) {
      of_[open_.back()] = node;
      ++size_[node];
      open_.pop_back();
    }
  }

  const DependencyGraph& graph_;
  std::vector<size_t> index_;
  std::vector<size_t> low_;
  std::vector<size_t> of_;  // the component, by its first node
  std::vector<size_t> size_;
  std::vector<size_t> open_;
  std::vector<Frame> frames_;
  size_t next_index_ = 0;
};

// A shortest way from `start` back to itself inside its component, which has one.
std::vector<size_t> ShortestCycle(const DependencyGraph& graph, const Components& components,
                                  size_t start) {
  std::vector<size_t> came_from(graph.size(), kNone);
  std::deque<size_t> queue{start};
  while (!queue.empty()) {
    const size_t node = queue.front();
    queue.pop_front();
    for (const size_t to : graph[node]) {
      if (to == start) {
        std::vector<size_t> path;
        for (size_t at = node; at != start; at = came_from[at]) path.push_back(at);
        path.push_back(start);
        std::ranges::reverse(path);
        return path;
      }
      if (came_from[to] != kNone || !components.Same(start, to)) continue;
      came_from[to] = node;
      queue.push_back(to);
    }
  }
  return {};
}

}  // namespace

std::vector<std::vector<size_t>> FindCycles(const DependencyGraph& graph) {
  const Components components(graph);
  std::vector<bool> shown(graph.size());
  std::vector<std::vector<size_t>> cycles;
  for (size_t node = 0; node < graph.size(); ++node) {
    const bool alone =
        components.SizeOf(node) == 1 && std::ranges::find(graph[node], node) == graph[node].end();
    if (alone || shown[components.Of(node)]) continue;
    shown[components.Of(node)] = true;
    cycles.push_back(ShortestCycle(graph, components, node));
  }
  return cycles;
}

}  // namespace vekha::roadmap
