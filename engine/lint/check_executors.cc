// Who answers: names, separators, people who approve or control their own work.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/utf8.h"
#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

using roadmap::ExecutorKey;
using roadmap::Measure;
using roadmap::Responsible;
using roadmap::ResponsibleKind;

// The surname of a person's key: "мамедов м р".
std::string SurnameOf(const std::string& key) { return key.substr(0, key.find(' ')); }
std::string InitialsOf(const std::string& key) {
  const size_t space = key.find(' ');
  return space == std::string::npos ? std::string() : key.substr(space + 1);
}

// How a name is written, spaces and dots aside: "демакова т в" and "т в демакова" differ.
struct Spelling {
  std::string written;
  const Measure* measure = nullptr;
};
using Spellings = std::map<std::string, Spelling>;  // by normal form

struct Cast {
  std::map<std::string, Spellings> persons;  // by ExecutorKey()
  std::map<std::string, Spellings> bodies;   // by role id
};

Cast CastOf(const Document& document) {
  Cast cast;
  for (const Work& work : document.works) {
    for (const Responsible& one : work.measure->responsible) {
      const Spelling spelling{one.name, work.measure};
      if (one.kind == ResponsibleKind::kPerson) {
        cast.persons[ExecutorKey(one.name)].emplace(NormalizeName(one.name), spelling);
      } else if (!one.role.empty()) {
        cast.bodies[one.role].emplace(NormalizeName(one.name), spelling);
      }
    }
  }
  return cast;
}

void ReportVariants(const Spellings& spellings, const Bilingual& what, Report& report) {
  if (spellings.size() < 2) return;
  std::vector<std::string> written;
  const Measure* last = nullptr;
  std::string_view name;
  for (const auto& [key, spelling] : spellings) {
    written.push_back(Quote(spelling.written));
    if (last != nullptr && spelling.measure->position.line <= last->position.line) continue;
    last = spelling.measure;
    name = spelling.written;
  }
  report.Add("NAME_VARIANTS", *last, Cell::kResponsible, name,
             Say("{} записан по-разному: {}", "{} is written in several ways: {}", what,
                 SayList(written, 5)));
}

bool IsBegun(const std::string& begin, const std::string& whole) {
  return !begin.empty() && whole.size() > begin.size() && whole.starts_with(begin);
}

void CheckNames(const Document& document, Report& report) {
  const Cast cast = CastOf(document);
  for (const auto& [key, spellings] : cast.persons)
    ReportVariants(spellings, {"один человек", "one person"}, report);
  for (const auto& [role, spellings] : cast.bodies) {
    ReportVariants(spellings, Say("один исполнитель (роль {})", "one executor (role {})", role),
                   report);
  }
  constexpr size_t kComparable = 500;  // every person with every other
  if (cast.persons.size() > kComparable) return;
  for (auto one = cast.persons.begin(); one != cast.persons.end(); ++one) {
    for (auto other = std::next(one); other != cast.persons.end(); ++other) {
      if (LetterDistance(SurnameOf(one->first), SurnameOf(other->first)) > 1) continue;
      const Spelling& a = one->second.begin()->second;
      const Spelling& b = other->second.begin()->second;
      const std::string x = InitialsOf(one->first);
      const std::string y = InitialsOf(other->first);
      const bool variant = x == y || IsBegun(x, y) || IsBegun(y, x);
      report.Add(variant ? "NAME_VARIANTS" : "LOOKALIKE_PERSONS", *b.measure, Cell::kResponsible,
                 b.written,
                 variant ? Say("{} и {}: один человек или двое?", "{} and {}: one person or two?",
                               Quote(a.written), Quote(b.written))
                         : Say("{} и {} - разные люди с похожими фамилиями",
                               "{} and {} are different people with similar surnames",
                               Quote(a.written), Quote(b.written)));
    }
  }
}

// The text between two neighbours of a cell, when both are found in it.
std::string_view Between(std::string_view cell, const Responsible& one, const Responsible& next) {
  const size_t begin = cell.find(one.name);
  if (begin == std::string_view::npos) return ",";
  const size_t after = begin + one.name.size();
  const size_t end = cell.find(next.name, after);
  return end == std::string_view::npos ? "," : cell.substr(after, end - after);
}

