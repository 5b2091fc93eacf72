// Microsoft School Data Sync: "SDS V2.1 CSV file format", "Default list of values" and the sample
// bundles. Lists of values are compared without case and may be extended by a school.
#include "service/intake/bundle/sds_schema.h"

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

constexpr sv kOrgTypes[] = {"school",         "department",
                            "district",       "local",
                            "state",          "national",
                            "university",     "college",
                            "campus",         "adultEducation",
                            "municipality",   "academicTrust",
                            "localAuthority", "departmentOfEducation",
                            "region",         "division",
                            "province",       "researchCenter",
                            "program",        "ministryOfEducation"};
constexpr sv kRoleNames[] = {"principal",
                             "chair",
                             "professor",
                             "researcher",
                             "adjunct",
                             "affiliate",
                             "occupationalTherapist",
                             "physicalTherapist",
                             "speechTherapist",
                             "visionTherapist",
                             "paraprofessional",
                             "specialServices",
                             "advisor",
                             "proctor",
                             "nurse",
                             "officeStaff",
                             "lecturer",
                             "itAdmin",
                             "administrator",
                             "teacher",
                             "faculty",
                             "staff",
                             "teacherAssistant",
                             "assistant",
                             "aide",
                             "instructor",
                             "substitute",
                             "coach",
                             "alumni",
                             "student",
                             "other"};
constexpr sv kSessionTypes[] = {"gradingPeriod", "semester", "schoolYear",
                                "term",          "quarter",  "trimester"};
constexpr sv kRelationRoles[] = {"parent", "guardian", "relative",      "aide",
                                 "doctor", "child",    "administrator", "other"};

constexpr ColumnSpec kOrgColumns[] = {
    Id(),
    Text("name", kYes, Field::kTitle),
    Enum("type", kOrgTypes, kYes, Field::kType),
    Ref("parentSourcedId", kOrgs, kNo, Field::kParent),
};
constexpr ColumnSpec kSessionColumns[] = {
    Id(),
    Text("title", kYes, Field::kTitle),
    Enum("type", kSessionTypes, kYes, Field::kType),
    Of(Kind::kYear, "schoolYear", kYes, Field::kSchoolYear),
    Of(Kind::kDate, "startDate", kYes, Field::kStart),
    Of(Kind::kDate, "endDate", kYes, Field::kEnd),
};
constexpr ColumnSpec kCourseColumns[] = {
    Id(),
    Ref("orgSourcedId", kOrgs, kYes, Field::kOrg),
    Text("title", kYes, Field::kTitle),
    Text("code"),
    Ref("schoolYearSourcedId", kSessions, kNo, Field::kSession),
    Of(Kind::kTexts, "subject"),
    Of(Kind::kTexts, "grade", kNo, Field::kGrades),
};
constexpr ColumnSpec kClassColumns21[] = {
    Id(),
    Ref("orgSourcedId", kOrgs, kYes, Field::kSchool),
    Text("title", kYes, Field::kTitle),
    Refs("sessionSourcedIds", kSessions, kNo, Field::kTerms),
    Ref("courseSourcedId", kCourses, kNo, Field::kCourse),
    Text("code"),
};
constexpr ColumnSpec kClassColumns2[] = {
    Id(),
    Ref("orgSourcedId", kOrgs, kYes, Field::kSchool),
    Text("title", kYes, Field::kTitle),
};
constexpr ColumnSpec kUserColumns21[] = {
    Id(),
    Text("username", kYes, Field::kNone, kPersonal),
    Text("givenName", kNo, Field::kGiven, kPersonal),
    Text("familyName", kNo, Field::kFamily, kPersonal),
    Text("middleName", kNo, Field::kMiddle, kPersonal),
    Text("password", kNo, Field::kNone, kPersonal),
    Text("activeDirectoryMatchId", kNo, Field::kNone, kPersonal),
    Of(Kind::kEmail, "email", kNo, Field::kNone, kPersonal),
    Text("phone", kNo, Field::kNone, kPersonal),
    Text("sms", kNo, Field::kNone, kPersonal),
};
constexpr ColumnSpec kUserColumns2[] = {
    Id(),
    Refs("orgSourcedIds", kOrgs, kYes, Field::kOrgs),
    Text("givenName", kNo, Field::kGiven, kPersonal),
    Text("familyName", kNo, Field::kFamily, kPersonal),
    Text("username", kYes, Field::kNone, kPersonal),
    Text("password", kNo, Field::kNone, kPersonal),
    Enum("role", kRoleNames, kYes, Field::kRole),
    Of(Kind::kTexts, "grade", kNo, Field::kGrades),
    Of(Kind::kEmail, "email", kNo, Field::kNone, kPersonal),
    Text("activeDirectoryMatchId", kNo, Field::kNone, kPersonal),
    Text("phone", kNo, Field::kNone, kPersonal),
    Text("sms", kNo, Field::kNone, kPersonal),
};
constexpr ColumnSpec kRoleColumns[] = {
    Ref("userSourcedId", kUsers, kYes, Field::kUser),
    Ref("orgSourcedId", kOrgs, kYes, Field::kOrg),
    Enum("role", kRoleNames, kYes, Field::kRole),
    Ref("sessionSourcedId", kSessions, kNo, Field::kSession),
    Of(Kind::kTexts, "grade", kNo, Field::kGrades),
    Of(Kind::kBoolean, "isPrimary", kNo, Field::kPrimary),
    Of(Kind::kDate, "roleStartDate", kNo, Field::kStart),
    Of(Kind::kDate, "roleEndDate", kNo, Field::kEnd),
};
constexpr ColumnSpec kEnrollmentColumns[] = {
    Ref("classSourcedId", kClasses, kYes, Field::kClass),
    Ref("userSourcedId", kUsers, kYes, Field::kUser),
    Enum("role", kRoleNames, kYes, Field::kRole),
};
constexpr ColumnSpec kDemographicColumns[] = {
    Ref("userSourcedId", kUsers, kYes, Field::kUser),
    Text("sex", kNo, Field::kNone, kPersonal),
    Of(Kind::kDate, "birthDate", kNo, Field::kBirthDate, kPersonal),
    Text("birthCity", kNo, Field::kNone, kPersonal),
    Text("birthState", kNo, Field::kNone, kPersonal),
    Text("birthCountry", kNo, Field::kNone, kPersonal),
    Of(Kind::kTexts, "ethnicityCodes", kNo, Field::kNone, kSpecial),
    Of(Kind::kTexts, "raceCodes", kNo, Field::kNone, kSpecial),
};
constexpr ColumnSpec Special(ColumnSpec column) {
  column.privacy = kSpecial;
  return column;
}
constexpr ColumnSpec kUserFlagColumns[] = {
    Special(Ref("userSourcedId", kUsers, kYes, Field::kUser)),
    Text("flag", kYes, Field::kFlag, kSpecial),
};
constexpr ColumnSpec kRelationshipColumns[] = {
    Ref("userSourcedId", kUsers, kYes, Field::kUser),
    Ref("relationshipUserSourcedId", kUsers, kYes, Field::kRelated),
    Enum("relationshipRole", kRelationRoles, kYes, Field::kRole),
};

