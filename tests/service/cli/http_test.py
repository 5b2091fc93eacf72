"""JSON over HTTP as people use it: curl against a served demonstration, and the examples of the documents as they stand there."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from vekha import BINARY, CommandTest, vekha

ADDRESS = "127.0.0.1:7480"  # of the examples
STATE = "vekha.v1.StateService"


def shell_blocks(document: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", pathlib.Path(document).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


class Door:
    """A served database; ends with the test."""

    def __init__(self, folder: str, *words: str):
        self.folder = folder
        self.process = subprocess.Popen(
            [BINARY, "serve", "--db", f"{folder}/demo.db", "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--log", "off", *words],
            stdout=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ | {"LANG": "C.UTF-8"})
        self.hello = self.process.stdout.readline()
        self.address = re.search(r"HTTP (127\.0\.0\.1:\d+)", self.hello).group(1)

    def run(self, script: str) -> subprocess.CompletedProcess:
        return subprocess.run(["bash", "-euo", "pipefail", "-c", script.replace(ADDRESS, self.address)], cwd=self.folder,
                              capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)

    def call(self, method: str, message: dict, *words: str) -> tuple[int, dict]:
        done = subprocess.run(
            ["curl", "--silent", "--show-error", "--max-time", "60", "-w", "\n%{http_code}", "-H", "Content-Type: application/json",
             *words, "-d", json.dumps(message), f"http://{self.address}/{method}"],
            capture_output=True, text=True, encoding="utf-8", check=True)
        body, status = done.stdout.rsplit("\n", 1)
        return int(status), json.loads(body)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            self.process.stdout.close()


class Http(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.TemporaryDirectory()
        loaded = vekha("demo", "--db", f"{cls.home.name}/demo.db")
        if loaded.code != 0:
            raise AssertionError(loaded.out + loaded.err)

    @classmethod
    def tearDownClass(cls):
        cls.home.cleanup()

    def serve(self, *words: str) -> Door:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for file in pathlib.Path(self.home.name).glob("demo.db*"):
            shutil.copy(file, folder.name)
        pathlib.Path(folder.name, "push.secret").write_text("correct horse battery staple\n", encoding="utf-8")
        door = Door(folder.name, *(word.replace("FOLDER", folder.name) for word in words))
        self.addCleanup(lambda: self.assertEqual(door.stop(), 0))
        return door

    def test_the_examples_of_the_document_work(self):
        plain, signed = shell_blocks("docs/http.md")
        for script, words in ((plain, ()), (signed, ("--http-secrets", "FOLDER/push.secret"))):
            done = self.serve(*words).run(script)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(json.loads(done.stdout)["recorded"], 1)

    def test_the_example_of_the_readme_works(self):
        line = re.search(r"^curl .*$", pathlib.Path("README.md").read_text(encoding="utf-8"), re.MULTILINE).group(0)
        done = self.serve().run(line)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("site.section_url", [fact["name"] for fact in json.loads(done.stdout)["facts"]])

    def test_errors_are_those_of_grpc(self):
        status, error = self.serve().call(f"{STATE}/GetState", {"organization": "nobody"})
        self.assertEqual((status, error["code"]), (404, "not_found"))
        details = {detail["type"]: detail["debug"] for detail in error["details"]}
        self.assertEqual(details["google.rpc.ErrorInfo"]["reason"], "ORGANIZATION_UNKNOWN")
        self.assertRegex(details["google.rpc.LocalizedMessage"]["message"], "[а-я]")

    def test_a_repeated_push_changes_nothing(self):
        door = self.serve("--http-secrets", "FOLDER/push.secret")
        signed = shell_blocks("docs/http.md")[1]
        first, second = door.run(signed), door.run(signed)
        self.assertEqual((first.returncode, first.stdout), (second.returncode, second.stdout), second.stderr)
        reused = door.run(signed.replace('"intValue": 17', '"intValue": 18'))
        self.assertIn("REQUEST_ID_REUSED", reused.stdout)

    def test_unsigned_and_old_pushes_are_refused(self):
        door = self.serve("--http-secrets", "FOLDER/push.secret")
        status, error = door.call(f"{STATE}/GetState", {"organization": "kambulat"})
        self.assertEqual((status, error["code"]), (401, "unauthenticated"))
        signed = shell_blocks("docs/http.md")[1]
        self.assertIn("PUSH_OUTSIDE_WINDOW", door.run(signed.replace("date +%s", "date -d '1 hour ago' +%s")).stdout)
        self.assertIn("PUSH_SIGNATURE_WRONG", door.run(signed.replace("head -n 1 push.secret", "echo guess")).stdout)

    def test_a_body_over_the_limit_is_refused_and_one_below_is_read(self):
        door = self.serve()
        for size, reason in ((3 << 20, "TEXT_TOO_LONG"), (5 << 20, "BODY_TOO_LARGE")):
            body = pathlib.Path(door.folder, "body.json")
            body.write_text(json.dumps({"organization": "x" * size}), encoding="utf-8")
            done = door.run(f"curl -sS -H 'Content-Type: application/json' --data-binary @body.json http://{ADDRESS}/{STATE}/GetState")
            self.assertIn(reason, done.stdout, done.stderr)

    def test_many_calls_at_once(self):
        done = self.serve().run(
            "seq 40 | xargs -P 8 -I{} curl -sS -w '%{http_code}\\n' -o /dev/null -H 'Content-Type: application/json' "
            "-H 'Idempotency-Key: call-{}' -d '{\"organization\": \"kambulat\", \"facts\": [{\"name\": \"mentees.count\", "
            f"\"value\": {{\"intValue\": 5}}}}]}}' http://{ADDRESS}/{STATE}/RecordFacts")
        self.assertEqual(done.stdout.split(), ["200"] * 40, done.stderr)

    def test_health_knows_the_door(self):
        self.assertEqual(self.serve().call("grpc.health.v1.Health/Check", {"service": "http"}), (200, {"status": "SERVING"}))

    def test_the_start_line_names_the_door_and_an_idle_client_does_not_hold_up_the_end(self):
        door = self.serve()
        self.assertRegex(door.hello, r"^Vekha listens on 127\.0\.0\.1:\d+, HTTP 127\.0\.0\.1:\d+, database ")
        host, port = door.address.split(":")
        with socket.create_connection((host, int(port))):
            begun = time.monotonic()
            self.assertEqual(door.stop(), 0)
            self.assertLess(time.monotonic() - begun, 5)

    def test_wrong_options_are_refused(self):
        self.refused(2, "serve", "--http", "7480")
        self.refused(2, "serve", "--http-secrets", "x")
        self.refused(2, "serve", "--http", "127.0.0.1:0", "--http-origins", "https://a/b")
        db = ("--db", f"{self.home.name}/demo.db", "--listen", "127.0.0.1:0", "--output", "json")
        missing = self.refused(1, "serve", *db, "--http", "127.0.0.1:0", "--http-secrets", "/nowhere")
        self.assertEqual(missing.error()["reason"], "SECRET_UNREADABLE")
        door = self.serve()
        taken = self.refused(3, "serve", *db, "--http", door.address)
        self.assertEqual(taken.error()["reason"], "LISTEN_FAILED")


if __name__ == "__main__":
    unittest.main()
