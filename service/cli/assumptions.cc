#include "service/cli/assumptions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <initializer_list>
#include <utility>

#include "engine/base/status.h"
#include "engine/task/task.h"
#include "engine/yaml/document.h"
#include "engine/yaml/reader.h"
#include "service/cli/date_text.h"
#include "service/cli/fact_text.h"
#include "service/cli/failure.h"
#include "service/cli/input.h"

namespace vekha::cli {
namespace {

using yaml::Node;
using yaml::Reader;

struct ActForm {
  std::string_view key;
  v1::ControlAct act;
  std::vector<std::string_view> parts = {};  // besides by, on and reason
};
const std::vector<ActForm>& ActForms() {
  static const std::vector<ActForm> kForms = {
      {"accept", v1::CONTROL_ACT_ACCEPT},
      {"return", v1::CONTROL_ACT_RETURN},
      {"reopen", v1::CONTROL_ACT_REOPEN},
      {"withdraw", v1::CONTROL_ACT_WITHDRAW},
      {"ask_extension", v1::CONTROL_ACT_REQUEST_EXTENSION, {"until"}},
      {"extend", v1::CONTROL_ACT_GRANT_EXTENSION, {"until"}},
      {"refuse_extension", v1::CONTROL_ACT_REFUSE_EXTENSION},
      {"delegate", v1::CONTROL_ACT_DELEGATE, {"to", "co_executor"}},
      {"acknowledge", v1::CONTROL_ACT_ACKNOWLEDGE},
  };
  return kForms;
}

class FileReader {
 public:
  FileReader(const Source& source, const facts::FactCatalog& catalog, v1::SimulateRequest& request)
      : reader_(source), catalog_(catalog), request_(request) {}

  void Read(const Node& root) {
    if (!reader_.IsMapping(root)) return;
    reader_.OnlyKeys(root, {"facts", "reports", "acts", "absent", "idle"});
    ForEach(root, "facts", [&](const Node& item) { ReadFacts(item); });
    ForEach(root, "reports", [&](const Node& item) { ReadReport(item); });
    ForEach(root, "acts", [&](const Node& item) { ReadAct(item); });
    ForEach(root, "absent", [&](const Node& item) { ReadAbsence(item); });
    ForEach(root, "idle", [&](const Node& item) {
      if (const auto id = reader_.AsText(item)) {
        request_.add_assumptions()->set_idle_organization(*id);
      }
    });
  }

  std::vector<Diagnostic> Take() { return reader_.Take(); }

 private:
  template <typename ReadItem>
  void ForEach(const Node& root, std::string_view key, ReadItem read) {
    const Node* list = root.Find(key);
    if (list == nullptr || !reader_.IsSequence(*list)) return;
    for (const Node& item : list->items) read(item);
  }

  bool IsRow(const Node& item, std::initializer_list<std::string_view> keys) {
    return reader_.IsMapping(item) && reader_.OnlyKeys(item, keys);
  }

  std::string Text(const Node& row, std::string_view key) {
    const Node* node = reader_.Require(row, key);
    return node == nullptr ? "" : reader_.AsText(*node).value_or("");
  }
  std::string OptionalText(const Node& row, std::string_view key) {
    const Node* node = row.Find(key);
    return node == nullptr ? "" : reader_.AsText(*node).value_or("");
  }
  void Day(const Node& row, std::string_view key, v1::Date* out) {
    const Node* node = reader_.Require(row, key);
    if (node == nullptr) return;
    if (const auto date = reader_.AsDate(*node)) ToProto(*date, out);
  }
  // `out` gives the place of the date when there is one.
  template <typename Out>
  void OptionalDay(const Node& row, std::string_view key, Out out) {
    const Node* node = row.Find(key);
    if (node == nullptr) return;
    if (const auto date = reader_.AsDate(*node)) ToProto(*date, out());
  }

  static std::string ValueText(const Node& node) {
    if (!node.IsSequence()) return node.text;
    std::vector<std::string> items;
    for (const Node& item : node.items) items.push_back(item.text);
    return fmt::format("[{}]", fmt::join(items, ", "));
  }

