"""The evidence pack on the command line: vekha evidence pack, vekha evidence verify."""
import csv
import hashlib
import io
import json
import pathlib
import subprocess
import tempfile
import unittest
import zipfile

from vekha import CommandTest, vekha

PLAN = """roadmap: plan
title: План района
level: municipality
period: 2022-09-01..2023-08-31
calendar: RU
week: 5
control: none
roles: {Куратор: curator, Координатор: coordinator}
stages:
  - id: "1"
    title: Начало
    measures:
      - {id: "1.1", title: Издать приказ, term: до 31 октября 2022, responsible: Куратор, result: Приказ, evidence: order, for: each school}
      - {id: "1.2", title: Подвести итоги, term: до 20 декабря 2022, responsible: Координатор, evidence: none}
"""


def rows(text: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))


class Evidence(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.home.name)
        cls.db = str(cls.folder / "plan.db")
        cls.pack = cls.folder / "one.zip"
        (cls.folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
        commands = [["org", "put", "district", "--name", "Район", "--level", "municipality"],
                    *(["org", "put", school, "--name", name, "--level", "school", "--parent", "district"]
                      for school, name in (("one", "Школа 1"), ("two", "Школа 2"))),
                    ["person", "put", "ivanov", "--name", "Иванов И. И.", "--channel", "spool", "--address", "ivanov"],
                    ["person", "put", "petrova", "--name", "Петрова П. П.", "--channel", "spool", "--address", "petrova"],
                    ["role", "put", "one", "curator", "ivanov", "--from", "2022-09-01"],
                    ["role", "put", "two", "curator", "petrova", "--from", "2022-09-01"],
                    ["apply", str(cls.folder / "plan.yaml")], ["adopt", "district", "plan", "--from", "2022-09-01"],
                    ["run", "--as-of", "2022-10-28"],
                    ["report", "one/plan/1.1/2022-10-31", "--by", "ivanov", "--on", "2022-10-28", "--number", "17", "--dated", "2022-10-27"],
                    ["report", "two/plan/1.1/2022-10-31", "--by", "petrova", "--on", "2022-10-28", "--number", "99", "--dated", "2022-10-27"]]
        for words in commands:
            done = vekha(*words, "--db", cls.db)
            if done.code != 0:
                raise AssertionError(done.out + done.err)
        made = vekha("evidence", "pack", "one", "-o", str(cls.pack), "--db", cls.db, "--output", "json", "--lang", "ru")
        if made.code != 0:
            raise AssertionError(made.out + made.err)
        cls.made = made.json()

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.pack) as pack:
            return {name: pack.read(name) for name in pack.namelist()}

    def packed(self, parts: dict[str, bytes]) -> str:
        path = self.folder / "forged.zip"
        with zipfile.ZipFile(path, "w") as pack:
            for name, content in parts.items():
                pack.writestr(name, content)
        return str(path)

    def why(self, code: int, path: str, *words: str) -> dict:
        return self.refused(code, "evidence", "verify", path, *words, "--output", "json").error()

    def test_a_pack_says_who_was_told_what_by_which_row_and_with_which_proof(self):
        parts = self.parts()
        told = rows(parts["told.csv"])
        self.assertEqual({row["Кому"] for row in told}, {"Иванов И. И."})
        self.assertEqual((told[0]["Организация"], told[0]["Строка"], told[0]["Мероприятие"], told[0]["Срок"], told[0]["Сказано"]),
                         ("Школа 1", "1.1", "Издать приказ", "31.10.2022", "28.10.2022"))
        done = rows(parts["done.csv"])
        self.assertEqual([row["Что"] for row in done], ["внесён отчёт", "закрыта"])
        self.assertEqual((done[0]["Кто"], done[0]["Номер"], done[0]["Дата документа"]), ("Иванов И. И.", "17", "27.10.2022"))
        lines = [json.loads(line) for line in parts["events.jsonl"].decode().splitlines()]
        self.assertEqual((lines[0]["organization"], len(lines) - 1), ("Школа 1", self.made["entries"]))
        emitted = next(line["event"] for line in lines[1:] if line["event"]["kind"] == "notification_emitted")
        self.assertEqual(emitted["row"], {"roadmap": "plan", "measure": "1.1", "number": "1.1", "title": "Издать приказ"})
        self.assertTrue(any(line["event"]["kind"] == "roadmap_applied" and line["event"]["payload"]["text"] == PLAN for line in lines[1:]))

    def test_nothing_of_a_sister_is_in_it(self):
        everything = b"\n".join(self.parts().values()).decode()
        for word in ("petrova", "Петрова", "Школа 2", '"two', "two/plan"):
            self.assertNotIn(word, everything)
        whole = self.folder / "district.zip"
        self.ok("evidence", "pack", "district", "-o", str(whole), "--db", self.db)
        with zipfile.ZipFile(whole) as pack:
            told = {row["Кому"] if "Кому" in row else row["To"] for row in rows(pack.read("told.csv"))}
        self.assertEqual(told, {"Иванов И. И.", "Петрова П. П."})

    def test_a_whole_pack_is_found_whole_without_a_server(self):
        found = self.ok("evidence", "verify", str(self.pack), "--seal", self.made["seal"], "--output", "json").json()
        self.assertEqual((found["entries"], found["head"], found["seal"]), (self.made["entries"], self.made["head"], self.made["seal"]))
        self.assertIn("Пакет цел", self.ok("evidence", "verify", str(self.pack), "--lang", "ru").out)
        readme = self.parts()["README.txt"].decode()
        script = readme.split("-" * 70 + "\n")[1]
        with tempfile.TemporaryDirectory() as folder:
            for name, content in self.parts().items():
                (pathlib.Path(folder) / name).write_bytes(content)
            done = subprocess.run(["python3", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
        self.assertIn(self.made["seal"], done.stdout, done.stderr)

    def test_the_same_log_gives_the_same_pack(self):
        again = self.folder / "again.zip"
        self.ok("evidence", "pack", "one", "-o", str(again), "--db", self.db, "--lang", "ru")
        self.assertEqual(again.read_bytes(), self.pack.read_bytes())

    def test_every_kind_of_tampering_is_refused_with_its_place(self):
        events = self.parts()["events.jsonl"].split(b"\n")
        number = next(i for i, line in enumerate(events) if b'"17"' in line)

        def with_events(lines: list[bytes]) -> str:
            return self.packed({**self.parts(), "events.jsonl": b"\n".join(lines)})

        cases = {
            "changed": ([*events[:number], events[number].replace(b'"17"', b'"18"'), *events[number + 1:]], number + 1),
            "lost": (events[:3] + events[4:], 4),
            "added": (events[:3] + [events[2]] + events[3:], 4),
            "moved": (events[:3] + [events[4], events[3]] + events[5:], 4),
            "cut": (events[:5] + [b""], 6),
        }
        for name, (lines, line) in cases.items():
            with self.subTest(name):
                error = self.why(1, with_events(lines))
                self.assertEqual((error["reason"], error["metadata"]["file"]), ("PACK_DAMAGED", "events.jsonl"))
                self.assertEqual(error["metadata"]["line"], str(line))
                self.assertIn(f"строка {line}", error["message_ru"])

    def test_tampering_with_the_other_files_is_refused_with_their_name(self):
        parts = self.parts()
        told = self.packed({**parts, "told.csv": parts["told.csv"].replace("Иванов".encode(), "Петров".encode())})
        self.assertEqual(self.why(1, told)["metadata"]["file"], "told.csv")
        lost = self.packed({name: content for name, content in parts.items() if name != "done.csv"})
        self.assertEqual(self.why(1, lost)["reason"], "PACK_DAMAGED")
        more = self.packed({**parts, "more.csv": b"x"})
        self.assertEqual(self.why(1, more)["reason"], "PACK_DAMAGED")
        bare = self.packed({name: content for name, content in parts.items() if name != "manifest.json"})
        self.assertIn(self.why(1, bare)["reason"], ("PACK_DAMAGED", "PACK_NOT_ONE"))

    def test_a_pack_forged_throughout_has_another_seal(self):
        parts = self.parts()
        lines = parts["events.jsonl"].replace(b'"number":"17"', b'"number":"18"').split(b"\n")[:-1]
        before, chain = "0" * 64, []
        for line in lines:
            before = hashlib.sha256(before.encode() + line).hexdigest()
            chain.append(before)
        manifest = parts["manifest.json"].decode()
        for old, new in zip(json.loads(manifest)["chain"], chain):
            manifest = manifest.replace(old, new)
        forged = self.packed({**parts, "events.jsonl": b"\n".join(lines) + b"\n", "manifest.json": manifest.encode()})
        self.ok("evidence", "verify", forged)
        self.assertEqual(self.why(1, forged, "--seal", self.made["seal"])["reason"], "PACK_OTHER_SEAL")

    def test_what_is_no_pack_is_refused(self):
        self.assertEqual(self.why(3, str(self.folder / "nothing.zip"))["reason"], "PACK_UNREADABLE")
        self.assertEqual(self.why(1, str(self.folder / "plan.yaml"))["reason"], "PACK_NOT_ONE")
        cut = self.folder / "cut.zip"
        cut.write_bytes(self.pack.read_bytes()[:-200])
        self.assertIn(self.why(1, str(cut))["reason"], ("PACK_NOT_ONE", "PACK_DAMAGED"))

    def test_a_path_that_cannot_be_written_is_refused_and_leaves_nothing(self):
        before = sorted(self.folder.iterdir())
        for path in (self.folder / "no-such-folder" / "one.zip", self.folder):
            error = self.refused(3, "evidence", "pack", "one", "-o", str(path), "--db", self.db, "--output", "json").error()
            self.assertEqual(error["reason"], "EXPORT_PATH")
            self.assertIn(str(path), error["message_ru"])
        self.assertEqual(sorted(self.folder.iterdir()), before)
        # What fails on the way leaves the file that was there before.
        self.refused(1, "evidence", "pack", "nowhere", "-o", str(self.pack), "--db", self.db)
        self.ok("evidence", "verify", str(self.pack))

    def test_progress_shows_only_where_it_is_asked_for(self):
        quiet = self.ok("evidence", "pack", "one", "-o", str(self.folder / "quiet.zip"), "--db", self.db)
        self.assertEqual(quiet.err, "")
        told = self.ok("evidence", "pack", "one", "-o", str(self.folder / "told.zip"), "--db", self.db, "--progress", "--lang", "en")
        self.assertRegex(told.err, r"^\d+ entries, revision \d+ of \d+\n$")

    def test_the_words_of_the_command_are_checked(self):
        self.refused(2, "evidence", "pack", "one", "--db", self.db)
        self.refused(2, "evidence")
        self.assertEqual(self.refused(1, "evidence", "pack", "nowhere", "-o", str(self.folder / "x.zip"), "--db", self.db,
                                      "--output", "json").error()["reason"], "ORGANIZATION_UNKNOWN")


if __name__ == "__main__":
    unittest.main()
