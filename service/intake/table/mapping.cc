#include "service/intake/table/mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/yaml/document.h"
#include "engine/yaml/reader.h"

namespace vekha::intake {
namespace {

constexpr size_t kHeadersMax = 200;  // of a column
constexpr std::string_view kKeys[] = {"mapping", "title",   "title_en", "list",
                                      "about",   "people",  "whole",    "key",
                                      "dates",   "columns", "required"};

class MappingReader {
 public:
  explicit MappingReader(const Source& source) : reader_(source) {}

  Parsed<Mapping> Read(const yaml::Node& root) {
    if (reader_.IsMapping(root)) ReadRoot(root);
    Parsed<Mapping> parsed;
    if (!reader_.HasErrors()) parsed.value = std::move(mapping_);
    parsed.diagnostics = reader_.Take();
    return parsed;
  }

 private:
  void ReadRoot(const yaml::Node& root) {
    reader_.OnlyKeys(root, kKeys);
    ReadText(root, "mapping", mapping_.id);
    ReadText(root, "title", mapping_.title.ru);
    mapping_.title.en = mapping_.title.ru;
    if (root.Find("title_en") != nullptr) ReadText(root, "title_en", mapping_.title.en);
    if (const yaml::Node* list = reader_.Require(root, "list")) {
      const auto word = reader_.AsWord(*list, {"people", "mentees", "mentors", "pairs"});
      if (word) mapping_.list = static_cast<ListKind>(*word);
    }
    for (const std::string& word : Texts(root, "about")) mapping_.about.push_back(LowerUtf8(word));
    if (const yaml::Node* people = root.Find("people")) {
      const auto word = reader_.AsWord(*people, {"pupil", "teacher", "staff"});
      if (word) mapping_.people = static_cast<roster::PersonKind>(*word);
    }
    if (const yaml::Node* dates = root.Find("dates")) {
      if (reader_.AsWord(*dates, {"dmy", "mdy"}) == size_t{1}) {
        mapping_.dates = DateOrder::kMonthFirst;
      }
    }
    ReadWhole(root);
    ReadKey(root);
    if (const yaml::Node* columns = reader_.Require(root, "columns")) ReadColumns(*columns);
    ReadRequired(root);
  }

  void ReadText(const yaml::Node& root, std::string_view key, std::string& text) {
    const yaml::Node* node = reader_.Require(root, key);
    if (node == nullptr) return;
    if (auto read = reader_.AsText(*node)) text = *std::move(read);
  }

  std::vector<std::string> Texts(const yaml::Node& root, std::string_view key) {
    std::vector<std::string> texts;
    const yaml::Node* node = root.Find(key);
    if (node == nullptr || !reader_.IsSequence(*node)) return texts;
    for (const yaml::Node& item : node->items) {
      if (auto text = reader_.AsText(item)) texts.push_back(*std::move(text));
    }
    return texts;
  }

  void ReadWhole(const yaml::Node& root) {
    const yaml::Node* node = root.Find("whole");
    if (node == nullptr || !reader_.IsSequence(*node)) return;
    for (const yaml::Node& item : node->items) {
      const auto word = reader_.AsWord(item, {"pupils", "staff"});
      if (!word) continue;
      mapping_.whole =
          mapping_.whole | (*word == 0 ? roster::Says::kAllPupils : roster::Says::kAllStaff);
    }
  }

  void ReadKey(const yaml::Node& root) {
    const yaml::Node* node = root.Find("key");
    if (node == nullptr || !reader_.IsSequence(*node)) return;
    for (const yaml::Node& item : node->items) {
      const auto word = reader_.AsWord(item, {"name", "birth_date", "class"});
      mapping_.key_birth_date |= word == size_t{1};
      mapping_.key_class |= word == size_t{2};
    }
  }

