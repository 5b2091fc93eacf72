// Every adapter there is. The list is a word a line in CMakeLists.txt beside this file.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "service/intake/adapter/adapter.h"
#include "service/intake/adapter/settings.h"

namespace vekha::intake {

std::vector<std::unique_ptr<Adapter>> MakeAdapters();

// nullptr when there is none of that name.
const Adapter* FindAdapter(AdapterList adapters, std::string_view name);

}  // namespace vekha::intake
