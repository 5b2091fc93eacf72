"""Commands that speak to the service, in this process (--db) and to a served one; on the demonstration."""
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import unittest

from vekha import BINARY, ROADMAPS, CommandTest, vekha

DAY = "2022-10-24"
PAIRS = "kambulat/kambulat-2022/3.5/2022-10-30"


class OnDemonstration(CommandTest):
    """Each test gets its own copy of one loaded demonstration."""

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.original = pathlib.Path(cls.home.name) / "demo.db"
        loaded = vekha("demo", "--db", str(cls.original))
        if loaded.code != 0:
            raise AssertionError(loaded.out + loaded.err)

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="веха ")
        self.addCleanup(self.folder.cleanup)
        self.db = str(pathlib.Path(self.folder.name) / "база.db")
        for suffix in ("", "-wal"):
            if pathlib.Path(f"{self.original}{suffix}").exists():
                shutil.copy(f"{self.original}{suffix}", self.db + suffix)

    def on_db(self, *words: str) -> tuple[str, ...]:
        return (*words, "--db", self.db)


class Apply(OnDemonstration):
    """What the service finds wrong with a file is said in the reader's language."""

    def apply(self, *words: str):
        file = pathlib.Path(self.folder.name) / "plan.yaml"
        text = pathlib.Path(ROADMAPS[0]).read_text(encoding="utf-8").replace("evidence: order", "evidence: paper", 1)
        file.write_text(re.sub(r"done_when: .*", "done_when: pairs.cuont > 0", text, count=1), encoding="utf-8")
        return self.refused(1, *self.on_db("apply", str(file), *words))

    def test_wrong_file_is_explained_in_either_language(self):
        russian, english = self.apply("--lang", "ru").out, self.apply("--lang", "en").out
        self.assertIn('"paper" - такого слова нет', russian)
        self.assertIn("имя pairs.cuont не объявлено", russian)
        self.assertIn("совет: возможно, pairs.count?", russian)
        self.assertIn('"paper" is none of', english)
        self.assertIn("hint: did you mean pairs.count?", english)


class Demo(OnDemonstration):
    def test_a_second_time_changes_nothing_and_says_so(self):
        before = self.ok(*self.on_db("info", "--output", "json")).json()["revision"]
        self.assertIn("nothing changed", self.ok(*self.on_db("demo")).out)
        self.assertEqual(self.ok(*self.on_db("demo", "--output", "json")).json()["changed"], False)
        self.assertEqual(self.ok(*self.on_db("info", "--output", "json")).json()["revision"], before)

    def test_all_six_roadmaps_are_there_and_adopted(self):
        info = self.ok(*self.on_db("info", "--output", "json")).json()
        self.assertEqual((info["counts"]["roadmaps"], info["counts"]["adoptions"]), (6, 6))
        self.assertEqual(len(self.ok(*self.on_db("roadmap", "list", "--output", "json")).json()["roadmaps"]), 6)