  void ReadColumns(const yaml::Node& node) {
    if (!reader_.IsMapping(node)) return;
    std::map<std::string, std::string> owners;
    for (const yaml::Entry& entry : node.entries) {
      const auto field = FindListField(entry.key.text, mapping_.list);
      if (!field) {
        UnknownColumn(entry.key);
        continue;
      }
      MappingColumn column{.field = *field, .headers = {}, .normalized = {}};
      if (!reader_.IsSequence(entry.value)) continue;
      for (const yaml::Node& item : entry.value.items) ReadHeader(item, entry, owners, column);
      if (!column.headers.empty()) mapping_.columns.push_back(std::move(column));
    }
    CheckNames(node);
  }

  void UnknownColumn(const yaml::Node& key) {
    std::string known;
    for (const ListFieldSpec& spec : ListFields()) {
      if (!spec.In(mapping_.list)) continue;
      known += (known.empty() ? "" : ", ") + std::string(spec.key);
    }
    reader_.Error(key, "E1001",
                  {fmt::format("в списке {} нет столбца «{}»", ListKindName(mapping_.list),
                               yaml::Shortened(key.text)),
                   fmt::format("a list of {} has no column \"{}\"", ListKindName(mapping_.list),
                               yaml::Shortened(key.text))},
                  {"есть: " + known, "there are: " + known});
  }

  void ReadHeader(const yaml::Node& item, const yaml::Entry& entry,
                  std::map<std::string, std::string>& owners, MappingColumn& column) {
    const auto text = reader_.AsText(item);
    if (!text || column.headers.size() >= kHeadersMax) return;
    std::string normalized = NormalizeHeader(*text);
    const auto [owner, added] = owners.emplace(normalized, entry.key.text);
    if (!added && owner->second == entry.key.text) return;  // another spelling of the same
    if (!added || normalized.empty()) {
      reader_.Error(item, "E1002",
                    {fmt::format("заголовок «{}» уже есть у столбца {}", *text, owner->second),
                     fmt::format("column {} already has the header \"{}\"", owner->second, *text)});
      return;
    }
    column.headers.push_back(*text);
    column.normalized.push_back(std::move(normalized));
  }

  bool Has(ListField field) const {
    return std::any_of(mapping_.columns.begin(), mapping_.columns.end(),
                       [field](const MappingColumn& c) { return c.field == field; });
  }

  void CheckNames(const yaml::Node& node) {
    using enum ListField;
    const bool person = Has(kId) || Has(kName) || Has(kFamily);
    const bool pair = (Has(kMentor) || Has(kMentorId)) && (Has(kMentee) || Has(kMenteeId));
    if (mapping_.list == ListKind::kPairs ? pair : person) return;
    reader_.Error(node, "E1003",
                  {"нет столбца, который называет людей: id, name, family; в парах mentor и mentee",
                   "no column names the people: id, name, family; in pairs mentor and mentee"});
  }

  void ReadRequired(const yaml::Node& root) {
    const yaml::Node* node = root.Find("required");
    if (node == nullptr || !reader_.IsSequence(*node)) return;
    for (const yaml::Node& item : node->items) {
      const auto field = FindListField(item.text, mapping_.list);
      if (!field || !Has(*field)) {
        UnknownColumn(item);
      } else {
        mapping_.required.push_back(*field);
      }
    }
  }

