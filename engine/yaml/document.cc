#include "engine/yaml/document.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/yaml/reader.h"
#include "engine/yaml/scalar_text.h"

namespace vekha::yaml {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Builds the tree from yaml-cpp's events. After a limit is passed it takes no more nodes.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const Source& source, size_t skipped, std::vector<Diagnostic>& diagnostics)
      : source_(source), skipped_(skipped), diagnostics_(diagnostics) {}

  bool stopped() const { return stopped_; }
  bool has_root() const { return has_root_; }
  Node TakeRoot() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    const size_t at = OffsetOf(mark);
    Node node;
    node.range = {at, at};
    for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
      if (source_.text().compare(at, word.size(), word) == 0) node.range.end = at + word.size();
    }
    if (node.range.begin == node.range.end) node.range = EmptyPlace(at);
    CheckProperties(at);
    Put(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    const size_t at = OffsetOf(mark);
    Error({at, at + 1}, "E0008", {"ссылка (*имя) не допускается", "an alias is not allowed"},
          {"напишите само значение", "write the value out"});
    Node node;
    node.range = {at, at + 1};
    Put(std::move(node));
  }

  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                const std::string& value) override {
    if (stopped_) return;
    const size_t at = OffsetOf(mark);
    Node node;
    node.kind = NodeKind::kScalar;
    node.text = value;
    node.range = {at, at + 1};
    // After a tag or an anchor the mark is theirs, and the text stands somewhere behind it.
    if (CheckProperties(at)) PlaceScalar(at, node);
    if (value.find('\0') != std::string::npos) {
      Error(node.range, "E0003",
            {"нулевой символ не допускается", "a null character is not allowed"});
    }
    Put(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    Open(NodeKind::kSequence, mark);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    Open(NodeKind::kMapping, mark);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapEnd() override { Close(); }

 private:
  // A mapping or sequence not finished yet.
  struct Frame {
    Node node;
    bool has_key = false;  // of a mapping: `key` waits for its value
    Node key;
    std::unordered_map<std::string, size_t> keys;  // where each key was first written
  };

  size_t OffsetOf(const YAML::Mark& mark) const {
    const size_t pos = mark.pos < 0 ? 0 : static_cast<size_t>(mark.pos);
    return std::min(pos + skipped_, source_.text().size());
  }

  // yaml-cpp marks an empty value at the next thing in the file: the key's end says more.
  SourceRange EmptyPlace(size_t at) const {
    if (frames_.empty() || !frames_.back().has_key) return {at, at};
    size_t end = frames_.back().key.range.end;
    const size_t colon = source_.text().find(':', end);
    if (colon != std::string::npos && colon < at) end = colon + 1;
    return {end, end};
  }

  void Error(SourceRange range, std::string code, Bilingual message, Bilingual hint = {}) {
    diagnostics_.push_back(MakeDiagnostic(source_, range, Severity::kError, std::move(code),
                                          std::move(message), std::move(hint)));
    stopped_ = stopped_ || diagnostics_.size() >= kMaxProblems;
  }

  // False when the node at `at` begins with a tag or an anchor; no plain scalar can.
  bool CheckProperties(size_t at) {
    const char c = at < source_.text().size() ? source_.text()[at] : ' ';
    if (c == '!')
      Error({at, at + 1}, "E0009", {"тег (!имя) не допускается", "a tag is not allowed"},
            {"напишите одно значение", "write the value alone"});
    if (c == '&')
      Error({at, at + 1}, "E0008", {"якорь (&имя) не допускается", "an anchor is not allowed"},
            {"уберите его", "remove it"});
    return c != '!' && c != '&';
  }

  void PlaceScalar(size_t at, Node& node) {
    const std::string& text = source_.text();
    node.style = StyleAt(text, at);
    const size_t begin = ContentBegin(text, at, node.style);
    if (node.style == ScalarStyle::kSingleQuoted || node.style == ScalarStyle::kDoubleQuoted) {
      const auto quote = FindClosingQuote(text, begin, node.style);
      if (!quote)
        Error({at, at + 1}, "E0001",
              {"это не YAML: кавычка не закрыта", "not valid YAML: this quote is never closed"});
      node.range = {begin, quote.value_or(text.size())};
    } else {
      node.range = {begin, AlignOffset(text, begin, node.style, node.text, node.text.size())};
    }
  }

  void Open(NodeKind kind, const YAML::Mark& mark) {
    if (stopped_) return;
    const size_t at = OffsetOf(mark);
    CheckProperties(at);
    if (frames_.size() == kMaxDepth) {
      Error({at, at + 1}, "E0005",
            {fmt::format("вложено глубже {} уровней", kMaxDepth),
             fmt::format("nested deeper than {} levels", kMaxDepth)});
      stopped_ = true;
      return;
    }
    Frame frame;
    frame.node.kind = kind;
    frame.node.range = {at, at + 1};
    frames_.push_back(std::move(frame));
  }

  void Close() {
    if (stopped_) return;
    Node node = std::move(frames_.back().node);
    frames_.pop_back();
    Put(std::move(node));
  }

  void Put(Node node) {
    if (stopped_) return;
    if (++node_count_ > kMaxNodes) {
      Error(node.range, "E0006",
            {fmt::format("больше {} значений в одном файле", kMaxNodes),
             fmt::format("more than {} values in one file", kMaxNodes)});
      stopped_ = true;
      return;
    }
    if (frames_.empty()) {
      root_ = std::move(node);
      has_root_ = true;
      return;
    }
    Frame& frame = frames_.back();
    frame.node.range.end = std::max(frame.node.range.end, node.range.end);
    if (frame.node.kind == NodeKind::kSequence) {
      frame.node.items.push_back(std::move(node));
    } else if (!frame.has_key) {
      frame.key = std::move(node);
      frame.has_key = true;
    } else {
      frame.has_key = false;
      AddEntry(frame, std::move(node));
    }
  }

  void AddEntry(Frame& frame, Node value) {
    if (!frame.key.IsScalar()) {
      Error(frame.key.range, "E0011", {"ключ должен быть текстом", "a key must be text"},
            frame.key.IsNull() ? Bilingual("возьмите его в кавычки", "put it in quotes")
                               : Bilingual());
    } else if (const auto [first, fresh] =
                   frame.keys.emplace(frame.key.text, frame.key.range.begin);
               !fresh) {
      const std::string name = Shortened(frame.key.text);
      const int line = source_.PositionAt(first->second).line;
      Error(frame.key.range, "E0007",
            {fmt::format("ключ \"{}\" стоит дважды, первый раз в строке {}", name, line),
             fmt::format("key \"{}\" appears twice, first on line {}", name, line)});
    } else {
      frame.node.entries.push_back(Entry{std::move(frame.key), std::move(value)});
    }
  }

  const Source& source_;
  size_t skipped_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Frame> frames_;
  Node root_;
  bool has_root_ = false;
  bool stopped_ = false;
  size_t node_count_ = 0;
};

// Only asks whether there is anything more.
class NextDocument : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override { pos = mark.pos; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

  int pos = -1;
};

std::optional<Diagnostic> CheckBytes(const Source& source) {
  const std::string& text = source.text();
  if (text.size() > kMaxFileBytes) {
    return MakeDiagnostic(
        source, {0, 0}, Severity::kError, "E0004",
        Bilingual{fmt::format("в файле {} байт, больше {}", text.size(), kMaxFileBytes),
                  fmt::format("the file has {} bytes, more than {}", text.size(), kMaxFileBytes)});
  }
  if (const auto at = FindInvalidUtf8(text)) {
    return MakeDiagnostic(source, {*at, *at + 1}, Severity::kError, "E0002",
                          {"здесь не UTF-8", "the file is not UTF-8 here"},
                          {"сохраните файл в UTF-8", "save it as UTF-8"});
  }
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) {
      return MakeDiagnostic(source, {i, i + 1}, Severity::kError, "E0003",
                            {fmt::format("управляющий символ U+{:04X} не допускается", c),
                             fmt::format("control character U+{:04X} is not allowed", c)});
    }
  }
  return std::nullopt;
}

