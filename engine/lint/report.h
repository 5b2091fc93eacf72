// Collects findings and places them in the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.h"
#include "engine/base/language.h"
#include "engine/lint/place.h"
#include "engine/roadmap/roadmap.h"

namespace vekha::lint {

enum class Cell { kRow, kTitle, kTerm, kResponsible, kOutcome, kResult };

class Report {
 public:
  explicit Report(const Source& source) : source_(source) {}

  // `words`, quoted from the cell, are what the caret stands under. `kind` is a name of kind.h; no
  // hint: the kind's own.
  void Add(std::string_view kind, const roadmap::Measure& row, Cell cell, std::string_view words,
           Bilingual message, Bilingual hint = {});
  void AddAt(std::string_view kind, Place place, Bilingual message, Bilingual hint = {});
  // About the document: `key` is the key of the file's head it stands under.
  void AddHead(std::string_view kind, std::string_view key, std::string_view words,
               Bilingual message, Bilingual hint = {});

  const Source& source() const { return source_; }
  // By place; what was said twice of one place is there once.
  std::vector<Diagnostic> Take();

 private:
  const Source& source_;
  std::vector<Diagnostic> findings_;
};

}  // namespace vekha::lint
