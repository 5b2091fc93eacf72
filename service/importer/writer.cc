#include "service/importer/writer.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"

namespace vekha::importer {
namespace {

constexpr size_t kWidth = 100;  // of a line of a rule file
constexpr size_t kCommentWidth = 240;

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// What YAML reads back as this very text without quotes: begins with a letter, has no ": " and no
// " #", and is none of the words that are values.
bool IsPlain(std::string_view text) {
  static const RE2 kStart(R"(^[\p{L}«])");
  static const RE2 kHard(R"(:(?:\s|$)|\s#|[\[\]{}"\\])");
  static const RE2 kWord("(?i)(?:true|false|yes|no|on|off|null|y|n|inf|nan)");
  return RE2::PartialMatch(text, kStart) && !RE2::PartialMatch(text, kHard) &&
         !RE2::FullMatch(text, kWord);
}

std::string Scalar(std::string_view text) {
  return IsPlain(text) ? std::string(text) : Quoted(text);
}

std::vector<std::string> Wrap(std::string_view text, size_t width) {
  std::vector<std::string> lines;
  std::string line;
  size_t used = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const size_t length = CodePointCount(word);
    if (!line.empty() && used + 1 + length > width) {
      lines.push_back(std::move(line));
      line.clear();
      used = 0;
    }
    if (!line.empty()) line += ' ';
    line += word;
    used += length + 1;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

class Writer {
 public:
  RuleText Write(const Draft& draft) {
    Raw("# Перенесено из документа; строки с «guess:» - догадки, подтвердите или исправьте их.");
    for (const std::string& remark : draft.remarks) Raw("# " + OneLine(remark));
    WriteHead(draft);
    Raw("stages:");
    for (const DraftStage& stage : draft.stages) WriteStage(stage);
    WriteIndicators(draft.indicators);
    return std::move(out_);
  }

 private:
  void Raw(const std::string& text) {
    out_.text += text + "\n";
    ++line_;
  }

  // The comment of the guesses about `key`; they are noted for the line being written.
  std::string Comment(const std::vector<Guess>& guesses, std::string_view key) {
    std::string texts;
    for (const Guess& guess : guesses) {
      if (guess.key != key) continue;
      out_.guesses.push_back({line_, guess});
      texts += (texts.empty() ? "" : "; ") + guess.text;
      if (!guess.place.empty()) texts += fmt::format(" [{}]", guess.place);
    }
    if (texts.empty()) return {};
    return "  # guess: " + Shorten(OneLine(texts), kCommentWidth);
  }

  // What stood in columns the rule file has no key for: "# Примечание: ...".
  void Carried(const std::string& lead, const std::vector<Guess>& guesses) {
    for (const Guess& guess : guesses) {
      if (guess.key != kCarriedKey) continue;
      Guess placed = guess;
      placed.text = fmt::format("графа «{}» стоит примечанием", guess.text);
      out_.guesses.push_back({line_, std::move(placed)});
      for (const std::string& line :
           Wrap(guess.text + ": " + guess.cell, kWidth - lead.size() - 2)) {
        Raw(lead + "# " + line);
      }
    }
  }

  // `lead` is what stands before the key: indentation and, for the first key of an entry, "- ".
  void Key(const std::string& lead, const std::string& key, const std::string& text,
           const std::vector<Guess>& guesses) {
    if (text.empty()) return;
    const std::string comment = Comment(guesses, key);
    const std::string head = lead + key + ": ";
    if (CodePointCount(head) + CodePointCount(text) <= kWidth) {
      return Raw(head + Scalar(text) + comment);
    }
    Raw(head + ">-" + comment);
    const std::string indent(lead.size() + 2, ' ');
    for (const std::string& line : Wrap(text, kWidth - indent.size())) Raw(indent + line);
  }

  void WriteHead(const Draft& draft) {
    Raw("roadmap: " + draft.id + Comment(draft.guesses, "roadmap"));
    Key("", "title", draft.title, draft.guesses);
    Raw("level: " + draft.level + Comment(draft.guesses, "level"));
    WriteSource(draft);
    if (draft.period) {
      Raw("period: " + FormatPeriod(*draft.period) + Comment(draft.guesses, "period"));
    }
    Raw("calendar: " + draft.calendar + Comment(draft.guesses, "calendar"));
    Raw("week: 5" + Comment(draft.guesses, "week"));
    Raw("nonworking: preceding");
    Raw("control: none");
    Raw("ladder: standard");
    if (draft.roles.empty()) return;
    Raw("roles:");
    for (const auto& [name, role] : draft.roles) {
      Raw("  " + Scalar(name) + ": " + role + Comment(draft.guesses, "roles." + name));
    }
  }

  void WriteSource(const Draft& draft) {
    std::string approved;
    const auto add = [&](const std::string& key, const std::string& value) {
      if (!value.empty()) approved += (approved.empty() ? "" : ", ") + key + ": " + value;
    };
    if (draft.approved) {
      if (draft.approved->on) add("on", FormatIso(*draft.approved->on));
      if (!draft.approved->number.empty()) add("number", Quoted(draft.approved->number));
      if (!draft.approved->by.empty()) add("by", Quoted(draft.approved->by));
    }
    Raw("source: {document: " + Quoted(draft.document) +
        (approved.empty() ? "" : ", approved: {" + approved + "}") + "}" +
        Comment(draft.guesses, "source"));
  }

  void WriteStage(const DraftStage& stage) {
    Raw("  - id: " + Quoted(stage.id));
    Key("    ", "title", stage.title, stage.guesses);
    Carried("    ", stage.guesses);
    if (stage.rows.empty()) return Raw("    measures: []");
    Raw("    measures:");
    for (const auto& row : stage.rows) {
      if (const auto* measure = std::get_if<DraftMeasure>(&row)) {
        WriteMeasure(*measure);
      } else {
        WriteHeading(std::get<DraftHeading>(row));
      }
    }
  }

  void WriteHeading(const DraftHeading& heading) {
    Raw("      - heading: " + Quoted(heading.number));
    Key("        ", "title", heading.title, heading.guesses);
    Carried("        ", heading.guesses);
  }

  void WriteMeasure(const DraftMeasure& measure) {
    const std::vector<Guess>& guesses = measure.guesses;
    const std::string lead = "        ";
    Raw("      - id: " + Quoted(measure.id) + Comment(guesses, "id"));
    if (measure.number != measure.id) Raw(lead + "number: " + Quoted(measure.number));
    Key(lead, "title", measure.title, guesses);
    Key(lead, "outcome", measure.outcome, guesses);
    Key(lead, "term", measure.term, guesses);
    Key(lead, "responsible", measure.responsible, guesses);
    Key(lead, "result", measure.result, guesses);
    Raw(lead + "evidence: " + measure.evidence + Comment(guesses, "evidence"));
    if (!measure.after.empty()) {
      std::string after;
      for (const std::string& id : measure.after) after += (after.empty() ? "" : ", ") + Quoted(id);
      Raw(lead + "after: [" + after + "]" + Comment(guesses, "after"));
    }
    Carried(lead, guesses);
    WriteItems(measure);
  }

  void WriteItems(const DraftMeasure& measure) {
    if (measure.items.empty()) return;
    Raw("        items:" + Comment(measure.guesses, "items"));
    int number = 0;
    for (const DraftItem& item : measure.items) {
      Raw(fmt::format("          - id: \"{}({})\"", measure.id, ++number));
      Key("            ", "title", item.title, {});
      Key("            ", "term", item.term, {});
    }
  }

  // As a comment: an indicator needs the expression of its value, which no document has.
  void WriteIndicators(const std::vector<DraftIndicator>& indicators) {
    if (indicators.empty()) return;
    Raw("# indicators:  # впишите выражения value и уберите знаки #");
    int number = 0;
    for (const DraftIndicator& one : indicators) {
      Raw(fmt::format("#   - id: indicator-{}", ++number));
      Raw("#     title: " + Quoted(one.title));
      if (!one.unit.empty()) Raw("#     unit: " + Quoted(one.unit));
      Raw("#     value:");
      std::string targets;
      for (const auto& [year, target] : one.targets) {
        targets += fmt::format("{}{}: {}", targets.empty() ? "" : ", ", year, target);
      }
      Raw("#     targets: {" + targets + "}");
    }
  }

  RuleText out_;
  int line_ = 1;  // the next to be written
};

}  // namespace

RuleText WriteRules(const Draft& draft) { return Writer().Write(draft); }

}  // namespace vekha::importer
