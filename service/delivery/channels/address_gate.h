// Which network addresses a transfer of libcurl may connect to. A name is judged by the address it
// is really connected to, whatever it meant a moment before.
#pragma once

#include "service/delivery/channels/curl.h"

namespace vekha::delivery {

enum class Reach {
  kOpenNet,   // addresses of the open net only (public_address.h)
  kLoopback,  // this machine only
  kAnywhere,
};

struct AddressGate {
  Reach reach = Reach::kOpenNet;
  bool refused = false;
  bool passed = false;

  // Nothing was connected to because no address of the host was allowed.
  bool Closed() const { return refused && !passed; }
};

// `gate` must outlive `handle`. Set its fields anew before each transfer.
void Attach(CURL* handle, AddressGate& gate);

}  // namespace vekha::delivery
