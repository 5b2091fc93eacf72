#include "engine/condition/literal.h"

#include <charconv>
#include <limits>
#include <string>

namespace vekha::condition {
namespace {

std::optional<uint64_t> ReadMagnitude(std::string_view text, int base) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int64_t> WithSign(uint64_t magnitude, bool negative) {
  constexpr uint64_t kMax = std::numeric_limits<int64_t>::max();
  if (magnitude > kMax + (negative ? 1 : 0)) return std::nullopt;
  return static_cast<int64_t>(negative ? 0 - magnitude : magnitude);
}

Value ReadIntegerLiteral(const Token& token, bool negative) {
  const bool hex = token.text.starts_with("0x") || token.text.starts_with("0X");
  const auto magnitude =
      ReadMagnitude(std::string_view(token.text).substr(hex ? 2 : 0), hex ? 16 : 10);
  if (token.kind == TokenKind::kUint) {
    if (!magnitude || (negative && *magnitude != 0)) {
      return Value::OfError("the number does not fit uint (0..2^64-1)");
    }
    return Value::Uint(*magnitude);
  }
  const auto value = magnitude ? WithSign(*magnitude, negative) : std::nullopt;
  if (!value) return Value::OfError("the number does not fit int (-2^63..2^63-1)");
  return Value::Int(*value);
}

}  // namespace

std::optional<Value> ReadLiteral(const Token& token, bool negative) {
  switch (token.kind) {
    case TokenKind::kInt:
    case TokenKind::kUint:
      return ReadIntegerLiteral(token, negative);
    case TokenKind::kFloat: {
      const auto value = ReadDouble(token.text);
      if (!value) return Value::OfError("the number does not fit double");
      return Value::Double(negative ? -*value : *value);
    }
    case TokenKind::kString:
      return Value::String(token.text);
    case TokenKind::kBytes:
      return Value::OfBytes(token.text);
    case TokenKind::kEnd:
    case TokenKind::kIdent:
    case TokenKind::kQuotedIdent:
    case TokenKind::kPunctuation:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<int64_t> ReadInt(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;
  const auto magnitude = ReadMagnitude(text, 10);
  return magnitude ? WithSign(*magnitude, negative) : std::nullopt;
}

std::optional<uint64_t> ReadUint(std::string_view text) {
  if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;
  return ReadMagnitude(text, 10);
}

std::optional<double> ReadDouble(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    // from_chars does not say which way it left the range; a number this small is zero.
    const size_t exponent = text.find_first_of("eE");
    const bool tiny = exponent != std::string_view::npos && text.substr(exponent + 1, 1) == "-";
    return tiny ? std::optional<double>(0.0) : std::nullopt;
  }
  if (error != std::errc()) return std::nullopt;
  return value;
}

}  // namespace vekha::condition
