"""Papers as other programs read them: workbooks by their XML, workbooks and pages by LibreOffice.

Usage: office_test.py MAKE_EXAMPLE_PAPERS
"""
import csv
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# LibreOffice trusts the values that stand in a workbook unless told to calculate.
ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
# Separator ";", quote, UTF-8, first line 1, no column formats, English, as is, not as shown; all sheets.
TO_CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1033,false,false,false,false,false"
folder = pathlib.Path()
maker = ""


def setUpModule():
    global folder
    folder = pathlib.Path(tempfile.mkdtemp(prefix="vekha-papers-"))
    subprocess.run([maker, folder], check=True)


def tearDownModule():
    shutil.rmtree(folder)


def part(book: str, name: str) -> ET.Element:
    with zipfile.ZipFile(folder / book) as parts:
        return ET.fromstring(parts.read(name))


def sheet(book: str, number: int = 1) -> ET.Element:
    return part(book, f"xl/worksheets/sheet{number}.xml")


def cells(book: str, number: int = 1) -> dict[str, str | float]:
    """Texts and numbers by name of the cell; of formulas the value that stands beside them."""
    found: dict[str, str | float] = {}
    for cell in sheet(book, number).iter(f"{MAIN}c"):
        text, value = cell.find(f".//{MAIN}t"), cell.find(f"{MAIN}v")
        if text is not None:
            found[cell.get("r")] = re.sub("_x005F_", "_", text.text or "")
        elif value is not None and cell.get("t") != "str":
            found[cell.get("r")] = float(value.text)
        elif value is not None:
            found[cell.get("r")] = value.text or ""
    return found


def formats(book: str, number: int = 1) -> dict[str, tuple[str, str]]:
    """Number format and colour of the ground, by name of the cell."""
    styles = part(book, "xl/styles.xml")
    codes = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{MAIN}numFmt")}
    grounds = [(each.find(f".//{MAIN}fgColor").get("rgb") if each.find(f".//{MAIN}fgColor") is not None else "")
               for each in styles.find(f"{MAIN}fills")]
    looks = styles.find(f"{MAIN}cellXfs")
    return {cell.get("r"): (codes.get(looks[int(cell.get("s", "0"))].get("numFmtId"), ""),
                            grounds[int(looks[int(cell.get("s", "0"))].get("fillId"))])
            for cell in sheet(book, number).iter(f"{MAIN}c")}


