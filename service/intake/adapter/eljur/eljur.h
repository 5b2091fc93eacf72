// ЭлЖур, its documented API (getrules, getperiods): what the token's owner is allowed to see, which
// is rarely the whole school: classes, their heads, pupils, periods.
#pragma once

#include <memory>

#include "service/intake/adapter/adapter.h"

namespace vekha::intake::eljur {

std::unique_ptr<Adapter> MakeAdapter();

}  // namespace vekha::intake::eljur
