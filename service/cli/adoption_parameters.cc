#include "service/cli/adoption_parameters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <google/protobuf/util/time_util.h>

#include <utility>
#include <vector>

#include "engine/base/rejection.h"
#include "engine/base/status.h"
#include "engine/yaml/document.h"
#include "engine/yaml/reader.h"
#include "service/cli/date_text.h"
#include "service/cli/fact_text.h"
#include "service/cli/failure.h"
#include "service/cli/input.h"

namespace vekha::cli {
namespace {

using yaml::Node;

constexpr size_t kFileMax = size_t{4} << 20;

class Reader {
 public:
  Reader(const Source& source, const facts::FactCatalog& catalog, v1::AdoptRequest& request,
         std::map<std::string, Position>& places)
      : source_(source), reader_(source), catalog_(catalog), request_(request), places_(places) {}

  void Read(const Node& root) {
    if (!reader_.IsSequence(root)) return;
    for (const Node& row : root.items) ReadOrganization(row);
  }

  std::vector<Diagnostic> Take() { return reader_.Take(); }

 private:
  void ReadOrganization(const Node& row) {
    if (!reader_.IsMapping(row) ||
        !reader_.OnlyKeys(row, {"org", "observed", "source", "facts", "roles"})) {
      return;
    }
    const std::string field = fmt::format("parameters[{}]", request_.parameters_size());
    v1::AdoptionParameters& out = *request_.add_parameters();
    Note(field, row);
    if (const Node* org = reader_.Require(row, "org")) {
      out.set_organization(reader_.AsText(*org).value_or(""));
      Note(field + ".organization", *org);
    }
    ReadFacts(field, row, out);
    ReadRoles(field, row, out);
  }

  void ReadFacts(const std::string& field, const Node& row, v1::AdoptionParameters& out) {
    const Node* facts = row.Find("facts");
    if (facts == nullptr || !reader_.IsMapping(*facts)) return;
    const Node* observed = row.Find("observed");
    const auto day = observed == nullptr ? std::nullopt : reader_.AsDate(*observed);
    for (const yaml::Entry& entry : facts->entries) {
      auto fact = ParseFact(fmt::format("{}={}", entry.key.text, ValueText(entry.value)), catalog_);
      if (!fact.ok()) {
        const Rejection why = RejectionOf(fact.status());
        reader_.Error(entry.value, "E0601", {why.message_ru, why.message});
        continue;
      }
      if (catalog_.Find(entry.key.text) == nullptr) {
        reader_.Error(entry.key, "E0602",
                      {fmt::format("факт «{}» не объявлен", entry.key.text),
                       fmt::format("fact {} is not declared", entry.key.text)});
        continue;
      }
      fact->set_source(OptionalText(row, "source", "manual"));
      // Nine in the morning UTC is the same day in every zone of Russia.
      if (day) {
        google::protobuf::util::TimeUtil::FromString(FormatIso(*day) + "T09:00:00Z",
                                                     fact->mutable_observed_time());
      }
      Note(fmt::format("{}.facts[{}]", field, out.facts_size()), entry.key);
      *out.add_facts() = *std::move(fact);
    }
  }

  void ReadRoles(const std::string& field, const Node& row, v1::AdoptionParameters& out) {
    const Node* roles = row.Find("roles");
    if (roles == nullptr || !reader_.IsSequence(*roles)) return;
    for (const Node& item : roles->items) {
      if (!reader_.IsMapping(item) || !reader_.OnlyKeys(item, {"role", "person", "from", "to"})) {
        continue;
      }
      const std::string at = fmt::format("{}.holdings[{}]", field, out.holdings_size());
      v1::RoleHolding& holding = *out.add_holdings();
      Note(at, item);
      holding.set_role(Required(at + ".role", item, "role"));
      holding.set_person(Required(at + ".person", item, "person"));
      ReadDay(at + ".first_date", item, "from", [&] { return holding.mutable_first_date(); });
      ReadDay(at + ".last_date", item, "to", [&] { return holding.mutable_last_date(); });
    }
  }

  std::string Required(const std::string& field, const Node& item, std::string_view key) {
    const Node* node = reader_.Require(item, key);
    if (node == nullptr) return "";
    Note(field, *node);
    return reader_.AsText(*node).value_or("");
  }

  std::string OptionalText(const Node& row, std::string_view key, const char* otherwise) {
    const Node* node = row.Find(key);
    return node == nullptr ? otherwise : reader_.AsText(*node).value_or("");
  }

  // `out` gives the place of the day when there is one.
  template <typename Out>
  void ReadDay(const std::string& field, const Node& item, std::string_view key, Out out) {
    const Node* node = item.Find(key);
    if (node == nullptr) return;
    Note(field, *node);
    if (const auto day = reader_.AsDate(*node)) ToProto(*day, out());
  }

  static std::string ValueText(const Node& node) {
    if (!node.IsSequence()) return node.text;
    std::vector<std::string> items;
    for (const Node& item : node.items) items.push_back(item.text);
    return fmt::format("[{}]", fmt::join(items, ", "));
  }

  void Note(const std::string& field, const Node& node) {
    places_[field] = source_.PositionAt(node.range.begin);
  }

  const Source& source_;
  yaml::Reader reader_;
  const facts::FactCatalog& catalog_;
  v1::AdoptRequest& request_;
  std::map<std::string, Position>& places_;
};

absl::Status FileInvalid(const std::vector<Diagnostic>& diagnostics) {
  Text all;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::kError) continue;
    all.ru += "\n" + FormatDiagnostic(diagnostic, nullptr, Language::kRussian);
    all.en += "\n" + FormatDiagnostic(diagnostic, nullptr, Language::kEnglish);
  }
  return InputError("PARAMETERS_INVALID",
                    {"параметры не читаются, ничего не записано:" + all.ru,
                     "the parameters cannot be read, nothing is recorded:" + all.en});
}

}  // namespace

absl::StatusOr<AdoptionParametersFile> AdoptionParametersFile::Read(
    const std::string& path, const facts::FactCatalog& catalog, v1::AdoptRequest& request) {
  VEKHA_ASSIGN_OR_RETURN(const Source source, ReadSource(path, kFileMax));
  const Parsed<yaml::Document> document = yaml::Parse(source);
  if (!document.value || HasErrors(document.diagnostics)) return FileInvalid(document.diagnostics);
  AdoptionParametersFile file(path);
  Reader reader(source, catalog, request, file.places_);
  reader.Read(document.value->root);
  const std::vector<Diagnostic> problems = reader.Take();
  if (HasErrors(problems)) return FileInvalid(problems);
  return file;
}

absl::Status AdoptionParametersFile::AtPlace(const absl::Status& refusal) const {
  if (refusal.ok()) return refusal;
  Rejection rejection = RejectionOf(refusal);
  const auto named = rejection.metadata.find("field");
  if (named == rejection.metadata.end()) return refusal;
  std::string field = named->second;
  auto place = places_.find(field);
  // The nearest that stands in the file: what is absent has no place of its own.
  while (place == places_.end() && field.find_last_of(".[") != std::string::npos) {
    field.resize(field.find_last_of(".["));
    place = places_.find(field);
  }
  if (place == places_.end()) return refusal;
  const std::string at = fmt::format("{}:{}:{}: ", name_, place->second.line, place->second.column);
  rejection.message = at + rejection.message;
  rejection.message_ru = at + rejection.message_ru;
  rejection.metadata["line"] = std::to_string(place->second.line);
  rejection.metadata["column"] = std::to_string(place->second.column);
  return ToStatus(rejection);
}

}  // namespace vekha::cli
