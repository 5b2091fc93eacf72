#include "service/cli/command_line.h"

int main(int argc, char** argv) { return vekha::cli::RunCommandLine(argc, argv); }
