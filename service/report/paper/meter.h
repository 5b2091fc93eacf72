// Tells how far a paper is written, at most about a hundred times.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include "service/report/paper/paper.h"

namespace vekha::service::report {

class Meter {
 public:
  Meter(const Paper& paper, std::function<void(uint64_t, uint64_t)> progress)
      : progress_(std::move(progress)) {
    for (const Sheet& sheet : paper.sheets) all_ += sheet.rows.size();
    step_ = std::max<uint64_t>(1, all_ / 100);
  }

  void Row() {
    if (++done_ % step_ == 0 && done_ < all_ && progress_) progress_(done_, all_);
  }
  void Finish() {
    if (progress_) progress_(all_, all_);
  }

 private:
  std::function<void(uint64_t, uint64_t)> progress_;
  uint64_t all_ = 0;
  uint64_t done_ = 0;
  uint64_t step_ = 1;
};

}  // namespace vekha::service::report
