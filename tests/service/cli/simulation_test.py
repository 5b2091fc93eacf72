"""vekha simulate and backtest on the demonstration, as a user runs them."""
import pathlib
import tempfile
import unittest

from vekha import CommandTest, vekha

KAMBULAT = pathlib.Path("rules/roadmaps/000-kambulat-school.yaml")
PAIRS = "kambulat/kambulat-2022/3.5/2022-10-30"


class OnTheDemonstration(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.db = str(pathlib.Path(cls.folder.name) / "demo.db")
        assert vekha("demo", "--db", cls.db).code == 0

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def file(self, name: str, text: str) -> str:
        path = pathlib.Path(self.folder.name) / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def simulate(self, *words: str) -> dict:
        return self.ok("simulate", *words, "--db", self.db, "--output", "json").json()

    def backtest(self, text: str, *words: str) -> dict:
        file = self.file("changed.yaml", text)
        return self.ok("backtest", file, *words, "--db", self.db, "--output", "json").json()

    @staticmethod
    def said(answer: dict, task: str) -> list[tuple[str, str]]:
        return [(day["date"], n["rung"]) for day in answer["days"] for n in day["notifications"] if n["task"] == task]


class Simulate(OnTheDemonstration):
    AUTUMN = ["--from", "2022-09-01", "--to", "2022-11-30"]

    def test_each_day_is_what_a_run_says_and_nothing_is_stored(self):
        answer = self.simulate("--from", "2022-10-24", "--to", "2022-10-26")
        self.assertEqual([day["date"] for day in answer["days"]], ["2022-10-24", "2022-10-25", "2022-10-26"])
        again = self.simulate("--from", "2022-10-24", "--to", "2022-10-26")
        self.assertEqual(answer, again)
        with tempfile.TemporaryDirectory() as folder:
            db = str(pathlib.Path(folder) / "real.db")
            self.ok("demo", "--db", db)
            for day in answer["days"]:
                run = self.ok("run", "--as-of", day["date"], "--db", db, "--output", "json").json()
                for n in run["notifications"]:
                    n["emitted_revision"] = 0
                self.assertEqual(day["notifications"], run["notifications"])
                self.assertEqual(day["counts"], run["counts"])
                self.assertEqual(day["closed_tasks"], run["closed_tasks"])

    def test_the_summary_counts_what_the_days_say(self):
        answer = self.simulate("kambulat", *self.AUTUMN, "--late-on", "2022-11-01")
        summary = answer["summary"]
        said = sum(len(day["notifications"]) for day in answer["days"])
        self.assertGreater(said, 0)
        self.assertEqual(said, summary["counts"]["notifications"])
        self.assertEqual(said, sum(person["notifications"] for person in summary["people"]))
        self.assertEqual(said, sum(day["notified"] for day in summary["calendar"]))
        self.assertEqual(summary["days"], 91)
        self.assertIn(PAIRS, [task["task"] for task in summary["late_tasks"]])
        self.assertEqual(summary["late_count"], len(summary["late_tasks"]))
        due = {task["task"]: day["date"] for day in summary["calendar"] for task in day["due"]}
        self.assertEqual(due[PAIRS], "2022-10-29")

    def test_a_fact_assumed_keeps_the_alerts_away(self):
        # The mentors are chosen and trained, so nothing overdue holds the pairs back.
        mentors = ["mentors.selected=19@2022-10-01", "mentees.requests_without_mentor=0@2022-10-01",
                   "mentors.trained=19@2022-10-26", "training.schedule_on=2022-10-10@2022-10-10"]
        without = self.simulate(*self.AUTUMN, "--fact", "kambulat", *mentors)
        words = ["--fact", "kambulat", *mentors, "order.pairs.number=57@2022-10-25", "order.pairs.on=2022-10-25@2022-10-25",
                 "pairs.count=34@2022-10-25", "mentees.unpaired=0@2022-10-25"]
        assumed = self.simulate(*self.AUTUMN, *words)
        self.assertIn("d+1", [rung for _, rung in self.said(without, PAIRS)])
        self.assertNotIn("d+1", [rung for _, rung in self.said(assumed, PAIRS)])
        self.assertIn(PAIRS, [task for day in assumed["days"] for task in day["closed_tasks"]])

    def test_a_file_of_assumptions(self):
        file = self.file("assumed.yaml", """facts:
  - org: kambulat
    on: 2022-10-25
    values: {order.pairs.number: "57", order.pairs.on: 2022-10-25, pairs.count: 34, mentees.unpaired: 0}
reports:
  - {task: kambulat/kambulat-2022/2.1/2022-10-15, by: Мамедов М. Р., on: 2022-10-12, url: https://kambulat.example/news}
absent:
  - {person: Мамедов М. Р., from: 2022-11-01, to: 2022-11-30}
""")
        answer = self.simulate("kambulat", *self.AUTUMN, "--assume-file", file)
        closed = {task: day["date"] for day in answer["days"] for task in day["closed_tasks"]}
        self.assertEqual(closed[PAIRS], "2022-10-25")
        self.assertEqual(closed["kambulat/kambulat-2022/2.1/2022-10-15"], "2022-10-12")
        unread = [id for day in answer["days"] for id in day["unread"]]
        self.assertTrue(unread and all(id.endswith("|mamedov-mr") for id in unread))
        idle = self.simulate("kambulat", *self.AUTUMN, "--assume-file", file, "--idle", "kambulat")
        self.assertEqual(self.said(idle, PAIRS), self.said(self.simulate("kambulat", *self.AUTUMN), PAIRS))

    def test_acts_of_control_are_assumed(self):
        file = self.file("acts.yaml", f"""acts:
  - {{ask_extension: {PAIRS}, by: Мамедов М. Р., on: 2022-10-10, until: 2022-11-15, reason: типография}}
  - {{acknowledge: {PAIRS}, by: Мамедов М. Р., on: 2022-10-11}}
""")
        answer = self.simulate("kambulat", *self.AUTUMN, "--assume-file", file)
        said = {(day["date"], n["rung"]) for day in answer["days"] for n in day["notifications"] if n["task"] == PAIRS}
        self.assertIn(("2022-10-10", "extension-asked-1"), said)
        assumed = {day["date"]: day["assumed"] for day in answer["days"] if day["assumed"]}
        self.assertEqual(assumed, {"2022-10-10": 1, "2022-10-11": 1})

    def test_acts_that_cannot_be_read_are_told_with_their_places(self):
        file = self.file("acts.yaml", f"""acts:
  - {{by: Мамедов М. Р., on: 2022-10-10}}
  - {{accept: {PAIRS}, return: {PAIRS}, by: Мамедов М. Р., on: 2022-10-10}}
  - {{accept: {PAIRS}, by: Мамедов М. Р., on: 2022-10-10, until: 2022-10-11}}
  - {{ask_extension: {PAIRS}, by: Мамедов М. Р., on: 2022-10-10}}
  - {{delegate: {PAIRS}, by: Мамедов М. Р., on: 2022-10-10}}
  - {{acknowledge: {PAIRS}, on: завтра}}
""")
        error = self.refused(1, "simulate", *self.AUTUMN, "--assume-file", file, "--db", self.db, "--output", "json").error()
        self.assertEqual(error["reason"], "ASSUMPTIONS_INVALID")
        for line in range(2, 8):
            self.assertIn(f"acts.yaml:{line}:", error["message"])

    def test_what_no_run_could_say_is_told_and_answered_with_one(self):
        words = ["--from", "2027-01-18", "--to", "2027-01-19", "--db", self.db]  # Dagestan's calendar ends with 2026
        answer = self.refused(1, "simulate", *words, "--output", "json").json()
        self.assertEqual([[(one["organization"], one["reason"]) for one in day["skipped"]] for day in answer["days"]],
                         [[("kambulat", "CALENDAR_NOT_COVERED")]] * 2)
        self.assertEqual(answer["summary"]["days"], 2)
        out = self.refused(1, "simulate", *words, "--brief", "--lang", "ru").out
        self.assertEqual(out.count("нет данных за 2027 год"), 1, out)
        self.assertIn("с 18.01.2027, 2 дня: ", out)
        other = self.ok("simulate", "pizhanka", *words, "--output", "json").json()
        self.assertEqual([day["skipped"] for day in other["days"]], [[], []])

    def test_text_for_people(self):
        for language, words in {"ru": ["ничего не записано", "Кому сколько", "Календарь", "Просрочено на"],
                                "en": ["nothing stored", "Who is told", "Calendar", "Late on"]}.items():
            out = self.ok("simulate", "kambulat", *self.AUTUMN, "--db", self.db, "--lang", language).out
            for word in words:
                self.assertIn(word, out)
            brief = self.ok("simulate", "kambulat", *self.AUTUMN, "--brief", "--db", self.db, "--lang", language).out
            self.assertLess(len(brief), len(out))

    def test_what_cannot_be_is_refused(self):
        def reason(code: int, *words: str) -> str:
            return self.refused(code, "simulate", *words, "--db", self.db, "--output", "json").error()["reason"]
        self.assertEqual(reason(2, "--from", "2022-09-02", "--to", "2022-09-01"), "USAGE")
        self.assertEqual(reason(1, "--from", "2020-01-01", "--to", "2026-01-01"), "SPAN_TOO_LONG")
        self.assertEqual(reason(1, "nowhere", *self.AUTUMN), "ORGANIZATION_UNKNOWN")
        self.assertEqual(reason(1, *self.AUTUMN, "--fact", "kambulat", "pairs.count=1@2022-12-01"), "ASSUMPTION_OUT_OF_SPAN")
        self.assertEqual(reason(2, *self.AUTUMN, "--fact", "kambulat", "pairs.count=1"), "USAGE")
        self.assertEqual(reason(1, *self.AUTUMN, "--absent", "nobody@2022-09-01..2022-09-02"), "PERSON_UNKNOWN")
        self.assertEqual(reason(1, *self.AUTUMN, "--idle", "nowhere"), "ORGANIZATION_UNKNOWN")
        self.assertEqual(reason(1, "--from", "2030-09-01", "--to", "2030-09-02"), "CALENDAR_NOT_COVERED")
        file = self.file("bad.yaml", "facts:\n  - {org: kambulat, on: 2022-02-30, values: {pairs.count: x}}\nidel: []\n")
        error = self.refused(1, "simulate", *self.AUTUMN, "--assume-file", file, "--db", self.db, "--output", "json").error()
        self.assertEqual(error["reason"], "ASSUMPTIONS_INVALID")
        for place in ["bad.yaml:2:25", "bad.yaml:2:59", "bad.yaml:3:1"]:
            self.assertIn(place, error["message"])


class Backtest(OnTheDemonstration):
    YEAR = ["--from", "2022-09-01", "--to", "2023-05-31"]

    def test_the_same_file_differs_in_nothing(self):
        answer = self.backtest(KAMBULAT.read_text(encoding="utf-8"), *self.YEAR)
        self.assertEqual((answer["roadmap"], answer["runs"], answer["days_run"]), ("kambulat-2022", "every_day", 273))
        self.assertEqual((answer["tasks"], answer["notices"]), ([], []))
        self.assertGreater(answer["counts"]["same"], 0)

    def test_a_changed_term_moves_its_messages(self):
        text = KAMBULAT.read_text(encoding="utf-8")
        self.assertIn("term: до 30 октября", text)
        answer = self.backtest(text.replace("term: до 30 октября", "term: до 20 октября"), *self.YEAR)
        moved = [task for task in answer["tasks"] if task["measure"] == "3.5"]
        self.assertEqual([(task["before"]["due_date"], task["after"]["due_date"]) for task in moved], [("2022-10-29", "2022-10-20")])
        self.assertTrue(any(n["change"] == "moves" for n in answer["notices"]))
        file = self.file("changed.yaml", text.replace("term: до 30 октября", "term: до 20 октября"))
        out = self.ok("backtest", file, *self.YEAR, "--db", self.db, "--lang", "ru").out
        self.assertIn("29.10.2022, сб → 20.10.2022, чт", out)
        self.assertIn("сдвинется", out)

    def test_what_cannot_be_compared_is_refused(self):
        def reason(code: int, *words: str) -> str:
            return self.refused(code, "backtest", *words, "--db", self.db, "--output", "json").error()["reason"]
        self.assertEqual(reason(1, str(KAMBULAT), "--from", "2020-01-01", "--to", "2020-02-01"), "ROADMAP_NOT_ADOPTED")
        self.assertEqual(reason(1, self.file("broken.yaml", "roadmap: x\n"), *self.YEAR), "ROADMAP_INVALID")
        self.assertEqual(reason(3, "nowhere.yaml", *self.YEAR), "FILE_UNREADABLE")
        self.assertEqual(reason(2, str(KAMBULAT)), "USAGE")


if __name__ == "__main__":
    unittest.main()
