"""vekha facts import: lists of a school close its September and October measures, and a corrected list says so on the task."""
import pathlib
import unittest

from vekha import DatabaseTest

LISTS = pathlib.Path("tests/service/intake/table/lists")
PLAN = """roadmap: plan
title: План школы
level: school
period: 2022-09-01..2023-08-31
calendar: RU
week: 5
control: none
stages:
  - id: "1"
    title: Базы и пары
    measures:
      - {id: "1.1", title: База наставляемых, term: до 30 сентября 2022, responsible: [{name: Куратор, kind: role, role: curator}], evidence: register,
         done_when: mentees.count > 0 && mentees.without_request == 0}
      - {id: "1.2", title: Пары и группы, term: до 31 октября 2022, responsible: [{name: Куратор, kind: role, role: curator}], evidence: register,
         done_when: pairs.count > 0 && mentees.unpaired == 0}
"""
BASE, PAIRS = "school/plan/1.1/2022-09-30", "school/plan/1.2/2022-10-31"


class FactsImport(DatabaseTest):
    def setUp(self):
        super().setUp()
        plan = self.write("plan.yaml", PLAN)
        for words in (["org", "put", "school", "--name", "Школа", "--level", "school"], ["person", "put", "petrova", "--name", "Петрова П. П."],
                      ["role", "put", "school", "curator", "petrova", "--from", "2022-09-01"], ["apply", plan],
                      ["adopt", "school", "plan", "--from", "2022-09-01"]):
            self.do(*words)

    def load(self, on: str, *files: object) -> dict:
        return self.json("facts", "import", "school", *map(str, files), "--observed", on)

    def task(self, task: str, on: str) -> dict:
        tasks = self.json("tasks", "--org", "school", "--as-of", on)["tasks"]
        return next(one for one in tasks if one["id"] == task)

    def test_lists_close_measures_and_a_corrected_one_says_so(self):
        base = self.load("2022-09-28", LISTS / "mentees.csv", LISTS / "mentors.csv")
        self.assertTrue(base["applied"])
        self.assertEqual(self.json("run", "--as-of", "2022-09-28")["closed_tasks"], [BASE])
        everything = [LISTS / "mentees.csv", LISTS / "mentors.csv", LISTS / "pairs.csv"]
        self.load("2022-10-26", *everything)
        self.assertEqual(self.json("run", "--as-of", "2022-10-26")["closed_tasks"], [PAIRS])
        late = self.json("run", "--as-of", "2022-11-07")
        self.assertEqual([one for one in late["notifications"] if one["task"] == PAIRS], [], "its rungs are withdrawn")

        text = (LISTS / "pairs.csv").read_text(encoding="utf-8")
        corrected = self.write("pairs.csv", "".join(line for line in text.splitlines(True) if not line.startswith("2;")))
        self.assertFalse(self.task(PAIRS, "2022-11-08")["contradicted"])
        again = self.load("2022-11-08", *everything[:2], corrected)
        changed = {one["name"]: (one["was"], one["value"]) for one in again["facts"] if one["was"] != one["value"]}
        self.assertEqual(changed["pairs.count"], (4, 3))
        self.assertEqual(changed["mentees.unpaired"], (0, 1))
        self.assertTrue(self.task(PAIRS, "2022-11-08")["contradicted"])

    def test_facts_name_the_rows_they_are_from(self):
        self.load("2022-09-28", LISTS / "mentees.csv")
        facts = {one["name"]: one for one in self.json("facts", "list", "school", "--as-of", "2022-09-28")["facts"]}
        origin = facts["mentees.count"]["origin"]
        self.assertEqual((origin["total_rows"], len(origin["rows"])), (4, 4))
        rows = ", ".join(str(row["row"]) for row in origin["rows"])
        words = f"из {origin['rows'][0]['file']}, строки {rows})"
        self.assertIn(words, self.do("explain", BASE, "--as-of", "2022-09-28", "--lang", "ru").out)
        self.assertIn(f"rows {rows}", self.do("facts", "list", "school", "--as-of", "2022-09-28", "--lang", "en").out)

    def test_the_same_lists_again_change_nothing(self):
        first = self.load("2022-09-28", LISTS / "mentees.csv")
        second = self.load("2022-09-29", LISTS / "mentees.csv")
        self.assertGreater(first["recorded"], 0)
        self.assertEqual((second["recorded"], second["unchanged"]), (0, first["recorded"]))

    def test_a_fault_has_its_place_and_nothing_is_recorded(self):
        wrong = self.write("mentees.csv", "ФИО;Дата рождения;Запрос\nИванов Иван;30.02.2011;чтение\nПетров Пётр;01.02.2011;чтение\n")
        answer = self.refused(1, "facts", "import", "school", wrong, "--observed", "2022-09-28", "--db", self.db, "--output", "json").json()
        self.assertFalse(answer["applied"])
        fault = answer["diagnostics"][0]
        self.assertEqual((fault["file"], fault["row"], fault["column"], fault["code"]), (wrong, 2, "Дата рождения", "R0519"))
        self.assertEqual(self.json("facts", "list", "school", "--as-of", "2022-09-28")["facts"], [])

    def test_a_dry_run_shows_the_difference_and_records_nothing(self):
        shown = self.json("facts", "import", "school", str(LISTS / "mentees.csv"), "--observed", "2022-09-28", "--validate-only")
        self.assertFalse(shown["applied"])
        self.assertIn(("mentees.count", None, 4), [(one["name"], one["was"], one["value"]) for one in shown["facts"]])
        self.assertEqual(shown["sheets"][0]["mapping"], "mentees")
        self.assertEqual(self.json("facts", "list", "school", "--as-of", "2022-09-28")["facts"], [])

    def test_much_less_than_before_needs_a_word(self):
        rows = [f"Ученик Номер{number};чтение\n" for number in range(30)]
        whole = self.write("mentees.csv", "ФИО;Запрос\n" + "".join(rows))
        self.load("2022-09-28", whole)
        cut = self.write("mentees.csv", "ФИО;Запрос\n" + "".join(rows[:10]))
        words = ("facts", "import", "school", cut, "--observed", "2022-09-29")
        error = self.refused(1, *words, "--db", self.db, "--output", "json").error()
        self.assertEqual(error["reason"], "TOO_MUCH_VANISHES")
        self.assertTrue(self.json(*words, "--force")["applied"])

    def test_a_template_is_a_list_to_fill_in(self):
        names = self.ok("facts", "template").out
        for name in ("mentees", "mentors", "pairs", "pupils", "staff-registry"):
            self.assertIn(name, names)
        path = self.folder / "mentees.csv"
        self.ok("facts", "template", "mentees", "-o", str(path))
        text = path.read_text(encoding="utf-8-sig")
        self.assertTrue(text.startswith("ФИО наставляемого;"), text)
        self.refused(1, "facts", "template", "nobody")

    def test_whose_special_needs_are_is_told_by_no_output(self):
        """Two lists that differ only in whose they are must give the same output, to the letter."""
        def shown(form: str, *marks: str) -> str:
            rows = "".join(f"Ученик Номер{number};5А;0{number}.02.2011;{mark}\n" for number, mark in enumerate(marks, 1))
            pupils = self.write("pupils.csv", "ФИО;Класс;Дата рождения;ОВЗ\n" + rows)
            answer = self.ok("facts", "import", "school", pupils, "--observed", "2022-09-28", "--validate-only", "--db", self.db, "--output", form)
            return answer.out + answer.err
        for form in ("text", "json"):
            one = shown(form, "да", "", "нет", "до 31.08.2023", "")
            self.assertIn("pupils.special_needs", one)
            self.assertEqual(one, shown(form, "нет", "до 31.08.2023", "", "", "да"))

    def test_names_and_special_needs_are_in_no_output(self):
        pupils = self.write("pupils.csv", "ФИО;Класс;Дата рождения;ОВЗ\nСекретов Иван;5А;01.02.2011;да\nТайнов Пётр;5А;03.02.2011;ЗПР 7.2\n")
        for form in ("text", "json"):
            answer = self.refused(1, "facts", "import", "school", pupils, "--observed", "2022-09-28", "--db", self.db, "--output", form)
            for secret in ("Секретов", "Тайнов", "ЗПР", "7.2", "01.02.2011"):
                self.assertNotIn(secret, answer.out + answer.err)


if __name__ == "__main__":
    unittest.main()