constexpr FileSpec kFiles2[] = {
    {.name = "orgs.csv", .table = kOrgs, .columns = kOrgColumns, .required = true},
    {.name = "classes.csv", .table = kClasses, .columns = kClassColumns2},
    {.name = "users.csv", .table = kUsers, .columns = kUserColumns2, .required = true},
    {.name = "enrollments.csv", .table = kEnrollments, .columns = kEnrollmentColumns},
    {.name = "relationships.csv", .table = kRelationships, .columns = kRelationshipColumns},
};
constexpr FileSpec kFiles21[] = {
    {.name = "orgs.csv", .table = kOrgs, .columns = kOrgColumns, .required = true},
    {.name = "academicSessions.csv", .table = kSessions, .columns = kSessionColumns},
    {.name = "courses.csv", .table = kCourses, .columns = kCourseColumns},
    {.name = "classes.csv", .table = kClasses, .columns = kClassColumns21},
    {.name = "users.csv", .table = kUsers, .columns = kUserColumns21, .required = true},
    {.name = "roles.csv", .table = kRoles, .columns = kRoleColumns, .required = true},
    {.name = "demographics.csv", .table = kDemographics, .columns = kDemographicColumns},
    {.name = "userFlags.csv", .table = kUserFlags, .columns = kUserFlagColumns},
    {.name = "relationships.csv", .table = kRelationships, .columns = kRelationshipColumns},
    {.name = "enrollments.csv", .table = kEnrollments, .columns = kEnrollmentColumns},
};

