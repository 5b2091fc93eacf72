#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <tuple>
#include <vector>

#include "service/importer/reader/read_document.h"
#include "tests/service/importer/compare.h"
#include "tests/service/importer/encode.h"

namespace vekha::importer {
namespace {

// The document as it is, or the same paragraphs and tables in another format.
std::string InFormat(const std::string& text, const std::string& format) {
  if (format == "txt") return text;
  const auto document = ReadDocument(text, "seed.txt");
  EXPECT_TRUE(document.ok()) << document.status();
  if (format == "html") return EncodeHtml(*document);
  if (format == "csv") return EncodeCsv(*document);
  return format == "docx" ? EncodeDocx(*document) : EncodeXlsx(*document);
}

class Seeds : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(Seeds, AreImportedAsTheyWereEncodedByHand) {
  const std::string name = std::get<0>(GetParam());
  const std::string format = std::get<1>(GetParam());
  const std::string path = "../shared/seeds/" + name + ".txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  CompareWithRules(InFormat(ReadFile(path), format), name + "." + format, name);
}

INSTANTIATE_TEST_SUITE_P(
    All, Seeds,
    testing::Combine(testing::Values("000-kambulat-school", "001-pizhanka-district",
                                     "002-school-4-teachers", "003-altai-republic", "004-school-7"),
                     testing::Values("txt", "html", "csv", "docx", "xlsx")));

// What pandoc and LibreOffice made of them: documents/make.py.
std::vector<std::string> MadeDocuments() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator("tests/service/importer/documents")) {
    const std::string file = entry.path().filename().string();
    if (!file.ends_with(".py")) files.push_back(file);
  }
  std::ranges::sort(files);
  return files;
}

TEST(MadeDocuments, AreImportedAsTheyWereEncodedByHand) {
  const std::vector<std::string> files = MadeDocuments();
  EXPECT_GE(files.size(), 30u);
  for (const std::string& file : files) {
    SCOPED_TRACE(file);
    CompareWithRules(ReadFile("tests/service/importer/documents/" + file), file,
                     file.substr(0, file.find('.')));
  }
}

}  // namespace
}  // namespace vekha::importer
