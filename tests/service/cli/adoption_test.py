"""Adoption by a whole district with parameters of each school: vekha adopt --subtree --parameters FILE."""
import unittest

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
      - {id: "1.1", title: Издать приказ, term: до 31 октября 2022, responsible: Куратор, evidence: none}
      - {id: "1.2", title: Подготовить обучение, term: {phrase: за 3 дня до начала, anchor: training.started_on, before: 3d}, responsible: Куратор, evidence: none}
"""
GOOD = """- org: one
  observed: 2022-09-01
  source: район
  facts: {training.started_on: 2022-10-20, mentees.count: 12}
  roles:
    - {role: curator, person: Иванов И. И.}
- org: two
  facts:
    training.started_on: 2022-11-14
  roles:
    - {role: curator, person: petrova, from: 2022-09-15, to: 2023-05-31}
"""


class Adoption(DatabaseTest):
    def setUp(self):
        super().setUp()
        for words in (["org", "put", "district", "--name", "Район", "--level", "municipality"],
                      ["org", "put", "one", "--name", "Школа 1", "--level", "school", "--parent", "district"],
                      ["org", "put", "stranger", "--name", "Чужая", "--level", "school"],
                      ["org", "put", "two", "--name", "Школа 2", "--level", "school", "--parent", "district"],
                      ["person", "put", "ivanov", "--name", "Иванов И. И."], ["person", "put", "petrova", "--name", "Петрова П. П."],
                      ["apply", self.write("plan.yaml", PLAN)]):
            self.do(*words)

    def adopt(self, text: str) -> list[str]:
        file = self.write("schools.yaml", text)
        return ["adopt", "district", "plan", "--subtree", "--from", "2022-09-01", "--parameters", file, "--db", self.db]

    def revision(self) -> int:
        return self.json("info")["revision"]

    def wrong(self, old: str, new: str, at: str) -> str:
        """Refused at the place of `at` in the changed file, and nothing is recorded."""
        before = self.revision()
        self.assertIn(old, GOOD)
        text = GOOD.replace(old, new, 1)
        above = text[:text.index(at)]
        place = f"schools.yaml:{above.count(chr(10)) + 1}:{len(above) - above.rfind(chr(10))}:"
        error = self.refused(1, *self.adopt(text), "--lang", "en").err
        self.assertIn(place, error)
        self.assertEqual(self.revision(), before)
        return error

    def test_every_school_gets_its_dates_facts_and_people(self):
        shown = self.ok(*self.adopt(GOOD), "--lang", "en").out
        self.assertIn("recorded: 3 facts, 2 roles", shown)
        tasks = self.json("tasks", "--org", "district", "--as-of", "2022-10-10")["tasks"]
        due = {task["organization"]: task["due_date"] for task in tasks if task["measure"] == "1.2"}
        self.assertEqual({name: (day["month"], day["day"]) for name, day in due.items()}, {"one": (10, 17), "two": (11, 11)})
        people = {task["organization"]: task["responsible"][0]["person_name"] for task in tasks}
        self.assertEqual(people, {"one": "Иванов И. И.", "two": "Петрова П. П."})

    def test_a_second_time_changes_nothing(self):
        self.ok(*self.adopt(GOOD))
        again = self.ok(*self.adopt(GOOD), "--output", "json").json()
        self.assertEqual((again["changed"], again["facts_recorded"], again["holdings_recorded"]), (False, 0, 0))

    def test_each_mistake_is_told_with_its_place_and_nothing_is_recorded(self):
        self.assertIn("not declared", self.wrong("training.started_on: 2022-10-20", "training.startd_on: 2022-10-20", "training.startd_on"))
        self.wrong("2022-10-20", "скоро", "скоро")
        self.wrong("Иванов И. И.", "Никто Н. Н.", "Никто")
        self.wrong("org: two", "org: three", "three")
        self.wrong("org: two", "org: stranger", "stranger")
        self.wrong("2022-09-15", "2022-02-30", "2022-02-30")
        self.wrong("to: 2023-05-31", "to: 2022-09-01", "{role: curator, person: petrova")
        self.wrong("role: curator", "rolle: curator", "rolle")
        self.wrong(GOOD, "org: one\n", "org")

    def test_every_mistake_of_the_file_is_told_in_one_go(self):
        error = self.wrong("- org: one", "- org: one\n  colour: red\n  facts2: 3", "colour")
        self.assertIn("schools.yaml:3:3:", error)

    def test_a_file_that_is_not_there_is_said_so(self):
        self.refused(3, "adopt", "district", "plan", "--subtree", "--parameters", str(self.folder / "no.yaml"), "--db", self.db)


if __name__ == "__main__":
    unittest.main()
