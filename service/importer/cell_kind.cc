#include "service/importer/cell_kind.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "engine/base/utf8.h"
#include "engine/roadmap/executor_words.h"
#include "engine/term/term.h"

namespace vekha::importer {
namespace {

constexpr size_t kTermBytesMax = 400;    // a longer cell is no term
constexpr size_t kPeopleBytesMax = 900;  // a longer cell is no list of executors

}  // namespace

bool LooksLikeTerm(std::string_view text) {
  static const RE2 kFigure(R"(\d+(?:[.,]\d+)?\s*%?)");
  if (text.empty() || text.size() > kTermBytesMax || RE2::FullMatch(text, kFigure)) return false;
  const term::TermReading reading = term::ParseTerm(text);
  return std::ranges::find(reading.flags, term::Flag::kUnparseable) == reading.flags.end();
}

bool LooksLikeSpan(std::string_view text) {
  static const RE2 kSpan(
      R"((?i)[^\p{L}\d]*(?:\d+\s*[.)]\s*)?(?:(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\p{L}{0,2}|(?:[1-4IVХX]+|перв\p{L}+|втор\p{L}+|трет\p{L}+|четв[её]рт\p{L}+)\s*-?\p{L}{0,2}\s*(?:квартал|полугодие|четверть|триместр)|в течение (?:\p{L}+ )?года|лето|осень|зима|весна)\P{L}.*)");
  std::string padded(text);
  padded += ' ';
  return CodePointCount(text) <= 40 && RE2::FullMatch(padded, kSpan) && LooksLikeTerm(text);
}

bool LooksLikeResponsible(std::string_view text) {
  static const RE2 kInitials(R"(\p{Lu}\s?\.\s?\p{Lu}\s?\.)");
  static const RE2 kFirstWord(R"(^[^\p{L}]*([\p{L}-]+))");
  if (text.empty() || text.size() > kPeopleBytesMax) return false;
  if (RE2::PartialMatch(text, kInitials)) return true;
  std::string word;
  return RE2::PartialMatch(text, kFirstWord, &word) &&
         roadmap::ClassifyExecutorWord(word) != roadmap::ExecutorWord::kOther;
}

bool LooksLikeNumber(std::string_view text) {
  static const RE2 kNumber(R"(\d{1,3}(?:[.,-]\d{1,3})*[.)]?|[IVXХ]{1,5}[.)]?|\d{1,3}\p{L}\)?)");
  return RE2::FullMatch(text, kNumber);
}

}  // namespace vekha::importer
