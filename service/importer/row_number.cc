#include "service/importer/row_number.h"

#include <re2/re2.h>

#include "engine/base/utf8.h"
#include "service/importer/cell_text.h"

namespace vekha::importer {

std::string IdOf(std::string_view number) {
  static const RE2 kForeign(R"([^0-9A-Za-zА-Яа-яЁё._+()-]+)");
  static const RE2 kEnd(R"([.)\s]+$)");
  static const RE2 kSign(R"(^(?:№|п\.)\s*)");
  std::string id = OneLine(number);
  RE2::Replace(&id, kSign, "");
  RE2::Replace(&id, kEnd, "");
  RE2::GlobalReplace(&id, kForeign, "_");
  if (CodePointCount(id) > 40) id.resize(DecodeUtf8(id)[40].offset);
  return id;
}

Numbered TakeNumber(const std::string& text) {
  static const RE2 kWord(
      R"((?i)^(?:раздел|этап|блок|модуль|направление|часть)\s*№?\s*(\d+|[IVXХ]+)\s*[.:)–-]*\s*(.*)$)");
  static const RE2 kPlain(
      R"(^(\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|[IVXХ]+[.)])\s*(\S.*)$)");
  Numbered out{{}, text};
  std::string number;
  std::string rest;
  if (RE2::FullMatch(text, kWord, &number, &rest) && !rest.empty()) return {number, rest};
  static const RE2 kList(R"(^1[.)].*\s2[.)]\s)");  // a list in one cell, not the number of a row
  if (RE2::PartialMatch(text, kList)) return out;
  if (RE2::FullMatch(text, kPlain, &number, &rest)) return {number, rest};
  return out;
}

bool IsTopLevel(const std::string& number) {
  return IdOf(number).find_first_of(".,-") == std::string::npos;
}

}  // namespace vekha::importer
