"""Commands that need no server: roadmap check and show, term, eval, calendar; and the command line itself."""
import json
import pathlib
import tempfile
import unittest

from vekha import ROADMAPS, CommandTest, vekha

PERIOD = "2022-09-01..2023-12-31"


class CommandLine(CommandTest):
    def test_help_is_in_the_language_asked_for(self):
        self.assertIn("the daily job", self.ok("--help").out)
        self.assertIn("дневной прогон", self.ok("--help", env={"LANG": "ru_RU.UTF-8"}).out)
        self.assertIn("дневной прогон", self.ok("--lang", "ru", "--help").out)
        self.assertIn("рабочих", self.ok("--lang", "ru", "calendar", "2022-11-01..2022-11-02").out)
        self.assertIn("рабочих", self.ok("calendar", "2022-11-01..2022-11-02", "--lang", "ru").out)
        self.assertIn("нужна команда", self.refused(2, "--lang", "ru").err)

    def test_version(self):
        self.assertRegex(self.ok("--version").out, r"^vekha \d+\.\d+\.\d+\n$")

    def test_a_misspelt_command_is_corrected(self):
        answer = self.refused(2, "calender", "2022-11-01..2022-11-02")
        self.assertIn("did you mean calendar?", answer.err)
        self.assertIn("возможно, calendar?", self.refused(2, "calender", "--lang", "ru").err)

    def test_a_misspelt_option_is_corrected(self):
        self.assertIn("did you mean --period?", self.refused(2, "term", "май", "--perod", PERIOD).err)

    def test_wrong_usage_is_2(self):
        for words in [[], ["roadmap"], ["roadmap", "check"], ["run", "--as-of", "2022-02-30"], ["run", "--as-of", "24.10.2022"],
                      ["term", "май"], ["term", "май", "--period", "2023-01-01..2022-01-01"], ["calendar", "2022"],
                      ["calendar", "2022-11-01..2022-11-02", "--week", "7"], ["tasks", "--state", "lost"],
                      ["next", "x", "--limit", "0"], ["run", "--output", "xml"], ["next"],
                      ["serve", "--listen", "here"], ["serve", "--listen", "127.0.0.1:99999"], ["serve", "--listen", ":1"]]:
            with self.subTest(words):
                self.refused(2, *words)

    def test_errors_are_json_when_output_is(self):
        error = self.refused(2, "run", "--output", "json", "--as-of", "never").error()
        self.assertEqual(error["reason"], "USAGE")
        self.assertEqual(set(error), {"code", "reason", "message", "message_ru", "metadata"})

    def test_no_colours_in_a_pipe(self):
        self.assertNotIn("\033", self.ok("roadmap", "show", ROADMAPS[0]).out)

    def test_a_server_that_is_not_there_is_3(self):
        answer = self.refused(3, "next", "Кто-то", "--server", "127.0.0.1:1", "--output", "json")
        self.assertEqual(answer.error()["reason"], "SERVER_UNREACHABLE")


class RoadmapCheck(CommandTest):
    def check(self, text: str, *words: str):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "дорожная карта.yaml"
            file.write_text(text, encoding="utf-8")
            return vekha("roadmap", "check", str(file), *words)

    def test_our_roadmaps_are_correct(self):
        answer = self.ok("roadmap", "check", *ROADMAPS, "--output", "json")
        self.assertEqual([d for d in answer.json()["diagnostics"] if d["severity"] == "error"], [])

    def test_every_problem_has_its_place_in_characters(self):
        text = pathlib.Path(ROADMAPS[0]).read_text(encoding="utf-8")
        text = text.replace("done_when: mentees.count > 0 &&", "done_when: size('школа') > 0 && mentees.cuont > 0 &&")
        text = text.replace("evidence: register\n", "evidence: papyrus\n", 1)
        answer = self.check(text, "--output", "json")
        self.assertEqual(answer.code, 1)
        expected = [(number, line.index(word) + 1) for number, line in enumerate(text.splitlines(), 1)
                    for word in ("papyrus", "mentees.cuont") if word in line]
        errors = [d for d in answer.json()["diagnostics"] if d["severity"] == "error"]
        self.assertEqual([(d["line"], d["column"]) for d in errors], expected, answer.out)
        self.assertEqual(set(errors[0]), {"file", "line", "column", "severity", "code", "message"})

    def test_text_output_has_file_line_column_and_code(self):
        answer = self.check("roadmap: x\n")
        self.assertEqual(answer.code, 1)
        self.assertRegex(answer.out, r"дорожная карта\.yaml:\d+:\d+: error\[E\d{4}\]: ")

    def test_a_missing_file_is_3(self):
        self.assertIn("no such file", self.refused(3, "roadmap", "check", "nowhere.yaml").err)
        self.assertIn("нет такого файла", self.refused(3, "roadmap", "check", "nowhere.yaml", "--lang", "ru").err)

    def test_a_folder_is_no_file(self):
        self.refused(3, "roadmap", "check", "rules")

    def test_a_file_that_is_no_text(self):
        with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
            file.write(b"\xff\xfe\x00roadmap")
            file.flush()
            self.assertIn("E0002", self.refused(1, "roadmap", "check", file.name).out)

    def test_nothing_of_a_file_reaches_the_terminal_as_a_command(self):
        answer = self.check("roadmap: \033[31mred\nlevel: \007\n")
        self.assertEqual(answer.code, 1)
        self.assertNotRegex(answer.out, "[\033\007]")