constexpr ColumnSpec kSchoolColumns1[] = {
    Id("SIS ID"),
    Text("Name", kYes, Field::kTitle),
    Text("School Number"),
    Text("School NCES_ID"),
    Text("State ID"),
    Text("Grade Low"),
    Text("Grade High"),
    Text("Principal SIS ID"),
    Text("Principal Name", kNo, Field::kNone, kPersonal),
    Of(Kind::kEmail, "Principal Secondary Email", kNo, Field::kNone, kPersonal),
    Text("Address"),
    Text("City"),
    Text("State"),
    Text("Country"),
    Text("Zip"),
    Text("Phone"),
    Text("Zone"),
};
constexpr ColumnSpec kSectionColumns1[] = {
    Id("SIS ID"),
    Ref("School SIS ID", kOrgs, kYes, Field::kSchool),
    Text("Section Name", kYes, Field::kTitle),
    Text("Section Number"),
    Text("Term SIS ID"),
    Text("Term Name"),
    Of(Kind::kDate, "Term StartDate", kNo, Field::kStart),
    Of(Kind::kDate, "Term EndDate", kNo, Field::kEnd),
    Text("Course SIS ID"),
    Text("Course Name"),
    Text("Course Number"),
    Text("Course Description"),
    Text("Course Subject"),
    Text("Periods"),
    Text("Status"),
};
constexpr ColumnSpec kStudentColumns1[] = {
    Id("SIS ID"),
    Ref("School SIS ID", kOrgs, kYes, Field::kSchool),
    Text("First Name", kNo, Field::kGiven, kPersonal),
    Text("Last Name", kNo, Field::kFamily, kPersonal),
    Text("Username", kYes, Field::kNone, kPersonal),
    Text("Password", kNo, Field::kNone, kPersonal),
    Text("State ID", kNo, Field::kNone, kPersonal),
    Of(Kind::kEmail, "Secondary Email", kNo, Field::kNone, kPersonal),
    Text("Student Number", kNo, Field::kNone, kPersonal),
    Text("Middle Name", kNo, Field::kMiddle, kPersonal),
    Of(Kind::kTexts, "Grade", kNo, Field::kGrades),
    Text("Status"),
    Of(Kind::kDate, "Birthdate", kNo, Field::kBirthDate, kPersonal),
    Text("Graduation Year"),
    Text("Mailing Address", kNo, Field::kNone, kPersonal),
    Text("Mailing City", kNo, Field::kNone, kPersonal),
    Text("Mailing State", kNo, Field::kNone, kPersonal),
    Text("Mailing Zip", kNo, Field::kNone, kPersonal),
    Text("Mailing Country", kNo, Field::kNone, kPersonal),
};
constexpr ColumnSpec kTeacherColumns1[] = {
    Id("SIS ID"),
    Ref("School SIS ID", kOrgs, kYes, Field::kSchool),
    Text("First Name", kNo, Field::kGiven, kPersonal),
    Text("Last Name", kNo, Field::kFamily, kPersonal),
    Text("Username", kYes, Field::kNone, kPersonal),
    Text("Password", kNo, Field::kNone, kPersonal),
    Text("State ID", kNo, Field::kNone, kPersonal),
    Text("Teacher Number", kNo, Field::kNone, kPersonal),
    Text("Status"),
    Text("Middle Name", kNo, Field::kMiddle, kPersonal),
    Of(Kind::kEmail, "Secondary Email", kNo, Field::kNone, kPersonal),
    Text("Title", kNo, Field::kPosition),
    Text("Qualification"),
};
constexpr ColumnSpec kMemberColumns1[] = {
    Ref("Section SIS ID", kClasses, kYes, Field::kClass),
    Ref("SIS ID", kUsers, kYes, Field::kUser),
};
constexpr FileSpec kFiles1[] = {
    {.name = "School.csv", .table = kOrgs, .columns = kSchoolColumns1, .required = true},
    {.name = "Section.csv", .table = kClasses, .columns = kSectionColumns1, .required = true},
    {.name = "Student.csv",
     .table = kUsers,
     .columns = kStudentColumns1,
     .required = true,
     .people = roster::PersonKind::kPupil},
    {.name = "Teacher.csv",
     .table = kUsers,
     .columns = kTeacherColumns1,
     .required = true,
     .people = roster::PersonKind::kTeacher},
    {.name = "StudentEnrollment.csv",
     .table = kEnrollments,
     .columns = kMemberColumns1,
     .required = true,
     .people = roster::PersonKind::kPupil},
    {.name = "TeacherRoster.csv",
     .table = kEnrollments,
     .columns = kMemberColumns1,
     .required = true,
     .people = roster::PersonKind::kTeacher},
};

}  // namespace

std::span<const FileSpec> SdsV1Files() { return kFiles1; }
std::span<const FileSpec> SdsV2Files() { return kFiles2; }
std::span<const FileSpec> SdsV21Files() { return kFiles21; }

}  // namespace vekha::intake
