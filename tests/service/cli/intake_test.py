"""vekha intake: lists imported one by one, told, refused, corrected and replayed; by --db, by a server and by its second door."""
import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import unittest
import zipfile

from facts_import_test import LISTS, PAIRS, BASE, PLAN
from vekha import BINARY, DatabaseTest, vekha

BUNDLE = pathlib.Path("tests/service/intake/bundle/bundles/oneroster-1.1")
FAULTY = "ФИО;Дата рождения;Запрос\nСекретов Иван;30.02.2011;чтение\nПетров Пётр;01.02.2011;чтение\n"


class Server:
    def __init__(self, db: str, log: str = os.devnull):
        with open(log, "w", encoding="utf-8") as said:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--db", db, "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--log", "trace"],
                stdout=subprocess.PIPE, stderr=said, text=True, encoding="utf-8", env=os.environ | {"LANG": "C.UTF-8"})
        hello = self.process.stdout.readline()
        self.http = re.search(r"HTTP (127\.0\.0\.1:\d+)", hello).group(1)
        self.address = next(one for one in re.findall(r"127\.0\.0\.1:\d+", hello) if one != self.http)

    def ask(self, method: str, message: dict) -> dict:
        done = subprocess.run(["curl", "--silent", "--show-error", "--max-time", "60", "-H", "Content-Type: application/json",
                               "-d", json.dumps(message), f"http://{self.http}/vekha.v1.IntakeService/{method}"],
                              capture_output=True, text=True, encoding="utf-8", check=True)
        return json.loads(done.stdout)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.process.stdout.close()


