"""Writes a OneRoster 1.1 bulk bundle of PEOPLE people into FOLDER, the same every time; with --zip also FOLDER.zip.

Usage: make_bundle.py FOLDER PEOPLE [--zip] [--schools N] [--courses N]
Of a thousand people 60 teach. Without options a school has 800 pupils; each is in a homeroom and takes ten courses.
"""
import argparse
import csv
import pathlib
import zipfile

FILES = {
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
               "termSourcedIds,subjects,subjectCodes,periods",
    "users": "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
             "identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.ru.position,metadata.ru.hiredOn,"
             "metadata.ru.teachingSince,metadata.ru.partTime,metadata.ru.ovz,metadata.ru.ovzUntil",
    "demographics": "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,"
                    "nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,"
                    "countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
}
ABSENT = ["categories", "classResources", "courseResources", "lineItems", "resources", "results"]
FAMILIES = ["Мамедов", "Османов", "Алиев", "Магомедов", "Петров", "Кузнецов", "Гаджиев", "Иванов"]
GIVEN = ["Иван", "Амина", "Руслан", "Наида", "Анна", "Магомед", "Патимат", "Илья"]
PUPILS_OF_CLASS = 25


def name(i):
    return GIVEN[i % 8], FAMILIES[i // 8 % 8], GIVEN[i // 64 % 8] + "ович"


class Bundle:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.files = {n: open(folder / f"{n}.csv", "w", encoding="utf-8", newline="") for n in FILES}
        self.rows = {n: csv.writer(f, lineterminator="\n") for n, f in self.files.items()}
        for n, header in FILES.items():
            self.files[n].write(header + "\n")
        self.enrollments = 0

    def add(self, file, sourced_id, *cells):
        self.rows[file].writerow([sourced_id, "", "", *cells])

    def enroll(self, in_class, school, user, role, primary):
        self.enrollments += 1
        self.add("enrollments", f"enr-{self.enrollments:09}", in_class, school, user, role, primary, "2022-09-01", "2023-06-01")

    def user(self, user, school, role, number, position):
        given, family, middle = name(number)
        self.add("users", user, "true", school, role, f"login{number}", "{asu:%d}" % number, given, family, middle, "", "", "", "", "",
                 "05" if role == "student" else "", "", position, "2020-08-25" if position else "", "2019-09-01" if position else "",
                 "", "true" if role == "student" and number % 20 == 0 else "", "")
        year = 2010 if role == "student" else 1985
        self.add("demographics", user, f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}", "male", *[""] * 11)


def write(folder, people, pupils_of_school, courses):
    b = Bundle(folder)
    b.add("orgs", "district-1", "Управление образования", "district", "", "")
    b.add("academicSessions", "year-2023", "2022/2023", "schoolYear", "2022-09-01", "2023-06-01", "", "2023")
    teachers = people * 6 // 100
    pupils = people - teachers
    for first in range(0, pupils, pupils_of_school):
        school = f"school-{first // pupils_of_school:05}"
        b.add("orgs", school, f"Школа № {first // pupils_of_school + 1}", "school", "", "district-1")
        for c in range(courses + 1):
            b.add("courses", f"{school}-c{c}", "year-2023", f"Предмет {c}", "", "05", school, "", "")
        here = min(pupils_of_school, pupils - first)
        staff = [f"teacher-{first // pupils_of_school:05}-{t:03}" for t in range(max(1, here * teachers // pupils))]
        for t, teacher in enumerate(staff):
            b.user(teacher, school, "teacher", 10_000_000 + first + t, "Учитель")
        for start in range(0, here, PUPILS_OF_CLASS):
            group = start // PUPILS_OF_CLASS
            for c in range(courses + 1):
                in_class = f"{school}-k{group:03}-{c}"
                b.add("classes", in_class, f"5-{group}", "05", f"{school}-c{c}", "", "scheduled" if c else "homeroom", "", school,
                      "year-2023", "", "", "")
                b.enroll(in_class, school, staff[(group + c) % len(staff)], "teacher", "true")
            for p in range(start, min(start + PUPILS_OF_CLASS, here)):
                pupil = f"pupil-{first + p:08}"
                b.user(pupil, school, "student", first + p, "")
                for c in range(courses + 1):
                    b.enroll(f"{school}-k{group:03}-{c}", school, pupil, "student", "")
    for f in b.files.values():
        f.close()
    manifest = ["propertyName,value", "manifest.version,1.0", "oneroster.version,1.1"]
    manifest += [f"file.{n},bulk" for n in FILES] + [f"file.{n},absent" for n in ABSENT]
    (folder / "manifest.csv").write_text("\n".join(manifest) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("people", type=int)
    parser.add_argument("--zip", action="store_true")
    parser.add_argument("--schools", type=int)
    parser.add_argument("--courses", type=int, default=10)
    options = parser.parse_args()
    folder, people = options.folder, options.people
    pupils = people - people * 6 // 100
    write(folder, people, -(-pupils // options.schools) if options.schools else 800, options.courses)
    if options.zip:
        with zipfile.ZipFile(folder.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as z:
            for path in sorted(folder.glob("*.csv")):
                z.write(path, path.name)


if __name__ == "__main__":
    main()