class Workbook(unittest.TestCase):
    def test_every_part_is_whole(self):
        books = sorted(folder.glob("*.xlsx"))
        self.assertEqual(len(books), 5)
        for book in books:
            with zipfile.ZipFile(book) as parts:
                self.assertIsNone(parts.testzip())
                for name in parts.namelist():
                    ET.fromstring(parts.read(name))

    def test_says_what_the_paper_says(self):
        found = cells("district-ru.xlsx")
        self.assertEqual([found[name] for name in ("A1", "A2", "A3", "A4", "A6", "B6", "A9")],
                         ["Проверка перед отчётом: что просрочено", "Пижанский район & его школы", "на 20.12.2021, ревизия 1742",
                          "Составлено для отчёта 20.12.2021", "Организация", "Задач", "МОУ СОШ пгт Пижанка"])
        self.assertEqual([found[name] for name in ("B9", "D9", "F9")], [45, 0.8, 12.25])
        self.assertEqual([found[name] for name in ("A17", "B17", "C17", "E17", "F17")], ["Итого", 141, 103, 34, 1253.875])
        self.assertAlmostEqual(found["D17"], 103 / 141)
        self.assertEqual(cells("district-en.xlsx")["A17"], "Total")

    def test_has_dates_numbers_and_states_as_they_are(self):
        found, looks = cells("district-ru.xlsx", 2), formats("district-ru.xlsx", 2)
        self.assertEqual((found["A7"], found["A8"]), ("3.2", "3.10"))  # texts
        self.assertEqual((found["C7"], looks["C7"][0]), (44454, "dd.mm.yyyy"))
        self.assertEqual((found["D7"], looks["D7"][0]), (96, '0" дн."'))
        self.assertEqual((found["E7"], looks["E7"][1]), ("просрочено", "FFFFC7CE"))
        self.assertEqual((found["E9"], looks["E9"][1]), ("выполнено", "FFC6EFCE"))
        self.assertEqual(formats("district-ru.xlsx")["D9"][0], "0.0%")
        self.assertEqual(formats("district-en.xlsx", 2)["C7"][0], "yyyy-mm-dd")

    def test_is_set_up_for_reading_and_printing(self):
        root = sheet("district-ru.xlsx")
        pane = root.find(f".//{MAIN}pane")
        self.assertEqual((pane.get("ySplit"), pane.get("state")), ("6", "frozen"))
        self.assertEqual(root.find(f"{MAIN}autoFilter").get("ref"), "A6:F16")
        setup = root.find(f"{MAIN}pageSetup")
        self.assertEqual((setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")), ("9", "landscape", "0"))
        self.assertEqual(root.find(f".//{MAIN}pageSetUpPr").get("fitToPage"), "1")
        self.assertIn("&P / &N", root.find(f".//{MAIN}oddFooter").text)
        titles = [each.text for each in part("district-ru.xlsx", "xl/workbook.xml").iter(f"{MAIN}definedName")
                  if each.get("name") == "_xlnm.Print_Titles"]
        self.assertIn("'Школы'!$6:$6", titles)

    def test_folds_groups_under_their_headings(self):
        root = sheet("district-ru.xlsx")
        levels = {int(row.get("r")): int(row.get("outlineLevel", "0")) for row in root.iter(f"{MAIN}row")}
        self.assertEqual([levels[row] for row in range(7, 18)], [0, 1, 2, 2, 1, 2, 1, 0, 1, 1, 0])
        self.assertEqual(root.find(f".//{MAIN}outlinePr").get("summaryBelow"), "0")

    def test_gives_rows_the_height_of_their_text(self):
        heights = {row.get("r"): row.get("ht") for row in sheet("hostile.xlsx").iter(f"{MAIN}row")}
        self.assertEqual((heights["8"], heights["19"]), (str(15 * 7), "45"))  # 300 characters in 50; three lines
        self.assertIsNone(heights["13"])

    def test_names_title_organization_and_day_as_properties(self):
        core = ET.tostring(part("district-ru.xlsx", "docProps/core.xml"), encoding="unicode")
        for text in ("Проверка перед отчётом", "ревизия 1742", "2021-12-20T12:00:00Z"):
            self.assertIn(text, core)
        self.assertIn("Пижанский район", ET.tostring(part("district-ru.xlsx", "docProps/app.xml"), encoding="unicode"))

    def test_holds_hostile_texts_as_texts(self):
        root, found = sheet("hostile.xlsx"), cells("hostile.xlsx")
        self.assertEqual(list(root.iter(f"{MAIN}f")), [])
        for text in ("=HYPERLINK(\"http://x\";\"y\")", "+7 900", "-1", "@SUM(A1)", "_x0041_ ]]> &amp;", "one\ntwo\nthree",
                     "👩‍🏫 школа 🇷🇺", "</td></title><script>alert(1)</script>'\"", "Школа " + "W" * 294):
            self.assertIn(text, found.values())
        names = [each.get("name") for each in part("hostile.xlsx", "xl/workbook.xml").iter(f"{MAIN}sheet")]
        self.assertEqual(names, ["x 'Школа " + "W" * 21 + "…", "history (2)"])


@unittest.skipUnless(shutil.which("soffice"), "NO soffice HERE: nothing was opened by LibreOffice (tools/packages.txt names it)")
class Office(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        user = folder / "profile/user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(ALWAYS_CALCULATE)

    def convert(self, paths: list[pathlib.Path], *options: str) -> pathlib.Path:
        out = pathlib.Path(tempfile.mkdtemp(dir=folder))
        done = subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", *options, "--outdir", out, *paths],
                              capture_output=True, text=True, timeout=240, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("Error", done.stdout + done.stderr)
        return out

    def read(self, path: pathlib.Path) -> list[list[str]]:
        with open(path, encoding="utf-8", newline="") as text:
            return list(csv.reader(text, delimiter=";"))

    def number(self, text: str) -> float:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text or "nan")

    def check_totals(self, rows: list[list[str]], want: list[float], headings: set[str]):
        """The last row has these numbers from its second column on, and they are the sums of the rows of data."""
        rows = [[text for i, text in enumerate(row) if i in self.columns(rows)] for row in rows]
        first = next(i for i, row in enumerate(rows) if row[:1] in (["Организация"], ["Строка"])) + 1
        last = next(i for i, row in enumerate(rows) if row[0] in ("Итого", "Total"))
        data = [row for row in rows[first:last] if row[0] not in headings]
        found = [self.number(text) for text in rows[last][1:1 + len(want)]]
        for i, number in enumerate(want):
            self.assertAlmostEqual(found[i], number, places=9)
            if number > 1:
                self.assertAlmostEqual(sum(self.number(row[1 + i]) for row in data if row[1 + i]), number, places=9)

    def columns(self, rows: list[list[str]]) -> list[int]:
        """Where the header has text: pages lay their tables over each other's columns."""
        header = next(row for row in rows if row[0] in ("Организация", "Строка"))
        return [i for i, text in enumerate(header) if text]

    HEADINGS = {"Пижанский район", "Средние школы", "Основные школы", "Закрытые школы", "Управление образования"}
    TOTALS = [141, 103, 103 / 141, 34, 1253.875]

    def test_opens_workbooks_and_adds_up_the_same(self):
        out = self.convert(sorted(folder.glob("*.xlsx")), "--convert-to", TO_CSV + ",-1")
        for name in ("district-ru", "district-en"):
            self.check_totals(self.read(out / f"{name}-Школы.csv"), self.TOTALS, self.HEADINGS)
        rows = self.read(out / "long-Длинный лист.csv")
        self.check_totals(rows, [sum(range(3000)), sum(i % 7 for i in range(3000))], {"группа"})
        tasks = self.read(out / "district-ru-Задачи срок состояние.csv")
        self.assertEqual(tasks[6][:5], ["3.2", "Формирование базы наставляемых", "09/15/2021", "96", "просрочено"])
        self.assertIn(["=HYPERLINK(\"http://x\";\"y\")", "&C&D", "=HYPERLINK(\"http://x\";\"y\")"],
                      self.read(next(out.glob("hostile-x*.csv"))))

    def test_calculates_the_formulas_itself(self):
        spoiled = folder / "spoiled"
        spoiled.mkdir(exist_ok=True)
        for book in ("district-ru.xlsx", "pieces.xlsx"):
            with zipfile.ZipFile(folder / book) as old, zipfile.ZipFile(spoiled / book, "w") as new:
                for name in old.namelist():
                    new.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f><v>777</v>", old.read(name)))
        out = self.convert(sorted(spoiled.glob("*.xlsx")), "--convert-to", TO_CSV + ",-1")
        self.check_totals(self.read(out / "district-ru-Школы.csv"), self.TOTALS, self.HEADINGS)
        pieces = [self.read(out / f"pieces-Длинный лист{ending}.csv") for ending in ("", " (2)", " (3)")]
        groups = {tuple(row[1:3]) for rows in pieces for row in rows if row[0] == "группа"}
        self.assertEqual(groups, {(str(sum(range(i, i + 10))), str(sum(n % 7 for n in range(i, i + 10)))) for i in range(0, 50, 10)})
        self.assertEqual(pieces[2][-1], ["Итого", "1225", "147", "12%"])

    def test_opens_pages_and_reads_the_totals(self):
        out = self.convert(sorted(folder.glob("*.html")), "--infilter=HTML (StarCalc)", "--convert-to", TO_CSV)
        for name in ("district-ru", "district-en"):
            rows = self.read(out / f"{name}.csv")
            self.check_totals(rows, self.TOTALS, self.HEADINGS)
            self.assertIn("3.10", [row[0] for row in rows])
        rows = self.read(out / "long.csv")
        self.check_totals(rows, [sum(range(3000)), sum(i % 7 for i in range(3000))], {"группа"})
        hostile = [text for row in self.read(out / "hostile.csv") for text in row]
        for text in ("=1+1", "=HYPERLINK(\"http://x\";\"y\")", "+7 900", "-1", "@SUM(A1)"):
            self.assertIn(text, hostile)

    def test_a_damaged_workbook_is_noticed_here(self):
        broken = folder / "broken"
        broken.mkdir(exist_ok=True)
        bytes_ = (folder / "district-ru.xlsx").read_bytes()
        (broken / "district-ru.xlsx").write_bytes(bytes_[:len(bytes_) // 2])
        with self.assertRaises(AssertionError):
            out = self.convert([broken / "district-ru.xlsx"], "--convert-to", TO_CSV + ",-1")
            self.check_totals(self.read(out / "district-ru-Школы.csv"), self.TOTALS, self.HEADINGS)


if __name__ == "__main__":
    maker = sys.argv.pop()
    unittest.main()
