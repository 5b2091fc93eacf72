#include "service/intake/desk/roster_codec.h"

#include <fmt/format.h>

#include "engine/roster/record_fields.h"
#include "service/intake/desk/deflate.h"
#include "service/store/rejections.h"

namespace vekha::intake {
namespace {

using roster::Roster;
using roster::Table;

constexpr char kPlainShape = 1;  // written until 2026
constexpr char kShape = 2;
constexpr size_t kPiece = size_t{1} << 16;

// The collections in the order they are stored in.
template <typename AnyRoster, typename Visit>
void VisitTables(AnyRoster& roster, Visit visit) {
  visit(roster.schools);
  visit(roster.terms);
  visit(roster.classes);
  visit(roster.people);
  visit(roster.roles);
  visit(roster.memberships);
  visit(roster.mentees);
  visit(roster.mentors);
  visit(roster.pairs);
}

class Writer {
 public:
  explicit Writer(std::string& packed) : deflater_(packed) {}

  void Head(const Roster& roster) {
    std::string head;
    roster::ByteWriter{head}(roster.source, roster.files, roster.lists, roster.departures);
    out_(head);
  }
  template <typename Record>
  void Rows(const Table<Record>& table) {
    out_(uint64_t{table.size()});
    for (const std::string_view row : table.SortedRows()) {
      out_(row);
      if (piece_.size() >= kPiece) Send();
    }
  }
  void Finish() {
    Send();
    deflater_.Finish();
  }

 private:
  void Send() {
    deflater_.Add(piece_);
    piece_.clear();
  }

  Deflater deflater_;
  std::string piece_;
  roster::ByteWriter out_{piece_};
};

bool ReadHead(Inflater& in, Roster& roster) {
  std::string bytes;
  in.Text(bytes);
  roster::ByteReader head(bytes);
  head(roster.source, roster.files, roster.lists, roster.departures);
  return in.ok() && head.ok() && head.AtEnd();
}

template <typename Record>
bool ReadRows(Inflater& in, Table<Record>& table) {
  std::string row;
  std::string last;
  for (uint64_t left = in.Number(); left > 0; --left) {
    in.Text(row);
    if (!in.ok() || !table.PutRow(row)) return false;
    const std::string_view id = roster::IdOfRow(row);
    if (table.size() > 1 && id <= last) return false;
    last = id;
  }
  return in.ok();
}

bool Read(std::string_view packed, Roster& roster) {
  Inflater in(packed);
  bool read = ReadHead(in, roster);
  VisitTables(roster, [&](auto& table) { read = read && ReadRows(in, table); });
  return read && in.AtEnd();
}

// Shape 1: nothing is packed, and each record has its id before it once more.
template <typename Record>
void ReadPlainRows(roster::ByteReader& in, Table<Record>& table) {
  for (size_t left = in.Size(); left > 0 && in.ok(); --left) {
    std::string id;
    Record record;
    in(id, record);
    table.Put(record);
  }
}

bool ReadPlain(std::string_view bytes, Roster& roster) {
  roster::ByteReader in(bytes);
  in(roster.source, roster.files);
  VisitTables(roster, [&](auto& table) { ReadPlainRows(in, table); });
  in(roster.lists, roster.departures);
  return in.ok() && in.AtEnd();
}

}  // namespace

std::string EncodeRoster(const Roster& roster) {
  std::string packed(1, kShape);
  Writer writer(packed);
  writer.Head(roster);
  VisitTables(roster, [&](const auto& table) { writer.Rows(table); });
  writer.Finish();
  return packed;
}

absl::StatusOr<Roster> DecodeRoster(std::string_view bytes) {
  Roster roster;
  if (bytes.empty()) return roster;
  const char shape = bytes.front();
  bytes.remove_prefix(1);
  if (shape != kShape && shape != kPlainShape) {
    return store::StoreNewer("", fmt::format("a roster of shape {}", static_cast<int>(shape)));
  }
  const bool read = shape == kShape ? Read(bytes, roster) : ReadPlain(bytes, roster);
  if (!read) return store::StoreDamaged("", "a roster is cut off or broken");
  return roster;
}

}  // namespace vekha::intake