  yaml::Reader reader_;
  Mapping mapping_;
};

bool IsLetterOrFigure(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  return c == U'№' || (c >= 0x400 && c <= 0x52F) || (c >= 0xC0 && c <= 0x24F);
}

// Latin letters in a Russian word are slips of the keyboard: «Клаcс». Headers are words of ours, so
// reading them as they look takes nobody for another.
std::u32string AsRussian(std::u32string word) {
  constexpr std::u32string_view kLatin = U"abcehkmoptxy";
  constexpr std::u32string_view kLooks = U"авсенкмортху";
  const auto russian = [](char32_t c) { return c >= 0x400 && c <= 0x52F; };
  const auto alike = [&](char32_t c) {
    return russian(c) || kLatin.find(c) != std::u32string_view::npos;
  };
  if (!std::ranges::any_of(word, russian) || !std::ranges::all_of(word, alike)) return word;
  for (char32_t& c : word) {
    const size_t at = kLatin.find(c);
    if (at != std::u32string_view::npos) c = kLooks[at];
  }
  return word;
}

bool IsPartOfName(ListField field) {
  return field == ListField::kFamily || field == ListField::kGiven || field == ListField::kMiddle;
}

}  // namespace

Parsed<Mapping> LoadMapping(const Source& source) {
  Parsed<yaml::Document> document = yaml::Parse(source);
  if (!document.value) return {std::nullopt, std::move(document.diagnostics)};
  Parsed<Mapping> parsed = MappingReader(source).Read(document.value->root);
  parsed.diagnostics.insert(parsed.diagnostics.begin(), document.diagnostics.begin(),
                            document.diagnostics.end());
  if (HasErrors(parsed.diagnostics)) parsed.value.reset();
  return parsed;
}

Parsed<std::vector<Mapping>> LoadMappings(std::span<const Source> rules) {
  Parsed<std::vector<Mapping>> all;
  all.value.emplace();
  for (const Source& source : rules) {
    if (!source.name().starts_with("mappings/") || all.value->size() >= kMappingsMax) continue;
    Parsed<Mapping> one = LoadMapping(source);
    all.diagnostics.insert(all.diagnostics.end(), one.diagnostics.begin(), one.diagnostics.end());
    if (!one.value) continue;
    if (FindMapping(*all.value, one.value->id) != nullptr) {
      all.diagnostics.push_back(MakeDiagnostic(source, {0, 1}, Severity::kError, "E1004",
                                               {"раскладка с таким id уже есть: " + one.value->id,
                                                "there is a mapping " + one.value->id}));
      continue;
    }
    all.value->push_back(*std::move(one.value));
  }
  std::sort(all.value->begin(), all.value->end(),
            [](const Mapping& a, const Mapping& b) { return a.id < b.id; });
  return all;
}

const Mapping* FindMapping(std::span<const Mapping> mappings, std::string_view id) {
  const auto found =
      std::find_if(mappings.begin(), mappings.end(), [id](const Mapping& m) { return m.id == id; });
  return found == mappings.end() ? nullptr : &*found;
}

std::string NormalizeHeader(std::string_view text) {
  std::string out;
  std::u32string word;
  const auto flush = [&] {
    if (word.empty()) return;
    if (!out.empty()) out += ' ';
    for (const char32_t c : AsRussian(std::exchange(word, {}))) AppendUtf8(c, out);
  };
  for (const CodePoint& point : DecodeUtf8(text)) {
    if (point.value == 0xAD || (point.value >= 0x200B && point.value <= 0x200F)) continue;
    const char32_t c = LowerCodePoint(point.value);
    if (IsLetterOrFigure(c)) {
      word += c == U'ё' ? U'е' : c;
    } else {
      flush();
    }
  }
  flush();
  return out;
}

std::string BlankTemplate(const Mapping& mapping) {
  std::string line = "\xEF\xBB\xBF";
  bool first = true;
  const bool whole_name =
      std::any_of(mapping.columns.begin(), mapping.columns.end(),
                  [](const MappingColumn& c) { return c.field == ListField::kName; });
  for (const MappingColumn& column : mapping.columns) {
    if (column.field == ListField::kIgnored || (whole_name && IsPartOfName(column.field))) continue;
    if (!std::exchange(first, false)) line += ';';
    const std::string& header = column.headers.front();
    const bool quoted = header.find_first_of(";\"\n") != std::string::npos;
    if (quoted) line += '"';
    for (const char c : header) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    if (quoted) line += '"';
  }
  return line + "\r\n";
}

}  // namespace vekha::intake