class Run(OnDemonstration):
    def test_the_first_run_of_a_day_emits_and_the_second_does_not(self):
        first = self.ok(*self.on_db("run", "--as-of", DAY, "--output", "json")).json()
        self.assertEqual(first["as_of"], DAY)
        self.assertGreater(len(first["notifications"]), 0)
        self.assertEqual(first["counts"]["notifications"], len(first["notifications"]))
        for notification in first["notifications"]:
            self.assertIn(notification["kind"], ("reminder", "alert"))
            self.assertRegex(notification["due_date"], r"^\d{4}-\d\d-\d\d$")
            self.assertTrue(notification["task"] and notification["reason"])
        second = self.ok(*self.on_db("run", "--as-of", DAY, "--output", "json")).json()
        self.assertEqual((second["notifications"], second["changed"]), ([], False))
        self.assertIn("nothing new", self.ok(*self.on_db("run", "--as-of", DAY)).out)

    def test_what_goes_to_whom(self):
        text = self.ok(*self.on_db("run", "--as-of", DAY, "--lang", "ru")).out
        self.assertIn("Мамедов М. Р.", text)
        self.golden("run.ru.txt", text)

    def test_in_english(self):
        self.golden("run.en.txt", self.ok(*self.on_db("run", "--as-of", DAY, "--lang", "en")).out)

    def test_an_earlier_day_than_the_last_run_says_nothing(self):
        self.ok(*self.on_db("run", "--as-of", DAY))
        answer = vekha(*self.on_db("run", "--as-of", "2022-10-20", "--output", "json"))
        if answer.code == 0:
            self.assertEqual(answer.json()["notifications"], [])
        else:
            self.assertEqual(answer.error()["reason"], "CLOCK_WENT_BACK")

    def test_a_calendar_that_ends_skips_its_adoption_and_stops_no_other(self):
        after = "2027-01-18"  # Dagestan's calendar ends with 2026
        run = self.refused(1, *self.on_db("run", "--as-of", after, "--validate-only", "--output", "json")).json()
        self.assertEqual([(one["organization"], one["reason"]) for one in run["skipped"]],
                         [("kambulat", "CALENDAR_NOT_COVERED")])
        self.assertTrue(run["changed"])
        again = self.refused(1, *self.on_db("run", "--as-of", after, "--validate-only", "--lang", "ru"))
        self.assertIn("нет данных за 2027 год", again.out)

    def test_a_day_that_has_not_come_is_not_run(self):
        refused = self.refused(1, *self.on_db("run", "--as-of", "2027-12-30", "--lang", "ru"))
        self.assertIn("ещё не наступило", refused.err)

    def test_evaluate_changes_nothing(self):
        would = self.ok(*self.on_db("evaluate", "--as-of", DAY, "--output", "json")).json()
        did = self.ok(*self.on_db("run", "--as-of", DAY, "--output", "json")).json()
        self.assertEqual([n["id"] for n in would["notifications"]], [n["id"] for n in did["notifications"]])

    def test_what_was_said_is_listed(self):
        said = self.ok(*self.on_db("run", "--as-of", DAY, "--output", "json")).json()["notifications"]
        listed = self.ok(*self.on_db("notifications", "list", "--output", "json")).json()
        self.assertEqual([n["id"] for n in listed["notifications"]], [n["id"] for n in said])
        watched = self.ok(*self.on_db("watch", "--from", "1", "--count", str(len(said)), "--output", "json")).lines()
        self.assertEqual([n["id"] for commit in watched for n in commit["notifications"]], [n["id"] for n in said])


class Watch(OnDemonstration):
    """What happens to tasks, as it is committed."""

    def setUp(self):
        super().setUp()
        self.ok(*self.on_db("report", PAIRS, "--by", "Мамедов М. Р.", "--on", "2022-10-27", "--number", "57", "--dated", "2022-10-27",
                            "--comment", "готово"))

    def test_one_commit_is_one_line_of_json(self):
        watched = self.ok(*self.on_db("watch", "--tasks", "--from", "1", "--task", PAIRS, "--count", "2", "--output", "json")).lines()
        self.assertEqual(len(watched), 1)
        report, closing = watched[0]["events"]
        self.assertEqual((report["kind"], closing["kind"]), ("TASK_EVENT_KIND_REPORTED", "TASK_EVENT_KIND_CLOSED"))
        self.assertEqual(report["report"]["evidence"]["number"], "57")
        after = self.ok(*self.on_db("info", "--output", "json")).json()["revision"]
        self.assertEqual(watched[0]["revision"], after)

    def test_people_read_a_line(self):
        words = self.on_db("watch", "--tasks", "--from", "1", "--task", PAIRS, "--count", "2")
        russian = self.ok(*words, "--lang", "ru").out
        self.assertRegex(russian, r"^r\d+  27\.10\.2022  Мамедов М\. Р\.  отчёт  3\.5 .*: готово\nr\d+  27\.10\.2022  закрыта  3\.5 ")
        self.assertIn("2022-10-27  closed  3.5", self.ok(*words, "--lang", "en").out)

    def test_filters_go_with_what_they_filter(self):
        self.refused(2, *self.on_db("watch", "--tasks", "--person", "Мамедов М. Р."))
        self.refused(2, *self.on_db("watch", "--task", PAIRS))


