#include "engine/roadmap/responsible.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "engine/base/utf8.h"
#include "engine/roadmap/executor_words.h"
#include "engine/roadmap/responsible_token.h"

namespace vekha::roadmap {
namespace {

using Tokens = std::span<const CellToken>;
using enum CellTokenKind;

// A part of a cell between separators, and how it was cut off from the part before.
struct Part {
  Tokens tokens;
  bool after_semicolon = false;
};

std::vector<Part> SplitParts(const std::vector<CellToken>& tokens) {
  std::vector<Part> parts;
  bool semicolon = false;
  size_t begin = 0;
  for (size_t i = 0; i <= tokens.size(); ++i) {
    const bool end = i == tokens.size();
    if (!end && tokens[i].kind != kComma && tokens[i].kind != kSemicolon &&
        tokens[i].kind != kStop) {
      continue;
    }
    if (i > begin) {
      parts.push_back({Tokens(tokens).subspan(begin, i - begin), semicolon});
      semicolon = false;
    }
    if (!end && tokens[i].kind == kSemicolon) semicolon = true;
    begin = i + 1;
  }
  return parts;
}

bool IsAgreementNote(const CellToken& token) {
  return token.kind == kBracket && LowerUtf8(token.text).find("согласовани") != std::string::npos;
}

Tokens Trim(Tokens run) {
  const auto drop = [](const CellToken& t) { return t.kind == kDash || IsAgreementNote(t); };
  while (!run.empty() && drop(run.front())) run = run.subspan(1);
  while (!run.empty() && drop(run.back())) run = run.first(run.size() - 1);
  return run;
}

// The words of a run as they stand in the cell, each gap as one space.
std::string TextOf(Tokens run) {
  std::string out;
  for (const CellToken& token : run) {
    if (IsAgreementNote(token)) continue;
    const bool glued = !out.empty() && token.kind != kBracket &&
                       (&token)[-1].text.data() + (&token)[-1].text.size() == token.text.data();
    if (!out.empty() && !glued) out.push_back(' ');
    bool gap = false;
    for (const char c : token.text) {
      const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
      if (gap && !space) out.push_back(' ');
      gap = space;
      if (!space) out.push_back(c);
    }
  }
  return out;
}

bool IsPatronymic(std::string_view word) {
  if (!StartsWithCapital(word)) return false;
  const std::string lower = LowerUtf8(word);
  return lower.ends_with("вич") || lower.ends_with("вна") || lower.ends_with("ична") ||
         lower.ends_with("ьич") || lower.ends_with("мич");
}

// The last initial often loses its full stop.
bool IsInitial(const CellToken& token, size_t before) {
  return token.kind == kInitial ||
         (before > 0 && token.kind == kWord && StartsWithCapital(token.text) &&
          CodePointCount(token.text) == 1);
}

size_t CountInitials(Tokens tokens) {
  size_t count = 0;
  while (count < 2 && count < tokens.size() && IsInitial(tokens[count], count)) ++count;
  return count;
}

bool IsSurnameToken(const CellToken& token) { return token.kind == kWord && IsSurname(token.text); }

// How many tokens from the first make a person's name; 0 when they are no person.
size_t PersonLength(Tokens tokens) {
  if (tokens.empty()) return 0;
  if (const size_t initials = CountInitials(tokens); initials > 0) {
    return initials < tokens.size() && IsSurnameToken(tokens[initials]) ? initials + 1 : 0;
  }
  if (!IsSurnameToken(tokens[0])) return 0;
  if (const size_t initials = CountInitials(tokens.subspan(1)); initials > 0) return initials + 1;
  const bool full_name = tokens.size() >= 3 && IsSurnameToken(tokens[1]) &&
                         tokens[2].kind == kWord && IsPatronymic(tokens[2].text);
  return full_name ? 3 : 0;
}

// The first word that says what a phrase is decides: "директор школы" is a role, "отдел кадров" an
// organization.
ResponsibleKind KindOf(Tokens run) {
  bool quoted = false;
  for (const CellToken& token : run) {
    if (token.kind != kWord) continue;
    if (token.text.starts_with("«") || token.text.starts_with("\"")) quoted = true;
    switch (ClassifyExecutorWord(token.text)) {
      case ExecutorWord::kPosition:
      case ExecutorWord::kPeople:
        return quoted ? ResponsibleKind::kOrganization : ResponsibleKind::kRole;
      case ExecutorWord::kInstitution:
        return ResponsibleKind::kOrganization;
      case ExecutorWord::kOther:
        break;
    }
  }
  return quoted ? ResponsibleKind::kOrganization : ResponsibleKind::kRole;
}

// "заместитель директора", "старший социальный педагог": what one person is.
bool IsPosition(Tokens run) {
  size_t i = 0;
  while (i < run.size() && run[i].kind == kWord && i < 2 && IsAdjective(run[i].text) &&
         ClassifyExecutorWord(run[i].text) != ExecutorWord::kPosition) {
    ++i;
  }
  return i < run.size() && run[i].kind == kWord &&
         ClassifyExecutorWord(run[i].text) == ExecutorWord::kPosition;
}

class Splitter {
 public:
  explicit Splitter(const RoleNames& roles) : roles_(roles) {}

  std::vector<Responsible> Run(std::string_view cell) {
    const std::vector<CellToken> tokens = TokenizeCell(cell);
    for (const Part& part : SplitParts(tokens)) AddPart(part);
    for (Responsible& found : out_) {
      found.role = roles_.Find(found.name);
      if (found.role.empty() && !found.position.empty()) found.role = roles_.Find(found.position);
    }
    return std::move(out_);
  }

