// What is ordered, approved or defined twice, and a roadmap that orders itself.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

using roadmap::Measure;

// The roadmap's own drafting, agreement or approval, not that of others'.
bool IsAboutItself(const Measure& measure) {
  static const RE2 kOwn(
      "(?i)^(?:разработка|согласование|утверждение|разработка и утверждение)\\s+дорожной\\s+карты");
  return !measure.for_each && RE2::PartialMatch(measure.title, kOwn);
}

void CheckSelf(const Document& document, Report& report) {
  const auto approved = document.roadmap.source.approved_on;
  if (!approved) return;
  for (const Work& work : document.works) {
    if (work.deadlines.empty() || !IsAboutItself(*work.measure)) continue;
    const Date due = work.deadlines.back().window.due;
    if (due <= *approved) continue;
    report.Add("SELF_REFERENCE", *work.measure, Cell::kTitle,
               work.measure->title.substr(0, work.measure->title.find(' ')),
               Say("{}: {} к {}, а карта утверждена {}",
                   "{}: {} by {}, and the roadmap was approved on {}", Label(*work.measure),
                   Quote(work.measure->title), PlainDay(due), PlainDay(*approved)));
  }
}

struct Approved {
  std::string object;  // stem of what is approved
  Bilingual name;
};

// What a title approves: "утверждение положения о наставничестве и дорожной карты" both. A list
// ends a clause, not a word: in "утверждение актов, включающие: сроки; ..." its items are others'.
std::vector<Approved> ApprovedIn(const std::string& title) {
  static const RE2 kApproves("(?i)утверждени\\p{L}\\s([^;•.]*)");
  static const RE2 kRoadmap("(?i)дорожн\\p{L}+ карт");
  static const RE2 kRegulation("(?i)положени\\p{L}+ о (?:программ\\p{L} )?наставничеств");
  std::vector<Approved> out;
  re2::StringPiece rest(title);
  std::string clause;
  while (RE2::FindAndConsume(&rest, kApproves, &clause)) {
    if (RE2::PartialMatch(clause, kRoadmap)) {
      out.push_back({"roadmap", {"дорожная карта", "the roadmap"}});
    }
    if (RE2::PartialMatch(clause, kRegulation)) {
      out.push_back({"regulation", {"положение о наставничестве", "the regulation"}});
    }
  }
  return out;
}

void CheckApprovedTwice(const Document& document, Report& report) {
  std::map<std::pair<std::string, std::optional<roadmap::Level>>, const Work*> approved;
  for (const Work& work : document.works) {
    std::optional<roadmap::Level> where = work.measure->for_each;
    if (where == document.roadmap.level) where.reset();
    for (const Approved& one : ApprovedIn(work.measure->title)) {
      const auto [first, is_new] = approved.emplace(std::pair(one.object, where), &work);
      if (is_new || first->second->row == work.row) continue;
      report.Add("DUPLICATE_MEASURE", *work.measure, Cell::kTitle, {},
                 Say("{}: {} утверждается и здесь, и в строке {}",
                     "{}: {} is approved both here and in row {}", Label(*work.row), one.name,
                     Label(*first->second)));
    }
  }
}

bool SameTime(const Measure& a, const Measure& b) {
  return a.term_text == b.term_text || a.expansion.occurrences == b.expansion.occurrences;
}

void CheckSameTitle(const Document& document, Report& report) {
  std::map<std::string, std::vector<const Measure*>> by_title;
  for (const Row& row : document.rows) {
    const Measure& later = *row.measure;
    std::vector<const Measure*>& same = by_title[NormalizeName(later.title)];
    const auto earlier =
        std::ranges::find_if(same, [&](const Measure* other) { return SameTime(*other, later); });
    if (earlier == same.end()) {
      same.push_back(&later);
      continue;
    }
    report.Add("DUPLICATE_MEASURE", later, Cell::kTitle, later.title,
               Say("{}: то же, что в строке {}: {}", "{}: the same as in row {}: {}", Label(later),
                   Label(**earlier), Quote(later.title)));
  }
}

