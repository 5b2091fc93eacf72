// Strings are code points: positions and sizes count them, never bytes (langdef "Strings"; the
// string extension of cel-go's ext/strings.go without format and quote). matches() is RE2,
// unanchored.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "engine/base/utf8.h"
#include "engine/condition/function_table.h"
#include "engine/condition/regex.h"

namespace vekha::condition {
namespace {

const std::string& Text(const Value& value) { return *value.As<std::string>(); }
int64_t Int(const Value& value) { return *value.As<int64_t>(); }

std::u32string Decode(const std::string& text) {
  std::u32string out;
  for (const CodePoint& c : DecodeUtf8(text)) out.push_back(c.value);
  return out;
}

std::string Encode(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) AppendUtf8(c, out);
  return out;
}

Value OutOfRange(int64_t index) {
  return Value::OfError(fmt::format("index out of range: {}", index));
}

Value Size(Arguments a, CallContext& context) {
  context.meter.ChargeText(Text(a[0]).size());
  return Value::Int(static_cast<int64_t>(CodePointCount(Text(a[0]))));
}

Value Contains(Arguments a, CallContext& context) {
  const auto tenth = [](size_t n) { return static_cast<int64_t>((n + 9) / 10); };
  context.meter.Charge(tenth(Text(a[0]).size()) * tenth(Text(a[1]).size()));
  return Value::Bool(Text(a[0]).find(Text(a[1])) != std::string::npos);
}

Value StartsWith(Arguments a, CallContext& context) {
  context.meter.ChargeText(Text(a[1]).size());
  return Value::Bool(Text(a[0]).starts_with(Text(a[1])));
}

Value EndsWith(Arguments a, CallContext& context) {
  context.meter.ChargeText(Text(a[1]).size());
  return Value::Bool(Text(a[0]).ends_with(Text(a[1])));
}

Value Matches(Arguments a, CallContext& context) {
  if (!ChargeMatch(Text(a[0]), Text(a[1]), context.meter)) return Value::OfError(kCostExceeded);
  // Compiling is far dearer than matching, and this pattern is not a constant.
  if (!context.meter.Charge(static_cast<int64_t>(100 + Text(a[1]).size()))) {
    return Value::OfError(kCostExceeded);
  }
  const auto regex = CompileRegex(Text(a[1]));
  if (!regex->ok())
    return Value::OfError(fmt::format("bad regular expression: {}", regex->error()));
  return Value::Bool(RE2::PartialMatch(Text(a[0]), *regex));
}

Value CharAt(Arguments a, CallContext&) {
  const std::u32string text = Decode(Text(a[0]));
  const int64_t index = Int(a[1]);
  if (index < 0 || index > static_cast<int64_t>(text.size())) return OutOfRange(index);
  return Value::String(Encode(std::u32string_view(text).substr(static_cast<size_t>(index), 1)));
}

Value FindFrom(const Value& text, const Value& part, int64_t offset) {
  if (offset < 0) return OutOfRange(offset);
  const std::u32string where = Decode(Text(text));
  const std::u32string what = Decode(Text(part));
  if (offset > static_cast<int64_t>(where.size())) return OutOfRange(offset);
  const size_t found = where.find(what, static_cast<size_t>(offset));
  return Value::Int(found == std::u32string::npos ? -1 : static_cast<int64_t>(found));
}

Value IndexOf(Arguments a, CallContext& context) {
  context.meter.ChargeText(Text(a[0]).size());
  return FindFrom(a[0], a[1], a.size() == 3 ? Int(a[2]) : 0);
}

Value LastIndexOf(Arguments a, CallContext& context) {
  context.meter.ChargeText(Text(a[0]).size());
  const std::u32string where = Decode(Text(a[0]));
  const auto size = static_cast<int64_t>(where.size());
  const int64_t offset = a.size() == 3 ? Int(a[2]) : size;
  if (offset < 0 || offset > size) return OutOfRange(offset);
  const size_t found = where.rfind(Decode(Text(a[1])), static_cast<size_t>(offset));
  return Value::Int(found == std::u32string::npos ? -1 : static_cast<int64_t>(found));
}

Value Substring(Arguments a, CallContext& context) {
  context.meter.ChargeText(Text(a[0]).size());
  const std::u32string text = Decode(Text(a[0]));
  const auto size = static_cast<int64_t>(text.size());
  const int64_t begin = Int(a[1]);
  const int64_t end = a.size() == 3 ? Int(a[2]) : size;
  if (begin < 0 || begin > size) return OutOfRange(begin);
  if (end < 0 || end > size) return OutOfRange(end);
  if (begin > end) {
    return Value::OfError(fmt::format("invalid substring range: {} to {}", begin, end));
  }
  return Value::String(Encode(std::u32string_view(text).substr(static_cast<size_t>(begin),
                                                               static_cast<size_t>(end - begin))));
}

Value Join(Arguments a, CallContext& context) {
  const List& list = *a[0].AsList();
  std::string out;
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i].As<std::string>() == nullptr)
      return Value::OfError("no such overload: join of a non-string");
    if (i > 0 && a.size() == 2) out += Text(a[1]);
    out += Text(list[i]);
    if (out.size() > context.meter.limits().string_bytes) {
      return Value::OfError("the text would be too long");
    }
  }
  context.meter.ChargeText(out.size());
  context.meter.Charge(static_cast<int64_t>(list.size()));
  return Value::String(std::move(out));
}

