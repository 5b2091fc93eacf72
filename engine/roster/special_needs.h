// That a pupil has special needs (ОВЗ), and until when. A special category of personal data (152-ФЗ
// art. 10), so the type is made not to leak: it has no operator<<, no Format, no conversion to text
// or bool, and never a diagnosis. Only Reveal() tells, and its callers are those who hold the
// right.
#pragma once

#include <optional>

#include "engine/base/date.h"

namespace vekha::roster {

class SpecialNeeds {
 public:
  struct Revealed {
    bool present = false;
    std::optional<Date> until;  // the last day, included; nothing: no end is known
  };

  SpecialNeeds() = default;  // nothing is said
  static SpecialNeeds Present(std::optional<Date> until = std::nullopt) {
    SpecialNeeds needs;
    needs.said_ = true;
    needs.revealed_ = {true, until};
    return needs;
  }
  static SpecialNeeds Absent() {
    SpecialNeeds needs;
    needs.said_ = true;
    return needs;
  }

  // True if the source said anything; that is no secret, what it said is.
  bool said() const { return said_; }
  Revealed Reveal() const { return revealed_; }

  friend bool operator==(const SpecialNeeds& a, const SpecialNeeds& b) {
    return a.said_ == b.said_ && a.revealed_.present == b.revealed_.present &&
           a.revealed_.until == b.revealed_.until;
  }

 private:
  bool said_ = false;
  Revealed revealed_;
};

}  // namespace vekha::roster