class AnotherVersion(OnDemonstration):
    """The pairs' deadline is moved in mid-year by a new version of the school's roadmap."""
    ADOPT = ("adopt", "kambulat", "kambulat-2022")

    def setUp(self):
        super().setUp()
        self.ok(*self.on_db("run", "--as-of", DAY))
        text = pathlib.Path("rules/roadmaps/000-kambulat-school.yaml").read_text(encoding="utf-8")
        row = text.index('id: "3.5"')
        term = text.index("до 30 октября", row)
        file = pathlib.Path(self.db).parent / "new.yaml"
        file.write_text(text[:term] + "до 20 ноября" + text[term + len("до 30 октября"):], encoding="utf-8")
        self.ok(*self.on_db("apply", str(file)))

    def due(self) -> str:
        task = self.ok(*self.on_db("tasks", "--org", "kambulat", "--output", "json")).json()
        day = next(one for one in task["tasks"] if one["id"] == PAIRS)["due_date"]
        return f"{day['year']}-{day['month']:02}-{day['day']:02}"

    def test_shows_what_it_would_change_first(self):
        shown = self.ok(*self.on_db(*self.ADOPT, "--compare", "--output", "json")).json()
        moved = {change["task"]: change for change in shown["changes"] if change["kind"] == "TASK_CHANGE_KIND_MOVED"}
        self.assertEqual(moved[PAIRS]["due_date_before"], {"year": 2022, "month": 10, "day": 29})
        self.assertEqual(moved[PAIRS]["due_date_after"], {"year": 2022, "month": 11, "day": 19})
        self.assertEqual(moved[PAIRS]["responsible"], ["Мамедов М. Р.", "Османов Р. М."])
        self.assertEqual(self.due(), "2022-10-29")

    def test_asks_what_becomes_of_the_days_and_shows_them(self):
        refused = self.refused(1, *self.on_db(*self.ADOPT, "--lang", "ru"))
        self.assertIn("срок другой", refused.out)
        self.assertIn("решите", refused.err)
        self.assertIn("--dates keep", refused.out)

    def test_kept(self):
        self.ok(*self.on_db(*self.ADOPT, "--dates", "keep"))
        self.assertEqual(self.due(), "2022-10-29")
        self.assertIn("сохранён", self.ok(*self.on_db("explain", PAIRS, "--as-of", DAY, "--lang", "ru")).out)

    def test_recomputed(self):
        self.ok(*self.on_db(*self.ADOPT, "--dates", "recompute"))
        self.assertEqual(self.due(), "2022-11-19")

    def test_an_organization_that_does_not_follow_it(self):
        refused = self.refused(1, *self.on_db("adopt", "altai", "kambulat-2022", "--compare", "--output", "json"))
        self.assertIn(refused.error()["reason"], ("ADOPTION_UNKNOWN", "ORGANIZATION_UNKNOWN"))


class Questions(OnDemonstration):
    def test_next_lists_the_pairs_with_the_reason_of_their_effective_day(self):
        steps = self.ok(*self.on_db("next", "Мамедов М. Р.", "--as-of", DAY, "--output", "json")).json()["steps"]
        pairs = next(step for step in steps if step["task"]["id"] == PAIRS)
        self.assertEqual(pairs["task"]["nominal_due_date"], {"year": 2022, "month": 10, "day": 30})
        self.assertEqual(pairs["task"]["due_date"], {"year": 2022, "month": 10, "day": 29})
        self.assertIn("воскресенье", pairs["reason"] + pairs["task"]["due_reason"])

    def test_next_as_a_person_reads_it(self):
        self.golden("next.ru.txt", self.ok(*self.on_db("next", "Мамедов", "М.", "Р.", "--as-of", DAY, "--lang", "ru")).out)

    def test_an_unknown_person_gets_near_names(self):
        answer = self.refused(1, *self.on_db("next", "Мамедав М. Р.", "--output", "json"))
        self.assertEqual(answer.error()["reason"], "PERSON_UNKNOWN")
        self.assertIn("Мамедов", self.refused(1, *self.on_db("next", "Мамедав М. Р.", "--lang", "ru")).err)

    def test_explain_a_task_and_a_notification(self):
        lines = self.ok(*self.on_db("explain", PAIRS, "--as-of", DAY, "--output", "json")).json()["lines"]
        text = "\n".join(line["text"] for line in lines)
        for part in ("Формирование наставнических пар или групп", "до 30 октября ежегодно", "воскресенье", "mentees.unpaired"):
            self.assertIn(part, text)
        said = self.ok(*self.on_db("run", "--as-of", DAY, "--output", "json")).json()["notifications"]
        for notification in said[:3]:
            self.assertIn("rung", {line["kind"] for line in self.ok(
                *self.on_db("explain", notification["id"], "--output", "json")).json()["lines"]})

    def test_tasks_by_filter(self):
        tasks = self.ok(*self.on_db("tasks", "--org", "kambulat", "--as-of", DAY, "--overdue", "--output", "json")).json()
        self.assertTrue(all(task["overdue"] for task in tasks["tasks"]))
        self.assertEqual(tasks["total_size"], len(tasks["tasks"]))
        self.assertIn("2.1", {task["measure"] for task in tasks["tasks"]})
        self.assertEqual(len(self.ok(*self.on_db("tasks", "--as-of", DAY, "--limit", "3", "--output", "json")).json()["tasks"]), 3)

    def test_facts_are_listed_with_source_and_time(self):
        facts = self.ok(*self.on_db("facts", "list", "kambulat", "--as-of", DAY, "--output", "json")).json()["facts"]
        count = next(fact for fact in facts if fact["name"] == "mentees.count")
        self.assertEqual((count["value"], count["scope"], count["source"]), ({"int_value": "34"}, "2022/23", "куратор"))
        self.assertEqual(count["observed_time"], "2022-09-15T09:00:00Z")

    def test_unknown_things_are_1(self):
        for words in [["explain", "nothing/like/this/2022-01-01"], ["facts", "list", "atlantis"], ["tasks", "--org", "atlantis"],
                      ["org", "list", "--parent", "atlantis"], ["adopt", "kambulat", "no-such-roadmap"],
                      ["adopt", "dagestan", "kambulat-2022"], ["facts", "set", "kambulat", "no.such.fact=1"],
                      ["role", "put", "kambulat", "curator", "Никто Н. Н.", "--from", "2022-09-01"]]:
            with self.subTest(words):
                self.refused(1, *self.on_db(*words))


