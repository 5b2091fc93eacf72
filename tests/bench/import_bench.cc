// A plan of 500 rows imported, in every format that is read: bytes in, rule file out. A document
// as long as any we have seen has a tenth of the rows.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar/calendar_set.h"
#include "service/base/rules.h"
#include "service/importer/importer.h"
#include "service/importer/reader/read_document.h"
#include "tests/service/importer/encode.h"

namespace vekha::importer {
namespace {

constexpr int kRows = 500;

constexpr std::array<std::string_view, 8> kTerms = {
    "до 15 сентября 2024 г.",
    "октябрь 2024 – май 2025",
    "ежеквартально",
    "с 1 по 15 сентября ежегодно (в период с 2024 по 2025 г.г.)",
    "в течение учебного года",
    "IV квартал 2024 года",
    "не позднее 10 числа каждого месяца",
    "20.12.2024, 25.05.2025"};
constexpr std::array<std::string_view, 5> kExecutors = {
    "Мамедов М. Р. Османов Р. М.", "директор, куратор",
    "Иванова И. И., заместитель директора по УВР", "классные руководители 5-11 классов",
    "МРГ, РУО, образовательные организации"};

// As text: a title, headings, page ends, a row continued after one of them.
std::string Plan() {
  std::string text = "УТВЕРЖДАЮ\nДиректор МБОУ «СОШ № 12» Петров П. П.\n30.08.2024 № 215\n\n";
  text += "План мероприятий (дорожная карта) на 2024-2025 учебный год\n\n";
  text += "№ п/п\tНаименование мероприятия\tСроки\tОтветственные\tРезультат\n";
  for (int i = 0; i < kRows; ++i) {
    if (i % 50 == 0)
      text += fmt::format("{}.\tРаздел о работе номер {}\t\t\t\n", i / 50 + 1, i / 50 + 1);
    text += fmt::format(
        "{}.{}\tПодготовка и проведение мероприятия номер {} для участников образовательных "
        "отношений, "
        "формирование и обновление базы наставников и наставляемых\t{}\t{}\tПриказ, реестр "
        "участников, "
        "аналитическая справка по итогам\n",
        i / 50 + 1, i % 50 + 1, i + 1, kTerms[static_cast<size_t>(i) % kTerms.size()],
        kExecutors[static_cast<size_t>(i) % kExecutors.size()]);
    if (i % 25 == 24) text += "\n";
  }
  return text;
}

std::string InFormat(const std::string& format) {
  const std::string plan = Plan();
  if (format == "txt") return plan;
  const auto document = ReadDocument(plan, "plan.txt");
  if (!document.ok()) std::abort();
  if (format == "html") return EncodeHtml(*document);
  if (format == "csv") return EncodeCsv(*document);
  return format == "docx" ? EncodeDocx(*document) : EncodeXlsx(*document);
}

calendar::CalendarSet Calendars() {
  std::vector<Source> sources = service::EmbeddedRules();
  std::erase_if(sources, [](const Source& s) { return !s.name().starts_with("calendars/"); });
  auto loaded = calendar::LoadCalendars(sources);
  if (!loaded.value) std::abort();
  return *std::move(loaded.value);
}

void ImportPlan(benchmark::State& state, const std::string& format) {
  const calendar::CalendarSet calendars = Calendars();
  const std::string bytes = InFormat(format);
  for (auto unused : state) {
    (void)unused;
    const auto import =
        ImportDocument(bytes, "plan." + format, {.calendars = &calendars, .progress = {}});
    if (!import.ok() || import->count.measures != kRows) {
      return state.SkipWithError("not all rows became measures");
    }
  }
  state.counters["rows/s"] =
      benchmark::Counter(kRows, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK_CAPTURE(ImportPlan, txt, "txt")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ImportPlan, csv, "csv")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ImportPlan, html, "html")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ImportPlan, docx, "docx")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ImportPlan, xlsx, "xlsx")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vekha::importer
