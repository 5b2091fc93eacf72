#include "service/importer/interpretation.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/roadmap/responsible.h"
#include "engine/term/term.h"
#include "service/importer/cell_text.h"
#include "service/importer/items.h"

namespace vekha::importer {
namespace {

constexpr size_t kQuoteWidth = 160;
constexpr size_t kRoleNameMax = 100;  // in letters; what is longer tells of a role and names none

// ---- evidence

struct EvidenceWord {
  const char* evidence;
  RE2 pattern;
};

const std::array<EvidenceWord, 5>& EvidenceWords() {
  static const std::array<EvidenceWord, 5> kWords = {{
      {"order",
       R"((?i)(приказ|распоряжени[еяй]|постановлени[еяй]|локальн\p{L}+ (?:нормативн\p{L}+ )?акт))"},
      {"url", R"((?i)(сайт|публикаци|опубликован|ссылк|информационн\p{L}+ ресурс|интернет))"},
      {"register",
       R"((?i)((?:^|[^\p{L}])баз[аыу]?(?:[^\p{L}]|$)|реестр|переч(?:ень|ня)|банк данных|список))"},
      {"report", R"((?i)(отч[её]т|справк|мониторинг|аналитическ))"},
      {"event",
       R"((?i)(семинар|вебинар|совещани|фестивал|форум|конкурс|мероприятия проведены|круглый стол|собрани))"},
  }};
  return kWords;
}

// The kind named first in the text.
void GuessEvidence(DraftMeasure& measure) {
  const bool from_result = !measure.result.empty();
  const std::string& text = from_result ? measure.result : measure.title;
  const char* kind = from_result ? "document" : "none";
  size_t first = text.size();
  std::string word;
  for (const EvidenceWord& known : EvidenceWords()) {
    re2::StringPiece found;
    if (!RE2::PartialMatch(text, known.pattern, &found)) continue;
    const auto at = static_cast<size_t>(found.data() - text.data());
    if (at >= first) continue;
    first = at;
    kind = known.evidence;
    word = OneLine({found.data(), found.size()});
  }
  measure.evidence = kind;
  const char* column = from_result ? "результату" : "названию: графа результата пуста";
  measure.guesses.push_back({"evidence",
                             word.empty()
                                 ? fmt::format("вид подтверждения по {}", column)
                                 : fmt::format("вид подтверждения по {} («{}»)", column, word),
                             Shorten(text, kQuoteWidth), measure.place});
}

// ---- dependencies

// "после этапа 3.3", "по итогам п. 2.4": rows above become dependencies; a later one is only noted,
// so that no circle can arise.
void FindReferences(DraftMeasure& measure, const std::set<std::string>& above) {
  static const RE2 kReference(
      R"((?i)(?:после|по завершении|по итогам|по окончании)\s+(?:исполнения|выполнения|завершения|окончания|реализации)?\s*(?:этап\p{L}*|пункт\p{L}*|п\.?|строк\p{L}*|мероприяти\p{L}*)\s*№?\s*(\d+(?:\.\d+)*))");
  re2::StringPiece rest(measure.term);
  std::string number;
  while (RE2::FindAndConsume(&rest, kReference, &number)) {
    if (!above.contains(number)) {
      measure.guesses.push_back({"term",
                                 fmt::format("срок ссылается на {}: такой строки выше нет", number),
                                 Shorten(measure.term, kQuoteWidth), measure.place});
      continue;
    }
    if (std::ranges::find(measure.after, number) != measure.after.end()) continue;
    measure.after.push_back(number);
    measure.guesses.push_back({"after", fmt::format("ссылка на строку {} в сроке", number),
                               Shorten(measure.term, kQuoteWidth), measure.place});
  }
}

// ---- terms and executors

// What stands for a term nobody can read: the file stays usable, and the task waits until a person
// says when.
constexpr const char* kNoTerm = "по отдельному плану";

void NoteTerm(DraftMeasure& measure) {
  if (measure.term.empty()) {
    measure.term = kNoTerm;
    measure.guesses.push_back({"term", "графа срока пуста: впишите срок", {}, measure.place});
    return;
  }
  const term::TermReading reading = term::ParseTerm(measure.term);
  const bool unread =
      std::ranges::find(reading.flags, term::Flag::kUnparseable) != reading.flags.end();
  if (unread) {
    std::string cell = std::exchange(measure.term, kNoTerm);
    measure.guesses.push_back({"term", "срок «" + Shorten(cell, 80) + "» не прочитан: впишите его",
                               Shorten(cell, kQuoteWidth), measure.place});
    return;
  }
  for (const term::Note& note : reading.notes) {
    if (note.kind == term::NoteKind::kConvention) continue;
    measure.guesses.push_back(
        {"term", note.text.ru, Shorten(measure.term, kQuoteWidth), measure.place});
  }
}

struct RoleWord {
  const char* role;
  RE2 pattern;
};

const std::array<RoleWord, 7>& RoleWords() {
  static const std::array<RoleWord, 7> kWords = {{
      {"curator", "(?i)^куратор"},
      {"head", R"((?i)^(?:директор|заведующ\p{L}+|руководитель (?:оо|школы|учреждения)))"},
      {"deputy_head", R"((?i)^зам(?:еститель|\.)?\s*(?:директора|заведующ))"},
      {"mentor", "(?i)^наставники?$"},
      {"site_admin", R"((?i)^администратор сайта|^ответственн\p{L}+ за сайт)"},
      {"class_teacher", R"((?i)^классн\p{L}+ руководител)"},
      {"psychologist", "(?i)^педагог-?и?-психолог"},
  }};
  return kWords;
}

std::string RoleOf(const std::string& name) {
  if (CodePointCount(name) > kRoleNameMax) return {};
  for (const RoleWord& known : RoleWords()) {
    if (RE2::PartialMatch(name, known.pattern)) return known.role;
  }
  return {};
}

void ReadExecutors(DraftMeasure& measure, Draft& draft) {
  const auto executors = roadmap::SplitResponsible(measure.responsible, roadmap::RoleNames());
  if (executors.empty()) {
    measure.guesses.push_back({"title", "исполнитель не назван", {}, measure.place});
    return;
  }
  static const RE2 kSeparator("[,;]");
  std::string names;
  for (const roadmap::Responsible& one : executors) {
    names += (names.empty() ? "" : " | ") + one.name;
    if (one.kind != roadmap::ResponsibleKind::kRole) continue;
    if (const std::string role = RoleOf(one.name); !role.empty()) draft.roles[one.name] = role;
  }
  if (executors.size() > 1 && !RE2::PartialMatch(measure.responsible, kSeparator)) {
    measure.guesses.push_back({"responsible", "исполнители без разделителей: " + names,
                               Shorten(measure.responsible, kQuoteWidth), measure.place});
  }
}

}  // namespace

void Interpret(Draft& draft) {
  std::set<std::string> above;
  for (DraftStage& stage : draft.stages) {
    for (auto& row : stage.rows) {
      auto* measure = std::get_if<DraftMeasure>(&row);
      if (measure == nullptr) continue;
      NoteTerm(*measure);
      ReadExecutors(*measure, draft);
      GuessEvidence(*measure);
      FindReferences(*measure, above);
      SplitItems(*measure);
      above.insert(measure->id);
    }
  }
  for (const auto& [name, role] : draft.roles) {
    draft.guesses.push_back({"roles." + name, "роль по названию", name, {}});
  }
}

}  // namespace vekha::importer
