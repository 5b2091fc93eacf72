#!/usr/bin/env python3
"""Proves that the rule tests notice: changes one thing of the rules at a time and runs `vekha roadmap test`.

Mutated are, in rules/roadmaps and rules/library, every term (each day, month and year of a phrase, each fact and offset
of a term in parts), every `nonworking:`, `ladder:` and `period:`, every condition (negated, each comparison, each
&& || !, each constant, each has()), every `heartbeat:`, and in rules/ladders.yaml every offset and audience of both clocks,
kind, lateness, the days an acknowledgement holds back and whether a ladder inhibits. A mutant that no test fails for has survived and is listed; the exit code is then 1. Mutants the rules refuse to load need no test and are
counted apart.

  mutate.py --vekha build/dev/bin/vekha [--rules rules] [--sample N] [--only SUBSTRING] [--jobs N] [--list]
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import enum
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
MONTH_NAMES = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
COMPARISONS = {"==": ["!=", ">=", "<="], "!=": ["=="], ">=": [">", "<"], "<=": ["<", ">"], ">": [">=", "<", "=="],
               "<": ["<=", ">", "=="]}
TIMEOUT_S = 1200  # far above any run; a busy machine is slow
LADDERS = ["standard", "gentle", "strict"]


# Changes that mean the same, each with its reason: (file, what stands in the line, what is changed).
EQUIVALENT = [
    ("roadmaps/000-kambulat-school.yaml", "term: до 30.08. ежегодно", "2022"),  # 30.08.2022 is before the period
    ("roadmaps/template-school.yaml", "nonworking: preceding", "preceding"),  # no due day of it is a day off
]


@dataclasses.dataclass(frozen=True)
class Mutant:
    file: str  # from the folder of rules
    begin: int  # characters of its text
    end: int
    replacement: str
    kind: str  # term, ladder, condition
    line: int
    was: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.kind}: {self.was!r} -> {self.replacement!r}"


class Scan:
    """The mutants of one file, found by the keys of its lines."""

    def __init__(self, name: str, text: str):
        self.name, self.text, self.mutants = name, text, []

    def add(self, begin: int, end: int, replacement: str, kind: str):
        was = self.text[begin:end]
        if was == replacement:
            return
        row = self.text[self.text.rfind("\n", 0, begin) + 1:self.text.find("\n", begin)]
        if any(self.name == file and text in row and was == what for file, text, what in EQUIVALENT):
            return
        line = self.text.count("\n", 0, begin) + 1
        self.mutants.append(Mutant(self.name, begin, end, replacement, kind, line, was))

    def values(self, key: str):
        """(begin, end) of every value of `key`, folded scalars and flow mappings included."""
        for match in re.finditer(rf"(?<![\w-]){key}:[ ]*", self.text):
            line_begin = self.text.rfind("\n", 0, match.start()) + 1
            before = self.text[line_begin:match.start()]
            if "#" in before:
                continue
            begin = match.end()
            line_end = self.text.find("\n", begin)
            if self.text.startswith(">-", begin):
                indent = len(before) - len(before.lstrip(" -")) if before.strip(" -") == "" else 0
                end = line_end + 1
                while end < len(self.text):
                    stop = self.text.find("\n", end)
                    row = self.text[end:stop]
                    if row.strip() and len(row) - len(row.lstrip()) <= indent:
                        break
                    end = stop + 1
                yield line_end + 1, end
            elif self.text.startswith("{", begin):
                yield begin, self.text.find("}", begin) + 1
            elif "{" in before:  # inside a flow mapping: up to its next key or end, outside quotes
                value = re.match(r"\"[^\"]*\"|[^,}\n]*(?:, (?!\w+:)[^,}\n]*)*", self.text[begin:line_end])
                yield begin, begin + value.end()
            else:
                comment = self.text.find(" #", begin, line_end)
                yield begin, comment if comment >= 0 else line_end

    # --- terms
    def dates(self, begin: int, end: int):
        """Every day, month and year written in a phrase or period."""
        phrase = self.text[begin:end]
        for match in re.finditer(r"(\d{4})-(\d\d)-(\d\d)", phrase):
            day = int(match[3])
            self.add(begin + match.start(3), begin + match.end(3), f"{day - 1 if day > 1 else 2:02}", "term")
        for match in re.finditer(r"(?<![\d-])(\d{1,2})\.(\d{2})(?!\d)", phrase):
            day, month = int(match[1]), int(match[2])
            self.add(begin + match.start(1), begin + match.end(1), f"{day - 1 if day > 1 else 2:02}", "term")
            self.add(begin + match.start(2), begin + match.end(2), f"{month - 1 if month > 1 else 2:02}", "term")
        for match in re.finditer(r"(?<![\d.-])\d{1,2}(?= (?!раз)[а-я]+(?: |$))", phrase):
            day = int(match[0])
            self.add(begin + match.start(), begin + match.end(), str(day - 1 if day > 1 else 2), "term")
        for names in (MONTHS, MONTH_NAMES):
            for match in re.finditer("|".join(names), phrase, re.IGNORECASE):
                after = names[(names.index(match[0].lower()) + 1) % 12]
                after = after.capitalize() if match[0][0].isupper() else after
                self.add(begin + match.start(), begin + match.end(), after, "term")
        for match in re.finditer(r"(?<![\d-])20\d\d(?![\d-])", phrase):
            # The years of a span: moved so far that a year of it is lost, whatever the roadmap's period cuts.
            before = phrase[:match.start()]
            step = -2 if before.endswith("по ") else 2 if before.endswith("с ") else 1
            self.add(begin + match.start(), begin + match.end(), str(int(match[0]) + step), "term")

    def words(self, begin: int, end: int):
        """Whole-phrase changes that need no date: work without a deadline gets one, and the reverse."""
        phrase = self.text[begin:end]
        if phrase.endswith("}"):
            return
        if re.search("постоян|в течение|в течении|в теч", phrase, re.IGNORECASE):
            self.add(begin, end, "ежеквартально", "term")
        elif not re.search(r"\d|[а-я]{3,8}(?:ь|а|я)\b", phrase) or re.search("мере|план|график", phrase):
            self.add(begin, end, "в течение всего периода", "term")
        if "ежегодно" in phrase.lower() and phrase.strip().lower() != "ежегодно":
            at = begin + phrase.lower().index("ежегодно")
            self.add(at, at + len("ежегодно"), "2024 года", "term")
        if "ежекварт" in phrase.lower():
            self.add(begin, end, "ежегодно", "term")

    def is_of_heading(self, begin: int) -> bool:
        """True for the cell of a row all of whose items have terms of their own: it is shown and gives no day."""
        line_begin = self.text.rfind("\n", 0, begin) + 1
        rest = self.text[line_begin:]
        indent = len(rest) - len(rest.lstrip(" "))
        row = re.match(rf"(?:(?: {{{indent},}}[^\n]*)?\n)*", rest)[0]
        items = re.search(rf"^ {{{indent}}}items:\n(.*)", row, re.MULTILINE | re.DOTALL)
        if not rest.lstrip(" ").startswith("term:") or items is None:
            return False
        parts = re.split(r"(?m)^ +- (?=id:|\{id:)", items[1])[1:]
        return all(re.search(r"(?<!\w)term:", part) for part in parts)

    def terms(self):
        for begin, end in self.values("term"):
            if self.is_of_heading(begin):
                continue
            parts = self.text[begin:end]
            if parts.startswith("{"):  # its phrase is quoted only: the parts give the days
                phrase = re.search(r"phrase: (?:\"[^\"]*\"|[^,}]*)", parts)
                begin += phrase.end() if phrase else 0
                parts = self.text[begin:end]
            self.dates(begin, end)
            self.words(begin, end)
            for match in re.finditer(r"(?:external|anchor): ([\w.]+)", parts):
                other = "final_event.due" if match[1] != "final_event.due" else "contests.due"
                self.add(begin + match.start(1), begin + match.end(1), other, "term")
            for match in re.finditer(r"(?:before|after): (\d+)(d|wd)", parts):
                self.add(begin + match.start(1), begin + match.end(1), str(int(match[1]) + 1), "term")
        for begin, end in self.values("period"):
            self.dates(begin, end)
        for begin, end in self.values("nonworking"):
            for other in ("preceding", "following"):
                self.add(begin, end, other, "term")
        for begin, end in self.values("week"):
            self.add(begin, end, "5" if self.text[begin:end] == "6" else "6", "term")

    # --- conditions
    def conditions(self):
        for key in ("done_when", "applies_when", "value"):
            for begin, end in self.values(key):
                self.condition(begin, end)

    def condition(self, begin: int, end: int):
        words = self.text[begin:end]
        first = begin + len(words) - len(words.lstrip())
        last = begin + len(words.rstrip())
        if " > " in words or "==" in words or "has(" in words or "!=" in words:
            # Not with a "!" before it, which YAML reads as a tag.
            self.add(first, last, f"({' '.join(self.text[first:last].split())}) == false", "condition")
        strings = [(m.start(), m.end()) for m in re.finditer(r"'[^']*'", words)]
        inside = lambda at: any(a <= at < b for a, b in strings)
        for match in re.finditer(r"==|!=|>=|<=|>|<", words):
            if inside(match.start()):
                continue
            for other in COMPARISONS[match[0]]:
                self.add(begin + match.start(), begin + match.end(), other, "condition")
        for match in re.finditer(r"&&|\|\|", words):
            self.add(begin + match.start(), begin + match.end(), "||" if match[0] == "&&" else "&&", "condition")
        for match in re.finditer(r"has\([\w.]+\)", words):
            self.add(begin + match.start(), begin + match.end(), f"({match[0]} == false)", "condition")
            self.add(begin + match.start(), begin + match.end(), "true", "condition")
        for match in re.finditer(r"(?<![\w.'])\d+(?:\.\d+)?(?![\w.'])", words):
            if inside(match.start()):
                continue
            number = match[0]
            others = [str(float(number) + 1)] if "." in number else [str(int(number) + 1), str(int(number) - 1)]
            for other in others:
                self.add(begin + match.start(), begin + match.end(), other, "condition")
        for a, b in strings:
            self.add(begin + a, begin + b, "'x'", "condition")
        for match in re.finditer(r"(?<= )[+*/](?= )", words):
            self.add(begin + match.start(), begin + match.end(), "-", "condition")

    # --- ladders
    def ladder_keys(self):
        for begin, end in self.values("ladder"):
            for other in LADDERS:
                self.add(begin, end, other, "ladder")
        self.numbers("heartbeat")

    def numbers(self, key: str):
        for begin, end in self.values(key):
            number = int(self.text[begin:end])
            for other in (number - 1, number + 1):
                self.add(begin, end, str(other), "ladder")

    def ladder_file(self):
        self.numbers("offset")
        for begin, end in self.values("kind"):
            self.add(begin, end, "alert" if self.text[begin:end] == "reminder" else "reminder", "ladder")
        for match in re.finditer(r"audience: \[([^\]]*)\]", self.text):
            people = match[1].split(", ")
            self.add(match.start(1), match.end(1), ", ".join(people[:-1]) or "curator", "ladder")
            self.add(match.start(1), match.end(1), ", ".join(people + ["site_admin"]), "ladder")
        for begin, end in self.values("late"):
            self.add(begin, end, "latest_once", "ladder")
        self.numbers("max_lateness")
        self.of_each_ladder("acknowledge", "3", lambda days: [str(int(days) - 1), str(int(days) + 1)])
        self.of_each_ladder("inhibit", "true", lambda held: ["false" if held == "true" else "true"])

    def of_each_ladder(self, key: str, default: str, others):
        """Changes the key where a ladder has it, and where it does not says something else than the default."""
        for ladder in re.finditer(r"(?m)^  \w[\w-]*:\n(?:    .*\n|\n)+", self.text):
            said = re.search(rf"(?m)^    {key}: (\S+)", ladder[0])
            for other in others(said[1] if said else default):
                if said:
                    self.add(ladder.start() + said.start(1), ladder.start() + said.end(1), other, "ladder")
                else:
                    begin = ladder.start() + ladder[0].index("    rungs:")
                    self.add(begin, begin, f"    {key}: {other}\n", "ladder")


def find_mutants(rules: pathlib.Path) -> list:
    mutants = []
    for path in sorted([*rules.glob("roadmaps/*.yaml"), *rules.glob("library/*.yaml")]):
        scan = Scan(path.relative_to(rules).as_posix(), path.read_text(encoding="utf-8"))
        scan.terms()
        scan.conditions()
        scan.ladder_keys()
        mutants += scan.mutants
    ladders = Scan("ladders.yaml", (rules / "ladders.yaml").read_text(encoding="utf-8"))
    text = re.sub(r"#[^\n]*", lambda m: " " * len(m[0]), ladders.text)  # its comments explain the keys
    ladders.text = text
    ladders.ladder_file()
    return mutants + ladders.mutants


def subject_of(test: pathlib.Path) -> str:
    match = re.search(r"^(?:roadmap|file|library): *(\S+)", test.read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else ""


def drop_unused_calendars(rules: pathlib.Path):
    """Most of the time of a run is reading calendars; those of other regions cannot matter."""
    texts = [p.read_text(encoding="utf-8") for folder in ("roadmaps", "tests", "tests/roadmaps")
             for p in (rules / folder).glob("*.yaml")]
    used = set(re.findall(r"\bRU-[A-Z]+\b", "\n".join(texts)))
    for path in (rules / "calendars").glob("RU-*.yaml"):
        if path.stem not in used:
            path.unlink()


class Fate(enum.Enum):
    SURVIVED = 0
    KILLED = 1  # by a test
    REFUSED = 2  # when loaded


class Bench:
    """One copy of the rules that one worker changes and restores."""

    def __init__(self, vekha: str, rules: pathlib.Path, folder: pathlib.Path):
        self.vekha, self.rules = vekha, folder
        shutil.copytree(rules, folder, dirs_exist_ok=True)
        drop_unused_calendars(folder)
        self.tests = sorted(p for p in (folder / "tests").glob("*.yaml") if not p.name.endswith(".golden.yaml"))

    def relevant(self, mutant: Mutant) -> list:
        """The tests of what was changed first: they most likely fail. All others only if they pass."""
        text = (self.rules / mutant.file).read_text(encoding="utf-8")
        own = re.search(r"^(?:roadmap|library): *(\S+)", text, re.MULTILINE)
        first = [t for t in self.tests if own and subject_of(t) == own[1]]
        if mutant.file.startswith("library/"):  # the template takes nearly all from it
            first += [t for t in self.tests if subject_of(t) == "template-school"]
        if mutant.file == "ladders.yaml":
            first = [t for t in self.tests if t.name in ("ladders.yaml", "control.yaml")]
        return [first, [t for t in self.tests if t not in first]]

    def fate(self, tests: list) -> Fate:
        if not tests:
            return Fate.SURVIVED
        command = [self.vekha, "roadmap", "test", "--output", "json", "--rules", str(self.rules), *map(str, tests)]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=TIMEOUT_S)
        if run.returncode not in (0, 1, 3):
            raise RuntimeError(f"{' '.join(command)}: exit code {run.returncode}")
        if run.returncode == 0:
            return Fate.SURVIVED
        return Fate.REFUSED if self.is_refused(run.stdout) else Fate.KILLED

    @staticmethod
    def is_refused(answer: bytes) -> bool:
        """True when no test could be run: the rules do not load, or the rule file under test has errors."""
        if not answer.strip():
            return True
        files = json.loads(answer)["files"]
        return any(one["severity"] == "error" and one["file"] != file["file"]
                   for file in files for one in file["diagnostics"])

    def fate_of(self, mutant: Mutant) -> Fate:
        path = self.rules / mutant.file
        text = path.read_text(encoding="utf-8")
        changed = text[:mutant.begin] + keep_breaks(mutant) + text[mutant.end:]
        path.write_text(changed, encoding="utf-8")
        try:
            own, others = self.relevant(mutant)
            fate = self.fate(own)
            return self.fate(others) if fate == Fate.SURVIVED else fate
        finally:
            path.write_text(text, encoding="utf-8")


def keep_breaks(mutant: Mutant) -> str:
    """A folded value stays on its own lines."""
    return mutant.replacement + ("\n" if mutant.was.endswith("\n") and not mutant.replacement.endswith("\n") else "")


def sample(mutants: list, count: int) -> list:
    """The same few every time, spread over files and kinds."""
    ranked = sorted(mutants, key=lambda m: hashlib.sha256(str(m).encode()).hexdigest())
    return sorted(ranked[:count], key=lambda m: (m.file, m.begin))


def run(mutants: list, arguments, folder: pathlib.Path) -> collections.Counter:
    """How many met which fate; survivors are told as they are found."""
    benches = [Bench(arguments.vekha, arguments.rules, folder / str(i)) for i in range(arguments.jobs)]
    if benches[0].fate(benches[0].tests) != Fate.SURVIVED:
        sys.exit("error: the tests fail before anything is changed")
    fates, began = [], time.monotonic()

    def work(index: int):
        for mutant in mutants[index::arguments.jobs]:
            fate = benches[index].fate_of(mutant)
            fates.append(fate)
            if fate == Fate.SURVIVED:
                print(f"survived: {mutant}", flush=True)
            if sys.stderr.isatty() and len(fates) % 10 == 0:
                print(f"\r{len(fates)}/{len(mutants)} {time.monotonic() - began:.0f} s", end="", file=sys.stderr, flush=True)

    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for future in [pool.submit(work, i) for i in range(arguments.jobs)]:
            future.result()
    return collections.Counter(fates)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vekha", required=True)
    parser.add_argument("--rules", type=pathlib.Path, default=pathlib.Path(__file__).parents[2] / "rules")
    parser.add_argument("--sample", type=int, default=0, help="only this many, the same every time")
    parser.add_argument("--only", default="", help="only mutants with this in their description")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="show the mutants and stop")
    arguments = parser.parse_args()
    mutants = [m for m in find_mutants(arguments.rules) if arguments.only in str(m)]
    if arguments.sample:
        mutants = sample(mutants, arguments.sample)
    if not mutants:
        sys.exit("error: nothing to change")
    if arguments.list:
        print("\n".join(map(str, mutants)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fates = run(mutants, arguments, pathlib.Path(folder))
    kinds = {kind: sum(m.kind == kind for m in mutants) for kind in ("term", "ladder", "condition")}
    print(f"{len(mutants)} mutants ({', '.join(f'{n} {kind}s' for kind, n in kinds.items())}): "
          f"{fates[Fate.KILLED]} killed by tests, {fates[Fate.REFUSED]} refused when loaded, "
          f"{fates[Fate.SURVIVED]} survived")
    return 1 if fates[Fate.SURVIVED] else 0


if __name__ == "__main__":
    sys.exit(main())
