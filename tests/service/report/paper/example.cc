#include "tests/service/report/paper/example.h"

#include <string>

namespace vekha::service::report {
namespace {

constexpr Total kSum = {.kind = Total::Kind::kSum};

Total Share(size_t part, size_t whole) {
  return {.kind = Total::Kind::kShare, .part = part, .whole = whole};
}

Row School(const char* name, int64_t tasks, int64_t done, int64_t overdue, double hours) {
  const Cell share = tasks == 0 ? Cell() : static_cast<double>(done) / static_cast<double>(tasks);
  return {.cells = {name, tasks, done, share, overdue, hours}};
}

Row Heading(const char* name, int level) { return {.cells = {name}, .heading = level}; }

Sheet Schools() {
  return {.name = "Школы",
          .columns = {{.title = "Организация", .width = 34},
                      {.title = "Задач", .kind = ColumnKind::kInteger, .total = kSum},
                      {.title = "Выполнено", .kind = ColumnKind::kInteger, .total = kSum},
                      {.title = "Доля", .kind = ColumnKind::kPercent, .total = Share(2, 1)},
                      {.title = "Просрочено", .kind = ColumnKind::kInteger, .total = kSum},
                      {.title = "Часы", .kind = ColumnKind::kDecimal, .total = kSum}},
          .rows = {Heading("Пижанский район", 0), Heading("Средние школы", 1),
                   School("МОУ СОШ пгт Пижанка", 45, 36, 5, 12.25),
                   School("МОУ СОШ с. Обухово", 44, 44, 0, 0.5), Heading("Основные школы", 1),
                   School("МОУ ООШ д. Павлово", 40, 11, 29, 7), Heading("Закрытые школы", 1),
                   Heading("Управление образования", 0), School("РУО", 12, 12, 0, 1234.125),
                   School("РЦО (без задач)", 0, 0, 0, 0)}};
}

Sheet Tasks() {
  return {.name = "Задачи: срок/состояние",
          .columns = {{.title = "№"},
                      {.title = "Мероприятие", .width = 40},
                      {.title = "Срок", .kind = ColumnKind::kDate},
                      {.title = "Опоздание", .kind = ColumnKind::kDayCount},
                      {.title = "Состояние", .kind = ColumnKind::kState},
                      {.title = "Чего нет"}},
          .rows = {{.cells = {"3.2", "Формирование базы наставляемых", Day(2021, 9, 15),
                              int64_t{96}, State::kOverdue, "база; с перечнем \"запросов\""}},
                   {.cells = {"3.10",
                              "Сбор согласий,\nв том числе на обработку данных",
                              Day(2021, 12, 24),
                              {},
                              State::kDueSoon}},
                   {.cells = {"5", "Мониторинг", Day(2021, 12, 1), int64_t{0}, State::kDone}},
                   {.cells = {"6", "Отчёт куратора", {}, {}, State::kWaiting, "дата семинара"}}}};
}

Timeline ExampleTimeline() {
  return {.title = "Дорожная карта района",
          .from = Day(2021, 9, 1),
          .to = Day(2022, 5, 31),
          .today = Day(2021, 12, 20),
          .bars = {{"База наставляемых", Day(2021, 9, 1), Day(2021, 9, 15), State::kOverdue},
                   {"Мониторинг", Day(2021, 9, 1), Day(2021, 12, 1), State::kDone},
                   {"Мониторинг", Day(2022, 3, 1), Day(2022, 7, 1), State::kPlanned},
                   {"Отчёт", {}, Day(2022, 5, 31), State::kBlocked},
                   {"Прошлый год", Day(2020, 9, 1), Day(2021, 5, 31), State::kDoneLate}}};
}

}  // namespace

Date Day(int year, int month, int day) { return *MakeDate(year, month, day); }

Paper ExamplePaper(Language language) {
  return {.language = language,
          .title = "Проверка перед отчётом: что просрочено",
          .organization = "Пижанский район & его школы",
          .day = Day(2021, 12, 20),
          .revision = 1742,
          .notes = {"Составлено для отчёта 20.12.2021"},
          .sheets = {Schools(), Tasks()},
          .timeline = ExampleTimeline()};
}

Paper HostilePaper() {
  const std::string long_name = "Школа " + std::string(294, 'W');
  const std::string rtl = "\u202Eשלום\u202C مدرسة";
  const std::string emoji = "👩‍🏫 школа 🇷🇺";
  const std::string tag = "</td></title><script>alert(1)</script>'\"";
  const std::string controls = std::string("a\0b\x01\x1B[31m\x7F", 11) + "\xC2\x85\xFF\xC0\x80";
  Sheet sheet{.name = "[x]:*?/\\'" + long_name,
              .columns = {{.title = tag}, {.title = "=1+1"}, {.title = long_name}},
              .rows = {}};
  for (const std::string& text :
       {long_name, rtl, emoji, tag, controls, std::string("=HYPERLINK(\"http://x\";\"y\")"),
        std::string("+7 900"), std::string("-1"), std::string("@SUM(A1)"), std::string("\t=1"),
        std::string("'=1"), std::string("one\r\ntwo\rthree"), std::string("_x0041_ ]]> &amp;"),
        std::string("\"; DROP"), std::string(" spaces ")}) {
    sheet.rows.push_back({.cells = {text, std::string("&C&D"), text}});
  }
  return {.title = tag + rtl,
          .organization = controls + long_name,
          .day = Day(2021, 12, 20),
          .revision = {},
          .notes = {emoji, "=1+1"},
          .sheets = {sheet, {.name = "history", .columns = {{.title = ""}}, .rows = {}}},
          .timeline = Timeline{.title = tag,
                               .from = Day(2021, 12, 1),
                               .to = Day(2021, 12, 31),
                               .today = Day(2022, 1, 1),
                               .bars = {{tag + controls, {}, Day(2021, 12, 31), State::kOpen}}}};
}

Paper LongPaper(size_t rows) {
  Sheet sheet{.name = "Длинный лист",
              .columns = {{.title = "Строка"},
                          {.title = "Число", .kind = ColumnKind::kInteger, .total = kSum},
                          {.title = "Часть", .kind = ColumnKind::kInteger, .total = kSum},
                          {.title = "Доля", .kind = ColumnKind::kPercent, .total = Share(2, 1)}},
              .rows = {}};
  for (size_t i = 0; i < rows; ++i) {
    if (i % 10 == 0) sheet.rows.push_back({.cells = {"группа"}, .heading = 0});
    const auto number = static_cast<int64_t>(i);
    sheet.rows.push_back({.cells = {"строка", number, number % 7, {}}});
  }
  return {.title = "Много строк",
          .organization = "",
          .day = Day(2021, 12, 20),
          .revision = {},
          .notes = {},
          .sheets = {sheet},
          .timeline = {}};
}

}  // namespace vekha::service::report
