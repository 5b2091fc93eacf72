"""What a district may get wrong: each is refused with a clear word, or carried whole, and nothing is half written."""
import json
import os
import pathlib
import unittest

from vekha import DatabaseTest, vekha

PLAN = """roadmap: plan
title: План района
level: municipality
period: 2022-09-01..2023-08-31
calendar: RU
week: 5
control: none
roles: {Куратор: curator}
stages:
  - id: "1"
    title: Начало
    measures:
      - {id: "1.1", title: Издать приказ, term: до 31 октября 2022, responsible: Куратор, evidence: none, for: each school}
"""


class BadInput(DatabaseTest):
    def setUp(self):
        super().setUp()
        for words in (["org", "put", "region", "--name", "Область", "--level", "region"],
                      *(["org", "put", district, "--name", district, "--level", "municipality", "--parent", "region"] for district in ("east", "west")),
                      ["org", "put", "school", "--name", "Школа", "--level", "school", "--parent", "east"],
                      ["apply", self.write("plan.yaml", PLAN)], ["adopt", "east", "plan", "--from", "2022-09-01"]):
            self.do(*words)

    def revision(self) -> int:
        return self.do("info", "--output", "json").json()["revision"]

    def no(self, reason: str, *words: str, code: int = 1) -> dict:
        """Refused with the reason, in words of both languages, and nothing is recorded."""
        before = self.revision()
        error = self.refused(code, *words, "--db", self.db, "--output", "json").error()
        self.assertEqual(error["reason"], reason)
        self.assertTrue(error["message"] and error["message_ru"])
        self.assertRegex(error["message_ru"], "[а-яё]")
        self.assertEqual(self.revision(), before)
        return error

    def test_a_tree_with_a_circle(self):
        self.no("ORGANIZATION_CYCLE", "org", "put", "region", "--name", "Область", "--level", "region", "--parent", "region")
        self.no("ORGANIZATION_CYCLE", "org", "move", "region", "--parent", "east", "--on", "2022-10-01", "--reason", "ошибка")
        # A circle that only begins with a later move.
        self.do("org", "put", "a", "--name", "А", "--level", "municipality")
        self.do("org", "put", "b", "--name", "Б", "--level", "municipality")
        self.do("org", "move", "a", "--parent", "b", "--on", "2023-01-01", "--reason", "слияние")
        self.no("ORGANIZATION_CYCLE", "org", "move", "b", "--parent", "a", "--on", "2022-06-01", "--reason", "слияние")

    def test_a_school_in_two_districts(self):
        error = self.no("ORGANIZATION_MOVED", "org", "put", "school", "--name", "Школа", "--level", "school", "--parent", "west")
        self.assertIn("east", error["message"])
        self.do("org", "move", "school", "--parent", "west", "--on", "2022-10-01", "--reason", "граница района")
        for district, day, schools in (("east", "2022-09-30", ["school"]), ("east", "2022-10-15", []), ("west", "2022-09-30", [])):
            tasks = self.do("tasks", "--org", district, "--as-of", day, "--output", "json").json()["tasks"]
            self.assertEqual([task["organization"] for task in tasks if task["organization"] == "school"], schools, (district, day))

    def test_a_municipal_roadmap_adopted_by_a_school(self):
        error = self.no("ADOPTION_LEVEL", "adopt", "school", "plan", "--from", "2022-09-01")
        self.assertEqual(error["metadata"], {"roadmap_level": "municipality", "organization_level": "school"})

    def test_a_day_of_a_report_outside_the_period(self):
        for day in ("2022-08-31", "2023-09-01"):
            for words in (["overdue", "east", "--on", day, "--as-of", "2022-08-31"], ["summary", "east", "--on", day]):
                error = self.no("REPORT_DAY_OUTSIDE_PERIOD", *words)
                self.assertIn("01.09.2022", error["message_ru"])
        self.assertIn("2031", self.no("CALENDAR_NOT_COVERED", "overdue", "east", "--on", "2031-01-15", "--as-of", "2022-10-01")["message_ru"])
        self.no("REPORT_DAY_BEFORE_AS_OF", "overdue", "east", "--on", "2022-10-01", "--as-of", "2022-10-02")

    def test_a_share_of_nobody(self):
        facts = self.folder / "facts.json"
        facts.write_text(json.dumps({"pupils.mentees_11_18": 3, "pupils.total": 0}), encoding="utf-8")
        said = self.refused(1, "eval", "pupils.mentees_11_18 * 100 / pupils.total", "--facts", str(facts), "--lang", "en")
        self.assertIn("divide by zero", said.out + said.err)
        # A district without a task has a share of nothing, which is no share.
        (self.folder / "schools.yaml").write_text(PLAN.replace("roadmap: plan", "roadmap: later"), encoding="utf-8")
        self.do("apply", str(self.folder / "schools.yaml"))
        self.do("adopt", "west", "later", "--from", "2022-09-01")
        table = self.folder / "west.csv"
        shown = vekha("summary", "west", "--on", "2022-10-15", "--by", "measure", "--db", self.db, "--lang", "ru", "-o", str(table))
        self.assertEqual(shown.code, 0, shown.err)
        for word in ("nan", "inf", "#DIV"):
            self.assertNotIn(word, (table.read_text(encoding="utf-8-sig") + shown.out).lower())

    def test_of_a_name_for_two_roles_that_nobody_holds_the_role_is_said(self):
        (self.folder / "other.yaml").write_text(PLAN.replace("roadmap: plan", "roadmap: other").replace("curator", "deputy"), encoding="utf-8")
        self.do("apply", str(self.folder / "other.yaml"))
        self.do("adopt", "east", "other", "--from", "2022-09-01")
        shown = self.do("summary", "east", "--on", "2022-10-15", "--by", "person", "--lang", "ru").out
        for role in ("curator", "deputy"):
            self.assertIn(f"Куратор (роль {role})", shown)

    def test_an_empty_path_is_no_path(self):
        for words in (["overdue", "east", "--on", "2022-10-20"], ["summary", "east"], ["evidence", "pack", "east"], ["roadmap", "import", "plan.docx"]):
            said = self.refused(2, *words, "-o", "", "--db", self.db, "--lang", "en")
            self.assertIn("the name of the file is empty", said.err, words)

    def test_a_name_of_300_characters_is_carried_whole_and_a_longer_one_refused(self):
        name = "Муниципальное бюджетное общеобразовательное учреждение " + "ш" * 245
        self.assertEqual(len(name), 300)
        self.do("org", "put", "school", "--name", name, "--level", "school", "--parent", "east")
        for ending in ("csv", "html", "json"):
            paper = self.folder / f"late.{ending}"
            self.assertEqual(vekha("overdue", "east", "--on", "2022-11-20", "--as-of", "2022-11-20", "--db", self.db, "-o", str(paper)).code, 1)
            self.assertIn(name, paper.read_text(encoding="utf-8"))
        self.assertEqual(self.no("TEXT_TOO_LONG", "org", "put", "school", "--name", "ш" * 513, "--level", "school", "--parent", "east")
                         ["metadata"]["field"], "organization.name")

    def test_a_paper_that_cannot_be_written(self):
        closed = self.folder / "closed"
        closed.mkdir()
        there = self.folder / "there.xlsx"
        there.write_text("прежний", encoding="utf-8")
        there.chmod(0o444)
        paths = [self.folder / "nowhere" / "late.xlsx", self.folder / "closed.xlsx" / "late.html", pathlib.Path("/dev/full") / "late.csv"]
        if os.geteuid() != 0:
            closed.chmod(0o555)
            paths += [closed / "late.xlsx", there]
        before = sorted(self.folder.rglob("*"))
        for path in paths:
            for words in (["overdue", "east", "--on", "2022-11-20", "--as-of", "2022-11-20"], ["summary", "east", "--on", "2022-11-20"]):
                self.assertIn(str(path), self.no("EXPORT_PATH", *words, "-o", str(path), code=3)["message_ru"])
        self.assertEqual(sorted(self.folder.rglob("*")), before)
        self.assertEqual(there.read_text(encoding="utf-8"), "прежний")
        self.assertEqual(self.refused(2, "summary", "east", "--on", "2022-11-20", "-o", "late.docx", "--db", self.db).code, 2)


if __name__ == "__main__":
    unittest.main()
