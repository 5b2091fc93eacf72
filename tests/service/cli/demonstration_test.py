"""The checks before the reports of 20.05.2021 and 20.12.2021 on the demonstration, and their papers opened by LibreOffice."""
import csv
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from vekha import CommandTest, vekha

# Separator ";", quote, UTF-8, first line 1, no column formats, English, as is, not as shown; all sheets.
TO_CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1033,false,false,false,false,false"


class OnDemonstration(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.home.name)
        cls.db = str(cls.folder / "demo.db")
        loaded = vekha("demo", "--db", cls.db)
        if loaded.code != 0:
            raise AssertionError(loaded.out + loaded.err)

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def check(self, organization: str, on: str, *words: str):
        """A job that gates the report is told no."""
        return self.refused(1, "overdue", organization, "--on", on, "--as-of", on, "--db", self.db, *words)

    def late(self, organization: str, on: str) -> dict:
        return self.check(organization, on, "--output", "json").json()


class Pizhanka(OnDemonstration):
    def test_the_check_counts_exactly_by_school(self):
        for on, counts, places in (("2021-05-20", (78, 5, 78), {"pizhanka": 35, "pizhanka-1": 13, "pizhanka-2": 15, "pizhanka-3": 15}),
                                   ("2021-12-20", (91, 5, 91), {"pizhanka": 42, "pizhanka-1": 15, "pizhanka-2": 17, "pizhanka-3": 17})):
            answer = self.late("pizhanka", on)
            self.assertEqual(tuple(answer["counts"][key] for key in ("overdue_now", "falls_due", "overdue_on")), counts)
            self.assertEqual({group["group"]["organization"]: group["counts"]["overdue_on"] for group in answer["by_organization"]}, places)
            self.assertEqual(sum(places.values()), counts[2])
            self.assertEqual((len(answer["items"]), answer["total_size"]), (counts[1] + counts[2],) * 2)

    def test_the_check_names_schools_papers_and_people(self):
        for on in ("2021-05-20", "2021-12-20"):
            late = [item for item in self.late("pizhanka", on)["items"] if item["task"]["measure"] == "2.4"]
            # The first school has handed in its base; the district gathers and waits for the other two.
            self.assertEqual([item["task"]["organization"] for item in late], ["pizhanka", "pizhanka-2", "pizhanka-3"])
            self.assertEqual(sorted(late[0]["task"]["gathering"]["missing"]), ["pizhanka-2", "pizhanka-3"])
            self.assertIn("Заполнение формы - База наставляемых в ОО", late[1]["missing"])
            self.assertEqual(late[1]["fixers"][0]["reach"]["person_name"], "Павлова Т. Н.")

    def test_what_is_due_on_the_day_of_the_report_is_not_late_yet(self):
        for on in ("2021-05-20", "2021-12-20"):
            year, month, day = (int(part) for part in on.split("-"))
            due = [item["task"] for item in self.late("pizhanka", on)["items"] if not item["overdue_on"]]
            self.assertEqual({(task["due_date"]["year"], task["due_date"]["month"], task["due_date"]["day"]) for task in due}, {(year, month, day)})
            self.assertIn("5.1", {task["measure_number"] for task in due})

    def test_the_table_is_one_to_read(self):
        shown = self.check("pizhanka", "2021-12-20", "--lang", "ru").out
        for text in ("Просрочено на 20.12.2021: 91", "Школа № 2 Пижанского района", "База наставляемых в ОО", "Павлова Т. Н.", "по этапам", "по людям"):
            self.assertIn(text, shown)


class Altai(OnDemonstration):
    def test_the_check_counts_exactly_by_district_and_school(self):
        for on, late in (("2021-05-20", 56), ("2021-12-20", 66)):
            answer = self.late("altai", on)
            self.assertEqual(answer["counts"], {"overdue_now": late, "falls_due": 0, "overdue_on": late, "overdue_since": 0})
            self.assertEqual(sum(group["counts"]["overdue_on"] for group in answer["by_organization"]), late)
            self.assertEqual(answer["organizations_size"], 6)

    def test_row_8_has_a_day_of_its_own_for_each_level(self):
        items = [item["task"] for item in self.late("altai", "2021-05-20")["items"] if item["task"]["measure_number"] == "8."]
        days = {task["organization"]: task["due_date"]["day"] for task in items if task["organization"] != "altai"}
        self.assertEqual(days, {"altai-north": 10, "altai-south": 10, "altai-north-1": 20, "altai-north-2": 20, "altai-south-1": 20})
        self.assertEqual({task["due_date"]["month"] for task in items}, {8})

    def test_a_district_is_shown_its_own_schools_only(self):
        answer = self.check("altai-north", "2021-05-20", "--output", "json")
        self.assertEqual({item["task"]["organization"] for item in answer.json()["items"]}, {"altai-north", "altai-north-1", "altai-north-2"})
        self.assertNotIn("altai-south", answer.out)


