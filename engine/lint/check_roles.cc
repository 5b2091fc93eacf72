// Who the words of the responsible column mean: roles nobody explains, uses or may stand for
// everybody, approvals without an approver, and plans nobody checks.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/lint/check.h"
#include "engine/lint/words.h"

namespace vekha::lint {
namespace {

using roadmap::Measure;
using roadmap::Responsible;
using roadmap::ResponsibleKind;

// Names of executors with the rows they stand in, in the order of the file.
struct Named {
  std::string name;
  const Measure* first = nullptr;
  std::vector<std::string> labels;
};

class Names {
 public:
  void Add(const std::string& name, const Work& work) {
    Named& one = names_[NormalizeName(name)];
    if (one.first == nullptr) one = {name, work.measure, {}};
    if (one.labels.empty() || one.labels.back() != Label(*work.row)) {
      one.labels.push_back(Label(*work.row));
    }
  }
  std::vector<Named> InOrder() const {
    std::vector<Named> out;
    for (const auto& [key, one] : names_) out.push_back(one);
    std::ranges::stable_sort(out, {}, [](const Named& one) { return one.first->position.line; });
    return out;
  }

 private:
  std::map<std::string, Named> names_;
};

std::vector<const std::string*> AllTexts(const Document& document) {
  std::vector<const std::string*> out{&document.roadmap.title};
  for (const roadmap::Stage& stage : document.roadmap.stages) {
    out.push_back(&stage.title);
    for (const roadmap::Heading& heading : stage.headings) out.push_back(&heading.title);
    for (const Measure& row : stage.measures) {
      for (const std::string* text :
           {&row.title, &row.outcome, &row.result, &row.responsible_text, &row.term_text}) {
        out.push_back(text);
      }
    }
  }
  return out;
}

// "(далее – РУО)", "(РУО)", "РУО - районное управление".
bool IsSpelledOut(const std::string& abbreviation, const std::vector<const std::string*>& texts) {
  const std::string begin = "(" + abbreviation + ")";
  return std::ranges::any_of(texts, [&](const std::string* text) {
    if (text->find(begin) != std::string::npos) return true;
    for (size_t at = text->find(abbreviation); at != std::string::npos;
         at = text->find(abbreviation, at + 1)) {
      const std::string_view before = std::string_view(*text).substr(0, at);
      static const RE2 kFurther("(?i)далее\\s*[-–—]?\\s*(?:[^();]*,\\s*)?$");
      const size_t most = std::min<size_t>(before.size(), 200);
      const std::string_view near = before.substr(before.size() - most);
      if (RE2::PartialMatch(re2::StringPiece(near.data(), near.size()), kFurther)) return true;
    }
    return false;
  });
}

void CheckUndefined(const Document& document, Report& report) {
  static const RE2 kAbbreviation("\\p{Lu}{2,8}");
  Names names;
  for (const Work& work : document.works) {
    for (const Responsible& one : work.measure->responsible) {
      if (!one.role.empty() || !RE2::FullMatch(one.name, kAbbreviation)) continue;
      names.Add(one.name, work);
    }
  }
  const std::vector<const std::string*> texts = AllTexts(document);
  for (const Named& one : names.InOrder()) {
    if (IsSpelledOut(one.name, texts)) continue;
    report.Add("ROLE_UNDEFINED", *one.first, Cell::kResponsible, one.name,
               Say("{}: сокращение нигде не раскрыто (строки {})",
                   "{}: the abbreviation is never spelled out (rows {})", Quote(one.name),
                   SayList(one.labels)));
  }
}

// In a plan of a region or a district one word may stand for every organization below it.
void CheckClasses(const Document& document, Report& report) {
  static const RE2 kClass(
      "(?i)(?:ОО|ОУ|ОУО|МОУО|МОУО\\s.*|(?:все\\s+)?(?:общеобразовательные |образовательные "
      "|дошкольные "
      "|профессиональные )*(?:организации|учреждения)(?:\\s.*)?|(?:все\\s+)?школы(?:\\s.*)?|"
      "муниципальные (?:отделы|органы|управления|районы|образования|центры)(?:\\s.*)?|руководители "
      "(?:ОО|ОУ|школ|образовательных .*))");
  if (document.roadmap.level == roadmap::Level::kSchool) return;
  Names names;
  for (const Work& work : document.works) {
    if (work.measure->for_each) continue;
    for (const Responsible& one : work.measure->responsible) {
      if (RE2::FullMatch(one.name, kClass)) names.Add(one.name, work);
    }
  }
  for (const Named& one : names.InOrder()) {
    report.Add("ROLE_CLASS", *one.first, Cell::kResponsible, one.name,
               Say("{} - это каждая организация, а задача одна на всех (строки {})",
                   "{} is every organization, and there is one task for all (rows {})",
                   Quote(one.name), SayList(one.labels)));
  }
}

// How often words follow each other in all texts; each text in stems.
class Corpus {
 public:
  explicit Corpus(const Document& document) {
    for (const std::string* text : AllTexts(document)) texts_.push_back(Stems(*text));
  }
  size_t Count(const std::vector<std::string>& words) const {
    size_t count = 0;
    for (const std::vector<std::string>& text : texts_) {
      for (auto at = text.begin();; ++at) {
        at = std::search(at, text.end(), words.begin(), words.end());
        if (at == text.end()) break;
        ++count;
      }
    }
    return count;
  }

