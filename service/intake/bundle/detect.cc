#include "service/intake/bundle/detect.h"

#include <algorithm>
#include <set>
#include <string>

#include "service/intake/bundle/csv_reader.h"
#include "service/intake/bundle/table_header.h"

namespace vekha::intake {
namespace {

using Names = std::set<std::string, std::less<>>;

const BundleEntry* Find(const FileSet& set, std::string_view name) {
  const std::string lower = LowerAscii(name);
  for (const auto& [file, entry] : set) {
    if (LowerAscii(file) == lower) return &entry;
  }
  return nullptr;
}

// Column names in lower case: a slip of case must not hide the format.
Names HeaderOf(BundleFiles& files, const BundleEntry* entry, const BundleLimits& limits) {
  Names names;
  if (entry == nullptr) return names;
  auto source = files.Open(*entry);
  if (!source.ok()) return names;
  CsvReader reader(**source, limits);
  CsvRow row;
  if (!reader.Next(row)) return names;
  for (const std::string_view cell : row.cells) names.insert(LowerAscii(Trim(cell)));
  return names;
}

}  // namespace

Format DetectFormat(BundleFiles& files, const FileSet& set, const BundleLimits& limits) {
  const auto has = [&set](std::string_view name) { return Find(set, name) != nullptr; };
  if (has("Section.csv") || has("StudentEnrollment.csv") || has("TeacherRoster.csv") ||
      (has("School.csv") && has("Student.csv"))) {
    return Format::kSdsV1;
  }
  const Names users = HeaderOf(files, Find(set, "users.csv"), limits);
  const Names roles = HeaderOf(files, Find(set, "roles.csv"), limits);
  const Names orgs = HeaderOf(files, Find(set, "orgs.csv"), limits);
  if (roles.contains("roletype") || users.contains("usermasteridentifier")) {
    return Format::kOneRoster12;
  }
  const auto is_oneroster = [](const Names& names) {
    return names.contains("datelastmodified") || names.contains("enableduser");
  };
  if (is_oneroster(users) || is_oneroster(orgs)) {
    return has("roles.csv") || has("userProfiles.csv") ? Format::kOneRoster12
                                                       : Format::kOneRoster11;
  }
  if (has("users.csv") && has("orgs.csv")) {
    if (users.contains("orgsourcedids")) return Format::kSdsV2;
    return Format::kSdsV21;
  }
  // One of the two was forgotten: the bundle has other files that are Microsoft's.
  const Names classes = HeaderOf(files, Find(set, "classes.csv"), limits);
  if (has("userFlags.csv") || roles.contains("usersourcedid") ||
      classes.contains("sessionsourcedids")) {
    return Format::kSdsV21;
  }
  if (has("relationships.csv") || classes.contains("orgsourcedid")) return Format::kSdsV2;
  // Other formats have an enrollments.csv too, but no such ids.
  const Names enrollments = HeaderOf(files, Find(set, "enrollments.csv"), limits);
  const Names demographics = HeaderOf(files, Find(set, "demographics.csv"), limits);
  for (const Names* names : {&users, &orgs, &enrollments, &demographics}) {
    if (names->contains("sourcedid")) return Format::kOneRoster11;
  }
  return Format::kUnknown;
}

}  // namespace vekha::intake
