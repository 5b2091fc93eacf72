#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace vekha::service::report {

// tests/golden/report: papers exactly as they are written. UPDATE_GOLDEN=1 writes them anew.
inline void ExpectGolden(const std::string& name, const std::string& found) {
  const std::string path = "tests/golden/report/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << found;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), found)
      << "UPDATE_GOLDEN=1 refreshes " << path;
}

}  // namespace vekha::service::report
