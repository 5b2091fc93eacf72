"""Control of execution on the command line: accept, return, reopen, withdraw, extend, delegate, ack; absence, silence, digests."""
import pathlib
import shutil
import tempfile
import unittest

from vekha import CommandTest, vekha

PLAN = """roadmap: plan
title: План школы
level: school
period: 2022-09-01..2023-08-31
calendar: RU
week: 5
control: curator
stages:
  - id: "1"
    title: Начало
    measures:
      - {id: "1.1", title: Издать приказ, term: до 31 октября 2022, responsible: Иванов И. И., evidence: none}
"""
TASK = "school/plan/1.1/2022-10-31"
PEOPLE = {"ivanov": "Иванов И. И.", "head": "Директор Д. Д.", "deputy": "Завуч З. З.", "petrov": "Петров П. П."}


class OnPlan(CommandTest):
    """Each test gets its own copy of one small school whose reports are accepted by the curator."""

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.home.name)
        cls.original = folder / "plan.db"
        (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
        commands = [["org", "put", "school", "--name", "Школа", "--level", "school"],
                    *(["person", "put", key, "--name", name] for key, name in PEOPLE.items()),
                    ["role", "put", "school", "head", "head", "--from", "2022-09-01"],
                    ["role", "put", "school", "curator", "deputy", "--from", "2022-09-01"],
                    ["apply", str(folder / "plan.yaml")], ["adopt", "school", "plan", "--from", "2022-09-01"]]
        for words in commands:
            done = vekha(*words, "--db", str(cls.original))
            if done.code != 0:
                raise AssertionError(done.out + done.err)

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.db = str(pathlib.Path(self.folder.name) / "plan.db")
        for suffix in ("", "-wal"):
            if pathlib.Path(f"{self.original}{suffix}").exists():
                shutil.copy(f"{self.original}{suffix}", self.db + suffix)

    def do(self, *words: str):
        return self.ok(*words, "--db", self.db)

    def json(self, *words: str) -> dict:
        return self.do(*words, "--output", "json").json()

    def reason(self, *words: str) -> str:
        return self.refused(1, *words, "--db", self.db, "--output", "json").error()["reason"]

    def report(self) -> None:
        self.do("report", TASK, "--by", "Иванов И. И.", "--on", "2022-10-20")


class Acts(OnPlan):
    def test_a_report_is_returned_then_accepted_and_undone(self):
        self.assertEqual(self.reason("accept", TASK, "--by", "deputy", "--on", "2022-10-21"), "NOT_REPORTED")
        self.report()
        self.assertEqual(self.reason("accept", TASK, "--by", "head", "--on", "2022-10-21"), "NOT_CONTROLLER")
        returned = self.json("return", TASK, "--by", "deputy", "--on", "2022-10-21", "--reason", "нет подписи")
        self.assertEqual(returned["task"]["returns"][0]["reason"], "нет подписи")
        shown = self.do("tasks", "--org", "school", "--as-of", "2022-10-24", "--lang", "ru").out
        self.assertIn("отчёт возвращён", shown)
        self.report()
        accepted = self.do("accept", TASK, "--by", "Завуч З. З.", "--on", "2022-10-25", "--lang", "ru").out
        self.assertEqual(accepted, "1.1 Издать приказ: выполнена, срок 31.10.2022, пн\n")
        explained = self.do("explain", TASK, "--as-of", "2022-10-25", "--lang", "ru").out
        self.assertIn("Отчёт принят, снято с контроля 25.10.2022 — Завуч З. З.", explained)
        self.assertIn("Отчёт возвращён 21.10.2022 — Завуч З. З.: нет подписи.", explained)
        undone = self.json("reopen", TASK, "--by", "head", "--on", "2022-10-26", "--reason", "не тот приказ")
        self.assertEqual(undone["task"]["state"], "TASK_STATE_OPEN")

    def test_a_withdrawn_task_is_gone(self):
        self.assertEqual(self.reason("withdraw", TASK, "--by", "ivanov", "--on", "2022-10-20", "--reason", "x"), "NOT_AUTHORITY")
        would = self.do("withdraw", TASK, "--by", "head", "--on", "2022-10-20", "--reason", "x", "--validate-only").out
        self.assertIn("only checked", would)
        off = self.json("withdraw", TASK, "--by", "head", "--on", "2022-10-20", "--reason", "передано району")
        self.assertEqual(off["task"]["withdrawal"]["reason"], "передано району")

    def test_an_extension_is_asked_for_and_decided(self):
        ask = ["extend", TASK, "--until", "2022-11-15", "--by", "ivanov", "--on", "2022-10-24", "--reason", "типография"]
        self.assertIn("просят до 15.11.2022", self.do(*ask, "--lang", "ru").out)
        waiting = self.json("tasks", "--extension-requested", "--as-of", "2022-10-24")["tasks"]
        self.assertEqual([task["id"] for task in waiting], [TASK])
        self.assertEqual(self.reason("extend", TASK, "--grant", "--by", "ivanov", "--on", "2022-10-25"), "NOT_AUTHORITY")
        granted = self.json("extend", TASK, "--grant", "--by", "head", "--on", "2022-10-25")["task"]
        self.assertEqual(granted["due_date"], {"year": 2022, "month": 11, "day": 15})
        self.assertTrue(granted["extended"])
        explained = self.do("explain", TASK, "--as-of", "2022-10-25", "--lang", "en").out
        self.assertIn("Extended on 2022-10-25 from 2022-10-31 to 2022-11-15 - Директор Д. Д.: типография.", explained)

    def test_an_extension_is_refused_or_asked_for_wrongly(self):
        self.assertEqual(self.reason("extend", TASK, "--refuse", "--by", "head", "--on", "2022-10-25", "--reason", "x"),
                         "EXTENSION_NOT_REQUESTED")
        self.do("extend", TASK, "--until", "2022-11-15", "--by", "ivanov", "--on", "2022-10-24", "--reason", "a")
        refused = self.json("extend", TASK, "--refuse", "--by", "head", "--on", "2022-10-25", "--reason", "рано")["task"]
        self.assertIsNone(refused.get("extension_request"))
        for words in [["extend", TASK, "--by", "ivanov"], ["extend", TASK, "--by", "head", "--grant", "--refuse"],
                      ["extend", TASK, "--by", "head", "--refuse", "--until", "2022-11-15"], ["extend", TASK, "--until", "завтра"],
                      ["return", TASK, "--by", "deputy"], ["accept", TASK], ["delegate", TASK, "--by", "ivanov"]]:
            with self.subTest(words):
                self.refused(2, *words, "--db", self.db)

    def test_a_task_is_handed_over_and_acknowledged(self):
        handed = self.json("delegate", TASK, "--to", "Петров П. П.", "--by", "ivanov", "--on", "2022-10-20", "--reason", "отпуск")
        self.assertEqual([one["person"] for one in handed["task"]["responsible"]], ["petrov", "ivanov"])
        self.assertIn("Иванов И. И. -> Петров П. П.", self.do("explain", TASK, "--as-of", "2022-10-21", "--lang", "en").out)
        self.assertEqual(self.reason("delegate", TASK, "--to", "petrov", "--by", "petrov", "--on", "2022-10-21"), "DELEGATE_INVALID")
        seen = self.do("ack", TASK, "--by", "petrov", "--on", "2022-10-21", "--lang", "ru").out
        self.assertIn("пауза до", seen)
        again = self.do("ack", TASK, "--by", "petrov", "--on", "2022-10-21", "--lang", "ru").out
        self.assertIn("так и было", again)

    def test_a_stale_etag_is_refused(self):
        etag = self.json("tasks", "--org", "school", "--as-of", "2022-10-20")["tasks"][0]["etag"]
        self.report()
        self.assertEqual(self.reason("accept", TASK, "--by", "deputy", "--on", "2022-10-21", "--etag", etag), "STALE_ETAG")


class People(OnPlan):
    def test_a_contact_is_kept_until_another_is_given(self):
        put = ["person", "put", "ivanov", "--name", "Иванов И. И."]
        person = self.json(*put, "--channel", "email", "--address", "ivanov@school.example", "--digest-at", "08:30")["person"]
        self.assertEqual((person["contact"]["address"], person["contact"]["digest_minute"]), ("ivanov@school.example", 510))
        self.assertEqual(self.json(*put)["changed"], False)
        self.assertIn("email ivanov@school.example", self.do("person", "list").out)
        self.assertEqual(self.reason(*put, "--channel", "email", "--address", "ivanov"), "PERSON_INVALID")
        self.assertEqual(self.reason(*put, "--channel", "spool", "--zone", "Mars/Olympus"), "ZONE_UNKNOWN")
        for words in [["--address", "a@b.example"], ["--channel", "pigeon"], ["--channel", "spool", "--digest-at", "24:00"],
                      ["--channel", "spool", "--digest-at", "8:30"]]:
            with self.subTest(words):
                self.refused(2, *put, *words, "--db", self.db)

    def test_an_absence_is_recorded_and_listed(self):
        said = self.do("absence", "Иванов И. И.", "2022-10-24..2022-10-28", "--substitute", "petrov", "--lang", "ru").out
        self.assertEqual(said, "Иванов И. И.  24.10.2022..28.10.2022, замещает Петров П. П.\n")
        self.assertIn("Петров П. П.", self.do("absence").out)
        self.assertIn("Nobody is away", self.do("absence", "--on", "2022-10-29").out)
        self.assertEqual(self.json("absence", "ivanov")["absences"][0]["substitute"], "petrov")
        self.assertEqual(self.reason("absence", "ivanov", "2022-11-01..2022-11-02", "--substitute", "ivanov"), "ABSENCE_INVALID")
        self.refused(2, "absence", "ivanov", "завтра", "--db", self.db)

    def test_a_silence_is_kept_listed_and_ended(self):
        put = ["silence", "school", "2022-10-24..2022-10-27", "--by", "head", "--reason", "каникулы"]
        made = self.json(*put)["silence"]["id"]
        self.assertIn("каникулы", self.do("silence").out)
        self.assertIn("каникулы", self.do("silence", "school", "--on", "2022-10-27").out)
        self.assertFalse(self.json(*put)["changed"])
        self.assertEqual(self.reason("silence", "school", "2022-10-24..2022-10-28", "--by", "head", "--reason", "x", "--id", "x"), "SILENCE_INVALID")
        self.assertIn("must end", self.refused(2, "silence", "school", "--by", "head", "--reason", "x", "--db", self.db).err)
        future = self.json("silence", "school", "2027-02-01..2027-02-04", "--by", "head", "--reason", "ремонт", "--id", "repair")
        self.assertEqual(future["silence"]["id"], "repair")
        self.assertIn("отменена", self.do("silence", "--end", "repair", "--by", "head", "--lang", "ru").out)
        self.assertFalse(self.json("silence", "--end", made, "--by", "head")["changed"])
        self.assertEqual(self.reason("silence", "--end", "nothing", "--by", "head"), "SILENCE_UNKNOWN")

    def test_digests_that_are_not_there(self):
        self.assertIn("No such digests", self.do("digests", "--state", "dead").out)
        self.assertEqual(self.json("digests")["total_size"], 0)
        self.assertEqual(self.reason("digests", "--revive", "digest/ivanov/2022-10-24"), "DIGEST_UNKNOWN")
        self.refused(2, "digests", "--state", "lost", "--db", self.db)


if __name__ == "__main__":
    unittest.main()
