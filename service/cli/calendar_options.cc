#include "service/cli/calendar_options.h"

#include <string>

#include "service/cli/command.h"

namespace vekha::cli {

void AddCalendarOptions(CLI::App& command, Session& session, calendar::CalendarKey& key) {
  AddText(command, session, "--region", key.region,
          {"регион: RU-DA (иначе RU, только федеральные дни)",
           "region: RU-DA (else RU, federal days only)"});
  AddChoice(command, session, "--week", {"5", "6"},
            {"рабочих дней в неделе (иначе 5)", "working days a week (else 5)"},
            [&key](const std::string& word) {
              key.week = word == "6" ? calendar::WeekLength::kSix : calendar::WeekLength::kFive;
            });
  AddSwitch(command, session, "--presidential", key.presidential,
            {"считать нерабочие дни 2020 и 2021 годов по указам Президента",
             "count the President's non-working days of 2020 and 2021"});
}

}  // namespace vekha::cli
