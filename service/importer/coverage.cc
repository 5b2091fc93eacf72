#include "service/importer/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "engine/base/date.h"
#include "engine/schedule/schedule.h"
#include "engine/term/term.h"
#include "service/importer/cell_text.h"

namespace vekha::importer {
namespace {

constexpr size_t kShownWidth = 80;

struct Outside {
  Date due;
  std::string term;
  std::string place;
};

class Coverage {
 public:
  Coverage(const std::vector<int>& years, const Period& period)
      : years_(years.begin(), years.end()), period_(period) {}

  void Look(const std::string& term, const std::string& place) {
    const auto expansion = schedule::Expand(term::ParseTerm(term), period_);
    bool any = false;
    for (const schedule::Occurrence& one : expansion.occurrences) {
      if (one.ongoing || years_.contains(static_cast<int>(one.window.due.year()))) continue;
      any = true;
      if (!first_ || one.window.due < first_->due) first_ = Outside{one.window.due, term, place};
    }
    if (any) ++rows_;
  }

  // Nothing when every due day is covered.
  std::optional<std::string> Remark(const std::string& calendar) const {
    if (!first_) return std::nullopt;
    return fmt::format(
        "сроки вне производственного календаря {} ({}-{} годы): строк {}, первый {} - «{}» [{}]; "
        "пока нет календаря тех лет, check их не примет",
        calendar, *years_.begin(), *years_.rbegin(), rows_, FormatRussian(first_->due),
        Shorten(first_->term, kShownWidth), first_->place);
  }

 private:
  std::set<int> years_;
  Period period_;
  std::optional<Outside> first_;
  int rows_ = 0;
};

}  // namespace

void RemarkOnCoverage(const calendar::CalendarSet* calendars, Draft& draft) {
  if (calendars == nullptr || !draft.period) return;
  const auto calendar = calendars->Get({.region = draft.calendar});
  if (!calendar.ok() || (*calendar)->years().empty()) return;
  Coverage coverage((*calendar)->years(), *draft.period);
  for (const DraftStage& stage : draft.stages) {
    for (const auto& row : stage.rows) {
      const auto* measure = std::get_if<DraftMeasure>(&row);
      if (measure == nullptr) continue;
      if (measure->items.empty()) coverage.Look(measure->term, measure->place);
      for (const DraftItem& item : measure->items) coverage.Look(item.term, measure->place);
    }
  }
  if (auto remark = coverage.Remark(draft.calendar)) draft.remarks.push_back(*std::move(remark));
}

}  // namespace vekha::importer
