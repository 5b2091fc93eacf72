"""The check before a report and the summary on the command line: vekha overdue, vekha summary."""
import pathlib
import tempfile
import unittest

from vekha import CommandTest, vekha

PLAN = """roadmap: plan
title: План района
level: municipality
period: 2022-09-01..2023-08-31
calendar: RU
week: 5
control: none
roles: {Куратор: curator, Координатор: coordinator}
stages:
  - id: "1"
    title: Начало
    measures:
      - {id: "1.1", title: Издать приказ, term: до 31 октября 2022, responsible: Куратор, result: Приказ, evidence: order, for: each school}
  - id: "2"
    title: Итог
    measures:
      - {id: "2.1", title: Подвести итоги, term: до 20 декабря 2022, responsible: Координатор, evidence: none}
indicators:
  - id: mentees
    title: Доля наставляемых в школах района
    unit: "%"
    value: 100.0 * double(schools.map(s, s.pupils.mentees_11_18).sum()) / double(schools.map(s, s.pupils.total).sum())
    targets: {2022: 12.5, 2023: 15}
  - {id: young, title: Молодых учителей с наставником, unit: чел., value: young_teachers.mentees, targets: {2022: 3}}
"""


class Overview(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.home.name)
        cls.db = str(folder / "plan.db")
        (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
        commands = [["org", "put", "district", "--name", "Район", "--level", "municipality"],
                    *(["org", "put", school, "--name", name, "--level", "school", "--parent", "district"]
                      for school, name in (("one", "Школа 1"), ("two", "Школа 2"))),
                    ["person", "put", "ivanov", "--name", "Иванов И. И.", "--channel", "email", "--address", "ivanov@school.example"],
                    ["role", "put", "one", "curator", "ivanov", "--from", "2022-09-01"],
                    ["role", "put", "district", "coordinator", "ivanov", "--from", "2022-09-01"],
                    ["apply", str(folder / "plan.yaml")], ["adopt", "district", "plan", "--from", "2022-09-01"],
                    ["facts", "set", "one", "pupils.total=240", "pupils.mentees_11_18=30", "--scope", "2022"],
                    ["facts", "set", "two", "pupils.total=100", "--scope", "2022"],
                    ["facts", "set", "district", "young_teachers.mentees=2", "--scope", "2022"]]
        for words in commands:
            done = vekha(*words, "--db", cls.db)
            if done.code != 0:
                raise AssertionError(done.out + done.err)

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def check(self, organization: str, on: str, *words: str):
        return ["overdue", organization, "--on", on, "--as-of", "2022-10-20", "--db", self.db, *words]

    def test_a_job_can_gate_a_report_on_the_exit_code(self):
        self.ok(*self.check("district", "2022-10-31"))
        self.assertEqual(vekha(*self.check("district", "2022-11-01")).code, 1)
        self.assertEqual(vekha(*self.check("nowhere", "2022-11-01")).code, 1)
        self.assertEqual(vekha("overdue", "district", "--db", self.db).code, 2)

    def test_the_table_names_the_school_the_paper_and_who_can_mend_it(self):
        self.golden("overdue.ru.txt", vekha(*self.check("district", "2022-11-07", "--lang", "ru")).out)
        self.golden("overdue.en.txt", vekha(*self.check("district", "2022-11-07", "--since", "2022-10-01", "--lang", "en")).out)

    def test_json_has_everything(self):
        answer = vekha(*self.check("district", "2022-11-07", "--output", "json")).json()
        self.assertEqual(answer["counts"], {"overdue_now": 0, "falls_due": 2, "overdue_on": 2, "overdue_since": 0})
        self.assertEqual([item["task"]["organization"] for item in answer["items"]], ["one", "two"])
        self.assertEqual(answer["items"][0]["fixers"][0]["reach"]["address"], "ivanov@school.example")
        self.assertEqual(answer["total_size"], 2)

    def test_a_school_is_not_shown_its_sister(self):
        answer = vekha(*self.check("one", "2022-11-07", "--output", "json")).json()
        self.assertEqual({item["task"]["organization"] for item in answer["items"]}, {"one"})
        self.assertNotIn("two", vekha(*self.check("one", "2022-11-07", "--output", "json")).out)

    def test_a_summary_adds_up_by_anything(self):
        for by in ("organization", "stage", "measure", "person", "roadmap"):
            answer = self.ok("summary", "district", "--on", "2022-11-07", "--by", by, "--db", self.db, "--output", "json").json()
            self.assertEqual(sum(group["totals"]["all"] for group in answer["groups"]), 3, by)
            self.assertEqual(answer["totals"]["overdue"], 2)
        shown = self.ok("summary", "district", "--on", "2022-11-07", "--db", self.db, "--lang", "ru").out
        self.golden("summary.ru.txt", shown)

    def test_an_indicator_says_who_has_not_recorded_what(self):
        answer = self.ok("summary", "district", "--on", "2022-11-07", "--db", self.db, "--output", "json").json()
        share, young = answer["indicators"]
        self.assertEqual(share["state"], "INDICATOR_STATE_UNKNOWN")
        self.assertEqual(share["lacks"][0]["organizations"], [{"organization": "two", "organization_name": "Школа 2"}])
        self.assertEqual((young["state"], young["value"]), ("INDICATOR_STATE_OPEN", 2.0))
        self.golden("summary.en.txt", self.ok("summary", "district", "--on", "2023-01-09", "--db", self.db, "--lang", "en").out)

    def test_a_missed_target_is_told_to_who_answers_for_the_roadmap(self):
        said = self.ok("evaluate", "--as-of", "2023-01-09", "--db", self.db, "--output", "json").json()["notifications"]
        missed = [one for one in said if one["reason"] == "TARGET_MISSED"]
        self.assertEqual([(one["kind"], one["person"], one["task"]) for one in missed],
                         [("alert", "ivanov", "district/plan/indicator:young/2022")])

    def test_the_paper_has_the_indicators(self):
        paper = pathlib.Path(self.home.name) / "summary.csv"
        self.ok("summary", "district", "--on", "2022-11-07", "--db", self.db, "--lang", "ru", "-o", str(paper))
        text = paper.read_text(encoding="utf-8-sig")
        self.assertIn("Показатели", text)
        self.assertIn("Молодых учителей с наставником;чел.;2022;3;2;;ещё можно достичь", text)
        self.assertIn("Наставляемых 11-18 лет (schools.pupils.mentees_11_18): Школа 2", text)


if __name__ == "__main__":
    unittest.main()
