// OneRoster 1.1.1 CSV Tables, section 3, and OneRoster CSV Binding 1.2.1, section 3: columns in the
// specification's order. Only() marks what one version has and the other has not.
#include <array>

#include "service/intake/bundle/schema.h"
#include "service/intake/bundle/schema_builders.h"

namespace vekha::intake {
namespace {

using namespace schema;
using enum TableId;
using sv = std::string_view;
constexpr Need kYes = Need::kYes;
constexpr Need kNo = Need::kNo;
constexpr Privacy kPersonal = Privacy::kPersonal;
constexpr Privacy kSpecial = Privacy::kSpecial;

constexpr sv kSessionTypes[] = {"gradingPeriod", "semester", "schoolYear", "term"};
constexpr sv kOrgTypes[] = {"department", "school", "district", "local", "state", "national"};
constexpr sv kClassTypes[] = {"homeroom", "scheduled"};
constexpr sv kUserRoles11[] = {"administrator", "aide",     "guardian", "parent",
                               "proctor",       "relative", "student",  "teacher"};
constexpr sv kUserRoles12[] = {"aide",
                               "counselor",
                               "districtAdministrator",
                               "guardian",
                               "parent",
                               "principal",
                               "proctor",
                               "relative",
                               "siteAdministrator",
                               "student",
                               "systemAdministrator",
                               "teacher"};
constexpr sv kEnrollmentRoles[] = {"administrator", "proctor", "student", "teacher"};
constexpr sv kRoleTypes[] = {"primary", "secondary"};
constexpr sv kSexes11[] = {"male", "female"};
constexpr sv kSexes12[] = {"male", "female", "unspecified", "other"};
constexpr sv kScoreStatuses[] = {"exempt", "fully graded", "not submitted", "partially graded",
                                 "submitted"};
constexpr sv kObjectiveSources[] = {"case", "unknown"};

constexpr ColumnSpec kOrgColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("name", kYes, Field::kTitle),
    Enum("type", kOrgTypes, kYes, Field::kType, true),
    Text("identifier"),
    Ref("parentSourcedId", kOrgs, kNo, Field::kParent),
};

constexpr ColumnSpec kSessionColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("title", kYes, Field::kTitle),
    Enum("type", kSessionTypes, kYes, Field::kType, true),
    Of(Kind::kDate, "startDate", kYes, Field::kStart),
    Of(Kind::kDate, "endDate", kYes, Field::kEnd),
    Ref("parentSourcedId", kSessions, kNo, Field::kParent),
    Of(Kind::kYear, "schoolYear", kYes, Field::kSchoolYear),
};

constexpr ColumnSpec kCourseColumns[] = {
    Id(),
    kStatus,
    kModified,
    Ref("schoolYearSourcedId", kSessions, kNo, Field::kSession),
    Text("title", kYes, Field::kTitle),
    Text("courseCode"),
    Of(Kind::kTexts, "grades", kNo, Field::kGrades),
    Ref("orgSourcedId", kOrgs, kYes, Field::kOrg),
    Of(Kind::kTexts, "subjects", kNo, Field::kSubjects),
    Of(Kind::kTexts, "subjectCodes", kNo, Field::kSubjectCodes),
};

constexpr ColumnSpec kClassColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("title", kYes, Field::kTitle),
    Of(Kind::kTexts, "grades", kNo, Field::kGrades),
    Ref("courseSourcedId", kCourses, kYes, Field::kCourse),
    Text("classCode"),
    Enum("classType", kClassTypes, kYes, Field::kClassType, true),
    Text("location"),
    Ref("schoolSourcedId", kOrgs, kYes, Field::kSchool),
    Refs("termSourcedIds", kSessions, kYes, Field::kTerms),
    Of(Kind::kTexts, "subjects", kNo, Field::kSubjects),
    Of(Kind::kTexts, "subjectCodes", kNo, Field::kSubjectCodes),
    Of(Kind::kTexts, "periods"),
};

