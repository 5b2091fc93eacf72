"""vekha roadmap test: the tests of the rules pass; what fails, and what is wrong, is said with its place."""
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree

from vekha import BINARY, DatabaseTest

TEST = """roadmap: kambulat-2022
tests:
  - name: Срок пар
    due: {"3.5": [2022-10-30 -> 2022-10-29, 2023-10-30]}
  - name: Срок базы
    due: {"3.2": [2022-09-15, 2023-09-15]}
"""
GOLDEN = """roadmap: template-school
tests:
  - name: Сентябрь
    golden: september.golden.yaml
    span: 2026-09-01..2026-09-07
"""


class RoadmapTest(DatabaseTest):
    def test_the_rules_in_the_program_pass_their_tests_and_are_covered(self):
        answer = self.ok("roadmap", "test", "--coverage", "--output", "json").json()
        self.assertEqual(answer["failed"], 0)
        self.assertGreater(answer["passed"], 60)
        of = {one["roadmap"]: one for one in answer["coverage"]}
        for roadmap in ("kambulat-2022", "pizhanka-2021", "sosh4-teachers-2022", "altai-2020", "sosh7-2020",
                        "template-school", "library-mentoring"):
            self.assertEqual(of[roadmap]["missing"], [], roadmap)
            self.assertEqual(of[roadmap]["measures_named"], of[roadmap]["measures"])

    def test_a_folder_of_rules_is_tested_with_its_own_rules(self):
        rules = self.folder / "rules"
        shutil.copytree("rules", rules)
        self.ok("roadmap", "test", "--rules", str(rules), str(rules / "tests" / "004-school-7.yaml"))
        plan = rules / "roadmaps" / "004-school-7.yaml"
        plan.write_text(plan.read_text(encoding="utf-8").replace("До 20.11.2020", "До 21.11.2020"), encoding="utf-8")
        out = self.refused(1, "roadmap", "test", "--rules", str(rules)).out
        self.assertIn("L14: due", out)
        self.assertIn("+ 2020-11-21 -> 2020-11-20", out)

    def test_a_difference_is_shown_with_its_place(self):
        path = self.write("pairs.yaml", TEST)
        out = self.refused(1, "roadmap", "test", path, "--lang", "en").out
        self.assertIn(f"{path}:6:12: 3.2: due", out)
        self.assertIn("- 2022-09-15, 2023-09-15", out)
        self.assertIn("+ 2022-09-01..2022-09-15 -> 2022-09-14", out)
        self.assertIn("2 tests, 1 failed", out)
        self.assertIn("2 теста, не сошлось 1", self.refused(1, "roadmap", "test", path, "--lang", "ru").out)
        self.assertIn("1 test, all passed", self.ok("roadmap", "test", path, "--run", "пар", "--lang", "en").out)
        self.refused(1, "roadmap", "test", path, "--run", "нет такого")

    def test_json_and_junit_say_the_same(self):
        path, report = self.write("pairs.yaml", TEST), str(self.folder / "report.xml")
        answer = self.refused(1, "roadmap", "test", path, "--junit", report, "--output", "json").json()
        self.assertEqual((answer["passed"], answer["failed"]), (1, 1))
        mismatch = answer["files"][0]["tests"][1]["mismatches"][0]
        self.assertEqual((mismatch["line"], mismatch["what"]), (6, "3.2: due"))
        suite = xml.etree.ElementTree.parse(report).getroot().find("testsuite")
        self.assertEqual((suite.get("tests"), suite.get("failures"), suite.get("errors")), ("2", "1", "0"))
        self.assertEqual([case.get("name") for case in suite if case.find("failure") is not None], ["Срок базы"])

    def test_what_is_not_there_is_an_error(self):
        for text, code in (("roadmap: kambulat-2022\ntests:\n  - name: а\n    due: {\"9.9\": 2022-10-30}\n", "E0810"),
                           ("roadmap: kambulat-2022\ntests:\n  - name: а\n    expect: [{on: 2031-01-01, none: [\"3.5\"]}]\n",
                            "E0812"),
                           ("roadmap: kambulat-2022\ntests:\n  - name: а\n", "E0802"),
                           ("roadmap: kambulat-2022\ntests: [\n", "E0001")):
            path = self.write("wrong.yaml", text)
            self.assertIn(code, self.refused(1, "roadmap", "test", path).out)
        self.refused(1, "roadmap", "test", self.write("other.yaml", "roadmap: nowhere\ntests: [{name: a, golden: b}]\n"))
        self.refused(3, "roadmap", "test", str(self.folder / "missing.yaml"))
        self.refused(2, "roadmap", "test", "--update")

    def test_a_bad_file_stops_no_other(self):
        good = self.write("good.yaml", TEST.replace("2022-09-15, 2023-09-15", "2022-09-01..2022-09-15 -> 2022-09-14, 2023-09-01..2023-09-15 -> 2023-09-14"))
        self.ok("roadmap", "test", good)
        latin = self.folder / "latin.yaml"
        latin.write_bytes("roadmap: kambulat-2022 # Школа\n".encode("cp1251"))
        for bad, place, code in ((self.write("a.yaml", "roadmap: nowhere\ntests: [{name: a, golden: b, span: 2022-09-01..2022-09-02}]\n"), ":1:10", 1),
                                 (self.write("b.yaml", "file: none.yaml\ntests: [{name: a, due: {\"1\": 2022-09-01}}]\n"), ":1:7", 1),
                                 (self.write("c.yaml", "tests: [\n"), ":2:1", 1),
                                 (self.write("d.yaml", "#" * (1 << 20) + "\n"), ":1:1", 1),
                                 (str(latin), ":1:", 1),
                                 (str(self.folder / "missing.yaml"), ":1:1", 3)):
            report = str(self.folder / "report.xml")
            out = self.refused(code, "roadmap", "test", bad, good, "--junit", report, "--lang", "en").out
            self.assertIn(f"{bad}{place}", out)
            self.assertIn(f"{good}: 2 tests, all passed", out)
            suites = xml.etree.ElementTree.parse(report).getroot().findall("testsuite")
            self.assertEqual([suite.get("errors") for suite in suites], ["1", "0"], bad)

    def test_a_golden_is_written_and_then_holds(self):
        path, golden = self.write("year.yaml", GOLDEN), self.folder / "september.golden.yaml"
        self.refused(1, "roadmap", "test", path)
        golden.write_text("# Моё замечание.\n", encoding="utf-8")
        self.ok("roadmap", "test", path, "--update")
        text = golden.read_text(encoding="utf-8")
        self.assertTrue(text.startswith("# Моё замечание.\n2026-09-01:\n"), text[:80])
        self.ok("roadmap", "test", path)
        golden.write_text(text.replace("d-3 head", "d-3 curator"), encoding="utf-8")
        self.assertIn("d-3 head", self.refused(1, "roadmap", "test", path).out)

    def test_what_is_changed_in_the_rules_is_noticed(self):
        run = subprocess.run([sys.executable, "tests/mutation/mutate.py", "--vekha", BINARY, "--sample", "30"],
                             capture_output=True, text=True, timeout=500)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertRegex(run.stdout, r"30 mutants .*: \d+ killed by tests, \d+ refused when loaded, 0 survived")


if __name__ == "__main__":
    unittest.main()
