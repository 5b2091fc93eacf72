// std::visit with one lambda an alternative, so a forgotten case does not compile.
#pragma once

namespace vekha {

template <typename... Visitors>
struct Overload : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overload(Visitors...) -> Overload<Visitors...>;  // clang 14 needs the guide

}  // namespace vekha
