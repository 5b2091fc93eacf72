// Texts from outside stay text: they break out of no tag, no line and no header.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "engine/base/utf8.h"
#include "engine/digest/digest.h"

namespace vekha::digest {
namespace {

const std::vector<std::string> kPieces = {"<script>alert(1)</script>",
                                          "\"><img src=x onerror=a>",
                                          "</td></table></body>",
                                          "'",
                                          "\"",
                                          "&",
                                          "&lt;",
                                          "<!--",
                                          "-->",
                                          "]]>",
                                          "\r\nBcc: all@example.org\r\n\r\n",
                                          "\n.\n",
                                          "\n-- \n",
                                          "\t",
                                          std::string("\0", 1),
                                          "\x1B[2J",
                                          "\xFF\xC0",
                                          "\xED\xA0\x80",
                                          "\u202E",
                                          "\u2028",
                                          "Отчёт",
                                          " ",
                                          "слово",
                                          "https://example.org/",
                                          "{}",
                                          "%s",
                                          "=?utf-8?B?0J8=?="};

std::string Any(std::mt19937& random) {
  std::string text;
  for (size_t i = random() % 8; i > 0; --i) text += kPieces[random() % kPieces.size()];
  return text;
}

// With `texts` from outside; without them the same lines of harmless words. Each has its own id.
Digest Make(unsigned seed, bool hostile) {
  std::mt19937 random(seed);
  const auto text = [&] {
    const std::string found = Any(random);
    return hostile ? found : found.empty() ? "" : "слово";
  };
  Digest digest{
      .id = "d" + text(), .person_name = text(), .day = *MakeDate(2022, 10, 28), .lines = {}};
  const size_t lines = random() % 12;
  for (size_t i = 0; i < lines; ++i) {
    Line line;
    line.section = static_cast<Section>(random() % kSectionCount);
    line.task = "task-" + std::to_string(1000 + i) + "-" + (hostile ? text() : (text(), ""));
    line.organization = "o" + text();
    line.roadmap = "r" + text();
    line.number = "n" + text();
    line.title = "t" + text();
    line.text = "s" + text();
    line.text_en = "s" + text();
    line.because = "b" + text();
    line.because_en = "b" + text();
    line.instead_of = "i" + text();
    digest.lines.push_back(line);
  }
  return digest;
}

// Tags only, in order: what a browser sees as structure.
std::string Structure(const std::string& html) {
  std::string tags;
  bool inside = false;
  for (const char c : html) {
    if (c == '<') inside = true;
    if (inside) tags += c;
    if (c == '>') inside = false;
  }
  return tags;
}

size_t Times(const std::string& text, const std::string& what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

class HostileDigest : public testing::TestWithParam<Language> {};

TEST_P(HostileDigest, HasTheStructureOfAHarmlessOne) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    EXPECT_EQ(Structure(Render(Make(seed, true), GetParam()).html),
              Structure(Render(Make(seed, false), GetParam()).html))
        << seed;
  }
}

TEST_P(HostileDigest, ShowsEveryLineOnceInTextAndInHtml) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const Digest digest = Make(seed, true);
    const Letter letter = Render(digest, GetParam());
    for (const Line& line : digest.lines) {
      const std::string id = line.task.substr(0, 10);
      EXPECT_EQ(Times(letter.text, id), 1U) << seed << " " << id;
      EXPECT_EQ(Times(letter.html, id), 1U) << seed << " " << id;
    }
  }
}

TEST_P(HostileDigest, HasNoControlCharacterAndIsWellFormed) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const Letter letter = Render(Make(seed, true), GetParam());
    for (const std::string* text : {&letter.subject, &letter.text, &letter.html}) {
      EXPECT_FALSE(FindInvalidUtf8(*text)) << seed;
      EXPECT_TRUE(std::all_of(text->begin(), text->end(), [](char c) {
        return c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
      })) << seed;
    }
    EXPECT_EQ(letter.subject.find('\n'), std::string::npos);
  }
}

// A name or a title may itself say "-- ": a signature begins once.
TEST_P(HostileDigest, EndsOnceInText) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    EXPECT_EQ(Times(Render(Make(seed, true), GetParam()).text, "\n-- \n"), 1U) << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, HostileDigest,
                         testing::Values(Language::kRussian, Language::kEnglish),
                         [](const auto& language) {
                           return language.param == Language::kRussian ? "Russian" : "English";
                         });

}  // namespace
}  // namespace vekha::digest
