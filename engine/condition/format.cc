#include "engine/condition/format.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/base/overload.h"
#include "engine/condition/instant.h"
#include "engine/condition/value.h"

namespace vekha::condition {
namespace {

std::string QuoteBytes(std::string_view bytes) {
  std::string out = "b\"";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\') {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out.push_back(c);
    }
  }
  return out + "\"";
}

// 3.0, not 3, which would read back as an int.
std::string LiteralDouble(double value) {
  std::string out = FormatDouble(value);
  const bool looks_like_int = out.find_first_not_of("-0123456789") == std::string::npos;
  return looks_like_int ? out + ".0" : out;
}

std::string JoinMissing(const Unknown& unknown) {
  std::string out = fmt::format("{}", fmt::join(unknown.facts, ", "));
  if (unknown.below == nullptr) return out;
  for (const MissingBelow& missing : *unknown.below) {
    out += fmt::format("{}{} of {}", out.empty() ? "" : ", ", missing.fact, missing.members.size());
  }
  return out;
}

class Printer {
 public:
  void Print(const Value& value) {
    if (out_.size() > kFormattedMax) return;
    if (const List* list = value.AsList()) return PrintList(*list);
    if (const Map* map = value.AsMap()) return PrintMap(*map);
    out_ += PrintScalar(value);
  }

  std::string Take() {
    if (out_.size() <= kFormattedMax) return std::move(out_);
    size_t end = kFormattedMax;
    while (end > 0 && (out_[end] & 0xC0) == 0x80) --end;  // never half a character
    return out_.substr(0, end) + "...";
  }

 private:
  void PrintList(const List& list) {
    out_ += "[";
    for (size_t i = 0; i < list.size() && out_.size() <= kFormattedMax; ++i) {
      if (i > 0) out_ += ", ";
      Print(list[i]);
    }
    out_ += "]";
  }

  void PrintMap(const Map& map) {
    out_ += "{";
    for (size_t i = 0; i < map.size() && out_.size() <= kFormattedMax; ++i) {
      if (i > 0) out_ += ", ";
      Print(map[i].first);
      out_ += ": ";
      Print(map[i].second);
    }
    out_ += "}";
  }

  static std::string PrintScalar(const Value& value) {
    return std::visit(
        Overload{
            [](const Null&) -> std::string { return "null"; },
            [](bool v) -> std::string { return v ? "true" : "false"; },
            [](int64_t v) { return fmt::format("{}", v); },
            [](uint64_t v) { return fmt::format("{}u", v); },
            [](double v) { return LiteralDouble(v); },
            [](const std::string& v) { return QuoteText(v); },
            [](const Bytes& v) { return QuoteBytes(v.data); },
            [](const std::shared_ptr<const List>&) { return std::string(); },
            [](const std::shared_ptr<const Map>&) { return std::string(); },
            [](const Timestamp& v) { return fmt::format("timestamp('{}')", FormatTimestamp(v)); },
            [](const Duration& v) { return fmt::format("duration('{}')", FormatDuration(v)); },
            [](const Date& v) { return fmt::format("date('{}')", FormatIso(v)); },
            [](const TypeName& v) { return v.name; },
            [](const Unknown& v) { return fmt::format("unknown({})", JoinMissing(v)); },
            [](const Error& v) { return fmt::format("error({})", v.message); },
        },
        value.storage());
  }

  std::string out_;
};

}  // namespace

std::string FormatDouble(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return fmt::format("{}", value);
}

std::string QuoteText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      out.push_back(c);
    }
  }
  return out + "\"";
}

std::string FormatValue(const Value& value) {
  Printer printer;
  printer.Print(value);
  return printer.Take();
}

}  // namespace vekha::condition
