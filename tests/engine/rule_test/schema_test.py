"""rules/rule-test.schema.json, as an editor uses it: it accepts every test file that is shipped, refuses wrong ones, and
documents every key. The validator (python3-jsonschema) and python3-yaml are looked for, not required."""
import json
import pathlib
import re
import unittest

try:
    import jsonschema
    import yaml
except ImportError:
    jsonschema = None

SCHEMA = json.loads(pathlib.Path("rules/rule-test.schema.json").read_text(encoding="utf-8"))
FILES = [file for file in pathlib.Path("rules/tests").glob("*.yaml") if not file.name.endswith(".golden.yaml")]
SMALL = """roadmap: kambulat-2022
tests:
  - name: а
    when:
      - {on: 2022-09-12, facts: {mentees.count: 34}}
    expect:
      - {on: 2022-10-31, tasks: {"3.5": {status: open, overdue: true}}, none: ["3.2"]}
"""


def keys():
    for table, definition in SCHEMA["$defs"].items():
        for key, schema in definition.get("properties", {}).items():
            yield table, key, schema


class Documented(unittest.TestCase):
    def test_every_key_is_described_in_both_languages_and_has_an_example(self):
        for table, key, schema in keys():
            with self.subTest(f"{table}.{key}"):
                russian, slash, english = schema["description"].partition(" / ")
                self.assertTrue(slash and re.search("[а-я]", russian) and re.search("[a-z]", english))
                self.assertTrue(schema["examples"])

    def test_every_test_file_names_its_schema(self):
        for file in FILES:
            with self.subTest(file.name):
                first = file.read_text(encoding="utf-8").splitlines()[0]
                self.assertEqual(first, "# yaml-language-server: $schema=../rule-test.schema.json")


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
        for table, key, schema in keys():
            for example in schema["examples"]:
                with self.subTest(f"{table}.{key}"):
                    of_key = jsonschema.Draft202012Validator({**schema, "$defs": SCHEMA["$defs"]})
                    self.assertEqual([error.message for error in of_key.iter_errors(example)], [])

    def test_every_test_file_is_accepted(self):
        for file in FILES:
            with self.subTest(file.name):
                self.assertEqual(self.errors(file.read_text(encoding="utf-8")), [])

    def test_wrong_files_are_refused(self):
        self.assertEqual(self.errors(SMALL), [])
        for right, wrong in [("name: а", "nmae: а"), ("on: 2022-09-12", "on: 12.09.2022"), ("status: open", "status: opened"),
                             ("overdue: true", "overdue: late"), ("none:", "nobody:"), ("facts: {", "fact: {"),
                             ('none: ["3.2"]', 'none: ["3.2@30.10"]'), ("    when:\n", "    after: {\"3.5@2022-10-30\": []}\n    when:\n"),
                             ("tests:", "test:")]:
            with self.subTest(wrong):
                self.assertIn(right, SMALL)
                self.assertNotEqual(self.errors(SMALL.replace(right, wrong, 1)), [])


if __name__ == "__main__":
    unittest.main()