constexpr ColumnSpec kUserColumns[] = {
    Id(),
    kStatus,
    kModified,
    Of(Kind::kBoolean, "enabledUser", kYes, Field::kEnabled),
    Only(k11, Refs("orgSourcedIds", kOrgs, kYes, Field::kOrgs)),
    Only(k11, Enum("role", kUserRoles11, kYes, Field::kRole)),
    Text("username", kYes, Field::kNone, kPersonal),
    Of(Kind::kUserIds, "userIds", kNo, Field::kUserIds, kPersonal),
    Text("givenName", kYes, Field::kGiven, kPersonal),
    Text("familyName", kYes, Field::kFamily, kPersonal),
    Text("middleName", kNo, Field::kMiddle, kPersonal),
    Text("identifier", kNo, Field::kNone, kPersonal),
    Of(Kind::kEmail, "email", kNo, Field::kNone, kPersonal),
    Text("sms", kNo, Field::kNone, kPersonal),
    Text("phone", kNo, Field::kNone, kPersonal),
    Refs("agentSourcedIds", kUsers, kNo, Field::kAgents),
    Of(Kind::kTexts, "grades", kNo, Field::kGrades),
    Text("password", kNo, Field::kNone, kPersonal),
    Only(k12, Text("userMasterIdentifier", kNo, Field::kMasterId, kPersonal)),
    Only(k12, Text("preferredGivenName", kNo, Field::kNone, kPersonal)),
    Only(k12, Text("preferredMiddleName", kNo, Field::kNone, kPersonal)),
    Only(k12, Text("preferredFamilyName", kNo, Field::kNone, kPersonal)),
    Only(k12, Ref("primaryOrgSourcedId", kOrgs, kNo, Field::kPrimaryOrg)),
    Only(k12, Text("pronouns", kNo, Field::kNone, kPersonal)),
};

constexpr ColumnSpec kRoleColumns[] = {
    Id(),
    kStatus,
    kModified,
    Ref("userSourcedId", kUsers, kYes, Field::kUser),
    Enum("roleType", kRoleTypes, kYes, Field::kRoleType),
    Enum("role", kUserRoles12, kYes, Field::kRole, true),
    Of(Kind::kDate, "beginDate", kNo, Field::kStart),
    Of(Kind::kDate, "endDate", kNo, Field::kEnd),
    Ref("orgSourcedId", kOrgs, kYes, Field::kOrg),
    Ref("userProfileSourcedId", kUserProfiles, kNo, Field::kProfile),
};

constexpr ColumnSpec kUserProfileColumns[] = {
    Id(),
    kStatus,
    kModified,
    Ref("userSourcedId", kUsers, kYes, Field::kUser),
    Text("profileType", kYes),
    Text("vendorId", kYes),
    Text("applicationId"),
    Text("description"),
    Text("credentialType", kYes, Field::kNone, kPersonal),
    Text("username", kYes, Field::kNone, kPersonal),
    Text("password", kNo, Field::kNone, kPersonal),
};

constexpr ColumnSpec Race(sv name) { return Of(Kind::kBoolean, name, kNo, Field::kNone, kSpecial); }

constexpr ColumnSpec kDemographicColumns[] = {
    Id(),
    kStatus,
    kModified,
    Of(Kind::kDate, "birthDate", kNo, Field::kBirthDate, kPersonal),
    Only(k11, Enum("sex", kSexes11, kNo)),
    Only(k12, Enum("sex", kSexes12, kNo, Field::kNone, true)),
    Race("americanIndianOrAlaskaNative"),
    Race("asian"),
    Race("blackOrAfricanAmerican"),
    Race("nativeHawaiianOrOtherPacificIslander"),
    Race("white"),
    Race("demographicRaceTwoOrMoreRaces"),
    Race("hispanicOrLatinoEthnicity"),
    Text("countryOfBirthCode", kNo, Field::kNone, kPersonal),
    Text("stateOfBirthAbbreviation", kNo, Field::kNone, kPersonal),
    Text("cityOfBirth", kNo, Field::kNone, kPersonal),
    Text("publicSchoolResidenceStatus", kNo, Field::kNone, kPersonal),
};

constexpr ColumnSpec kEnrollmentColumns[] = {
    Id(),
    kStatus,
    kModified,
    Ref("classSourcedId", kClasses, kYes, Field::kClass),
    Ref("schoolSourcedId", kOrgs, kYes, Field::kSchool),
    Ref("userSourcedId", kUsers, kYes, Field::kUser),
    Enum("role", kEnrollmentRoles, kYes, Field::kRole, true),
    Of(Kind::kBoolean, "primary", kNo, Field::kPrimary),
    Of(Kind::kDate, "beginDate", kNo, Field::kStart),
    Of(Kind::kDate, "endDate", kNo, Field::kEnd),
};

