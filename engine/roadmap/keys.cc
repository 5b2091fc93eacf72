#include "engine/roadmap/keys.h"

#include <algorithm>
#include <array>

#include "engine/base/date.h"

namespace vekha::roadmap {
namespace {

using enum Shape;
using enum Need;

// Words stand in the order of the enums they are read into.
constexpr std::array<std::string_view, 3> kLevels = {"region", "municipality", "school"};
constexpr std::array<std::string_view, 3> kShifts = {"preceding", "following", "keep"};
constexpr std::array<std::string_view, 8> kEvidence = {"none",     "order", "document", "url",
                                                       "register", "event", "report",   "count"};
constexpr std::array<std::string_view, 3> kExecutorKinds = {"person", "role", "organization"};
constexpr std::array<std::string_view, 3> kFanOuts = {"each region", "each municipality",
                                                      "each school"};
constexpr std::array<std::string_view, 3> kSteps = {"month", "quarter", "year"};
constexpr std::array<std::string_view, 1> kOverlays = {"presidential"};

constexpr int kMaxHeartbeat = 366;

constexpr Key kIdKey = {
    .name = "id",
    .shape = kId,
    .need = kRequired,
    .russian = "Обозначение, единственное в файле: буквы, цифры и знаки . _ + - ( ).",
    .english = "Identifier, unique in the file: letters, digits and . _ + - ( ).",
    .max = kMaxId};
constexpr Key kTitleKey = {.name = "title",
                           .shape = kText,
                           .need = kRequired,
                           .russian = "Название, дословно из документа.",
                           .english = "Title, verbatim from the document.",
                           .max = kMaxTitle};

constexpr Key kNumberKey = {.name = "number",
                            .shape = kCell,
                            .russian = "Номер строки, как напечатан; если не указан, равен id.",
                            .english = "Number of the row as printed; the id when not given.",
                            .max = kMaxId};
constexpr Key kTermKey = {.name = "term",
                          .shape = kTerm,
                          .russian = "Срок: ячейка документа дословно или запись по частям.",
                          .english = "The deadline: the document's cell verbatim, or a mapping.",
                          .table = "term",
                          .max = kMaxTitle};
constexpr Key kResponsibleKey = {
    .name = "responsible",
    .shape = kExecutors,
    .russian = "Ответственные исполнители: ячейка документа дословно или список.",
    .english = "Who answers: the document's cell verbatim, or a list.",
    .table = "executor",
    .max = kMaxTitle};
constexpr Key kOutcomeKey = {.name = "outcome",
                             .shape = kCell,
                             .russian = "Ключевой результат, дословно.",
                             .english = "The key result column, verbatim.",
                             .max = kMaxCell};
constexpr Key kResultKey = {.name = "result",
                            .shape = kCell,
                            .russian = "Результат, вид документа; дословно.",
                            .english = "Result or kind of document, verbatim.",
                            .max = kMaxCell};
constexpr Key kEvidenceKey = {
    .name = "evidence",
    .shape = kWord,
    .russian =
        "Чем подтверждается исполнение: none - ничем, order - приказом (номер и "
        "дата), document - документом, url - ссылкой, register - "
        "реестром или базой, event - событием (день), report - отчётом, "
        "count - количеством.",
    .english =
        "What a report of completion must bring: nothing, an order "
        "(number and day), a document, a link, a register, an event "
        "(day), a report or a count.",
    .words = kEvidence};
constexpr Key kAfterKey = {.name = "after",
                           .shape = kIds,
                           .russian = "Мероприятия, которые должны быть исполнены раньше.",
                           .english = "Measures that must be done before.",
                           .max = kMaxListed};
constexpr Key kDoneWhenKey = {.name = "done_when",
                              .shape = kExpression,
                              .russian = "Условие, при котором задача исполнена.",
                              .english = "Condition under which the task is done.",
                              .max = kMaxTitle};
constexpr Key kAppliesWhenKey = {.name = "applies_when",
                                 .shape = kExpression,
                                 .russian = "Условие, при котором мероприятие вообще нужно.",
                                 .english = "Condition under which the measure applies at all.",
                                 .max = kMaxTitle};
constexpr Key kNonworkingKey = {
    .name = "nonworking",
    .shape = kWord,
    .russian =
        "Куда сдвигается срок с нерабочего дня: на предыдущий или следующий рабочий день "
        "или никуда.",
    .english = "Where a due day that is a day off moves: to the working day before, after, or not.",
    .words = kShifts};
constexpr Key kLadderKey = {.name = "ladder",
                            .shape = kName,
                            .russian = "Лестница напоминаний (rules/ladders.yaml).",
                            .english = "Ladder of reminders (rules/ladders.yaml).",
                            .max = kMaxId};
constexpr Key kHeartbeatKey = {
    .name = "heartbeat",
    .shape = kInteger,
    .russian = "Для работы без срока: напомнить после стольких дней без признаков жизни.",
    .english = "For work without a deadline: complain after so many days without a sign of life.",
    .min = 1,
    .max = kMaxHeartbeat};
constexpr Key kForKey = {
    .name = "for",
    .shape = kWord,
    .russian = "Отдельная задача каждой организации этого уровня ниже принявшей.",
    .english = "One task for each organization of this level below the adopting one.",
    .words = kFanOuts};
constexpr Key kGatherKey = {.name = "gather",
                            .shape = kGather,
                            .russian =
                                "У принявшей карту есть и своя задача: исполнено, когда исполнили "
                                "все (all), столько-то (5) или такая доля (80%).",
                            .english =
                                "The adopting organization has a task of its own: done when all "
                                "have done it, or so many (5), or such a share (80%).",
                            .max = kMaxId};
constexpr Key kItemsKey = {
    .name = "items",
    .shape = kRecords,
    .russian =
        "Части строки, в которой несколько сроков, исполнителей или уровней; каждая "
        "становится задачей, сама строка нет.",
    .english =
        "Parts of a row with several dates, executors or levels; each makes tasks, the row "
        "itself none.",
    .table = "item",
    .max = kMaxListed};
constexpr Key kUseKey = {
    .name = "use",
    .shape = kUse,
    .need = kRequired,
    .russian = "Мероприятие библиотеки: библиотека/мероприятие; прочие ключи заменяют его.",
    .english = "A measure of a library: library/measure; the other keys override it.",
    .max = 2 * kMaxId + 1};

constexpr Key Optional(Key key) {
  key.need = kOptional;
  return key;
}

constexpr Key kMeasure[] = {
    kIdKey,     kNumberKey,    kTitleKey, kTermKey,     kResponsibleKey, kOutcomeKey,
    kResultKey, kEvidenceKey,  kAfterKey, kDoneWhenKey, kAppliesWhenKey, kNonworkingKey,
    kLadderKey, kHeartbeatKey, kForKey,   kGatherKey,   kItemsKey};
constexpr Key kUseOf[] = {kUseKey,        kIdKey,          kNumberKey,    Optional(kTitleKey),
                          kTermKey,       kResponsibleKey, kOutcomeKey,   kResultKey,
                          kEvidenceKey,   kAfterKey,       kDoneWhenKey,  kAppliesWhenKey,
                          kNonworkingKey, kLadderKey,      kHeartbeatKey, kForKey,
                          kGatherKey,     kItemsKey};
constexpr Key kItem[] = {
    kIdKey,          kNumberKey,     Optional(kTitleKey), kTermKey,      kResponsibleKey,
    kOutcomeKey,     kResultKey,     kEvidenceKey,        kAfterKey,     kDoneWhenKey,
    kAppliesWhenKey, kNonworkingKey, kLadderKey,          kHeartbeatKey, kForKey,
    kGatherKey};

constexpr Key kHeading[] = {{.name = "heading",
                             .shape = kCell,
                             .need = kRequired,
                             .russian = "Номер строки-заголовка, как напечатан.",
                             .english = "Number of the heading row as printed.",
                             .max = kMaxId},
                            kTitleKey};

constexpr Key kTermOf[] = {
    {.name = "phrase",
     .shape = kText,
     .russian = "Ячейка документа дословно; одна, без других ключей, читается как срок.",
     .english = "The document's cell verbatim; alone it is read as the term.",
     .max = kMaxTitle},
    {.name = "due", .shape = kDate, .russian = "Последний день срока.", .english = "The last day."},
    {.name = "start",
     .shape = kDate,
     .russian = "Первый день срока; вместе с due.",
     .english = "The first day; with due."},
    {.name = "every",
     .shape = kWord,
     .russian = "Повторение срока due в пределах периода: каждый месяц, квартал или год.",
     .english = "How due repeats within the period: every month, quarter or year.",
     .words = kSteps},
    {.name = "inclusive",
     .shape = kBool,
     .russian = "false: сам день due в срок не входит.",
     .english = "false: the day due itself is too late."},
    {.name = "anchor",
     .shape = kFact,
     .russian = "Факт типа date, от которого отсчитывается срок.",
     .english = "A fact of type date from which the term is counted.",
     .max = kMaxId},
    {.name = "before",
     .shape = kOffset,
     .russian = "За сколько дней до anchor: 3d календарных, 3wd рабочих.",
     .english = "How long before the anchor: 3d calendar days, 3wd working days."},
    {.name = "after",
     .shape = kOffset,
     .russian = "Через сколько дней после anchor: 10d календарных, 10wd рабочих.",
     .english = "How long after the anchor: 10d calendar days, 10wd working days."},
    {.name = "external",
     .shape = kFact,
     .russian = "Факт типа date, которым срок устанавливают извне.",
     .english = "A fact of type date by which others set the term.",
     .max = kMaxId}};

constexpr Key kExecutor[] = {{.name = "name",
                              .shape = kText,
                              .need = kRequired,
                              .russian = "Имя или название, дословно.",
                              .english = "The name, verbatim.",
                              .max = kMaxTitle},
                             {.name = "kind",
                              .shape = kWord,
                              .need = kRequired,
                              .russian = "Человек, роль или организация.",
                              .english = "A person, a role or an organization.",
                              .words = kExecutorKinds},
                             {.name = "position",
                              .shape = kText,
                              .russian = "Должность человека.",
                              .english = "The person's position.",
                              .max = kMaxTitle},
                             {.name = "role",
                              .shape = kName,
                              .russian = "Роль, которая отвечает; заменяет найденную в roles.",
                              .english = "The role that answers; overrides what roles says.",
                              .max = kMaxId}};

constexpr Key kStage[] = {kIdKey,
                          kTitleKey,
                          {.name = "measures",
                           .shape = kRows,
                           .need = kRequired,
                           .russian = "Строки этапа по порядку документа.",
                           .english = "The rows of the stage in the document's order.",
                           .max = kMaxMeasures}};

constexpr Key kApproved[] = {
    {.name = "on", .shape = kDate, .russian = "Дата утверждения.", .english = "Day of approval."},
    {.name = "number",
     .shape = kText,
     .russian = "Номер приказа.",
     .english = "Number of the order.",
     .max = kMaxId},
    {.name = "by",
     .shape = kText,
     .russian = "Кто утвердил.",
     .english = "Who approved.",
     .max = kMaxTitle}};

constexpr Key kSourceOf[] = {{.name = "document",
                              .shape = kText,
                              .need = kRequired,
                              .russian = "Документ, из которого взяты строки.",
                              .english = "The document the rows are taken from.",
                              .max = kMaxTitle},
                             {.name = "approved",
                              .shape = kRecord,
                              .russian = "Гриф утверждения.",
                              .english = "The approval stamp.",
                              .table = "approved"}};

constexpr Key kCalendarOf[] = {{.name = "region",
                                .shape = kRegion,
                                .need = kRequired,
                                .russian = "RU или регион: RU-DA.",
                                .english = "RU or a region: RU-DA."},
                               {.name = "overlays",
                                .shape = kWords,
                                .russian = "Дополнительные нерабочие дни: presidential - по указам "
                                           "Президента 2020 и 2021 годов.",
                                .english = "Further days off: presidential - by the President's "
                                           "decrees of 2020 and 2021.",
                                .words = kOverlays}};

constexpr Key kIndicator[] = {kIdKey,
                              kTitleKey,
                              {.name = "unit",
                               .shape = kText,
                               .russian = "Единица измерения.",
                               .english = "Unit of measurement.",
                               .max = kMaxId},
                              {.name = "value",
                               .shape = kExpression,
                               .need = kRequired,
                               .russian = "Выражение, дающее число.",
                               .english = "An expression that gives a number.",
                               .max = kMaxTitle},
                              {.name = "targets",
                               .shape = kTargets,
                               .russian = "Целевые значения по годам.",
                               .english = "Target values by year.",
                               .min = kFirstYear,
                               .max = kLastYear}};

constexpr Key kRoadmap[] = {
    {.name = "roadmap",
     .shape = kSlug,
     .need = kRequired,
     .russian = "Обозначение дорожной карты: строчные латинские буквы, цифры, дефис.",
     .english = "Id of the roadmap: lower-case Latin letters, digits, hyphen.",
     .max = kMaxId},
    kTitleKey,
    {.name = "level",
     .shape = kWord,
     .need = kRequired,
     .russian = "Кто принимает дорожную карту: регион, район или школа.",
     .english = "Who adopts the roadmap: a region, a municipality or a school.",
     .words = kLevels},
    {.name = "source",
     .shape = kRecord,
     .russian = "Откуда взята дорожная карта.",
     .english = "Where the roadmap comes from.",
     .table = "source"},
    {.name = "period",
     .shape = kPeriod,
     .need = kRequired,
     .russian = "Период действия, оба дня входят: 2022-09-01..2023-12-31.",
     .english = "Period, both days included: 2022-09-01..2023-12-31.",
     .max = kMaxPeriodYears},
    {.name = "calendar",
     .shape = kCalendar,
     .russian = "Производственный календарь: регион; по умолчанию RU.",
     .english = "Production calendar: a region; RU by default.",
     .table = "calendar"},
    {.name = "week",
     .shape = kInteger,
     .russian = "Пятидневная или шестидневная рабочая неделя; по умолчанию 5.",
     .english = "Five- or six-day working week; 5 by default.",
     .min = 5,
     .max = 6},
    kNonworkingKey,
    {.name = "control",
     .shape = kName,
     .russian = "Роль, принимающая отчёты, или none.",
     .english = "The role that accepts reports, or none.",
     .max = kMaxId},
    {.name = "self_control",
     .shape = kBool,
     .russian = "true: принимающий отчёты может отчитаться и сам.",
     .english = "true: who accepts reports may also report himself."},
    {.name = "authority",
     .shape = kName,
     .russian = "Роль, которая вправе переносить сроки и снимать задачи; по умолчанию head в "
                "школе, coordinator выше.",
     .english = "The role that may extend deadlines and withdraw tasks; head by default in a "
                "school, coordinator above.",
     .max = kMaxId},
    {.name = "extensions",
     .shape = kInteger,
     .russian = "Сколько раз можно перенести срок одной задачи; по умолчанию 2.",
     .english = "How often the deadline of one task may be extended; 2 by default.",
     .min = 0,
     .max = 20},
    kLadderKey,
    {.name = "school_year",
     .shape = kDaySpan,
     .russian = "Учебный год; по умолчанию 09-01..05-31.",
     .english = "The school year; 09-01..05-31 by default."},
    {.name = "roles",
     .shape = kRoleNames,
     .russian = "Имена из ячеек ответственных и роли, которые за них отвечают.",
     .english = "Names of responsible cells and the roles that answer for them.",
     .max = kMaxListed},
    {.name = "stages",
     .shape = kRecords,
     .need = kRequired,
     .russian = "Этапы по порядку документа.",
     .english = "Stages in the document's order.",
     .table = "stage",
     .max = kMaxListed},
    {.name = "indicators",
     .shape = kRecords,
     .russian = "Целевые показатели.",
     .english = "Indicators.",
     .table = "indicator",
     .max = kMaxListed}};

constexpr Key kLibrary[] = {{.name = "library",
                             .shape = kSlug,
                             .need = kRequired,
                             .russian = "Обозначение библиотеки.",
                             .english = "Id of the library.",
                             .max = kMaxId},
                            kTitleKey,
                            {.name = "measures",
                             .shape = kRecords,
                             .need = kRequired,
                             .russian = "Мероприятия, общие для дорожных карт.",
                             .english = "Measures that roadmaps share.",
                             .table = "measure",
                             .max = kMaxListed}};

constexpr KeyTable kRoadmapTable = {"roadmap", "Дорожная карта.", "A roadmap.", kRoadmap};
constexpr KeyTable kLibraryTable = {"library", "Библиотека мероприятий.", "A library of measures.",
                                    kLibrary};
constexpr KeyTable kSourceTable = {"source", "Документ-источник.", "The source document.",
                                   kSourceOf};
constexpr KeyTable kApprovedTable = {"approved", "Гриф утверждения.", "The approval stamp.",
                                     kApproved};
constexpr KeyTable kCalendarTable = {"calendar", "Производственный календарь.",
                                     "The production calendar.", kCalendarOf};
constexpr KeyTable kStageTable = {"stage", "Этап.", "A stage.", kStage};
constexpr KeyTable kMeasureTable = {"measure", "Мероприятие: одна строка документа.",
                                    "A measure: one row of the document.", kMeasure};
constexpr KeyTable kItemTable = {"item", "Часть строки; о чём она молчит, берётся у строки.",
                                 "A part of a row; what it does not say is taken from the row.",
                                 kItem};
constexpr KeyTable kUseTable = {"use", "Мероприятие из библиотеки.", "A measure of a library.",
                                kUseOf};
constexpr KeyTable kHeadingTable = {"heading", "Строка-заголовок внутри этапа, не мероприятие.",
                                    "A heading row inside a stage, not a measure.", kHeading};
constexpr KeyTable kTermTable = {"term", "Срок по частям.", "A term in parts.", kTermOf};
constexpr KeyTable kExecutorTable = {"executor", "Исполнитель.", "An executor.", kExecutor};
constexpr KeyTable kIndicatorTable = {"indicator", "Целевой показатель.", "An indicator.",
                                      kIndicator};

constexpr const KeyTable* kTables[] = {
    &kRoadmapTable,  &kSourceTable,    &kApprovedTable, &kCalendarTable, &kStageTable,
    &kMeasureTable,  &kItemTable,      &kUseTable,      &kHeadingTable,  &kTermTable,
    &kExecutorTable, &kIndicatorTable, &kLibraryTable};

}  // namespace

const Key* FindKey(const KeyTable& table, std::string_view name) {
  const auto found = std::ranges::find(table.keys, name, &Key::name);
  return found == table.keys.end() ? nullptr : &*found;
}

const KeyTable& RoadmapKeys() { return kRoadmapTable; }
const KeyTable& LibraryKeys() { return kLibraryTable; }
const KeyTable& SourceKeys() { return kSourceTable; }
const KeyTable& ApprovedKeys() { return kApprovedTable; }
const KeyTable& CalendarKeys() { return kCalendarTable; }
const KeyTable& StageKeys() { return kStageTable; }
const KeyTable& MeasureKeys() { return kMeasureTable; }
const KeyTable& ItemKeys() { return kItemTable; }
const KeyTable& UseKeys() { return kUseTable; }
const KeyTable& HeadingKeys() { return kHeadingTable; }
const KeyTable& TermKeys() { return kTermTable; }
const KeyTable& ExecutorKeys() { return kExecutorTable; }
const KeyTable& IndicatorKeys() { return kIndicatorTable; }

std::span<const KeyTable* const> AllKeyTables() { return kTables; }

}  // namespace vekha::roadmap
