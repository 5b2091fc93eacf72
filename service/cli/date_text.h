// Civil days on the command line, in the API and in tables.
#pragma once

#include <optional>
#include <string>

#include "engine/base/window.h"
#include "service/cli/language.h"
#include "vekha/v1/types.pb.h"

namespace vekha::cli {

// Nothing for an absent (default) or impossible date.
std::optional<Date> FromProto(const v1::Date& date);
void ToProto(Date date, v1::Date* out);
void ToProto(const Period& period, v1::Period* out);

// "30.10.2022, вс" or "2022-10-30 Sun".
std::string ShowDay(Date date, Language language);
std::string ShowDay(const v1::Date& date, Language language);  // "" for an absent one
// "30.10.2022" or "2022-10-30".
std::string ShowDate(Date date, Language language);
std::string ShowDate(const v1::Date& date, Language language);
std::string ShortWeekday(Date date, Language language);

// "01.09.2022 - 15.09.2022", "до 30.10.2022" without a first day.
std::string ShowWindow(const Window& window, Language language);

}  // namespace vekha::cli