 private:
  void AddPart(const Part& part) {
    bool has_person = false;
    Tokens rest = part.tokens;
    size_t run = 0;  // tokens before the next person
    while (run < rest.size()) {
      const size_t length = PersonLength(rest.subspan(run));
      if (length == 0) {
        ++run;
        continue;
      }
      AddPerson(rest.first(run), rest.subspan(run, length), has_person);
      has_person = true;
      rest = rest.subspan(run + length);
      run = 0;
    }
    const bool dashed = !rest.empty() && rest.front().kind == kDash;
    rest = Trim(rest);
    if (rest.empty()) return;
    const bool belongs = !out_.empty() && out_.back().kind == ResponsibleKind::kPerson &&
                         out_.back().position.empty() && !part.after_semicolon;
    if (has_person ? belongs && (dashed || !IsNewEntry(rest)) : belongs && IsPosition(rest)) {
      out_.back().position = Unbracketed(rest);
    } else {
      AddPhrases(rest);
    }
  }

  // `before`: what stands between the person and the one before, or the part's beginning.
  void AddPerson(Tokens before, Tokens name, bool follows_person) {
    before = Trim(before);
    if (before.size() == 1 && LowerUtf8(before[0].text) == "и") before = {};
    std::string position;
    if (!before.empty()) {
      if (follows_person && !IsNewEntry(before) && out_.back().position.empty()) {
        out_.back().position = Unbracketed(before);
      } else if (KindOf(before) == ResponsibleKind::kOrganization) {
        AddPhrases(before);
      } else {
        position = Unbracketed(before);
      }
    }
    out_.push_back({TextOf(name), ResponsibleKind::kPerson, std::move(position), ""});
  }

  // A phrase after a person that is not about the person.
  static bool IsNewEntry(Tokens run) {
    return run.front().kind == kWord && StartsWithCapital(run.front().text);
  }

  static std::string Unbracketed(Tokens run) {
    std::string text = TextOf(run);
    if (run.size() == 1 && run[0].kind == kBracket) return text.substr(1, text.size() - 2);
    return text;
  }

  // Roles and organizations: one phrase, unless declared names show where it divides.
  void AddPhrases(Tokens run) {
    size_t begin = 0;
    size_t at = 0;
    while (at < run.size()) {
      const size_t length = DeclaredLength(run.subspan(at), at == begin);
      if (length == 0) {
        ++at;
        continue;
      }
      AddPhrase(run.subspan(begin, at - begin));
      AddPhrase(run.subspan(at, length));
      at += length;
      if (at < run.size() && LowerUtf8(run[at].text) == "и") ++at;
      begin = at;
    }
    AddPhrase(run.subspan(begin));
  }

  void AddPhrase(Tokens run) {
    run = Trim(run);
    if (run.empty()) return;
    out_.push_back({TextOf(run), KindOf(run), "", ""});
  }

  // Tokens of the longest declared name that begins here and is not the beginning of a longer
  // phrase ("директор" of "директор школы").
  size_t DeclaredLength(Tokens run, bool at_begin) const {
    if (!at_begin && !StartsWithCapital(run.front().text)) return 0;
    for (size_t length = run.size(); length > 0; --length) {
      if (!roles_.HasKey(ExecutorKey(TextOf(run.first(length))))) continue;
      if (length == run.size() || EndsHere(run.subspan(length))) return length;
    }
    return 0;
  }

  bool EndsHere(Tokens rest) const {
    if (StartsWithCapital(rest.front().text)) return true;
    if (LowerUtf8(rest.front().text) == "и" && rest.size() > 1) rest = rest.subspan(1);
    return DeclaredLength(rest, true) > 0;
  }

  const RoleNames& roles_;
  std::vector<Responsible> out_;
};

}  // namespace

std::string_view ResponsibleKindName(ResponsibleKind kind) {
  switch (kind) {
    case ResponsibleKind::kPerson:
      return "person";
    case ResponsibleKind::kRole:
      return "role";
    case ResponsibleKind::kOrganization:
      return "organization";
  }
  return "";
}

std::string ExecutorKey(std::string_view name) {
  std::string key = NormalizeName(name);
  const size_t last_space = key.rfind(' ');
  if (last_space == std::string::npos) return key;
  const std::string surname = key.substr(last_space + 1);
  const std::string initials = key.substr(0, last_space);
  // Initials are single letters; anything longer before the last word is a phrase or a full name.
  size_t letters_of_word = 0;
  for (const CodePoint& c : DecodeUtf8(initials)) {
    letters_of_word = c.value == U' ' ? 0 : letters_of_word + 1;
    if (letters_of_word > 1) return key;
  }
  return CodePointCount(surname) > 1 ? surname + " " + initials : key;
}

RoleNames::RoleNames(const std::map<std::string, std::string>& names) {
  for (const auto& [name, role] : names) roles_.emplace(ExecutorKey(name), role);
}

std::string RoleNames::Find(std::string_view name) const {
  const auto found = roles_.find(ExecutorKey(name));
  return found == roles_.end() ? std::string() : found->second;
}

std::vector<Responsible> SplitResponsible(std::string_view cell, const RoleNames& roles) {
  return Splitter(roles).Run(cell);
}

}  // namespace vekha::roadmap
