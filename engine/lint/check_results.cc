// What a row is to bring: nothing, its own title again, or something no paper can prove; and
// products without a day.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

using roadmap::EvidenceKind;
using roadmap::Measure;

// Said of a row once: an item has its row's result unless it says another.
bool HasResult(const Measure& row) {
  return !row.result.empty() ||
         (!row.items.empty() &&
          std::ranges::all_of(row.items, [](const Measure& item) { return !item.result.empty(); }));
}

void CheckMissing(const Document& document, Report& report) {
  std::vector<const Measure*> missing;
  for (const Row& row : document.rows) {
    if (!HasResult(*row.measure)) missing.push_back(row.measure);
  }
  if (missing.empty()) return;
  if (missing.size() == document.rows.size() && missing.size() > 1) {
    report.Add(
        "MISSING_RESULT", *missing.front(), Cell::kRow, {},
        Say("ни у одной строки нет результата (мероприятий: {}): чем подтвердить исполнение, "
            "не сказано",
            "no row has a result (measures: {}): what proves completion is not said",
            missing.size()));
    return;
  }
  for (const Measure* row : missing) {
    report.Add("MISSING_RESULT", *row, Cell::kRow, {},
               Say("{}: нет результата: {}", "{}: no result: {}", Label(*row), Quote(row->title)));
  }
}

// Words that carry no content of their own: how something is brought about.
bool IsDoing(const std::string& stem) {
  static const RE2 kDoing(
      "органи.*|провед.*|создан.*|разраб.*|формир.*|реализ.*|подгот.*|состав.*|обеспе.*|утверж.*|"
      "осущес.*|сформи.*|для|при|под|над|что|или|как|это");
  return RE2::FullMatch(stem, kDoing);
}

std::vector<std::string> Content(std::string_view text) {
  std::vector<std::string> stems = Stems(text);
  std::erase_if(stems, IsDoing);
  std::ranges::sort(stems);
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  return stems;
}

// The thing a row makes is a fair result of making it; the event it holds, or its title word for
// word, is not.
void CheckTautology(const Measure& row, Report& report) {
  constexpr size_t kFewest = 2;
  const std::vector<std::string> title = Stems(row.title);
  const bool exact = title == Stems(row.result);
  const bool proves_nothing =
      row.evidence == EvidenceKind::kEvent || row.evidence == EvidenceKind::kNone;
  const std::vector<std::string> words = Content(row.result);
  if (words.size() < kFewest) return;
  if (!exact && !(proves_nothing && words == Content(row.title))) return;
  report.Add("TAUTOLOGICAL_RESULT", row, Cell::kResult, row.result,
             Say("{}: результат повторяет название: {}", "{}: the result repeats the title: {}",
                 Label(row), Quote(row.result)));
}

bool NamesPaper(const std::string& result) {
  static const RE2 kPaper(
      "(?i)приказ|распоряж|протокол|справк|договор|соглашени|перечен|реестр|списо[кч]|баз[аыу]|"
      "банк|"
      "положени|отч[её]т|анализ|сертификат|удостоверени|грамот|диплом|программ[аыу] |материал|"
      "рекомендац|[ -]акт|^акт|сайт|публикац|график|ссылк|письм|план|журнал|анкет|фото|сводк|"
      "согласи|консультаци|форм[аыу] ");
  return RE2::PartialMatch(result, kPaper);
}

void CheckProof(const Measure& row, Report& report) {
  static const RE2 kVague(
      "(?i)сформирована систем|создан\\p{L}* (?:необходимые )?(?:\\p{L}+ и \\p{L}+ )?услови|"
      "обеспечени\\p{L}* (?:\\p{L}+ )?услови|внимание общественности|достигнуты|комфортн|"
      "соблюдены нормы|^реализация программ\\p{L}* наставничества$|^мероприятия проведены|"
      "^выявление и распространение|повышение (?:уровня|качества|эффективности|мотивации)");
  if (row.result.empty() || NamesPaper(row.result)) return;
  if (row.evidence != EvidenceKind::kNone && !RE2::PartialMatch(row.result, kVague)) return;
  report.Add("UNVERIFIABLE_RESULT", row, Cell::kResult, row.result,
             Say("{}: результат нечем подтвердить: {}", "{}: nothing can prove the result: {}",
                 Label(row), Quote(row.result)));
}

// The product of a row is made once; work that only goes on has no such verb.
bool MakesProduct(const Measure& measure) {
  static const RE2 kOnce(
      "(?i)^(?:разработка|создание|утверждение|издание|формирование|подготовка|заключение|"
      "назначение|определение|составление|включение)");
  static const RE2 kMade("(?i)^утвержд[её]н");
  return RE2::PartialMatch(measure.title, kOnce) || RE2::PartialMatch(measure.result, kMade) ||
         measure.evidence == EvidenceKind::kOrder;
}

void CheckOngoing(const Document& document, Report& report) {
  for (const Work& work : document.works) {
    const Measure& measure = *work.measure;
    const auto& occurrences = measure.expansion.occurrences;
    if (occurrences.empty() || !work.deadlines.empty()) continue;
    if (measure.evidence == EvidenceKind::kNone || measure.evidence == EvidenceKind::kEvent)
      continue;
    if (!MakesProduct(measure)) continue;
    report.Add("ONGOING_PRODUCT", measure, Cell::kTerm, measure.term_text,
               Say("{}: {} без дня сдачи ({}): ни сдать, ни просрочить",
                   "{}: {} without a day ({}): neither delivered nor late", Label(*work.row),
                   Quote(work.row->title), Quote(measure.term_text)));
  }
}

}  // namespace

void CheckResults(const Document& document, Report& report) {
  CheckMissing(document, report);
  CheckOngoing(document, report);
  for (const Row& row : document.rows) {
    CheckTautology(*row.measure, report);
    CheckProof(*row.measure, report);
  }
}

}  // namespace vekha::lint