@unittest.skipUnless(shutil.which("soffice"), "NO soffice HERE: nothing was opened by LibreOffice (tools/packages.txt names it)")
class Papers(OnDemonstration):
    def rows(self, *words: str, ending: str, table: str) -> list[list[str]]:
        """The paper of a command as LibreOffice reads it."""
        paper = self.folder / f"{words[0]}-{words[1]}.{ending}"
        self.assertIn(vekha(*words, "--db", self.db, "--lang", "ru", "-o", str(paper)).code, (0, 1))
        out = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        how = ["--convert-to", TO_CSV + ",-1"] if ending == "xlsx" else ["--infilter=HTML (StarCalc)", "--convert-to", TO_CSV]
        done = subprocess.run(["soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--headless", *how, "--outdir", out, paper],
                              capture_output=True, text=True, timeout=240, check=False)
        self.assertEqual((done.returncode, "Error" in done.stdout + done.stderr), (0, False), done.stderr)
        file = out / (f"{paper.stem}-{table}.csv" if ending == "xlsx" else f"{paper.stem}.csv")
        with open(file, encoding="utf-8", newline="") as text:
            return list(csv.reader(text, delimiter=";"))

    def numbers(self, row: list[str]) -> list[int]:
        return [int(text) for text in row[1:] if text.isdigit()]

    def test_the_totals_of_the_check_are_read_back(self):
        for ending in ("xlsx", "html"):
            rows = self.rows("overdue", "pizhanka", "--on", "2021-12-20", "--as-of", "2021-12-20", ending=ending, table="По организациям")
            total = next(row for row in reversed(rows) if row[0] == "Итого")
            self.assertEqual(self.numbers(total), [91, 5, 91], ending)
            named = {row[0]: self.numbers(row) for row in rows if row[0].startswith(("Школа", "Пижанский")) and len(self.numbers(row)) == 3}
            self.assertEqual(named["Школа № 2 Пижанского района"], [17, 1, 17], ending)

    def test_the_totals_of_the_summary_are_read_back(self):
        for organization, on in (("pizhanka", "2021-12-20"), ("altai", "2021-05-20")):
            want = vekha("summary", organization, "--on", on, "--db", self.db, "--output", "json").json()["totals"]
            for ending in ("xlsx", "html"):
                rows = self.rows("summary", organization, "--on", on, ending=ending, table="Сводка")
                total = self.numbers(next(row for row in rows if row[0] == "Итого"))
                self.assertEqual(total[:4], [want[key] for key in ("all", "planned", "open", "overdue")], (organization, ending))

    def test_the_indicators_are_read_back(self):
        roadmap = pathlib.Path(__file__).parents[3] / "rules" / "roadmaps" / "004-school-7.yaml"
        for words in (["org", "put", "sosh7", "--name", "СОШ № 7", "--level", "school"], ["apply", str(roadmap)],
                      ["adopt", "sosh7", "sosh7-2020", "--from", "2020-11-09"],
                      ["facts", "set", "sosh7", "pupils.total=240", "pupils.mentees_11_18=30", "--scope", "2021"]):
            self.ok(*words, "--db", self.db)
        for ending in ("xlsx", "html"):
            rows = self.rows("summary", "sosh7", "--on", "2021-12-20", ending=ending, table="Показатели")
            # A page's cells are as many columns wide as other tables of the page need.
            told = [[cell for cell in row[1:] if cell] for row in rows if row and row[0].startswith("Доля детей в возрасте от 11 до 18 лет")]
            self.assertEqual(told, [["%", "2021", "12.5", "12.5", "достигнут"], ["%", "2024", "15", "12.5", "ещё можно достичь"]], ending)
            self.assertTrue(any("pupils.mentors_15_18" in cell for row in rows for cell in row), ending)


if __name__ == "__main__":
    unittest.main()