# Contradicts itself (due outside the period) and has traps (no approval, a day off), but is a correct rule file.
FOUND = """roadmap: found
title: План
level: school
period: 2022-09-01..2023-08-31
calendar: RU
week: 5
ladder: standard
stages:
  - id: "1"
    title: Этап
    measures:
      - {id: "1.1", title: Приказ, term: не позднее 14 ноября 2024 года, responsible: Директор, result: Приказ, evidence: order}
      - {id: "1.2", title: Отчет, term: не позднее 18 сентября 2022 года, responsible: Директор, result: Отчет, evidence: report}
"""


class RoadmapFindings(CommandTest):
    def check(self, *words: str, text: str = FOUND):
        return vekha("roadmap", "check", "-", *words, stdin=text)

    def test_a_finding_stops_no_file_unless_asked(self):
        for code, words in [(0, []), (0, ["--fail-on", "error"]), (1, ["--fail-on", "warning"]), (1, ["--fail-on", "note"]),
                            (1, ["--strict"]), (2, ["--fail-on", "never"])]:
            with self.subTest(words):
                self.assertEqual(self.check(*words).code, code)

    def test_strict_makes_errors_of_contradictions_only(self):
        said = self.check("--strict", "--output", "json").json()["diagnostics"]
        levels = {one["code"]: one["severity"] for one in said}
        self.assertEqual(levels["DUE_OUTSIDE_PERIOD"], "error")
        self.assertEqual(levels["DUE_ON_DAY_OFF"], "warning")

    def test_is_said_in_the_language_asked_for(self):
        english, russian = self.check("--lang", "en").out, self.check("--lang", "ru").out
        self.assertIn("falls on a day off: 2022-09-18, Sunday (2022-09-16, Friday counts)", english)
        self.assertIn("    hint: name a working day", english)
        self.assertIn("приходится на нерабочий день: 18.09.2022, воскресенье (действует 16.09.2022, пятница)", russian)
        self.assertIn("    совет: назначьте рабочий день", russian)
        wrong = FOUND.replace("level: school", "level: scool")
        self.assertIn('"scool" is none of: region', self.check("--lang", "en", text=wrong).out)
        self.assertIn('"scool" - такого слова нет', self.check("--lang", "ru", text=wrong).out)
        message = self.check("--lang", "ru", "--output", "json", text=wrong).json()["diagnostics"][0]["message"]
        self.assertIn("такого слова нет", message)

    def test_sarif_is_what_readers_of_it_expect(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "found.sarif"
            self.assertEqual(self.check("--sarif", str(file), "--strict", "--lang", "ru").code, 1)
            log = json.loads(file.read_text(encoding="utf-8"))
        self.assertEqual(log["version"], "2.1.0")
        self.assertTrue(log["$schema"].endswith("sarif-2.1.0.json"))
        [run] = log["runs"]
        self.assertEqual((run["columnKind"], run["language"]), ("unicodeCodePoints", "ru-RU"))
        rules = run["tool"]["driver"]["rules"]
        self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
        lines = FOUND.splitlines()
        for result in run["results"]:
            with self.subTest(result["ruleId"]):
                self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
                self.assertIn(result["level"], ("error", "warning", "note"))
                self.assertTrue(result["message"]["text"])
                [location] = result["locations"]
                region = location["physicalLocation"]["region"]
                self.assertLessEqual(region["startLine"], len(lines))
                self.assertLess(region["startColumn"], region["endColumn"])
                self.assertLessEqual(region["endColumn"], len(lines[region["startLine"] - 1]) + 2)
        for rule in rules:
            self.assertTrue(rule["shortDescription"]["text"] and rule["defaultConfiguration"]["level"])

    def test_a_sarif_file_that_cannot_be_written_is_3(self):
        self.assertEqual(self.check("--sarif", "/nowhere/found.sarif").code, 3)

    def test_several_files_are_told_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            good, bad = pathlib.Path(folder) / "good.yaml", pathlib.Path(folder) / "bad.yaml"
            good.write_text(FOUND, encoding="utf-8")
            bad.write_text("roadmap: x\n", encoding="utf-8")
            answer = vekha("roadmap", "check", str(good), str(bad), "--output", "json")
        self.assertEqual(answer.code, 1)
        said = answer.json()["diagnostics"]
        self.assertEqual({one["file"] for one in said}, {str(good), str(bad)})
        self.assertEqual({one["file"] for one in said if one["severity"] == "error"}, {str(bad)})

    def test_too_much_input_is_refused(self):
        self.assertIn("1 MiB", self.check(text="# " + "x" * (1 << 20)).err)


class RoadmapShow(CommandTest):
    def test_all_measures_of_all_documents(self):
        answer = self.ok("roadmap", "show", *ROADMAPS, "--output", "json").json()
        counts = [(file["id"], file["measures"]) for file in answer["roadmaps"]]
        self.assertEqual([count for _, count in counts[:5]], [36, 41, 8, 29, 19])
        self.assertEqual(len(answer["measures"]), sum(count for _, count in counts))

    def test_the_shape_of_a_measure(self):
        measures = self.ok("roadmap", "show", ROADMAPS[0], "--output", "json").json()["measures"]
        pairs = next(measure for measure in measures if measure["id"] == "3.5")
        self.assertEqual(pairs["title"], "Формирование наставнических пар или групп")
        self.assertEqual(pairs["term"], "до 30 октября ежегодно (в период с 2022 по 2023 г.г.)")
        self.assertEqual(pairs["windows"], [[None, "2022-10-30"], [None, "2023-10-30"]])
        self.assertEqual(pairs["responsible"], [{"name": "Мамедов М. Р.", "kind": "person"}, {"name": "Османов Р. М.", "kind": "person"}])
        self.assertEqual(list(pairs), ["id", "number", "title", "term", "responsible", "windows", "flags", "items"])

    def test_a_wrong_file_is_not_shown(self):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            file.write("roadmap: x\n")
            file.flush()
            self.assertEqual(self.refused(1, "roadmap", "show", file.name).out, "")

    def test_as_a_person_reads_it(self):
        self.golden("roadmap_show.ru.txt", self.ok("roadmap", "show", ROADMAPS[5], "--lang", "ru").out)

    def test_the_schema_is_json(self):
        self.assertIn("$schema", self.ok("roadmap", "schema").json())
        tests = self.ok("roadmap", "schema", "--tests").out
        self.assertEqual(tests, pathlib.Path("rules/rule-test.schema.json").read_text(encoding="utf-8"))


class Term(CommandTest):
    def test_json_of_one_phrase(self):
        answer = self.ok("term", "до 30 октября ежегодно (в период с 2022 по 2023 г.г.)", "--period", PERIOD, "--region", "RU-DA",
                         "--week", "6", "--output", "json").json()
        self.assertEqual(answer["windows"], [[None, "2022-10-30"], [None, "2023-10-30"]])
        self.assertEqual(answer["effective_due"], ["2022-10-29", "2023-10-30"])

    def test_words_need_no_quotes(self):
        self.assertEqual(self.ok("term", "май", "2023", "г.", "--period", PERIOD, "--output", "json").json()["windows"],
                         [["2023-05-01", "2023-05-31"]])

    def test_a_phrase_that_cannot_be_read_is_1(self):
        self.assertEqual(self.refused(1, "term", "абракадабра", "--period", PERIOD, "--output", "json").json()["flags"], ["unparseable"])

    def test_one_line_out_for_every_line_in(self):
        lines = [{"id": 1, "phrase": "май", "period": ["2022-09-01", "2023-08-31"]}, {"id": "two", "phrase": "май"},
                 {"id": 3, "phrase": "май", "period": ["2023-01-01", "2022-01-01"]}, {"id": 4, "period": ["2022-01-01", "2022-12-31"]}]
        stdin = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines) + "not json\n\n[1]\n"
        answers = self.refused(1, "term", "--jsonl", stdin=stdin).lines()
        self.assertEqual([a.get("id") for a in answers], [1, "two", 3, 4, None, None])
        self.assertEqual(answers[0], {"id": 1, "windows": [["2023-05-01", "2023-05-31"]], "flags": [], "notes": answers[0]["notes"]})
        self.assertTrue(all("error" in a for a in answers[1:]))

    def test_as_a_person_reads_it(self):
        words = ["term", "до 30 октября ежегодно", "--period", PERIOD, "--region", "RU-DA", "--week", "6"]
        self.golden("term.ru.txt", self.ok(*words, "--lang", "ru").out)
        self.golden("term.en.txt", self.ok(*words, "--lang", "en").out)


