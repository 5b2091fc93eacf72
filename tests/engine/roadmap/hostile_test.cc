// Rule files no person should send: refused at their place, all of it in one go, in bounded time.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/roadmap/load.h"
#include "engine/yaml/reader.h"
#include "tests/engine/roadmap/rule_files.h"

namespace vekha::roadmap {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

const std::string kHead =
    "roadmap: r\ntitle: Т\nlevel: school\nperiod: 2022-09-01..2023-08-31\nladder: standard\n";
const std::string kStages = "stages:\n  - id: \"1\"\n    title: Э\n    measures:\n";
const std::string kRow = "      - {id: a, title: а, term: 01.10.2022}\n";

std::string Repeat(std::string_view text, size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::vector<Diagnostic> Load(const std::string& text) {
  const Source source("r.yaml", text);
  auto loaded = LoadRoadmap(source, SmallContext());
  EXPECT_EQ(loaded.value.has_value(), !HasErrors(loaded.diagnostics));
  const Position end = source.PositionAt(text.size());
  for (const Diagnostic& one : loaded.diagnostics) {
    EXPECT_TRUE(one.position.line >= 1 && one.position.line <= end.line) << FormatDiagnostic(one);
  }
  return std::move(loaded.diagnostics);
}

struct Refused {
  const char* name;
  std::string text;
  const char* said;  // the beginning of a line
};

class HostileFile : public testing::TestWithParam<Refused> {};

TEST_P(HostileFile, IsRefusedAtItsPlace) {
  EXPECT_THAT(FormatAll(Load(GetParam().text)), HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    Each, HostileFile,
    testing::ValuesIn(std::vector<Refused>{
        {"TenMegabytes", Repeat("# \n", 3'500'000), "r.yaml:1:1: error[E0004]"},
        {"DeepMappings", kHead + Repeat("{a: ", 10'000), "r.yaml:6:125: error[E0005]"},
        {"DeepLists", kHead + "stages: " + Repeat("[", 100'000), "error[E0005]"},
        {"TooManyValues", kHead + "stages: [" + Repeat("a,", 250'000) + "]", "error[E0006]"},
        {"Anchor", kHead + "control: &x none\n" + kStages + kRow, "r.yaml:6:10: error[E0008]"},
        {"Billion", "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
         "r.yaml:1:4: error[E0008]"},
        {"Tab", kHead + "stages:\n\t- id: a\n", "r.yaml:7:1: error[E0001]: a tab"},
        {"Cp1251", "roadmap: r\ntitle: \xcf\xeb\xe0\xed\n", "r.yaml:2:8: error[E0002]"},
        {"Utf16", std::string("\xff\xfer\0o\0", 6), "r.yaml:1:1: error[E0002]"},
        {"Overlong", kHead + "control: \xc0\xaf\n", "r.yaml:6:10: error[E0002]"},
        {"Surrogate", kHead + "control: \xed\xa0\x80\n", "r.yaml:6:10: error[E0002]"},
        {"Nul", kHead + std::string("control: \0\n", 11), "r.yaml:6:10: error[E0003]"},
        {"EscapedNul", kHead + "control: \"\\0\"\n", "r.yaml:6:11: error[E0003]"},
        {"Escape", kHead + "control: \x1b[31m\n", "r.yaml:6:10: error[E0003]"},
        {"DuplicateKey", kHead + "title: Т\n" + kStages + kRow, "r.yaml:6:1: error[E0007]"},
        {"Tag", kHead + "control: !!python/object x\n", "r.yaml:6:10: error[E0009]"},
        {"TwoDocuments", kHead + kStages + kRow + "---\nroadmap: x\n", "error[E0010]"},
        {"MappingAsKey", kHead + "? {a: b}\n: c\n", "error[E0011]"},
        {"UnclosedQuote", kHead + "control: \"no", "error[E0001]"},
        {"Nothing", "", "r.yaml:1:1: error[E0012]"},
        {"Comments", "# only\n", "error[E0012]"},
        {"Binary", std::string("PK\x03\x04\x14\x00\x06\x00", 8), "r.yaml:1:3: error[E0003]"},
        {"NearName", kHead + "calender: RU\n" + kStages + kRow,
         "r.yaml:6:1: error[E0021]: unknown key \"calender\""},
        {"YearOfFiveDigits", "period: 20222-09-01..20223-08-31\n", "r.yaml:1:9: error[E0026]"},
        {"TermOfAMegabyte",
         kHead + kStages + "      - {id: a, title: а, term: " + Repeat("до ", 300'000) + "}\n",
         "error[E0102]"},
        {"NumberOfAMegabyte", kHead + "week: " + Repeat("9", 1'000'000), "error[E0023]"},
    }),
    [](const testing::TestParamInfo<Refused>& one) { return one.param.name; });

TEST(HostileFiles, AreReadWithAByteOrderMarkAndWindowsLineEnds) {
  std::string text = kHead + kStages + kRow;
  for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.replace(at, 1, "\r\n");
  }
  EXPECT_THAT(Load("\xEF\xBB\xBF" + text), SizeIs(0)) << FormatAll(Load("\xEF\xBB\xBF" + text));
  const std::string wrong = "\xEF\xBB\xBFroadmap: r\r\nlevell: school\r\n";
  EXPECT_THAT(FormatAll(Load(wrong)), HasSubstr("r.yaml:2:1: error[E0021]"));
}

TEST(HostileFiles, TellEverythingInOneGo) {
  std::set<std::string> codes;
  for (const Diagnostic& one :
       Load("roadmap: Плохое имя\ntitle: ''\ntitle: Т\nlevel: scool\nperiod: 2023..2022\n"
            "week: 06\nladder: steep\ncontrol: &x none\nunknown: 1\n" +
            kStages +
            "      - {id: a, title: а, term: никогда, after: [z], evidence: paper}\n"
            "      - {id: a, title: а, term: [1], heartbeat: -1, done_when: 1 +}\n"
            "      - just text\n")) {
    codes.insert(one.code);
  }
  for (const char* code : {"E0007", "E0008", "E0020", "E0021", "E0023", "E0026", "E0027", "E0028",
                           "E0101", "E0104", "E0105", "E0107", "E0112"}) {
    EXPECT_THAT(codes, Contains(code));
  }
}

// A hundred thousand problems are a few hundred lines, also when they stand on one line.
TEST(HostileFiles, SayNoMoreThanAPersonReads) {
  std::string keys = "{";
  for (int i = 0; i < 60'000; ++i) keys += fmt::format("k{}: 1,", i);
  std::string rows = kHead + kStages;
  for (int i = 0; i < 4'000; ++i) rows += "      - {id: a, title: а, term: никогда, extra: 1}\n";
  for (const std::string& text : {keys + "}", rows}) {
    const std::vector<Diagnostic> said = Load(text);
    EXPECT_GE(said.size(), yaml::kMaxProblems);
    EXPECT_LE(said.size(), 2 * yaml::kMaxProblems + 1);
    EXPECT_EQ(said.back().code, "N0164") << FormatDiagnostic(said.back());
    EXPECT_LT(FormatAll(said).size(), size_t{200'000});
  }
}

// Each condition may run to its limit of 100,000; five of them, due every month, are too many for
// one run.
TEST(HostileFiles, MayNotRunAwayTogether) {
  const auto plan = [](int rows) {
    std::string text = kHead + kStages;
    for (int i = 0; i < rows; ++i) {
      text += fmt::format(
          "      - {{id: r{}, title: а, term: ежемесячно,\n         done_when: "
          "\"group.members.all(n, n.matches('^[А-Я][а-я]+ [А-Я][а-я]+$'))\"}}\n",
          i);
    }
    return Load(text);
  };
  EXPECT_THAT(FormatAll(plan(4)), Not(HasSubstr("E0118")));
  EXPECT_THAT(FormatAll(plan(5)),
              HasSubstr("r.yaml:11:22: error[E0118]: the conditions of one organization's tasks "
                        "could cost 6000000 units a run together, 5000000 are allowed"));
}

// Cheap for each school, but asked of every school a thousand times over.
TEST(HostileFiles, MayNotRunAwayOverTheOrganizationsBelow) {
  const auto plan = [](int rows) {
    std::string text =
        "roadmap: r\ntitle: Карта\nlevel: municipality\nperiod: "
        "2022-01-01..2026-12-31\n" +
        kStages;
    for (int i = 0; i < rows; ++i) {
      text += fmt::format(
          "      - {{id: r{}, title: а, term: ежемесячно,\n         done_when: "
          "\"schools.all(s, s.mentees.count > 0)\"}}\n",
          i);
    }
    return Load(text);
  };
  EXPECT_THAT(FormatAll(plan(27)), Not(HasSubstr("E0118")));
  EXPECT_THAT(FormatAll(plan(28)),
              HasSubstr("the conditions of one organization's tasks could cost 5040 units a run "
                        "together for each organization below, 5000 are allowed"));
}

TEST(HostileFiles, ShortenWhatTheyQuote) {
  const std::vector<Diagnostic> said =
      Load(kHead + "level2: x\n\"" + Repeat("ж", 5'000) + "\": 1\n");
  for (const Diagnostic& one : said) EXPECT_LT(one.message.size(), size_t{1'000});
}

}  // namespace
}  // namespace vekha::roadmap
