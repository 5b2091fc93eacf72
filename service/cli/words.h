// The stable words of the API in the reader's language.
#pragma once

#include <string>
#include <string_view>

#include "service/cli/language.h"
#include "service/cli/table.h"
#include "vekha/v1/notification.pb.h"
#include "vekha/v1/task.pb.h"
#include "vekha/v1/types.pb.h"

namespace vekha::cli {

// "DUE_IN_3_WORKING_DAYS" -> "через 3 рабочих дня"; a reason without words here stays as it is.
std::string ShowReason(std::string_view reason, Language language);

std::string ShowKind(v1::NotificationKind kind, Language language);
std::string_view NoticeKindName(v1::NotificationKind kind);  // "reminder", ...
std::string ShowLevel(v1::Level level, Language language);
v1::Level LevelNamed(std::string_view word);  // "region", ...; another word is a school
std::string ShowEvidence(v1::EvidenceKind evidence, Language language);  // what a report must bring

// State with what is derived and what people did: "просрочена на 3 раб. дня; просят до 15.11.2022",
// "ждёт других задач", "идёт".
Cell ShowState(const v1::Task& task, Language language);

// "3.5 Формирование наставнических пар": number and title as printed.
std::string ShowMeasure(std::string_view number, std::string_view title);

}  // namespace vekha::cli