 private:
  std::vector<std::vector<std::string>> texts_;
};

// "(далее - куратор внедрения ЦМН)" that no other cell ever names.
void CheckUnusedDefinitions(const Document& document, Report& report) {
  static const RE2 kDefinition("(?i)далее\\s*[-–—:]?\\s*([^();]{2,160})\\)");
  static const RE2 kSomebody(
      "(?i)^(?:куратор|лиц[оа]|ответственн|координатор|рабоч\\p{L}+ групп|команд|комисси|совет)");
  constexpr size_t kMost = 100;  // definitions of one document; each is looked for in every text
  const Corpus corpus(document);
  size_t looked = 0;
  for (const Row& row : document.rows) {
    re2::StringPiece rest(row.measure->title);
    std::string name;
    while (RE2::FindAndConsume(&rest, kDefinition, &name)) {
      const std::vector<std::string> words = Stems(name);
      if (words.empty() || !RE2::PartialMatch(name, kSomebody) || ++looked > kMost) continue;
      if (corpus.Count(words) > 1) continue;
      report.Add("ROLE_UNUSED", *row.measure, Cell::kTitle, name,
                 Say("{}: {} определено и больше нигде не названо",
                     "{}: {} is defined and never named again", Label(*row.measure), Quote(name)));
    }
  }
}

// Names of the file's `roles:` that no responsible cell has.
void CheckUnusedNames(const Document& document, Report& report) {
  std::set<std::string> used;
  for (const Row& row : document.rows) {
    for (const Responsible& one : row.measure->responsible) {
      used.insert(roadmap::ExecutorKey(one.name));
      used.insert(roadmap::ExecutorKey(one.position));
    }
  }
  for (const Work& work : document.works) {
    for (const Responsible& one : work.measure->responsible) {
      used.insert(roadmap::ExecutorKey(one.name));
      used.insert(roadmap::ExecutorKey(one.position));
    }
  }
  for (const auto& [name, role] : document.roadmap.roles) {
    if (used.contains(roadmap::ExecutorKey(name))) continue;
    report.AddHead("ROLE_UNUSED", "roles", name,
                   Say("имя {} (роль {}) не стоит ни в одной строке",
                       "the name {} (role {}) stands in no row", Quote(name), role));
  }
}

void CheckPositions(const Document& document, Report& report) {
  Names names;
  for (const Work& work : document.works) {
    for (const Responsible& one : work.measure->responsible) {
      const bool known = !one.position.empty() || !one.role.empty();
      if (one.kind == ResponsibleKind::kPerson) {
        if (!known) names.Add(one.name, work);
      }
    }
  }
  // A position once said is known.
  std::set<std::string> said;
  for (const Work& work : document.works) {
    for (const Responsible& one : work.measure->responsible) {
      if (!one.position.empty() || !one.role.empty()) said.insert(roadmap::ExecutorKey(one.name));
    }
  }
  std::vector<std::string> people;
  const Named* first = nullptr;
  const std::vector<Named> all = names.InOrder();
  for (const Named& one : all) {
    if (said.contains(roadmap::ExecutorKey(one.name))) continue;
    if (first == nullptr) first = &one;
    people.push_back(Quote(one.name));
  }
  if (first == nullptr) return;
  report.Add(
      "POSITION_UNKNOWN", *first->first, Cell::kResponsible, first->name,
      Say("должность нигде не названа: {}", "the position is never said: {}", SayList(people)));
}

bool MayApprove(const Responsible& one) {
  static const RE2 kHead(
      "(?i)директор|заведующ|начальник|руководител|глава|ректор|министер|министр|управлени|отдел|"
      "департамент|администраци|комитет|совет|комисси|организаци|учреждени|школ|институт|центр|"
      "^\\p{Lu}{2,8}$|председател");
  static const RE2 kDeputy("(?i)(?:^|\\s)(?:зам\\.|заместител)|рабоч\\p{L}+ групп|^М?РГ$");
  if (one.role == "head") return true;
  const std::string whole = one.name + " " + one.position;
  if (RE2::PartialMatch(whole, kDeputy) || RE2::PartialMatch(one.name, kDeputy)) return false;
  return RE2::PartialMatch(one.name, kHead) || RE2::PartialMatch(one.position, kHead);
}

// "Утверждение ..." whose executors are people of whom none is said to be the head.
void CheckApprovers(const Document& document, Report& report) {
  static const RE2 kApproval("(?i)^(?:разработка и )?утверждение(?:$|[^\\p{L}])");
  const std::string approver = roadmap::ExecutorKey(document.roadmap.source.approved_by);
  for (const Work& work : document.works) {
    const std::vector<Responsible>& executors = work.measure->responsible;
    if (executors.empty() || !RE2::PartialMatch(work.measure->title, kApproval)) continue;
    const bool named = std::ranges::any_of(executors, [&](const Responsible& one) {
      return MayApprove(one) || (!approver.empty() && roadmap::ExecutorKey(one.name) == approver);
    });
    if (named) continue;
    report.Add("APPROVER_UNCLEAR", *work.measure, Cell::kResponsible,
               work.measure->responsible_text,
               Say("{}: {}: кто из исполнителей вправе утвердить, не сказано: {}",
                   "{}: {}: which of the executors may approve is not said: {}", Label(*work.row),
                   Quote(work.measure->title), Quote(work.measure->responsible_text)));
  }
}

void CheckScope(const Document& document, Report& report) {
  static const RE2 kLook(
      "(?i)мониторинг|контрол|отч[её]т|анализ|оценк|итог|проверк|экспертиз|обследовани|диагностик|"
      "анкетирован|свод");
  constexpr size_t kFewest = 6;  // rows; a shorter list is no plan to be summed up
  if (document.rows.size() < kFewest) return;
  const auto texts = AllTexts(document);
  const bool looks = std::ranges::any_of(
      texts, [](const std::string* text) { return RE2::PartialMatch(*text, kLook); });
  if (looks) return;
  report.AddHead("SCOPE_GAP", "title", {},
                 Say("ни одна из строк ({}) не проверяет исполнения и не подводит итогов",
                     "none of the rows ({}) checks anything or sums up", document.rows.size()));
}

}  // namespace

void CheckRoles(const Document& document, Report& report) {
  CheckUndefined(document, report);
  CheckClasses(document, report);
  CheckUnusedDefinitions(document, report);
  CheckUnusedNames(document, report);
  CheckPositions(document, report);
  CheckApprovers(document, report);
  CheckScope(document, report);
}

}  // namespace vekha::lint