// A directive can stand only before the document, among blank lines and comments.
std::optional<size_t> FindDirective(std::string_view text, size_t at) {
  while (at < text.size()) {
    const size_t content = text.find_first_not_of(" \t\r\n", at);
    if (content == std::string_view::npos) return std::nullopt;
    if (text[content] == '%') return content;
    if (text[content] != '#') return std::nullopt;
    at = std::min(text.find('\n', content), text.size());
  }
  return std::nullopt;
}

// What yaml-cpp says most often of files that people write.
std::string InRussian(const std::string& message) {
  constexpr std::pair<std::string_view, std::string_view> kSaid[] = {
      {"end of map not found", "отображение не закончено: проверьте отступы и двоеточия"},
      {"end of map flow not found", "скобка { не закрыта"},
      {"end of sequence not found", "список не закончен: проверьте отступы и дефисы"},
      {"end of sequence flow not found", "скобка [ не закрыта"},
      {"illegal map value",
       "двоеточие стоит там, где значения быть не может: возьмите текст в кавычки"},
      {"illegal block entry", "дефис списка стоит там, где его быть не может"},
      {"illegal flow end", "лишняя закрывающая скобка"},
      {"illegal EOF in scalar", "кавычка не закрыта"},
      {"map keys must be scalars", "ключ должен быть текстом"},
      {"unknown token", "непонятный знак"},
      {"illegal document indicator in scalar", "знак начала документа внутри текста"},
      {"unknown escape character: ", "неизвестная последовательность с \\"},
      {"invalid character, the value should be in hex", "неверная последовательность с \\"},
  };
  for (const auto& [english, russian] : kSaid) {
    if (message.starts_with(english)) return std::string(russian);
  }
  return message;
}