class Changes(OnDemonstration):
    def test_a_report_closes_a_task_and_asks_for_its_paper(self):
        report = ["report", PAIRS, "--by", "Мамедов М. Р.", "--on", "2022-10-27"]
        self.assertEqual(self.refused(1, *self.on_db(*report, "--output", "json")).error()["reason"], "EVIDENCE_MISSING")
        done = self.ok(*self.on_db(*report, "--number", "57", "--dated", "2022-10-27", "--output", "json")).json()
        self.assertTrue(done["closed"])

    def test_a_repeated_request_id_with_other_content_is_refused(self):
        self.ok(*self.on_db("person", "put", "ivanov", "--name", "Иванов И. И.", "--request-id", "r-1"))
        self.ok(*self.on_db("person", "put", "ivanov", "--name", "Иванов И. И.", "--request-id", "r-1"))
        answer = self.refused(1, *self.on_db("person", "put", "petrov", "--name", "Петров П. П.", "--request-id", "r-1", "--output", "json"))
        self.assertEqual(answer.error()["reason"], "REQUEST_ID_REUSED")

    def test_a_stale_etag_is_refused(self):
        put = ["org", "put", "kambulat", "--name", "Камбулатская СОШ", "--level", "school", "--parent", "rutul"]
        self.assertEqual(self.refused(1, *self.on_db(*put, "--etag", "r1000", "--output", "json")).error()["reason"], "STALE_ETAG")

    def test_wrong_rule_files_are_listed_and_nothing_is_applied(self):
        before = self.ok(*self.on_db("info", "--output", "json")).json()["revision"]
        wrong = pathlib.Path(self.folder.name) / "wrong.yaml"
        wrong.write_text("roadmap: x\nlevle: school\n", encoding="utf-8")
        answer = self.refused(1, *self.on_db("apply", ROADMAPS[0], str(wrong)))
        self.assertRegex(answer.out, r"wrong\.yaml:2:1: error\[E\d{4}\]")
        self.assertEqual(self.ok(*self.on_db("info", "--output", "json")).json()["revision"], before)

    def test_applying_the_same_file_changes_nothing(self):
        self.assertEqual(self.ok(*self.on_db("apply", ROADMAPS[0], "--output", "json")).json()["changed"], False)

    def test_facts_are_read_by_their_declared_type(self):
        self.ok(*self.on_db("facts", "set", "kambulat", "order.pairs.number=57", "order.pairs.on=2022-10-27", "pairs.count=17",
                            "mentees.unpaired=0", "--observed", "2022-10-27", "--source", "канцелярия"))
        closed = self.ok(*self.on_db("run", "--as-of", "2022-10-28", "--output", "json")).json()["closed_tasks"]
        self.assertIn(PAIRS, closed)

    def test_a_fact_of_another_type_is_refused(self):
        self.refused(2, *self.on_db("facts", "set", "kambulat", "mentees.count=many"))
        self.assertEqual(self.refused(1, *self.on_db("facts", "set", "kambulat", "mentees.count:string=34", "--output", "json")).error()["reason"], "FACT_TYPE")


