"""vekha facts ingest: facts of many organizations from lines of JSON, resumed after the server was killed."""
import contextlib
import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import tempfile
import unittest

from vekha import BINARY, CommandTest

BATCH = 5000


def line(number: int, **fields: object) -> str:
    time = f"2022-09-{1 + number // 86400:02}T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z"
    fact = {"organization": ("school", "second")[number % 2], "name": "mentees.count", "value": number, "source": "journal", "observed_time": time}
    return json.dumps(fact | fields, ensure_ascii=False) + "\n"


class Ingest(CommandTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.db = str(self.folder / "school.db")
        for school in ("school", "second"):
            self.ok("org", "put", school, "--name", "Школа", "--level", "school", "--db", self.db)

    def write(self, text: str) -> str:
        path = self.folder / "facts.jsonl"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def json(self, *words: str, **how) -> dict:
        return self.ok(*words, "--db", self.db, "--output", "json", **how).json()

    def facts(self, organization: str = "school") -> dict:
        return {one["name"]: one for one in self.json("facts", "list", organization, "--all-scopes")["facts"]}

    def rows(self) -> tuple[int, int]:
        """Records in the log, and those that differ."""
        with contextlib.closing(sqlite3.connect(self.db)) as db:
            return db.execute("SELECT count(*), count(DISTINCT organization || json_extract(payload, '$.observed_at')) FROM event"
                              " WHERE kind = 'fact_recorded'").fetchone()

    def set_checkpoint(self, text: str) -> None:
        with contextlib.closing(sqlite3.connect(self.db)) as db, db:
            db.execute("UPDATE stream SET checkpoint = ?", (text,))

    def test_lines_become_facts_of_their_organizations(self):
        text = line(2) + "\n" + line(3) + line(4, name="order.model.on", value="2022-08-30") + line(
            6, name="mentors.count", value=5, origin={"id": "a.csv", "version": 2, "rows": [{"file": "a.csv", "row": 3}], "total_rows": 9})
        done = self.json("facts", "ingest", self.write(text))
        self.assertEqual((done["recorded"], done["unchanged"], done["batches"], done["refused"]), (4, 0, 1, []))
        known = self.facts()
        self.assertEqual(known["mentees.count"]["value"], {"int_value": "2"})
        self.assertEqual(known["order.model.on"]["value"]["date_value"]["year"], 2022)
        self.assertEqual((known["mentors.count"]["origin"]["rows"][0]["row"], known["mentors.count"]["origin"]["total_rows"]), (3, 9))
        again = self.json("facts", "ingest", "-", stdin=text)
        self.assertEqual((again["recorded"], again["unchanged"], again["batches_before"]), (0, 4, 0))
        self.assertNotEqual(again["stream"], done["stream"])
        self.json("facts", "ingest", "-", stdin=line(7200, value=None))
        self.assertTrue(self.facts()["mentees.count"]["withdrawn"])

    def test_a_line_without_end_is_not_waited_for(self):
        with open("/dev/zero", "rb") as endless:
            done = subprocess.run([BINARY, "facts", "ingest", "-", "--db", self.db, "--lang", "en"], stdin=endless, capture_output=True,
                                  text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("1: the line is too long", done.stderr)

    def test_a_wrong_line_is_named_and_ends_it(self):
        for wrong in ("{", "[]", "17", line(1, value={}), line(1, extra=1), line(1, organization=""), line(1, name=5), line(1, observed_time="вчера"),
                      line(1, origin={"row": 1}), line(1, name="order.model.on", value="30.08.2022"), '{"organization":"school","name":"mentees.count"}'):
            file = self.write(line(2) + "\n" + wrong.rstrip("\n") + "\n" + line(4))
            error = self.refused(1, "facts", "ingest", file, "--db", self.db, "--output", "json").error()
            self.assertEqual(error["reason"], "LINE_INVALID", wrong)
            self.assertTrue(error["message"].startswith(f"{file}:3: "), error["message"])
        self.assertEqual(self.rows()[0], 0)
        self.refused(3, "facts", "ingest", str(self.folder), "--db", self.db)
        self.refused(3, "facts", "ingest", str(self.folder / "none"), "--db", self.db)

    def test_batches_before_a_wrong_line_are_kept(self):
        file = self.write("".join(map(line, range(BATCH + 10))) + "{\n")
        answer = self.refused(1, "facts", "ingest", file, "--db", self.db, "--stream", "journal", "--output", "json")
        self.assertEqual(answer.json()["recorded"], BATCH)
        self.assertIn(f"{file}:{BATCH + 11}: ", answer.error()["message"])
        self.write("".join(map(line, range(BATCH + 20))))
        done = self.json("facts", "ingest", file, "--stream", "journal")
        self.assertEqual((done["batches_before"], done["recorded"], done["unchanged"]), (1, 20, 0))
        self.assertEqual(self.rows(), (BATCH + 20, BATCH + 20))

    def test_a_refused_batch_names_its_line(self):
        lines = [line(number) for number in range(2 * BATCH)]
        lines[4321] = line(4321, value="много")
        answer = self.refused(1, "facts", "ingest", self.write("".join(lines)), "--db", self.db, "--output", "json").json()
        self.assertEqual((answer["recorded"], answer["batches"]), (BATCH, 2))
        refused = answer["refused"][0]
        self.assertEqual((refused["line"], refused["facts"], refused["reason"]), (4322, BATCH, "FACT_TYPE"))
        text = self.refused(1, "facts", "ingest", "-", "--db", self.db, "--lang", "ru", stdin=line(1, organization="nobody")).out
        self.assertIn("отказ, строка 1 (порция из 1 фактов не записана): parts[0].organization: ", text)

    def test_a_file_is_taken_once_and_another_one_whole(self):
        text = "".join(map(line, range(BATCH + 10)))
        first = self.json("facts", "ingest", self.write(text))
        self.assertEqual((first["recorded"], first["batches_before"]), (BATCH + 10, 0))
        again = self.json("facts", "ingest", self.write(text))
        self.assertEqual((again["stream"], again["batches"], again["batches_before"], again["revision"]), (first["stream"], 0, 2, first["revision"]))
        for other in (text + line(BATCH + 10), text.replace('"value": 17,', '"value": 18,')):
            done = self.json("facts", "ingest", self.write(other))
            self.assertEqual((done["recorded"] + done["unchanged"], done["batches_before"]), (other.count("\n"), 0))
        self.assertEqual(self.facts()["mentees.count"]["value"], {"int_value": str(BATCH + 10)})
        piped = subprocess.run(["bash", "-c", f'"{BINARY}" facts ingest <(cat "{self.folder}/facts.jsonl") --db "{self.db}" --output json'],
                               stdout=subprocess.PIPE, encoding="utf-8", check=True)
        self.assertEqual(json.loads(piped.stdout)["batches"], 2)

    def test_a_stream_of_another_text_is_refused_and_not_passed_over(self):
        lines = [line(number) for number in range(2 * BATCH + 10)]
        how = ("--db", self.db, "--stream", "journal", "--output", "json")
        done = self.json("facts", "ingest", self.write("".join(lines)), "--stream", "journal")
        grown = lines + [line(2 * BATCH + 10)]
        corrected = [line(0, value=7)] + lines[1:]
        for text in (grown, corrected, lines[: BATCH + 10], lines[:5], [], lines[::-1]):
            refused = self.refused(1, "facts", "ingest", self.write("".join(text)), *how)
            self.assertEqual((refused.error()["reason"], refused.json()["batches"]), ("INGEST_OTHER_TEXT", 0))
        self.assertEqual(self.json("facts", "ingest", "-", "--stream", "journal", stdin="".join(lines) + "\n")["batches_before"], 3)
        # What another program has sent has no checkpoint of this one.
        for checkpoint in ("", "row 17", "vekha-text/1 ", "vekha-text/1 9 ", "vekha-text/1 0 x"):
            self.set_checkpoint(checkpoint)
            refused = self.refused(1, "facts", "ingest", self.write("".join(lines)), *how)
            self.assertEqual(refused.error()["reason"], "INGEST_OTHER_TEXT", checkpoint)
        self.assertEqual(refused.json()["revision"], done["revision"])

    def test_what_was_refused_is_sent_again(self):
        lines = [line(number) for number in range(BATCH)] + [line(BATCH, organization="third"), line(BATCH + 1)]
        for school, words in (("third", ()), ("fourth", ("--stream", "journal"))):
            lines[BATCH] = line(BATCH, organization=school)
            file = self.write("".join(lines))
            for _ in range(2):
                refused = self.refused(1, "facts", "ingest", file, *words, "--db", self.db, "--output", "json").json()
                self.assertEqual((refused["batches_before"], refused["refused"][0]["line"]), (0, BATCH + 1))
            self.assertTrue(refused["sent_again"])
            self.ok("org", "put", school, "--name", "Школа", "--level", "school", "--db", self.db)
            done = self.json("facts", "ingest", file, *words)
            self.assertEqual((done["batches"], done["batches_before"], done["refused"], done["sent_again"]), (2, 0, [], True))
            again = self.json("facts", "ingest", file, *words)
            self.assertEqual((again["batches"], again["batches_before"], again["sent_again"]), (0, 2, False))

    def serve(self) -> tuple[subprocess.Popen, str]:
        server = subprocess.Popen([BINARY, "serve", "--db", self.db, "--listen", "127.0.0.1:0", "--log", "off"], stdout=subprocess.PIPE, text=True,
                                  encoding="utf-8", env=os.environ | {"LANG": "C.UTF-8"})
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.kill)
        return server, re.search(r"127\.0\.0\.1:\d+", server.stdout.readline()).group(0)

    def test_a_killed_server_loses_and_repeats_nothing(self):
        text = "".join(map(line, range(4 * BATCH)))
        server, address = self.serve()
        client = subprocess.Popen([BINARY, "facts", "ingest", "-", "--stream", "journal", "--server", address, "--output", "json"], text=True,
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        half = text.index(line(2 * BATCH))
        client.stdin.write(text[:half])
        client.stdin.flush()
        newest = None
        while newest != str(2 * BATCH - 1):  # two batches are kept
            known = self.ok("facts", "list", "second", "--all-scopes", "--server", address, "--output", "json").json()["facts"]
            newest = known[0]["value"]["int_value"] if known else None
        server.send_signal(signal.SIGKILL)
        server.wait()
        out, err = client.communicate(text[half:], timeout=120)
        self.assertEqual(client.returncode, 3, out + err)

        server, address = self.serve()
        done = self.ok("facts", "ingest", "-", "--stream", "journal", "--server", address, "--output", "json", stdin=text).json()
        self.assertEqual((done["batches_before"], done["batches"], done["recorded"], done["unchanged"]), (2, 2, 2 * BATCH, 0))
        again = self.ok("facts", "ingest", "-", "--stream", "journal", "--server", address, "--output", "json", stdin=text).json()
        self.assertEqual((again["batches_before"], again["batches"]), (4, 0))
        server.send_signal(signal.SIGTERM)
        self.assertEqual(server.wait(30), 0)
        self.assertEqual(self.rows(), (4 * BATCH, 4 * BATCH))

    def test_a_taken_stream_is_waited_for(self):
        text = "".join(map(line, range(BATCH + 1)))
        server, address = self.serve()
        how = ("--stream", "journal", "--server", address, "--output", "json")
        first = subprocess.Popen([BINARY, "facts", "ingest", "-", *how], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        first.stdin.write(text)
        first.stdin.flush()
        while not self.ok("facts", "list", "second", "--all-scopes", "--server", address, "--output", "json").json()["facts"]:
            pass  # the first has opened it when its batch is kept
        error = self.refused(1, "facts", "ingest", "-", *how, "--wait", "0", stdin=text).error()
        self.assertEqual((error["code"], error["reason"]), ("ABORTED", "INGEST_STREAM_TAKEN"))
        waiting = subprocess.Popen([BINARY, "facts", "ingest", "-", *how, "--wait", "600"], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   encoding="utf-8")
        self.assertEqual(json.loads(first.communicate()[0])["batches"], 2)
        self.assertEqual(json.loads(waiting.communicate(text)[0])["batches_before"], 2)
        server.send_signal(signal.SIGTERM)
        self.assertEqual(server.wait(30), 0)


if __name__ == "__main__":
    unittest.main()
