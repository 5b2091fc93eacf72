// Writes the papers that office_test.py opens: make_example_papers FOLDER
#include <fstream>
#include <iostream>
#include <string>

#include "service/report/paper/write_paper.h"
#include "service/report/paper/xlsx_writer.h"
#include "tests/service/report/paper/example.h"

namespace {

using namespace vekha;
using namespace vekha::service::report;

bool Report(const std::string& path, const absl::Status& status) {
  if (!status.ok()) std::cerr << path << ": " << std::string(status.message()) << "\n";
  return status.ok();
}

bool Write(const Paper& paper, const std::string& path) {
  bool ok = true;
  for (const char* ending : {".xlsx", ".csv", ".html"}) {
    ok &= Report(path + ending, WritePaper(paper, *PaperFormatOf(path + ending), path + ending));
  }
  return ok;
}

// A sheet that goes on on two further ones.
bool WritePieces(const std::string& path) {
  const Paper paper = LongPaper(50);
  Meter meter(paper, {});
  return Report(path, WriteXlsx(paper, path, path, meter, 25));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = argv[1] + std::string("/");
  const bool ok = Write(ExamplePaper(Language::kRussian), folder + "district-ru") &
                  Write(ExamplePaper(Language::kEnglish), folder + "district-en") &
                  Write(HostilePaper(), folder + "hostile") &
                  Write(LongPaper(3000), folder + "long") & WritePieces(folder + "pieces.xlsx");
  return ok ? 0 : 1;
}
