#include "service/cli/ingest_text.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "engine/base/status.h"
#include "service/base/sha256.h"
#include "service/cli/failure.h"
#include "service/cli/input.h"

namespace vekha::cli {
namespace {

constexpr int kFactsPerBatch = 5'000;
constexpr size_t kBatchBytesMax = size_t{3} << 20;  // a message has 4 MiB at most

// The number behind `word`; -1 when there is none.
int IndexAfter(std::string_view text, std::string_view word) {
  const size_t at = text.find(word);
  int index = -1;
  if (at != std::string_view::npos) {
    const std::string_view rest = text.substr(at + word.size());
    std::from_chars(rest.data(), rest.data() + rest.size(), index);
  }
  return index;
}

// False at the end. Of a line over the limit only its beginning.
bool ReadLine(std::istream& in, std::string& line) {
  using Traits = std::istream::traits_type;
  line.clear();
  int c = in.rdbuf()->sbumpc();
  if (Traits::eq_int_type(c, Traits::eof())) return false;
  for (; c != '\n' && !Traits::eq_int_type(c, Traits::eof()) && line.size() <= kLineBytesMax;
       c = in.rdbuf()->sbumpc()) {
    line.push_back(Traits::to_char_type(c));
  }
  return true;
}

}  // namespace

void IngestBatch::Add(IngestLine line, int number, size_t size) {
  const auto [part, is_new] = parts.emplace(line.organization, message.parts_size());
  if (is_new) {
    message.add_parts()->set_organization(line.organization);
    lines.emplace_back();
  }
  *message.mutable_parts(part->second)->add_facts() = std::move(line.fact);
  lines[static_cast<size_t>(part->second)].push_back(number);
  bytes += size;
  ++facts;
}

bool IngestBatch::IsFull() const { return facts == kFactsPerBatch || bytes > kBatchBytesMax; }

int IngestBatch::LineOf(std::string_view text) const {
  const int part = IndexAfter(text, "parts[");
  const int fact = IndexAfter(text, ".facts[");
  const bool known = part >= 0 && part < static_cast<int>(lines.size());
  const std::vector<int>& in_part = lines[known ? static_cast<size_t>(part) : 0];
  const bool named = fact >= 0 && fact < static_cast<int>(in_part.size());
  return named ? in_part[static_cast<size_t>(fact)] : in_part.front();
}

absl::StatusOr<IngestBatch> BatchReader::Next() {
  IngestBatch batch;
  service::Sha256 digest;
  digest.AddText(digest_);
  std::string text;
  while (!batch.IsFull() && ReadLine(in_, text)) {
    const std::string place = fmt::format("{}:{}", name_, ++number_);
    if (text.size() > kLineBytesMax) {
      return InputError("LINE_INVALID",
                        {place + ": строка слишком длинная", place + ": the line is too long"});
    }
    if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
    digest.AddText(text);
    VEKHA_ASSIGN_OR_RETURN(IngestLine line, ReadIngestLine(place, text, catalog_));
    batch.Add(std::move(line), number_, text.size());
  }
  batch.digest = digest_ = digest.Take();
  return batch;
}

}  // namespace vekha::cli
