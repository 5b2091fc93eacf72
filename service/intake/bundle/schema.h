// The files and columns of the bundle formats, as data. Sources: 1EdTech OneRoster 1.1.1 CSV
// Tables, 1EdTech OneRoster CSV Binding 1.2.1, Microsoft School Data Sync CSV v1, v2 and v2.1.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/roster/roster_update.h"

namespace vekha::intake {

enum class Format { kUnknown, kOneRoster11, kOneRoster12, kSdsV1, kSdsV2, kSdsV21 };
std::string_view FormatName(Format format);     // "OneRoster", "Microsoft SDS"
std::string_view FormatVersion(Format format);  // "1.1", "2.1"
bool IsOneRoster(Format format);

enum class Kind : uint8_t {
  kId,
  kReference,
  kReferences,  // separated by commas
  kText,
  kTexts,  // separated by commas
  kEnum,
  kEnums,  // separated by commas
  kBoolean,
  kDate,
  kDateTime,
  kYear,
  kNumber,
  kStatus,
  kUserIds,  // {type:id},{type:id}; a scale of scores is written so too
  kEmail,
};

enum class Need : uint8_t { kYes, kNo, kDelta };

// May a message quote a cell of this column?
enum class Privacy : uint8_t { kOpen, kPersonal, kSpecial };

// What the rows of a file are; references point at one of these.
enum class TableId : uint8_t {
  kNone,
  kOrgs,
  kSessions,
  kCourses,
  kClasses,
  kUsers,
  kUserProfiles,
  kRoles,
  kDemographics,
  kEnrollments,
  kUserFlags,
  kRelationships,
  kResources,
  kClassResources,
  kCourseResources,
  kUserResources,
  kCategories,
  kLineItems,
  kResults,
  kScoreScales,
  kLineItemScoreScales,
  kResultScoreScales,
  kLineItemObjectives,
  kResultObjectives,
  kCount
};

// The meaning of a column, the same in every format; kNone is checked and not kept.
enum class Field : uint8_t {
  kNone,
  kId,
  kStatus,
  kModified,
  kTitle,
  kType,
  kStart,
  kEnd,
  kParent,
  kSchoolYear,
  kOrg,
  kOrgs,
  kSchool,
  kCourse,
  kTerms,
  kClass,
  kUser,
  kRole,
  kRoleType,
  kPrimary,
  kClassType,
  kGrades,
  kSubjects,
  kSubjectCodes,
  kEnabled,
  kUserIds,
  kGiven,
  kFamily,
  kMiddle,
  kBirthDate,
  kAgents,
  kMasterId,
  kPrimaryOrg,
  kFlag,
  kSession,
  kRelated,
  kPosition,
  kHiredOn,
  kTeachingSince,
  kPartTime,
  kSpecialNeeds,
  kSpecialNeedsUntil,
  kLeast,
  kMost,
  kProfile,
  kCount
};
inline constexpr size_t kFields = static_cast<size_t>(Field::kCount);
inline constexpr size_t kTables = static_cast<size_t>(TableId::kCount);

struct ColumnSpec {
  std::string_view name;
  Kind kind = Kind::kText;
  Need need = Need::kNo;
  Field field = Field::kNone;
  TableId target = TableId::kNone;             // of references
  std::span<const std::string_view> values{};  // of enumerations
  bool extensible = false;                     // "ext:..." is a value too (OneRoster 1.2)
  Privacy privacy = Privacy::kOpen;
  uint8_t versions = 0;  // bit 0: OneRoster 1.1, bit 1: 1.2; 0: every version of the format
};

struct FileSpec {
  std::string_view name;  // "users.csv"
  TableId table = TableId::kNone;
  std::span<const ColumnSpec> columns;
  bool required = false;
  std::optional<roster::PersonKind> people{};  // whom the file is about, where its name says it
  uint8_t versions = 0;
};

// The files of a format in the order in which references between them can be followed.
std::span<const FileSpec> FilesOf(Format format);

// True if the column or file belongs to the format's version.
bool Belongs(uint8_t versions, Format format);

// Columns `metadata.ru.*`, of which `table` has some: what Russian schools need and no standard
// has.
std::span<const ColumnSpec> RussianColumns(TableId table);

// The properties `file.*` of manifest.csv name these, without ".csv".
std::span<const FileSpec> OneRosterFiles();

}  // namespace vekha::intake