// Where the pieces of a text end: after every code point, or at every separator.
size_t NextPiece(std::string_view rest, std::string_view separator) {
  if (!separator.empty()) return rest.find(separator);
  const size_t next = std::min<size_t>(rest.size(), 1);
  size_t end = next;
  while (end < rest.size() && (rest[end] & 0xC0) == 0x80) ++end;
  return end < rest.size() ? end : std::string_view::npos;
}

Value Split(Arguments a, CallContext& context) {
  const int64_t limit = a.size() == 3 ? Int(a[2]) : -1;
  std::string_view rest = Text(a[0]);
  const std::string_view separator = Text(a[1]);
  context.meter.Charge(static_cast<int64_t>(rest.size()));
  List pieces;
  if (limit == 0 || (rest.empty() && separator.empty())) return Value::OfList({});
  while (limit < 0 || static_cast<int64_t>(pieces.size()) + 1 < limit) {
    const size_t end = NextPiece(rest, separator);
    if (end == std::string_view::npos) break;
    if (pieces.size() >= context.meter.limits().list_elements) {
      return Value::OfError("the list would be too long");
    }
    pieces.push_back(Value::String(std::string(rest.substr(0, end))));
    rest.remove_prefix(end + separator.size());
  }
  pieces.push_back(Value::String(std::string(rest)));
  return Value::OfList(std::move(pieces));
}

// An empty `old` stands before every code point and at the end, as in Go's strings.Replace.
Value Replace(Arguments a, CallContext& context) {
  std::string_view rest = Text(a[0]);
  const std::string_view old = Text(a[1]);
  const std::string& fresh = Text(a[2]);
  int64_t left = a.size() == 4 ? Int(a[3]) : -1;
  std::string out;
  bool first = true;
  while (left != 0) {
    size_t at = rest.find(old);
    if (old.empty() && !first)
      at = rest.empty() ? std::string_view::npos : std::min(NextPiece(rest, ""), rest.size());
    if (at == std::string_view::npos) break;
    out.append(rest.substr(0, at));
    out += fresh;
    rest.remove_prefix(at + old.size());
    first = false;
    --left;
    if (out.size() + rest.size() > context.meter.limits().string_bytes) {
      return Value::OfError("the text would be too long");
    }
  }
  out.append(rest);
  context.meter.ChargeText(Text(a[0]).size() + out.size());
  return Value::String(std::move(out));
}

bool IsSpace(char32_t c) {  // Unicode White_Space
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

Value Trim(Arguments a, CallContext& context) {
  context.meter.ChargeText(Text(a[0]).size());
  const std::u32string text = Decode(Text(a[0]));
  const auto begin = std::find_if_not(text.begin(), text.end(), IsSpace);
  const auto end = std::find_if_not(text.rbegin(), text.rend(), IsSpace).base();
  return Value::String(begin < end ? Encode(std::u32string(begin, end)) : std::string());
}

Value MapAscii(const std::string& text, char first, char last, CallContext& context) {
  context.meter.ChargeText(text.size());
  std::string out = text;
  for (char& c : out) {
    if (c >= first && c <= last) c = static_cast<char>(c ^ 0x20);
  }
  return Value::String(std::move(out));
}

Value LowerAscii(Arguments a, CallContext& c) { return MapAscii(Text(a[0]), 'A', 'Z', c); }
Value UpperAscii(Arguments a, CallContext& c) { return MapAscii(Text(a[0]), 'a', 'z', c); }

Value Lower(Arguments a, CallContext& context) {
  context.meter.ChargeText(Text(a[0]).size());
  return Value::String(LowerUtf8(Text(a[0])));
}

Value ReverseText(Arguments a, CallContext& context) {
  context.meter.ChargeText(Text(a[0]).size());
  std::u32string text = Decode(Text(a[0]));
  std::reverse(text.begin(), text.end());
  return Value::String(Encode(text));
}

}  // namespace

std::span<const FunctionRow> StringFunctions() {
  using enum CallStyle;
  static constexpr FunctionRow kRows[] = {
      {"size", kBoth, "string", "int", Size},
      {"contains", kReceiver, "string,string", "bool", Contains},
      {"startsWith", kReceiver, "string,string", "bool", StartsWith},
      {"endsWith", kReceiver, "string,string", "bool", EndsWith},
      {"matches", kBoth, "string,string", "bool", Matches},
      {"charAt", kReceiver, "string,int", "string", CharAt},
      {"indexOf", kReceiver, "string,string", "int", IndexOf},
      {"indexOf", kReceiver, "string,string,int", "int", IndexOf},
      {"lastIndexOf", kReceiver, "string,string", "int", LastIndexOf},
      {"lastIndexOf", kReceiver, "string,string,int", "int", LastIndexOf},
      {"substring", kReceiver, "string,int", "string", Substring},
      {"substring", kReceiver, "string,int,int", "string", Substring},
      {"join", kReceiver, "list<string>", "string", Join},
      {"join", kReceiver, "list<string>,string", "string", Join},
      {"split", kReceiver, "string,string", "list<string>", Split},
      {"split", kReceiver, "string,string,int", "list<string>", Split},
      {"replace", kReceiver, "string,string,string", "string", Replace},
      {"replace", kReceiver, "string,string,string,int", "string", Replace},
      {"trim", kReceiver, "string", "string", Trim},
      {"lowerAscii", kReceiver, "string", "string", LowerAscii},
      {"upperAscii", kReceiver, "string", "string", UpperAscii},
      {"lower", kReceiver, "string", "string", Lower},  // ours: Cyrillic too
      {"reverse", kReceiver, "string", "string", ReverseText},
  };
  return kRows;
}

}  // namespace vekha::condition
