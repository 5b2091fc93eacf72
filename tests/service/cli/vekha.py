"""Runs the command as a user would: words in; exit code, output and errors out."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

BINARY = os.environ["VEKHA"]
GOLDEN = pathlib.Path(__file__).resolve().parents[2] / "golden" / "cli"
ROADMAPS = sorted(str(path) for path in pathlib.Path("rules/roadmaps").glob("*.yaml"))


class Answer:
    def __init__(self, done: subprocess.CompletedProcess):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    def json(self) -> dict:
        return json.loads(self.out)

    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]

    def error(self) -> dict:
        return json.loads(self.err)["error"]


def vekha(*words: str, stdin: str = "", env: dict[str, str] | None = None, timeout: int = 120) -> Answer:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "VEKHA_", "NO_COLOR"))}
    clean |= {"LANG": "C.UTF-8", "TERM": "xterm"} | (env or {})
    return Answer(subprocess.run([BINARY, *words], input=stdin, capture_output=True, text=True, encoding="utf-8",
                                 env=clean, timeout=timeout, check=False))


class CommandTest(unittest.TestCase):
    maxDiff = None

    def ok(self, *words: str, **how) -> Answer:
        answer = vekha(*words, **how)
        self.assertEqual(answer.code, 0, f"{words}\n{answer.out}\n{answer.err}")
        return answer

    def refused(self, code: int, *words: str, **how) -> Answer:
        answer = vekha(*words, **how)
        self.assertEqual(answer.code, code, f"{words}\n{answer.out}\n{answer.err}")
        self.assertNotEqual(answer.err + answer.out, "")
        return answer

    def golden(self, name: str, text: str) -> None:
        """Equal to the file, which UPDATE_GOLDEN=1 writes anew."""
        file = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN") == "1":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.assertEqual(text, file.read_text(encoding="utf-8"), f"differs from {file}; UPDATE_GOLDEN=1 refreshes it")


class DatabaseTest(CommandTest):
    """Each test has a folder and a database of its own."""

    def setUp(self):
        home = tempfile.TemporaryDirectory()
        self.addCleanup(home.cleanup)
        self.folder = pathlib.Path(home.name)
        self.db = str(self.folder / "vekha.db")

    def write(self, name: str, text: str) -> str:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return str(file)

    def do(self, *words: str) -> Answer:
        return self.ok(*words, "--db", self.db)

    def json(self, *words: str) -> dict:
        return self.do(*words, "--output", "json").json()
