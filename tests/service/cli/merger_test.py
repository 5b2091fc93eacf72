"""A school merged into another one: what is left undone, and what its successor finds."""
import unittest
import zipfile

from vekha import DatabaseTest

PLAN = """roadmap: plan
title: План школы
level: school
period: 2022-09-01..2023-08-31
calendar: RU
week: 5
control: none
roles: {Куратор: curator}
stages:
  - id: "1"
    title: Начало
    measures:
      - {id: "1", title: Издать приказ, term: до 14 октября 2022, responsible: Куратор, evidence: none}
      - {id: "2", title: Собрать базу, term: до 11 ноября 2022, responsible: Куратор, evidence: none, after: ["1"]}
      - {id: "3", title: Закрепить пары, term: до 31 октября 2022, responsible: Куратор, evidence: none}
"""


class Merger(DatabaseTest):
    def setUp(self):
        super().setUp()
        self.do("org", "put", "district", "--name", "Район", "--level", "municipality")
        self.do("person", "put", "ivanov", "--name", "Иванов И. И.")
        for school in ("school-7", "school-8", "sister"):
            self.do("org", "put", school, "--name", f"Школа {school}", "--level", "school", "--parent", "district")
            self.do("role", "put", school, "curator", "ivanov", "--from", "2022-09-01")
        self.do("apply", self.write("plan.yaml", PLAN))
        self.do("adopt", "district", "plan", "--subtree", "--from", "2022-09-01")
        self.do("report", "school-7/plan/1/2022-10-14", "--by", "ivanov", "--on", "2022-10-10")
        self.do("run", "--as-of", "2022-10-31")

    def said(self, *words: str) -> str:
        return self.do(*words, "--lang", "ru").out

    def close(self, *words: str) -> str:
        return self.said("org", "close", "school-7", "--into", "school-8", "--on", "2022-11-01", "--reason", "приказ № 5", *words)

    def test_says_what_is_left_undone(self):
        expected = "на 31.10.2022 не сделано: в работе 2, из них просрочено 0; ждут снятия с контроля 0"
        self.assertIn(expected, self.close("--validate-only"))
        self.assertNotIn("закрыта", self.said("org", "list"))
        self.assertIn(expected, self.close())

    def test_its_history_is_found_from_the_successor_and_from_no_sister(self):
        self.close()
        merged = "влита: school-7 с 01.11.2022 (её задачи: vekha tasks --org school-7 --as-of 2022-10-31)"
        self.assertIn(merged, self.said("tasks", "--org", "school-8", "--as-of", "2022-11-01"))
        self.assertNotIn("school-7", self.said("tasks", "--org", "school-8", "--as-of", "2022-10-31"))
        self.assertNotIn("school-7", self.said("tasks", "--org", "sister", "--as-of", "2022-11-01"))
        self.assertIn("выполнена", self.said("tasks", "--org", "school-7", "--as-of", "2022-10-31"))
        self.assertIn("С 01.11.2022 влита организация «Школа school-7» (school-7)",
                      self.said("explain", "school-8/plan/2/2022-11-11", "--as-of", "2022-11-01"))
        self.assertIn("закрыта с 01.11.2022, влита в school-8", self.said("org", "list", "--parent", "school-8"))
        for school, there in (("school-8", True), ("sister", False)):
            pack = self.folder / f"{school}.zip"
            self.do("evidence", "pack", school, "-o", str(pack))
            with zipfile.ZipFile(pack) as parts:
                self.assertEqual(b"school-7/plan/1/2022-10-14" in parts.read("events.jsonl"), there, school)

    def test_nothing_is_found_before_the_day(self):
        self.do("person", "put", "orlova", "--name", "Орлова О. О.")
        self.do("role", "put", "school-7", "secretary", "orlova", "--from", "2022-09-01")
        self.do("org", "close", "school-7", "--into", "school-8", "--on", "2099-09-01", "--reason", "приказ № 5")
        self.assertNotIn("orlova", self.said("person", "list", "--org", "school-8"))
        self.do("org", "close", "school-7", "--into", "school-8", "--on", "2022-11-01", "--reason", "приказ № 6")
        self.assertIn("orlova", self.said("person", "list", "--org", "school-8"))

    def test_what_it_owed_does_not_pass_on(self):
        def totals() -> dict:
            return self.json("summary", "school-8", "--on", "2022-11-14")["totals"]
        before = totals()
        self.close()
        self.assertEqual(totals(), before)


if __name__ == "__main__":
    unittest.main()