class Eval(CommandTest):
    def test_an_expression_over_declared_facts(self):
        self.assertEqual(self.ok("eval", "mentees.count > 30", "--set", "mentees.count=34", "--output", "json").json(),
                         {"value": {"type": "bool", "value": True}})

    def test_an_unknown_fact_is_no_answer_and_not_false(self):
        self.assertEqual(self.ok("eval", "mentees.count > 30", "--output", "json").json(), {"error": "unknown: mentees.count"})

    def test_a_misspelt_fact_is_refused_with_its_place(self):
        answer = self.refused(1, "eval", "mentees.cuont > 30", "--output", "json").json()
        self.assertEqual(answer["diagnostics"][0]["column"], 1)

    def test_lines_of_the_conformance_suite(self):
        lines = [{"id": "a", "expr": "1 + 2"}, {"id": "b", "expr": "x == 'да'", "bindings": {"x": {"type": "string", "value": "да"}}},
                 {"id": "c", "expr": "1 / 0"}, {"id": "d", "expr": "{'a': [1u, 2.5, null]}"}, {"id": "e"}]
        answers = self.ok("eval", "--jsonl", stdin="".join(json.dumps(line) + "\n" for line in lines)).lines()
        self.assertEqual(answers[0], {"id": "a", "value": {"type": "int", "value": "3"}})
        self.assertEqual(answers[1]["value"], {"type": "bool", "value": True})
        self.assertIn("error", answers[2])
        self.assertEqual(answers[3]["value"], {"type": "map", "value": [[{"type": "string", "value": "a"}, {"type": "list", "value": [
            {"type": "uint", "value": "1"}, {"type": "double", "value": "2.5"}, {"type": "null", "value": None}]}]]})
        self.assertEqual(answers[4]["id"], "e")
        self.assertIn("error", answers[4])

    def test_facts_of_a_file(self):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
            file.write("mentees: {count: 34}\norder.pairs.number: 12\n")
            file.flush()
            self.assertEqual(self.ok("eval", "order.pairs.number == '12' && mentees.count == 34", "--facts", file.name).out.splitlines()[0], "true")


