// A bundle recognised without being read: the same files, the same digest.
#pragma once

#include <absl/status/statusor.h>

#include <string>

#include "service/intake/bundle/bundle_files.h"

namespace vekha::intake {

// SHA-256 over the paths and the bytes of all files, in hexadecimal. The order of the files, the
// packing and the times in an archive do not count, so a folder and its zip have one digest; any
// other byte is another one. A bundle that was imported without an error and has not changed says
// nothing new. kDataLoss and kResourceExhausted as List() and Open(): then it is to be read, which
// tells what is wrong with it.
absl::StatusOr<std::string> DigestOf(BundleFiles& files);

}  // namespace vekha::intake
