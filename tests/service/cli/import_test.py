"""vekha roadmap import: a document becomes a rule file that `roadmap check` accepts."""
import fcntl
import os
import pathlib
import pty
import struct
import subprocess
import termios
import unittest

from vekha import BINARY, DatabaseTest

PLAN = "tests/service/importer/fixtures/plan.txt"


class RoadmapImport(DatabaseTest):
    def setUp(self):
        super().setUp()
        self.rules = str(self.folder / "plan.yaml")

    def test_writes_a_rule_file_that_check_accepts(self):
        out = self.ok("roadmap", "import", PLAN, "-o", self.rules).out
        self.assertIn("10 rows read, 9 written, 1 refused", out)
        self.assertIn("повтор заголовка таблицы", out)
        self.assertIn("correct, 6 measures", self.ok("roadmap", "check", self.rules).out)

    def test_counts_every_row_and_quotes_every_guess(self):
        report = self.ok("roadmap", "import", PLAN, "-o", self.rules, "--output", "json").json()
        self.assertEqual(report["rows_read"], report["rows_written"] + len(report["rows_refused"]))
        self.assertEqual(report["file"], self.rules)
        self.assertEqual(set(report["rows_refused"][0]), {"row", "reason", "cells"})
        lines = pathlib.Path(self.rules).read_text(encoding="utf-8").splitlines()
        for guess in report["guesses"]:
            self.assertIn("# guess: ", lines[guess["line"] - 1], guess)
        self.assertTrue(any(guess["cell"] for guess in report["guesses"]))

    def test_marks_by_months_and_columns_of_no_key_are_told(self):
        plan = "tests/service/importer/plans/month-marks.csv"
        report = self.ok("roadmap", "import", plan, "-o", self.rules, "--output", "json").json()
        told = [(guess["text"], guess["cell"]) for guess in report["guesses"]]
        self.assertIn(("срок по отметкам в графах месяцев", "октябрь: 15 | март: 10-12"), told)
        self.assertIn(("графа «Примечание» стоит примечанием", "по графику наставника"), told)
        lines = pathlib.Path(self.rules).read_text(encoding="utf-8").splitlines()
        self.assertIn("        # Примечание: по графику наставника", lines)
        self.ok("roadmap", "check", self.rules)

    def test_the_same_document_gives_the_same_bytes(self):
        self.ok("roadmap", "import", PLAN, "-o", self.rules)
        first = pathlib.Path(self.rules).read_bytes()
        self.ok("roadmap", "import", PLAN, "-o", self.rules)
        self.assertEqual(pathlib.Path(self.rules).read_bytes(), first)

    def test_a_file_corrected_by_hand_is_set_aside(self):
        self.ok("roadmap", "import", PLAN, "-o", self.rules)
        for number, aside in enumerate((".bak", ".bak2")):
            corrected = f"# исправлено {number}\n"
            pathlib.Path(self.rules).write_text(corrected, encoding="utf-8")
            report = self.ok("roadmap", "import", PLAN, "-o", self.rules, "--output", "json").json()
            self.assertEqual(report["previous"], self.rules + aside)
            self.assertEqual(pathlib.Path(self.rules + aside).read_text(encoding="utf-8"), corrected)
        self.assertNotIn("previous", self.ok("roadmap", "import", PLAN, "-o", self.rules, "--output", "json").json())
        pathlib.Path(self.rules).write_text("# снова\n", encoding="utf-8")
        self.assertIn("прежний файл отложен", self.ok("roadmap", "import", PLAN, "-o", self.rules, "--lang", "ru").out)

    def test_a_server_reads_it_the_same(self):
        here = self.ok("roadmap", "import", PLAN, "-o", self.rules, "--output", "json").json()
        text, database = pathlib.Path(self.rules).read_bytes(), str(self.folder / "vekha.db")
        self.ok("apply", self.rules, "--db", database)
        there = self.ok("roadmap", "import", PLAN, "-o", self.rules, "--output", "json", "--db", database).json()
        self.assertEqual(there, here)
        self.assertEqual(pathlib.Path(self.rules).read_bytes(), text)
        empty = self.folder / "пусто.docx"
        empty.write_bytes(b"")
        answer = self.refused(1, "roadmap", "import", str(empty), "-o", self.rules, "--db", database, "--output", "json")
        self.assertEqual(answer.error()["reason"], "DOCUMENT_EMPTY")
        self.assertIn("пусто.docx", answer.error()["message_ru"])

    def test_the_region_chooses_the_calendar(self):
        document = self.folder / "план.txt"
        document.write_text("План школ Республики Дагестан на 2024 год\n№\tМероприятие\tСрок\n1\tСобрать базу\tмай 2024\n", encoding="utf-8")
        self.ok("roadmap", "import", str(document), "-o", self.rules)
        self.assertIn("calendar: RU-DA  # guess: регион назван в документе", pathlib.Path(self.rules).read_text(encoding="utf-8"))

    def test_documents_of_word_excel_and_pages(self):
        for name, measures in (("004-school-7.writer.docx", 19), ("003-altai-republic.calc.xlsx", 29), ("001-pizhanka-district.writer.html", 41)):
            with self.subTest(name):
                report = self.ok("roadmap", "import", f"tests/service/importer/documents/{name}", "-o", self.rules, "--output", "json").json()
                self.assertEqual(report["measures"], measures)
                self.assertEqual(report["rows_read"], report["rows_written"] + len(report["rows_refused"]))
                self.ok("roadmap", "check", self.rules)

    def test_long_documents_are_counted_on_a_terminal_only(self):
        document = self.folder / "план.txt"
        document.write_text("Мероприятие\tСрок\n" + "Дело\tмай 2024\n" * 700, encoding="utf-8")
        words = ["roadmap", "import", str(document), "-o", self.rules]
        self.assertEqual(self.ok(*words).err, "")
        screen, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        subprocess.run([BINARY, *words], stdout=subprocess.DEVNULL, stderr=terminal, check=True, timeout=120)
        os.close(terminal)
        shown = os.read(screen, 1 << 16).decode()
        os.close(screen)
        self.assertIn("400/701", shown)
        self.assertTrue(shown.endswith("\r\x1b[K"), shown)

    def test_what_is_no_plan_is_refused_and_nothing_written(self):
        cases = {"DOCUMENT_EMPTY": b"", "DOCUMENT_NO_TABLE": "Просто текст".encode(),
                 "DOCUMENT_OLD_FORMAT": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                 "DOCUMENT_DAMAGED": b"PK\x03\x04 cut"}
        for reason, content in cases.items():
            with self.subTest(reason):
                document = self.folder / "план.docx"
                document.write_bytes(content)
                answer = self.refused(1, "roadmap", "import", str(document), "-o", self.rules, "--output", "json")
                self.assertEqual(answer.error()["reason"], reason)
                self.assertFalse(pathlib.Path(self.rules).exists())

    def test_a_document_is_never_overwritten(self):
        document = self.folder / "plan.txt"
        document.write_bytes(pathlib.Path(PLAN).read_bytes())
        self.refused(1, "roadmap", "import", str(document), "-o", str(document))
        self.assertEqual(document.read_bytes(), pathlib.Path(PLAN).read_bytes())

    def test_files_that_are_not_there_are_3(self):
        self.refused(3, "roadmap", "import", "no.docx", "-o", self.rules)
        self.refused(3, "roadmap", "import", PLAN, "-o", str(self.folder / "no" / "plan.yaml"))
        self.refused(2, "roadmap", "import", PLAN)


if __name__ == "__main__":
    unittest.main()
