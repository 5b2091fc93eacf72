"""vekha intake pull: an e-journal on loopback is asked, its people become facts, and its token stays where it is."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest
from datetime import datetime, timedelta, timezone

from vekha import CommandTest, vekha

JOURNAL = pathlib.Path("tests/service/intake/adapter")
TOKEN = "s3cret-tOken"


def payload(name: str) -> list:
    return [{"body": (JOURNAL / "payload" / f"{name}.json").read_text(encoding="utf-8")}]


class IntakePull(CommandTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.db = str(self.folder / "school.db")
        self.ok("org", "put", "school", "--name", "Школа", "--level", "school", "--db", self.db)
        self.script = {"/schools/77/teachers": payload("dnevnik_teachers"), "/schools/77/edu-groups": payload("dnevnik_groups"),
                       "/edu-groups/9001/persons": payload("dnevnik_persons_9001"),
                       "/edu-groups/9011/persons": payload("dnevnik_persons_9011"),
                       "/edu-groups/9001/classteacher": [{"body": '{"id": 501}'}],
                       "/edu-groups/9001/reporting-periods": payload("dnevnik_periods"),
                       "/edu-groups/9011/reporting-periods": payload("dnevnik_periods")}
        self.settings = self.folder / "journals.yaml"
        self.write("token", TOKEN + "\n")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        os.chmod(path, 0o600)

    def start(self) -> None:
        self.write("script.json", json.dumps(self.script))
        journal = subprocess.Popen(["/usr/bin/python3", JOURNAL / "fake_journal.py", self.folder / "script.json"],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(journal.wait)
        self.addCleanup(journal.stdout.close)
        self.addCleanup(journal.stdin.close)
        port = json.loads(journal.stdout.readline())["port"]
        self.write("journals.yaml", f'dnevnik:\n  base_url: http://127.0.0.1:{port}\n  token_file: {self.folder}/token\n  school: "77"\n')

    def pull(self, *words: str):
        done = vekha("intake", "pull", "school", "dnevnik", "--settings", str(self.settings), "--db", self.db, *words)
        self.assertNotIn(TOKEN, done.out + done.err)
        for name in ("Кузнецова", "Петров", "1999"):
            self.assertNotIn(name, done.out + done.err)
        return done

    def test_a_journal_becomes_facts(self):
        self.start()
        dry = self.pull("--dry-run", "--output", "json")
        self.assertEqual(dry.code, 0, dry.err)
        self.assertFalse(dry.json()["import"]["applied"])
        first = self.pull("--save", str(self.folder / "people.csv"), "--output", "json").json()
        self.assertTrue(first["import"]["applied"])
        facts = {one["name"]: one["value"] for one in first["import"]["facts"]}
        self.assertEqual(facts["pupils.total"], 3)
        self.assertEqual(sum(one["read"] for one in first["requests"]), 13)
        self.assertEqual(os.stat(self.folder / "people.csv").st_mode & 0o777, 0o600)
        again = self.pull("--output", "json").json()
        self.assertFalse(again["import"]["changed"])
        status = self.ok("intake", "status", "school", "--db", self.db, "--output", "json").json()
        self.assertEqual([one["source"] for one in status["sources"]], ["dnevnik"])

    def test_what_is_wrong_is_said_and_nothing_is_recorded(self):
        self.script["/schools/77/teachers"] = [{"body": '[{"Id": 1, "LastName": "Петров", "DateBirth": "1999-02-30"}]'}]
        self.start()
        done = self.pull()
        self.assertEqual(done.code, 1)
        self.assertIn("schools/77/teachers:1: DateBirth: error[R0519]", done.out)
        self.script["/schools/77/teachers"] = [{"status": 401}]
        self.start()
        done = self.pull()
        self.assertEqual(done.code, 1)
        self.assertIn("schools/77/teachers: error[R0902]", done.out)
        self.assertIn("Nothing", self.ok("intake", "status", "school", "--db", self.db).out)

    def test_today_is_the_organizations(self):
        """Its zone is 26 hours ahead of the other one: what is born today in one is not yet born in the other."""
        east = datetime.now(timezone(timedelta(hours=14))).date()
        self.script["/schools/77/teachers"] = [{"body": f'[{{"Id": 1, "LastName": "Петров", "DateBirth": "{east}T00:00:00"}}]'}]
        self.start()
        for zone, refused in (("Pacific/Kiritimati", False), ("Etc/GMT+12", True)):
            self.ok("org", "put", "school", "--name", "Школа", "--level", "school", "--zone", zone, "--db", self.db)
            self.assertEqual("error[R0506]" in self.pull("--dry-run").out, refused, zone)

    def test_an_unknown_organization_asks_nobody(self):
        self.settings.write_text("dnevnik: {base_url: http://127.0.0.1:9, token_file: %s/token, school: '77'}\n" % self.folder, encoding="utf-8")
        error = self.refused(1, "intake", "pull", "nobody", "dnevnik", "--settings", str(self.settings), "--db", self.db, "--output", "json").error()
        self.assertEqual(error["reason"], "ORGANIZATION_UNKNOWN")

    def test_is_off_unless_it_is_set_up(self):
        self.write("journals.yaml", "moodle: {base_url: https://m.example, token_file: t, courses: [1]}\n")
        done = self.pull()
        self.assertEqual(done.code, 1)
        self.assertIn("the adapter is off", done.err)
        self.write("journals.yaml", "dnevnik:\n  token: abc\n")
        done = self.pull()
        self.assertEqual(done.code, 1)
        self.assertIn("journals.yaml:2:3: error[E1103]", done.err)
        done = vekha("intake", "pull", "school", "paper", "--settings", str(self.settings), "--db", self.db)
        self.assertEqual(done.code, 2)

    def test_a_token_that_others_may_read_is_refused(self):
        self.start()
        os.chmod(self.folder / "token", 0o644)
        done = self.pull()
        self.assertNotEqual(done.code, 0)
        self.assertIn("chmod 600", done.err)


if __name__ == "__main__":
    unittest.main()