// Long results that say nearly the same word for word.
void CheckSameResult(const Document& document, Report& report) {
  constexpr size_t kLong = 12;         // words
  constexpr double kAlike = 0.85;      // of the shorter one's
  constexpr size_t kComparable = 300;  // rows with long results; every one with every other
  struct Words {
    const Measure* row = nullptr;
    std::set<std::string> stems;
  };
  std::vector<Words> rows;
  for (const Row& row : document.rows) {
    std::vector<std::string> stems = Stems(row.measure->result);
    Words words{row.measure, {stems.begin(), stems.end()}};
    if (words.stems.size() >= kLong) rows.push_back(std::move(words));
  }
  if (rows.size() > kComparable) return;
  for (size_t i = 0; i < rows.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      std::vector<std::string> common;
      std::ranges::set_intersection(rows[i].stems, rows[j].stems, std::back_inserter(common));
      const size_t shorter = std::min(rows[i].stems.size(), rows[j].stems.size());
      if (static_cast<double>(common.size()) < kAlike * static_cast<double>(shorter)) continue;
      report.Add(
          "DUPLICATE_MEASURE", *rows[i].row, Cell::kResult, {},
          Say("{}: тот же результат, что в строке {}: {}", "{}: the same result as in row {}: {}",
              Label(*rows[i].row), Label(*rows[j].row), Quote(rows[i].row->result)));
      break;
    }
  }
}

// "(далее - ЦМН)": the words after it, up to the bracket or comma.
struct Definition {
  std::string term;
  const Measure* row = nullptr;  // null: of a stage's or the document's title
  Cell cell = Cell::kRow;
};

// "далее - рабочая группа, РГ" gives both names; a comma inside a name is no end of it.
void AddNames(const std::string& words, std::vector<std::string>& out) {
  static const RE2 kNames("\\s*(.*?)\\s*(?:,\\s*(\\p{Lu}{2,10}))?[\\s,]*");
  static const RE2 kCapitals("(\\p{Lu}{2,10}),.*");
  std::string name;
  std::string abbreviation;
  if (RE2::FullMatch(words, kCapitals, &name)) return out.push_back(name);
  if (!RE2::FullMatch(words, kNames, &name, &abbreviation) || name.empty()) return;
  out.push_back(name);
  if (!abbreviation.empty()) out.push_back(abbreviation);
}

std::vector<std::string> DefinedIn(const std::string& text) {
  static const RE2 kFurther("(?i)(?:^|[^\\p{L}])далее\\s*[-–—:]?\\s*");
  static const RE2 kWords("((?s).{2,160}?)(?:[();]|(?i:далее)|$)");
  std::vector<std::string> out;
  re2::StringPiece rest(text);
  while (RE2::FindAndConsume(&rest, kFurther)) {
    std::string words;
    re2::StringPiece after = rest;
    if (RE2::Consume(&after, kWords, &words)) AddNames(words, out);
  }
  return out;
}

void CheckDefinitions(const Document& document, Report& report) {
  std::map<std::string, std::string> first;  // where each term was defined
  const auto take = [&](const std::string& text, const std::string& where) {
    for (const std::string& term : DefinedIn(text)) first.emplace(NormalizeName(term), where);
  };
  take(document.roadmap.title, {});
  for (const roadmap::Stage& stage : document.roadmap.stages) take(stage.title, stage.id);
  for (const Row& row : document.rows) {
    const std::pair<Cell, const std::string*> cells[] = {{Cell::kTitle, &row.measure->title},
                                                         {Cell::kOutcome, &row.measure->outcome},
                                                         {Cell::kResult, &row.measure->result}};
    for (const auto& [cell, text] : cells) {
      for (const std::string& term : DefinedIn(*text)) {
        const auto [known, is_new] = first.emplace(NormalizeName(term), Label(*row.measure));
        if (is_new) continue;
        report.Add("DUPLICATE_DEFINITION", *row.measure, cell, term,
                   known->second.empty()
                       ? Say("{} определено дважды: и в названии карты",
                             "{} is defined twice: in the title, too", Quote(term))
                       : Say("{} определено дважды: и в строке {}",
                             "{} is defined twice: in row {}, too", Quote(term), known->second));
      }
    }
  }
}

}  // namespace

void CheckDuplicates(const Document& document, Report& report) {
  CheckSelf(document, report);
  CheckApprovedTwice(document, report);
  CheckSameTitle(document, report);
  CheckSameResult(document, report);
  CheckDefinitions(document, report);
}

}  // namespace vekha::lint
