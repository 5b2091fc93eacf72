// The divisions of an expression, for who judges its result: a share of what, and of whom.
#pragma once

#include <string>
#include <vector>

#include "engine/base/source.h"
#include "engine/condition/condition.h"

namespace vekha::condition {

// One side of a division.
struct Dividend {
  std::string text;                    // its own words
  SourceRange range;                   // bytes of ExpressionText(), as TraceStep has it
  std::vector<std::string> names;      // declared names it reads, sorted
  std::vector<NameBelow> names_below;  // of organizations below, sorted
};

struct Quotient {
  Dividend numerator;
  Dividend denominator;
};

// Every division, in the order they are computed.
std::vector<Quotient> QuotientsOf(const Program& program);

}  // namespace vekha::condition
