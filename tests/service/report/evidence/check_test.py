"""The program that README.txt of an evidence pack tells people to run does what it says there.

Usage: check_test.py MAKE_EXAMPLE_PACK
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zipfile

maker = ""


class Check(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)
        pack = self.folder / "pack.zip"
        self.seal = subprocess.run([maker, pack], capture_output=True, text=True, check=True).stdout.strip()
        with zipfile.ZipFile(pack) as parts:
            self.assertIsNone(parts.testzip())
            parts.extractall(self.folder)
        readme = (self.folder / "README.txt").read_text(encoding="utf-8")
        (self.folder / "check.py").write_text(readme.split("-" * 70)[1], encoding="utf-8")

    def tearDown(self):
        self.holder.cleanup()

    def check(self) -> str:
        done = subprocess.run([sys.executable, "check.py"], cwd=self.folder, capture_output=True, text=True, check=False)
        return (done.stdout + done.stderr).strip()

    def edit(self, name: str, change) -> None:
        path = self.folder / name
        path.write_bytes(change(path.read_bytes()))

    def test_finds_a_pack_whole_and_says_its_seal(self):
        self.assertEqual(self.check(), f"OK, 20 entries; seal {self.seal}")

    def test_names_the_changed_line(self):
        self.edit("events.jsonl", lambda text: text.replace(b'"revision":7,', b'"revision":8,', 1))
        self.assertEqual(self.check(), "events.jsonl, line 8: NOT AS PACKED")

    def test_notices_a_lost_last_line(self):
        self.edit("events.jsonl", lambda text: text[:text[:-1].rfind(b"\n") + 1])
        self.assertEqual(self.check(), "events.jsonl: 20 lines, packed were 21")

    def test_names_the_changed_file(self):
        self.edit("told.csv", lambda text: text + b"x")
        self.assertEqual(self.check(), "told.csv: NOT AS PACKED")


if __name__ == "__main__":
    maker = sys.argv.pop()
    unittest.main()