class Databases(CommandTest):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = pathlib.Path(self.folder.name) / "x.db"

    def test_a_missing_database_is_not_made_by_a_question(self):
        answer = self.refused(3, "tasks", "--db", str(self.file))
        self.assertIn("no such database", answer.err)
        self.assertFalse(self.file.exists())

    def test_a_file_that_is_no_database(self):
        self.file.write_text("это не база, а текст " * 100, encoding="utf-8")
        answer = self.refused(3, "tasks", "--db", str(self.file), "--output", "json")
        self.assertTrue(answer.error()["reason"].startswith("STORE_"), answer.err)
        self.assertIn("это не база", self.file.read_text(encoding="utf-8"))

    def test_a_database_of_somebody_else(self):
        with sqlite3.connect(self.file) as other:
            other.execute("create table theirs (a)")
        other.close()
        self.assertEqual(self.refused(3, "info", "--db", str(self.file), "--output", "json").error()["reason"], "STORE_FOREIGN")

    def test_a_locked_database(self):
        self.ok("person", "put", "a", "--name", "А. А.", "--db", str(self.file))
        holder = sqlite3.connect(self.file, isolation_level=None)
        holder.execute("begin exclusive")
        try:
            self.assertEqual(self.refused(3, "info", "--db", str(self.file), "--output", "json").error()["reason"], "STORE_LOCKED")
        finally:
            holder.close()


class Served(OnDemonstration):
    def test_the_same_answers_over_the_network(self):
        with subprocess.Popen([BINARY, "serve", "--db", self.db, "--listen", "127.0.0.1:0", "--log", "off"], stdout=subprocess.PIPE,
                              text=True, encoding="utf-8", env=os.environ | {"LANG": "C.UTF-8"}) as server:
            stuck = threading.Timer(100, server.kill)
            stuck.start()
            address = re.search(r"127\.0\.0\.1:\d+", server.stdout.readline()).group(0)
            try:
                self.assertEqual(self.refused(3, *self.on_db("info", "--output", "json")).error()["reason"], "STORE_LOCKED")
                steps = self.ok("next", "mamedov-mr", "--as-of", DAY, "--server", address, "--output", "json").json()["steps"]
                self.assertIn(PAIRS, [step["task"]["id"] for step in steps])
                busy = self.refused(3, "serve", "--db", str(self.original), "--listen", address, "--output", "json")
                self.assertEqual(busy.error()["reason"], "LISTEN_FAILED")
            finally:
                server.send_signal(signal.SIGTERM)
                self.assertEqual(server.wait(30), 0)
                stuck.cancel()


class Terminal(OnDemonstration):
    def on_terminal(self, columns: int, *words: str, **env: str) -> str:
        main, other = pty.openpty()
        subprocess.run(["stty", "cols", str(columns)], stdin=other, check=True)
        chunks: list[bytes] = []
        with subprocess.Popen([BINARY, *words], stdout=other, env=os.environ | {"TERM": "xterm", "LANG": "ru_RU.UTF-8"} | env) as process:
            os.close(other)
            while True:
                try:
                    chunk = os.read(main, 65536)
                except OSError:  # the other side is closed
                    break
                if not chunk:
                    break
                chunks.append(chunk)
            self.assertEqual(process.wait(60), 0)
        os.close(main)
        return b"".join(chunks).decode()

    def test_tables_fit_the_terminal_and_have_colours(self):
        text = self.on_terminal(90, *self.on_db("tasks", "--org", "kambulat", "--as-of", DAY))
        self.assertIn("\033[", text)
        plain = re.sub(r"\033\[[0-9;]*m", "", text)
        self.assertLessEqual(max(len(line) for line in plain.splitlines()), 90)
        self.assertIn("…", plain)

    def test_no_color_is_respected(self):
        self.assertNotIn("\033", self.on_terminal(90, *self.on_db("tasks", "--as-of", DAY), NO_COLOR="1"))


if __name__ == "__main__":
    unittest.main()