bool Separates(std::string_view text) {
  static const RE2 kSeparator("[,;/\\n]|(?:^|\\s)(?:и|или)(?:\\s|$)");
  return RE2::PartialMatch(std::string(text), kSeparator);
}

void CheckSeparators(const Document& document, Report& report) {
  struct Cells {
    const Measure* first = nullptr;
    Bilingual pair;
    std::vector<std::string> labels;
  };
  std::map<std::string, Cells> found;
  for (const Row& row : document.rows) {
    const Measure& measure = *row.measure;
    for (size_t i = 1; i < measure.responsible.size(); ++i) {
      const Responsible& one = measure.responsible[i - 1];
      const Responsible& next = measure.responsible[i];
      if (Separates(Between(measure.responsible_text, one, next))) continue;
      Cells& cells = found[NormalizeName(measure.responsible_text)];
      if (cells.first == nullptr) {
        cells.first = &measure;
        cells.pair = Say("{} и {}", "{} and {}", Quote(one.name), Quote(next.name));
      }
      if (cells.labels.empty() || cells.labels.back() != Label(measure)) {
        cells.labels.push_back(Label(measure));
      }
    }
  }
  for (const auto& [text, cells] : found) {
    report.Add("RESPONSIBLE_SEPARATOR", *cells.first, Cell::kResponsible,
               cells.first->responsible_text,
               Say("{} не разделены запятой (строки {})", "{} are not separated (rows {})",
                   cells.pair, SayList(cells.labels, 6)));
  }
}

std::set<std::string> ExecutorsOf(const Measure& measure) {
  std::set<std::string> keys;
  for (const Responsible& one : measure.responsible) keys.insert(ExecutorKey(one.name));
  return keys;
}

void CheckApprover(const Document& document, Report& report) {
  const std::string& by = document.roadmap.source.approved_by;
  if (by.empty()) return;
  const std::string key = ExecutorKey(by);
  std::vector<std::string> labels;
  for (const Row& row : document.rows) {
    const bool executes =
        std::ranges::any_of(row.measure->responsible, [&](const Responsible& one) {
          return one.kind == ResponsibleKind::kPerson && ExecutorKey(one.name) == key;
        });
    if (executes) labels.push_back(Label(*row.measure));
  }
  if (labels.empty()) return;
  report.AddHead("APPROVER_IS_EXECUTOR", "source", by,
                 Say("{} утвердил карту и сам исполняет строки {}",
                     "{} approved the roadmap and executes rows {}", Quote(by), SayList(labels)));
}

// "Контроль ..." of the row or of the heading it stands under.
bool IsControl(const Row& row) {
  static const RE2 kControl("(?i)^(?:осуществление )?контрол[ья]");
  if (RE2::PartialMatch(row.measure->title, kControl)) return true;
  const std::string label = Label(*row.measure);
  return std::ranges::any_of(row.stage->headings, [&](const roadmap::Heading& heading) {
    std::string number = heading.number;
    while (number.ends_with('.')) number.pop_back();
    return label.starts_with(number + ".") && RE2::PartialMatch(heading.title, kControl);
  });
}

void CheckControllers(const Document& document, Report& report) {
  // Rows of the same executors together, so that a thousand controls cost no more than ten.
  std::map<std::set<std::string>, std::vector<size_t>> executed;
  std::vector<const Row*> controls;
  for (size_t i = 0; i < document.rows.size(); ++i) {
    const Row& row = document.rows[i];
    std::set<std::string> executors = ExecutorsOf(*row.measure);
    if (IsControl(row)) {
      controls.push_back(&row);
    } else if (!executors.empty()) {
      executed[std::move(executors)].push_back(i);
    }
  }
  std::map<std::set<std::string>, std::set<size_t>> known;
  for (const Row* control_row : controls) {
    const Row& control = *control_row;
    const std::set<std::string> controllers = ExecutorsOf(*control.measure);
    auto [found, is_new] = known.try_emplace(controllers);
    for (auto i = executed.begin(); is_new && i != executed.end(); ++i) {
      if (!std::ranges::includes(controllers, i->first)) continue;
      found->second.insert(i->second.begin(), i->second.end());
    }
    std::vector<std::string> own;
    for (const size_t i : found->second) own.push_back(Label(*document.rows[i].measure));
    if (own.empty()) continue;
    report.Add("CONTROLLER_IS_EXECUTOR", *control.measure, Cell::kResponsible,
               control.measure->responsible_text,
               Say("{} контролирует и сам исполняет строки {}", "{} controls and executes rows {}",
                   Quote(control.measure->responsible_text), SayList(own)));
  }
}

