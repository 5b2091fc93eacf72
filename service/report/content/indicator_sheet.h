// Indicators in a paper, and their words wherever they are shown.
#pragma once

#include <string>

#include "engine/base/language.h"
#include "service/report/paper/paper.h"
#include "vekha/v1/report_service.pb.h"

namespace vekha::service::report {

// "достигнут", "ещё можно достичь", "неизвестно"; "met", ...
std::string IndicatorStateWord(v1::IndicatorState state, Language language);

// "Обучающихся в школе (pupils.total): Школа № 1, Школа № 2 и ещё 5".
std::string LackText(const v1::IndicatorLack& lack, Language language);

// A row for each target; one for an indicator without any.
Sheet IndicatorSheet(const v1::SummarizeResponse& summary, Language language);

}  // namespace vekha::service::report
