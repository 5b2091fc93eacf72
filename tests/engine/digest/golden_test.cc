// tests/golden/digest: a digest with every section as it is sent. UPDATE_GOLDEN=1 writes it anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "engine/base/utf8.h"
#include "tests/engine/digest/example.h"

namespace vekha::digest {
namespace {

void ExpectGolden(const std::string& name, const std::string& found) {
  const std::string path = "tests/golden/digest/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << found;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), found)
      << "UPDATE_GOLDEN=1 refreshes " << path;
}

TEST(DigestGolden, IsInRussian) {
  const Letter letter = Render(Example(), Language::kRussian);
  EXPECT_EQ(letter.subject, "Веха: 2 просрочено, 1 на сегодня, 1 ждёт вас — 28.10.2022");
  ExpectGolden("digest.ru.txt", letter.text);
  ExpectGolden("digest.ru.html", letter.html);
}

TEST(DigestGolden, IsInEnglish) {
  const Letter letter = Render(Example(), Language::kEnglish);
  EXPECT_EQ(letter.subject, "Vekha: 2 overdue, 1 due today, 1 waiting for you — 2022-10-28");
  ExpectGolden("digest.en.txt", letter.text);
  ExpectGolden("digest.en.html", letter.html);
}

TEST(DigestText, KeepsToItsColumns) {
  for (const Language language : {Language::kRussian, Language::kEnglish}) {
    std::string text = Render(Example(), language).text;
    while (!text.empty()) {
      const size_t end = text.find('\n');
      EXPECT_LE(CodePointCount(text.substr(0, end)), kTextColumns) << text.substr(0, end);
      text.erase(0, end + 1);
    }
  }
}

TEST(Digest, ShowsATextThatIsMissingInTheOtherLanguage) {
  Digest digest = Example();
  digest.lines.resize(1);
  digest.lines[0].text_en.clear();
  digest.lines[0].because.clear();
  EXPECT_NE(Render(digest, Language::kEnglish).text.find("нет адреса"), std::string::npos);
  EXPECT_NE(Render(digest, Language::kRussian).text.find("you are the curator"), std::string::npos);
}

TEST(Digest, SaysTheDueDayOnce) {
  Digest digest = Example();
  digest.lines = {digest.lines[2], digest.lines[3]};
  const std::string text = Render(digest, Language::kRussian).text;
  EXPECT_NE(text.find("срок 15.10.2022, просрочено на 11"), std::string::npos) << text;
  EXPECT_EQ(text.find("срок 15.10.2022, срок 15.10.2022"), std::string::npos) << text;
}

TEST(Digest, WithoutLinesSaysThereIsNothing) {
  Digest digest = Example();
  digest.lines.clear();
  EXPECT_EQ(Render(digest, Language::kRussian).subject, "Веха: новых дел нет — 28.10.2022");
  EXPECT_EQ(Render(digest, Language::kEnglish).subject, "Vekha: nothing new — 2022-10-28");
}

}  // namespace
}  // namespace vekha::digest
