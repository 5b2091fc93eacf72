"""rules/roadmap.schema.json, as an editor uses it: it accepts every rule file that is shipped, refuses wrong ones,
and documents every key. The validator (python3-jsonschema) and python3-yaml are looked for, not required."""
import json
import pathlib
import re
import unittest

try:
    import jsonschema
    import yaml
except ImportError:
    jsonschema = None

SCHEMA = json.loads(pathlib.Path("rules/roadmap.schema.json").read_text(encoding="utf-8"))
RULE_FILES = [*pathlib.Path("rules/roadmaps").glob("*.yaml"), *pathlib.Path("rules/library").glob("*.yaml")]
SMALL = """roadmap: r
title: Т
level: school
period: 2022-09-01..2023-08-31
stages:
  - id: "1"
    title: Этап
    measures:
      - {id: a, title: а, term: до 1 октября}
"""


class Documented(unittest.TestCase):
    def keys(self):
        for table, definition in SCHEMA["$defs"].items():
            for key, schema in definition["properties"].items():
                yield table, key, schema

    def test_every_key_is_described_in_both_languages(self):
        for table, key, schema in self.keys():
            with self.subTest(f"{table}.{key}"):
                russian, slash, english = schema["description"].partition(" / ")
                self.assertTrue(slash and re.search("[а-я]", russian) and re.search("[a-z]", english))

    def test_every_key_has_words_or_an_example(self):
        for table, key, schema in self.keys():
            with self.subTest(f"{table}.{key}"):
                words = "enum" in schema or schema.get("type") == "boolean" or "enum" in schema.get("items", {})
                self.assertTrue(words or schema.get("examples"))


@unittest.skipUnless(jsonschema, "python3-jsonschema or python3-yaml is not installed")
class Valid(unittest.TestCase):
    def setUp(self):
        # As an editor reads YAML 1.2: dates stay text, only true and false are booleans.
        class Loader(yaml.SafeLoader):
            pass

        Loader.yaml_implicit_resolvers = {
            first: [(tag, pattern) for tag, pattern in found
                    if not tag.endswith((":timestamp", ":bool", ":int", ":float"))]
            for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()}
        Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), "tf")
        Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), "-0123456789")
        Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), "-0123456789")
        self.loader = Loader
        self.validator = jsonschema.Draft202012Validator(SCHEMA)

    def errors(self, text: str) -> list[str]:
        document = yaml.load(text, Loader=self.loader)
        # Editors know keys by their text; JSON has no others.
        return [error.message for error in self.validator.iter_errors(json.loads(json.dumps(document)))]

    def test_the_schema_itself(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_examples_fit_their_keys(self):
        for table, definition in SCHEMA["$defs"].items():
            for key, schema in definition["properties"].items():
                for example in schema.get("examples", []):
                    with self.subTest(f"{table}.{key}"):
                        of_key = jsonschema.Draft202012Validator({**schema, "$defs": SCHEMA["$defs"]})
                        self.assertEqual([error.message for error in of_key.iter_errors(example)], [])

    def test_every_rule_file_is_accepted(self):
        for file in RULE_FILES:
            with self.subTest(file.name):
                self.assertEqual(self.errors(file.read_text(encoding="utf-8")), [])

    def test_wrong_files_are_refused(self):
        self.assertEqual(self.errors(SMALL), [])
        for right, wrong in [("level: school", "level: scool"), ("title: Т\n", ""), ("title: Т", "titel: Т"),
                             ("2022-09-01..2023-08-31", "2022"), ("roadmap: r", "roadmap: Карта"),
                             ("term: до 1 октября", "term: {due: 2022-10-01, evry: year}"),
                             ("id: a, ", ""), ("title: а", "title: а, heartbeat: 0"),
                             ("title: а", "title: а, evidence: paper"), ("title: а", "title: а, for: each class"),
                             ("level: school", "level: school\nweek: 7")]:
            with self.subTest(wrong):
                self.assertIn(right, SMALL)
                self.assertNotEqual(self.errors(SMALL.replace(right, wrong, 1)), [])


class Named(unittest.TestCase):
    def test_every_rule_file_names_its_schema(self):
        for file in RULE_FILES:
            with self.subTest(file.name):
                first = file.read_text(encoding="utf-8").splitlines()[0]
                self.assertEqual(first, "# yaml-language-server: $schema=../roadmap.schema.json")


if __name__ == "__main__":
    unittest.main()
