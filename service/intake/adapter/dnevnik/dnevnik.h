// Дневник.ру, the partner API (https://api.dnevnik.ru/v2, header Access-Token): teachers and staff,
// classes and their heads, pupils, reporting periods.
#pragma once

#include <memory>

#include "service/intake/adapter/adapter.h"

namespace vekha::intake::dnevnik {

std::unique_ptr<Adapter> MakeAdapter();

}  // namespace vekha::intake::dnevnik