constexpr ColumnSpec kResourceColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("vendorResourceId", kYes),
    Text("title"),
    {.name = "roles", .kind = Kind::kEnums, .values = kUserRoles11, .extensible = true},
    Enum("importance", kRoleTypes, kNo),
    Text("vendorId"),
    Text("applicationId"),
};

constexpr ColumnSpec kClassResourceColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("title"),
    Ref("classSourcedId", kClasses, kYes, Field::kClass),
    Ref("resourceSourcedId", kResources, kYes),
};

constexpr ColumnSpec kCourseResourceColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("title"),
    Ref("courseSourcedId", kCourses, kYes, Field::kCourse),
    Ref("resourceSourcedId", kResources, kYes),
};

constexpr ColumnSpec kUserResourceColumns[] = {
    Id(),
    kStatus,
    kModified,
    Ref("userSourcedId", kUsers, kYes, Field::kUser),
    Ref("orgSourcedId", kOrgs, kNo, Field::kOrg),
    Ref("classSourcedId", kClasses, kNo, Field::kClass),
    Ref("resourceSourcedId", kResources, kYes),
};

constexpr ColumnSpec kCategoryColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("title", kYes, Field::kTitle),
    Only(k12, Of(Kind::kNumber, "weight")),
};

constexpr ColumnSpec kLineItemColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("title", kYes, Field::kTitle),
    Text("description"),
    Of(Kind::kDate, "assignDate", kYes, Field::kStart),
    Of(Kind::kDate, "dueDate", kYes, Field::kEnd),
    Ref("classSourcedId", kClasses, kYes, Field::kClass),
    Ref("categorySourcedId", kCategories, kYes),
    Only(k11, Ref("gradingPeriodSourcedId", kSessions, kYes, Field::kSession)),
    Only(k12, Ref("academicSessionSourcedId", kSessions, kYes, Field::kSession)),
    Only(k11, Of(Kind::kNumber, "resultValueMin", kYes, Field::kLeast)),
    Only(k11, Of(Kind::kNumber, "resultValueMax", kYes, Field::kMost)),
    Only(k12, Of(Kind::kNumber, "resultValueMin", kNo, Field::kLeast)),
    Only(k12, Of(Kind::kNumber, "resultValueMax", kNo, Field::kMost)),
    Only(k12, Ref("schoolSourcedId", kOrgs, kYes, Field::kSchool)),
};

constexpr ColumnSpec kResultColumns[] = {
    Id(),
    kStatus,
    kModified,
    Ref("lineItemSourcedId", kLineItems, kYes),
    Ref("studentSourcedId", kUsers, kYes, Field::kUser),
    Enum("scoreStatus", kScoreStatuses, kYes, Field::kNone, true),
    Of(Kind::kNumber, "score"),
    Of(Kind::kDate, "scoreDate", kYes),
    Text("comment", kNo, Field::kNone, kPersonal),
    Only(k12, Text("textScore")),
    Only(k12, Ref("classSourcedId", kClasses, kNo, Field::kClass)),
    Only(k12, Of(Kind::kBoolean, "inProgress")),
    Only(k12, Of(Kind::kBoolean, "incomplete")),
    Only(k12, Of(Kind::kBoolean, "late")),
    Only(k12, Of(Kind::kBoolean, "missing")),
};

constexpr ColumnSpec kScoreScaleColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("title", kYes, Field::kTitle),
    Text("type", kYes),
    Ref("orgSourcedId", kOrgs, kYes, Field::kOrg),
    Ref("courseSourcedId", kCourses, kYes, Field::kCourse),
    Ref("classSourcedId", kClasses, kYes, Field::kClass),
    Of(Kind::kUserIds, "scoreScaleValue", kYes),
};

constexpr ColumnSpec kLineItemScoreScaleColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("title"),
    Ref("lineItemSourcedId", kLineItems, kYes),
    Ref("scoreScaleSourcedId", kScoreScales, kYes),
};

constexpr ColumnSpec kResultScoreScaleColumns[] = {
    Id(),
    kStatus,
    kModified,
    Text("title"),
    Ref("resultSourcedId", kResults, kYes),
    Ref("scoreScaleSourcedId", kScoreScales, kYes),
};