void CheckMissing(const Document& document, Report& report) {
  std::set<const Measure*> said;
  for (const Work& work : document.works) {
    if (!work.measure->responsible.empty() || !said.insert(work.row).second) continue;
    report.Add("MISSING_RESPONSIBLE", *work.row, Cell::kRow, {},
               Say("{}: нет исполнителя: {}", "{}: no executor: {}", Label(*work.row),
                   Quote(work.row->title)));
  }
}

void CheckConditional(const Document& document, Report& report) {
  static const RE2 kAgreed("(?i)(по согласованию)");
  for (const Row& row : document.rows) {
    std::string words;
    if (!RE2::PartialMatch(row.measure->responsible_text, kAgreed, &words)) continue;
    report.Add("CONDITIONAL_EXECUTOR", *row.measure, Cell::kResponsible, words,
               Say("{}: исполнитель назван условно: {}", "{}: an executor on condition: {}",
                   Label(*row.measure), Quote(row.measure->responsible_text)));
  }
}

// One surname where everybody else is named by position.
void CheckPersonInRole(const Document& document, Report& report) {
  const Row* only = nullptr;
  std::string name;
  size_t persons = 0;
  size_t others = 0;
  for (const Row& row : document.rows) {
    for (const Responsible& one : row.measure->responsible) {
      if (one.kind != ResponsibleKind::kPerson) {
        ++others;
        continue;
      }
      ++persons;
      only = &row;
      name = one.name;
    }
  }
  constexpr size_t kEnough = 4;
  if (persons != 1 || others < kEnough) return;
  report.Add("PERSON_IN_ROLE", *only->measure, Cell::kResponsible, name,
             Say("{} назван по фамилии, остальные исполнители - по должности",
                 "{} is named by surname, all others by position", Quote(name)));
}

// A person of the texts whom no row names.
void CheckHidden(const Document& document, Report& report) {
  static const RE2 kPerson("(\\p{Lu}\\p{Ll}{2,}\\s+\\p{Lu}\\.\\s?\\p{Lu}\\.)");
  std::set<std::string> known{ExecutorKey(document.roadmap.source.approved_by)};
  for (const Work& work : document.works) known.merge(ExecutorsOf(*work.measure));
  for (const Row& row : document.rows) {
    for (const Cell cell : {Cell::kTitle, Cell::kOutcome, Cell::kResult}) {
      const std::string& text = cell == Cell::kTitle     ? row.measure->title
                                : cell == Cell::kOutcome ? row.measure->outcome
                                                         : row.measure->result;
      re2::StringPiece rest(text);
      std::string name;
      while (RE2::FindAndConsume(&rest, kPerson, &name)) {
        if (known.contains(ExecutorKey(name))) continue;
        report.Add("HIDDEN_PERSON", *row.measure, cell, name,
                   Say("{} назван в тексте строки {}, но нигде не исполнитель",
                       "{} is named in the text of row {} and executes nothing", Quote(name),
                       Label(*row.measure)));
      }
    }
  }
}

}  // namespace

void CheckExecutors(const Document& document, Report& report) {
  CheckMissing(document, report);
  CheckNames(document, report);
  CheckSeparators(document, report);
  CheckApprover(document, report);
  CheckControllers(document, report);
  CheckConditional(document, report);
  CheckPersonInRole(document, report);
  CheckHidden(document, report);
}

}  // namespace vekha::lint
