"""A roadmap adopted in mid-year: runs, tasks, next steps, the check and the summary say the same."""
import unittest

from vekha import DatabaseTest, vekha

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
EARLY, LATER, OTHER_EARLY = "school/plan/1/2022-10-14", "school/plan/2/2022-11-11", "school/plan/3/2022-10-31"


class LateAdoption(DatabaseTest):
    def setUp(self):
        super().setUp()
        for words in (["org", "put", "school", "--name", "Школа", "--level", "school"],
                      ["person", "put", "ivanov", "--name", "Иванов И. И."],
                      ["role", "put", "school", "curator", "ivanov", "--from", "2022-09-01"],
                      ["apply", self.write("plan.yaml", PLAN)], ["adopt", "school", "plan", "--from", "2022-11-01"]):
            self.do(*words)

    def json(self, *words: str) -> dict:  # the check ends with 1 when something is overdue
        return vekha(*words, "--db", self.db, "--output", "json").json()

    def overdue(self, day: str) -> list[str]:
        """What the check finds, when the task list, the summary and the next steps agree with it."""
        answer = self.json("overdue", "school", "--on", day, "--as-of", day)
        late = sorted(item["task"]["id"] for item in answer["items"] if item["overdue_on"])
        self.assertEqual(answer["counts"]["overdue_on"], len(late))
        tasks = self.json("tasks", "--org", "school", "--as-of", day)["tasks"]
        self.assertEqual(sorted(task["id"] for task in tasks if task["overdue"]), late)
        self.assertEqual(self.json("summary", "school", "--on", day)["totals"]["overdue"], len(late))
        steps = self.json("next", "ivanov", "--as-of", day)["steps"]
        self.assertEqual(sorted(step["task"]["id"] for step in steps if step["task"]["overdue"]), late)
        return late

    def said(self, first: int, last: int) -> set[str]:
        days = [f"2022-11-{day:02}" for day in range(first, last + 1)]
        return {said["task"] for day in days for said in self.json("run", "--as-of", day)["notifications"]}

    def test_nothing_due_before_it_is_asked_for_and_all_of_it_is_there(self):
        self.assertEqual(self.overdue("2022-11-10"), [])
        self.assertEqual(self.overdue("2022-11-14"), [LATER])
        self.assertEqual(self.said(1, 14), {LATER})
        tasks = self.json("tasks", "--org", "school", "--as-of", "2022-11-10")["tasks"]
        self.assertEqual([task["id"] for task in tasks], [EARLY, OTHER_EARLY, LATER])
        self.assertEqual([task["due_reason"] for task in tasks], ["срок до принятия карты"] * 2 + [""])
        self.assertEqual(tasks[2].get("blocked_by", []), [])
        self.assertIn("срок до принятия карты", self.do("tasks", "--org", "school", "--as-of", "2022-11-10", "--lang", "ru").out)
        self.assertIn("Карте следуют с 01.11.2022", self.do("explain", EARLY, "--as-of", "2022-11-10", "--lang", "ru").out)

    def test_it_may_be_reported_and_is_not_late(self):
        self.do("report", EARLY, "--by", "ivanov", "--on", "2022-11-08")
        task = self.json("tasks", "--org", "school", "--as-of", "2022-11-10")["tasks"][0]
        self.assertEqual((task["id"], task["state"], task["done_late"]), (EARLY, "TASK_STATE_CLOSED", False))

    def test_a_later_day_forgives_nothing_and_an_earlier_one_asks_for_more(self):
        self.do("adopt", "school", "plan", "--from", "2022-11-20")
        self.assertEqual(self.overdue("2022-11-14"), [LATER])
        self.do("adopt", "school", "plan", "--from", "2022-10-20")
        self.assertEqual(self.overdue("2022-11-14"), [LATER, OTHER_EARLY])
        self.do("adopt", "school", "plan", "--from", "2022-09-01")
        self.assertEqual(self.overdue("2022-11-14"), [EARLY, LATER, OTHER_EARLY])


if __name__ == "__main__":
    unittest.main()
