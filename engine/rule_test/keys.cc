#include "engine/rule_test/keys.h"

#include <array>

namespace vekha::rule_test {
namespace {

constexpr Key kFileKeys[] = {
    {"roadmap", R"j("type": "string", "minLength": 1)j", R"j("kambulat-2022")j",
     "Карта правил по её id.", "A roadmap of the rules by its id."},
    {"file", R"j("type": "string", "minLength": 1)j", R"j("roadmaps/ladders.yaml")j",
     "Файл правил рядом с этим.", "A rule file beside this one."},
    {"library", R"j("type": "string", "minLength": 1)j", R"j("mentoring")j",
     "Библиотека, все мероприятия как они стоят.", "A library, all its measures as they stand."},
    {"period", R"j("$ref": "#/$defs/period")j", R"j("2025-09-01..2027-08-31")j",
     "Период для библиотеки.", "The period, for a library."},
    {"calendar", R"j("type": "string", "minLength": 1)j", R"j("RU")j", "Календарь для библиотеки.",
     "The calendar, for a library."},
    {"week", R"j("enum": [5, 6])j", R"j(5)j", "Рабочая неделя для библиотеки.",
     "The working week, for a library."},
    {"ladder", R"j("type": "string", "minLength": 1)j", R"j("standard")j",
     "Лестница для библиотеки.", "The ladder, for a library."},
    {"organizations", R"j("type": "array", "items": {"$ref": "#/$defs/organization"})j",
     R"j([{"id": "school-1", "level": "school"}])j", "Организации всех тестов.",
     "The organizations of all tests."},
    {"roles", R"j("type": "array", "items": {"$ref": "#/$defs/role"})j",
     R"j([{"role": "curator", "person": "Мамедов М. Р."}])j", "Кто какую роль занимает.",
     "Who holds which role."},
    {"vacant", R"j("$ref": "#/$defs/names")j", R"j(["curator"])j",
     "Роли, которые никто не занимает.", "Roles nobody holds."},
    {"tests",
     R"j("type": "array", "minItems": 1, "maxItems": 1000, "items": {"$ref": "#/$defs/test"})j",
     R"j([{"name": "Срок пар", "due": {"3.5": "2022-10-30 -> 2022-10-29"}}])j", "Тесты.",
     "The tests.", true},
};
constexpr KeyTable kFile = {"file", "Тесты одной карты, файла или библиотеки.",
                            "Tests of one roadmap, file or library.", kFileKeys};

constexpr Key kPlaceKeys[] = {
    {"id", R"j("type": "string", "minLength": 1)j", R"j("school-1")j", "Обозначение.", "Its id.",
     true},
    {"parent", R"j("type": "string", "minLength": 1)j", R"j("district")j",
     "Вышестоящая организация.", "The organization above it."},
    {"level", R"j("enum": ["region", "municipality", "school"])j", R"j("school")j", "Уровень.",
     "Its level.", true},
    {"name", R"j("type": "string", "minLength": 1)j", R"j("Школа № 1")j", "Название; иначе id.",
     "Its name; the id when not given."},
};
constexpr KeyTable kPlace = {"organization", "Организация.", "An organization.", kPlaceKeys};

constexpr Key kHoldingKeys[] = {
    {"org", R"j("type": "string", "minLength": 1)j", R"j("school-1")j",
     "Организация; иначе та, что приняла карту.",
     "The organization; that of the roadmap when not given."},
    {"role", R"j("type": "string", "minLength": 1)j", R"j("curator")j", "Роль.", "The role.", true},
    {"person", R"j("type": "string", "minLength": 1)j", R"j("Мамедов М. Р.")j", "Кто.", "Who.",
     true},
    {"from", R"j("$ref": "#/$defs/date")j", R"j("2022-09-01")j", "Первый день.", "The first day."},
    {"to", R"j("$ref": "#/$defs/date")j", R"j("2022-12-31")j", "Последний день.", "The last day."},
};
constexpr KeyTable kHolding = {"role", "Кто занимает роль.", "Who holds a role.", kHoldingKeys};

constexpr Key kTestKeys[] = {
    {"name", R"j("type": "string", "minLength": 1)j", R"j("Пары не созданы - куратор узнаёт")j",
     "Название, единственное в файле.", "Its name, unique in the file.", true},
    {"adopted", R"j("$ref": "#/$defs/date")j", R"j("2022-09-01")j",
     "День принятия; иначе первый день карты.",
     "The day of adoption; the first day of the roadmap when not given."},
    {"organizations", R"j("type": "array", "items": {"$ref": "#/$defs/organization"})j",
     R"j([{"id": "school-1", "level": "school"}])j", "Организации этого теста.",
     "The organizations of this test."},
    {"roles", R"j("type": "array", "items": {"$ref": "#/$defs/role"})j",
     R"j([{"role": "curator", "person": "Мамедов М. Р."}])j", "Кто какую роль занимает.",
     "Who holds which role."},
    {"vacant", R"j("$ref": "#/$defs/names")j", R"j(["curator"])j",
     "Роли, которые никто не занимает.", "Roles nobody holds."},
    {"outage",
     R"j("oneOf": [{"$ref": "#/$defs/period"}, {"type": "array", "items": {"$ref": "#/$defs/period"}}])j",
     R"j("2022-10-03..2022-10-12")j", "Дни без прогона.", "Days without a run."},
    {"absent", R"j("type": "array", "items": {"$ref": "#/$defs/absence"})j",
     R"j([{"person": "Мамедов М. Р.", "from": "2022-11-01"}])j", "Кто отсутствует.",
     "Who is away."},
    {"when", R"j("type": "array", "items": {"$ref": "#/$defs/act"})j",
     R"j([{"on": "2022-09-12", "facts": {"mentees.count": 34}}])j",
     "Что происходит утром, до прогона дня.",
     "What happens in the morning, before the run of the day."},
    {"expect", R"j("type": "array", "items": {"$ref": "#/$defs/expectation"})j",
     R"j([{"on": "2022-10-31", "tasks": {"3.5": "open"}}])j",
     "Что видно вечером, после прогона дня.",
     "What is seen in the evening, after the run of the day."},
    {"due",
     R"j("type": "object", "propertyNames": {"$ref": "#/$defs/measure"}, "additionalProperties": {"$ref": "#/$defs/names"})j",
     R"j({"3.2": "2022-09-01..2022-09-15 -> 2022-09-14"})j", "Сроки всех повторений мероприятия.",
     "The due days of all occurrences of a measure."},
    {"responsible",
     R"j("type": "object", "propertyNames": {"$ref": "#/$defs/measure"}, "additionalProperties": {"$ref": "#/$defs/names"})j",
     R"j({"3.5": ["Мамедов М. Р.", "Османов Р. М."]})j", "Кто отвечает; первый - главный.",
     "Who answers; the first one is responsible."},
    {"after",
     R"j("type": "object", "propertyNames": {"$ref": "#/$defs/measure"}, "additionalProperties": {"$ref": "#/$defs/measures"})j",
     R"j({"3.5": ["3.3", "3.4"]})j", "Что чего ждёт.", "What waits for what."},
    {"ladders", R"j("type": "object", "additionalProperties": {"$ref": "#/$defs/measures"})j",
     R"j({"standard": "others", "gentle": ["2.4"]})j", "Лестница и её мероприятия.",
     "A ladder and its measures."},
    {"heartbeats",
     R"j("type": "object", "propertyNames": {"$ref": "#/$defs/days"}, "additionalProperties": {"$ref": "#/$defs/measures"})j",
     R"j({"30": ["2.4"]})j", "Пульс в днях и его мероприятия.",
     "A heartbeat in days and its measures."},
    {"conditions",
     R"j("type": "object", "propertyNames": {"$ref": "#/$defs/measure"}, "additionalProperties": {"$ref": "#/$defs/condition"})j",
     R"j({"3.2": {"done": {"mentees.count": 1}}})j",
     "С какими фактами условие верно и с какими нет.",
     "With which facts a condition holds and with which it does not."},
    {"indicators", R"j("type": "object", "additionalProperties": {"$ref": "#/$defs/indicator"})j",
     R"j({"share": {"targets": {"2021": 33}}})j", "Показатели.", "Indicators."},
    {"golden", R"j("type": "string", "minLength": 1)j", R"j("year.golden.yaml")j",
     "Файл всех уведомлений за span.", "The file of all notifications of span."},
    {"span", R"j("$ref": "#/$defs/period")j", R"j("2022-09-01..2023-08-31")j", "Дни файла golden.",
     "The days of the golden."},
};
constexpr KeyTable kTest = {"test", "Один тест: что происходит и что тогда ожидается.",
                            "One test: what happens and what is expected then.", kTestKeys};

constexpr Key kAwayKeys[] = {
    {"person", R"j("type": "string", "minLength": 1)j", R"j("Мамедов М. Р.")j", "Кто.", "Who.",
     true},
    {"from", R"j("$ref": "#/$defs/date")j", R"j("2022-11-01")j", "Первый день.", "The first day.",
     true},
    {"to", R"j("$ref": "#/$defs/date")j", R"j("2022-11-14")j", "Последний день; иначе до конца.",
     "The last day; to the end when not given."},
};
constexpr KeyTable kAway = {"absence", "Кто в какие дни отсутствует: не читает и не отчитывается.",
                            "Who is away on which days: does not read or report.", kAwayKeys};

constexpr Key kActKeys[] = {
    {"on", R"j("$ref": "#/$defs/date")j", R"j("2022-09-12")j", "День.", "The day.", true},
    {"at", R"j("type": "string", "minLength": 1)j", R"j("school-1")j",
     "Организация; иначе та, чьи мероприятия.",
     "The organization; that of the measures when not given."},
    {"facts", R"j("$ref": "#/$defs/facts")j", R"j({"mentees.count": 34})j",
     "Факты, которые стали известны.", "Facts that become known."},
    {"for", R"j("$ref": "#/$defs/date")j", R"j("2022-12-31")j",
     "День, к чьему году, полугодию или кварталу относятся факты.",
     "The day in whose year, half or quarter the facts count."},
    {"report", R"j("$ref": "#/$defs/task")j", R"j("3.5@2022-10-30")j",
     "Мероприятие, о котором отчитались.", "The measure reported."},
    {"accept", R"j("$ref": "#/$defs/task")j", R"j("3.5")j", "Отчёт о нём принят.",
     "Its report is accepted."},
    {"return", R"j("$ref": "#/$defs/task")j", R"j("3.5")j", "Отчёт о нём возвращён.",
     "Its report is returned."},
    {"reopen", R"j("$ref": "#/$defs/task")j", R"j("3.5")j", "Закрытая задача открыта снова.",
     "The finished task is opened again."},
    {"withdraw", R"j("$ref": "#/$defs/task")j", R"j("3.5")j", "Задача снята.",
     "The task is withdrawn."},
    {"ask_extension", R"j("$ref": "#/$defs/task")j", R"j("3.5")j", "Просят продлить срок.",
     "An extension is asked for."},
    {"extend", R"j("$ref": "#/$defs/task")j", R"j("3.5")j",
     "Срок продлён: до until или до дня, о котором просили.",
     "The deadline is extended: to `until`, or to the day asked for."},
    {"refuse_extension", R"j("$ref": "#/$defs/task")j", R"j("3.5")j", "В продлении отказано.",
     "The extension is refused."},
    {"delegate", R"j("$ref": "#/$defs/task")j", R"j("3.5")j", "Задача передана.",
     "The task is handed over."},
    {"acknowledge", R"j("$ref": "#/$defs/task")j", R"j("3.5")j",
     "«Вижу, делаю»: ступени ждут; постоянной работе - признак жизни.",
     "Seen, in work: rungs wait; of ongoing work a sign of life."},
    {"by", R"j("type": "string", "minLength": 1)j", R"j("Мамедов М. Р.")j",
     "Кто это сделал; иначе тот, кто вправе: ответственный, принимающий или установивший срок.",
     "Who does it; when not given, who may: the responsible, the controller or the authority."},
    {"evidence", R"j("$ref": "#/$defs/evidence")j", R"j({"number": "42", "on": "2022-10-31"})j",
     "Подтверждение отчёта.", "The evidence of a report."},
    {"reason", R"j("$ref": "#/$defs/text")j", R"j("Нет приказа")j", "Почему.", "Why."},
    {"until", R"j("$ref": "#/$defs/date")j", R"j("2022-11-11")j", "Новый срок при продлении.",
     "The due day an extension gives."},
    {"to", R"j("type": "string", "minLength": 1)j", R"j("Османов Р. М.")j", "Кому передана.",
     "To whom it is handed over."},
    {"co_executor", R"j("type": "boolean")j", R"j(true)j",
     "Передана как ещё одному соисполнителю, а не первому.",
     "To one more co-executor, not to the first who answers."},
    {"refused", R"j("type": "string", "minLength": 1)j", R"j("EVIDENCE_MISSING")j",
     "Причина, по которой это должно быть отклонено.", "The reason it must be refused for."},
};
constexpr KeyTable kAct = {"act", "Что происходит в один день.", "What happens on one day.",
                           kActKeys};

constexpr Key kEvidenceKeys[] = {
    {"number", R"j("$ref": "#/$defs/text")j", R"j("42")j", "Номер приказа.",
     "The number of the order."},
    {"on", R"j("$ref": "#/$defs/date")j", R"j("2022-10-31")j", "День приказа.",
     "The day of the order."},
    {"document", R"j("type": "string", "minLength": 1)j", R"j("Планы")j", "Документ.",
     "The document."},
    {"url", R"j("type": "string", "minLength": 1)j", R"j("https://school.example")j", "Ссылка.",
     "The link."},
    {"count", R"j("type": "integer", "minimum": 1)j", "12", "Количество.", "How many there are."},
};
constexpr KeyTable kEvidence = {"evidence", "Подтверждение отчёта.", "The evidence of a report.",
                                kEvidenceKeys};

constexpr Key kExpectationKeys[] = {
    {"on", R"j("$ref": "#/$defs/date")j", R"j("2022-10-31")j", "День.", "The day.", true},
    {"at", R"j("type": "string", "minLength": 1)j", R"j("school-1")j",
     "Организация; иначе та, чьи мероприятия.",
     "The organization; that of the measures when not given."},
    {"tasks",
     R"j("type": "object", "propertyNames": {"$ref": "#/$defs/task"}, "additionalProperties": {"oneOf": [{"$ref": "#/$defs/status"}, {"$ref": "#/$defs/fields"}]})j",
     R"j({"3.5": {"status": "open", "overdue": true}})j", "Задачи; одно слово - состояние.",
     "Tasks; a single word is the status."},
    {"notifications", R"j("type": "array", "items": {"$ref": "#/$defs/notification"})j",
     R"j([{"to": "curator", "measure": "3.5"}])j", "Все уведомления этого дня.",
     "All notifications of that day."},
    {"includes", R"j("type": "array", "items": {"$ref": "#/$defs/notification"})j",
     R"j([{"to": "curator", "measure": "3.5"}])j", "Эти уведомления среди других.",
     "These notifications among others."},
    {"none", R"j("$ref": "#/$defs/tasks")j", R"j(["3.2"])j", "О чём в этот день не говорится.",
     "What nothing is said of on that day."},
};
constexpr KeyTable kExpectation = {"expectation", "Что видно вечером одного дня.",
                                   "What is seen in the evening of one day.", kExpectationKeys};

constexpr Key kTaskKeys[] = {
    {"status", R"j("$ref": "#/$defs/status")j", R"j("open")j", "Состояние.", "Its status."},
    {"start", R"j("$ref": "#/$defs/expected")j", R"j("2022-10-01")j", "Первый день.",
     "The first day."},
    {"nominal", R"j("$ref": "#/$defs/expected")j", R"j("2022-10-30")j", "Срок по документу.",
     "The due day of the document."},
    {"due", R"j("$ref": "#/$defs/expected")j", R"j("2022-10-29")j", "Действующий срок.",
     "The effective due day."},
    {"due_revision", R"j("type": "integer", "minimum": 0)j", R"j(1)j", "Который раз срок назначен.",
     "Which revision of the due day."},
    {"overdue", R"j("type": "boolean")j", R"j(true)j", "Просрочена.", "It is overdue."},
    {"days_late", R"j("type": "integer", "minimum": 0)j", R"j(1)j", "Рабочих дней просрочки.",
     "Working days late."},
    {"done_late", R"j("type": "boolean")j", R"j(false)j", "Выполнена с опозданием.",
     "It was done late."},
    {"blocked_by", R"j("$ref": "#/$defs/expected")j", R"j(["3.3", "3.4"])j", "Чего ждёт.",
     "What it waits for."},
    {"waits_for", R"j("$ref": "#/$defs/expected")j", R"j("training.due")j",
     "Какого факта ждёт срок.", "The fact its due day waits for."},
    {"missing", R"j("$ref": "#/$defs/expected")j", R"j(["mentees.count"])j",
     "Каких фактов не хватает условию.", "The facts its condition lacks."},
    {"applies", R"j("type": "boolean")j", R"j(true)j", "Относится к организации.",
     "It applies to the organization."},
    {"contradicted", R"j("type": "boolean")j", R"j(false)j", "Закрыта, а факты говорят обратное.",
     "Closed, and facts say otherwise."},
    {"closed_by", R"j("enum": ["facts", "report", null])j", R"j("facts")j", "Чем закрыта.",
     "What closed it."},
    {"extended", R"j("type": "boolean")j", R"j(true)j", "Срок продлён.",
     "The deadline was extended."},
    {"asked_until", R"j("$ref": "#/$defs/expected")j", R"j("2022-11-11")j",
     "До какого дня просят продлить, пока это не решено.",
     "The day an extension is asked for, until that is decided."},
    {"paused_until", R"j("$ref": "#/$defs/expected")j", R"j("2022-10-31")j",
     "До какого дня молчат ступени после «вижу, делаю».",
     "The day up to which an acknowledgement holds the rungs back."},
    {"accepted_on", R"j("$ref": "#/$defs/expected")j", R"j("2022-10-31")j", "Когда принят отчёт.",
     "When the report was accepted."},
    {"closed_on", R"j("$ref": "#/$defs/expected")j", R"j("2022-10-28")j", "Когда закрыта.",
     "When it was closed."},
    {"responsible", R"j("$ref": "#/$defs/expected")j", R"j(["Мамедов М. Р."])j", "Кто отвечает.",
     "Who answers."},
    {"day_off", R"j("$ref": "#/$defs/expected")j", R"j("воскресенье")j", "Почему срок перенесён.",
     "Why the due day was moved."},
    {"reading", R"j("$ref": "#/$defs/expected")j", R"j("до 30 октября")j", "Как прочитан срок.",
     "How the term was read."},
};
constexpr KeyTable kTask = {"fields", "Поля задачи; ~ - нет.", "Fields of a task; ~ is none.",
                            kTaskKeys};

constexpr Key kNotificationKeys[] = {
    {"to", R"j("$ref": "#/$defs/text")j", R"j("Мамедов М. Р.")j", "Кому: имя, роль или nobody.",
     "To whom: a name, a role or nobody."},
    {"measure", R"j("$ref": "#/$defs/task")j", R"j("3.5")j", "О каком мероприятии.",
     "The measure."},
    {"at", R"j("type": "string", "minLength": 1)j", R"j("school-1")j", "Организация.",
     "The organization."},
    {"reason", R"j("$ref": "#/$defs/text")j", R"j("OVERDUE_BY_1_WORKING_DAY")j", "Причина.",
     "The reason."},
    {"rung", R"j("$ref": "#/$defs/text")j", R"j("d-3")j", "Ступень лестницы.",
     "The rung of the ladder."},
    {"kind", R"j("enum": ["reminder", "alert", "request", "news"])j", R"j("alert")j",
     "Напоминание, сигнал, просьба решить или новость.",
     "A reminder, an alert, a request to decide or news."},
    {"audience", R"j("$ref": "#/$defs/text")j", R"j("responsible")j", "Кому предназначено.",
     "Whom it is meant for."},
    {"due", R"j("$ref": "#/$defs/expected")j", R"j("2022-10-29")j", "Действующий срок.",
     "The effective due day."},
    {"nominal", R"j("$ref": "#/$defs/expected")j", R"j("2022-10-30")j", "Срок по документу.",
     "The due day of the document."},
    {"unread", R"j("type": "boolean")j", R"j(true)j", "Адресат отсутствует.",
     "The person is away."},
    {"text", R"j("$ref": "#/$defs/text")j", R"j("Срок завтра")j", "Текст по-русски.",
     "The Russian text."},
};
constexpr KeyTable kNotification = {"notification", "Уведомление; что не названо, не сравнивается.",
                                    "A notification; what is not named is not looked at.",
                                    kNotificationKeys};

constexpr Key kConditionKeys[] = {
    {"done", R"j("$ref": "#/$defs/facts")j", R"j({"mentees.count": 34})j",
     "С этими фактами выполнено.", "With these facts it is done."},
    {"also_done", R"j("$ref": "#/$defs/cases")j", R"j([{"mentees.count": 40}])j",
     "И с такими выполнено.", "With these, too."},
    {"not_done", R"j("$ref": "#/$defs/cases")j", R"j([{"mentees.count": 0}])j",
     "С такими не выполнено.", "With these it is not."},
    {"applies", R"j("$ref": "#/$defs/facts")j", R"j({"mentees.count": 34})j",
     "С этими фактами относится к организации.", "With these facts it applies."},
    {"also_applies", R"j("$ref": "#/$defs/cases")j", R"j([{"mentees.count": 40}])j",
     "И с такими относится.", "With these, too."},
    {"does_not_apply", R"j("$ref": "#/$defs/cases")j", R"j([{"mentees.count": 0}])j",
     "С такими не относится.", "With these it does not."},
    {"today", R"j("$ref": "#/$defs/date")j", R"j("2022-10-28")j",
     "Какой день сегодня; иначе первый день карты.",
     "The day it is; the first day of the roadmap when not given."},
};
constexpr KeyTable kCondition = {
    "condition",
    "Случаи одного условия; остальные говорят, чем отличаются от первого, ~ - факта нет.",
    "Cases of one condition; the others say what differs from the first, ~ is not recorded.",
    kConditionKeys};

constexpr Key kIndicatorKeys[] = {
    {"facts", R"j("$ref": "#/$defs/facts")j", R"j({"mentees.count": 34})j", "С этими фактами.",
     "With these facts."},
    {"value", R"j("type": ["number", "string", "null"])j", R"j(33.0)j", "Значение.", "Its value."},
    {"targets",
     R"j("type": "object", "propertyNames": {"$ref": "#/$defs/year"}, "additionalProperties": {"type": "number"})j",
     R"j({"2021": 33})j", "Цели по годам.", "Its targets by year."},
};
constexpr KeyTable kIndicator = {"indicator", "Показатель.", "An indicator.", kIndicatorKeys};

constexpr Form kForms[] = {
    {"date",
     R"j({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})j"},
    {"period",
     R"j({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2}$"})j"},
    {"text", R"j({"type": ["string", "number", "boolean"]})j"},
    {"names",
     R"j({"oneOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"$ref": "#/$defs/text"}}]})j"},
    {"measure", R"j({"type": ["string", "number"], "pattern": "^[^@]+$"})j"},
    {"measures",
     R"j({"oneOf": [{"$ref": "#/$defs/measure"}, {"type": "array", "items": {"$ref": "#/$defs/measure"}}]})j"},
    {"task",
     R"j({"type": ["string", "number"], "pattern": "^[^@]+(@[0-9]{4}-[0-9]{2}-[0-9]{2})?$"})j"},
    {"tasks",
     R"j({"oneOf": [{"$ref": "#/$defs/task"}, {"type": "array", "items": {"$ref": "#/$defs/task"}}]})j"},
    {"status", R"j({"enum": ["planned", "open", "reported", "closed", "withdrawn"]})j"},
    {"expected", R"j({"type": ["string", "number", "boolean", "null", "array"]})j"},
    {"facts",
     R"j({"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null", "array"]}})j"},
    {"cases",
     R"j({"oneOf": [{"$ref": "#/$defs/facts"}, {"type": "array", "items": {"$ref": "#/$defs/facts"}}]})j"},
    {"days", R"j({"pattern": "^[0-9]+$"})j"},
    {"year", R"j({"pattern": "^[0-9]{4}$"})j"},
};

constexpr auto kAll = std::to_array<const KeyTable*>({&kFile, &kPlace, &kHolding, &kTest, &kAway,
                                                      &kAct, &kEvidence, &kExpectation, &kTask,
                                                      &kNotification, &kCondition, &kIndicator});

}  // namespace

const KeyTable& FileKeys() { return kFile; }
const KeyTable& PlaceKeys() { return kPlace; }
const KeyTable& HoldingKeys() { return kHolding; }
const KeyTable& TestKeys() { return kTest; }
const KeyTable& AwayKeys() { return kAway; }
const KeyTable& ActKeys() { return kAct; }
const KeyTable& EvidenceKeys() { return kEvidence; }
const KeyTable& ExpectationKeys() { return kExpectation; }
const KeyTable& TaskKeys() { return kTask; }
const KeyTable& NotificationKeys() { return kNotification; }
const KeyTable& ConditionKeys() { return kCondition; }
const KeyTable& IndicatorKeys() { return kIndicator; }

std::span<const KeyTable* const> AllKeyTables() { return kAll; }
std::span<const Form> Forms() { return kForms; }

}  // namespace vekha::rule_test
