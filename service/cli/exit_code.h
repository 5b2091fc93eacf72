// What the command answers to the shell (DESIGN section 8): scripts rely on it.
#pragma once

namespace vekha::cli {

inline constexpr int kDone = 0;
inline constexpr int kSaidNo = 1;       // the input or the state says no
inline constexpr int kWrongUsage = 2;   // the command line is wrong
inline constexpr int kUnreachable = 3;  // a server, file or database could not be reached or opened

}  // namespace vekha::cli