class Calendar(CommandTest):
    def test_the_shape_of_a_day(self):
        days = self.ok("calendar", "2022-11-03..2022-11-05", "--output", "json").json()["days"]
        self.assertEqual([(d["date"], d["working"], d["short"]) for d in days],
                         [("2022-11-03", True, True), ("2022-11-04", False, False), ("2022-11-05", False, False)])
        self.assertEqual(list(days[0]), ["date", "working", "short", "name", "reason"])

    def test_saturday_works_in_a_six_day_week(self):
        self.assertTrue(self.ok("calendar", "2022-10-29..2022-10-29", "--week", "6", "--output", "json").json()["days"][0]["working"])

    def test_a_year_outside_coverage_is_named(self):
        answer = self.refused(1, "calendar", "2031-01-01..2031-01-02")
        self.assertIn("2031", answer.err)
        self.assertIn("2031", self.refused(1, "calendar", "2031-01-01..2031-01-02", "--lang", "ru").err)

    def test_an_unknown_region_is_corrected(self):
        self.assertIn("RU-DA", self.refused(1, "calendar", "2022-01-01..2022-01-02", "--region", "RU-DD").err)

    def test_as_a_person_reads_it(self):
        self.golden("calendar.ru.txt", self.ok("calendar", "2022-10-28..2022-11-07", "--region", "RU-DA", "--week", "6", "--lang", "ru").out)
        self.golden("calendar.en.txt", self.ok("calendar", "2022-10-28..2022-11-07", "--region", "RU-DA", "--week", "6", "--lang", "en").out)


if __name__ == "__main__":
    unittest.main()
