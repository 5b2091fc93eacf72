// Sentences about tasks, in both languages. What they say is computed elsewhere; here it is only
// put into words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar/work_calendar.h"
#include "engine/task/task.h"

namespace vekha::workflow {

struct Wording {
  std::string ru;
  std::string en;
};

// "1 рабочий день", "3 рабочих дня", "5 рабочих дней".
std::string WorkingDaysRussian(int days);
std::string WorkingDaysEnglish(int days);

// "срок 29.10.2022 (суббота), осталось 5 рабочих дней", "просрочено на 3 рабочих дня", "срок
// сегодня", "до принятия карты".
Wording DueState(const task::Task& task, Date today, const calendar::WorkCalendar& calendar);

// Why the effective day is not the document's: "по документу 30.10.2022: воскресенье, перенесено на
// предшествующий рабочий день". Empty when it is.
Wording ShiftReason(const task::Task& task);

// A rung's reason (engine/reminder/account.h) in words: "срок через 3 рабочих дня", "сказано
// ступенью d+3". One that is not known stays as it is.
Wording ReasonWords(std::string_view reason);

// What a channel says of a digest that could not be sent (docs/formats/delivery.md), in words:
// "нет адреса", "почтовый сервер отказал адресату". One that is not known stays as it is.
Wording WhyNotSent(std::string_view reason);

// "a; b", or the one that is not empty.
Wording Joined(const Wording& a, const Wording& b);

// The row as a line names it: "3.5 Закрепление пар", shortened when it fills a page.
std::string TitleOf(const roadmap::Measure& measure);
std::string TitleOf(const roadmap::Indicator& indicator);

// "сдали 7 из 12, нет: Школа № 1, Школа № 2 и ещё 3": `named` are names of the first that are
// missing.
Wording GatheredText(const task::Gathered& gathered, const std::vector<std::string>& named);

// The one line of a notification.
Wording NoticeText(const task::Task& task, Date today, const calendar::WorkCalendar& calendar);

// While a report waits for its controller; while ongoing work is silent since `sign`.
Wording ControlText(const task::Task& task, Date reported_on);
Wording LifeText(const task::Task& task, Date sign);

}  // namespace vekha::workflow
