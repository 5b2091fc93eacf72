#!/usr/bin/env python3
"""Makes .docx, .xlsx and .html documents of plain text plans, as other people's programs write them.

Usage: make.py OUTPUT_FOLDER PLAN.txt...

A plan is a text with its tables as tab-separated rows. Wanted are pandoc and LibreOffice (Debian: pandoc, libreoffice-writer,
libreoffice-calc); what they made is kept beside this file, so that the tests need neither. For PLAN it writes
  PLAN.pandoc.docx   a page with the tables, by pandoc
  PLAN.pandoc.html   the same as pandoc writes pages
  PLAN.writer.docx   the same page opened in LibreOffice Writer and saved as Word
  PLAN.writer.html   that document saved as a page
  PLAN.calc.xlsx     the page opened in LibreOffice Calc and saved as Excel
  PLAN.lines.xlsx    the text opened in Calc as tab-separated values: numbers and dates become numbers
  PLAN.tabs.docx     the text opened in Writer: no table at all, only tabs
"""
import html
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def row_of(cells: list[str], width: int = 1) -> str:
    span = f' colspan="{width}"' if width > 1 else ""
    return "<tr>" + "".join(f"<td{span}>{html.escape(cell.strip())}</td>" for cell in cells) + "</tr>"


def rows_of_cells(lines: list[str]) -> tuple[list[str], int]:
    """A table written a cell a line, each after a tab; the rows and how many lines they took."""
    rows: list[list[str]] = []
    width, taken, blank = 0, 0, False
    last = max(i for i, line in enumerate(lines) if line.startswith("\t"))
    for i, line in enumerate(lines):
        if i > last and not line.strip():
            break
        taken = i + 1
        if line.startswith("\t"):
            if width == 0 and blank and rows:
                width = len(rows[0])
            numbered = blank and re.fullmatch(r"\s*\d+\.?\s*", line) is not None
            if not rows or numbered or (width and len(rows[-1]) >= width):
                rows.append([])
            rows[-1].append(line[1:])
        elif line.strip():
            rows[-1][-1] += " " + line
        blank = not line.strip()
    return [row_of(row) for row in rows], taken


def page_of(text: str) -> str:
    """Lines with tabs are rows of one table; empty lines between them, page ends of the document, are left out."""
    out, table = [], []

    def close() -> None:
        if table:
            out.append("<table>\n" + "\n".join(table) + "\n</table>")
            table.clear()

    lines, i = text.splitlines(), 0
    while i < len(lines):
        line = lines[i]
        if line.startswith("\t") and line.count("\t") == 1 and not table:
            rows, taken = rows_of_cells(lines[i:])
            table.extend(rows)
            close()
            i += taken
            continue
        if "\t" in line:
            table.append(row_of(line.split("\t")))
        elif line.strip():
            following = next((other for other in lines[i + 1:] if other.strip()), "")
            if table and "\t" in following and not following.lstrip().startswith("№"):
                table.append(row_of([line], following.count("\t") + 1))
            else:
                close()
                out.append(f"<p>{html.escape(line)}</p>")
        i += 1
    close()
    return '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>-</title></head><body>\n' + "\n".join(out) + "\n</body></html>\n"


def run(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)


def office(folder: pathlib.Path, source: pathlib.Path, kind: str, *filters: str) -> pathlib.Path:
    """Converted by LibreOffice into `folder`; the made file."""
    made = folder / "made"
    made.mkdir(exist_ok=True)
    run("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", *filters, "--convert-to", kind, "--outdir", str(made), str(source))
    return made / (source.stem + "." + kind.split(":")[0])


def make(plan: pathlib.Path, target: pathlib.Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        page = folder / (plan.stem + ".html")
        page.write_text(page_of(plan.read_text(encoding="utf-8")), encoding="utf-8")

        def keep(made: pathlib.Path, ending: str) -> None:
            shutil.move(made, target / f"{plan.stem}.{ending}")

        for ending in ("docx", "html"):
            made = folder / f"pandoc.{ending}"
            run("pandoc", "-f", "html", "-t", ending, "--standalone", "--metadata", "title= ", str(page), "-o", str(made))
            keep(made, f"pandoc.{ending}")
        word = office(folder, page, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
        keep(office(folder, word, "html:HTML (StarWriter)"), "writer.html")
        keep(word, "writer.docx")
        keep(office(folder, page, "xlsx:Calc MS Excel 2007 XML", "--infilter=HTML (StarCalc)"), "calc.xlsx")
        keep(office(folder, plan, "xlsx:Calc MS Excel 2007 XML", "--infilter=Text - txt - csv (StarCalc):9,34,76,1"), "lines.xlsx")
        keep(office(folder, plan, "docx:MS Word 2007 XML", "--infilter=Text (encoded):UTF8"), "tabs.docx")


def main() -> None:
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for plan in sys.argv[2:]:
        make(pathlib.Path(plan), target)


if __name__ == "__main__":
    main()
