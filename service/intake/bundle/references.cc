#include "service/intake/bundle/references.h"

#include <fmt/format.h>

namespace vekha::intake {
namespace {

uint64_t Mix(uint64_t x) {  // the finalizer of MurmurHash3, public domain
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

}  // namespace

uint64_t Fingerprint(std::string_view text) {
  uint64_t h = 0xcbf29ce484222325ULL ^ text.size();  // FNV-1a
  for (const char c : text) {
    h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  return Mix(h);
}

uint64_t Combine(uint64_t a, uint64_t b) { return Mix(a * 0x9e3779b97f4a7c15ULL + b); }

void References::Expect(TableId table, roster::Mode mode) {
  Table& t = tables_[static_cast<size_t>(table)];
  t.expected = true;
  t.mode = mode;
}

void References::Distrust(TableId table) { tables_[static_cast<size_t>(table)].distrusted = true; }

const References::Known* References::Register(TableId table, uint64_t id, uint32_t row,
                                              bool deleted) {
  auto& ids = tables_[static_cast<size_t>(table)].ids;
  const auto [at, added] = ids.try_emplace(id, Known{row, deleted});
  return added ? nullptr : &at->second;
}

bool References::InBase(TableId target, std::string_view id) const {
  switch (target) {
    case TableId::kOrgs:
      return base_->schools.contains(id);
    case TableId::kSessions:
      return base_->terms.contains(id);
    case TableId::kClasses:
      return base_->classes.contains(id);
    case TableId::kUsers:
      return base_->people.contains(id);
    case TableId::kRoles:
      return base_->roles.contains(id);
    case TableId::kEnrollments:
      return base_->memberships.contains(id);
    default:
      return true;  // tables that no roster keeps
  }
}

References::Outcome References::Look(TableId from, roster::Mode mode, TableId target,
                                     std::string_view id) const {
  const Table& table = Of(target);
  if (table.distrusted) return Outcome::kFine;
  if (table.expected) {
    const auto found = table.ids.find(Fingerprint(id));
    if (found != table.ids.end()) {
      return found->second.deleted ? Outcome::kDeleted : Outcome::kFine;
    }
    if (from == target) return Outcome::kLater;
    if (table.mode == roster::Mode::kBulk) return Outcome::kDangling;
  } else if (mode == roster::Mode::kBulk) {
    return Outcome::kNoTable;
  }
  if (base_ == nullptr) return Outcome::kUnchecked;
  return InBase(target, id) ? Outcome::kFine : Outcome::kDangling;
}

bool References::Wait(TableId target, std::string_view id, uint32_t row, std::string_view column,
                      bool row_accepted) {
  if (waiting_text_.size() + id.size() > limits_.pending_bytes_max) return false;
  waiting_.push_back(
      {target, row, static_cast<uint32_t>(id.size()), waiting_text_.size(), column, row_accepted});
  waiting_text_ += id;
  return true;
}

uint64_t References::Settle(const TableContext& context) {
  uint64_t refused = 0;
  uint32_t last_refused = 0;
  for (const Waiting& w : waiting_) {
    const auto id = std::string_view(waiting_text_).substr(w.at, w.size);
    const Table& table = Of(w.target);
    if (table.distrusted || table.ids.contains(Fingerprint(id))) continue;
    if (table.mode != roster::Mode::kBulk && (base_ == nullptr || InBase(w.target, id))) continue;
    ReportDangling(context, w.row, w.column, id, context.reporter);
    if (w.row_accepted && w.row != last_refused) {
      ++refused;
      last_refused = w.row;
    }
  }
  waiting_.clear();
  waiting_text_.clear();
  return refused;
}

void ReportDangling(const TableContext& context, uint32_t row, std::string_view column,
                    std::string_view id, Reporter& reporter) {
  if (id.empty()) {
    reporter.Error("R0601", context.file, row, column,
                   {"записи с таким идентификатором нет", "there is no record with this id"});
    return;
  }
  const std::string shown = ShownCell(id);
  reporter.Error("R0601", context.file, row, column,
                 {fmt::format("«{}»: записи с таким идентификатором нет", shown),
                  fmt::format("\"{}\": there is no record with this id", shown)});
}

}  // namespace vekha::intake