  void ReadFacts(const Node& row) {
    if (!IsRow(row, {"org", "on", "values", "scope", "source"})) return;
    const std::string organization = Text(row, "org");
    v1::Date on;
    Day(row, "on", &on);
    const std::string scope = OptionalText(row, "scope");
    const std::string source = OptionalText(row, "source");
    const Node* values = reader_.Require(row, "values");
    if (values == nullptr || !reader_.IsMapping(*values)) return;
    for (const yaml::Entry& entry : values->entries) {
      const std::string text = fmt::format("{}={}", entry.key.text, ValueText(entry.value));
      auto fact = ParseFact(text, catalog_);
      if (!fact.ok()) {
        const Rejection why = RejectionOf(fact.status());
        reader_.Error(entry.value, "E0601", {why.message_ru, why.message});
        continue;
      }
      fact->set_scope(scope);
      fact->set_source(source);
      v1::AssumedFact* assumed = request_.add_assumptions()->mutable_fact();
      *assumed->mutable_on_date() = on;
      assumed->set_organization(organization);
      *assumed->mutable_fact() = *std::move(fact);
    }
  }

  void ReadReport(const Node& row) {
    if (!IsRow(row, {"task", "by", "on", "number", "dated", "document", "url", "count", "comment"}))
      return;
    v1::AssumedReport* report = request_.add_assumptions()->mutable_report();
    report->set_task(Text(row, "task"));
    report->set_by(Text(row, "by"));
    Day(row, "on", report->mutable_on_date());
    v1::Evidence* evidence = report->mutable_evidence();
    evidence->set_number(OptionalText(row, "number"));
    OptionalDay(row, "dated", [&] { return evidence->mutable_on_date(); });
    evidence->set_document(OptionalText(row, "document"));
    evidence->set_url(OptionalText(row, "url"));
    if (const Node* count = row.Find("count")) {
      evidence->set_count(reader_.AsInt(*count, 1, task::kCountMax).value_or(0));
    }
    report->set_comment(OptionalText(row, "comment"));
  }

  // The one act of a row; nullptr with an error when there is none, or another one.
  const ActForm* FormOf(const Node& row) {
    const ActForm* found = nullptr;
    for (const ActForm& form : ActForms()) {
      const Node* task = row.Find(form.key);
      if (task == nullptr) continue;
      if (found != nullptr) {
        reader_.Error(
            *task, "E0601",
            {fmt::format("{} и {} — два действия: по записи на каждое", found->key, form.key),
             fmt::format("\"{}\" and \"{}\" are two acts: an entry for each", found->key,
                         form.key)});
        return nullptr;
      }
      found = &form;
    }
    if (found != nullptr) return found;
    std::vector<std::string_view> keys;
    for (const ActForm& form : ActForms()) keys.push_back(form.key);
    const std::string all = fmt::format("{}", fmt::join(keys, ", "));
    reader_.Error(row, "E0601", {"не сказано, что делают: " + all, "no act is named: " + all});
    return nullptr;
  }

  void ReadAct(const Node& row) {
    if (!reader_.IsMapping(row)) return;
    const ActForm* form = FormOf(row);
    if (form == nullptr) return;
    std::vector<std::string_view> keys = {form->key, "by", "on", "reason"};
    keys.insert(keys.end(), form->parts.begin(), form->parts.end());
    if (!reader_.OnlyKeys(row, std::span<const std::string_view>(keys))) return;
    v1::AssumedAct* act = request_.add_assumptions()->mutable_act();
    act->set_act(form->act);
    act->set_task(Text(row, form->key));
    act->set_by(Text(row, "by"));
    Day(row, "on", act->mutable_on_date());
    act->set_reason(OptionalText(row, "reason"));
    if (form->act == v1::CONTROL_ACT_REQUEST_EXTENSION) reader_.Require(row, "until");
    OptionalDay(row, "until", [&] { return act->mutable_until_date(); });
    if (form->act == v1::CONTROL_ACT_DELEGATE) act->set_to(Text(row, "to"));
    if (const Node* co_executor = row.Find("co_executor")) {
      act->set_co_executor(reader_.AsBool(*co_executor).value_or(false));
    }
  }