class Intake(DatabaseTest):
    def setUp(self):
        super().setUp()
        self.where = ["--db", self.db]
        plan = self.write("plan.yaml", PLAN)
        for words in (["org", "put", "school", "--name", "Школа", "--level", "school"], ["person", "put", "petrova", "--name", "Петрова П. П."],
                      ["role", "put", "school", "curator", "petrova", "--from", "2022-09-01"], ["apply", plan],
                      ["adopt", "school", "plan", "--from", "2022-09-01"]):
            self.do(*words)

    def do(self, *words: str):  # of the file, or of its server
        return self.ok(*words, *self.where)

    def load(self, on: str, *files: object) -> dict:
        return self.json("intake", "import", "school", *map(str, files), "--observed", on)

    def task(self, task: str, on: str) -> dict:
        tasks = self.json("tasks", "--org", "school", "--as-of", on)["tasks"]
        return next(one for one in tasks if one["id"] == task)

    def walk(self):
        self.load("2022-09-20", LISTS / "mentees.csv")
        self.load("2022-09-28", LISTS / "mentors.csv")
        self.assertEqual(self.json("run", "--as-of", "2022-09-28")["closed_tasks"], [BASE])
        self.assertTrue(self.load("2022-10-26", LISTS / "pairs.csv")["applied"])
        self.assertEqual(self.json("run", "--as-of", "2022-10-26")["closed_tasks"], [PAIRS])
        late = self.json("run", "--as-of", "2022-11-07")
        self.assertEqual([one for one in late["notifications"] if one["task"] == PAIRS], [], "its rungs are withdrawn")
        text = (LISTS / "pairs.csv").read_text(encoding="utf-8")
        corrected = self.write("pairs.csv", "".join(line for line in text.splitlines(True) if not line.startswith("2;")))
        self.assertFalse(self.task(PAIRS, "2022-11-08")["contradicted"])
        again = self.load("2022-11-08", corrected)
        self.assertEqual(again["import"], "table/4")
        changed = {one["name"]: (one["was"], one["value"]) for one in again["facts"] if one["was"] != one["value"]}
        self.assertEqual((changed["pairs.count"], changed["mentees.unpaired"]), ((4, 3), (0, 1)))
        self.assertEqual([(one["collection"], one["kind"]) for one in again["changes"]], [("pairs", "removed")])
        self.assertTrue(self.task(PAIRS, "2022-11-08")["contradicted"])
        explained = self.do("explain", PAIRS, "--as-of", "2022-11-08", "--lang", "ru").out
        self.assertRegex(explained, r"mentees\.unpaired за 2022/23 = 1 \(источник: table, table/4, из mentees\.csv, строка 7\)")
        self.assertRegex(explained, r"pairs\.count за 2022/23 = 3 \(источник: table, table/4, из pairs\.csv, строки 2, 3, 4\)")

    def test_three_lists_by_themselves_close_measures_and_a_corrected_one_says_so(self):
        self.walk()

    def test_the_same_by_a_server_and_its_second_door(self):
        server = Server(self.where[1])
        self.addCleanup(server.stop)
        self.where = ["--server", server.address]
        self.walk()
        status = server.ask("GetIntakeStatus", {"organization": "school"})
        self.assertEqual(status["sources"][0]["lastApplied"]["import"], "table/4")
        self.refused(1, "intake", "import", "school", self.write("mentees.csv", FAULTY), *self.where)
        rows = server.ask("ListRefusedRows", {"organization": "school"})["rows"]
        self.assertEqual((rows[0]["file"], rows[0]["row"]), ("mentees.csv", 2))
        cell = {"file": "mentees.csv", "row": 2, "column": "Дата рождения", "value": "28.02.2011"}
        answer = server.ask("ReplayImport", {"organization": "school", "corrections": [cell], "forced": True})
        self.assertTrue(answer["report"]["applied"])

    def test_the_same_file_again_changes_nothing(self):
        first = self.load("2022-09-28", LISTS / "mentees.csv")
        again = self.load("2022-09-28", LISTS / "mentees.csv")
        self.assertEqual((again["changed"], again["recorded"], again["import"]), (False, 0, first["import"]))
        self.assertEqual((again["revision"], again["unchanged"]), (first["revision"], first["recorded"]))

    def test_ages_are_those_of_the_day(self):
        staff = self.write("staff.csv", "Табельный номер;ФИО;Должность;Дата приёма на работу;Дата начала педагогической деятельности\n"
                           "102;Кузнецова Анна Петровна;Учитель;25.08.2022;29.09.2019\n")
        for day, young in (("2022-09-28", 1), ("2022-09-29", 0)):
            facts = {one["name"]: one["value"] for one in self.load(day, staff)["facts"]}
            self.assertEqual(facts["young_teachers.total"], young, day)

    def test_until_when_a_teacher_is_young_is_a_fact(self):
        staff = self.write("staff.csv", "Табельный номер;ФИО;Должность;Дата приёма на работу;Дата начала педагогической деятельности\n"
                           "102;Кузнецова Анна Петровна;Учитель;25.08.2022;01.09.2018\n")
        for years, young in (("3", 0), ("5", 1), ("4", 0)):
            self.do("facts", "set", "school", f"young_teachers.years={years}", "--observed", "2022-09-01")
            facts = {one["name"]: one["value"] for one in self.load("2022-09-28", staff)["facts"]}
            self.assertEqual(facts["young_teachers.total"], young, years)

    def test_refused_rows_are_told_corrected_and_replayed(self):
        wrong = self.write("mentees.csv", FAULTY)
        answer = self.refused(1, "intake", "import", "school", wrong, *self.where, "--output", "json").json()
        self.assertEqual((answer["applied"], answer["refusal"], answer["kept"]), (False, "FAULTS", True))
        row = self.json("intake", "refused", "school")["rows"][0]
        self.assertEqual((row["file"], row["row"], row["columns"]), ("mentees.csv", 2, ["ФИО", "Дата рождения", "Запрос"]))
        self.assertIn("mentees.csv:2", self.do("intake", "status", "school").out)
        misplaced = self.refused(1, "intake", "replay", "school", "--set", "mentees.csv:7:ФИО=х", *self.where, "--output", "json").error()
        self.assertEqual((misplaced["reason"], misplaced["metadata"]["row"]), ("CORRECTION_MISPLACED", "7"))
        self.refused(2, "intake", "replay", "school", "--set", "mentees.csv", *self.where)
        done = self.json("intake", "replay", "school", "--set", "mentees.csv:2:Дата рождения=28.02.2011")
        self.assertTrue(done["applied"])
        self.assertEqual({one["name"]: one["value"] for one in done["facts"]}["mentees.count"], 2)
        self.assertEqual(self.json("intake", "refused", "school")["rows"], [])
        for word in ("status", "refused"):
            for form in ("text", "json"):
                shown = self.do("intake", word, "school", "--output", form)
                for secret in ("Секретов", "30.02.2011", "чтение"):
                    self.assertNotIn(secret, shown.out + shown.err)

    def test_a_first_row_that_is_no_header_is_not_told(self):
        bundle = self.folder / "bundle"
        bundle.mkdir()
        for file in BUNDLE.glob("*.csv"):
            (bundle / file.name).write_bytes(file.read_bytes())
        users = bundle / "users.csv"
        lines = users.read_text(encoding="utf-8").splitlines(True)
        users.write_text("".join(lines[1:]), encoding="utf-8")
        self.refused(1, "intake", "import", "school", str(bundle), "--source", "journal", *self.where)
        self.refused(1, "intake", "import", "school", self.write("list.csv", "Секретов Иван;30.01.2011;ОВЗ ЗПР 7.2\n"), *self.where)
        rows = self.json("intake", "refused", "school")["rows"]
        self.assertEqual({row["file"] for row in rows if not row["columns"]}, {"users.csv", "list.csv"})
        shown = json.dumps(rows, ensure_ascii=False)
        for secret in ("Секретов", "30.01.2011", "7.2", *lines[1].strip().split(",")[6:9]):
            self.assertNotIn(secret, shown)

    def test_a_bundle_is_imported_from_a_folder_and_from_a_zip(self):
        folder = self.load("2022-09-28", "--source", "journal", BUNDLE)
        self.assertTrue(folder["applied"], folder)
        self.assertTrue(folder["format"].startswith("OneRoster"))
        packed = self.folder / "bundle.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            for file in sorted(BUNDLE.glob("*.csv")):
                archive.write(file, file.name)
        again = self.load("2022-09-28", "--source", "journal", packed)
        self.assertEqual((again["applied"], again["changed"]), (True, False))

    def test_nobody_is_named_outside_the_roster(self):
        names = ("Ахмедова", "Патимат", "Гаджиев", "Орлова", "14.03.2011", "2011-03-14", "01.10.2022", "Не успевает", "Найти друзей")
        said = ""
        for form in ("text", "json"):
            words = ("--observed", "2022-09-28", "--output", form, "--force")
            for name in ("pupils", "staff", "mentees", "mentors", "pairs"):
                answer = self.do("intake", "import", "school", str(LISTS / f"{name}.csv"), *words)
                said += answer.out + answer.err
            said += vekha("intake", "import", "school", self.write("pupils.csv", "ФИО;Класс;ОВЗ\nАхмедова Патимат;5А;ЗПР 7.2\nГаджиев Руслан;99Ы;нет\n"),
                          *words, *self.where).out
            for word in (["intake", "status", "school"], ["intake", "refused", "school"], ["facts", "list", "school", "--as-of", "2022-09-28"],
                         ["explain", BASE, "--as-of", "2022-09-28"]):
                said += self.do(*word, "--output", form).out
        with sqlite3.connect(self.where[1]) as db:
            said += str(db.execute("SELECT payload FROM event").fetchall()) + str(db.execute("SELECT good, refused FROM intake").fetchall())
        self.assertIn("roster_imported", str(sqlite3.connect(self.where[1]).execute("SELECT kind FROM event").fetchall()))
        for name in (*names, "ЗПР", "7.2"):
            self.assertNotIn(name, said)

    def test_the_log_of_the_service_names_imports_and_no_files(self):
        log = self.folder / "service.log"
        server = Server(self.where[1], str(log))
        self.addCleanup(server.stop)
        self.where = ["--server", server.address]
        name = "Секретов Иван справка ОВЗ.csv"
        good = "ФИО;Класс;Запрос\n" + "".join(f"Тайнов Пётр{i};7А;чтение\n" for i in range(20))
        for text, code in ((good, 0), (good, 0), (FAULTY, 1), ("ФИО\n", 1), (good[:100], 1)):
            self.assertEqual(vekha("intake", "import", "school", self.write(name, text), *self.where).code, code, text)
        self.refused(1, "intake", "import", "school", self.write(name, good), "--mapping", "Секретов", *self.where)
        self.do("intake", "replay", "school", "--force", "--request-id", "once")
        self.do("intake", "forget", "school", "--source", "table")
        server.ask("ListRefusedRows", {"organization": "school", "source": name})
        server.stop()
        said = log.read_text(encoding="utf-8")
        for word in ("school: table/1 applied: 1 files", "table/2 FAULTS", "TOO_MUCH_VANISHES", "forgotten"):
            self.assertIn(word, said)
        for secret in ("Секретов", "справка", "ОВЗ", ".csv", "Тайнов", "чтение"):
            self.assertNotIn(secret, said)

    def test_a_source_is_forgotten(self):
        self.load("2022-09-28", LISTS / "mentees.csv")
        self.refused(2, "intake", "forget", "school", *self.where)
        would = self.json("intake", "forget", "school", "--source", "table", "--validate-only")
        self.assertEqual((would["import"], would["applied"]), ("table/2", False))
        self.assertEqual({one["name"]: one["value"] for one in would["facts"]}["mentees.count"], None)
        self.assertIn("mentees", self.do("facts", "list", "school", "--as-of", "2022-09-28").out)
        shown = self.do("intake", "forget", "school", "--source", "table", "--lang", "ru").out
        self.assertIn("table/2: источник table забыт", shown)
        self.assertEqual(self.json("intake", "status", "school").get("sources", []), [])
        error = self.refused(1, "intake", "forget", "school", "--source", "table", *self.where, "--output", "json").error()
        self.assertEqual(error["reason"], "SOURCE_UNKNOWN")
        self.assertEqual(self.load("2022-09-28", LISTS / "mentees.csv")["import"], "table/3")

    def test_a_missing_file_and_a_wrong_year_are_slips(self):
        self.refused(3, "intake", "import", "school", str(self.folder / "nobody.csv"), *self.where)
        self.refused(2, "intake", "import", "school", str(LISTS / "mentees.csv"), "--cycle", "2022", *self.where)
        error = self.refused(1, "intake", "import", "nowhere", str(LISTS / "mentees.csv"), *self.where, "--output", "json").error()
        self.assertEqual(error["reason"], "ORGANIZATION_UNKNOWN")


if __name__ == "__main__":
    unittest.main()
