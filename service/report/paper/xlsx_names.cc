#include "service/report/paper/xlsx_names.h"

#include <fmt/format.h>

#include <set>
#include <string_view>

#include "engine/base/utf8.h"
#include "service/report/paper/clean_text.h"

namespace vekha::service::report {
namespace {

constexpr size_t kLongestName = 31;

std::string Allowed(const std::string& wanted) {
  std::string out;
  for (const char c : CleanLine(wanted)) {
    out += std::string_view("[]:*?/\\").find(c) == std::string_view::npos ? c : ' ';
  }
  return CleanLine(out);
}

std::string TrimApostrophes(std::string name) {
  const size_t begin = name.find_first_not_of("' ");
  if (begin == std::string::npos) return "";
  return name.substr(begin, name.find_last_not_of("' ") - begin + 1);
}

std::string Shortened(const std::string& name, const std::string& ending) {
  return TrimApostrophes(CutToUtf16(name, kLongestName - ending.size())) + ending;
}

}  // namespace

std::vector<std::string> SheetNames(const std::vector<std::string>& wanted) {
  std::set<std::string> taken = {"history"};
  std::vector<std::string> names;
  for (const std::string& each : wanted) {
    std::string base = TrimApostrophes(Allowed(each));
    if (base.empty()) base = "Лист";
    std::string name = Shortened(base, "");
    for (int i = 2; !taken.insert(LowerUtf8(name)).second; ++i) {
      name = Shortened(base, fmt::format(" ({})", i));
    }
    names.push_back(name);
  }
  return names;
}

std::string SheetReference(const std::string& name) {
  std::string out = "'";
  for (const char c : name) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'!";
}

}  // namespace vekha::service::report
