"""Tables from and for others: foreign workbooks stay within bounds, and no text of ours becomes a live cell."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from checklists.base.errors import UnreadableError
from checklists.base.language import set_language
from checklists.exchange.archive import ROW_TAGS, TAGS
from checklists.exchange.imports import Source, read_import
from checklists.exchange.roster import read_roster
from checklists.exchange.rows import Aim
from checklists.reports.writers.cells_safe import CELL_LIMIT, escape_formula, is_live, set_text
from tests.builders import a_folder, a_meeting
from tests.faults.lives import Life, ends
from tests.hostile import FORMULAS, STRINGS, controls_in

MEMORY = 100_000
"""KiB, of a whole process."""
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
Parts = dict[str, bytes]


def parts_of(rows: list[list[Any]]) -> Parts:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    with zipfile.ZipFile(content) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, parts: Parts) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def in_sheet(text: bytes) -> Callable[[Parts], Parts]:
    """Put text among the sheet's rows."""
    return lambda parts: {**parts, SHEET: parts[SHEET].replace(b"</sheetData>", text + b"</sheetData>")}


def entities(part: str) -> Callable[[Parts], Parts]:
    declared = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return lambda parts: {**parts, part: declared + parts[part].split(b"?>", 1)[-1]}


def in_encoding(name: str) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        text = parts[SHEET].decode().split("?>")[-1]
        return {**parts, SHEET: f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(name)}

    return change


def many_parts(parts: Parts) -> Parts:
    return {**parts, **{f"x/{number}": b"" for number in range(2_000)}}


BOMBS: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "cells of one row": (in_sheet(b"<row r='3'>" + b"<c/>" * (ROW_TAGS + 1) + b"</row>"), "too large"),
    "cells without a row": (in_sheet(b"<c/>" * (ROW_TAGS + 1)), "too large"),
    "rows of another prefix": (in_sheet(b"<x:cow>" * (ROW_TAGS + 1)), "too large"),
    "rows": (in_sheet(b"<row/>" * (TAGS["sheet"] + 1)), "too large"),
    "text of one row": (in_sheet(b"<row r='3'><c t='inlineStr'><is><t>" + b"x" * (5 << 20)), "too large"),
    "styles": (lambda parts: {**parts, STYLES: parts[STYLES] + b"<xf/>" * (TAGS["other"] + 1)}, "too large"),
    "strings": (lambda parts: {**parts, "xl/sharedStrings.xml": b"<si/>" * (TAGS["strings"] + 1)}, "too large"),
    "blanks": (lambda parts: {**parts, STYLES: parts[STYLES] + b" " * (9 << 20)}, "too large"),
    "unpacked": (lambda parts: {**parts, "xl/media/x.bin": b"\x01" * (51 << 20)}, "larger than 50 MiB"),
    "parts": (many_parts, "larger than 50 MiB"),
    "entities in a sheet": (entities(SHEET), "declares entities"),
    "entities in styles": (entities(STYLES), "declares entities"),
    "entities in the list": (entities("[Content_Types].xml"), "declares entities"),
    "entities in the workbook": (entities("xl/workbook.xml"), "declares entities"),
    "UTF-16": (in_encoding("utf-16"), "not written in UTF-8"),
    "EBCDIC": (lambda parts: {**parts, SHEET: b"<?xml version='1.0' encoding='cp037'?>L"}, "not written in UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_workbook_that_would_become_too_much_is_refused_before_it_is_built(bomb: str, tmp_path: Path) -> None:
    set_language("en")
    make, words = BOMBS[bomb]
    path = packed(tmp_path / "x.xlsx", make(parts_of([["意见", "姓名"], ["x", "y"]])))
    with pytest.raises(UnreadableError, match=words) as refused:
        read_roster(path)
    assert "\n" not in str(refused.value)
    with pytest.raises(UnreadableError, match=words):
        read_import(a_meeting(), ("opinion",), Source(path=str(path)), Aim())


def test_no_bomb_costs_memory(tmp_path: Path) -> None:
    parts = parts_of([["意见", "姓名"], ["x", "y"]])
    source = a_folder(tmp_path / "meeting")
    paths = [packed(tmp_path / f"{number}.xlsx", make(parts)) for number, (make, _words) in enumerate(BOMBS.values())]
    just_fits = in_sheet(b"<row r='3'>" + b"<c/>" * (ROW_TAGS - 100) + b"</row>")(parts)
    wide = packed(
        tmp_path / "wide.xlsx",
        {**just_fits, STYLES: parts[STYLES].replace(b"</cellXfs>", b"<xf/>" * 29_000 + b"</cellXfs>")},
    )
    long = packed(tmp_path / "long.xlsx", parts_of([["意见"], *([f"意见{number}" * 9] for number in range(9_000))]))
    lives = [
        Life([("opinions", "import", str(source.path), str(path)), ("new", str(tmp_path / path.stem), "--unit", "u",
              "--title", "t", "--date", "2026-12-18", "--members", str(path))])
        for path in (*paths, wide, long)
    ]  # fmt: skip
    told = ends(*lives)
    print(f"{len(told)} workbooks, at most {max(end.peak for end in told)} KiB")
    for end in told[: len(paths)]:
        assert (end.status, end.codes) == (0, [3, 3])
        assert end.err.count(b"\n") == 2
    assert b"9000 new" in told[-1].out
    assert max(end.peak for end in told) < MEMORY


def test_formulas_are_data(tmp_path: Path) -> None:
    parts = parts_of([["意见"], ["=1+1"], ['=HYPERLINK("http://evil.example","x")'], ["plain"]])
    found = read_import(a_meeting(), ("opinion",), Source(path=str(packed(tmp_path / "x.xlsx", parts))), Aim())
    assert [row.verdict for row in found.rows] == ["wrong", "wrong", "new"]
    (tmp_path / "x.csv").write_text('意见\n=1+1\n"=HYPERLINK(""x"")"\n@SUM(1)\n', encoding="utf-8")
    taken = read_import(a_meeting(), ("opinion",), Source(path=str(tmp_path / "x.csv")), Aim())
    assert [row.values["text"] for row in taken.rows] == ["=1+1", '=HYPERLINK("x")', "@SUM(1)"], "as text"


DEAD = ["", "a=1", "意见", "1-2", "'=1", "（-）", "0", "#", "2026-12-18"]  # fmt: skip


@pytest.mark.parametrize("text", [*FORMULAS, *DEAD, *STRINGS.values()])
def test_no_cell_that_is_written_is_live(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([escape_formula(text), escape_formula(text)])
    cell = next(csv.reader(io.StringIO(out.getvalue(), newline="")))[0]
    assert not is_live(cell)
    assert controls_in(cell) == []
    assert cell.startswith("'") is (text in FORMULAS or text == "'=1" or is_live(text))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    set_text(sheet["A1"], text)
    content = io.BytesIO()
    book.save(content)
    read = load_workbook(content).active
    assert read is not None
    found = read["A1"]
    assert found.data_type == ("s" if text else "n")
    assert (found.value or "") == cell.removeprefix("'" if is_live(text) else "")[:CELL_LIMIT]


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), (0, "0"), (-5, "-5"), (2.5, "2.5"), (date(2026, 12, 18), "2026-12-18")]
)
def test_values_that_are_not_text_stay_what_they_are(value: object, cell: str) -> None:
    assert escape_formula(value) == cell
