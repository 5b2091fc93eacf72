// The whole command: words in, exit code out.
#pragma once

namespace vekha::cli {

int RunCommandLine(int argc, const char* const* argv);

}  // namespace vekha::cli