  void ReadAbsence(const Node& row) {
    if (!IsRow(row, {"person", "from", "to"})) return;
    v1::AssumedAbsence* absence = request_.add_assumptions()->mutable_absence();
    absence->set_person(Text(row, "person"));
    Day(row, "from", absence->mutable_first_date());
    OptionalDay(row, "to", [&] { return absence->mutable_last_date(); });
  }

  Reader reader_;
  const facts::FactCatalog& catalog_;
  v1::SimulateRequest& request_;
};

absl::Status FileInvalid(const std::vector<Diagnostic>& diagnostics) {
  std::string russian;
  std::string english;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::kError) continue;
    russian += FormatDiagnostic(diagnostic, nullptr, Language::kRussian) + "\n";
    english += FormatDiagnostic(diagnostic, nullptr, Language::kEnglish) + "\n";
  }
  return InputError("ASSUMPTIONS_INVALID", {"допущения не читаются:\n" + russian,
                                            "the assumptions cannot be read:\n" + english});
}

absl::Status BadFact(const std::string& word) {
  return UsageError(
      {fmt::format("--fact: «{}»: пишите ОРГАНИЗАЦИЯ ФАКТ=ЗНАЧЕНИЕ@ДЕНЬ, например kambulat "
                   "mentees.count=34@2022-10-05",
                   word),
       fmt::format("--fact: '{}': write ORG NAME=VALUE@DATE, as in kambulat "
                   "mentees.count=34@2022-10-05",
                   word)});
}

}  // namespace

absl::Status ReadAssumptionFile(const std::string& path, const facts::FactCatalog& catalog,
                                v1::SimulateRequest& request) {
  VEKHA_ASSIGN_OR_RETURN(const Source source, ReadSource(path));
  const Parsed<yaml::Document> document = yaml::Parse(source);
  if (!document.value || HasErrors(document.diagnostics)) return FileInvalid(document.diagnostics);
  FileReader reader(source, catalog, request);
  reader.Read(document.value->root);
  const std::vector<Diagnostic> problems = reader.Take();
  return HasErrors(problems) ? FileInvalid(problems) : absl::OkStatus();
}

absl::Status ReadFactWords(const std::vector<std::string>& words, std::string organization,
                           const facts::FactCatalog& catalog, v1::SimulateRequest& request) {
  for (const std::string& word : words) {
    if (word.find('=') == std::string::npos) {
      organization = word;
      continue;
    }
    const size_t at = word.rfind('@');
    const auto day = at == std::string::npos ? std::nullopt : ParseIsoDate(word.substr(at + 1));
    if (!day || organization.empty()) return BadFact(word);
    v1::AssumedFact* assumed = request.add_assumptions()->mutable_fact();
    assumed->set_organization(organization);
    ToProto(*day, assumed->mutable_on_date());
    VEKHA_ASSIGN_OR_RETURN(*assumed->mutable_fact(), ParseFact(word.substr(0, at), catalog));
  }
  return absl::OkStatus();
}

absl::Status ReadAbsenceWords(const std::vector<std::string>& words, v1::SimulateRequest& request) {
  for (const std::string& word : words) {
    const size_t at = word.rfind('@');
    const auto days = at == std::string::npos ? std::nullopt : ParsePeriod(word.substr(at + 1));
    if (!days) {
      return UsageError({fmt::format("--absent: «{}»: пишите КТО@ДЕНЬ..ДЕНЬ, например "
                                     "mamedov-mr@2022-10-01..2022-10-14",
                                     word),
                         fmt::format("--absent: '{}': write PERSON@FROM..TO, as in "
                                     "mamedov-mr@2022-10-01..2022-10-14",
                                     word)});
    }
    v1::AssumedAbsence* absence = request.add_assumptions()->mutable_absence();
    absence->set_person(word.substr(0, at));
    ToProto(days->first, absence->mutable_first_date());
    ToProto(days->last, absence->mutable_last_date());
  }
  return absl::OkStatus();
}

}  // namespace vekha::cli