// A tab in the indent of the line where reading stopped, which yaml-cpp calls by many names.
std::optional<size_t> FindTabIndent(std::string_view text, size_t skipped, int pos) {
  const size_t at = std::min(skipped + static_cast<size_t>(std::max(pos, 0)), text.size());
  const size_t before = text.substr(0, at).rfind('\n');
  const size_t start = before == std::string_view::npos ? skipped : before + 1;
  const size_t content = std::min(text.find_first_not_of(" \t", start), text.size());
  const size_t tab = text.find('\t', start);
  if (tab == std::string_view::npos || tab >= content) return std::nullopt;
  return tab;
}

void ParseInto(const Source& source, size_t skipped, Parsed<Document>& parsed) {
  TreeBuilder builder(source, skipped, parsed.diagnostics);
  const auto error = [&](int pos, std::string code, Bilingual message) {
    const size_t at =
        std::min(skipped + static_cast<size_t>(std::max(pos, 0)), source.text().size());
    parsed.diagnostics.push_back(MakeDiagnostic(source, {at, at + 1}, Severity::kError,
                                                std::move(code), std::move(message)));
  };
  const Bilingual kTabIndent{"отступ табуляцией: замените её пробелами",
                             "a tab in the indentation: use spaces"};
  try {
    std::istringstream stream(source.text().substr(skipped));
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    if (!builder.has_root() && !builder.stopped())
      return error(0, "E0012", {"файл пуст", "the file is empty"});
    NextDocument next;
    if (!builder.stopped() && parser.HandleNextDocument(next)) {
      error(next.pos, "E0010",
            {"начинается второй документ, а в файле должен быть один",
             "a second document begins; one file holds one document"});
    }
  } catch (const YAML::Exception& e) {
    if (builder.stopped()) return;
    const auto tab = FindTabIndent(source.text(), skipped, e.mark.pos);
    if (tab) return error(static_cast<int>(*tab - skipped), "E0001", kTabIndent);
    error(e.mark.pos, "E0001",
          {fmt::format("это не YAML: {}", InRussian(e.msg)),
           fmt::format("not valid YAML: {}", e.msg)});
    return;
  }
  if (!builder.stopped()) parsed.value = Document{builder.TakeRoot()};
}

}  // namespace

const Entry* Node::FindEntry(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key.text == key; });
  return found == entries.end() ? nullptr : &*found;
}

const Node* Node::Find(std::string_view key) const {
  const Entry* entry = FindEntry(key);
  return entry == nullptr ? nullptr : &entry->value;
}

Parsed<Document> Parse(const Source& source) {
  Parsed<Document> parsed;
  if (auto diagnostic = CheckBytes(source)) {
    parsed.diagnostics.push_back(*std::move(diagnostic));
    return parsed;
  }
  const size_t skipped = source.text().starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  if (const auto at = FindDirective(source.text(), skipped)) {
    parsed.diagnostics.push_back(
        MakeDiagnostic(source, {*at, *at + 1}, Severity::kError, "E0010",
                       {"директива не допускается", "a directive is not allowed"},
                       {"уберите строку", "remove the line"}));
    return parsed;
  }
  ParseInto(source, skipped, parsed);
  return parsed;
}

size_t SourceOffset(const Source& source, const Node& scalar, size_t text_offset) {
  if (text_offset >= scalar.text.size()) return scalar.range.end;
  return AlignOffset(source.text(), scalar.range.begin, scalar.style, scalar.text, text_offset);
}

SourceRange SourceSpan(const Source& source, const Node& scalar, size_t begin, size_t end) {
  const size_t first = SourceOffset(source, scalar, begin);
  if (end <= begin) return {first, first};
  // The end of a span is the end of its last byte, not the beginning of the next one, which may
  // stand on another line.
  const size_t last = SourceOffset(source, scalar, end - 1);
  return {first, std::max(first + 1, std::min(last + 1, scalar.range.end))};
}

}  // namespace vekha::yaml