constexpr ColumnSpec kLineItemObjectiveColumns[] = {
    Id(),
    kStatus,
    kModified,
    Ref("lineItemSourcedId", kLineItems, kYes),
    Enum("source", kObjectiveSources, kYes, Field::kNone, true),
    Text("learningObjectiveId", kYes),
};

constexpr ColumnSpec kResultObjectiveColumns[] = {
    Id(),
    kStatus,
    kModified,
    Ref("resultSourcedId", kResults, kYes),
    Enum("source", kObjectiveSources, kYes, Field::kNone, true),
    Text("learningObjectiveId", kYes),
    Of(Kind::kNumber, "score"),
    Text("textScore"),
};

constexpr FileSpec kFiles[] = {
    {.name = "orgs.csv", .table = kOrgs, .columns = kOrgColumns},
    {.name = "academicSessions.csv", .table = kSessions, .columns = kSessionColumns},
    {.name = "courses.csv", .table = kCourses, .columns = kCourseColumns},
    {.name = "classes.csv", .table = kClasses, .columns = kClassColumns},
    {.name = "users.csv", .table = kUsers, .columns = kUserColumns},
    {.name = "userProfiles.csv",
     .table = kUserProfiles,
     .columns = kUserProfileColumns,
     .versions = k12},
    {.name = "roles.csv", .table = kRoles, .columns = kRoleColumns, .versions = k12},
    {.name = "demographics.csv", .table = kDemographics, .columns = kDemographicColumns},
    {.name = "enrollments.csv", .table = kEnrollments, .columns = kEnrollmentColumns},
    {.name = "resources.csv", .table = kResources, .columns = kResourceColumns},
    {.name = "classResources.csv", .table = kClassResources, .columns = kClassResourceColumns},
    {.name = "courseResources.csv", .table = kCourseResources, .columns = kCourseResourceColumns},
    {.name = "userResources.csv",
     .table = kUserResources,
     .columns = kUserResourceColumns,
     .versions = k12},
    {.name = "categories.csv", .table = kCategories, .columns = kCategoryColumns},
    {.name = "lineItems.csv", .table = kLineItems, .columns = kLineItemColumns},
    {.name = "results.csv", .table = kResults, .columns = kResultColumns},
    {.name = "scoreScales.csv",
     .table = kScoreScales,
     .columns = kScoreScaleColumns,
     .versions = k12},
    {.name = "lineItemScoreScales.csv",
     .table = kLineItemScoreScales,
     .columns = kLineItemScoreScaleColumns,
     .versions = k12},
    {.name = "resultScoreScales.csv",
     .table = kResultScoreScales,
     .columns = kResultScoreScaleColumns,
     .versions = k12},
    {.name = "lineItemLearningObjectiveIds.csv",
     .table = kLineItemObjectives,
     .columns = kLineItemObjectiveColumns,
     .versions = k12},
    {.name = "resultLearningObjectiveIds.csv",
     .table = kResultObjectives,
     .columns = kResultObjectiveColumns,
     .versions = k12},
};

constexpr ColumnSpec kRussianUserColumns[] = {
    Text("metadata.ru.position", kNo, Field::kPosition),
    Of(Kind::kDate, "metadata.ru.hiredOn", kNo, Field::kHiredOn),
    Of(Kind::kDate, "metadata.ru.teachingSince", kNo, Field::kTeachingSince),
    Of(Kind::kBoolean, "metadata.ru.partTime", kNo, Field::kPartTime),
    Of(Kind::kBoolean, "metadata.ru.ovz", kNo, Field::kSpecialNeeds, kSpecial),
    Of(Kind::kDate, "metadata.ru.ovzUntil", kNo, Field::kSpecialNeedsUntil, kSpecial),
};
constexpr ColumnSpec kRussianRoleColumns[] = {
    Text("metadata.ru.position", kNo, Field::kPosition),
};

}  // namespace

std::span<const FileSpec> OneRosterFiles() { return kFiles; }

std::span<const ColumnSpec> RussianColumns(TableId table) {
  if (table == kUsers) return kRussianUserColumns;
  if (table == kRoles) return kRussianRoleColumns;
  return {};
}

}  // namespace vekha::intake
